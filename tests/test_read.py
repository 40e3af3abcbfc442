"""One file in, one document out, whatever the file is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest import Document, SourceError, read_document

TEXT = "# Gates of Umber\n\n## Locks\n\nThe lock leaks.<sup>1</sup> See note 1.\n\n<sup>1</sup> Lock Review, 1902.\n"


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_the_same_bytes_give_the_same_ids_whatever_the_file_is_called(tmp_path: Path) -> None:
    one, two = (read_document(write(tmp_path, name, TEXT)) for name in ("one.md", "two.md"))
    assert [each.id for each in one.paragraphs] == [each.id for each in two.paragraphs]


def test_other_bytes_give_another_document(tmp_path: Path) -> None:
    one, two = (read_document(write(tmp_path, f"{n}.md", TEXT + " " * n)) for n in (1, 2))
    assert one.id != two.id


def test_no_two_paragraphs_share_an_id(tmp_path: Path) -> None:
    read = read_document(write(tmp_path, "a.md", TEXT + "\n\n## Locks\n\nThe lock leaks.\n\n1 Orphan\n"))
    ids = [each.id for each in read.paragraphs]
    assert len(set(ids)) == len(ids)


def test_a_document_comes_back_whole_from_json(tmp_path: Path) -> None:
    read = read_document(write(tmp_path, "a.md", TEXT))
    assert Document.from_record(json.loads(json.dumps(read.to_record()))) == read


def test_the_report_counts_what_was_read(tmp_path: Path) -> None:
    report = read_document(write(tmp_path, "a.md", TEXT)).report
    assert dict(report.units) == {"body": 1, "heading": 2, "note": 1}
    assert report.pages is None


def test_the_first_bytes_overrule_a_wrong_ending(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="expected PDF, found something else"):
        read_document(write(tmp_path, "a.pdf", "Just text, and a good deal of it."))
    with pytest.raises(SourceError, match="expected DOCX, found something else"):
        read_document(write(tmp_path, "a.docx", "Just text, and a good deal of it."))


def test_a_web_page_is_read_as_one(tmp_path: Path) -> None:
    read = read_document(write(tmp_path, "a.html", "<h1>Gates of Umber</h1><p>The lock leaks.</p>"))
    assert read.title == "Gates of Umber"
    assert [each.text for each in read.paragraphs if each.kind == "body"] == ["The lock leaks."]


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.txt", b"", "empty file"),
        ("a.txt", bytes(range(1, 32)) * 40, "binary data"),
        ("a.xyz", b"text", "expected one of .txt"),
        ("a.html", b"<html><body></body></html>", "expected text"),
    ],
)
def test_a_file_without_text_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, complaint: str
) -> None:
    with pytest.raises(SourceError, match=complaint) as error:
        read_document(write(tmp_path, name, data))
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(name)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.txt: expected a file, found nothing there"):
        read_document(tmp_path / "gone.txt")


def test_words_of_the_text_are_never_lost_or_made(tmp_path: Path) -> None:
    text = "\n\n".join(f"Gate {n} of the {n}th lock holds, says the warden of gate {n}." for n in range(40))
    read = read_document(write(tmp_path, "a.txt", text))
    assert " ".join(each.text for each in read.paragraphs).split() == text.split()


def test_a_hyphen_that_forbids_a_line_break_is_a_hyphen(tmp_path):
    file = tmp_path / "ferries.txt"
    file.write_text("Report on the ferries\n\nThe levy is a short‑term measure of the re‐elected council.\n")
    assert any("short-term measure of the re-elected" in each.text for each in read_document(file).paragraphs)
