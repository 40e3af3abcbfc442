"""Numbered headings, and paragraphs that begin again in each."""

from __future__ import annotations

import pytest
from text_documents import at, document, locators

from ingest.outline import Outline

LONG = (
    "the wardens of the upper canal to keep the gates, the sills and the towpath in good repair at all times;"
)


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (["I. Locks", "II. Weirs", "A. Wood", "B. Stone"], ["I", "II", "II.A", "II.B"]),
        (["I Locks", "II The weir", "III Sills"], ["I", "II", "III"]),
        (["Part One", "Chapter 1. Locks", "PART TWO: Weirs"], ["1", "1.1", "2"]),
        (["H. Tolls", "A. Tolls", "B. Boats", "C. Crews", "D. Dogs"], ["", "A", "B", "C", "D"]),
        (["G. Gold", "Part II Locks", "Section 3 Gates", "Section 7 Sills"], ["", "II", "II.3", "II.7"]),
        (["Chapter I", "A. Wood", "1. Oak", "2. Elm", "B. Stone", "Chapter II"], "I I.A I.A.1 I.A.2 I.B II".split()),
        (["Introduction", "V The Area", "2024 in numbers", "I am a lock-keeper"], ["", "", "", ""]),
    ],
)  # fmt: skip
def test_numbers_of_headings_nest_by_their_kind_and_only_in_series(headings, places):
    outline = Outline()
    assert [".".join(value for _, value in outline.enter(each)) for each in headings] == places


def test_the_letter_i_goes_on_after_h_and_is_no_roman_number():
    outline = Outline()
    for letter in "ABCDEFGH":
        outline.enter(f"{letter}. Lock {letter}")
    assert outline.enter("I. Lock") == (("section", "I"),)
    assert outline.enter("J. Lock") == (("section", "J"),)


SECTIONED = f"""# 12/7. Upkeep of the upper canal

The General Assembly,

## I. Locks

Recalling the flood,

1. Requests {LONG}

2. Invites {LONG}

## II. Weirs

Noting the ice,

Fond of skating,

1. Requests {LONG}

2. Decides:

(a) To dredge;

(b) To row;

### A. Wooden weirs

1. Invites {LONG}

2. Requests {LONG}

### B. Stone weirs

Approves {LONG}
"""


def test_paragraphs_that_begin_again_in_numbered_sections_are_named_with_them():
    found = document(SECTIONED, markdown=True)
    assert locators(found) == [
        "preamble",
        "sect. I, preambular para. 1",
        "sect. I, para. 1",
        "sect. I, para. 2",
        "sect. II, preambular para. 1",
        "sect. II, preambular para. 2",
        "sect. II, para. 1",
        "sect. II, para. 2",
        "sect. II, para. 2(a)",
        "sect. II, para. 2(b)",
        "sect. II.A, para. 1",
        "sect. II.A, para. 2",
        "sect. II.B, operative para. 1",
    ]
    assert at(found, "sect. II, para. 2(b)").locator.steps == (
        ("section", "II"),
        ("paragraph", "2"),
        ("item", "b"),
    )


def test_a_report_of_short_sections_is_numbered_too():
    text = "# Report on the canal\n\n" + "".join(
        f"## {number}. Locks\n\n1. The inspectors asked {LONG}\n\n2. The keepers asked {LONG}\n\n"
        for number in ("I", "II", "III")
    )
    assert locators(document(text, markdown=True)) == [
        f"sect. {number}, para. {paragraph}" for number in ("I", "II", "III") for paragraph in (1, 2)
    ]


def test_a_numbered_list_in_a_few_sections_of_plain_text_numbers_no_paragraphs():
    plain = "".join(f"The inspectors of reach {reach} asked {LONG}\n\n" for reach in range(6))
    text = "# Report on the canal\n\n" + "".join(
        f"## {number}. Locks\n\n1. The inspectors asked {LONG}\n\n2. The keepers asked {LONG}\n\n{plain}"
        for number in ("I", "II")
    )
    assert "para. 1" not in locators(document(text, markdown=True))
    assert locators(document(text, markdown=True))[0] == '"I. Locks", item 1'


def test_paragraphs_numbered_through_all_sections_are_named_without_them():
    text = f"""# Upkeep of the upper canal

## I. Locks

1. The inspectors asked {LONG}

2. The keepers asked {LONG}

## II. Weirs

3. The inspectors asked {LONG}

4. The keepers asked {LONG}

## III. Sills

5. The inspectors asked {LONG}
"""
    assert locators(document(text, markdown=True)) == [f"para. {number}" for number in range(1, 6)]


def test_the_parts_of_a_resolution_in_parts_come_before_its_sections():
    text = f"""# 12/8. Upkeep of the lower canal

## A

The General Assembly,

Recalling the flood,

1. Requests {LONG}

2. Invites {LONG}

### I. Locks

1. Requests {LONG}

### II. Weirs

1. Invites {LONG}

## B

The General Assembly,

Noting the ice,

1. Requests {LONG}
"""
    assert locators(document(text, markdown=True)) == [
        "part A, preamble",
        "part A, preambular para. 1",
        "part A, para. 1",
        "part A, para. 2",
        "part A, sect. I, para. 1",
        "part A, sect. II, para. 1",
        "part B, preamble",
        "part B, preambular para. 1",
        "part B, para. 1",
    ]


def test_an_annex_with_sections_of_its_own_names_both():
    text = f"""# Upkeep of the upper canal

1. The inspectors asked {LONG}

2. The keepers asked {LONG}

3. The sluice board asked {LONG}

4. The toll board asked {LONG}

## Annex

### I. Locks

1. The inspectors asked {LONG}

2. The keepers asked {LONG}

### II. Weirs

1. The inspectors asked {LONG}
"""
    assert locators(document(text, markdown=True))[4:] == [
        "annex, sect. I, para. 1",
        "annex, sect. I, para. 2",
        "annex, sect. II, para. 1",
    ]
