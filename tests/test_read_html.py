"""Web pages of our own."""

from __future__ import annotations

import pytest

from ingest.blocks import Block, Mark
from ingest.read_html import read_html


def blocks(body: str) -> list[Block]:
    return list(read_html(f"<html><body>{body}</body></html>").blocks)


def kinds(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(body)]


def test_headings_have_their_level_and_no_permalink() -> None:
    found = blocks('<h1>Ports <a href="#ports">¶</a></h1><h3>Dues</h3><p>They rose.</p>')
    assert [(block.kind, block.level, block.text) for block in found] == [
        ("heading", 1, "Ports"),
        ("heading", 3, "Dues"),
        ("text", 0, "They rose."),
    ]


def test_list_items_carry_the_number_that_a_browser_shows() -> None:
    found = blocks(
        '<ol start="3" type="a"><li>First<ul><li>Inner</li></ul></li><li><p>Second</p><p>More</p></li></ol>'
        '<ol type="I"><li>One</li><li value="9">Nine</li></ol>'
        '<ol style="list-style-type: lower-roman"><li>x</li></ol>'
        '<ul style="list-style: none"><li>(a) typed</li></ul>'
    )
    assert [(block.label, block.level, block.text) for block in found] == [
        ("c.", 0, "First"),
        ("•", 1, "Inner"),
        ("d.", 0, "Second"),
        ("", 0, "More"),
        ("I.", 0, "One"),
        ("IX.", 0, "Nine"),
        ("i.", 0, "x"),
        ("", 0, "(a) typed"),
    ]
    assert {block.kind for block in found} == {"item"}


def test_quotations_know_their_depth() -> None:
    found = blocks("<blockquote><p>Outer</p><blockquote>Inner</blockquote></blockquote>")
    assert [(block.kind, block.level, block.text) for block in found] == [
        ("quotation", 0, "Outer"),
        ("quotation", 1, "Inner"),
    ]


def test_rows_keep_their_columns_and_merged_cells_stand_once() -> None:
    found = blocks(
        "<table><caption>Dues</caption><thead><tr><th>Port<th>Due<sup>a</sup></thead>"
        "<tr><td rowspan=2>Ostend<td><p>in</p><p>out</p><tr><td>2<tr><td colspan=2>all<tr><td> <td></table>"
    )
    assert (found[0].kind, found[0].text) == ("text", "Dues")
    assert [(block.level, block.cells) for block in found[1:]] == [
        (1, ("Port", "Due")),
        (0, ("Ostend", "in out")),
        (0, ("", "2")),
        (0, ("all", "")),
    ]
    assert found[1].text == "Port | Due"
    assert found[1].marks == (Mark("a", 10),)


def test_a_table_that_only_places_things_is_read_as_running_text() -> None:
    inner = "<table><tr><td>a<td>b</table>"
    assert kinds(f"<table><tr><td>menu<td><p>One.</p><p>Two.</p>{inner}</td></tr></table>") == [
        ("text", "menu"),
        ("text", "One."),
        ("text", "Two."),
        ("row", "a | b"),
    ]


LINKED = """
<p>A fee of $320<sup><a href="#fn1" id="r1">1</a></sup> is due.<a href="#n2" role="doc-noteref">[2]</a></p>
<footer><h3>Notes</h3><ol>
<li id="fn1"><p>See the <em>tariff</em>.</p><p>Ibid. <a href="#r1">↩</a></p></li></ol>
<div><p id="n2"><a href="#r2">[2]</a> Rounded.</p></div></footer>"""

WORD = """
<p>Text<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> goes on.</p>
<div><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> The note.</p></div></div>"""

RAISED = "<p>Text<sup>1, 2</sup> goes on.</p><p><sup>1</sup> First.</p><p><sup>2</sup>Second.</p>"

IN_A_TABLE = """
<p>Text<a href="#t1"><sup>1</sup></a>.</p>
<table><tr id="t1"><td>1.</td><td>The note.</td></tr></table>"""


@pytest.mark.parametrize(
    ("page", "text", "marks", "notes"),
    [
        (LINKED, "A fee of $320 is due.", ["1@13", "2@21"], ["1 See the tariff. Ibid.", "2 Rounded."]),
        (WORD, "Text goes on.", ["1@4"], ["1 The note."]),
        (RAISED, "Text goes on.", ["1@4", "2@4"], ["1 First.", "2 Second."]),
        (IN_A_TABLE, "Text.", ["1@4"], ["1 The note."]),
    ],
    ids=["linked", "word", "raised", "table"],
)
def test_marks_leave_the_text_and_notes_lose_their_sign(
    page: str, text: str, marks: list[str], notes: list[str]
) -> None:
    first, *others = blocks(page)
    assert first.text == text
    assert [f"{mark.label}@{mark.start}" for mark in first.marks] == marks
    assert [f"{block.label} {block.text}" for block in others if block.kind == "note"] == notes


