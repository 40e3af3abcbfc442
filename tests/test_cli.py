"""The command line as a user meets it: real processes, one line for what can be mended."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


def rapporteur(*arguments, cwd=None):
    command = [sys.executable, "-c", "from assistant.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, cwd=cwd)


def one_line(run):
    """The message of a run that failed as it should: status 2, one line, no traceback."""
    assert run.returncode == 2, run.stdout + run.stderr
    lines = run.stderr.strip().splitlines()
    assert len(lines) == 1, run.stderr
    assert lines[0].startswith("rapporteur: ")
    return lines[0]


def test_a_folder_that_is_not_there_is_one_line(tmp_path):
    assert "nowhere" in one_line(
        rapporteur("ingest", tmp_path / "nowhere", "--library", tmp_path / "library")
    )


def test_an_empty_folder_is_one_line_that_names_the_formats(tmp_path):
    (tmp_path / "empty").mkdir()
    assert ".docx" in one_line(rapporteur("ingest", tmp_path / "empty", "--library", tmp_path / "library"))


@pytest.mark.parametrize(
    "command", [["ask", "who?"], ["lookup", "art. 1"], ["show", "a.txt", "para. 1"], ["sources"], ["export"]]
)
def test_no_library_yet_is_one_line_with_the_command_that_makes_one(tmp_path, command):
    assert "rapporteur ingest" in one_line(rapporteur(*command, "--library", tmp_path / "library"))


def test_a_wrong_key_in_sources_toml_names_the_known_ones(tmp_path):
    (tmp_path / "a.txt").write_text("Ferries are painted green.\n")
    (tmp_path / "sources.toml").write_text('["a.txt"]\ncolour = "green"\n')
    message = one_line(rapporteur("ingest", tmp_path, "--library", tmp_path / "library"))
    assert "colour" in message and "publisher" in message


def test_an_unknown_source_is_one_line(samples_library):
    assert "nothing.pdf" in one_line(
        rapporteur("show", "nothing.pdf", "para. 1", "--library", samples_library)
    )


def test_neither_question_nor_batch_is_one_line(samples_library):
    assert "--batch" in one_line(rapporteur("ask", "--library", samples_library))


@pytest.mark.parametrize("question", ["", "  ", "?!..."])
def test_a_question_without_words_is_one_line(samples_library, question):
    assert "question in words" in one_line(rapporteur("ask", question, "--library", samples_library))


def test_a_comparison_without_words_is_one_line(samples_library):
    assert "matter in words" in one_line(rapporteur("compare", "?", "--library", samples_library))


def test_a_port_that_cannot_be_is_told_before_anything_is_read(tmp_path):
    message = one_line(rapporteur("chat", "--port", "99999", "--library", tmp_path))
    assert "from 0 to 65535" in message and "99999" in message


def test_a_command_that_is_not_there_suggests_the_nearest():
    message = one_line(rapporteur("lokup", "art. 1"))
    assert "“lokup”" in message and "did you mean rapporteur lookup?" in message
    assert "did you mean" in one_line(rapporteur("nope"))


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        ("ingest", "PATHS"),
        ("lookup", "PROVISION"),
        ("show", "SOURCE"),
        ("check", "FILE"),
        ("compare", "TOPIC"),
        ("user", "NAME"),
    ],
)
def test_a_command_without_its_argument_names_it_and_gives_an_example(command, missing):
    message = one_line(rapporteur(command))
    assert message.startswith(f"rapporteur: {command}: expected {missing} (")
    assert f"found none; for example: rapporteur {command} " in message


@pytest.mark.parametrize(
    "command",
    ["ingest", "ask", "lookup", "show", "sources", "export", "check", "compare", "chat", "user", "mcp"],
)
def test_an_option_that_a_command_does_not_have_is_one_line(command):
    message = one_line(rapporteur(command, "--nope"))
    assert message.startswith(f"rapporteur: {command}: ") and "--nope" in message
    assert f"rapporteur {command} --help" in message


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "x", "--format", "pdf"], "--format: expected one of text, md, html, json, found “pdf”"),
        (["ask", "x", "--style", "apa"], "--style: expected one of un, chicago, found “apa”"),
        (["mcp", "--port", "abc"], "--port: expected a whole number from 0 to 65535, found “abc”"),
        (["sources", "--library"], "option --library requires an argument; see rapporteur sources --help"),
        (["sources", "--json=1"], "option --json does not take a value; see rapporteur sources --help"),
        (["lookup", "article", "5"], "expected no more, found “5”; put quotation marks around"),
        (["check", "nowhere.docx"], "nowhere.docx: expected a file, found nothing there"),
        (["ingest", "nowhere"], "nowhere: expected a file or folder, found nothing there"),
    ],
)
def test_a_value_that_does_not_fit_is_one_line_with_what_would(arguments, said):
    assert said in one_line(rapporteur(*arguments))


def test_without_a_command_the_help_is_shown():
    run = rapporteur()
    assert run.returncode == 2 and "Commands:" in run.stderr


def test_a_full_disk_is_one_line(samples_library):
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "sources"]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [*command, "--library", str(samples_library)], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert run.returncode == 2
    assert run.stderr.strip() == "rapporteur: [Errno 28] No space left on device"


def test_a_library_in_a_place_that_cannot_hold_one_is_one_line(tmp_path):
    (tmp_path / "a.txt").write_text("Ferries are painted green.\n")
    one_line(rapporteur("ingest", tmp_path / "a.txt", "--library", tmp_path / "a.txt" / "library"))


def test_the_list_of_commands_cuts_no_sentence():
    assert "...\n" not in rapporteur("--help").stdout.partition("Commands:")[2]


def test_sources_prints_what_a_document_is_below_its_title(samples_library):
    lines = rapporteur("sources", "--library", samples_library).stdout.splitlines()
    at = lines.index("lowmere-convention.pdf  Convention against Unlawful Dredging in Inland Waters")
    assert lines[at + 1].startswith("    treaty, binding, ")


def test_sources_lists_the_documents_with_their_kind(samples_library):
    run = rapporteur("sources", "--json", "--library", samples_library)
    kinds = {each["source"]: each["genre"] for each in json.loads(run.stdout)}
    assert kinds == {
        "background-paper.pdf": "secretariat",
        "karsova-position.txt": "delegate",
        "lowmere-convention.pdf": "treaty",
        "resolution-12-7.docx": "resolution",
        "sand-without-papers.md": "paper",
    }


def test_show_prints_the_paragraph_with_its_neighbours(samples_library):
    run = rapporteur("show", "background-paper.pdf", "para. 16", "--library", samples_library)
    assert run.returncode == 0
    assert all(f"para. {number} " in run.stdout for number in (15, 16, 17))


def test_export_prints_one_json_line_a_paragraph(samples_library):
    run = rapporteur("export", "--library", samples_library)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    fields = "source locator label kind section text notes references page pdf_page"
    assert set(fields.split()) == set(records[0])
    numbered = [
        each for each in records if each["source"] == "background-paper.pdf" and each["locator"] == "para. 25"
    ]
    assert len(numbered) == 1 and numbered[0]["label"] == "25"


def test_a_batch_goes_on_after_a_bad_line_and_reports_it(samples_library, tmp_path):
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text(
        '{"id": "a", "question": "Convention against Unlawful Dredging art. 1"}\nnot json\n{"question": ""}\n{"id": "d", "question": "and article 3?", "history": ["Convention against Unlawful Dredging art. 1"]}\n'
    )
    run = rapporteur("ask", "--batch", questions, "--out", answers, "--library", samples_library)
    assert run.returncode == 2
    assert [line.split(":")[1].split()[-1] for line in run.stderr.strip().splitlines()] == ["2", "3"]
    records = [json.loads(line) for line in answers.read_text().splitlines()]
    assert [each["id"] for each in records] == ["a", "d"]
    assert records[0]["citations"][0]["locator"] == "art. 1"


def test_a_file_that_cannot_be_read_is_reported_and_the_rest_goes_in(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "good.txt").write_text("1. Ferries are painted green each spring by the harbour council.\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    run = rapporteur("ingest", folder, "--library", tmp_path / "library")
    assert run.returncode == 2
    assert "broken.pdf" in run.stderr
    listed = rapporteur("sources", "--json", "--library", tmp_path / "library")
    assert [each["source"] for each in json.loads(listed.stdout)] == ["good.txt"]


def test_ingesting_again_embeds_only_what_changed_and_forgets_what_is_gone(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("Ferries are painted green each spring by the harbour council.\n")
    (folder / "b.txt").write_text("Lamps are lit at dusk by the wick keeper of the tower.\n")
    assert "2 embedded, 0 reused" in rapporteur("ingest", folder, "--library", tmp_path / "library").stdout
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_text("Nets are inspected each autumn by two fishers.\n")
    again = rapporteur("ingest", folder, "--library", tmp_path / "library").stdout
    assert "1 embedded, 1 reused" in again
    assert "c.txt\n    1 paragraph\n" in again
    assert "a.txt" not in again
    assert "1 read before and unchanged." in again
    listed = rapporteur("sources", "--json", "--library", tmp_path / "library")
    assert [each["source"] for each in json.loads(listed.stdout)] == ["a.txt", "c.txt"]
    assert "Nothing has changed" in rapporteur("ingest", folder, "--library", tmp_path / "library").stdout
