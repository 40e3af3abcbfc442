"""Words of names: a text cut into words as names are compared, document symbols and resolution numbers as one.

Pure. Case, plurals, possessives, -ise and -ize, and "United Nations" or "UN",
"Secretary-General" or "SG" make no difference between names, nor do the ways to write a symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest import SYMBOL

SMALL = frozenset(
    str.split("the an of on in for to and or by with against this that its un main founding parent")
)
"""Words that make no difference between names."""

_SHORT = {"conv": "convention", "prot": "protocol", "bg": "background"}
PAIRS: dict[tuple[str, ...], str] = {
    ("united", "nation"): "un",
    ("united", "nations"): "un",
    ("secretary", "general"): "sg",
}
"""Words of names that are mostly written as their initials."""

_BODIES = {
    "ga": "a/res/", "unga": "a/res/", "general assembly": "a/res/", "sc": "s/res/", "unsc": "s/res/",
    "security council": "s/res/", "hrc": "a/hrc/res/", "human rights council": "a/hrc/res/",
    "ecosoc": "e/res/", "economic and social council": "e/res/",
}  # fmt: skip
_RESOLUTION = re.compile(
    rf"""\b(?:(?:un\s+)?(?P<body>{"|".join(sorted(_BODIES, key=len, reverse=True))})(?:'s)?\s*)?
    (?P<word>res[a-z]{{0,3}}l[a-z]{{2,5}}n(?:o|s)?\b|res\b\.?)?\s*(?:no\.?\s*)?
    (?: (?P<slash>(?<![\w/.])\d{{1,3}}/\d{{1,3}}[A-Z]?)(?![/\d])
      | (?P<plain>(?<![\w/.])\d{{3,4}})\b(?P<year>\s?\((?:19|20)\d\d\))? )
    |\b(?:un)?scr\s*(?P<scr>\d{{3,4}})\b(?:\s?\((?:19|20)\d\d\))?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as names are compared, and its span in the text."""

    value: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """A name without case, small words, plurals and punctuation, as names are compared."""
    return " ".join(word.value for word in split_words(name) if word.value not in SMALL)


def split_words(text: str) -> list[Word]:
    """The words of a text; a document's symbol or a resolution's number is one word, however written."""
    words = list(_symbols(text))
    taken = [(word.start, word.end) for word in words]
    for found in re.finditer(r"[^\W_]+(?:[’'][^\W_]+)?", text):
        if not any(start <= found.start() < end for start, end in taken):
            words.append(Word(_fold(found[0]), *found.span()))
    words.sort(key=lambda word: word.start)
    return shorten(words)


def shorten(words: Sequence[Word]) -> list[Word]:
    """Two words as the one that is short for them: "United Nations" as "UN", "Secretary-General" as "SG"."""
    shortened: list[Word] = []
    at = 0
    while at < len(words):
        short = PAIRS.get(tuple(word.value for word in words[at : at + 2]))
        shortened.append(Word(short, words[at].start, words[at + 1].end) if short else words[at])
        at += 2 if short else 1
    return shortened


def _symbols(text: str) -> Iterator[Word]:
    if not re.search(r"\d", text):
        return
    upper = text.upper() if len(text.upper()) == len(text) else text
    blanked = text
    for found in SYMBOL.finditer(upper):
        written = re.sub(r"(?:\(\d{1,3}\)|[.,-])+$", "", found[0])
        if re.search(r"\d", written):
            end = found.start() + len(written)
            blanked = blanked[: found.start()] + " " * len(written) + blanked[end:]
            yield Word(_canonical(written), found.start(), end)
    for found in _RESOLUTION.finditer(blanked):
        if symbol := _resolution(found):
            yield Word(symbol, found.start(), found.end())


def _resolution(found: re.Match[str]) -> str:
    """The symbol that a resolution's number stands for; "" where the number may be anything."""
    body = _BODIES.get((found["body"] or "").lower(), "")
    if number := found["slash"]:
        return f"res/{number}" if not body else f"{body}{number}".lower()
    if number := found["scr"]:
        return f"s/res/{number}"
    if found["plain"] and (found["word"] or found["year"]):
        return f"s/res/{found['plain']}"
    return ""


def _canonical(symbol: str) -> str:
    """A symbol without case, spaces and year: "S/RES/1373 (2001)" -> "s/res/1373"."""
    folded = re.sub(r"\s?\(\d{4}\)$", "", symbol).lower().replace(" ", "")
    return re.sub(r"^(ga|unga|sc|unsc|hrc)/res/", lambda body: _BODIES[body[1]], folded)


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    """One word as names are compared: lower case, no possessive, no plural, -ize for -ise."""
    folded = re.sub(r"[’']s?$", "", word.lower())
    folded = _SHORT.get(folded, folded)
    folded = re.sub(r"is(?=(?:e|ed|es|ing|ation|ations)$)", "iz", folded)
    plural = len(folded) > 4 and folded.endswith("s") and not folded.endswith(("ss", "us", "is"))
    return folded[:-1] if plural and folded.isalpha() else folded
