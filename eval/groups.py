"""Groups of rows: all measures by kind, persona, tag, document type, question set and document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from .bootstrap import Estimate, estimate
from .measures import summarise
from .rows import Row

SECONDS = {"seconds p50": "Seconds, p50", "seconds p95": "Seconds, p95"}
WAYS: dict[str, Callable[[Row], str]] = {
    "Kind": lambda row: row.case.kind,
    "Persona": lambda row: row.case.persona,
    "Tag": lambda row: ", ".join(row.case.tags) or "none",
    "Document type": lambda row: row.genre,
    "Question set": lambda row: " ".join(filter(None, (row.case.set, row.case.split))) or "unnamed",
    "Document": lambda row: row.case.gold[0].doc if row.case.gold else "none",
}


def figures(rows: Sequence[Row]) -> dict[str, Estimate]:
    """Every measure that applies to some row, then median and 95th percentile of the seconds."""
    seconds = [row.seconds for row in rows]
    if not seconds:
        return {}
    times = {"seconds p50": estimate(seconds, "p50"), "seconds p95": estimate(seconds, "p95")}
    return summarise(row.scores for row in rows) | times


def figures_by(rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, tuple[int, dict[str, Estimate]]]:
    """Number of rows and figures of each group, the groups in alphabetical order."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: (len(groups[name]), figures(groups[name])) for name in sorted(groups)}


def to_record(rows: Sequence[Row]) -> dict[str, Any]:
    """All figures of a run as plain data: "all", then each way of grouping."""
    ways = {
        way: {name: _plain(found) for name, (_, found) in figures_by(rows, key).items()}
        for way, key in WAYS.items()
    }
    return {"all": _plain(figures(rows)), **ways}


def _plain(found: dict[str, Estimate]) -> dict[str, Any]:
    return {key: asdict(each) for key, each in found.items()}
