"""Blocks of DOCX files of our own, some made by python-docx, some written part by part."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from docx_files import (
    RAISED,
    abstract,
    cell,
    docx_files,
    level,
    listed,
    num,
    par,
    row,
    run,
    table,
    write_docx,
)

from ingest.blocks import Mark, Reading
from ingest.errors import SourceError
from ingest.read_docx import read_docx

_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"

Make = Callable[..., Reading]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a DOCX from the inner XML of its body and of other parts, and read it."""
    return lambda body, **parts: read_docx(write_docx(tmp_path / "made.docx", docx_files(body, **parts)))


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def labels(reading: Reading) -> list[str]:
    return [block.label for block in reading.blocks]


def test_headings_text_tables_and_properties_come_in_document_order(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Harbour dues", level=0)
    document.add_heading("Scope", level=2)
    document.add_paragraph("Dues are paid on arrival.")
    made = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("Port", "Due", "Ostend", "12")):
        made.cell(at // 2, at % 2).text = text
    document.add_paragraph("A saying.", style="Quote")
    document.core_properties.title = "Dues"
    document.core_properties.author = "A. Clerk"
    document.core_properties.created = datetime(2020, 5, 17, 8, 0, 0)
    document.save(str(tmp_path / "dues.docx"))
    reading = read_docx(tmp_path / "dues.docx")
    assert [(block.kind, block.level, block.text) for block in reading.blocks] == [
        ("heading", 1, "Harbour dues"),
        ("heading", 2, "Scope"),
        ("text", 0, "Dues are paid on arrival."),
        ("row", 0, "Port | Due"),
        ("row", 0, "Ostend | 12"),
        ("quotation", 0, "A saying."),
    ]
    assert reading.blocks[4].cells == ("Ostend", "12")
    assert reading.pages is None
    assert {("title", "Dues"), ("author", "A. Clerk")} <= set(reading.properties)
    assert dict(reading.properties)["created"].startswith("2020-05-17")


def test_a_file_without_core_properties_has_none(make: Make) -> None:
    assert make(par("Words.")).properties == ()


def test_lists_are_numbered_through_their_levels_and_start_again_below(make: Make) -> None:
    numbering = abstract(
        0,
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%2)"),
        level(2, "lowerRoman", "(%3)"),
        level(3, "decimal", "%1.%2.%4"),
    ) + num(1, 0)
    steps = [0, 1, 1, 2, 2, 1, 0, 1, 3]
    reading = make("".join(listed("Text", 1, at) for at in steps), numbering=numbering)
    assert labels(reading) == ["1.", "(a)", "(b)", "(i)", "(ii)", "(c)", "2.", "(a)", "2.a.1"]
    assert [block.level for block in reading.blocks] == steps
    assert {block.kind for block in reading.blocks} == {"item"}
    assert set(texts(reading)) == {"Text"}


def test_a_style_brings_its_list_and_level_and_a_paragraph_can_leave_it(make: Make) -> None:
    tied = '<w:pStyle w:val="Sub"/>'
    numbering = abstract(0, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", more=tied)) + num(4, 0)
    styles = (
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/>'
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    )
    leaving = tied + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = par("In", properties=tied) + par("Out", properties=leaving) + par("In", properties=tied)
    reading = make(body, numbering=numbering, styles=styles)
    assert [(block.kind, block.label) for block in reading.blocks] == [
        ("item", "a)"),
        ("text", ""),
        ("item", "b)"),
    ]


def test_the_number_of_a_heading_stands_in_its_text(make: Make) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 2"/></w:style>'
    numbering = abstract(0, level(0, "decimal", "Article %1")) + num(1, 0)
    numbered = '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="1"/></w:numPr>'
    (block,) = make(par("Scope", properties=numbered), styles=styles, numbering=numbering).blocks
    assert (block.kind, block.level, block.text, block.label) == ("heading", 2, "Article 1 Scope", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("_ H _Ch", 1), ("_ H_1", 2), ("_ H_2/3", 3), ("_H_4_G", 5), ("Title_H_CH", 1), ("heading 8", 6)],
)
def test_headings_of_united_nations_templates_are_known_by_name(make: Make, name: str, expected: int) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="X"><w:name w:val="{name}"/></w:style>'
    (block,) = make(par("Mandate", properties='<w:pStyle w:val="X"/>'), styles=styles).blocks
    assert (block.kind, block.level) == ("heading", expected)


def test_an_outline_level_makes_a_heading_but_not_of_a_long_paragraph(make: Make) -> None:
    outline = '<w:outlineLvl w:val="0"/>'
    reading = make(par("Short", properties=outline) + par("Long words. " * 40, properties=outline))
    assert [block.kind for block in reading.blocks] == ["heading", "text"]


