"""Contents lists, imprint and addresses: known, and kept apart."""

from __future__ import annotations

import pytest
from text_documents import document, texts

from ingest.blocks import Block
from ingest.imprint import ends_open, ends_sentence, mark_imprint


def furniture(*lines: str) -> list[str]:
    blocks = [Block(line, before="none") for line in lines]
    return [block.text for block in mark_imprint(blocks) if block.kind == "furniture"]


def test_a_contents_list_with_page_numbers_is_furniture_and_the_text_after_it_is_not() -> None:
    found = document(
        "CONTENTS\n\nLocks .....\t1\n\nTHE OLD LOCK\n\nWeirs .....\t9\n\nLocks\n\nLocks lift boats, as everybody knows.\n"
    )
    assert texts(found, "furniture") == ["CONTENTS", "Locks .....\t1", "THE OLD LOCK", "Weirs .....\t9"]
    assert texts(found, "body") == ["Locks lift boats, as everybody knows."]


def test_a_contents_list_without_page_numbers_is_known_by_the_headings_it_repeats() -> None:
    found = document(
        "# Canals\n\n## Contents\n\n- Locks\n- Weirs\n- Boats\n\n## Locks\n\nThey lift.\n\n## Weirs\n\nThey hold.\n\n## Boats\n\nThey go.\n",
        markdown=True,
    )
    assert texts(found, "furniture") == ["Contents", "Locks", "Weirs", "Boats"]
    assert texts(found, "heading") == ["Canals", "Locks", "Weirs", "Boats"]


@pytest.mark.parametrize(
    "line",
    [
        "© Canal Board, 2012",
        "All rights reserved",
        "ISBN 0-00-000000-0",
        "Tel: +00 12 34",
        "board@canals.example",
        "190398 /...",
        "-----",
        "www.canals.example",
        "17",
        "Distr.: General",
    ],
)
def test_an_imprint_line_is_furniture(line: str) -> None:
    assert furniture(line) == [line]


def test_an_address_is_furniture_and_a_sentence_is_not() -> None:
    assert furniture("Canal Board", "9 Quay of the Smiths", "Umber 12 345") != []
    assert furniture("The board sits on the quay.", "It meets in May.", "It rests in June.") == []


def test_the_note_of_the_meeting_that_adopted_a_resolution_is_furniture() -> None:
    assert furniture("31st plenary meeting 4 May 2012") == ["31st plenary meeting 4 May 2012"]
    assert furniture("31st plenary meeting", "4 May 2012") == ["31st plenary meeting", "4 May 2012"]


def test_a_board_list_goes_with_its_heading() -> None:
    found = document(
        "GOVERNING BOARD\n\nAda Lock,\n\nChair (Umber)\n\nBen Weir (Ochre)\n\nDr Sluice\n\nIt says that the canals of the province are old and that they ought to be mended before winter.\n"
    )
    assert texts(found, "furniture") == [
        "GOVERNING BOARD",
        "Ada Lock,",
        "Chair (Umber)",
        "Ben Weir (Ochre)",
        "Dr Sluice",
    ]


def test_sentence_ends_see_through_closing_signs() -> None:
    assert ends_sentence("He said: “Row.”)")
    assert not ends_sentence("He said that")
    assert ends_open("up to and including")
    assert not ends_open("of the lock")


def test_the_first_line_of_a_long_contents_entry_goes_with_its_second() -> None:
    entry = "A. Gates . . . . . . . . . . . . 4"
    long = (
        "B. Summary of what was done about the requests of the canal council "
        + "and of its committee on sills " * 6
    )
    lines = [
        Block(entry, "furniture"),
        Block(long.strip()),
        Block("C. Sills . . . . . . . . . 5", "furniture"),
    ]
    assert [each.kind for each in mark_imprint(lines)] == ["furniture"] * 3
    assert [each.kind for each in mark_imprint([lines[0], lines[1], Block("Gates are old.")])][1] == "text"
