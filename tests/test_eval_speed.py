"""The speed table: its arithmetic and its looks, and the real measuring on small libraries."""

import json
import os
import sys
from pathlib import Path

import pytest
from small_library import harbour_report, orchard_treaty

from eval import read_cases, speed_warm
from eval.growth import DrawnVectors
from eval.speed import Extent, choose_questions, measure
from eval.speed_cold import cold_commands, measure_cold, product, spend
from eval.speed_rows import Row, format_rows, plot_rows, read_rows, rows_html, write_rows
from index import load_encoder, publish
from ingest import SettingsError

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ["How often are fishing nets inspected?", "Who settles disputes over hedges?"]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speed") / "library"
    publish(folder, [harbour_report(), orchard_treaty()], encoder=load_encoder())
    return folder


@pytest.mark.parametrize(
    ("ours", "reference", "at_least", "met"),
    [(2.0, 1.0, False, True), (2.1, 1.0, False, False), (2.0, 1.0, True, True), (1.9, 1.0, True, False)],
)
def test_a_ratio_keeps_to_its_target_from_below_or_from_above(ours, reference, at_least, met):
    row = Row("sorting", "s", ours, reference, "the slow way", 2.0, at_least)
    assert row.ratio == pytest.approx(ours)
    assert row.met is met


def test_without_reference_or_target_nothing_is_met_or_missed():
    assert (Row("sorting", "s", 1.0, target=2.0).ratio, Row("sorting", "s", 1.0, target=2.0).met) == (
        None,
        None,
    )
    assert Row("sorting", "s", 1.0, 4.0).ratio == 0.25
    assert Row("sorting", "s", 1.0, 4.0).met is None


def test_the_table_has_a_line_for_each_row_and_columns_of_one_width():
    rows = [Row("sorting", "s", 0.5, 5.0, "the slow way", 0.12), Row("reading many letters", "/s", 1234.5)]
    lines = format_rows(rows).splitlines()
    assert len(lines) == 4
    assert len({len(line) for line in lines}) == 1
    cells = [cell.strip() for cell in lines[2].strip("|").split("|")]
    assert cells == ["sorting", "0.5 s", "5 s", "0.1", "≤ 0.12", "yes", "the slow way"]
    assert [cell.strip() for cell in lines[3].strip("|").split("|")][1:] == ["1234 /s", *"–––––"]


def test_the_plot_has_a_dot_for_each_ratio_coloured_by_its_target():
    rows = [
        Row("a < b", "s", 1.0, 10.0, "", 0.2),
        Row("c", "s", 1.0, 2.0, "", 0.2),
        Row("d", "s", 1.0, 2.0),
        Row("e", "s", 1.0),
    ]
    drawn = plot_rows(rows)
    assert [drawn.count(f'class="{name}"') for name in ("met", "missed", "open", "target")] == [1, 1, 1, 2]
    assert "a &lt; b" in drawn


def test_every_cold_command_runs_and_is_measured_beside_the_plain_script(library):
    commands = cold_commands(library, QUESTIONS[0])
    assert list(commands) == ["ask", "lookup", "show", "sources", "--help"]
    rows = measure_cold(commands, lambda: spend([sys.executable, "-c", "pass"]), runs=1)
    assert [row.name for row in rows] == [
        *(f"cold {name}" for name in commands),
        "peak memory of ask",
    ]
    assert all(row.ratio and row.ratio > 0 for row in rows)
    assert rows[-1].ours > 2 * rows[-1].reference  # a model and an index, beside nothing


def test_a_command_that_fails_stops_the_measuring_with_its_reason(tmp_path):
    with pytest.raises(SettingsError, match="expected exit status 0, found 2: rapporteur: "):
        product("sources", "--library", str(tmp_path / "nowhere"))


def test_the_memory_measured_is_the_commands_own_and_not_that_of_who_starts_it():
    held = bytearray(300 << 20)
    for place in range(0, len(held), 4096):
        held[place] = 1
    assert 5 < spend([sys.executable, "-c", "pass"]).peak < 100


