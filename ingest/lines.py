"""Builds lines of text, with their note marks, out of the runs that stand on a page.

A line here is a stretch of one baseline without a wide hole: a table row makes
one line a cell. It does not order the lines of a page (see `flow.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .blocks import Mark

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters of one font on one baseline, in points from the lower left.

    aside  marked by the file itself as header or footer
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal rule."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page (from 0): runs and rules in drawing order; `turned` is text at an angle.

    All places are those of the page as it is read, its lines running to the
    right; `back` leads from there to the page's own space.
    """

    page: int
    runs: tuple[Run, ...] = ()
    rules: tuple[Rule, ...] = ()
    turned: tuple[Run, ...] = ()
    back: Matrix = IDENTITY


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: y is its baseline, size its commonest font size in points."""

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    aside: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1), from the descenders to the ascenders."""
        low, high = self.y - 0.22 * self.size, self.y + 0.78 * self.size
        return (round(self.x0, 1), round(low, 1), round(self.x1, 1), round(high, 1))


# A number, letter or bullet that opens a paragraph or an item, alone on its tab stop.
ENUMERATOR = re.compile(
    r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,6})(?:\s?(?:bis|ter))?[.)]|\d{1,3}[A-Z]?(?:\.(?:\d{1,3}|[IVX]{1,4})){1,4}\.?|"
    r"\d{1,3}/\d{1,3}\.|[•●▪◦○■·‣–—-])$"
)
_MARK = re.compile(r"(?:\d{1,3}/?|[a-z]|\*{1,4}|[†‡§]{1,2})$")
_MARKS = re.compile(r"[,\s]+|(?<=\d)[–-](?=\d)")
_UNIT = re.compile(r"(?:^|[\d\s(/])(?:[kcmd]?m|ft|10)$")
_OPEN_RANGE = re.compile(r"\d– $")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_DIGITS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_ODD = {
    0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2007: " ", 0x2009: " ", 0x200A: " ", 0x202F: " ", 0x3000: " ",
    0x2010: "-", 0x2011: "-", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
    0xFB05: "st", 0xFB06: "st", 0x200B: "", 0x200C: "", 0x200D: "", 0xFEFF: "", 0x2060: "",
    0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF0FC: "•", 0xF06F: "•", 0xF02D: "–",
}  # fmt: skip
_ODD[0x7F] = "•"  # WinAnsiEncoding: unused codes are bullets (ISO 32000-2, D.2, note 3)
_ODD |= {code: " " if code in (9, 10, 13) else "" for code in range(32)}


def clean(text: str) -> str:
    """A font's characters as they are read: plain spaces, no ligatures, no control characters."""
    return text.translate(_ODD)


def build_lines(runs: Sequence[Run], page: int) -> list[Line]:
    """The lines of a page in the order in which they are drawn."""
    groups = _merge_apart(_group(_once(runs)))
    return [line for group in groups if (line := _compose(group, page)).text or line.marks]


def _once(runs: Iterable[Run]) -> Iterable[Run]:
    """The runs without those that are drawn again on the same spot, to look bold."""
    seen = set[tuple[str, int, int]]()
    for run in runs:
        spot = (run.text, round(run.x0 / 2), round(run.y / 2))
        if spot not in seen:
            seen.add(spot)
            yield run


