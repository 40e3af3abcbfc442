"""Inline markup of our own: what goes, what stays, where marks stood."""

from __future__ import annotations

import pytest

from ingest.blocks import Mark
from ingest.inline import clean_inline


def cleaned(raw: str) -> tuple[str, list[tuple[str, int]]]:
    found = clean_inline(raw)
    return found.text, [(mark.label, mark.start) for mark in found.marks]


@pytest.mark.parametrize("raw", ["mills<sup>7</sup> close", "mills⁷ close", "mills[^7] close"])
def test_a_mark_in_every_style_leaves_the_text_and_keeps_its_place(raw: str) -> None:
    assert cleaned(raw) == ("mills close", [("7", 5)])


def test_a_mark_never_becomes_part_of_a_number() -> None:
    assert cleaned("a toll of $320<sup>1</sup> a day") == ("a toll of $320 a day", [("1", 14)])
    assert cleaned("in 2019² they") == ("in 2019 they", [("2", 7)])


def test_raised_letters_and_units_stay_in_the_text() -> None:
    assert cleaned("the 10<sup>th</sup> weir of 40 km<sup>2</sup>") == ("the 10th weir of 40 km2", [])


def test_several_marks_in_one_raised_piece_are_several_marks() -> None:
    assert cleaned("weirs<sup>3, 4</sup>.") == ("weirs.", [("3", 5), ("4", 5)])


def test_emphasis_links_entities_and_escapes_leave_their_words() -> None:
    raw = r"**Boats** in _dry_ docks, see [the list](http://a.example/x_y) &amp; pay 5\$ for dock\_9"
    assert cleaned(raw)[0] == "Boats in dry docks, see the list & pay 5$ for dock_9"


def test_a_name_with_inner_underscores_keeps_them() -> None:
    assert cleaned("form a_b_c is due")[0] == "form a_b_c is due"


def test_an_escape_that_was_escaped_again_is_one_sign() -> None:
    assert cleaned(r"file A\\_B\\_C.pdf")[0] == "file A_B_C.pdf"


def test_a_lone_asterisk_after_a_word_is_a_mark() -> None:
    assert cleaned("Item 4 of the agenda*") == ("Item 4 of the agenda", [("*", 20)])


def test_wholly_bold_and_wholly_italic_lines_say_so() -> None:
    assert clean_inline("**All of it**").bold
    assert clean_inline("*All of it*").italic
    assert not clean_inline("**Part** of it").bold


def test_soft_hyphens_and_doubled_spaces_go() -> None:
    assert clean_inline("ferry\u00adman  and   boat").text == "ferryman and boat"
    assert clean_inline("x<sup>9</sup>").marks == (Mark("9", 1),)
