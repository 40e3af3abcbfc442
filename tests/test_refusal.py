"""Refusal: what a question asks for, whether the nearest paragraphs lack it, and what the refusal then says."""

import pytest

from assistant.country_names import countries_in
from assistant.missing import Passage, missing_in
from assistant.wanted import wanted_in


@pytest.mark.parametrize(
    ("question", "kind", "name"),
    [
        ("What percentage of ferries sail at night?", "share", "states a share or percentage"),
        ("In which proportion of cases was the lock shut?", "share", "states a share or percentage"),
        ("What is the annual budget of the harbour board?", "money", "states a sum of money"),
        ("How much did the board pay for the crane?", "money", "states a sum of money"),
        ("What yearly salary does the pilot get?", "money", "states a sum of money"),
        ("harbour board running costs in euros", "money", "states a sum of money"),
        ("how many tonnes of sand were sold", "measure", "states a number of tonnes"),
        ("How long may a pilot serve?", "measure", "states a period"),
        ("harbour papers how long kept", "measure", "states a period"),
        ("How many pilots does the board employ?", "count", "states a number of pilots"),
        ("How many serious accidents were there?", "count", "states such a number"),
        ("When was the lock built?", "date", "states a date"),
        ("Which countries have signed the river treaty?", "country", "names a country"),
        ("In which city does the board meet?", "place", "names a place"),
        ("Who chaired the harbour board?", "person", "names a person"),
        ("Which company built the crane?", "name", "names such a company"),
        ("Which private agency was asked?", "name", "names such an agency"),
        ("Which companies built the crane?", "name", "names such companies"),
        ("Who funded the crane?", "name", "names a person or body"),
        ("What penalty follows a late return?", "penalty", "states a penalty"),
        ("Why was the lock closed?", "reason", "gives a reason"),
        ("What is the minimum age of a pilot?", "limit", "states such a figure"),
        ("How many members voted against it?", "vote", "speaks of a vote"),
        ("In which language are the rules printed?", "language", "names a language"),
        ("What monthly sum do carters pay?", "money", "states a sum of money"),
        ("What did the lock cost the town?", "money", "states a sum of money"),
        ("From which value must a catch be declared?", "money", "states a sum of money"),
        ("yearly budget of the harbour board", "money", "states a sum of money"),
        ("fine for a late return", "money", "states a sum of money"),
        ("share of ferries that sail at night", "share", "states a share or percentage"),
        ("How deep must a pile be driven?", "limit", "states such a figure"),
        ("What was the name of the harbour's first chief?", "person", "names a person"),
        ("Where would the board have its seat?", "place", "names a place"),
    ],
)
def test_a_question_says_which_kind_of_thing_it_asks_for(question, kind, name):
    wanted = wanted_in(question)
    assert (wanted.kind, wanted.name) == (kind, name)


@pytest.mark.parametrize(
    "question",
    [
        "What does the report say about days at sea?",
        "Which State may board a vessel?",  # a description answers it: the State whose flag it flies
        "What must a country do with waste oil?",
        "When may a pilot refuse a ship?",  # a condition, no date
        "Who approves the budget?",  # an office does
        "What can towns do about the fees that carters are made to pay?",
        "Can somebody who was hurt claim money?",
        "What value do towns see in ferries?",
        "Which article keeps boat-to-boat sales and state-to-state gifts out?",
        "Which host country police should the board train?",
        "Which paragraph obliges parties to light lamps?",
        "What powers at a minimum must the board have?",
        "Where is it laid down that locks stay open?",  # asks for the provision, no place
        "fines for companies",  # what is wanted may be the rule
    ],
)
def test_other_questions_ask_for_no_such_thing(question):
    assert wanted_in(question) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What percentage of ferries sail at night?", "Some 40 per cent of ferries sail at night."),
        ("What percentage of ferries sail at night?", "Two thirds of them sail at night."),
        ("What share of firms paid?", "Of these, 12.5% paid."),
        ("What is the budget of the board?", "The board has 3.4 million crowns a year."),
        ("What is the budget of the board?", "The board spends EUR 900 a year."),
        ("how many days may it last", "It lasts thirty (30) days."),
        ("how many days may it last", "It ends on the ninetieth day."),
        ("how many tonnes were sold", "In 2019 they sold 1,200 tonnes of it."),
        ("How many pilots are there?", "All pilots but the eldest are at sea."),
        ("How many pilots are there?", "Of the pilots, seven are at sea."),
        ("Which countries share the river?", "It rises in Austria and ends in Hungarian marshes."),
        ("Who chaired the board?", "Ms. Lund took the chair."),
        ("Who chaired the board?", "At that time Greta Lund held the chair."),
        ("Which company built the crane?", "The crane came from Brandt Works."),
        ("When was the lock built?", "It was built in May."),
    ],
)
def test_a_text_that_states_such_a_thing_is_enough(question, text):
    assert wanted_in(question).states(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What percentage of ferries sail at night?", "In 2019, 12 ferries sailed at night."),
        ("What is the budget of the board?", "The budget of the board for 2020 is set by its 12 members."),
        ("how many tonnes were sold", "In 2019 tonnes of sand were sold."),
        ("how many days may it last", "It lasts three weeks, on weekdays."),
        (
            "How many pilots are there?",
            "2. Pilots are named under article 12 and resolution 4/2 of 3 May 2019.",
        ),
        ("Which countries share the river with Austria?", "Austria shares the river with others."),
        ("Who chaired the board?", "The Chair of the Harbour Council was elected by the General Assembly."),
        ("Which company built the Long Crane?", "The Long Crane was built by a company."),
    ],
)
def test_a_thing_of_another_kind_or_the_question_s_own_is_not(question, text):
    assert not wanted_in(question).states(text)