def test_the_stages_of_a_warm_question_are_parts_of_the_whole(library):
    rows = {row.name: row for row in speed_warm.measure_warm(library, QUESTIONS, 5, runs=2)}
    assert 0 < rows["warm encode p50"].ours <= rows["warm ask p50"].reference
    assert 0 < rows["warm search, encoded before p50"].ours < rows["warm ask p95"].ours
    assert speed_warm.measure_at_once(library, QUESTIONS, runs=1).ratio > 0


def test_embedding_is_compared_on_as_many_texts_a_second():
    class Slow:
        """DrawnVectors called as the plain script calls sentence-transformers."""

        def encode(self, texts, **_):
            return DrawnVectors().encode(texts)

    row = speed_warm.measure_embedding(["A pear tree.", "A hedge."], Slow(), runs=1)
    assert (row.unit, row.at_least) == ("/s", True)
    assert min(row.ours, row.reference) > 0


def test_questions_are_those_about_the_documents_of_the_library_that_must_be_searched_for(library, tmp_path):
    def case(number, doc, **fields):
        gold = [{"doc": doc, "locator": "", "evidence": "the ferry levy may not exceed", "alt": []}]
        record = {
            "id": f"q{number}", "persona": "staff", "kind": "factoid", "question": f"Question {number}?",
            "history": [], "answerable": True, "need": "any", "facts": [], "note": "", "gold": gold,
        }  # fmt: skip
        return json.dumps(record | fields)

    path = tmp_path / "questions.jsonl"
    lines = [
        case(1, "harbour.txt"),
        case(2, "elsewhere.txt"),
        case(3, "harbour.txt", kind="provision"),
        case(4, "harbour.txt", kind="followup", history=["Before?"]),
        case(5, "orchard.txt"),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    cases = read_cases([path])
    assert choose_questions(library, cases, 40) == ["Question 1?", "Question 5?"]
    assert choose_questions(library, cases, 1) == ["Question 1?"]
    with pytest.raises(SettingsError, match="give some with --questions"):
        choose_questions(library, cases[1:2], 40)


@pytest.mark.skipif("RAPPORTEUR_SLOW" not in os.environ, reason="takes half a minute; set RAPPORTEUR_SLOW=1")
def test_the_samples_are_measured_from_end_to_end():
    cases = read_cases([ROOT / "eval" / "questions" / "samples.jsonl"])
    told = []
    rows = measure(
        None, cases, Extent(cold=1, warm=1, questions=2, grown=(100, 200), embeds=False),
        lambda *stage: told.append(stage),
    )  # fmt: skip
    names = [row.name for row in rows]
    assert {
        "cold ask",
        "warm ask p50",
        "20 questions at once",
        "ingest of the samples",
        "library on disk",
    } <= set(names)
    assert len(set(names)) == len(names)
    assert next(row.ratio for row in rows if row.name == "cold ask") < 1
    assert told[-1][1] <= told[-1][2]


def test_rows_come_back_from_their_file_as_they_were(tmp_path):
    rows = (Row("ask", "s", 0.5, 5.0, "a script", 0.12), Row("library on disk", "MB", 3.0))
    write_rows(tmp_path / "runs" / "speed.json", rows)
    assert read_rows(tmp_path / "runs" / "speed.json") == rows
    assert read_rows(tmp_path / "none.json") == ()


def test_a_file_of_something_else_is_named_with_what_to_do(tmp_path):
    (tmp_path / "speed.json").write_text('[{"name": "ask"}]', "utf-8")
    with pytest.raises(
        SettingsError, match=r"speed\.json: expected rows of `python -m eval speed`.*measure again"
    ):
        read_rows(tmp_path / "speed.json")


def test_the_report_shows_the_table_and_the_picture_or_how_to_measure():
    page = rows_html([Row("ask", "s", 0.6, 5.0, "a <script>", 0.12)])
    assert "<td>0.12</td><td>≤ 0.12</td><td>yes</td><td>a &lt;script&gt;</td>" in page
    assert 'src="data:image/svg+xml;base64,' in page
    assert "python -m eval speed" in rows_html(())
