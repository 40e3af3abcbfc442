"""Refusal: the noun and the deed that a question asks about, and signs that near paragraphs do not speak of them."""

import pytest

from assistant.asking import Asking, asking_in
from assistant.country_names import lands_asked, lands_in
from assistant.missing import Passage, missing_in
from assistant.wanted import wanted_in


@pytest.mark.parametrize(
    ("question", "asking"),
    [
        (
            "How many harbour pilots were dismissed in 2019?",
            Asking("many", ("harbour", "pilots"), "dismissed"),
        ),
        ("how much sand was shipped", Asking("many", ("sand",), "shipped")),
        ("What is the depth of the dry dock?", Asking("what", ("depth",))),
        ("What is Greta Lund's shoe size?", Asking("what", ("Greta", "Lund", "shoe", "size"))),
        ("Which clerk signed the lease?", Asking("which", ("clerk",), "signed")),
        ("Who is the warden of the lock?", Asking("who", ("warden",))),
        ("Who painted the crane?", Asking("who", (), "painted")),
        ("What is meant by slack water?", Asking("what")),  # "meant" is no noun
        ("How many days are needed?", Asking("many", ("days",))),  # any text puts that in other words
        ("Does the lock freeze in winter?", Asking("")),
    ],
)
def test_a_question_tells_its_noun_and_its_deed_by_its_grammar(question, asking):
    assert asking_in(question) == asking


def test_a_country_is_one_whether_by_its_name_or_its_people():
    assert lands_in("A Danish ferry") == lands_in("Denmark’s ferries") == {"Denmark"}
    assert lands_in("British, or of the UK") == {"United Kingdom"}
    assert lands_in("Latin American ports") == frozenset()


def test_a_question_may_write_a_country_small_unless_it_is_a_word_as_well():
    assert lands_asked("ferries from norway and turkey to sri lanka") == {"Norway", "Sri Lanka"}
    assert lands_in("ferries from norway") == frozenset()


def test_a_language_is_no_country():
    assert lands_asked("Which of the French and Danish versions counts?") == frozenset()
    assert lands_asked("Which French and Danish ferries count?") == {"France", "Denmark"}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many objections defeat it, and by when?", "measure"),
        ("Where is the rule on lamps laid down?", None),
        ("What is the quorum at the meetings of Parties which elect the members of the board?", None),
        ("Which members elect the board?", "country"),
        ("Where is the lamp?", "place"),
    ],
)
def test_what_is_wanted_is_told_by_the_whole_question(question, kind):
    wanted = wanted_in(question)
    assert (wanted and wanted.kind) == kind


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many pilots are there?", "In those years the board had nineteen pilots."),
        ("How many people drowned?", "The storm cost 12 sailors and 4 officers their lives."),
        ("How many states agreed?", "Seven countries agreed."),
        ("How many harbour officers are needed?", "At least 60 harbour hands would be needed."),
        ("When was the lock built?", "It was built in May."),
        ("Where did they meet?", "They met in Tarvik for a day."),
        ("Who chaired the board?", "At that time Greta Lund held the chair."),
        ("Which company built it?", "Brandt Works built it."),
    ],
)
def test_a_thing_near_what_is_asked_after_is_stated_plainly(question, text):
    assert wanted_in(question).plainly(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many pilots are there?", "The board has twelve ferries. It hires pilots each spring."),
        ("How many pilots are there?", "The pilots met from 11 to 13 December 2019."),
        ("When was the lock built?", "It was built on the ninetieth day of the works."),
        ("When was the lock built?", "See resolution 12/4 of 3 May 2019 on the lock."),
        ("Where did they meet?", "The Harbour Council met twice."),
        ("Who chaired the board?", "The Joint Navigation was given the chair."),
        ("Which company built it?", "States built it by a company."),
    ],
)
def test_a_thing_of_the_kind_elsewhere_is_not(question, text):
    assert not wanted_in(question).plainly(text)


@pytest.mark.parametrize(
    ("question", "kind", "name"),
    [
        ("What is the phone number of the harbour board?", "particular", "states a phone number"),
        ("What colour is the buoy?", "particular", "states a colour"),
        ("What is the death toll of the flood?", "limit", "states such a figure"),
        ("How deep is the dock?", "limit", "states such a figure"),
        ("Who will chair the next meeting?", "person", "names a person"),
        ("Which hospital treats divers?", "name", "names a person or body"),
        ("What are the working languages of the board?", "language", "names a language"),
        ("What ratio of pilots to ferries is needed?", "limit", "states such a figure"),
    ],
)
def test_particulars_figures_and_offices_to_come_are_kinds_as_well(question, kind, name):
    wanted = wanted_in(question)
    assert (wanted.kind, wanted.name) == (kind, name)


@pytest.mark.parametrize(
    "question",
    [
        "Which flag State may board a vessel?",
        "What measures address silting?",
        "What steps rank highest?",
        "and what if a pilot has no nationality",
    ],
)
def test_a_verb_or_a_term_of_law_is_no_particular(question):
    wanted = wanted_in(question)
    assert wanted is None or wanted.kind != "particular"


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        (
            "How many of the 96 pilots went home?",
            "The 96 pilots were paid.",
            "Of the 96 pilots 40 went home.",
        ),
        (
            "How many times a year are nets mended?",
            "Nets are mended regularly.",
            "Nets are mended twice a year.",
        ),
        ("How deep is the dock?", "Each dock is deep.", "The dock is nine metres deep."),
        ("How high a fine can the board impose?", "It may impose a fine.", "The fine is 40 dollars."),
        (
            "harbour chief name",
            "The Juvenile Protection Department has a chief.",
            "Greta Lund was its chief.",
        ),
    ],
)
def test_what_is_asked_for_is_stated_by_no_other_word_of_its_kind(question, text, other):
    assert not wanted_in(question).states(text)
    assert wanted_in(question).states(other)