def test_links_that_are_no_marks_stay_in_the_text() -> None:
    page = '<p>See <a href="#a5">article 5</a> and page <a href="#p7">7</a>.</p>'
    page += '<p id="a5">Five</p><p id="p7">P</p>'
    assert kinds(page)[0] == ("text", "See article 5 and page 7.")
    assert blocks(page)[0].marks == ()


def test_exponents_and_ordinals_stay_in_the_text() -> None:
    page = "<p>On the 21<sup>st</sup> 5 km<sup>2</sup> at 3 × 10<sup>-6</sup>.</p>"
    assert kinds(page) == [("text", "On the 21st 5 km² at 3 × 10⁻⁶.")]


def test_menus_banners_and_contents_lists_are_furniture_and_scripts_are_gone() -> None:
    page = """<header>Site</header><nav><ul><li><a href="/">Home</a></li></ul></nav>
    <ul><li><a href="#a">One</a></li><li><a href="#b">Two</a></li></ul>
    <article><header><h1>Title</h1></header><p>Text.</p></article>
    <aside>See also</aside><footer>Print</footer>
    <script>alert(1)</script><style>p{}</style>
    <div hidden>x</div><p style="display: none">y</p><del>z</del>"""
    furniture = [text for kind, text in kinds(page) if kind == "furniture"]
    assert furniture == ["Site", "Home", "One", "Two", "See also", "Print"]
    others = [text for kind, text in kinds(page) if kind != "furniture"]
    assert others == ["Title", "Text."]


def test_one_line_break_is_a_space_and_two_end_the_paragraph() -> None:
    page = "Article<br>1<br> <br/>Scope<br><br><br>End"
    assert [text for _, text in kinds(page)] == ["Article 1", "Scope", "End"]


def test_entities_are_characters_and_no_markup_is_left() -> None:
    page = "<p>A &amp; B&nbsp;&lt;C&gt; caf&eacute; co&shy;op "
    page += "<!-- no --><b>bold</b><?php echo 1 ?> <o:p>odd</o:p></p>"
    assert kinds(page) == [("text", "A & B <C> café coop bold odd")]


def test_typography_is_that_of_the_whole_block() -> None:
    page = "<p><b>All</b></p><p><b>Some</b> <i>of</i> it</p><center><i>Mid</i></center>"
    whole, part, centred = blocks(page)
    assert (whole.bold, part.bold, part.italic) == (True, False, False)
    assert (centred.italic, centred.centred, whole.centred) == (True, True, False)


def test_title_and_meta_are_properties() -> None:
    page = """<?xml version="1.0" encoding="iso-8859-1"?><html lang="en"><head><title> A
    &amp; B </title><meta name="DC.Date" content="2020"><meta property="og:site_name" content="Port">
    <meta name="viewport" content="x"></head><body>é</body></html>"""
    reading = read_html(page)
    properties = {"title": "A & B", "dc.date": "2020", "og:site_name": "Port", "language": "en"}
    assert dict(reading.properties) == properties
    assert reading.blocks[0].text == "é"


@pytest.mark.parametrize("page", ["", " \n", "<!-- only -->", "<html></html>", "<script>x</script>"])
def test_a_page_without_text_says_so(page: str) -> None:
    assert read_html(page).blocks == ()
    assert read_html(page).warnings == ("no text was found",)


def test_deep_nesting_is_read_and_where_the_parser_gives_up_is_reported() -> None:
    assert kinds("<div>" * 1500 + "deep") == [("text", "deep")]
    reading = read_html("<p>top</p>" + "<div>" * 5000 + "deep")
    assert reading.blocks[0].text == "top"
    assert "not read beyond line 1" in reading.warnings[0]


def test_unclosed_tags_do_not_lose_text() -> None:
    assert kinds("<p>One<p>Two <b>bold<ul><li>Item</ul>End") == [
        ("text", "One"),
        ("text", "Two bold"),
        ("item", "Item"),
        ("text", "End"),
    ]


def test_a_line_break_before_the_next_number_begins_a_paragraph() -> None:
    page = (
        "<p><b>Article 1</b><br>1. A canal is dug by hand.<br>2. It has:<br>(a) gates;<br>(b) sills.<br>Both are old.</p>"
        "<p>9 Quay of the Smiths<br>12. House</p>"
    )
    assert [block.text for block in read_html(page).blocks] == [
        "Article 1",
        "1. A canal is dug by hand.",
        "2. It has:",
        "(a) gates;",
        "(b) sills. Both are old.",
        "9 Quay of the Smiths 12. House",
    ]


def test_the_text_under_a_bold_article_number_is_a_block_of_its_own() -> None:
    blocks = read_html("<p><b>Article 7</b><br>The canal is open to all.</p>").blocks
    assert [block.text for block in blocks] == ["Article 7", "The canal is open to all."]
