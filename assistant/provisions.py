"""How people write provisions: "UNCAC 12(2)(c)", "art 12 para 2 (c) of ...", "paras. 44-46", "OP 7".

Pure: text in, what it asks for out. Which document is meant, and whether the
number exists, is lookup's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Unit = Literal["article", "paragraph", "preambular", "note", "annex", "preamble"]

_LATIN = r"(?:\s?(?:bis|ter|quater|quinquies|sexies))?"
_NUMBER = rf"\d{{1,4}}{_LATIN}"
_SUB = r"(?:\s?\(\s?(?:\d{1,3}|[a-z]{1,5})\s?\)|\.(?:\d{1,3}|[a-z]|[ivx]{1,5})\b)"
_WORDED_SUB = (
    r"(?:,?\s*(?:sub-?)?para(?:graph)?s?\.?\s*(?:\(\s?)?(?:\d{1,3}|[a-z]{1,4})\b\)?(?!\s*[-–]\s*\d)"
    r"|,?\s*sub-?(?:para(?:graph)?|section|item)s?\.?\s*\(?[a-z0-9]{1,4}\)?"
    r"|,?\s*(?:point|item|letter|clause)\s*\(?[a-z0-9]{1,4}\)?)"
)
_PATH = rf"{_NUMBER}(?:{_SUB}|{_WORDED_SUB}|\s\(?[a-z]\)(?!\w))*"
_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+|\s*[-–—]\s*|\s+(?:to|through|until)\s+)"
_LIST = rf"{_PATH}(?:{_JOIN}{_PATH})*"

_FORMS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    ("preambular", re.compile(rf"\b(?:preambular|preamble)\s*,?\s*(?:para(?:graph)?s?\.?|recitals?)\s*(?P<list>{_LIST})")),
    ("preambular", re.compile(rf"\b(?:pps?|recitals?)\.?\s*(?P<list>{_LIST})")),
    ("note", re.compile(rf"\b(?:foot|end)?notes?\s+(?:no\.?\s*)?(?P<list>{_LIST})|\bfn\.?\s*(?P<list2>{_LIST})|\bn\.\s*(?P<list3>{_LIST})")),
    ("article", re.compile(rf"(?:\bart(?:icle)?s?\b\.?|\barticel\b|\bartilce\b|\baticle\b|\bartcle\b)\s*(?P<list>{_LIST})")),
    ("paragraph", re.compile(rf"(?:\b(?:operative|op\.?)\s+(?:para(?:graph)?s?|clauses?)\b\.?|\bops?\.?(?=\s*\d)|\bpara(?:graph)?s?\b\.?|\bpargraphs?\b|\bparas?\b\.?|§{{1,2}}|¶{{1,2}})\s*(?P<list>{_LIST})")),
)
_ANNEX = re.compile(r"\bannex(?:e)?\s*(?P<number>[ivxlc]{1,5}|\d{1,2}|[a-h])?\b(?!\w)")
_BARE = re.compile(rf"(?<![\w/.-])(?P<list>{_NUMBER}(?:{_SUB})+|\d{{1,3}}{_LATIN})(?![\w/%-])")
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_CARDINALS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split(),
        1,
    )
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_UNITS_WORD = r"(?:art(?:icle)?s?\.?|paragraphs?|paras?\.?|clauses?|(?:foot)?notes?|annex)"


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision asked for.

    unit   what the number counts
    path   the numbers, outermost first, lower case: ("12", "2", "c")
    annex  None outside annexes, "" for an annex without number, "ii" for annex II
    """

    unit: Unit
    path: tuple[str, ...]
    annex: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """The provisions of a question, in its order, and the rest of its words."""

    provisions: tuple[Provision, ...]
    rest: str


def parse_request(text: str, *, bare: bool = False) -> Request:
    """Find the provisions in a question.

    bare  whether a number without a word before it counts ("UNCAC 12(2)(c)"),
          which it does only where the question names a document
    The text must not hold the document's own name or symbol any more.
    """
    folded = _fold(text)
    annex, folded = _take_annex(folded)
    found: list[tuple[int, Provision]] = []
    for unit, form in _FORMS:
        for match in form.finditer(folded):
            group = next(name for name, value in match.groupdict().items() if value)
            found += [(match.start(), each) for each in _expand(unit, match[group], annex)]
        folded = form.sub(lambda match: " " * len(match[0]), folded)
    if bare and not found:
        for match in _BARE.finditer(folded):
            unit = "article" if annex is None else "paragraph"
            found += [(match.start(), each) for each in _expand(unit, match["list"], annex)]
        folded = _BARE.sub(" ", folded) if found else folded
    if not found and re.search(r"\bpreamble\b", folded):
        found.append((0, Provision("preamble", (), annex)))
        folded = re.sub(r"\bpreamble\b", " ", folded)
    if not found and annex is not None:
        found.append((0, Provision("annex", (), annex)))
    ordered = tuple(dict.fromkeys(each for _, each in sorted(found, key=lambda pair: pair[0])))
    return Request(_merge(ordered), " ".join(folded.split()))


