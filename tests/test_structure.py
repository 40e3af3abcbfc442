"""Locators: what each paragraph of our own small documents is called."""

from __future__ import annotations

from text_documents import at, document, locators, of_blocks, texts

from ingest.blocks import Block

LONG = "The warden of the upper canal shall keep the gates, the sills and the towpath in good repair at all times of year."

TREATY = f"""# Canal Convention

The Parties to this Convention,

Noting the flood,

Convinced that it will return,

Have agreed as follows:

## PART I

## General

### Article 1

### Terms

For the purposes of this Convention:

(a) "Lock" means a gate;

(b) "Weir" means:

(i) A wall; or

(ii) A sill that:

a. Holds water;

b. Holds fish.

### Article 2

1. {LONG}

2. The warden shall:

(a) Row;

(b) Count.

### Article 2 bis

1. (a) The warden may sleep;

(b) The deputy may not.

2. Nobody else sleeps.

### Article 3

{LONG}

The warden is paid.

IN WITNESS WHEREOF the undersigned have signed.

### Annex

### Forms

1. A form is blue.

2. A form is signed.
"""


def test_every_provision_of_a_treaty_to_the_fourth_level_has_its_name() -> None:
    assert locators(document(TREATY, markdown=True)) == [
        "preamble",
        "preamble, para. 1",
        "preamble, para. 2",
        "preamble, enacting words",
        "art. 1",
        "art. 1(a)",
        "art. 1(b)",
        "art. 1(b)(i)",
        "art. 1(b)(ii)",
        "art. 1(b)(ii)(a)",
        "art. 1(b)(ii)(b)",
        "art. 2(1)",
        "art. 2(2)",
        "art. 2(2)(a)",
        "art. 2(2)(b)",
        "art. 2 bis(1)(a)",
        "art. 2 bis(1)(b)",
        "art. 2 bis(2)",
        "art. 3",
        "art. 3, unnumbered para. 2",
        "closing clause",
        "annex, para. 1",
        "annex, para. 2",
    ]


def test_paragraphs_are_body_and_sub_paragraphs_items_with_their_lead_in() -> None:
    found = document(TREATY, markdown=True)
    assert at(found, "art. 2(1)").kind == "body"
    assert at(found, "art. 2(2)(a)").kind == "item"
    assert at(found, "art. 2(2)(a)").parent == at(found, "art. 2(2)").id
    assert at(found, "art. 1(b)(ii)(a)").parent == at(found, "art. 1(b)(ii)").id
    assert at(found, "art. 1(a)").parent == at(found, "art. 1").id


def test_label_steps_and_lead_say_the_printed_number() -> None:
    found = at(document(TREATY, markdown=True), "art. 2(2)(a)")
    assert (found.locator.label, found.words) == ("2(2)(a)", "Row;")
    assert found.locator.steps == (("article", "2"), ("paragraph", "2"), ("item", "a"))


def test_the_title_under_a_bare_article_belongs_to_its_heading() -> None:
    found = document(TREATY, markdown=True)
    assert "Article 1 Terms" in texts(found, "heading")
    assert at(found, "art. 1(a)").section == ("PART I General", "Article 1 Terms")


def test_articles_in_running_text_are_articles() -> None:
    found = document(
        "\n\n".join(
            f"Article {n}. The warden shall keep gate number {n} and all that belongs to it."
            for n in range(1, 5)
        )
    )
    assert locators(found) == ["art. 1", "art. 2", "art. 3", "art. 4"]


def test_a_letter_i_after_h_is_a_letter_and_after_a_lead_in_a_numeral() -> None:
    letters = "\n\n".join(f"({letter}) Gate {letter};" for letter in "abcdefgh")
    base = "### Article 1\n\nGates:\n\n" + letters + "\n\n{}\n\n### Article 2\n\nX.\n\n### Article 3\n\nY.\n"
    assert "art. 1(i)" in locators(document(base.format("(i) Gate i;"), markdown=True))
    nested = base.replace("(h) Gate h;", "(h) Gates of two kinds:").format("(i) Old;\n\n(ii) New;")
    assert locators(document(nested, markdown=True))[8:11] == ["art. 1(h)", "art. 1(h)(i)", "art. 1(h)(ii)"]


RESOLUTION = f"""12/4. Mending the gates

The Canal Board,

Recalling its resolution 11/2,

Noting the flood,

1. Decides to mend the gates;

2. Requests the warden:

(a) To row;

(b) To count;

3. Decides to meet again.

Annex I

Rules

1. {LONG}

2. {LONG}

Annex II

1. {LONG}
"""


def test_a_resolution_has_preambular_and_operative_paragraphs_and_annexes_that_restart() -> None:
    assert locators(document(RESOLUTION)) == [
        "preamble",
        "preambular para. 1",
        "preambular para. 2",
        "para. 1",
        "para. 2",
        "para. 2(a)",
        "para. 2(b)",
        "para. 3",
        "annex I, para. 1",
        "annex I, para. 2",
        "annex II, para. 1",
    ]


