"""Paths: the numbers behind a unit word, "12 (2)(c)", "44-46", "(a), (b) and (d)", with lists and ranges written out.

Pure. Whether such numbers exist is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ingest import roman

from .tokens import CARDINALS, Token, form
from .units import AND, ASKING, CONTAINERS, TO, WITHIN, UnitWord, is_unit

Path = tuple[str, ...]

ON = "+"
"""Behind the last number of a path: it and what follows it."""

_FOLLOWING = [
    words.split()
    for words in (
        *("ff", "et seq", "et seqq", "et sequentes", "onward", "onwards", "and onwards", "and following"),
        *("and the following", "and those following", "to the end"),
    )
]
_MOST = 60  # provisions in one range
_LETTERS = ("c", "d", "l", "m")  # sections that are letters: of roman numbers none has so many
_PLAIN = 3  # digits of a provision's number; longer ones are years


def read_paths(
    tokens: Sequence[Token], at: int, unit: UnitWord, *, single: bool = False
) -> tuple[tuple[Path, ...], int] | None:
    """The numbers from a token on, with lists and ranges written out, and the token after them.

    single  whether only one is meant, and "and 14" behind it goes on another list
    """
    first = _path(tokens, at, unit)
    if first is None:
        return None
    paths, end = [first[0]], first[1]
    while (joiner := _joiner(tokens, end)) is not None:
        if single and joiner[0] == "and":
            break
        following = _path(tokens, joiner[1], unit, before=paths[-1])
        if following is None or _counts_something(tokens, following[1], joiner[0]):
            break
        path, end = following
        if joiner[0] != "and" and (deeper := _deeper(paths[-1], path, unit)):
            paths[-1] = deeper
            continue
        if joiner[0] == "to":
            paths += between(paths[-1], path)
        paths.append(path)
    if past := _following(tokens, end):
        paths[-1], end = (*paths[-1][:-1], f"{paths[-1][-1]}{ON}"), past
    return tuple(paths), end


def _following(tokens: Sequence[Token], at: int) -> int:
    """The token after "ff.", "et seq.", "and following" or "onwards"; 0 where none stands."""
    for words in _FOLLOWING:
        if [token.value for token in tokens[at : at + len(words)]] == words:
            return at + len(words)
    return 0


def _deeper(before: Path, path: Path, unit: UnitWord) -> Path:
    """What follows a comma or dash but goes on the number before: "1, (b), (ii)"; "art. 18, 9", since lists ascend."""
    if path[: len(before)] == before and len(path) > len(before):
        return path
    numbers = (*before, *path[:1])
    if (
        unit == "article"
        and len(before) == 1
        and all(map(str.isdigit, numbers))
        and int(numbers[1]) < int(numbers[0])
    ):
        return (*before, *path)
    return ()


def _joiner(tokens: Sequence[Token], at: int) -> tuple[Literal["comma", "and", "to"], int] | None:
    """How a list goes on at a token, and the token after that."""
    start = at
    while (
        at < len(tokens)
        and at - start < 3
        and tokens[at].value in {",", "up", "and", "or", "&", "+", "/", *TO}
    ):
        at += 1
    values = {token.value for token in tokens[start:at]} - {"up"}
    if not values:
        return None
    return ("to" if values & TO else "and" if values & AND else "comma"), at


def _counts_something(tokens: Sequence[Token], at: int, joiner: str) -> bool:
    """ "in article 5, 23 States": the number after a comma counts what follows it."""
    if joiner != "comma" or at >= len(tokens) or tokens[at].kind != "word":
        return False
    word = tokens[at].value
    return word not in ASKING and word not in AND and word not in TO and not is_unit(word)


def _path(tokens: Sequence[Token], at: int, unit: UnitWord, before: Path = ()) -> tuple[Path, int] | None:
    """One number with the steps under it: "12 (2) (c)"; after `before` also a lone "(c)", which takes its place."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if unit == "article" and (divided := _divided(token)):
        return divided, at + 1
    if (
        before
        and token.kind in ("step", "word")
        and (value := _value(tokens, at, unit, nested=bool(before[1:])))
    ):
        head = _same_level(before, value)
        steps = read_steps(tokens, at + 1)
        return ((*head, value, *steps[0]), steps[1]) if steps else ((*head, value), at + 1)
    value = _value(tokens, at, unit, first=True)
    if not value:
        return None
    end = at + 1
    if token.value in CARDINALS and end < len(tokens) and f"{token.value}-{tokens[end].value}" in CARDINALS:
        value, end = CARDINALS[f"{token.value}-{tokens[end].value}"], end + 1
    if unit in (*CONTAINERS, "table", "article") and token.kind == "word" and _is_stop_within(tokens, end):
        inner = tokens[end + 1]
        steps = read_steps(tokens, end + 2) or ((), end + 2)
        return (value, inner.value, *steps[0]), steps[1]
    steps = read_steps(tokens, end)
    return ((value, *steps[0]), steps[1]) if steps else ((value,), end)