def test_an_address_states_a_particular_by_its_form():
    assert wanted_in("What is the website of the board?").states("Write to www.harbour.example for more.")
    assert not wanted_in("What is the website of the board?").states("The board answers letters.")


def passage(text, *, context="", row=False):
    return Passage(text, text, f"{context} {text}", row)


def test_a_thing_of_the_kind_that_counts_something_else_is_a_sign_and_said():
    asked = "How many pilots of Marn went on strike?"
    apart = missing_in(asked, [passage("The pilots of Marn went on strike. Twelve ferries lay idle.")])
    assert apart.lacking == 0 and apart.unsaid == {"vague count": 3}
    assert apart.remark() == "None of them states a number of pilots in so many words."
    assert missing_in(asked, [passage("Forty pilots of Marn went on strike.")]).unsaid == {}


def test_a_country_of_the_question_that_no_paragraph_names_is_a_sign():
    texts = [passage("Ferries in Danish waters are old."), passage("Norway has new ferries.")]
    assert missing_in("Are ferries in Denmark old?", texts).unsaid == {}
    assert missing_in("Are ferries in Norway old?", texts).unsaid == {"land": 1}
    assert missing_in("Are ferries in Malta old?", texts).unsaid == {"land": 2}


def test_a_rule_of_another_body_than_the_one_asked_about_is_a_sign_and_said():
    asked = "What are the working languages of the Security Council?"
    other = passage("The working languages of the General Assembly are French and English.")
    assert missing_in(asked, [other]).unsaid["other body"] == 1
    assert "on another body" in missing_in(asked, [other]).remark()
    assert "other body" not in missing_in(asked, [passage("The Security Council works in French.")]).unsaid
    assert "other body" not in missing_in(asked, [passage("The Council works in French.")]).unsaid
    of_resolution = "What does Security Council resolution 2423 (2018) ask of the pilots?"
    assert missing_in(of_resolution, [passage("It asks the pilots to inform UNODC.")]).unsaid == {}


def test_sure_odds_do_not_make_up_for_a_date_of_the_past_that_nothing_states():
    rule = passage("This Convention shall enter into force on the thirtieth day after the third deposit.")
    told = passage("This Convention entered into force on 4 May 1931.")
    asked = "On what date did the Canal Convention enter into force?"
    sure = [9.0]
    assert missing_in(asked, [rule]).doubted(sure).doubt == 0
    assert missing_in(asked, [told]).doubted(sure).doubt < 0
    to_come = "When does the Canal Convention enter into force?"
    assert missing_in(to_come, [rule]).doubted(sure).doubt < 0


@pytest.mark.parametrize(
    "question",
    [
        "Which article of the Canal Convention deals with whales?",
        "Under what provision may a pilot keep whales?",
        "Canal Convention provision on whales",
        "where does the Canal Convention mention whales",
    ],
)
def test_where_a_provision_is_asked_for_only_the_text_tells_and_less_doubt_refuses(question):
    pilots = passage("Pilots shall keep the lamps.")
    assert missing_in(question, [pilots]).doubted([-3.0]).probability > 0.5
    assert missing_in(question, [pilots]).doubted([-1.0]).probability < 0.5
    assert missing_in("May pilots keep whales?", [pilots]).doubted([-3.0]).probability < 0.5


def test_a_statement_is_no_state():
    assert wanted_in("In which presidential statement are pilots named?") is None
    assert wanted_in("Which coastal state names its pilots?").kind == "country"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Where does the board meet?", "place"),
        ("Where was the Canal Convention signed?", "place"),
        ("Where in the Convention are lamps spoken of?", None),
        ("Where does the Convention speak of lamps?", None),
    ],
)
def test_where_a_text_says_a_thing_is_no_place(question, kind):
    wanted = wanted_in(question)
    assert (wanted and wanted.kind) == kind


def test_a_noun_asked_after_that_stands_nowhere_is_a_sign_and_said():
    missing = missing_in("What is the draught of the ferry?", [passage("The ferry of Marn is old.")])
    assert missing.unsaid == {"noun what": 2}
    assert missing.remark() == "“draught” stands in none of them."


def test_what_happened_over_a_rule_is_a_sign_and_what_is_to_happen_is_none():
    rule = [passage("The board shall close the lock in winter.")]
    assert missing_in("Which boards have closed the lock?", rule).unsaid["norm"] == 2
    assert "norm" not in missing_in("Which boards must have closed the lock?", rule).unsaid


def test_a_row_states_a_figure_only_of_what_its_head_names():
    row = passage("Denmark | 0.5", context="Fees of the ferries, by country", row=True)
    assert missing_in("What is the fee of Denmark?", [row]).wanted is None
    assert missing_in("What is the salary in Denmark?", [row]).lacking == 3


def test_a_short_question_for_a_fact_that_the_subject_lacks_is_refused():
    near = [
        passage("The ferry of Marn was built by Brandt Works."),
        passage("Ferries cross by day."),
    ]
    assert missing_in("How many people drowned on the ferry of Marn?", near).probability > 0.5
    assert missing_in("Who built the ferry of Marn?", near).probability < 0.5
