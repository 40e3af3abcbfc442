"""What the layout makes of pages: one phenomenon of print a test, each on a page drawn for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.blocks import Block, Mark, Reading
from ingest.read_pdf import read_pdf

Text = tuple[float, float, str] | tuple[float, float, str, str, float]
Draw = Callable[..., Reading]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Reads a PDF of the given pages; a page is (x, baseline, text) with font and size where not Times 10."""

    def _draw(*pages: Iterable[Text]) -> Reading:
        path = tmp_path / "drawn.pdf"
        canvas = Canvas(str(path), pagesize=(612, 792))
        for page in pages:
            for x, y, text, *style in page:
                font, size = style or ("Times-Roman", 10)
                canvas.setFont(font, size)
                canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()
        return read_pdf(path)

    return _draw


def down(x: float, y: float, *lines: str, indent: float = 0) -> list[Text]:
    """Lines 12 points apart, the first one indented."""
    return [(x + (indent if at == 0 else 0), y - 12 * at, line) for at, line in enumerate(lines)]


def texts(blocks: Iterable[Block], *kinds: str) -> list[str]:
    return [block.text for block in blocks if not kinds or block.kind in kinds]


WATER = (
    "Noting the shared care of the river basin by the councils of both of its banks, and",
    "recalling that the ferry at the lower lock has been without a keeper since the flood of",
    "last spring,",
)
MILLS = (
    "Welcoming the offer of the millers to mend the weir before the autumn, together with",
    "the promise of the carpenters to bring their own tools to the place of the work,",
)


def test_first_line_indents_begin_paragraphs_and_line_ends_become_spaces(draw: Draw) -> None:
    reading = draw([*down(100, 700, *WATER, indent=24), *down(100, 664, *MILLS, indent=24)])
    assert texts(reading.blocks) == [" ".join(WATER), " ".join(MILLS)]


def test_each_line_of_a_paragraph_has_its_own_box_on_the_page(draw: Draw) -> None:
    block = draw(down(100, 700, *MILLS)).blocks[0]
    assert [place.page for place in block.places] == [0, 0]
    x0, y0, _, y1 = block.places[1].box or (0, 0, 0, 0)
    assert x0 == pytest.approx(100, abs=0.5)
    assert y0 < 688 < y1


def test_a_short_last_line_ends_a_paragraph_without_indent(draw: Draw) -> None:
    reading = draw(down(100, 700, *WATER[:2], "last spring.", *MILLS))
    assert len(reading.blocks) == 2
    assert reading.blocks[1].text == " ".join(MILLS)


def test_a_wider_gap_begins_a_paragraph(draw: Draw) -> None:
    reading = draw([*down(100, 700, *MILLS), *down(100, 658, *WATER)])
    assert texts(reading.blocks) == [" ".join(MILLS), " ".join(WATER)]


def test_numbers_on_a_tab_stop_stay_with_their_text_and_hang_it(draw: Draw) -> None:
    page: list[Text] = [(100, 700, "7."), (124, 700, WATER[0]), (124, 688, WATER[1]), (124, 676, WATER[2])]
    page += [(100, 664, "8."), (124, 664, MILLS[0]), (124, 652, MILLS[1])]
    reading = draw(page)
    assert texts(reading.blocks) == ["7. " + " ".join(WATER), "8. " + " ".join(MILLS)]


def test_lettered_items_are_items_and_bullets_become_labels(draw: Draw) -> None:
    page: list[Text] = [
        (100, 700, "(a)"),
        (124, 700, "To count the boats;"),
        (100, 680, "•"),
        (124, 680, "Ropes"),
    ]
    first, second = draw(page).blocks
    assert (first.kind, first.text) == ("item", "(a) To count the boats;")
    assert (second.kind, second.label, second.text) == ("item", "•", "Ropes")


def test_a_raised_digit_is_a_mark_and_never_part_of_a_number(draw: Draw) -> None:
    page: list[Text] = [
        (100, 700, "The weir of 2021"),
        (169, 703.5, "5", "Times-Roman", 6.5),
        (174, 700, "held."),
    ]
    block = draw(page).blocks[0]
    assert block.text == "The weir of 2021 held."
    assert block.marks == (Mark("5", 16),)


