"""Preambles: set apart, recital by recital."""

from __future__ import annotations

import pytest

from ingest.blocks import Block, Mark
from ingest.recitals import is_enacting, is_opener, is_operative, is_recital, split_recitals


def pieces(text: str) -> list[str]:
    return [block.text for block in split_recitals(Block(text))]


def test_a_preamble_run_together_is_one_paragraph_for_each_recital() -> None:
    assert pieces(
        "Preamble The Parties, Noting the flood,Convinced that it will return; and Wishing otherwise, Have agreed as follows:"
    ) == [
        "The Parties,",
        "Noting the flood,",
        "Convinced that it will return;",
        "and Wishing otherwise,",
        "Have agreed as follows:",
    ]


def test_marks_go_with_their_recital() -> None:
    first, second = split_recitals(
        Block("Noting the flood, Recalling the drought,", marks=(Mark("1", 16), Mark("2", 39)))
    )
    assert (first.marks, second.marks) == ((Mark("1", 16),), (Mark("2", 21),))


def test_a_preamble_of_the_peoples_is_set_apart_by_its_clauses() -> None:
    assert pieces(
        "We the peoples of the canals, determinedto keep the locks, andto row, Have resolved to row."
    ) == [
        "We the peoples of the canals, determined",
        "to keep the locks, and",
        "to row,",
        "Have resolved to row.",
    ]


@pytest.mark.parametrize("line", ["The Canal Board,", "The General Assembly", "We, the Parties to the Pact,"])
def test_the_line_that_opens_a_resolution_is_known(line: str) -> None:
    assert is_opener(line)


def test_recitals_and_operative_paragraphs_are_told_by_their_verb() -> None:
    assert is_recital("Deeply concerned at the flood,")
    assert is_operative("Decides to mend the gate;")
    assert is_operative("Further requests the warden to row;")
    assert not is_operative("Noting the flood,")
    assert not is_recital("The gate leaks.")
    assert is_enacting("Have agreed as follows:")
