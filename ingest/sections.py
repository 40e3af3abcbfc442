"""Sections: the tree of headings, and by how much of its path each section is known.

Pure. Headings come with their levels (headings) and with what they open
(divisions).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .divisions import PARTS, Entry, Shape
from .labels import ordinal, parse_label
from .outline import Outline, Place


@dataclass(frozen=True, slots=True)
class Section:
    """A place in the tree of headings.

    path   the headings above, outermost first, this one last
    names  as many of the innermost as tell this section from all others; () inside articles and parts
    place  the numbers of its headings where the paragraphs begin again in each; () elsewhere
    """

    path: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    place: Place = ()


def sections_of(entries: Sequence[Entry], shape: Shape) -> dict[int, Section]:
    """The section that each heading opens, by the index of its block."""
    paths = dict(_paths(entries, shape))
    plain = {at: names for at, (_, names) in paths.items() if names}
    suffixes: dict[tuple[str, ...], int] = {}
    for names in plain.values():
        for size in range(1, len(names) + 1):
            suffixes[names[-size:]] = suffixes.get(names[-size:], 0) + 1
    seen: dict[tuple[str, ...], int] = {}
    places = {} if shape.treaty or shape.decimal else _places(entries)
    sections = {}
    for at, (path, names) in paths.items():
        seen[names] = seen.get(names, 0) + 1
        sections[at] = Section(path, _telling(names, suffixes, seen[names]), places.get(at, ()))
    return sections


def _places(entries: Sequence[Entry]) -> dict[int, Place]:
    """The place that each numbered heading opens, by its block, where paragraphs begin again in most of them."""
    places: dict[int, Place] = {}
    for scope in _scopes(entries):
        outline = Outline()
        opened: dict[int, Place] = {}
        firsts = [0]  # the first paragraph's number before the first heading and in each section, 0 for none
        for entry in scope:
            if entry.division is not None and entry.division.kind == "heading":
                if place := outline.enter(entry.block.text):
                    opened[entry.at] = place
                    firsts.append(0)
            elif not firsts[-1]:
                firsts[-1] = _number(entry)
        if _begin_again(firsts):
            places |= opened
    return places


def _scopes(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The text, its parts and each annex: paragraphs are numbered by themselves in each."""
    scope: list[Entry] = []
    for entry in entries:
        if entry.division is not None and entry.division.kind in ("annex", "part"):
            yield scope
            scope = []
        scope.append(entry)
    yield scope


def _number(entry: Entry) -> int:
    """The number of a paragraph, 0 where it has none."""
    labels = parse_label(entry.block.text) if entry.block.kind == "text" else ()
    numbers = [each for each in labels if each.form == "number" and each.wrap == "x."]
    return ordinal(numbers[0]) if numbers else 0


def _begin_again(firsts: Sequence[int]) -> bool:
    """Whether paragraphs are numbered from 1 in each section rather than through."""
    inside = [each for each in firsts[1:] if each]
    again = sum(each == 1 for each in inside)
    return 2 * again > len(inside) and again + (firsts[0] == 1) > 1


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
    if kind == "annex" or (kind == "part" and not shape.treaty):
        return 0
    if kind in ("article", "preamble"):
        return 8
    if kind in PARTS:
        return 1 + PARTS.index(kind)
    divided = shape.treaty and any(3 <= level <= 5 for level, _ in open_)
    return 7 if divided else min(6, max(1, entry.block.level))
