"""Numbers that stand for provisions although no unit word says so: "UNCAC 12(2)(c)", "(a) of UNTOC 5.1".

Pure. Only asked of a question that names a document; numbers behind a unit word are for provisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .paths import Path, read_paths
from .tokens import Token
from .units import ASKING

_YEAR = re.compile(r"(?:19|20)\d\d")


def behind_name(tokens: Sequence[Token]) -> tuple[tuple[Path, ...], int, int]:
    """The number right behind the document's name, if it is no year, with its tokens: "(a) and (b) of UNCAC 12(2)"."""
    for start in range(1, len(tokens)):
        behind = tokens[start - 1].kind == "name" and not _YEAR.fullmatch(tokens[start].value)
        read = read_paths(tokens, start, "article") if behind else None
        if read:
            return read[0], start, read[1]
    return (), 0, 0


def bare_numbers(tokens: Sequence[Token]) -> Iterator[tuple[tuple[Path, ...], int, int]]:
    """Numbers that stand for provisions although no word says so, with their tokens."""
    at = 0
    while at < len(tokens):
        read = read_paths(tokens, at, "article") if tokens[at].kind == "number" else None
        if read and (_is_divided(tokens, at, read[1]) or _alone(tokens, at, read[1])):
            yield (read[0], at, read[1])
        at = read[1] if read else at + 1


def _is_divided(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether numbers have steps in brackets, or with stops behind the document's name: "UNTOC 5.1.b"."""
    kinds = {token.kind for token in tokens[start:end]}
    return "step" in kinds or ("dotted" in kinds and start > 0 and tokens[start - 1].kind == "name")


def _alone(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a plain number is all that is said beside the document's name and words of asking."""
    left, right = tokens[:start], tokens[end:]
    named = any(token.kind == "name" for token in (*left[-3:], *right[:3])) or not any(
        token.kind == "name" for token in tokens
    )
    return named and all(token.kind in ("name", "sign") or token.value in ASKING for token in (*left, *right))
