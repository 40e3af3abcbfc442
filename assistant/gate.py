"""The gate: no sentence is shown whose quotation is not in the cited paragraph, or that says more than it.

Pure. Two checks. A quotation must stand in the paragraph word for word after
the published normalisation below; a sentence in other words must agree with
its quotations in numbers, dates, names, negation and shall / may / should.

The normalisation, which changes how text looks and never what it says: Unicode
NFKC (ligatures, full-width forms, raised digits), one form of quotation mark
and of dash, a hyphen at a line end and the break after it taken out, soft
hyphens and zero-width signs taken out, white space folded to one space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_SAME = {
    **dict.fromkeys("‘’‚‛`´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_LEAST_WORDS = 2  # a quotation of one word proves nothing

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,:/]\d+)*(?:\s?(?:bis|ter))?%?")
_NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|"
    r"half|third|quarter|twice|double|majority|minority)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)(?<![\"“‘(])\b[A-ZÀ-Ý][\w’'.-]*[\w]")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|nothing|nobody|refus\w+|prohibit\w*|forbid\w*|fail(?:s|ed|ing)? to)\b|n[’']t\b",
    re.IGNORECASE,
)
_DUTY = {
    "shall": re.compile(r"\b(?:shall|must|is required to|are required to|has to|have to|obliged to)\b", re.IGNORECASE),
    "may": re.compile(r"\b(?:may|can|might|is allowed to|are allowed to)\b", re.IGNORECASE),
    "should": re.compile(r"\b(?:should|ought to|is recommended to|are encouraged to|recommends?)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Where a quotation stands in a paragraph's text: [start, end)."""

    start: int
    end: int


def normalise(text: str) -> str:
    """A text in the published normal form.

    >>> normalise("the “ef\\ufb01cient, inter-\\nregional”  approach")
    'the "efficient, interregional" approach'
    """
    return _mapped(text)[0]


def _mapped(text: str) -> tuple[str, list[int]]:
    """The normal form and, for each of its characters, the index in the text that it came from."""
    signs: list[str] = []
    origins: list[int] = []
    for at, sign in enumerate(text):
        if sign in _NOTHING:
            continue
        for each in unicodedata.normalize("NFKC", sign):
            for plain in _SAME.get(each, each):
                if plain.isspace():
                    if signs and signs[-1] == " ":
                        continue
                    plain = " "
                signs.append(plain)
                origins.append(at)
    return _without_line_hyphens("".join(signs), origins, text)


def _without_line_hyphens(normal: str, origins: list[int], text: str) -> tuple[str, list[int]]:
    """Take out "-<line end>" between letters; a hyphen before an ordinary space stays."""
    kept = bytearray(b"\x01" * len(normal))
    for found in re.finditer(r"(?<=\w)- (?=\w)", normal):
        between = text[origins[found.start()] : origins[found.end() - 1] + 2]
        if "\n" in between or "\r" in between or "\f" in between:
            kept[found.start() : found.end()] = b"\x00\x00"
    chosen = [at for at in range(len(normal)) if kept[at]]
    return "".join(normal[at] for at in chosen), [origins[at] for at in chosen]


def find_quotation(quote: str, paragraph: str) -> Span | None:
    """Where a quotation stands in a paragraph's text, None when it does not.

    It must be whole words, at least two of them, one unbroken run.
    """
    wanted = normalise(quote).strip().strip('"').strip()
    if len(wanted.split()) < _LEAST_WORDS:
        return None
    text, origins = _mapped(paragraph)
    for found in re.finditer(re.escape(wanted), text):
        if _whole_words(text, found.start(), found.end()):
            return Span(origins[found.start()], origins[found.end() - 1] + 1)
    return None


def _whole_words(text: str, start: int, end: int) -> bool:
    opens = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    closes = end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return opens and closes


def disagreements(sentence: str, quotations: Sequence[str], known_names: Collection[str] = ()) -> tuple[str, ...]:
    """What a sentence says that its quotations do not bear; () when it passes.

    known_names  names that need no proof: titles and aliases of the cited documents
    """
    said, borne = normalise(sentence), normalise(" ".join(quotations))
    return tuple(
        reason
        for reason in (
            _numbers_differ(said, borne),
            _names_differ(said, borne, known_names),
            _negation_differs(said, borne),
            _duty_differs(said, borne),
        )
        if reason
    )


def _numbers_differ(said: str, borne: str) -> str:
    numbers = {each.rstrip("%") for each in _NUMBER.findall(borne)} | set(re.findall(r"\d+", borne))
    missing = [each for each in _NUMBER.findall(said) if each.rstrip("%") not in numbers]
    words = {each.lower() for each in _NUMBER_WORD.findall(borne)}
    missing += [each for each in _NUMBER_WORD.findall(said) if each.lower() not in words]
    return f"number not in the quotation: {', '.join(missing)}" if missing else ""


def _names_differ(said: str, borne: str, known: Collection[str]) -> str:
    there = {_bare(each) for text in (borne, *known) for each in re.findall(r"[\w'.-]*\w", text)}
    missing = [each for each in _NAME.findall(said) if _bare(each) not in there]
    return f"name not in the quotation: {', '.join(missing)}" if missing else ""


def _bare(name: str) -> str:
    return re.sub(r"'s$|\W", "", name.casefold())


def _negation_differs(said: str, borne: str) -> str:
    one, other = len(_NEGATION.findall(said)) % 2, len(_NEGATION.findall(borne)) % 2
    if bool(_NEGATION.search(said)) != bool(_NEGATION.search(borne)) or one != other:
        return "negation differs from the quotation"
    return ""


def _duty_differs(said: str, borne: str) -> str:
    for word, pattern in _DUTY.items():
        if pattern.search(said) and not pattern.search(borne):
            return f"says {word} where the quotation does not"
    firm = _DUTY["shall"]
    if firm.search(borne) and not firm.search(said) and any(_DUTY[each].search(said) for each in ("may", "should")):
        return "weakens the duty in the quotation"
    return ""
