"""What the PDF reader makes of whole, locked, damaged and odd files."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, RectangleObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import SourceError
from ingest.read_pdf import read_pdf


@pytest.fixture
def two_pages(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.setTitle("The  Ferry")
    for text in ("The ferry leaves at dawn.", "It comes back at dusk."):
        canvas.drawString(100, 700, text)
        canvas.showPage()
    canvas.save()
    return path


def _rewrite(path: Path, change: object = None, password: str | None = None) -> Path:
    writer = PdfWriter(clone_from=path)
    if callable(change):
        change(writer)
    if password is not None:
        writer.encrypt(password, "owner")
    writer.write(path)
    return path


def test_pages_text_and_properties_are_given(two_pages: Path) -> None:
    reading = read_pdf(two_pages)
    assert reading.pages == 2
    assert [block.text for block in reading.blocks] == ["The ferry leaves at dawn.", "It comes back at dusk."]
    assert [block.places[0].page for block in reading.blocks] == [0, 1]
    assert dict(reading.properties)["title"] == "The Ferry"
    assert (reading.blank_pages, reading.warnings) == ((), ())


def test_a_page_without_text_is_named(two_pages: Path) -> None:
    path = _rewrite(two_pages, lambda writer: writer.insert_blank_page(612, 792, 1))
    assert read_pdf(path).blank_pages == (1,)


def test_the_empty_password_opens_a_file_that_only_forbids_printing(two_pages: Path) -> None:
    assert len(read_pdf(_rewrite(two_pages, password="")).blocks) == 2


def test_a_password_is_asked_for_in_one_line(two_pages: Path) -> None:
    with pytest.raises(SourceError, match=r"ferry\.pdf: protected by a password[^\n]*$"):
        read_pdf(_rewrite(two_pages, password="oar"))


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "the file is empty"), (b"<html>", "not a PDF file"), (b"%PDF-1.4\n%%EOF", "damaged or cut short")],
)
def test_what_is_no_pdf_is_refused_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=message) as error:
        read_pdf(path)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_pdf(tmp_path / "gone.pdf")


@pytest.mark.parametrize("part", [0.05, 0.2])
def test_a_file_cut_short_is_refused_in_one_line(two_pages: Path, part: float) -> None:
    data = two_pages.read_bytes()
    two_pages.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(SourceError, match=r"damaged or cut short|without pages") as error:
        read_pdf(two_pages)
    assert "\n" not in str(error.value)


def test_a_file_that_points_to_the_wrong_table_is_still_read(two_pages: Path) -> None:
    data = two_pages.read_bytes()
    two_pages.write_bytes(data[: data.rindex(b"startxref")] + b"startxref\n7\n%%EOF")
    assert len(read_pdf(two_pages).blocks) == 2


def test_a_damaged_page_is_named_and_the_others_are_read(two_pages: Path) -> None:
    def damage(writer: PdfWriter) -> None:
        stream = StreamObject()
        stream._data = b"not deflated"
        stream[NameObject("/Filter")] = NameObject("/NoSuchDecode")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    reading = read_pdf(_rewrite(two_pages, damage))
    assert [block.text for block in reading.blocks] == ["It comes back at dusk."]
    assert len(reading.warnings) == 1
    assert reading.warnings[0].startswith("page 1 of 2 cannot be read")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "turned.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.translate(300, 400)
    canvas.rotate(turn)
    canvas.drawString(0, 0, "The lock is shut")
    canvas.drawString(0, -12, "at noon.")
    canvas.save()
    _rewrite(path, lambda writer: writer.pages[0].rotate(turn))
    block = read_pdf(path).blocks[0]
    assert (block.kind, block.text) == ("text", "The lock is shut at noon.")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_it_is_stored_however_it_is_turned(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "turned.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.translate(300, 400)
    canvas.rotate(turn)
    canvas.setFont("Courier", 10)
    canvas.drawString(0, 0, "Ten signs.")  # 10 signs of 0.6 em: 60 points
    canvas.save()
    _rewrite(path, lambda writer: writer.pages[0].rotate(turn))
    expected = {
        0: (300, 397.8, 360, 407.8),
        90: (292.2, 400, 302.2, 460),
        180: (240, 392.2, 300, 402.2),
        270: (297.8, 340, 307.8, 400),
    }
    assert read_pdf(path).blocks[0].places[0].box == pytest.approx(expected[turn], abs=0.2)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_table_set_sideways_on_an_unturned_page_is_read(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "sideways.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.translate(300, 400)
    canvas.rotate(turn)
    for row, (lock, toll) in enumerate((("Lock", "Toll"), ("Upper lock", "4"), ("Lower lock", "7"))):
        canvas.drawString(0, -14 * row, lock)
        canvas.drawString(200, -14 * row, toll)
    canvas.save()
    rows = [block for block in read_pdf(path).blocks if block.kind == "row"]
    assert [row.cells for row in rows] == [("Lock", "Toll"), ("Upper lock", "4"), ("Lower lock", "7")]
    box = rows[0].places[0].box
    assert box is not None
    assert box[3] - box[1] > box[2] - box[0]  # it stands on its side


def test_boxes_keep_the_origin_of_a_page_whose_corner_is_not_at_zero(tmp_path: Path) -> None:
    path = tmp_path / "shifted.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.setFont("Courier", 10)
    canvas.drawString(120, 600, "Ten signs.")
    canvas.save()

    def shift(writer: PdfWriter) -> None:
        writer.pages[0].mediabox = RectangleObject((-20, 30, 592, 822))
        writer.pages[0].cropbox = RectangleObject((80, 100, 500, 700))

    box = read_pdf(_rewrite(path, shift)).blocks[0].places[0].box
    assert box == pytest.approx((120, 597.8, 180, 607.8), abs=0.2)


def test_text_inside_a_form_stands_where_the_form_is_placed(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.beginForm("stamp")
    canvas.drawString(10, 10, "Seen by the keeper")
    canvas.endForm()
    canvas.translate(200, 300)
    canvas.doForm("stamp")
    canvas.save()
    block = read_pdf(path).blocks[0]
    assert block.text == "Seen by the keeper"
    assert block.places[0].box is not None
    assert block.places[0].box[0] == pytest.approx(210, abs=0.5)


def test_holes_between_words_without_blanks_become_spaces(tmp_path: Path) -> None:
    path = tmp_path / "holes.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    for x, word in ((100, "The"), (120, "lock"), (141.5, "is"), (152, "shut")):
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(x, 700, word)
    canvas.save()
    assert read_pdf(path).blocks[0].text == "The lock is shut"


def test_bold_and_italic_come_from_the_font(tmp_path: Path) -> None:
    path = tmp_path / "fonts.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    for y, font in ((700, "Times-Bold"), (600, "Times-Italic"), (500, "Times-Roman")):
        canvas.setFont(font, 10)
        canvas.drawString(100, y, "Keepers of the lock.")
    canvas.save()
    assert [(block.bold, block.italic) for block in read_pdf(path).blocks] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_every_word_that_pypdf_itself_finds_is_in_the_blocks(two_pages: Path) -> None:
    words = " ".join(page.extract_text() for page in PdfReader(two_pages).pages).split()
    assert " ".join(block.text for block in read_pdf(two_pages).blocks).split() == words