def test_typography_is_that_of_the_whole_paragraph(make: Make) -> None:
    big = '<w:b/><w:sz w:val="36"/>'
    small = '<w:sz w:val="24"/>'
    body = par(run("Title", big), properties='<w:jc w:val="center"/>') + par(run("Body text " * 9, small))
    title, text = make(body).blocks
    assert (title.bold, title.centred, title.size) == (True, True, 1.5)
    assert (text.bold, text.centred, text.size) == (False, False, 1.0)


def test_rows_keep_their_columns_and_merged_cells_stand_once(make: Make) -> None:
    wide, down = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    inner = table(row(cell(par("inner")), cell(par("table"))))
    reading = make(
        table(
            row(cell(par("Port")), cell(par("Dues"), wide), header=True),
            row(cell(par("Ostend"), down), cell(par("in")), cell(par("out") + par("1", run("a", RAISED)))),
            row(cell(par("lost"), "<w:vMerge/>"), cell(inner + par("")), cell(par("x"))),
            row(cell(par("")), cell(par("")), cell(par(""))),
        )
    )
    assert [(block.level, block.cells) for block in reading.blocks] == [
        (1, ("Port", "Dues", "")),
        (0, ("Ostend", "in", "out 1")),
        (0, ("", "inner table", "x")),
    ]
    assert reading.blocks[1].text == "Ostend | in | out 1"
    assert reading.blocks[1].marks == (Mark("a", 19),)


def test_a_table_of_one_column_is_a_frame_around_paragraphs(make: Make) -> None:
    reading = make(table(row(cell(par("Summary") + par("The dues rose.")))))
    assert texts(reading) == ["Summary", "The dues rose."]
    assert {block.kind for block in reading.blocks} == {"text"}


def test_notes_in_the_last_row_of_a_table_are_notes(make: Make) -> None:
    foot = par(run("a", RAISED), " Estimates.") + par(run("b", RAISED), " Rounded.")
    reading = make(
        table(
            row(cell(par("Ostend", run("a", RAISED))), cell(par("12", run("b", RAISED)))),
            row(cell(foot, '<w:gridSpan w:val="2"/>')),
        )
    )
    assert [block.kind for block in reading.blocks] == ["row", "note", "note"]
    assert labels(reading) == ["", "a", "b"]


def test_headers_and_footers_are_furniture_once(make: Make) -> None:
    def uses(kind: str, part: str) -> str:
        return f'<w:{kind}Reference w:type="default" r:id="{part}"/>'

    section = f"<w:sectPr>{uses('header', 'header1')}{uses('footer', 'footer1')}</w:sectPr>"
    body = par("One.", properties=section) + par("Two.") + section.replace("header1", "header2")
    reading = make(body, header1=par("H/1"), header2=par("H/1"), footer1=par("Print 7"))
    assert [(block.kind, block.text) for block in reading.blocks] == [
        ("furniture", "H/1"),
        ("text", "One."),
        ("text", "Two."),
        ("furniture", "Print 7"),
    ]


def test_a_document_without_text_says_so(make: Make) -> None:
    assert make(par("")).warnings == ("no text was found",)


def test_entities_of_a_hostile_file_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    files = docx_files(par("Seen", "<w:r><w:t>&x;</w:t></w:r>"))
    doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    files["word/document.xml"] = doctype + files["word/document.xml"]
    assert texts(read_docx(write_docx(tmp_path / "a.docx", files))) == ["Seen"]


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as error:
        read_docx(path)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(f"{path.name}: expected")
    return str(error.value)


@pytest.mark.parametrize("missing", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_docx_without_a_part_that_it_names_is_refused(tmp_path: Path, missing: str) -> None:
    files = docx_files(par("Words."), styles="")
    del files[missing]
    assert missing in refused(write_docx(tmp_path / "file.docx", files))


def test_a_docx_whose_xml_is_broken_or_absent_is_refused(tmp_path: Path) -> None:
    files = docx_files(par("Words."))
    broken = files | {"word/document.xml": files["word/document.xml"].replace("</w:p>", "")}
    assert "damaged" in refused(write_docx(tmp_path / "broken.docx", broken))
    assert "missing" in refused(write_docx(tmp_path / "other.docx", {"readme.txt": "no document"}))


@pytest.mark.skipif(not _CORPUS.is_dir(), reason="needs the real documents in ../shared/corpus")
def test_every_word_of_the_real_documents_is_read() -> None:
    paths = sorted((_CORPUS / "un-documents" / "pdf-docx-pairs").glob("*.docx"))[:3]
    assert paths
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            body = archive.read("word/document.xml").decode()
        read = sum(len("".join(block.text.split())) for block in read_docx(path).blocks)
        written = sum(len("".join(each.split())) for each in re.findall(r"<w:t(?: [^>]*)?>([^<]*)", body))
        assert read >= 0.99 * written > 0
