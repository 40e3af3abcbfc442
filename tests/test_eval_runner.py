import json
from dataclasses import replace

import pytest
from test_eval_measures import BOTH, HOURS, REGISTER, SHELF, case

from eval.answers import STATUSES
from eval.groups import to_record
from eval.oracle import Oracle, RecordedAnswer
from eval.report import render_report
from eval.rows import ROWS, SETTINGS, read_run, row_from_record
from eval.runner import ask_all, ask_one, new_folder, run, settings_of
from ingest import SettingsError

CASES = (
    replace(BOTH, id="both", question="What of registers?", set="harbours", split="dev"),
    case(HOURS, id="hours", question="When is it open?", history=("What of registers?",), kind="followup"),
    case(id="nowhere", question="Who paints the buoys?", kind="unanswerable", answerable=False),
)
ORACLE = Oracle.of(CASES, SHELF)


class Stumbles:
    """Answers as the oracle does, and fails on one question."""

    def __init__(self, question):
        self.question = question

    def ask(self, question, history=()):
        if question == self.question:
            raise RuntimeError("the lamp went out")
        return ORACLE.ask(question, history)


class Blurts:
    """Gives a record that is no answer."""

    def ask(self, question, history=()):
        return RecordedAnswer({"status": "maybe"})


def test_the_oracle_gets_every_case_right_and_nothing_is_lost():
    rows = list(ask_all(ORACLE, CASES, SHELF))
    assert [row.scores["right"] for row in rows] == [1, 1, 1]
    assert [row.stage for row in rows] == ["", "", ""]
    assert [row.genre for row in rows] == ["treaty", "treaty", "none"]


def test_a_question_that_raises_counts_as_zero_keeps_its_error_and_stops_no_other():
    first, second, _ = ask_all(Stumbles("What of registers?"), CASES, SHELF)
    assert first.scores["right"] == first.scores["citation_recall"] == first.scores["RR"] == 0
    assert "RuntimeError: the lamp went out" in first.error
    assert (first.stage, first.answer) == ("error", None)
    assert second.scores["right"] == 1


def test_an_answer_that_breaks_the_contract_counts_as_none():
    row = ask_one(Blurts(), CASES[0], SHELF)
    assert row.answer is None
    assert "breaks its contract" in row.error
    assert row.scores["citation_recall"] == 0


def test_an_interruption_from_outside_ends_the_run_without_settings(tmp_path):
    class Interrupted:
        def ask(self, question, history=()):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(Interrupted(), CASES, SHELF, tmp_path / "run", {})
    assert (tmp_path / "run" / ROWS).exists()
    assert not (tmp_path / "run" / SETTINGS).exists()
    with pytest.raises(SettingsError, match="expected a finished run"):
        read_run(tmp_path / "run")


def test_a_run_reads_back_as_it_was_written(tmp_path):
    folder = new_folder(tmp_path)
    run(Stumbles("When is it open?"), CASES, SHELF, folder, {"library": "here"})
    rows, settings = read_run(folder)
    assert [row.case for row in rows] == list(CASES)
    assert (settings["library"], settings["cases"]) == ("here", 3)
    assert rows[0].answer["status"] in STATUSES
    assert "lamp" in rows[1].error
    assert row_from_record(json.loads(json.dumps(rows[0].to_record()))) == rows[0]


def test_the_settings_name_documents_and_the_bytes_of_the_questions(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"")
    settings = settings_of(tmp_path, [path], "dev", SHELF)
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert settings["questions"] == {str(path): empty}
    assert settings["documents"][0]["paragraphs"] == 3


def page_of(assistant, cases=CASES):
    return render_report(list(ask_all(assistant, cases, SHELF)), {"library": "<here>"})


def test_the_report_shows_a_failing_case_with_its_gold_paragraph_and_its_stage():
    page = page_of(Stumbles("What of registers?"))
    assert '<details id="case-both" data-stage="error">' in page
    assert 'href="#case-both"' in page
    assert "keep a register of every lighthouse" in page
    assert "the lamp went out" in page
    assert 'id="case-hours"' not in page


def test_the_report_escapes_what_it_shows_and_asks_nothing_of_the_network():
    hostile = replace(CASES[0], question="<script>alert(1)</script>")
    page = page_of(Stumbles(hostile.question), [hostile, *CASES[1:]])
    assert "<script>alert" not in page
    assert "&lt;here&gt;" in page
    assert not any(each in page for each in ("http:", "https:", "src=", "@import", "url("))


def test_figures_are_given_for_each_group_with_the_cases_that_it_has():
    record = to_record(list(ask_all(Stumbles("What of registers?"), CASES, SHELF)))
    assert record["all"]["right"]["value"] == pytest.approx(2 / 3)
    assert {name: found["right"]["value"] for name, found in record["Kind"].items()} == {
        "factoid": 0,
        "followup": 1,
        "unanswerable": 1,
    }
    assert record["Document type"]["treaty"]["right"]["count"] == 2
    assert set(record["Question set"]) == {"harbours dev", "unnamed"}
    assert record["Kind"]["factoid"]["seconds p95"]["count"] == 1


def test_the_report_of_one_refused_question_still_has_all_its_parts():
    page = page_of(ORACLE, CASES[2:])
    assert "Refusal of the unanswerable" in page
    assert "<p>None.</p>" in page


def test_the_quotation_is_marked_in_the_cited_paragraph():
    record = ORACLE.ask(CASES[0].question).to_record()
    record["citations"] = [record["citations"][0] | {"quote": "Each Party", "start": 3, "end": 13}]

    class Half:
        def ask(self, question, history=()):
            return RecordedAnswer(record)

    assert "1. <mark>Each Party</mark> shall keep" in page_of(Half(), CASES[:1])
    assert REGISTER.doc in page_of(Half(), CASES[:1])


class Sure:
    """Is surer of what it can answer, and says so."""

    def ask(self, question, history=()):
        record = ORACLE.ask(question, history).to_record()
        return RecordedAnswer(record | {"confidence": 0.9 if record["citations"] else 0.2})


def test_the_calibration_shows_the_confidence_of_answers_that_have_one():
    page = page_of(Sure())
    assert "The confidence of each answer" in page
    assert "area 1.000" in page
    assert "no scores of both" in page_of(ORACLE)