def test_lowered_digits_units_and_ordinals_stay_text(draw: Draw) -> None:
    page: list[Text] = [
        (100, 700, "CO"), (114.2, 698, "2", "Times-Roman", 6.5), (120, 700, "from 40 m"),
        (157.5, 703.5, "2", "Times-Roman", 6.5), (163, 700, "on the 1"),
        (196, 703.5, "st", "Times-Roman", 6.5), (203, 700, "day"),
    ]  # fmt: skip
    block = draw(page).blocks[0]
    assert block.text == "CO2 from 40 m² on the 1st day"
    assert block.marks == ()


def test_notes_under_a_rule_are_cut_at_their_marks_and_keep_their_second_lines(draw: Draw) -> None:
    page = [*down(100, 700, *WATER), (100.0, 130.0, "_" * 18)]
    page += [
        (100, 118, "1", "Times-Roman", 5.5),
        (106, 115, "Register of ferries, vol. 3,", "Times-Roman", 8),
    ]
    page += [(106, 105, "with two plates.", "Times-Roman", 8), (100, 98, "2", "Times-Roman", 5.5)]
    page += [(106, 95, "Ibid., p. 9.", "Times-Roman", 8)]
    notes = [block for block in draw(page).blocks if block.kind == "note"]
    assert [(note.label, note.text) for note in notes] == [
        ("1", "Register of ferries, vol. 3, with two plates."),
        ("2", "Ibid., p. 9."),
    ]


def test_typed_marks_with_a_stroke_are_taken_out_where_their_note_stands_below(draw: Draw) -> None:
    page = [
        *down(100, 700, "The toll of 1962 1/ was halved; 2/", "see table 1/2 of the report."),
        (100.0, 130.0, "_" * 18),
    ]
    page += [(100, 115, "1/ Register of ferries, p. 4."), (100, 103, "2/ Ibid., p. 9.")]
    text, first, second = (block for block in draw(page).blocks if block.kind != "furniture")
    assert text.text == "The toll of 1962 was halved; see table 1/2 of the report."
    assert text.marks == (Mark("1", 16), Mark("2", 28))
    assert [(note.label, note.text) for note in (first, second)] == [
        ("1", "Register of ferries, p. 4."),
        ("2", "Ibid., p. 9."),
    ]


def test_a_note_that_goes_on_over_the_page_has_no_label_there(draw: Draw) -> None:
    second = [
        *down(100, 700, *WATER),
        (100.0, 130.0, "_" * 18),
        (106, 115, "and the tolls.", "Times-Roman", 8),
    ]
    notes = [block for block in draw(down(100, 700, *MILLS, *WATER), second).blocks if block.kind == "note"]
    assert [(note.label, note.text) for note in notes] == [("", "and the tolls.")]


def test_running_lines_and_page_marks_are_furniture_and_give_the_page_label(draw: Draw) -> None:
    pages = [
        [(100.0, 750.0, "Almanac of the Lower Weir"), *down(100, 700, *lines), (500.0, 40.0, f"{at}/14")]
        for at, lines in ((3, WATER), (4, MILLS), (5, WATER[::-1]))
    ]
    reading = draw(*pages)
    assert set(texts(reading.blocks, "furniture")) == {"Almanac of the Lower Weir", "3/14", "4/14", "5/14"}
    assert [(b.places[0].page, b.places[0].page_label) for b in reading.blocks if b.before == "page"] == [
        (0, "3"),
        (1, "4"),
        (2, "5"),
    ]


def test_a_section_number_alone_at_the_head_of_a_page_is_no_page_number(draw: Draw) -> None:
    pages: list[list[Text]] = [
        [*down(100, 700, *WATER)],
        [
            (300.0, 750.0, "IV", "Times-Bold", 12),
            (270.0, 730.0, "Of the ferry", "Times-Bold", 12),
            *down(100, 700, *MILLS),
        ],
    ]
    assert texts(draw(*pages).blocks, "furniture") == []


def test_a_number_at_the_foot_that_does_not_run_along_is_no_page_label(draw: Draw) -> None:
    pages = [[*down(100, 700, *WATER), (500.0, 40.0, year)] for year in ("1987", "1742")]
    assert {place.page_label for block in draw(*pages).blocks for place in block.places} == {None}


