"""Cuts a column of lines into paragraphs by what the typography shows.

Indents, gaps, short last lines, numbers at the head and changes of type decide;
what the words mean does not. Pages and columns are the caller's: a paragraph
here never leaves the list of lines it is given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .lines import Line

STARTER = re.compile(
    r"(?:\((?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,6})\)|\d{1,3}(?:\s?(?:bis|ter))?[.)]|\d{1,3}/\d{1,3}\.|"
    r"\d{1,3}[A-Z]?(?:\.(?:\d{1,3}|[IVX]{1,4})){1,4}\.?|"
    r"[a-z]\)|[A-Z][.)]|[IVX]{1,6}\.|[•●▪◦○■·‣–—])\s"
)
_CLOSED = re.compile(r"(?:[.;:,!?”\"’)\]]|\b(?:and|or))$")
_WINDOW = 10  # lines on either side that tell where the right margin is


@dataclass(frozen=True, slots=True)
class Type:
    """The document's ordinary type: size in points, and the distance of baselines over the size.

    noise  the ratio of two sizes up to which they may be one type: large where sizes were
           guessed from a scan
    """

    size: float = 10.0
    leading: float = 1.2
    noise: float = 1.08


def measure_type(pages: Iterable[Sequence[Line]]) -> Type:
    """The commonest size by characters, and the commonest leading of lines in that size."""
    sizes: Counter[float] = Counter()
    leadings: Counter[float] = Counter()
    uneven = even = 0
    for lines in pages:
        for line, after in pairwise(lines):
            sizes[round(line.size * 2) / 2] += len(line.text)
            if line.size == after.size and 0.9 < (line.y - after.y) / line.size < 2.6:
                leadings[round((line.y - after.y) / line.size, 1)] += len(line.text)
                even += 1
            elif 0.9 < (line.y - after.y) / line.size < 1.3 and abs(line.x0 - after.x0) < 2:
                uneven += 1
    size = max(sizes, key=lambda each: sizes[each], default=10.0)
    noise = 1.4 if uneven > 0.1 * even else 1.08
    return Type(size, max(leadings, key=lambda each: leadings[each], default=1.2), noise)


def split_paragraphs(lines: Sequence[Line], usual: Type) -> list[list[Line]]:
    """The lines of each paragraph, in order."""
    paragraphs: list[list[Line]] = []
    for at, line in enumerate(lines):
        if paragraphs and not _begins(lines, at, paragraphs[-1], usual):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _begins(lines: Sequence[Line], at: int, paragraph: Sequence[Line], usual: Type) -> bool:
    last, line = lines[at - 1], lines[at]
    drop = last.y - line.y
    size = max(last.size, line.size)
    if abs(drop) <= 0.3 * size and line.x0 >= last.x1 - size:
        return False  # one baseline in two pieces
    if drop < 0 or drop > max(1.3 * usual.leading * size, 1.45 * size):
        return True
    if max(last.size, line.size) > usual.noise * min(last.size, line.size) or last.bold != line.bold:
        return True
    if _is_centred_pair(last, line):
        return False
    if STARTER.match(line.text + " ") and (abs(line.x0 - last.x0) > 2 or _CLOSED.search(last.text)):
        return True
    if line.bold or line.size > 1.12 * usual.size:
        return False  # the lines of a heading are broken by hand
    return _indent_begins(paragraph, line) or _ends_short(lines, at)


def _is_centred_pair(last: Line, line: Line) -> bool:
    """Two lines about one middle, neither as the other's first-line indent."""
    middle = abs((last.x0 + last.x1) - (line.x0 + line.x1)) / 2
    return middle < 0.4 * line.size and abs(last.x0 - line.x0) > line.size and not STARTER.match(line.text)


def _indent_begins(paragraph: Sequence[Line], line: Line) -> bool:
    last = paragraph[-1]
    step = line.x0 - last.x0
    if abs(step) <= 0.6 * line.size:
        return False
    if len(paragraph) > 1:
        return True
    if step < 0:
        return step < -8 * line.size  # a first line stands further in than the rest
    hangs = STARTER.match(last.text)  # an item hangs its text further in
    return not hangs and bool(_CLOSED.search(last.text))


def _ends_short(lines: Sequence[Line], at: int) -> bool:
    """Whether the first word of the line would have found room on the line before."""
    last, line = lines[at - 1], lines[at]
    if last.text.endswith("-"):
        return False  # nothing ends in the middle of a word
    window = lines[max(0, at - _WINDOW) : at + _WINDOW]
    margin = max(each.x1 for each in window if each is line or abs(each.x0 - line.x0) <= 2)
    word = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) * len(word) / max(1, len(line.text))
    room = margin - last.x1 - width - 0.8 * line.size
    return room > 0 and (bool(_CLOSED.search(last.text)) or room > 0.2 * (margin - line.x0))
