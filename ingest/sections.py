"""Sections: the tree of headings, and by how much of its path each section is known.

Pure. Headings come with their levels (headings) and with what they open
(divisions).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .divisions import PARTS, Entry, Shape


@dataclass(frozen=True, slots=True)
class Section:
    """A place in the tree of headings.

    path   the headings above, outermost first, this one last
    names  as many of the innermost as tell this section from all others; () inside articles and parts
    """

    path: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def sections_of(entries: Sequence[Entry], shape: Shape) -> dict[int, Section]:
    """The section that each heading opens, by the index of its block."""
    paths = dict(_paths(entries, shape))
    plain = {at: names for at, (_, names) in paths.items() if names}
    suffixes: dict[tuple[str, ...], int] = {}
    for names in plain.values():
        for size in range(1, len(names) + 1):
            suffixes[names[-size:]] = suffixes.get(names[-size:], 0) + 1
    seen: dict[tuple[str, ...], int] = {}
    sections = {}
    for at, (path, names) in paths.items():
        seen[names] = seen.get(names, 0) + 1
        sections[at] = Section(path, _telling(names, suffixes, seen[names]))
    return sections


def _telling(names: tuple[str, ...], suffixes: dict[tuple[str, ...], int], time: int) -> tuple[str, ...]:
    """The shortest end of a path that no other section has; the second of the same path gets "(2)"."""
    for size in range(1, len(names) + 1):
        if suffixes[names[-size:]] == 1:
            return names[-size:]
    return (*names[-1:-1], f"{names[-1]} ({time})") if names and time > 1 else names[-1:]


def _paths(
    entries: Sequence[Entry], shape: Shape
) -> Iterator[tuple[int, tuple[tuple[str, ...], tuple[str, ...]]]]:
    """For each heading its whole path, and the part of it that plain headings make."""
    open_: list[tuple[int, str]] = []
    for entry in entries:
        if entry.division is None:
            continue
        level = _level(entry, shape, open_)
        text = entry.block.text
        if entry.block.kind != "heading":
            text = text[: entry.division.rest].strip()
        # a preamble belongs to no heading before it and holds none after it
        above = 1 if entry.division.kind == "preamble" else level
        while open_ and open_[-1][0] >= above:
            open_.pop()
        open_.append((level, text))
        names = tuple(text for level, text in open_ if level > 0) if entry.division.kind == "heading" else ()
        yield entry.at, (tuple(text for _, text in open_), names)


def _level(entry: Entry, shape: Shape, open_: Sequence[tuple[int, str]]) -> int:
    """0 an annex, 1 to 6 as marked, or 1 to 5 the parts of a treaty with 7 its headings and 8 its articles."""
    kind = entry.division.kind if entry.division else "heading"
    if kind == "annex":
        return 0
    if kind in ("article", "preamble"):
        return 8
    if kind in PARTS:
        return 1 + PARTS.index(kind)
    divided = shape.treaty and any(3 <= level <= 5 for level, _ in open_)
    return 7 if divided else min(6, max(1, entry.block.level))
