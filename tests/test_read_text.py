"""Text and Markdown files of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.blocks import Block
from ingest.errors import SourceError
from ingest.read_text import decode, read_text, text_blocks


def blocks(text: str, *, markdown: bool = False) -> list[Block]:
    return list(text_blocks(text, markdown=markdown))


def kinds(text: str, *, markdown: bool = False) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(text, markdown=markdown)]


def test_each_line_of_an_unwrapped_text_is_a_block() -> None:
    assert kinds("Locks\nA lock lifts boats.\n\nA weir does not.") == [
        ("text", "Locks"),
        ("text", "A lock lifts boats."),
        ("text", "A weir does not."),
    ]


WRAPPED = """The locks on the upper canal were built by three brothers who had
never seen a boat, and it shows: the gates open against the current and
the sills are set a hand too high for any barge that carries a load.

They have been rebuilt twice since then, once after a flood and once
after a miller had stolen the hinges, and they are to be rebuilt again
when the province has money, which it has not had since the dry years.
"""


def test_lines_broken_at_a_column_are_one_paragraph() -> None:
    found = blocks(WRAPPED)
    assert len(found) == 2
    assert found[0].text.endswith("for any barge that carries a load.")


def test_centred_and_keyed_lines_of_a_wrapped_text_stay_lines() -> None:
    head = (
        "                     CANAL PAPER\n              Delegation of Umber\n      Agenda item 3: Locks\n\n"
    )
    assert [block.text for block in blocks(head + WRAPPED)][:3] == [
        "CANAL PAPER",
        "Delegation of Umber",
        "Agenda item 3: Locks",
    ]


def test_a_word_cut_at_a_line_end_is_one_word() -> None:
    assert "interregional" in blocks(WRAPPED.replace("a load.", "inter-\nregional load."))[0].text


def test_markdown_joins_lines_and_knows_headings_items_and_quotations() -> None:
    text = "## Locks\nOne\nline\n\n- first\n  more\n- second\n\n> said\n> so\n>\n> and so\n"
    assert kinds(text, markdown=True) == [
        ("heading", "Locks"),
        ("text", "One line"),
        ("item", "first more"),
        ("item", "second"),
        ("quotation", "said so"),
        ("quotation", "and so"),
    ]


def test_headings_without_the_space_are_headings_too() -> None:
    found = blocks("####Locks and weirs")
    assert (found[0].kind, found[0].level, found[0].text) == ("heading", 4, "Locks and weirs")


@pytest.mark.parametrize(
    "line", ["[^4]: Lock Review, 1902.", "<sup>4</sup> Lock Review, 1902.", "⁴ Lock Review, 1902."]
)
def test_a_note_is_known_by_its_mark_in_every_style(line: str) -> None:
    (note,) = blocks(line)
    assert (note.kind, note.label, note.text) == ("note", "4", "Lock Review, 1902.")


def test_a_pipe_table_has_rows_with_a_header() -> None:
    found = blocks("| Lock | Built |\n| --- | --- |\n| Old | 1802 |\n")
    assert [(block.kind, block.level, block.cells) for block in found] == [
        ("row", 1, ("Lock", "Built")),
        ("row", 0, ("Old", "1802")),
    ]


def test_a_flattened_timeline_keeps_its_dates_with_their_text() -> None:
    text = "\tDate\n\tEvent\n\n\t1802\n\n\tThe old lock opens.\n\n\n\t1911\n\tIt is closed.\n"
    assert [block.cells for block in blocks(text)] == [
        ("Date", "Event"),
        ("1802", "The old lock opens."),
        ("1911", "It is closed."),
    ]


def test_runs_of_blank_lines_and_form_feeds_are_page_breaks() -> None:
    assert [block.before for block in blocks("a\n\nb\n\n\n\nc\fd")] == ["none", "line", "page", "page"]


def test_a_block_knows_where_it_stands_in_the_file() -> None:
    text = "First.\n\nSecond **one**.\n"
    place = blocks(text)[1].places[0]
    assert text[place.start : place.end] == "Second **one**."


def test_windows_text_is_read_with_a_warning() -> None:
    text, warnings = decode("The café’s “lock”".encode("cp1252"), "a.txt")
    assert text == "The café’s “lock”"
    assert len(warnings) == 1


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_unicode_in_other_dress_is_read(codec: str) -> None:
    words = "A lock lifts boats and boats lift spirits. " * 12
    assert decode(words.encode(codec), "a.txt")[0].strip() == words.strip()


def test_nul_characters_are_left_out_and_counted() -> None:
    text, warnings = decode(b"lo\x00ck and weir", "a.txt")
    assert text == "lock and weir"
    assert "1 NUL" in warnings[0]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b" \n\x00")
    with pytest.raises(SourceError, match="empty file"):
        read_text(path)


def test_binary_data_named_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "image.txt"
    path.write_bytes(bytes(range(1, 32)) * 50)
    with pytest.raises(SourceError, match="binary data"):
        read_text(path)


def test_a_figure_at_the_head_of_a_line_goes_on_with_its_sentence() -> None:
    text = """The locks on the upper canal were built by three brothers on page
12. of whose diary, which has never been printed, it is said that
the gates open against the current and that the sills are set high
enough to stop a barge; nobody has asked why that should be so in
1902. or since, and there is nobody left who could have told them.
"""
    assert len(blocks(f"{WRAPPED}\n{text}")) == 3


def test_numbered_lines_of_a_wrapped_text_are_paragraphs_of_their_own() -> None:
    found = blocks(WRAPPED + "\nThe board asks for three things:\n1. new gates\n2. new sills\n3. a boat\n")
    assert [block.text for block in found[2:]] == [
        "The board asks for three things:",
        "1. new gates",
        "2. new sills",
        "3. a boat",
    ]