def _divided(token: Token) -> Path:
    """ "16/1", "12/2/c" as a path; () for "16/17", which may be two articles, since lists ascend."""
    steps = tuple(token.value.split("/")) if token.kind == "opaque" else ()
    if not all(re.fullmatch(r"\d{1,3}|[a-z]|[ivx]{2,5}", step) for step in steps) or not steps[0:1]:
        return ()
    if not steps[0].isdigit() or (steps[1].isdigit() and int(steps[1]) >= int(steps[0])):
        return ()
    return steps


def _value(
    tokens: Sequence[Token], at: int, unit: UnitWord, *, first: bool = False, nested: bool = False
) -> str:
    """The number at a token, if a unit is counted so; "" otherwise.

    first   whether it is the first number of a path
    nested  whether it goes on a list of numbers with steps under them
    """
    token = tokens[at]
    if token.kind == "number":
        return token.value if len(token.value.split()[0]) <= _PLAIN else ""
    if token.kind == "step":
        return (
            token.value
            if unit in ("item", "paragraph", "annex", "note", *CONTAINERS) or first or nested
            else ""
        )
    if token.kind != "word":
        return ""
    if token.value in CARDINALS:
        return CARDINALS[token.value]
    letter = unit in CONTAINERS and token.value in _LETTERS
    if (
        roman(token.value)
        and not letter
        and unit in ("article", "annex", "item", "table", *CONTAINERS)
        and not _goes_on(tokens, at)
    ):
        return token.value if nested or unit in ("item", "annex") else str(roman(token.value))
    lettered = unit in ("item", "paragraph", "annex", "note", "table", *CONTAINERS) or nested
    return token.value if len(token.value) == 1 and lettered and not _goes_on(tokens, at) else ""


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single letter is a word of the sentence ("article 5 a State", "i")."""
    if tokens[at].value not in ("a", "i") or at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    if re.fullmatch(r"[a-z]|[ivx]+", after.value):
        return False
    return (
        after.kind in ("word", "opaque")
        and after.value not in {*WITHIN, *AND, *TO}
        and not is_unit(after.value)
    )


def _is_stop_within(tokens: Sequence[Token], at: int) -> bool:
    """Whether a stop stands between two numbers: "II.B"."""
    around = tokens[at - 1 : at + 2]
    glued = len(around) == 3 and around[1].value == "." and around[0].end == around[2].start - 1
    return glued and (around[2].kind == "number" or len(around[2].value) == 1)


def read_steps(tokens: Sequence[Token], at: int) -> tuple[Path, int] | None:
    """The steps under a number: "(2)(c)", ".2.c", " 2 c", "2)c"; None when there are none."""
    steps, end = [], at
    while end < len(tokens) and _is_step(tokens, end):
        steps.append(tokens[end].value)
        end += 1
    return (tuple(steps), end) if steps else None


def _is_step(tokens: Sequence[Token], at: int) -> bool:
    token, before = tokens[at], tokens[at - 1]
    if token.kind in ("step", "dotted"):
        return True
    glued = token.start == before.end
    if token.kind == "word" and (
        len(token.value) == 1 or (form(token.value) == "roman" and len(token.value) < 6)
    ):
        return glued or not _goes_on(tokens, at)
    small = token.kind == "number" and len(token.value) <= 2 and before.kind in ("number", "step")
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return small and (after is None or after.kind != "word" or len(after.value) == 1 or after.value in WITHIN)


def _same_level(before: Path, value: str) -> Path:
    """The steps above a value that goes on a list: (d) after 12(2)(c) stands under 12(2)."""
    for depth in range(len(before) - 1, -1, -1):
        level = before[depth]
        if form(level) == form(value) or (
            {form(level), form(value)} == {"roman", "letter"} and _next(level, value)
        ):
            return before[:depth]
    return before


def _next(first: str, second: str) -> bool:
    return len(first) == len(second) == 1 and ord(second) - ord(first) == 1


def between(first: Path, last: Path) -> list[Path]:
    """The provisions strictly between two ends of a range."""
    low, high, above = first[-1], last[-1], first[:-1]
    if form(low) == form(high) == "number" and low.isdigit() and high.isdigit():
        inner = [str(number) for number in range(int(low) + 1, int(high))]
    elif form(low) == form(high) == "roman" and not (len(high) == 1 and len(low) == 1 and high < low):
        inner = [in_roman(number) for number in range(roman(low) + 1, roman(high))]
    elif len(low) == len(high) == 1 and low.isalpha() and high.isalpha():
        inner = [chr(code) for code in range(ord(low) + 1, ord(high))]
    else:
        inner = []
    return [(*above, each) for each in inner] if len(inner) <= _MOST else []


def in_roman(number: int) -> str:
    """A number up to 59 in small roman numerals."""
    return "".join(
        ("", "x", "xx", "xxx", "xl", "l")[number // 10]
        + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
    )