def test_countries_are_known_by_name_and_by_people():
    assert countries_in("The Danish ferry left Sri Lanka for the Kiel canal") == {"Danish", "Sri Lanka"}


def test_a_people_is_known_by_its_plural():
    assert countries_in("Danes were fewer than Brazilians and Poles than Thais") == {"Brazilian", "Thai"}


def passage(text, context="", *, row=False):
    return Passage(text, text, f"{context} {text}", row)


LOCK = "The lock of Marn was closed in 2019 and boats took the canal."


def test_a_question_that_the_best_paragraph_answers_lacks_nothing():
    missing = missing_in("When was the lock of Marn closed?", [passage(LOCK)])
    assert missing.lacking == 0 and missing.signs() == {}
    assert missing.probability < 0.5 and missing.remark() == ""


def test_what_none_of_three_paragraphs_states_is_missing_and_said():
    missing = missing_in("How many boats took the canal?", [passage("The lock was closed."), passage(LOCK)])
    assert missing.lacking == 3 and missing.probability > 0.5
    assert missing.remark() == "None of them states a number of boats."


def test_the_best_paragraph_counts_more_than_the_two_after_it():
    best, second = passage("Boats took the canal."), passage("Nine boats took it.")
    missing = missing_in("How many boats took the canal?", [best, second])
    assert missing.lacking == 2
    assert missing.remark() == "The nearest paragraph does not state a number of boats."


def test_a_name_or_year_of_the_question_that_stands_nowhere_is_missing():
    missing = missing_in("Was the lock of Tarvik closed in 2021?", [passage(LOCK)])
    assert missing.names == ("Tarvik",) and missing.years == 2
    assert missing.remark() == "“Tarvik”, “2021” stand in none of them."
    assert missing.remark(("Tarvik",)) == "“2021” stands in none of them."


def test_a_name_is_there_by_any_of_its_forms():
    others = {"MLB": ("Marn Lock Board",)}.get
    board = passage("The Marn Lock Board closes the lock; in 2019 it did.")
    assert missing_in("Who sits on the MLB?", [board]).names == ("MLB",)
    assert missing_in("Who sits on the MLB?", [board], known_as=others).names == ()


def test_the_remark_says_how_near_the_lack_is():
    best = Passage("The lock was shut. The board voted.", "The lock was shut.", "")
    assert (
        missing_in("How did the board vote on the lock?", [best]).remark()
        == "The sentence nearest to the question does not speak of a vote."
    )
    assert (
        missing_in(
            "Which company built the lock?", [passage("A lock is long."), passage("Marn Ltd did.")]
        ).remark()
        == "The nearest paragraph does not name such a company."
    )


def test_an_event_is_not_told_by_a_rule():
    missing = missing_in("What has the board closed so far?", [passage("The board shall close the lock.")])
    assert missing.remark() == "The nearest paragraph says what is or should be, not what happened."


def test_a_name_in_the_title_is_there():
    assert (
        missing_in("What does the Tarvik report say of locks?", [passage(LOCK, "Tarvik report")]).names == ()
    )


