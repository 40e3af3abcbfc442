"""The text of Word paragraphs: marks and notes, fields, tracked changes, boxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx_files import RAISED, cell, docx_files, field_char, par, row, run, table, write_docx

from ingest.blocks import Block, Mark, Reading
from ingest.read_docx import read_docx

Make = Callable[..., Reading]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a DOCX from the inner XML of its body and of other parts, and read it."""
    return lambda body, **parts: read_docx(write_docx(tmp_path / "made.docx", docx_files(body, **parts)))


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def labels(reading: Reading) -> list[str]:
    return [block.label for block in reading.blocks]


def test_typed_numbers_stay_and_white_space_is_single(make: Make) -> None:
    tab = "<w:r><w:tab/></w:r>"
    signs = "<w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>ted</w:t><w:br/><w:t>x</w:t>"
    reading = make(par(tab, "12.", tab, "Dues  are\u00a0paid. co", f"<w:r>{signs}</w:r>"))
    assert texts(reading) == ["12. Dues are paid. co-opted x"]


def test_footnotes_follow_their_block_with_the_numbers_that_word_prints(make: Make) -> None:
    def mark(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    own = "<w:r><w:footnoteRef/></w:r>"
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{par("___")}</w:footnote>'
        f'<w:footnote w:id="7">{par(own, " See the tariff.")}{par("Second part.")}</w:footnote>'
        f'<w:footnote w:id="3">{par(own, " Ibid.")}</w:footnote>'
    )
    reading = make(par("A fee of $320", mark(7), " is due", mark(3), ".") + par("Next."), footnotes=notes)
    assert reading.blocks[0].text == "A fee of $320 is due."
    assert reading.blocks[0].marks == (Mark("1", 13), Mark("2", 20))
    assert [(block.kind, block.label, block.text) for block in reading.blocks[1:]] == [
        ("note", "1", "See the tariff. Second part."),
        ("note", "2", "Ibid."),
        ("text", "", "Next."),
    ]


def test_a_custom_mark_is_kept_and_does_not_count(make: Make) -> None:
    star = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    one = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="1">{par("* Reissued.")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{par("Text.")}</w:footnote>'
    reading = make(par("Report", star, " of the Clerk", one), footnotes=notes)
    assert reading.blocks[0].marks == (Mark("*", 6), Mark("1", 19))
    assert [(block.label, block.text) for block in reading.blocks[1:]] == [("*", "Reissued."), ("1", "Text.")]


def test_endnotes_count_for_themselves_in_roman_and_footnotes_as_the_settings_say(make: Make) -> None:
    marks = '<w:r><w:endnoteReference w:id="1"/></w:r>', '<w:r><w:footnoteReference w:id="1"/></w:r>'
    reading = make(
        par("Both", *marks),
        footnotes=f'<w:footnote w:id="1">{par("Foot.")}</w:footnote>',
        endnotes=f'<w:endnote w:id="1">{par("End.")}</w:endnote>',
        settings='<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>',
    )
    assert [(block.label, block.text) for block in reading.blocks[1:]] == [("i", "End."), ("c", "Foot.")]


def test_footnotes_start_again_in_a_section_that_says_so(make: Make) -> None:
    restart = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    notes = f'<w:footnote w:id="1">{par("Text.")}</w:footnote>'
    body = par("A", mark, mark, properties=restart) + par("B", mark) + restart
    blocks = make(body, footnotes=notes).blocks
    assert [mark.label for block in blocks for mark in block.marks] == ["1", "2", "1"]


def test_a_mark_without_its_note_is_reported(make: Make) -> None:
    reading = make(par("A", '<w:r><w:footnoteReference w:id="1"/></w:r>'))
    assert reading.warnings == ("footnote 1 has no text in the file",)


def test_raised_characters_are_marks_exponents_or_words_by_what_stands_around_them(make: Make) -> None:
    reading = make(
        par("The 21", run("st", RAISED), " of 5 m", run("3", RAISED), " sold", run("a, b", RAISED), ".")
        + par("\t", run("a", RAISED), " Estimates.")
    )
    assert reading.blocks[0].text == "The 21st of 5 m³ sold."
    assert reading.blocks[0].marks == (Mark("a", 21), Mark("b", 21))
    assert reading.blocks[1] == Block("Estimates.", "note", label="a")


def test_insertions_are_kept_and_deletions_dropped(make: Make) -> None:
    deleted = "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('gone ')}</w:moveFrom>"
    joined = par("First half ", properties="<w:rPr><w:del/></w:rPr>") + par("second half.")
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
    reading = make(
        par("The ", deleted, moved, f"<w:ins>{run('new ')}</w:ins>", "rate.")
        + joined
        + table(row(cell(par("a")), cell(par("b"))), gone)
    )
    assert texts(reading) == ["The new rate.", "First half second half.", "a | b"]


def test_controls_links_boxes_and_alternatives_give_their_text_once(make: Make) -> None:
    box = f"<w:txbxContent>{par('In the box.')}</w:txbxContent>"
    twice = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{par('Controlled.')}</w:sdtContent></w:sdt>"
    link = f'<w:hyperlink w:anchor="x">{run("linked")}</w:hyperlink>'
    hidden = run(" secret", "<w:vanish/>")
    reading = make(par("Text ", link, hidden, twice) + control)
    assert texts(reading) == ["Text linked", "In the box.", "Controlled."]


def test_contents_fields_are_furniture_and_other_fields_show_their_result(make: Make) -> None:
    def code(text: str) -> str:
        return f"<w:r><w:instrText>{text}</w:instrText></w:r>"

    first = par(field_char("begin"), code(' TOC \\o "1-3" '), field_char("separate"), "Scope 3")
    last = par("Fees 4") + par(field_char("end"), "Scope")
    reference = field_char("begin"), code(" REF x "), field_char("separate"), "annex I", field_char("end")
    page = par("See ", *reference, ".")
    reading = make(first + last + page)
    assert [(block.kind, block.text) for block in reading.blocks] == [
        ("furniture", "Scope 3"),
        ("furniture", "Fees 4"),
        ("text", "Scope"),
        ("text", "See annex I."),
    ]