def test_parts_of_a_resolution_that_restart_are_told_apart_by_their_heading() -> None:
    part = "Recalling the drought,\n\n1. Decides to row;\n\n2. Decides to count;\n\n"
    blocks = [Block("The Canal Board,"), *(Block(line) for line in part.split("\n\n") if line)]
    blocks += [Block("II. Boats", "heading", level=2), *(Block(line) for line in part.split("\n\n") if line)]
    assert locators(of_blocks(*blocks))[3:] == [
        "para. 2",
        '"II. Boats", preambular para. 1',
        '"II. Boats", para. 1',
        '"II. Boats", para. 2',
    ]


def test_operative_paragraphs_without_numbers_are_counted() -> None:
    found = document(
        "The Canal Board,\n\nNoting the flood,\n\nDecides to mend the gates;\n\nRequests the warden to row.\n"
    )
    assert locators(found)[2:] == ["operative para. 1", "operative para. 2"]


def numbered(count: int, skip: int = 0) -> str:
    return "\n\n".join(f"{n}. {LONG}" for n in range(1, count + 1) if n != skip)


def test_a_numbered_document_keeps_its_numbers_over_headings_tables_and_remarks() -> None:
    text = (
        numbered(5)
        + "\n\nTable 1\n\nGates\n\n(Number)\n\n| Old | New |\n| --- | --- |\n| 4 | 5 |\n\nSource: the warden.\n\n"
    )
    text += f"6. {LONG}\n\nLast things\n\n7. {LONG}\n"
    found = document(text)
    assert [each for each in locators(found, "body") if "unnumbered" not in each] == [
        f"para. {n}" for n in range(1, 8)
    ]
    assert locators(found, "row") == ['table "Gates", header', 'table "Gates", row "4"']


def test_a_number_that_is_skipped_is_reported() -> None:
    found = document(numbered(6, skip=4))
    assert found.report.gaps == ("para. 4",)
    assert locators(found)[-1] == "para. 6"


def test_a_year_at_the_head_of_a_line_is_no_paragraph_number() -> None:
    found = document(
        numbered(5) + "\n\n1902. That was the year in which the gates were last painted by anybody at all.\n"
    )
    assert locators(found)[-1] == "para. 5, unnumbered para. 2"


def test_unnumbered_paragraphs_are_counted_under_their_heading() -> None:
    found = document(f"# Canals\n\n## Locks\n\n{LONG}\n\n{LONG}\n\n## Weirs\n\n{LONG}\n", markdown=True)
    assert locators(found) == ['"Locks", para. 1', '"Locks", para. 2', '"Weirs", para. 1']


def test_two_sections_of_one_name_are_told_apart() -> None:
    text = f"# Canals\n\n## Umber\n\n### History\n\n{LONG}\n\n## Ochre\n\n### History\n\n{LONG}\n\n### History\n\n{LONG}\n"
    assert locators(document(text, markdown=True)) == [
        '"Umber – History", para. 1',
        '"History", para. 1',
        '"History (2)", para. 1',
    ]


def test_no_two_paragraphs_share_a_locator() -> None:
    found = document(
        f"### Article 1\n\n1. {LONG}\n\n1. {LONG}\n\n### Article 2\n\nX.\n\n### Article 3\n\nY.\n",
        markdown=True,
    )
    assert len(set(locators(found))) == len(locators(found))


def test_bullets_are_items_of_their_lead_in_and_nest() -> None:
    found = document("# Canals\n\nThe warden needs:\n\n- paint\n  - blue\n  - red\n- rope\n", markdown=True)
    assert locators(found, "item") == [f'"Canals", para. 1, item {n}' for n in ("1", "1.1", "1.2", "2")]
    first, blue, _, rope = (each for each in found.paragraphs if each.kind == "item")
    assert blue.parent == first.id
    assert rope.parent == at(found, '"Canals", para. 1').id


def test_bullets_in_title_and_text_pairs_belong_together() -> None:
    found = document(
        f"The acts of the board are these:\n· Act on Gates\n· {LONG}\n· Act on Boats\n· {LONG}\n"
    )
    items = [each for each in found.paragraphs if each.kind == "item"]
    assert [each.parent for each in items[1::2]] == [each.id for each in items[0::2]]


def test_a_numbered_list_runs_on_over_sub_headings() -> None:
    text = "# Plan\n\n## To the board\n\n1. Row.\n2. Count.\n\n## To the warden\n\n3. Sleep.\n"
    assert locators(document(text, markdown=True)) == [
        '"To the board", item 1',
        '"To the board", item 2',
        '"To the warden", item 3',
    ]


