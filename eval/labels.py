"""Human labels: rows out to a CSV that a person fills in, back in, and how far the two agree.

The sheet shows question, answer and paragraphs but not the verdict, so that
the person judges without it. One measure is compared: whether the case is right.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import SettingsError

from .rows import Row

COLUMNS = ("id", "question", "answer", "cited", "gold", "label", "remark")
_LABELS = {"1": True, "yes": True, "right": True, "true": True} | {
    "0": False,
    "no": False,
    "wrong": False,
    "false": False,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the labels agree with the measure.

    observed  share of the labelled cases on which the two agree
    kappa     Cohen's kappa
    too_kind  ids that the measure calls right and the person wrong
    too_hard  the other way round
    """

    count: int
    observed: float
    kappa: float
    too_kind: tuple[str, ...]
    too_hard: tuple[str, ...]


def cohen_kappa(pairs: Iterable[tuple[object, object]]) -> float:
    """Cohen's kappa of two raters, -1 to 1: (observed - expected) / (1 - expected).

    J. Cohen, "A coefficient of agreement for nominal scales", Educational and
    Psychological Measurement 20(1), 1960. 1.0 where both give one same label
    throughout, for which the formula has no value. ValueError without pairs.
    """
    counted = Counter(pairs)
    total = counted.total()
    if not total:
        raise ValueError("kappa needs at least one pair of labels")
    observed = sum(count for (one, other), count in counted.items() if one == other) / total
    ones, others = Counter[object](), Counter[object]()
    for (one, other), count in counted.items():
        ones[one] += count
        others[other] += count
    expected = sum(ones[label] * others[label] for label in ones) / total**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def export_labels(rows: Iterable[Row], path: Path) -> None:
    """Write the sheet: one row a case, `label` and `remark` empty."""
    # The byte-order mark makes spreadsheet programs read UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(COLUMNS)
        sheet.writerows([_cell(each) for each in _sheet_row(row)] for row in rows)


def _sheet_row(row: Row) -> tuple[str, ...]:
    answer = row.answer or {"status": "no answer", "answer": row.error, "citations": []}
    cited = "\n\n".join(
        f"[{each['number']}] {each['source']}, {each['locator']}: {each['paragraph']}"
        for each in answer["citations"]
    )
    gold = "\n\n".join(f"{each.doc}, {each.locator}: {each.paragraph}" for each in row.gold)
    question = "\n".join([*(f"(earlier: {each})" for each in row.case.history), row.case.question])
    return (row.case.id, question, f"{answer['status']}: {answer['answer']}", cited, gold, "", "")


def _cell(text: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def read_labels(path: Path) -> dict[str, bool]:
    """Case id to label, of the filled-in rows; SettingsError names a label that is neither yes nor no."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        filled = {row["id"].removeprefix("'"): row["label"].strip().casefold() for row in rows}
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: expected the label sheet as UTF-8 CSV, found: {error!r}") from error
    for id, label in filled.items():
        if label and label not in _LABELS:
            raise SettingsError(f"{path}: case {id}: expected label 1 or 0 (yes, no), found {label!r}")
    return {id: _LABELS[label] for id, label in filled.items() if label}


def agreement(rows: Sequence[Row], labels: dict[str, bool]) -> Agreement:
    """Labels against the measure "right"; SettingsError where no label fits a row."""
    pairs = {
        row.case.id: (row.scores["right"] == 1, labels[row.case.id]) for row in rows if row.case.id in labels
    }
    if not pairs:
        raise SettingsError(
            "the sheet has no label for a case of this run: fill in the column `label` with 1 or 0"
        )
    return Agreement(
        count=len(pairs),
        observed=sum(measure == label for measure, label in pairs.values()) / len(pairs),
        kappa=cohen_kappa(pairs.values()),
        too_kind=tuple(id for id, (measure, label) in pairs.items() if measure and not label),
        too_hard=tuple(id for id, (measure, label) in pairs.items() if label and not measure),
    )
