"""The quoted words of a paragraph on the page of its PDF: their lines, over a page break, turned, and without text."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.pictures import draw_pages
from ingest import Locator, Paragraph, Place

LINES = (
    (0, 700, "4. Ferries are painted green. Every lamp"),
    (0, 685, "of the harbour is lit at dusk by a wick kee-"),
    (0, 670, "per.3 Nets are"),
    (1, 760, "mended each spring; nets are mended again"),
    (1, 745, "in autumn."),
)
TEXT = (
    "4. Ferries are painted green. Every lamp of the harbour is lit at dusk by a wick keeper. "
    "Nets are mended each spring; nets are mended again in autumn."
)
PAGE = 800.0  # points, as wide as high: reportlab turns a page's form as well as its words
LEFT, SIZE = 80.0, 10.0


@pytest.fixture(params=[0, 90, 270])
def pdf(request, tmp_path):
    """The lines on two pages, which are turned by as many degrees."""
    return write(tmp_path / "ferries.pdf", request.param)


def write(file, turn=0, words=True):
    canvas = Canvas(str(file), pagesize=(PAGE, PAGE))
    for page in (0, 1):
        canvas.setPageRotation(turn)
        canvas.setFont("Helvetica", SIZE)
        for at, y, line in LINES:
            if at == page and words:
                canvas.drawString(LEFT, y, line)
        canvas.showPage()
    canvas.save()
    return file


def width(text):
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return stringWidth(text, "Helvetica", SIZE)


def box(at):
    _, y, line = LINES[at]
    return (LEFT, y - 2.0, LEFT + width(line), y + 8.0)


PARAGRAPH = Paragraph(
    "d#4",
    "d",
    0,
    "body",
    TEXT,
    Locator("para. 4", "4"),
    places=tuple(Place(page, None, box(at)) for at, (page, _, _) in enumerate(LINES)),
)


def quoted(words, nth=0):
    start = TEXT.index(words) if not nth else TEXT.rindex(words)
    return start, start + len(words)


def shown(left, bottom, right, top, turn):
    """A box in points as shares of the page, from the upper left, after the page is turned clockwise."""
    x0, x1 = left / PAGE, right / PAGE
    y0, y1 = 1 - top / PAGE, 1 - bottom / PAGE
    return {0: (x0, y0, x1, y1), 90: (1 - y1, x0, 1 - y0, x1), 270: (y0, 1 - x1, y1, 1 - x0)}[turn]


def turn_of(file):
    from pypdf import PdfReader

    return PdfReader(file).pages[0].rotation


def test_a_sentence_is_marked_on_its_lines_and_not_the_rest_of_the_paragraph(pdf):
    words = "Every lamp of the harbour is lit at dusk by a wick keeper."
    (picture,) = draw_pages(pdf, PARAGRAPH, quoted(words))
    before = LEFT + width("4. Ferries are painted green. ")
    first, second, third = box(0), box(1), box(2)
    expected = [
        (before, *first[1:]),
        second,
        (*third[:2], LEFT + width("per."), third[3]),
    ]
    assert picture.page == 0
    for got, wanted in zip(picture.boxes, expected, strict=True):
        assert got == pytest.approx(shown(*wanted, turn_of(pdf)), abs=0.004)


def test_a_quotation_over_a_page_break_is_marked_on_both_pages(tmp_path):
    first, second = draw_pages(
        write(tmp_path / "a.pdf"), PARAGRAPH, quoted("Nets are mended each spring; nets are mended again in")
    )
    assert (first.page, len(first.boxes)) == (0, 1)
    assert (second.page, len(second.boxes)) == (1, 2)


def test_a_number_at_either_end_of_the_quotation_is_marked_with_it(tmp_path):
    (picture,) = draw_pages(write(tmp_path / "a.pdf"), PARAGRAPH, quoted("4. Ferries are painted green."))
    assert picture.boxes[0][0] == pytest.approx(LEFT / PAGE, abs=0.002)
    assert picture.boxes[0][2] == pytest.approx(
        (LEFT + width("4. Ferries are painted green.")) / PAGE, abs=0.002
    )


def test_words_that_come_twice_are_marked_where_the_quotation_is(tmp_path):
    file = write(tmp_path / "a.pdf")
    (picture,) = draw_pages(file, PARAGRAPH, quoted("ets are mended", nth=2))
    left = LEFT + width("mended each spring; n")
    assert picture.page == 1
    assert picture.boxes[0][0] == pytest.approx(left / PAGE, abs=0.004)


def test_without_the_words_in_the_file_the_whole_paragraph_is_marked(tmp_path):
    file = write(tmp_path / "scan.pdf", words=False)
    assert draw_pages(file, PARAGRAPH, quoted("Ferries are painted green.")) == draw_pages(file, PARAGRAPH)


def test_a_span_that_holds_no_words_marks_the_whole_paragraph(tmp_path):
    file = write(tmp_path / "a.pdf")
    assert draw_pages(file, PARAGRAPH, (500, 600)) == draw_pages(file, PARAGRAPH)
