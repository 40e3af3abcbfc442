"""Text that is collected with its note marks."""

from __future__ import annotations

import pytest

from ingest.blocks import Mark
from ingest.marked_text import MarkedText, join_cells, mark_labels


@pytest.mark.parametrize(
    ("raised", "labels"),
    [
        ("12", ("12",)),
        (" [3] ", ("3",)),
        ("12, 13", ("12", "13")),
        ("[1][2]", ("1", "2")),
        ("**", ("**",)),
        ("iv", ("iv",)),
        ("th", ()),
        ("2020", ()),
        ("", ()),
    ],
)
def test_a_raised_piece_is_a_mark_only_when_it_looks_like_one(raised: str, labels: tuple[str, ...]) -> None:
    assert mark_labels(raised) == labels


@pytest.mark.parametrize(
    ("before", "raised", "after", "text", "marks"),
    [
        ("a fee of $320", "1", " is due", "a fee of $320 is due", (Mark("1", 13),)),
        ("the end. ", "1", "", "the end.", (Mark("1", 8),)),
        ("5 km", "2", " of land", "5 km² of land", ()),
        ("the program", "2", " ran", "the program ran", (Mark("2", 11),)),
        ("3 × 10", "-6", " s", "3 × 10⁻⁶ s", ()),
        ("on the 3", "rd", " day", "on the 3rd day", ()),
        ("M", "c", "Bride", "McBride", ()),
    ],
)
def test_what_stands_around_a_raised_piece_decides(
    before: str, raised: str, after: str, text: str, marks: tuple[Mark, ...]
) -> None:
    collected = MarkedText()
    collected.add(before)
    for piece in raised:  # a mark may come in several runs
        collected.add_raised(piece)
    collected.add(after)
    assert (collected.text, collected.marks) == (text, marks)


def test_invisible_characters_and_white_space_are_folded() -> None:
    collected = MarkedText()
    collected.add("\tco\u00adop\u200b  of\u00a0\n ")
    collected.add_mark("*")
    collected.add(" all ")
    assert (collected.text, collected.marks) == ("coop of all", (Mark("*", 7),))


def test_cells_are_joined_with_their_marks_and_empty_ones_left_out() -> None:
    first, empty, last = MarkedText(), MarkedText(), MarkedText()
    first.add("Ostend")
    last.add("12")
    last.add_mark("a")
    assert join_cells([first, empty, last]) == ("Ostend | 12", (Mark("a", 11),))
