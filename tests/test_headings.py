"""Headings in plain text and in markup that contradicts itself."""

from __future__ import annotations

from text_documents import at, document, texts

from ingest.blocks import Block
from ingest.headings import mark_headings

LONG = "The canal was dug in the year of the great drought and has never since been allowed to run dry, whatever it cost."


def headings(*blocks: Block) -> list[str]:
    return [block.text for block in mark_headings(blocks) if block.kind == "heading"]


def test_a_short_line_over_a_longer_one_is_a_heading() -> None:
    assert headings(Block("Locks and weirs"), Block(LONG)) == ["Locks and weirs"]


def test_a_term_over_its_definition_is_a_heading_for_it() -> None:
    found = document(
        f"Introduction\n\n{LONG}\n\nDefinition of Key Terms\nSluice\nA gate that lets water pass when the keeper turns its wheel.\nWeir\n{LONG}\n"
    )
    assert texts(found, "heading") == ["Introduction", "Definition of Key Terms", "Sluice", "Weir"]
    assert at(found, '"Sluice", para. 1').section == ("Definition of Key Terms", "Sluice")


def test_a_sentence_a_list_item_and_an_unfinished_line_are_none() -> None:
    assert headings(Block("It leaks."), Block(LONG)) == []
    assert headings(Block("the lower gate"), Block(LONG)) == []
    assert headings(Block("They mended the gate of"), Block(LONG)) == []


def test_a_numbered_list_of_sentences_is_no_list_of_headings() -> None:
    assert (
        headings(Block("1. Mend the gate."), Block("2. Paint it."), Block("3. Open it."), Block(LONG)) == []
    )


def test_numbered_and_lettered_headings_nest_in_the_order_of_the_un() -> None:
    found = document(f"I. Canals\n\nA. Locks\n\n{LONG}\n\nB. Weirs\n\n{LONG}\n\nII. Boats\n\n{LONG}\n")
    assert [each.section for each in found.paragraphs if each.kind == "body"] == [
        ("I. Canals", "A. Locks"),
        ("I. Canals", "B. Weirs"),
        ("II. Boats",),
    ]


def test_levels_that_contradict_the_style_of_the_words_are_not_believed() -> None:
    marked = ["### LOCKS", "## WEIRS", "#### SLUICES", "## Boats", "### BARGES"]
    under = "\n\n".join(f"{line}\n\n{LONG}" for line in marked).replace(f"## Boats\n\n{LONG}", "## Boats")
    found = document(f"# The canal report\n\n## Canals\n\n{under}", markdown=True)
    assert [each.section for each in found.paragraphs if each.kind == "body"] == [
        ("Canals", "LOCKS"),
        ("Canals", "WEIRS"),
        ("Canals", "SLUICES"),
        ("Boats", "BARGES"),
    ]


def test_levels_that_go_down_step_by_step_are_believed() -> None:
    found = document(
        f"# Book\n\n## Canals\n\n### Locks\n\n{LONG}\n\n## Boats\n\n### Barges\n\n{LONG}\n", markdown=True
    )
    assert [each.section for each in found.paragraphs if each.kind == "body"] == [
        ("Canals", "Locks"),
        ("Boats", "Barges"),
    ]


def test_what_opens_a_resolution_and_what_it_decides_are_no_headings() -> None:
    assert headings(Block("The General Assembly", "heading", bold=True), Block(LONG)) == []
    assert headings(Block("7. Decides that the theme shall be:", "heading"), Block(LONG)) == []


def test_a_heading_of_the_markup_that_is_a_whole_paragraph_is_text() -> None:
    assert headings(Block(f"{LONG} {LONG}", "heading", level=2), Block(LONG)) == []


def test_a_sentence_set_in_bold_is_no_heading() -> None:
    sentence = "Clear rules should be kept for the gates and for all who row through them in the night."
    blocks = mark_headings(
        [
            Block("Rule 13", bold=True),
            Block(sentence, bold=True),
            Block(f"54. {LONG}"),
        ]
    )
    assert [block.kind for block in blocks] == ["heading", "text", "text"]


def test_a_numbered_rule_or_principle_is_a_heading_with_or_without_its_title() -> None:
    lines = ["Principle 1", LONG, "Rule 3. Keepers", LONG, "Principle 1 is older than the canal", LONG]
    assert [each.kind for each in mark_headings([Block(line) for line in lines])][:4] == [
        "heading",
        "text",
        "heading",
        "text",
    ]


def test_an_articles_title_may_end_in_a_stop_and_a_sentence_is_no_title() -> None:
    lines = ["Article 4. Final provisions.", LONG, "Article 5. Each keeper rows.", LONG]
    assert [each.kind for each in mark_headings([Block(line) for line in lines])] == [
        "heading",
        "text",
        "text",
        "text",
    ]
