import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from test_eval_measures import HARBOUR, document
from test_eval_runner import CASES, ORACLE, SHELF, Stumbles

from eval.cases import case_to_record
from eval.runner import run
from index import publish

ROOT = Path(__file__).parent.parent


class LetterEncoder:
    """Counts letters: enough for a library that is only looked up in."""

    name, dimension, fingerprint = "letters", 26, hashlib.sha256(b"letters").hexdigest()

    def encode(self, texts, *, progress=None):
        counts = [[text.lower().count(chr(97 + each)) + 1 for each in range(26)] for text in texts]
        vectors = np.asarray(counts, dtype=np.float32).reshape(-1, 26)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def library(tmp_path):
    treaty = replace(document("lighthouses.txt", HARBOUR), id="0123456789abcdef")
    paragraphs = tuple(replace(each, document=treaty.id) for each in treaty.paragraphs)
    publish(tmp_path / "library", [replace(treaty, paragraphs=paragraphs)], encoder=LetterEncoder())
    return tmp_path / "library"


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "harbours.jsonl"
    path.write_text("".join(json.dumps(case_to_record(each, verbatim=False)) + "\n" for each in CASES))
    return path


def command(*words, module="eval"):
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def two_runs(tmp_path):
    for name, assistant in (("good", ORACLE), ("worse", Stumbles("What of registers?"))):
        run(assistant, CASES, SHELF, tmp_path / name, {})
    return tmp_path / "good", tmp_path / "worse"


def test_check_and_selftest_pass_on_a_library_that_holds_the_gold(library, questions):
    checked = command("check", "--library", library, "--questions", questions)
    assert (checked.returncode, checked.stdout) == (0, "3 cases with 3 golds: 0 faults\n")
    tested = command("selftest", "--library", library, "--questions", questions)
    assert tested.returncode == 0
    assert "FAIL" not in tested.stdout


def test_check_fails_and_says_which_evidence_is_not_where_it_should_be(library, questions):
    questions.write_text(questions.read_text().replace("art. 1(2)", "art. 2"))
    checked = command("check", "--library", library, "--questions", questions)
    assert checked.returncode == 1
    assert "hours: locator: lighthouses.txt: the evidence stands at 'art. 1(2)'" in checked.stdout


def test_a_bad_question_file_is_one_line_on_standard_error_and_status_2(library, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n")
    done = command("check", "--library", library, "--questions", bad)
    assert done.returncode == 2
    assert done.stderr == f"{bad}:1: expected `kind` as one of " + done.stderr.split(" as one of ")[1]
    assert done.stderr.count("\n") == 1


def test_compare_names_the_case_that_is_no_longer_right(tmp_path):
    done = command("compare", *two_runs(tmp_path))
    assert "no longer right: both" in done.stdout


def test_the_gate_passes_its_own_baseline_and_fails_below_a_floor(tmp_path):
    good, worse = two_runs(tmp_path)
    floors = tmp_path / "floors.toml"
    floors.write_text("[harbours]\nright = 0.9\n")
    files = ("--baseline", tmp_path / "baseline.json", "--floors", floors)
    assert command("gate", good, *files, "--update").returncode == 0
    assert command("gate", good, *files).returncode == 0
    failed = command("gate", worse, *files)
    assert (failed.returncode, failed.stdout) == (1, "harbours: Right is 0.000, floor 0.900: both\n")


def test_a_report_stands_beside_the_rows_and_a_sheet_goes_out_and_back(tmp_path):
    good, _ = two_runs(tmp_path)
    assert command("report", good).returncode == 0
    assert "Citation recall" in (good / "report.html").read_text()
    assert json.loads((good / "summary.json").read_text())["all"]["right"]["value"] == 1
    sheet = tmp_path / "labels.csv"
    assert command("export-labels", good, "--out", sheet).returncode == 0
    sheet.write_text(
        sheet.read_text(encoding="utf-8-sig").replace('",,\n', '",1,\n').replace(",,\n", ",1,\n")
    )
    assert "agreement" in command("read-labels", sheet, good).stdout


def test_the_help_is_shown_without_any_heavy_import():
    probe = (
        "import sys; from eval.cli import app; "
        "print(sorted({'torch', 'faiss', 'gradio', 'ir_measures', 'langchain'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_set_is_made_from_a_draft(library, tmp_path):
    draft = tmp_path / "draft.jsonl"
    draft.write_text("".join(json.dumps(case_to_record(each, verbatim=True)) + "\n" for each in CASES))
    done = command("harbours", draft, "--library", library, "--out", tmp_path / "out", module="eval.make_set")
    assert done.returncode == 0
    assert "3 cases" in done.stdout
    assert "register of every" not in (tmp_path / "out" / "harbours.jsonl").read_text()
