"""Finds tables in the rows of a page: rows of cells that stand under each other in columns.

It takes a row for a table's only where several rows agree on their columns;
the rest is given back as plain lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from .flow import Row
from .lines import Line

_NEAR = 6.0  # points within which two cells have the same edge


def split_tables(rows: Sequence[Row]) -> list[tuple[bool, list[Row]]]:
    """Stretches of rows in order, each with whether it is a table."""
    stretches: list[tuple[bool, list[Row]]] = []
    at = 0
    while at < len(rows):
        end = _table_end(rows, at)
        is_table = end > at
        end = end if is_table else at + 1
        if stretches and not is_table and not stretches[-1][0]:
            stretches[-1][1].append(rows[at])
        else:
            stretches.append((is_table, list(rows[at:end])))
        at = end
    return stretches


def _table_end(rows: Sequence[Row], start: int) -> int:
    """The row after the last one of the table that starts here, or `start` when none does."""
    if len(rows[start].cells) < 2:
        return start
    end, wide = start + 1, 1
    for at in range(start + 1, len(rows)):
        near = rows[max(start, at - 4) : at]
        if len(rows[at].cells) >= 2 and any(_agree(each, rows[at]) for each in near if len(each.cells) >= 2):
            end, wide = at + 1, wide + 1
        elif at - end >= 2 or not _may_span(rows[at], rows[start]):
            break
    return end if wide >= 2 else start


def _agree(above: Row, below: Row) -> bool:
    """Whether two rows share the edge of a cell other than the first."""
    edges = [(_left(cell), _right(cell)) for cell in above.cells[1:]]
    return any(
        abs(left - _left(cell)) < _NEAR or abs(right - _right(cell)) < _NEAR
        for cell in below.cells[1:]
        for left, right in edges
    )


def _may_span(row: Row, first: Row) -> bool:
    """Whether a single line may be a heading between the rows of the table."""
    line, above = row.lines[0], first.lines[0]
    return len(row.cells) == 1 and line.size <= above.size * 1.06 and len(line.text) < 90


def _left(cell: Sequence[Line]) -> float:
    return min(line.x0 for line in cell)


def _right(cell: Sequence[Line]) -> float:
    return max(line.x1 for line in cell)