def test_the_masthead_of_a_first_page_is_furniture_line_by_line(draw: Draw) -> None:
    page: list[Text] = [(100, 740, "United Nations"), (480, 740, "A/99/701"), (400, 720, "Distr.: General")]
    page += [(400, 708, "3 May 2044"), (100, 690, "Ninety-ninth session"), (100, 678, "Agenda item 12")]
    page += [(100, 666, "Care of weirs"), (100, 630, "Ferries and their keepers", "Times-Bold", 14)]
    reading = draw([*page, *down(100, 600, *WATER)])
    assert texts(reading.blocks, "furniture") == [
        "United Nations",
        "A/99/701",
        "Distr.: General",
        "3 May 2044",
        "Ninety-ninth session",
        "Agenda item 12",
        "Care of weirs",
    ]
    assert texts(reading.blocks, "heading") == ["Ferries and their keepers"]


def test_larger_headings_stand_above_smaller_ones_and_keep_their_lines_together(draw: Draw) -> None:
    page: list[Text] = [
        (100, 720, "The Weir", "Times-Bold", 16),
        (100, 702, "and the Ferry", "Times-Bold", 16),
    ]
    page += [(100, 670, "Keepers", "Times-Bold", 10), *down(100, 650, *WATER)]
    headings = [block for block in draw(page).blocks if block.kind == "heading"]
    assert [(block.text, block.level) for block in headings] == [
        ("The Weir and the Ferry", 1),
        ("Keepers", 2),
    ]


def test_two_columns_are_read_one_after_the_other(draw: Draw) -> None:
    left = ("The lock is shut at", "noon and the boats", "wait below the mill", "until the bell, which")
    right = ("the keeper rings when", "the water is level.", "Nobody may pass it", "before that hour.")
    reading = draw([*down(100, 700, *left * 3), *down(320, 700, *right * 3)])
    assert reading.blocks[0].text.startswith("The lock is shut at noon and the boats wait")
    assert [block.before for block in reading.blocks].count("column") == 1
    assert " ".join(texts(reading.blocks)).index("the keeper rings") > 200


def test_aligned_cells_are_rows_and_a_wrapped_cell_stays_one_cell(draw: Draw) -> None:
    page: list[Text] = [(100, 700, "Boat"), (260, 700, "Oars"), (360, 700, "Crew")]
    page += [(100, 680, "Heron of the"), (100, 668, "upper reach"), (260, 680, "4"), (360, 680, "2")]
    page += [(100, 650, "Otter"), (260, 650, "6"), (360, 650, "3")]
    rows = [block for block in draw(page).blocks if block.kind == "row"]
    assert [row.cells for row in rows] == [
        ("Boat", "Oars", "Crew"),
        ("Heron of the upper reach", "4", "2"),
        ("Otter", "6", "3"),
    ]
    assert rows[1].text == "Heron of the upper reach | 4 | 2"


def test_contents_lines_with_leaders_are_furniture_with_their_title(draw: Draw) -> None:
    page: list[Text] = [(100, 700, "Contents", "Times-Bold", 10), (500, 685, "Page")]
    page += [(100, 670, "I. Boats " + ". " * 40 + "4"), (100, 655, "II. Locks " + ". " * 40 + "9")]
    assert texts(draw([*page, *down(100, 620, *WATER)]).blocks, "text", "heading") == [" ".join(WATER)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The councils met on the regis-", "ter of boats.", "register"),
        ("The councils met on the non-", "resident boats.", "non-resident"),
        ("The councils met with Guinea-", "Bissau on boats.", "Guinea-Bissau"),
        ("The councils met on the ferry-", "house and boats.", "ferry-house"),
        ("The councils met on pre-", "and post-flood boats.", "pre- and post-flood"),
    ],
)
def test_line_end_hyphens_go_only_where_the_document_writes_the_word_whole(
    draw: Draw, first: str, second: str, expected: str
) -> None:
    page = [*down(100, 700, first, second), *down(100, 640, "A register of ferry-house")]
    assert expected in draw(page).blocks[0].text


def test_the_first_body_block_of_a_page_says_so(draw: Draw) -> None:
    reading = draw(down(100, 700, *WATER), [*down(100, 700, *MILLS), *down(100, 650, *WATER)])
    assert [block.before for block in reading.blocks] == ["page", "page", "line"]


