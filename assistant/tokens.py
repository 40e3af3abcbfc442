"""Tokens: a request cut into unit words, numbers, "(c)" steps and joining signs, for the grammar of provisions.

Pure. Every token keeps its span, so that what the grammar does not use can be
given back as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest import roman

NAME = "◊"
"""Stands where the name of a document stood in a text."""

_LATIN = r"bis|ter|quater|quinquies|sexies|septies|octies"
_TOKEN = re.compile(
    rf"""(?P<name>{NAME})
    | (?P<opaque>\w+(?:/\w+)+ | [$€£]\s?[\d.,]*\d | \d{{1,3}}(?:,\d{{3}})+ | \d+(?:\.\d+)?\s?(?:%|per\scent\b))
    | (?:(?<=[\d)])\.)?\(\s?(?P<step>\d{{1,3}}(?:\s?(?:{_LATIN}))?|[a-z]{{1,6}})\s?\)
    | (?P<ordinal>\d{{1,3}}(?:st|nd|rd|th)\b)
    | (?P<number>\d+(?:\s?(?:{_LATIN})\b)?)
    | (?:(?<=[\d)])|(?<=[.\d][a-z])|(?<=\.[ivx]{{2}})|(?<=\.[ivx]{{3}}))\.(?P<dotted>\d{{1,3}}|[a-z]|[ivx]{{2,5}})\b
    | (?<=[\d\s)])(?P<half>\d{{1,2}}|[a-z]|[ivx]{{2,5}})\)
    | (?P<word>(?<![a-z-])(?:[a-z](?=-[a-z]\b)|[ivx]+(?=-[ivx]+\b))(?!-\w+-) | [^\W\d_]+(?:['-][^\W\d_]+)*)
    | (?P<sign>[^\w\s])
    """,
    re.VERBOSE,
)

Kind = Literal["name", "opaque", "step", "dotted", "ordinal", "number", "word", "sign"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `value` in lower case, `start` and `end` its span in the text."""

    kind: Kind
    value: str
    start: int
    end: int


def cut(text: str) -> tuple[Token, ...]:
    """The tokens of a text.

    >>> [token.value for token in cut("art. 12 (2)(c)")]
    ['art', '.', '12', '2', 'c']
    """
    folded = _fold(text)
    return tuple(_token(found) for found in _TOKEN.finditer(folded))


def _fold(text: str) -> str:
    """Lower case, plain brackets and quotation marks; as long as the text was."""
    plain = text.translate(str.maketrans("[]{}’–—‐‑", "()()'----"))
    lower = plain.lower()
    return lower if len(lower) == len(plain) else plain


def _token(found: re.Match[str]) -> Token:
    kind = found.lastgroup or "sign"
    value = " ".join(found[kind].split())
    if kind in ("number", "step"):
        value = re.sub(rf"(\d)(?={_LATIN})", r"\1 ", value)
    if kind == "half":
        kind = "step"
    return Token(kind, value, found.start(), found.end())  # type: ignore[arg-type]


_COUNTING = str.split(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen"""
)
_RANKING = str.split(
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"""
)
_TENS = str.split("twenty thirty forty fifty sixty seventy eighty ninety")


def _number_words(units: list[str], *, ordinal: bool) -> dict[str, str]:
    words = {word: str(number) for number, word in enumerate(units, 1)}
    for ten, word in enumerate(_TENS, 2):
        words[word[:-1] + "ieth" if ordinal else word] = str(10 * ten)
        words |= {f"{word}-{unit}": str(10 * ten + number) for number, unit in enumerate(units[:9], 1)}
    return words


CARDINALS = _number_words(_COUNTING, ordinal=False)
"""Number words and what they stand for: "twenty-three" -> "23"."""

_HUNDREDS = re.compile(
    rf"\b(?:(?P<many>{'|'.join(_COUNTING[:9])}|an?)\s+)?hundred(?:\s+(?:and\s+)?(?P<more>{'|'.join(sorted(CARDINALS, key=len, reverse=True))}))?\b",
    re.IGNORECASE,
)
_APART = re.compile(rf"\b({'|'.join(_TENS)})\s+({'|'.join(_COUNTING[:9])})\b", re.IGNORECASE)


def spell_numbers(text: str) -> str:
    """A text with the number words that are several words as one number: "one hundred and twelve", "forty two".

    >>> spell_numbers("article one hundred and twenty three, article forty two")
    'article 123, article forty-two'
    """
    return _HUNDREDS.sub(_hundreds, _APART.sub(r"\1-\2", text))


def _hundreds(found: re.Match[str]) -> str:
    many = CARDINALS.get((found["many"] or "").lower(), "1")
    return str(100 * int(many) + int(CARDINALS.get((found["more"] or "").lower(), "0")))


FROM_THE_END = {"last": -1, "penultimate": -2, "antepenultimate": -3}
"""Words for numbers that only the document knows, and their places."""

ORDINALS = _number_words(_RANKING, ordinal=True) | {"opening": "1", "sole": "1", "final": "last"}
ORDINALS |= {word: word for word in FROM_THE_END}
"""Ordinal words: "third" -> "3"; "last" stays."""


def place_in(value: str, count: int) -> int | None:
    """The place from 0 that "last", "penultimate" or "#3" has among `count` members; None for a number or none.

    >>> place_in("#3", 5), place_in("last", 5), place_in("3", 5)
    (2, 4, None)
    """
    word = value.removeprefix("#")
    if word in FROM_THE_END:
        at = count + FROM_THE_END[word]
    elif value.startswith("#") and word.isdigit():
        at = int(word) - 1
    else:
        return None
    return at if 0 <= at < count else None


def form(value: str) -> Literal["number", "roman", "letter"]:
    """What a step counts with: "12" a number, "iv" a roman number, "c" a letter. A lone "i", "v", "x" is roman."""
    if value[0].isdigit():
        return "number"
    return "roman" if roman(value) and (len(value) > 1 or value in "ivx") else "letter"