def test_quotations_belong_to_the_text_that_leads_in_to_them() -> None:
    found = document(f"# Canals\n\n{LONG}\n\n> Row.\n>\n> Count.\n", markdown=True)
    assert [each.parent for each in found.paragraphs if each.kind == "quotation"] == [
        at(found, '"Canals", para. 1').id
    ] * 2


def test_two_header_rows_are_one_table() -> None:
    rows = [
        Block("", "row", cells=cells, level=level)
        for level, cells in ((1, ("Gate", "Cost")), (1, ("", "crowns")), (0, ("Old", "9")))
    ]
    assert locators(of_blocks(Block("Gates", "heading", level=1), *rows)) == [
        'table "Gates", header',
        'table "Gates", header [2]',
        'table "Gates", row "Old"',
    ]


def test_two_tables_under_one_heading_have_two_names() -> None:
    table = "| Gate | Cost |\n| --- | --- |\n| Old | 9 |\n"
    found = document(f"# Canals\n\n## Gates\n\n{table}\nMore of them.\n\n{table}", markdown=True)
    assert locators(found, "row")[-1] == 'table "Gates (2)", row "Old"'


def test_list_labels_that_the_markup_supplies_stand_in_the_text() -> None:
    found = of_blocks(*(Block(LONG, "item", label=f"{n}.") for n in range(1, 6)))
    assert locators(found) == [f"para. {n}" for n in range(1, 6)]
    assert at(found, "para. 2").text == f"2. {LONG}"
    assert at(found, "para. 2").words == LONG


def test_decimal_numbers_with_a_roman_part_name_their_paragraphs() -> None:
    lines = [f"5.I.{number} {LONG}\n" for number in range(1, 8)]
    more = [f"5.II.{number} Lock-keepers do so too. {LONG}\n" for number in range(1, 8)]
    read = document(
        "# Canal budget\n\n## Gates\n\n" + "\n".join(lines) + "\n## Sills\n\n" + "\n".join(more),
        markdown=True,
    )
    assert locators(read) == [
        *(f"para. 5.I.{number}" for number in range(1, 8)),
        *(f"para. 5.II.{number}" for number in range(1, 8)),
    ]
    assert read.report.gaps == ()


def test_a_list_of_plain_numbers_does_not_end_a_series_of_decimal_ones() -> None:
    before = [f"9.{number} {LONG}\n" for number in range(1, 14)]
    after = [f"9.{number} {LONG}\n" for number in range(14, 18)]
    text = f"## Documents\n\n1. {LONG}\n\n2. {LONG}\n\n## Lower canal\n\n"
    read = document(
        "# Canal budget\n\n## Gates\n\n" + "\n".join(before) + "\n" + text + "\n".join(after), markdown=True
    )
    assert [each for each in locators(read) if each.startswith("para. 9.")] == [
        f"para. 9.{number}" for number in range(1, 18)
    ]


def test_an_annex_or_article_in_a_list_of_a_decimal_document_opens_nothing() -> None:
    before = [f"8.{number} {LONG}\n" for number in range(1, 14)]
    text = "## Canal Convention\n\n### Annex VIII\n\n### Article 3 (e)\n\n### Article 4\n\n### Article 7\n\n## Lower canal\n\n"
    read = document(
        "# Canal budget\n\n## Gates\n\n" + "\n".join(before) + "\n" + text + f"8.14 {LONG}\n", markdown=True
    )
    assert locators(read)[-2:] == ["para. 8.13", "para. 8.14"]
    assert read.genre != "treaty"


def test_a_note_of_two_numbered_paragraphs_is_a_numbered_document() -> None:
    text = f"# State of the papers\n\n1. {LONG} {LONG}\n\n2. {LONG} {LONG}\n\n# Annex\n\n1. {LONG}\n"
    assert locators(document(text, markdown=True)) == ["para. 1", "para. 2", "annex, para. 1"]


def test_operative_paragraphs_without_numbers_are_counted_in_their_section() -> None:
    first = ("The Canal Board,", "Recalling the drought,", "1. Decides to row;", "2. Decides to count;")
    blocks = [
        *map(Block, first),
        Block("I Boats", "heading", level=2),
        Block("Approves the new boats with effect from the spring;"),
        Block("II Sills", "heading", level=2),
        Block("Approves the new sills with effect from the autumn."),
    ]
    assert locators(of_blocks(*blocks))[-2:] == [
        '"I Boats", operative para. 1',
        '"II Sills", operative para. 1',
    ]


def test_a_counted_paragraph_gives_way_to_the_printed_number() -> None:
    text = (
        numbered(5)
        + f"\n\n# Annex\n\nThe keepers met twice in the year and agreed on what follows.\n\n1. {LONG}\n\n2. {LONG}\n"
    )
    read = document(text, markdown=True)
    assert locators(read)[-3:] == ["annex, unnumbered para. 1", "annex, para. 1", "annex, para. 2"]
    assert len({each.id for each in read.paragraphs}) == len(read.paragraphs)
    assert at(read, "annex, para. 1").text.startswith("1.")