def _group(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that follow each other in drawing order and stand side by side."""
    groups: list[list[Run]] = []
    for run in runs:
        if groups and (_continues(groups[-1], run) or _is_label(groups, run)):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _continues(group: Sequence[Run], run: Run) -> bool:
    last = group[-1]
    size = max(run.size, last.size)
    gap = run.x0 - last.x1
    if run.aside != last.aside or gap < -0.6 * size:
        return False
    main = last if last.size >= 0.85 * run.size else run
    if abs(run.y - last.y) > 0.12 * size and not _raised_beside(run, last) and not _raised_beside(last, run):
        base = max(group, key=lambda each: each.size)
        if abs(run.y - base.y) > 0.12 * size:
            return False
    return gap <= 1.2 * main.size


def _is_label(groups: Sequence[Sequence[Run]], run: Run) -> bool:
    """Whether the last group is the number or bullet of the text that begins with the run."""
    group = groups[-1]
    first, last = group[0], group[-1]
    label = "".join(each.text for each in group).strip()
    if not ENUMERATOR.match(label) or run.aside != last.aside or abs(run.y - last.y) > 0.12 * run.size:
        return False
    opens = len(groups) == 1 or abs(groups[-2][-1].y - first.y) > 0.5 * run.size
    return opens and 0 < run.x0 - last.x1 <= 4 * run.size


def _raised_beside(small: Run, big: Run) -> bool:
    lift = small.y - big.y
    return small.size <= 0.85 * big.size and -0.35 * big.size <= lift <= 0.75 * big.size


def _merge_apart(groups: list[list[Run]]) -> list[list[Run]]:
    """Join what one baseline holds side by side though it was drawn at different times."""
    ordered = sorted(range(len(groups)), key=lambda at: (-round(groups[at][0].y), groups[at][0].x0))
    into = list(range(len(groups)))
    for left, right in pairwise(ordered):
        a, b = groups[left][-1], groups[right][0]
        gap = b.x0 - a.x1
        if a.aside == b.aside and abs(a.y - b.y) <= 0.12 * a.size and -0.3 * a.size <= gap <= 0.4 * a.size:
            into[right] = into[left]
    merged: dict[int, list[Run]] = {}
    for at in ordered:
        merged.setdefault(into[at], []).extend(groups[at])
    return [merged[at] for at in sorted(merged)]


def _compose(group: list[Run], page: int) -> Line:
    """Text and marks of the runs of one line, with a space wherever the hole says so."""
    sizes: Counter[float] = Counter()
    for run in group:
        sizes[run.size] += len(run.text.strip())
    largest = max(sizes)
    size = max((each for each in sizes if each > 0.85 * largest), key=lambda each: sizes[each])
    y = next(run.y for run in group if run.size == size)
    text, marks = "", list[Mark]()
    narrow = 0.22 if any(" " in run.text for run in group) else 0.16
    last: Run | None = None
    for run in sorted(group, key=lambda each: each.x0):
        if last and run.text == last.text and run.x0 - last.x0 < 0.3 * size:
            continue  # drawn twice, to look bold
        labels = _labels(run, text, size, y)
        if last and run.x0 - last.x1 > narrow * min(size, last.size) and not text.endswith(" "):
            text += " "
        if _OPEN_RANGE.search(text) and last and run.x0 - last.x1 < 0.1 * size and run.text[0].isdigit():
            text = text.rstrip()  # Word draws the joiner in "2024–2034" as a blank without room
        if labels:
            text = text.rstrip() if text.strip() else ""
            marks += [Mark(label, len(text)) for label in labels]
            text += " " if run.text.endswith(" ") else ""
        else:
            words = _exponent(run.text) if _is_raised(run, size, y) and _UNIT.search(text) else run.text
            text += words if text and not text.endswith(" ") else words.lstrip()
        last = run
    text, more = _take_raised_characters(" ".join(text.split()))
    ink = [run for run in group if run.size == size] or group
    marks = [replace(mark, start=min(mark.start, len(text))) for mark in marks]
    return Line(
        text,
        page,
        min(run.x0 for run in group),
        max(run.x1 for run in group),
        y,
        round(size, 1),
        all(run.bold for run in ink),
        all(run.italic for run in ink),
        group[0].aside,
        tuple(sorted((*marks, *more), key=lambda mark: mark.start)),
    )


def join_pieces(pieces: Sequence[Line]) -> Line:
    """One line of the pieces of one baseline, from left to right."""
    text, marks = "", list[Mark]()
    for piece in sorted(pieces, key=lambda each: each.x0):
        text += " " if text else ""
        marks += [replace(mark, start=mark.start + len(text)) for mark in piece.marks]
        text += piece.text
    return replace(
        max(pieces, key=lambda each: len(each.text)),
        text=text,
        marks=tuple(marks),
        x0=min(each.x0 for each in pieces),
        x1=max(each.x1 for each in pieces),
        bold=all(each.bold for each in pieces),
        italic=all(each.italic for each in pieces),
    )


def _labels(run: Run, before: str, size: float, y: float) -> list[str]:
    """The note marks that a small raised run is, or nothing when it is text ("1st", "km2")."""
    if not _is_raised(run, size, y):
        return []
    labels = [each for each in _MARKS.split(run.text.strip()) if each]
    if not labels or not all(_MARK.match(each) for each in labels):
        return []
    if _UNIT.search(before) and labels[0] in ("2", "3", "6", "9"):
        return []
    return [each.rstrip("/") for each in labels]


def _is_raised(run: Run, size: float, y: float) -> bool:
    return run.size <= 0.85 * size and run.y - y >= 0.12 * size


def _exponent(text: str) -> str:
    """Digits raised behind a unit as raised characters: "m" and 3 is "m³"."""
    return text.translate(_RAISE)


def _take_raised_characters(text: str) -> tuple[str, list[Mark]]:
    """Marks that the font itself has as raised characters: "law¹²" gives "law" and mark 12."""
    marks, out, at = list[Mark](), "", 0
    for found in _RAISED_DIGITS.finditer(text):
        out += text[at : found.start()]
        at = found.start()
        if not _UNIT.search(out):
            marks.append(Mark(found.group().translate(_RAISED), len(out)))
            at = found.end()
    return out + text[at:], marks