def _fold(text: str) -> str:
    """Lower case, plain dashes and brackets, number words as numbers."""
    folded = " ".join(text.lower().replace("’", "'").replace("[", "(").replace("]", ")").split())
    folded = re.sub(rf"\b({'|'.join(_TENS)})[- ]({'|'.join(list(_CARDINALS)[:9])})\b", lambda m: str(_TENS[m[1]] + _CARDINALS[m[2]]), folded)
    folded = re.sub(
        rf"\b({'|'.join(_TENS)})[- ]({'|'.join(list(_ORDINALS)[:9])})\b", lambda m: f"{_TENS[m[1]] + _ORDINALS[m[2]]}th", folded
    )
    folded = re.sub(
        rf"\b({'|'.join(_ORDINALS)}|(\d{{1,3}})(?:st|nd|rd|th))\s+((?:preambular|operative)\s+)?({_UNITS_WORD})",
        lambda m: f"{m[3] or ''}{m[4]} {m[2] or _ORDINALS[m[1]]}",
        folded,
    )
    words = {**_CARDINALS, **_TENS}
    folded = re.sub(rf"\b({_UNITS_WORD})\s+({'|'.join(words)})\b", lambda m: f"{m[1]} {words[m[2]]}", folded)
    return re.sub(
        r"\b(art(?:icle)?s?\.?)\s+([ivxlc]{1,7})\b(?!\))", lambda m: f"{m[1]} {_roman(m[2]) or m[2]}", folded
    )


def _roman(value: str) -> int:
    total, before = 0, 0
    for sign in reversed(value):
        worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[sign]
        total += worth if worth >= before else -worth
        before = max(before, worth)
    return total


def _take_annex(folded: str) -> tuple[str | None, str]:
    found = _ANNEX.search(folded)
    if found is None:
        return None, folded
    number = found["number"] or ""
    return number, folded[: found.start()] + " , " + folded[found.end() :]


def _expand(unit: Unit, text: str, annex: str | None) -> Iterator[Provision]:
    """Each provision of a list or range: "44-46" is three."""
    pieces = re.split(rf"({_JOIN})(?={_PATH})", text)
    before: tuple[str, ...] = ()
    for at in range(0, len(pieces), 2):
        path = _path(pieces[at])
        joiner = pieces[at - 1].strip() if at else ""
        if before and re.fullmatch(r"[-–—]|to|through|until", joiner):
            yield from (Provision(unit, step, annex) for step in _between(before, path))
        yield Provision(unit, path, annex)
        before = path


def _path(text: str) -> tuple[str, ...]:
    return tuple(re.findall(rf"\d{{1,4}}{_LATIN}|(?<![a-z])[a-z]{{1,5}}(?![a-z])", _without_words(text)))


def _without_words(text: str) -> str:
    return re.sub(r"\b(?:sub-?)?(?:para(?:graph)?s?|sections?|items?|points?|letters?|clauses?|sub)\b\.?", " ", text)


def _between(first: tuple[str, ...], last: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The provisions strictly between two ends of a range, when both end in plain numbers."""
    low, high = first[-1], last[-1]
    if low.isdigit() and high.isdigit() and 0 < int(high) - int(low) < 60:
        for number in range(int(low) + 1, int(high)):
            yield (*first[:-1], str(number))
    elif len(low) == len(high) == 1 and low < high:
        for code in range(ord(low) + 1, ord(high)):
            yield (*first[:-1], chr(code))


def _merge(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """ "paragraph 2 of article 12", "article 12, paragraph 2": one provision, not two."""
    articles = [each for each in provisions if each.unit == "article"]
    paragraphs = [each for each in provisions if each.unit == "paragraph"]
    if len(articles) == 1 and paragraphs and len(articles[0].path) == 1:
        rest = [each for each in provisions if each not in articles and each not in paragraphs]
        inner = [Provision("article", (*articles[0].path, *each.path), each.annex) for each in paragraphs]
        return (*inner, *rest)
    return provisions