def test_first_and_next_need_their_like():
    closed = "Which lock was the first to close?"
    assert missing_in(closed, [passage("The lock closed.")]).ranks == 2
    assert missing_in(closed, [passage("The earliest lock to close had been built of wood.")]).ranks == 0
    assert missing_in("What happens next year?", [passage("The lock closed.")]).ranks == 0


def test_a_bound_tells_what_is_the_most():
    largest = "What is the largest crew of a barge?"
    assert missing_in(largest, [passage("A barge has a crew of four.")]).ranks == 2
    assert missing_in(largest, [passage("A barge has a crew of not more than four.")]).ranks == 0


def test_the_first_meeting_is_the_one_that_is_convened():
    first = "By when is the first meeting of the canal board due?"
    assert missing_in(first, [passage("The board shall be convened within a year.")]).ranks == 0
    assert missing_in(first, [passage("The board shall keep a list within a year.")]).ranks == 2


def test_a_rank_at_the_head_of_a_question_is_no_name():
    assert (
        missing_in("Longest term of a keeper", [passage("A keeper serves for a term of ten years.")]).names
        == ()
    )


def test_to_be_first_open_asks_for_no_rank():
    asked = "Where was the canal treaty first open for signature?"
    assert missing_in(asked, [passage("The treaty is open for signature in Tarvik.")]).ranks == 0


def test_a_rule_does_not_tell_what_happened():
    rule = [passage("The board shall close the lock.")]
    assert missing_in("What did the board close?", rule).untold == 2
    assert missing_in("What should the board have closed?", rule).untold == 0


def test_a_table_row_may_state_any_figure_and_year():
    row = [passage("Lake Ilm\t4 800\t65", row=True)]
    missing = missing_in("By what percentage did Lake Ilm shrink in 2019?", row)
    assert missing.wanted is None and missing.years == 0


def test_a_row_of_another_matter_states_no_sum_that_was_asked_for():
    paid = "How much money did the board put into the crane?"
    told, row = passage("The board paid for the crane."), passage("Lamps\t4 800\t65", row=True)
    assert missing_in(paid, [told, row]).wanted.kind == "money"
    assert missing_in(paid, [row, told]).wanted is None
    assert missing_in("What is Tarvik's budget for lamps?", [row, told]).wanted.kind == "money"
    tarvik = passage("Lamps\t4 800\t65", "Budget of Tarvik", row=True)
    assert missing_in("What is Tarvik's budget for lamps?", [tarvik, told]).wanted is None


def test_what_neither_a_named_provision_nor_the_library_states_is_refused(samples_library):
    from assistant import Assistant

    with Assistant.open(samples_library) as assistant:
        asked = assistant.ask("What does article 8 of the Lowmere Convention require of carriers?")
        missed = assistant.ask("What fee in dollars is charged under article 8 of the Lowmere Convention?")
    assert asked.status == "answered"
    assert missed.status == "refused"
    assert "a sum of money" in missed.text
    assert missed.retrieved[0].paragraph.locator.label.startswith("8")
    assert [hit.rank for hit in missed.retrieved] == [*range(1, len(missed.retrieved) + 1)]


def test_a_follow_up_may_ask_for_what_is_not_said(samples_library):
    from assistant import Assistant

    history = ["What is a bed material certificate?"]
    with Assistant.open(samples_library) as assistant:
        assert assistant.ask("and who issues it?", history).status == "answered"
        missed = assistant.ask("and when was the first of them withdrawn?", history)
    assert missed.status == "refused"
    assert missed.text.endswith("says what is or should be, not what happened.")


def test_a_question_of_several_things_is_not_refused_for_one_of_them(samples_library):
    from assistant import Assistant

    one = "What is the annual budget of the dredger survey?"
    with Assistant.open(samples_library) as assistant:
        alone = assistant.ask(one)
        both = assistant.ask(f"What is a small dredger? {one}")
    assert (alone.status, both.status) == ("refused", "answered")


def test_the_refusal_names_the_kind_of_figure(samples_library):
    from assistant import Assistant

    with Assistant.open(samples_library) as assistant:
        answer = assistant.ask("What is the annual budget of the Joint Waters Commission?")
        missing = assistant.missing("What is the annual budget of the Joint Waters Commission?")
    assert answer.status == "refused"
    assert "“budget” stands nowhere in it" in answer.text
    assert answer.text.endswith("a sum of money.")
    assert answer.retrieved
    assert answer.confidence == pytest.approx(min(answer.confidence, 1 - missing.probability))
    assert answer.confidence < 0.5
