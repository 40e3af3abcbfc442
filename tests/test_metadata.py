"""What a document says of itself, and what users call it."""

from __future__ import annotations

from pathlib import Path

import pytest
from text_documents import document, of_blocks, texts

from ingest import Document, read_document
from ingest.blocks import Block

LONG = "The warden of the upper canal shall keep the gates, the sills and the towpath in good repair at all times of year."
LONGER = f"{LONG} {LONG}"


def treaty(title: str, more: str = "", stem: str = "convention") -> Document:
    articles = "\n\n".join(f"### Article {n}\n\n{LONG}" for n in range(1, 4))
    return document(f"# {title}\n\n{more}\n\n{articles}\n", markdown=True, stem=stem)


def test_the_heading_of_the_first_level_is_the_title_and_not_a_bold_subtitle() -> None:
    found = document(
        f"# Wet Gates\n\n**A longer subtitle that stands in bold**\n\n## One\n\n{LONGER}\n", markdown=True
    )
    assert found.title == "Wet Gates"


def test_a_title_set_larger_than_the_rest_is_the_title() -> None:
    found = of_blocks(
        Block("Canal Board"), Block("Wet gates in dry years", size=1.6, bold=True), Block(LONGER)
    )
    assert found.title == "Wet gates in dry years"


def test_a_title_printed_twice_is_one_title() -> None:
    found = document(f"Gates of the dry years\n\nGates of the dry years\n\nI. First\n\n{LONGER}\n")
    assert found.title == "Gates of the dry years"
    assert "Gates of the dry years" not in texts(found, "body")


def test_a_title_in_capitals_is_given_in_plain_case() -> None:
    assert document(f"# THE GATES OF THE EU\n\n{LONGER}\n", markdown=True).title == "The Gates of the EU"


def test_a_short_paragraph_is_never_the_title() -> None:
    found = document("The gate leaks. So does the sill.\n\nThe warden knows.\n", stem="gates")
    assert found.title == "gates"
    assert texts(found, "body") == ["The gate leaks. So does the sill.", "The warden knows."]
    assert "no title found" in found.report.warnings[0]


RESOLUTION = "Twelfth session\n\nAgenda item 4\n\n12/4. Mending the gates\n\nThe General Assembly,\n\nNoting the flood,\n\n1. Decides to row.\n"


def test_the_title_of_a_resolution_is_without_its_number_and_its_masthead_is_apart() -> None:
    found = document(RESOLUTION)
    assert (found.title, found.genre, found.binding) == ("Mending the gates", "resolution", "not binding")
    assert texts(found, "furniture") == ["Twelfth session", "Agenda item 4"]


def test_a_resolution_goes_by_its_symbol_and_number() -> None:
    found = document(f"A/RES/72/4\n\n{RESOLUTION}", stem="A_RES_72_4")
    assert found.symbol == "A/RES/72/4"
    assert {"resolution 72/4", "General Assembly resolution 72/4"} <= set(found.aliases)


def test_a_security_council_resolution_binds_where_it_acts_under_chapter_vii() -> None:
    text = "S/RES/9999 (2040)\n\nThe Security Council,\n\nNoting the flood,\n\n{}1. Decides to row.\n"
    acting = document(text.format("Acting under Chapter VII of the Charter,\n\n"))
    assert acting.binding == "binding"
    assert document(text.format("")).binding == "unknown"
    assert {"resolution 9999", "UNSCR 9999"} <= set(acting.aliases)


def test_a_convention_goes_by_its_place_its_subject_and_its_initials() -> None:
    found = treaty("Convention against Wet Gates in Inland Canals", "Done at Umberton on 4 May 2012")
    assert (found.genre, found.binding, found.date) == ("treaty", "binding", "2012-05-04")
    assert set(found.aliases) >= {"Umberton Convention", "Wet Gates Convention", "CWGIC"}


@pytest.mark.parametrize(
    ("title", "alias"),
    [
        ("United Nations Convention against Corruption", "UNCAC"),
        ("Convention on the Prevention of Cruelty to Eels", "Cruelty Convention"),
        ("Treaty on Leaking Gates (TLG)", "TLG"),
    ],
)
def test_well_known_and_given_names_are_aliases(title: str, alias: str) -> None:
    assert alias in treaty(title).aliases


def test_a_protocol_does_not_take_the_names_of_what_it_supplements() -> None:
    found = treaty("Protocol on Wet Gates, supplementing the United Nations Convention against Corruption")
    assert "UNCAC" not in found.aliases


def test_a_file_named_by_the_initials_of_its_title_gives_a_name() -> None:
    assert "PWG" in treaty("Pact on Wet Gates", stem="pwg").aliases
    assert "CHARTER" not in treaty("Pact on Wet Gates", stem="charter").aliases


