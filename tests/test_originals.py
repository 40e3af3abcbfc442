"""PDF files kept beside the library: their pages as pictures, the passage boxed, over a page break too."""

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.building import build
from assistant.desk import Desk
from assistant.pages_view import pages_view
from assistant.pictures import draw_pages
from index import Library, drop_originals, keep_original, original_of
from ingest import Document, Locator, Paragraph, Place, SourceError


@pytest.fixture
def pdf(tmp_path):
    """Two pages; on each a black square of 100 points, 200 from the left and 300 from the bottom."""
    file = tmp_path / "squares.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    for turn in (0, 90):
        canvas.setPageRotation(turn)
        canvas.rect(200, 300, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return file


def paragraph(*pages, box=(200.0, 300.0, 300.0, 400.0)):
    places = tuple(Place(page, str(page + 9), box) for page in pages)
    return Paragraph(
        "d#1", "d", 0, "body", "Squares <b>are</b> dark.", Locator("para. 1", "1"), places=places
    )


def darkness_in(picture, box):
    """Mean brightness, 0 to 255, of a box of the picture."""
    image = Image.open(BytesIO(picture.png)).convert("L")
    left, top, right, bottom = (
        round(share * size) for share, size in zip(box, (image.width, image.height) * 2, strict=True)
    )
    inside = image.crop((left + 2, top + 2, right - 2, bottom - 2))
    return sum(inside.tobytes()) / (inside.width * inside.height)


@pytest.mark.parametrize("page", [0, 1])
def test_a_box_lies_on_its_words_also_on_a_page_that_is_turned(pdf, page):
    (picture,) = draw_pages(pdf, paragraph(page))
    assert (picture.page, picture.label) == (page, str(page + 9))
    assert darkness_in(picture, picture.boxes[0]) < 5
    assert darkness_in(picture, (0.0, 0.0, 1.0, 1.0)) > 200


def test_a_paragraph_over_a_page_break_gives_both_pages(pdf):
    assert [each.page for each in draw_pages(pdf, paragraph(0, 1))] == [0, 1]


def test_a_paragraph_without_a_place_gives_no_page_and_nothing_is_marked(pdf):
    assert draw_pages(pdf, paragraph(0, box=None)) == ()
    page = pages_view(Document("d", "d.pdf", "Squares", ()), paragraph(0, box=None), ())
    assert "is not known" in page
    assert "rp-box" not in page


def test_a_view_holds_picture_label_and_boxes_and_no_markup_of_the_document(pdf):
    shown = paragraph(0)
    page = pages_view(Document("d", "d.pdf", "Squares <i>", ()), shown, draw_pages(pdf, shown))
    assert "p. 9, PDF page 1" in page
    assert page.count("rp-box") == 1
    assert "<b>are</b>" not in page and "Squares <i>" not in page


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 and nothing more"])
def test_a_file_that_cannot_be_drawn_is_told_in_one_line(tmp_path, content):
    file = tmp_path / "broken.pdf"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=r"broken\.pdf: cannot be drawn as pages"):
        draw_pages(file, paragraph(0))


def test_a_page_that_the_file_does_not_have_is_told(pdf):
    with pytest.raises(SourceError, match="expected page 8, found 2 pages"):
        draw_pages(pdf, paragraph(7))


def test_only_pdf_files_are_kept_and_only_under_an_id(tmp_path, pdf):
    text = tmp_path / "a.pdf"
    text.write_text("no PDF")
    keep_original(tmp_path, "0123456789abcdef", text)
    keep_original(tmp_path, "../../outside", pdf)
    assert not (tmp_path / "originals").exists()
    keep_original(tmp_path, "0123456789abcdef", pdf)
    assert original_of(tmp_path, "0123456789abcdef").read_bytes() == pdf.read_bytes()
    assert original_of(tmp_path, "../0123456789abcdef") is None
    drop_originals(tmp_path, {"f" * 16})
    assert original_of(tmp_path, "0123456789abcdef") is None


def test_a_library_keeps_the_pdf_files_of_its_documents(samples_library):
    with Library.open(samples_library) as library:
        kept = {each.source for each in library.documents if original_of(samples_library, each.id)}
    assert kept == {"background-paper.pdf", "lowmere-convention.pdf"}


def test_the_file_of_a_removed_document_is_let_go(tmp_path, samples_library):
    from shutil import copytree

    folder = tmp_path / "library"
    copytree(samples_library, folder)
    desk = Desk(folder)
    desk.remove(["background-paper.pdf"])
    with desk.reading() as assistant:
        kept = {each.source for each in assistant.library.documents if original_of(folder, each.id)}
    desk.close()
    assert kept == {"lowmere-convention.pdf"}
    assert len(list((folder / "originals").glob("*.pdf"))) == 1


def test_an_older_library_gets_its_pages_when_its_folder_is_read_again(tmp_path, samples_library):
    from pathlib import Path
    from shutil import copytree, rmtree

    folder = tmp_path / "library"
    copytree(samples_library, folder)
    rmtree(folder / "originals")
    samples = Path(__file__).resolve().parents[1] / "samples"
    built = build([samples], folder)
    assert built.published is None  # nothing had changed
    assert len(list((folder / "originals").glob("*.pdf"))) == 2