def test_a_figure_drawn_after_the_text_around_it_does_not_cut_the_paragraph_at_the_foot(draw: Draw) -> None:
    first = [*down(100, 700, *WATER[:2]), *down(100, 300, *MILLS[:1])]
    figure = [(120.0, 500.0, "4"), (260.0, 520.0, "7"), (120.0, 480.0, "Upper"), (260.0, 480.0, "Lower")]
    reading = draw([*first, *figure])
    assert reading.blocks[-1].text == MILLS[0]


def test_a_number_at_the_line_start_inside_an_open_bracket_goes_on_with_the_sentence(draw: Draw) -> None:
    lines = (
        "4.  The keepers of the locks note that the tolls of the last year came to 138 crowns (or",
        "11.2 per cent of all that the river gave), which is more than in any year since the",
        "bridge was built.",
    )
    reading = draw(down(100, 700, *lines, indent=24))
    assert texts(reading.blocks) == [" ".join(" ".join(lines).split())]


def test_a_list_inside_a_sentence_may_begin_two_lines_with_its_letters(draw: Draw) -> None:
    lines = (
        "The council of the lower river has set the following tasks for the coming dry summer:",
        "(a) mending of the weir, the bridge and the banks of the old mill stream, as far as;",
        "(b) keeping of the books; (c) the sale of the grass that grows along the tow path of",
        "the canal.",
    )
    reading = draw(down(100, 700, *lines))
    assert len(texts(reading.blocks)) == 1


def test_items_on_lines_of_their_own_stay_apart(draw: Draw) -> None:
    lines = (
        "The council of the lower river has set the following tasks for the coming dry summer:",
        "(a) mending of the weir, the bridge and the banks of the old mill stream, as it was;",
        "(b) keeping of the books in the way that the clerk has shown to each of the keepers;",
        "(c) the sale of the grass.",
    )
    reading = draw(down(100, 700, *lines))
    assert len(texts(reading.blocks)) == 4


def test_a_bold_line_in_lower_case_at_a_page_head_is_no_heading(draw: Draw) -> None:
    bold = ("Times-Bold", 10)
    reading = draw(
        [*down(100, 124, *MILLS)], [(100, 700, "be given to the council.", *bold), *down(100, 664, *WATER)]
    )
    assert [block.kind for block in reading.blocks if block.text.startswith("be given")] == ["text"]


def test_column_heads_in_small_type_are_the_first_row_of_their_table_and_no_headings(draw: Draw) -> None:
    small, italic, bold = ("Times-Roman", 8), ("Times-Italic", 7), ("Times-Bold", 8)
    heads = [(110, 560, "Lock", *italic), (250, 560, "tolls", *italic), (350, 560, "boats", *italic)]
    over = [(250, 580, "Growth", *bold)]
    rows = [
        (x, 530 - 14 * row, text, *small)
        for row, cells in enumerate((("Upper lock", "12", "4"), ("Lower lock", "31", "7")))
        for x, text in zip((110, 250, 350), cells, strict=True)
    ]
    reading = draw([*down(100, 700, *WATER), *down(100, 652, *MILLS), *over, *heads, *rows])
    assert texts(reading.blocks, "heading") == []
    table = [block for block in reading.blocks if block.kind == "row"]
    assert "Upper lock | 12 | 4" in [block.text for block in table]
    assert [block.level for block in table][:1] == [1]


def test_a_row_heading_in_two_lines_does_not_cut_its_table_in_two(draw: Draw) -> None:
    small = ("Times-Roman", 8)
    above = [(110, 560, "Lock", *small), (250, 560, "Toll", *small), (110, 546, "Upper", *small)]
    tall = [(250, 546, "12", *small), (110, 532, "Gifts of the", *small)]
    below = [(110, 522, "millers", *small), (250, 521, "3", *small)]
    more = [(110, 508, "Lower", *small), (250, 508, "7", *small)]
    reading = draw([*down(100, 700, *WATER), *down(100, 652, *MILLS), *above, *tall, *below, *more])
    table = [block for block in reading.blocks if block.kind == "row"]
    assert [block.level for block in table] == [1] + [0] * (len(table) - 1)
    assert "Gifts of the" in " ".join(block.text for block in table)
