"""The gate: a run may not fall below its stored baseline by more than chance, nor below a floor.

The baseline is a JSON file of every case's scores, so that the test can be
paired; the floors are a TOML file, one table a question set. Both are kept in
the repository and are changed on purpose only.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest import SettingsError

from .compare import Change, compare
from .measures import BY_KEY, MEASURES, Measure
from .rows import Row

ALPHA = 0.05
GATED = (
    "right",
    "citation_recall",
    "first_citation",
    "quotation_exact",
    "quotation_fault",
    "facts",
    "refusal",
    "false_refusal",
    "false_premise",
    "Success@1",
    "Success@10",
)


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """Question set to measure key to the least value allowed (the greatest, where less is better)."""
    try:
        tables: dict[str, dict[str, float]] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: expected the floors as TOML, found: {error}") from error
    known = {each.key for each in MEASURES}
    for name, floors in tables.items():
        if not isinstance(floors, dict):
            raise SettingsError(
                f"{path}: expected a table for each question set, found the bare key {name!r}"
            )
        if unknown := set(floors) - known:
            names, all_names = ", ".join(sorted(unknown)), ", ".join(sorted(known))
            raise SettingsError(f"{path}: [{name}] expected measures of {all_names}; found {names}")
    return tables


def read_baseline(path: Path) -> dict[str, dict[str, Any]]:
    """Case id to {"set", "split", "scores"}; empty where there is no baseline yet."""
    if not path.exists():
        return {}
    try:
        cases: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cases"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{path}: expected a baseline, found: {error!r}. Write it anew with --update."
        ) from error
    return cases


def write_baseline(rows: Iterable[Row], path: Path) -> None:
    """Put a run's cases into the baseline, in place of every earlier case of their sets and splits."""
    rows = tuple(rows)
    renewed = {(row.case.set, row.case.split) for row in rows}
    kept = {
        id: each for id, each in read_baseline(path).items() if (each["set"], each["split"]) not in renewed
    }
    cases = kept | {row.case.id: _baseline_case(row) for row in rows}
    lines = (f"{json.dumps(id)}: {json.dumps(cases[id])}" for id in sorted(cases))
    path.write_text('{"cases": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


def _baseline_case(row: Row) -> dict[str, Any]:
    scores = {key: round(row.scores[key], 4) for key in GATED if key in row.scores}
    return {"set": row.case.set, "split": row.case.split, "scores": scores}


def check_gate(
    rows: Sequence[Row],
    baseline: Mapping[str, Mapping[str, Any]],
    floors: Mapping[str, Mapping[str, float]],
) -> tuple[str, ...]:
    """One line for each thing that is wrong, with the cases that did it; empty when all is well."""
    return (*_drops(rows, baseline), *_below(rows, floors))


def _drops(rows: Sequence[Row], baseline: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name in dict.fromkeys(row.case.set for row in rows):
        splits = {row.case.split for row in rows if row.case.set == name}
        # A case that the run leaves out counts as failed, so nothing can be won by leaving it out.
        before = {
            id: each["scores"]
            for id, each in baseline.items()
            if each["set"] == name and each["split"] in splits
        }
        after = {row.case.id: row.scores for row in rows if row.case.set == name}
        yield from (_drop_line(name, each) for each in compare(before, after) if each.is_drop(ALPHA))


def _drop_line(name: str, change: Change) -> str:
    return (
        f"{name}: {change.title} fell from {change.before:.3f} to {change.after:.3f} "
        f"over {change.count} cases (p = {change.p:.4f}): {', '.join(change.worse)}"
    )


def _below(rows: Sequence[Row], floors: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    for name, wanted in floors.items():
        of_set = [row for row in rows if row.case.set == name]
        if not of_set:
            continue
        for key, bound in wanted.items():
            yield from _below_one(name, of_set, BY_KEY[key], bound)


def _below_one(name: str, rows: Sequence[Row], measure: Measure, bound: float) -> Iterator[str]:
    """One line where the mean over the rows that have the measure is on the wrong side of the bound."""
    values = {row.case.id: row.scores[measure.key] for row in rows if measure.key in row.scores}
    mean = sum(values.values()) / len(values) if values else measure.worst
    if measure.quality(mean) < measure.quality(bound) - 1e-9:
        guilty = [id for id, value in values.items() if measure.quality(value) < 1]
        word = "floor" if measure.higher_is_better else "ceiling"
        cases = ", ".join(guilty) or "no case has it"
        yield f"{name}: {measure.title} is {mean:.3f}, {word} {bound:.3f}: {cases}"
