"""Whether a text says what a term is, where a question plainly wants it defined."""

from dataclasses import replace

import pytest
from text_documents import document

from assistant.definitions import says_what_it_is, term_to_define
from assistant.evidence import defines
from assistant.missing import missing_in
from assistant.nearest import Passage
from assistant.wanted import wanted_in


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("define dry dock", "dry dock"),
        ("Define the term “dry dock” under the charter", "dry dock"),
        ("What is the legal definition of a towpath?", "towpath"),
        ("What is meant by 'slack water' in the report?", "slack water"),
        ("What does the abbreviation LKB mean?", "lkb"),
        ("What does the harbour report mean by slack water?", "slack water"),
        ("define towpath 1931", "towpath"),
        ("slack water meaning", "slack water"),
        ("The guild gives slack water meaning in May", ""),
        ("What does it mean when a lock is closed?", ""),
        ("How does the charter define a lock?", "lock"),
        ("How is “slack water” defined in the charter?", "slack water"),
        ("slack water definition", "slack water"),
        ("harbour guild definition of slack water", "slack water"),
        ("What is a lock?", ""),
    ],
)
def test_the_term_is_read_where_a_definition_is_plainly_wanted(question, term):
    assert term_to_define(question) == term


def test_a_term_in_quotation_marks_ends_with_them():
    assert term_to_define('What is meant by "slack water" at the old lock?') == "slack water"
    assert term_to_define("what is the meaning of the term ‘slack water’ for pilots") == "slack water"
    assert term_to_define("what does the pilots' guild mean by slack water") == "slack water"


@pytest.mark.parametrize(
    "text",
    [
        "“Dry dock” means a basin that can be emptied.",
        "A dry dock, which the pilots use in May, is a basin.",
        "Ships are mended in a basin known as a dry dock.",
        "The basin may become a ‘dry dock’ (i.e. it is emptied in May).",
        "In May a dry dock results, where ships stand on blocks.",
        "Dry docks\tbasins that can be emptied",
        "Dry dock\tUN basin",
        "The guild defines a ‘dry dock’ as one that can be emptied.",
        "They keep the custom of the dry dock, or mending ships on blocks.",
        "A dry dock aims to keep ships in repair.",
        "The dry dock, essentially a basin with a gate, costs little.",
        "The term dry dock as used in paragraph 1 of this article applies to a basin.",
    ],
)
def test_a_text_says_what_a_term_is_by_a_verb_brackets_or_known_as(text):
    assert says_what_it_is("dry dock", text)


def test_the_brackets_of_a_heading_tell_what_else_a_term_is_called():
    text = "A basin that can be emptied is a dry place for ships."
    assert says_what_it_is("slipway", text, "Rules on a basin that can be emptied (slipway)")
    assert not says_what_it_is("slipway", text, "Rules on ships (slipway)")


@pytest.mark.parametrize(
    "text",
    [
        "The ships were sent to the dry dock by the pilots.",
        "Dry docks\t–\t–\t12.5",
        "Wet docks are basins.",
        "The rules on the dry dock and the towpath of the canal are old.",
        "The towpath is a path.",
        "The council found the means to build a ‘dry dock’.",
    ],
)
def test_a_term_that_is_only_used_is_not_said_to_be_anything(text):
    assert not says_what_it_is("dry dock", text)


def test_an_abbreviation_is_told_by_the_name_before_its_brackets():
    told = "Ships are listed in the List of Keels and Barges (LKB) of the guild."
    assert says_what_it_is("lkb", told)
    assert not says_what_it_is("lkb", "They looked it up in the register (LKB) in May.")
    assert not says_what_it_is("lkb", "Ships are listed in the LKB of the guild.")


def test_a_term_that_is_defined_by_itself_is_told_with_its_object_too():
    defined = "“Dredging” shall mean the clearing of a canal by machine."
    assert says_what_it_is("dredging a canal", defined)
    assert not says_what_it_is("damming a canal", defined)


def test_a_row_of_figures_defines_nothing():
    said = document("Costs\n\nPier repairs\tthe mending of piers\n").paragraphs[0]
    row = replace(said, kind="row", text="Pier repairs\tthe mending of piers")
    assert defines(row, "pier repairs")
    assert not defines(replace(row, text="Pier repairs\t–\t12.5"), "pier repairs")


def test_the_text_under_a_heading_says_what_its_heading_means():
    assert says_what_it_is("dry dock", "A basin that can be emptied.", "Dry docks")
    assert not says_what_it_is("dry dock", "A basin that can be emptied.", "Wet docks")


