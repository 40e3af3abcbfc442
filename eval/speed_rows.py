"""A row of the speed table, and the table as text: ours, a named reference, their ratio. Measures nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .plots import ratios_svg

_HEAD = ("what", "ours", "reference", "ratio", "target", "met", "against")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its reference, both of the same run.

    unit       of ours and reference: "s", "ms", "/s", "MiB"
    reference  None where there is none in this run
    against    what the reference is
    target     what the ratio is to keep to; None where nothing is demanded
    at_least   the ratio is to be as great as the target, not as small
    """

    name: str
    unit: str
    ours: float
    reference: float | None = None
    against: str = ""
    target: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours by the reference."""
        return self.ours / self.reference if self.reference else None

    @property
    def met(self) -> bool | None:
        """Whether the ratio keeps to its target; None where either is lacking."""
        if self.ratio is None or self.target is None:
            return None
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target

    def to_record(self) -> dict[str, Any]:
        """As it stands in the JSON file."""
        return asdict(self) | {"ratio": self.ratio, "met": self.met}


def format_rows(rows: Sequence[Row]) -> str:
    """A Markdown table, its columns in line."""
    lines = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    ruled = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in ruled
    )


def plot_rows(rows: Sequence[Row]) -> str:
    """The ratios as an SVG picture."""
    return ratios_svg([(row.name, row.ratio, row.target, row.met) for row in rows if row.ratio])


def _cells(row: Row) -> tuple[str, ...]:
    reference = "–" if row.reference is None else f"{_short(row.reference)} {row.unit}"
    sign = "≥" if row.at_least else "≤"
    return (
        row.name,
        f"{_short(row.ours)} {row.unit}",
        reference,
        "–" if row.ratio is None else _short(row.ratio),
        "–" if row.target is None else f"{sign} {row.target:.2g}",
        {None: "–", True: "yes", False: "no"}[row.met],
        row.against or "–",
    )


def _short(value: float) -> str:
    """Three digits that count, without an exponent."""
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
