"""List labels as Word prints them, from definitions written here."""

from __future__ import annotations

import pytest
from docx_files import SPACES, abstract, level, num
from lxml import etree

from ingest.docx_numbers import Numbering
from ingest.number_formats import format_number


def numbering(*parts: str) -> Numbering:
    return Numbering(etree.fromstring(f"<w:numbering {SPACES}>{''.join(parts)}</w:numbering>"))


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        ("upperRoman", 9, "IX"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 28, "bb"),
        ("decimalZero", 7, "07"),
        ("ordinal", 12, "12th"),
        ("ordinal", 23, "23rd"),
        ("chicago", 6, "††"),
        ("none", 1, ""),
        ("a format of the future", 4, "4"),
    ],
)
def test_numbers_are_printed_as_word_does(style: str, number: int, printed: str) -> None:
    assert format_number(number, style) == printed


def test_bullets_of_symbol_fonts_become_plain_ones() -> None:
    lists = numbering(abstract(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "o")), num(1, 0))
    assert [lists.next_label("1", at) for at in (0, 1)] == ["•", "o"]


def test_lists_of_one_definition_count_on_unless_one_starts_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = numbering(abstract(0, level(0, "decimal", "%1.")), num(1, 0), num(2, 0), num(3, 0, override))
    labels = [lists.next_label(which, 0) for which in "112331"]
    assert labels == ["1.", "2.", "3.", "5.", "6.", "7."]


def test_an_override_can_replace_a_whole_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)", start=3)}</w:lvlOverride>'
    lists = numbering(abstract(0, level(0, "decimal", "%1.")), num(1, 0, override))
    assert lists.next_label("1", 0) == "C)"


def test_a_level_that_never_restarts_counts_on_and_legal_numbers_are_decimal() -> None:
    levels = (
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>'),
        level(2, "decimal", "%1.%3", more="<w:isLgl/>"),
    )
    lists = numbering(abstract(0, *levels), num(1, 0))
    assert [lists.next_label("1", at) for at in (0, 1, 0, 1, 2)] == ["I.", "1.", "II.", "2.", "2.1"]


def test_a_level_that_was_skipped_shows_its_first_number() -> None:
    lists = numbering(abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")), num(1, 0))
    assert [lists.next_label("1", at) for at in (1, 1, 0, 1)] == ["1.1", "1.2", "2.", "2.1"]


def test_a_definition_can_be_kept_by_a_list_style() -> None:
    link = abstract(0, more='<w:numStyleLink w:val="Clauses"/>')
    kept = abstract(1, level(0, "lowerLetter", "(%1)"), more='<w:styleLink w:val="Clauses"/>')
    assert numbering(link, kept, num(1, 0)).next_label("1", 0) == "(a)"


def test_a_list_that_is_not_defined_has_no_label() -> None:
    assert numbering().next_label("9", 0) == ""
    assert Numbering(None).next_label("1", 0) == ""
