import csv
from dataclasses import replace
from itertools import chain, repeat

import pytest
from test_eval_measures import SHELF
from test_eval_runner import CASES, ORACLE, Stumbles

from eval.labels import agreement, cohen_kappa, export_labels, read_labels
from eval.runner import ask_all
from ingest import SettingsError


def pairs(both_yes, only_first, only_second, both_no):
    counts = {("y", "y"): both_yes, ("y", "n"): only_first, ("n", "y"): only_second, ("n", "n"): both_no}
    return chain.from_iterable(repeat(pair, count) for pair, count in counts.items())


@pytest.mark.parametrize(
    ("table", "kappa"),
    [((20, 5, 10, 15), 0.40), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)],
)
def test_kappa_is_that_of_the_published_worked_examples(table, kappa):
    """The three tables worked out under "Cohen's kappa" in Wikipedia, "Examples"."""
    assert cohen_kappa(pairs(*table)) == pytest.approx(kappa, abs=5e-5)


def test_kappa_is_one_for_full_agreement_minus_one_for_full_contradiction_and_needs_labels():
    assert cohen_kappa(pairs(3, 0, 0, 2)) == 1
    assert cohen_kappa(pairs(0, 2, 2, 0)) == -1
    assert cohen_kappa(pairs(4, 0, 0, 0)) == 1
    with pytest.raises(ValueError, match="at least one"):
        cohen_kappa([])


@pytest.fixture
def judged():
    return list(ask_all(Stumbles("What of registers?"), CASES, SHELF))


def fill_in(path, labels):
    with path.open(encoding="utf-8-sig", newline="") as file:
        sheet = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, sheet[0].keys())
        writer.writeheader()
        writer.writerows(row | {"label": labels.get(row["id"], "")} for row in sheet)


def test_labels_go_out_empty_and_come_back_with_their_agreement(tmp_path, judged):
    path = tmp_path / "labels.csv"
    export_labels(judged, path)
    assert read_labels(path) == {}
    fill_in(path, {"both": "0", "hours": "No", "nowhere": "yes"})
    found = agreement(judged, read_labels(path))
    assert (found.count, found.too_kind, found.too_hard) == (3, ("hours",), ())
    assert found.observed == pytest.approx(2 / 3)
    assert found.kappa == pytest.approx(0.4)


def test_the_sheet_does_not_show_the_verdict_of_the_measure(tmp_path, judged):
    path = tmp_path / "labels.csv"
    export_labels(judged, path)
    assert next(csv.reader(path.open(encoding="utf-8-sig"))) == [
        *("id", "question", "answer", "cited", "gold", "label", "remark"),
    ]


def test_a_cell_that_a_spreadsheet_would_compute_is_made_text(tmp_path):
    rows = list(ask_all(ORACLE, CASES[:1], SHELF))
    path = tmp_path / "labels.csv"
    export_labels([replace(rows[0], case=replace(rows[0].case, question="=1+1"))], path)
    assert "'=1+1" in path.read_text(encoding="utf-8-sig")


def test_a_label_that_is_neither_yes_nor_no_is_named_with_its_case(tmp_path, judged):
    path = tmp_path / "labels.csv"
    export_labels(judged, path)
    fill_in(path, {"both": "perhaps"})
    with pytest.raises(SettingsError, match=r"case both: expected label 1 or 0 .* found 'perhaps'"):
        read_labels(path)


def test_a_sheet_without_labels_cannot_be_compared(judged):
    with pytest.raises(SettingsError, match="no label"):
        agreement(judged, {})
