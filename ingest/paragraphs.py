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
_LETTERS = tuple(f"({letter})" for letter in "abcdefghijklmnopqrstuvwxyz")
_ROMANS = tuple(f"({each})" for each in "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split())
_NUMBERS = tuple(f"({number})" for number in range(1, 31))
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
    if max(last.size, line.size) > usual.noise * min(last.size, line.size):
        return True
    if _runs_over(lines, at, paragraph, usual):
        return False
    if last.bold != line.bold:
        return True
    if _is_centred_pair(last, line):
        return False
    if STARTER.match(line.text + " ") and (abs(line.x0 - last.x0) > 2 or _CLOSED.search(last.text)):
        return True
    if line.bold or line.size > 1.12 * usual.size:
        return False  # the lines of a heading are broken by hand
    return _indent_begins(paragraph, line) or _ends_short(lines, at)


def _runs_over(lines: Sequence[Line], at: int, paragraph: Sequence[Line], usual: Type) -> bool:
    """Whether a line that looks new, by a label or bold type, is the next line of a running sentence.

    The line before it is full, it stands close under it at the margin of the
    running text, and its label, if it has one, belongs to a list inside the paragraph.
    """
    last, line = lines[at - 1], lines[at]
    if last.y - line.y > 1.15 * usual.leading * line.size or _room(lines, at) > 0:
        return False
    label = STARTER.match(line.text + " ")
    margin = _margin(paragraph, line)
    if margin is None and label and _hangs(paragraph, line):
        return _is_inside(label[0].strip(), lines, at, paragraph)
    if margin is None or abs(line.x0 - margin) > 2:
        return False
    if label:
        running = not _CLOSED.search(last.text) or _is_open(paragraph)
        return running or _is_inside(label[0].strip(), lines, at, paragraph)
    # a heading is bold from its first line on; a sentence in bold begins within a line
    return last.bold != line.bold and not paragraph[0].bold


def _margin(paragraph: Sequence[Line], line: Line) -> float | None:
    """The left edge of the paragraph's running text; its first line may stand further in."""
    first = paragraph[0]
    if len(paragraph) > 1:
        return paragraph[-1].x0
    return line.x0 if -8 * line.size < line.x0 - first.x0 <= 2 else None


def _hangs(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether the line may be the second of a numbered paragraph whose number stands out on the left."""
    first = paragraph[0]
    numbered = len(paragraph) == 1 and STARTER.match(first.text)
    return bool(numbered) and 0 < line.x0 - first.x0 <= 6 * line.size


def _is_open(paragraph: Sequence[Line]) -> bool:
    """Whether a bracket opened in the last line is not closed there: "(or" / "11.2 per cent)"."""
    text = paragraph[-1].text
    return text.rfind("(") > text.rfind(")")


def _is_inside(label: str, lines: Sequence[Line], at: int, paragraph: Sequence[Line]) -> bool:
    """Whether the label before this one in its series stands inside the paragraph, or the one after in the text below."""
    before, after = _neighbours(label)
    head = " ".join(line.text for line in paragraph)
    if before:
        return f" {before} " in head
    below = [line.text for line in lines[at : at + _WINDOW]]
    if any(after and f" {after} " in f"{text} " for text in below):
        return True
    later = _neighbours(after)[1]  # where the next label too begins a line by chance
    return bool(later) and any(re.search(rf"[;,](?: and| or)? {re.escape(later)} ", text) for text in below)


def _neighbours(label: str) -> tuple[str, str]:
    """The labels on either side of a bracketed one: "(b)" gives "(a)" and "(c)"; "" where there is none."""
    for series in (_LETTERS, _ROMANS, _NUMBERS):
        if label in series:
            at = series.index(label)
            return series[at - 1] if at else "", series[at + 1] if at + 1 < len(series) else ""
    return "", ""


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
    last = lines[at - 1]
    if last.text.endswith("-"):
        return False  # nothing ends in the middle of a word
    room, margin = _room(lines, at), _right_margin(lines, at)
    return room > 0 and (bool(_CLOSED.search(last.text)) or room > 0.2 * (margin - lines[at].x0))


def _room(lines: Sequence[Line], at: int) -> float:
    """Points that the first word of the line would have had to spare on the line before."""
    last, line = lines[at - 1], lines[at]
    word = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) * len(word) / max(1, len(line.text))
    return _right_margin(lines, at) - last.x1 - width - 0.8 * line.size


def _right_margin(lines: Sequence[Line], at: int) -> float:
    window = lines[max(0, at - _WINDOW) : at + _WINDOW]
    return max(each.x1 for each in window if each is lines[at] or abs(each.x0 - lines[at].x0) <= 2)
