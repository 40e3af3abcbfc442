"""Asked of: what provisions a question asks of each document that it names, by where the names stand. Pure.

"UNTOC 8 and UNCAC 15", "article 8 of UNTOC and article 15 of UNCAC", "UNTOC and UNCAC, article 5".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, product

from .names import Naming
from .provisions import Request, parse_request
from .tokens import NAME
from .units import content_words

_CUTS = 8  # ways to part a question that are tried
_JOINS = re.compile(r"\b(?:and|or|vs\.?|versus|with|to|from|against)\b|[&,;/]", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(r"[\s,]*(?:and|or|&|/|,|as well as)\s*(?:the\s+)?", re.IGNORECASE)


def requests_in(question: str, namings: Sequence[Naming]) -> Iterator[tuple[Naming | None, Request]]:
    """What is asked of each document named; of none when none is named."""
    if not namings:
        yield None, parse_request(question)
        return
    if shared := _shared(question, namings):
        yield from ((naming, shared) for naming in namings)
        return
    before = bool(parse_request(question[: namings[0].start] + NAME, bare=True).provisions)
    alike = [two.start if not before else one.end for one, two in pairwise(namings)]
    first = _cut(question, namings, alike)
    if not all(request.provisions for _, request in first):
        # "UNTOC article 8 and article 15 of UNCAC": the one before its name, the other behind
        gaps = [
            [one.end + each.end() for each in _JOINS.finditer(question[one.end : two.start])]
            for one, two in pairwise(namings)
        ]
        others = islice((_cut(question, namings, cuts) for cuts in product(*gaps)), _CUTS)
        first = next((each for each in others if all(request.provisions for _, request in each)), first)
    yield from first


def _cut(
    question: str, namings: Sequence[Naming], cuts: Sequence[int]
) -> list[tuple[Naming | None, Request]]:
    """What is asked of each document, where what belongs to one ends and to the next begins."""
    starts, ends = (0, *cuts), (*cuts, len(question))
    return [
        (
            naming,
            parse_request(f"{question[start : naming.start]} {NAME} {question[naming.end : end]}", bare=True),
        )
        for naming, start, end in zip(namings, starts, ends, strict=True)
    ]


def _shared(question: str, namings: Sequence[Naming]) -> Request | None:
    """What is asked of documents named side by side alike, and nothing more: "UNTOC and UNCAC, article 5"."""
    gaps = (question[one.end : two.start] for one, two in pairwise(namings))
    if len(namings) < 2 or not all(_SIDE_BY_SIDE.fullmatch(gap) for gap in gaps):
        return None
    around = f"{question[: namings[0].start]} {NAME} {question[namings[-1].end :]}"
    request = parse_request(around, bare=True)
    return request if request.provisions and not content_words(request.rest) else None
