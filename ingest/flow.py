"""Puts the lines of one page into reading order: regions, columns, and rows of cells.

It trusts the drawing order, which programs that make PDFs keep to, as far as
the places of the lines agree with it: text runs downwards; a line that stands
to the right of the one before begins a cell or a column. It knows nothing of
what the lines say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .blocks import Break
from .lines import Line, join_pieces

_TALLEST_CELL = 14  # lines: what is taller is a column of text, not a cell
_HIGHEST_JUMP = 9.0  # line heights from a cell at the foot of its row up to the top of the next cell


@dataclass(slots=True)
class Row:
    """Cells side by side, each with its lines from the top; a plain line is a row of one cell."""

    cells: list[list[Line]]

    @property
    def lines(self) -> list[Line]:
        """All lines, cell by cell."""
        return [line for cell in self.cells for line in cell]

    @property
    def is_level(self) -> bool:
        """Whether all of it stands on one baseline."""
        first = self.cells[0][0]
        return all(abs(line.y - first.y) <= 0.3 * first.size for line in self.lines)

    @property
    def widest_hole(self) -> float:
        """The widest hole between neighbouring cells, in units of the font size."""
        pairs = zip(self.cells, self.cells[1:], strict=False)
        return max(((b[0].x0 - a[0].x1) / a[0].size for a, b in pairs), default=0.0)


@dataclass(slots=True)
class Region:
    """Rows from the top down; before = "column" when it is the next column of the text before it."""

    rows: list[Row] = field(default_factory=list)
    before: Break = "line"

    @property
    def top(self) -> float:
        """Baseline of the highest line."""
        return max(line.y for row in self.rows for line in row.lines)

    @property
    def bottom(self) -> float:
        """Baseline of the lowest line."""
        return min(line.y for row in self.rows for line in row.lines)


def order_lines(lines: Iterable[Line]) -> list[Region]:
    """The regions of a page in reading order, from its lines in drawing order."""
    regions: list[Region] = []
    for line in lines:
        if not regions or not _place(regions[-1], line):
            before: Break = "column" if regions and _is_column(regions[-1], line) else "line"
            regions.append(Region([Row([[line]])], before))
    for region in regions:
        _join_justified(region.rows)
    return _sort(regions)


def _join_justified(rows: list[Row]) -> None:
    """Make one line of a justified line with wide holes: its right edge is that of full lines nearby."""
    for at, row in enumerate(rows):
        if len(row.cells) > 1 and row.is_level and row.widest_hole <= 2.5:
            right = row.cells[-1][0].x1
            near = [each.lines[0] for each in rows[max(0, at - 4) : at + 5] if len(each.lines) == 1]
            if any(abs(line.x1 - right) < 1.5 and line.size == row.cells[0][0].size for line in near):
                rows[at] = Row([[join_pieces(row.lines)]])


def _place(region: Region, line: Line) -> bool:
    """Put the line into the region if it goes on there; False when it must start another."""
    row = region.rows[-1]
    cell = row.cells[-1]
    last = cell[-1]
    tolerance = 0.3 * last.size
    if line.y < last.y - tolerance:
        if len(row.cells) > 1 and _goes_on(cell, line):
            cell.append(line)
        else:
            region.rows.append(Row([[line]]))
        return True
    if line.x0 < max(each.x1 for each in cell) - tolerance:
        return False
    return _start_cell(region, line)


def _goes_on(cell: Sequence[Line], line: Line) -> bool:
    """Whether a line below belongs to the cell: under it, and no further than a line's height."""
    left, right = min(each.x0 for each in cell), max(each.x1 for each in cell)
    close = cell[-1].y - line.y <= 1.45 * max(line.size, cell[-1].size)
    return close and line.x0 >= left - 1.5 * line.size and line.x0 < right and line.x1 > left


def _start_cell(region: Region, line: Line) -> bool:
    """Begin a cell right of the last lines; what stands no higher than it becomes its row."""
    row = region.rows[-1]
    tolerance = 0.3 * line.size
    if len(row.cells) > 1:
        top = max(each.y for each in row.lines)
        if line.y > top + tolerance and not _is_free(region.rows[:-1], line, top):
            return False
        row.cells.append([line])
        return True
    taken = 0
    for each in reversed(region.rows):
        if len(each.cells) > 1 and each.lines[0].y <= line.y + tolerance:
            return False
        if len(each.cells) > 1 or each.lines[0].y > line.y + tolerance:
            break
        taken += 1
    if not 0 < taken <= _TALLEST_CELL:
        return False
    first = [each for row in region.rows[-taken:] for each in row.lines]
    jump = line.y - first[0].y
    if jump > _HIGHEST_JUMP * line.size or max(each.x1 for each in first) > line.x0 + tolerance:
        return False
    del region.rows[-taken:]
    region.rows.append(Row([first, [line]]))
    return True


def _is_free(rows: Sequence[Row], line: Line, top: float) -> bool:
    """Whether no row stands between the top of the current row and the line above it."""
    if line.y - top > _HIGHEST_JUMP * line.size:
        return False
    return not any(top < each.y <= line.y for row in rows[-4:] for each in row.lines)


def _is_column(region: Region, line: Line) -> bool:
    """Whether the line stands right of all that is level with it or below in the region."""
    beside = [each for row in region.rows for each in row.lines if each.y <= line.y + line.size]
    return len(beside) > 2 and max(each.x1 for each in beside) <= line.x0 + 0.5 * line.size


def _sort(regions: list[Region]) -> list[Region]:
    """Drawing order, except that a region goes before what is wholly below it."""
    placed: list[Region] = []
    for region in regions:
        at = len(placed)
        while at and placed[at - 1].top < region.bottom:
            at -= 1
        if at == len(placed) and placed and (gap := _gap_for(region, placed[-1])):
            last = placed.pop()
            placed += [Region(last.rows[:gap], last.before), region, Region(last.rows[gap:])]
        else:
            placed.insert(at, region)
    return placed


def _gap_for(region: Region, around: Region) -> int:
    """The row of `around` before which the region has its place, a figure among text; 0 when there is none."""
    for at, (above, below) in enumerate(pairwise(around.rows), start=1):
        low = min(line.y for line in above.lines)
        high = max(line.y + line.size for line in below.lines)
        if low > region.top and region.bottom >= high:
            return at
    return 0
