"""Rows: one judged case a line, as runs write them and reports read them.

A row holds all that a report shows, so that a run can be read without its
library. Reading and writing only; nothing is judged here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ingest import SettingsError

from .cases import Case, case_from_record, case_to_record

ROWS = "rows.jsonl"
SETTINGS = "settings.json"


@dataclass(frozen=True, slots=True)
class GoldShown:
    """A gold paragraph as the library holds it; locator and paragraph are "" where it holds none."""

    doc: str
    locator: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Row:
    """One case, what was answered, and how it was judged.

    genre    kind of the first gold's document, "none" for a case without gold
    answer   the public record, None where the question raised an error
    error    the error, "" where there is none
    seconds  wall time of the question
    scores   measure key to value, only the measures that apply
    stage    where the case was lost, "" for a right one
    """

    case: Case
    genre: str
    answer: dict[str, Any] | None
    error: str
    seconds: float
    gold: tuple[GoldShown, ...]
    scores: dict[str, float] = field(default_factory=dict)
    stage: str = ""

    def to_record(self) -> dict[str, Any]:
        """Plain data, with the case in its verbatim form where the run had it."""
        record = {
            key: getattr(self, key) for key in ("genre", "answer", "error", "seconds", "scores", "stage")
        }
        gold = [asdict(each) for each in self.gold]
        return {"id": self.case.id, "case": case_to_record(self.case, verbatim=True), "gold": gold} | record


def row_from_record(record: dict[str, Any]) -> Row:
    """The inverse of `Row.to_record`."""
    plain = {key: record[key] for key in ("genre", "answer", "error", "seconds", "scores", "stage")}
    gold = tuple(GoldShown(**each) for each in record["gold"])
    return Row(case=case_from_record(record["case"]), gold=gold, **plain)


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """Write rows as JSON lines, each flushed as it comes."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            print(json.dumps(row.to_record(), ensure_ascii=False), file=file, flush=True)


def read_run(folder: Path) -> tuple[tuple[Row, ...], dict[str, Any]]:
    """Rows and settings of a finished run; SettingsError where the folder holds none."""
    try:
        lines = (folder / ROWS).read_text(encoding="utf-8").split("\n")
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        rows = tuple(row_from_record(json.loads(line)) for line in lines if line)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{folder}: expected a finished run ({ROWS} and {SETTINGS}), found: {error!r}. "
            "Make one with `python -m eval run`."
        ) from error
    return rows, settings
