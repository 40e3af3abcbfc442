"""A row of the speed table, and the table as text, page and file: ours, a named reference, their ratio.

Measures nothing.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from html import escape
from pathlib import Path
from typing import Any

from ingest import SettingsError

from .plots import ratios_svg

SPEED = "speed.json"  # beside the folders of the runs, so that every report shows the last one measured

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


def row_of(record: Mapping[str, Any]) -> Row:
    """A row as it stands in the JSON file."""
    return Row(**{each.name: record[each.name] for each in fields(Row)})


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """The rows as a JSON list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([row.to_record() for row in rows], indent=1) + "\n", encoding="utf-8")


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a JSON file, () where there is none. SettingsError where it holds something else."""
    if not path.is_file():
        return ()
    try:
        return tuple(map(row_of, json.loads(path.read_text(encoding="utf-8"))))
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{path}: expected rows of `python -m eval speed`, found {error!r}; delete it or measure again"
        ) from error


def rows_html(rows: Sequence[Row]) -> str:
    """Picture and table for the report; a word where nothing was measured."""
    if not rows:
        return '<p class="soft">Not measured here: <code>python -m eval speed</code> does.</p>'
    # as a picture of its own: the style in it would else be the page's
    picture = b64encode(plot_rows(rows).encode()).decode()
    head = "".join(f"<th scope=col>{each}</th>" for each in _HEAD)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(row))}</tr>" for row in rows)
    return (
        f'<p><img class="wide" alt="Ratio of ours to the reference, with the targets" '
        f'src="data:image/svg+xml;base64,{picture}"></p>'
        '<div class=scroll role=region tabindex=0 aria-label="Speed"><table class="speed">'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


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
