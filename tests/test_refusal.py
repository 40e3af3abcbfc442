"""Refusal: a question for a percentage, a sum or a measure that the nearest paragraphs do not state."""

import pytest

from assistant.refusal import lacks_figure, wanted_figure


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What percentage of ferries sail at night?", "a share or percentage"),
        ("In which proportion of cases was the lock shut?", "a share or percentage"),
        ("What is the annual budget of the harbour board?", "a sum of money"),
        ("What monthly salary does a pilot get?", "a sum of money"),
        ("how many tonnes of sand were sold", "a number of tonnes"),
        ("Within how many days must the return be filed?", "a number of days"),
    ],
)
def test_a_question_for_a_figure_says_which_kind(question, name):
    assert wanted_figure(question).name == name


@pytest.mark.parametrize(
    "question",
    [
        "How many pilots does the board employ?",  # "all pilots but the eldest": needs no numeral
        "Who approves the budget?",
        "What does the report say about days at sea?",
        "Which countries share the river?",
    ],
)
def test_other_questions_ask_for_no_figure(question):
    assert wanted_figure(question) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What percentage of ferries sail at night?", "Some 40 per cent of ferries sail at night."),
        ("What percentage of ferries sail at night?", "Two thirds of them sail at night."),
        ("What share of firms paid?", "Of these, 12.5% paid."),
        ("What is the budget of the board?", "The board has 3.4 million crowns a year."),
        ("What is the budget of the board?", "The board spends $900 a year."),
        ("What is the budget of the board?", "The board spends EUR 900 a year."),
        ("how many days may it last", "It lasts for fifteen consecutive days."),
        ("how many days may it last", "It lasts thirty (30) days."),
        ("how many tonnes were sold", "In 2019 they sold 1,200 tonnes of it."),
    ],
)
def test_a_paragraph_that_states_such_a_figure_is_enough(question, text):
    assert not lacks_figure(wanted_figure(question), ["The ferry is green.", text])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What percentage of ferries sail at night?", "In 2019, 12 ferries sailed at night."),
        ("What is the budget of the board?", "The budget of the board for 2020 is set by its 12 members."),
        ("how many tonnes were sold", "In 2019 tonnes of sand were sold."),
        ("how many days may it last", "It lasts three weeks, on weekdays."),
    ],
)
def test_a_year_or_a_figure_of_another_kind_is_not(question, text):
    assert lacks_figure(wanted_figure(question), [text])


def test_the_refusal_names_the_kind_of_figure(samples_library):
    from assistant import Assistant

    with Assistant.open(samples_library) as assistant:
        answer = assistant.ask("What is the annual budget of the Joint Waters Commission?")
    assert answer.status == "refused"
    assert "“budget” stands nowhere in it" in answer.text
    assert answer.text.endswith("None of them states a sum of money.")
    assert answer.retrieved