def passage(text):
    return Passage(text, text, text)


def test_a_definition_that_stands_nowhere_is_missing():
    used = passage("Ships are sent to the dry dock by the pilots.")
    told = passage("A dry dock is a basin that can be emptied.")
    question = "define dry dock"
    assert missing_in(question, [used], "dry dock").probability > 0.5
    assert missing_in(question, [told], "dry dock").probability < 0.1
    assert missing_in(question, [used], "dry dock").remark() == "None of them says what the term means."


@pytest.mark.parametrize(
    ("question", "silent", "telling"),
    [
        (
            "Who pays for the voyage of a stranded pilot?",
            "A stranded pilot is sent home without delay.",
            "The costs of sending a stranded pilot home are met by the guild.",
        ),
        (
            "How is the voyage of a stranded pilot to be paid for?",
            "A stranded pilot is sent home without delay.",
            "The guild bears the costs of the voyage of a stranded pilot.",
        ),
        (
            "Who chairs the council of pilots?",
            "The council of pilots meets in May.",
            "The council of pilots is presided over by the eldest.",
        ),
    ],
)
def test_who_pays_and_who_leads_is_missing_where_no_text_speaks_of_it(question, silent, telling):
    unsaid = missing_in(question, [passage(silent)])
    assert unsaid.probability > missing_in(question, [passage(telling)]).probability + 0.2
    assert "None of them" in unsaid.remark()


def test_a_figure_of_one_body_is_not_told_by_a_paragraph_on_another():
    other = replace(passage("There shall be 18 judges of the Court."), document="b")
    named = passage("All Members are parties to the Statute of the International Court of Justice.")
    question = "How many judges sit on the International Court of Justice?"
    assert missing_in(question, [other, named]).probability > missing_in(question, [other]).probability + 0.3
    assert "another body" in missing_in(question, [other, named]).remark()
    own = passage("The International Court of Justice consists of 15 judges.")
    assert missing_in(question, [own, other]).probability < 0.2


def test_how_much_of_a_thing_asks_for_no_sum_of_money():
    assert wanted_in("How much of it has been spent on lamps?") is None
    assert wanted_in("How much has been spent on lamps?").kind == "money"


def test_a_resolution_is_of_the_body_whose_symbol_it_has():
    text = "Extends the ban on night ferries until 3 May 2031."
    symbol = "S/RES/9999 (2031)"
    question = "Until when did the Security Council extend the ban on night ferries?"
    said = missing_in(question, [Passage(text, text, f"{symbol} General Assembly {text}")])
    other = missing_in(question, [Passage(text, text, f"General Assembly {text}")])
    assert "other body" not in said.unsaid
    assert other.unsaid["other body"] == 1
    icj = missing_in(
        "When did the ICJ extend it?", [Passage(text, text, f"{symbol} General Assembly {text}")]
    )
    assert icj.unsaid["other body"] == 1


def test_what_a_paragraph_of_a_resolution_does_by_its_first_verb_has_happened():
    question = "Until which date did the Council extend the ban on night ferries?"
    extends = missing_in(question, [passage("3. Extends the ban on night ferries until 3 May 2031;")])
    requests = missing_in(question, [passage("3. Requests pilots to enforce the ban until 3 May 2031;")])
    assert (extends.untold, extends.unsaid.get("norm")) == (0, None)
    assert (requests.untold, requests.unsaid.get("norm")) == (2, 2)


def test_the_date_of_something_asks_for_a_date():
    assert wanted_in("date of the vote on night ferries").kind == "date"


def test_how_much_of_a_thing_comes_from_another_asks_for_a_share():
    assert wanted_in("How much of the pilots' money comes from ferries?").kind == "share"


def test_a_number_equal_to_another_is_a_count():
    assert wanted_in("How many votes does a guild have?").states(
        "It has a number of votes equal to that of its pilots."
    )


def test_another_session_does_not_tell_of_the_one_asked_for():
    question = "In which town was the first session of the council of pilots held?"
    tenth = missing_in(
        question, [passage("The first tenth of the council met at its 10th session, held in Tarvik.")]
    )
    assert tenth.unsaid["other number"] == 1
    assert "another session or meeting" in tenth.remark()
    first = missing_in(
        question, [passage("The first session was held in Tarvik, the tenth session in Lenna.")]
    )
    none = missing_in(question, [passage("The council of pilots met in Tarvik for the first time.")])
    assert "other number" not in first.unsaid
    assert "other number" not in none.unsaid