def test_a_think_tanks_paper_goes_by_its_house_and_its_authors() -> None:
    found = document(
        f"# Wet Gates\n\nAda Lock and Ben Weir  \nCanal Institute  \nReport No. 4  \nMay 2031\n\n## Introduction\n\n{LONGER}\n\n"
        "## About\n\nAda Lock is a fellow of the house.\n",
        markdown=True,
    )
    assert (found.genre, found.publisher, found.authors) == (
        "paper",
        "Canal Institute",
        ("Ada Lock", "Ben Weir"),
    )
    assert found.date == "2031-05"
    assert {"Canal Institute report", "Canal report", "Lock and Weir report"} <= set(found.aliases)


def test_a_bare_report_or_paper_names_nothing() -> None:
    found = document(
        f"Distr.: General\n\nThe state of the gates\n\nBackground paper prepared by the Secretariat\n\nI. One\n\n{LONGER}\n"
    )
    assert "background paper" in found.aliases
    assert "Secretariat paper" in found.aliases
    assert not {"paper", "report"} & set(found.aliases)
    assert (found.genre, found.authors) == ("secretariat", ("Secretariat",))


def test_a_delegations_paper_goes_by_delegation_and_topic() -> None:
    sections = "\n\n".join(f"{heading}\n\n{LONGER}" for heading in ("OUR VIEW", "OUR DEEDS", "OUR HOPES"))
    found = document(
        f"POSITION PAPER\nDelegation of the Republic of Umber\nAgenda item 3: Wet gates\n\n{sections}"
    )
    assert found.title == "Position paper of the Republic of Umber: Wet gates"
    assert (found.genre, found.authors) == ("delegate", ("Republic of Umber",))
    assert "Umber position paper" in found.aliases


def test_a_study_guide_without_a_title_goes_by_the_issue_that_it_begins_with() -> None:
    opening = "The issue of keeping the canals of the delta free of weeds is an old one, and it touches all who live there."
    headings = (
        "Definition of Key Terms",
        "Major Parties Involved",
        "Timeline of Events",
        "Possible Solutions",
    )
    sections = "\n\n".join(f"{heading}\n\n{LONGER}" for heading in headings)
    found = document(f"Introduction\n\n{opening} {LONG}\n\n{sections}")
    assert (found.genre, found.title) == ("delegate", "[Keeping the canals of the delta free of weeds]")


@pytest.mark.parametrize(
    ("name", "printed", "symbol"),
    [
        ("E_CN.9_107.en.txt", "", "E/CN.9/107"),  # a scan whose symbol was not read
        ("A_38_151.en.txt", "A/38/I5l", "A/38/151"),  # one that was misread
        ("A_38_151.en.txt", "A/38/152", "A/38/152"),  # another: what is printed counts
        ("S_RES_9021_2019.txt", "", "S/RES/9021 (2019)"),
        ("canal_1988.txt", "", None),
    ],
)
def test_the_file_s_name_gives_a_symbol_that_was_not_read_or_misread(
    tmp_path: Path, name: str, printed: str, symbol: str | None
) -> None:
    path = tmp_path / name
    path.write_text(f"{printed}\n\n{LONGER}\n\n{LONGER}\n", encoding="utf-8")
    assert read_document(path).symbol == symbol


def test_what_cannot_be_found_is_unknown() -> None:
    found = document(f"{LONGER}\n\n{LONGER}\n")
    assert (found.symbol, found.date, found.publisher, found.authors) == (None, None, None, ())
    assert (found.genre, found.binding, found.aliases) == ("unknown", "unknown", ())


def test_the_title_of_the_file_serves_where_the_document_has_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{LONGER}\n", encoding="utf-8")
    assert read_document(path).title == "a"


def test_the_line_of_agenda_items_is_no_title() -> None:
    read = of_blocks(
        Block("A/81/6 (Sect. 5)"),
        Block("Items 8 and 9 of the preliminary list**", "heading", level=1),
        Block("Proposed budget of the canals", "heading", level=1),
        Block("1. The upper canal is kept by its warden at all times of year, as it has always been kept."),
    )
    assert read.title == "Proposed budget of the canals"
    assert read.symbol == "A/81/6 (Sect. 5)"


def draft(*lines: str) -> Document:
    """A draft resolution with these lines between its agenda item and its first line."""
    head = ("A/C.3/91/L.7", "General Assembly", "Agenda item 71: Canals and questions of canals,")
    text = (
        "including their gates",
        *lines,
        "The General Assembly,",
        "Recalling the flood,",
        f"1. Decides so: {LONG}",
    )
    return of_blocks(*map(Block, (*head, *text)))


def test_the_title_of_a_draft_stands_between_its_sponsors_and_its_first_line() -> None:
    assert (
        draft("Norland and Umber: draft resolution", "Report of the Canal Agency").title
        == "Report of the Canal Agency"
    )
    two = draft(
        "Draft resolution submitted by the Chair following",
        "informal talks",
        "Care of the gates and",
        "the sills",
        "A",
    )
    assert two.title == "Care of the gates and the sills"
