"""Divides lines over pages, with the notes at the foot of the page that has their marks.

A long note that does not fit is divided and goes on at the foot of the next page. Heights are
in points. Nothing here draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .lines import Line

NOTE_GAP = 14.0  # between the last line of a page and its first note, the rule included
LONG_NOTE = 5  # lines from which a note may be divided; two stay on either side


@dataclass(slots=True)
class Page:
    """A page in the making: its body lines, its note lines, and the height that both may fill."""

    room: float
    body: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)

    def left(self, more: list[Line], notes: list[Line]) -> float:
        """The height that would be left with these lines and notes added."""
        body = _height([*self.body, *more])
        foot = sum(line.height for line in [*self.notes, *notes])
        return self.room - body - foot - (NOTE_GAP if foot else 0.0)


def paginate(lines: list[Line], notes: Mapping[int, list[Line]], room: Callable[[int], float]) -> list[Page]:
    """Fill pages with the lines in order; `room` gives the height of a page, counted from 0.

    A line taller than a page would stand alone on one; no line is lost.
    """
    pages = [Page(room(0))]
    for group in _groups(lines):
        wanted = [line for each in group for number in each.notes for line in notes[number]]
        if pages[-1].left(group, wanted) >= 0:
            taken = len(wanted)
        else:
            taken = _divisible(pages[-1], group, wanted)
            if not taken and pages[-1].body:
                pages.append(Page(room(len(pages))))
                taken = len(wanted)
        pages[-1].body += group
        pages[-1].notes += wanted[:taken]
        if wanted[taken:]:
            pages.append(Page(room(len(pages)), notes=wanted[taken:]))
    return pages


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Lines that must stand together: each run of `keep` lines with the line after it."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        groups[-1].append(line)
        if not line.keep:
            groups.append([])
    return [group for group in groups if group]


def _divisible(page: Page, group: list[Line], wanted: list[Line]) -> int:
    """How many note lines fit on the page with the group; 0 when the notes may not be divided."""
    if len(wanted) < LONG_NOTE:
        return 0
    fitting = [count for count in range(2, len(wanted) - 1) if page.left(group, wanted[:count]) >= 0]
    return max(fitting, default=0)


def _height(lines: list[Line]) -> float:
    """Of lines set from the head of a page, where the space above the first one is dropped."""
    return sum(line.height + (line.space if index else 0.0) for index, line in enumerate(lines))
