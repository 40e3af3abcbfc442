"""What a question wants, which sentences are quoted, and when the library does not answer."""

import pytest

from assistant.evidence import Asked, coverage, quote_from, sentences_of
from assistant.intent import intent_of
from assistant.refusal import Model, Signs, probability, reason
from ingest import Locator, Paragraph


def paragraph(text, **fields):
    return Paragraph("d#1", "d", 0, "body", text, Locator("para. 1", "1"), **fields)


def no_fits(question, paragraph, spans):
    return ()


LONG = (
    "3. The harbour council met on 4 May in the old customs house, where it heard the keeper of the northern tower and two pilots. "
    "The ferry levy was raised to four shells for each passenger, as the pilots had asked. "
    "It applies from the first of June. "
    "The council then turned to the state of the nets, which had not been mended since the flood, and to the paint of the boats."
)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What is the definition of a beacon?", "definition"),
        ("what is a wick keeper", "definition"),
        ("what source is given for the levy figure?", "source"),
        ("Compare the levy in the report and in the resolution", "compare"),
        ("which measures does the council list", "list"),
        ("What does the report recommend?", "recommendation"),
        ("who keeps the northern tower", "plain"),
    ],
)
def test_the_words_of_a_question_tell_what_it_wants(question, intent):
    assert intent_of(question) == intent


def test_a_long_paragraph_is_quoted_by_the_sentence_that_answers():
    asked = Asked("how high is the ferry levy", "plain", {"ferri": 3.0, "levi": 3.0, "high": 1.0})
    assert (
        quote_from(paragraph(LONG, lead=3), asked, no_fits).text
        == "The ferry levy was raised to four shells for each passenger, as the pilots had asked."
    )


def test_a_sentence_that_leans_on_the_one_before_brings_it():
    asked = Asked("from when on", "plain", {"appli": 3.0, "june": 2.0})
    assert quote_from(paragraph(LONG, lead=3), asked, no_fits).text.startswith("The ferry levy was raised")


def test_a_short_paragraph_is_quoted_whole_without_its_number():
    asked = Asked("levy", "plain", {"levi": 1.0})
    assert (
        quote_from(paragraph("7. The levy is four shells.", lead=3), asked, no_fits).text
        == "The levy is four shells."
    )


def test_the_printed_number_is_no_part_of_the_first_sentence():
    assert sentences_of(paragraph(LONG, lead=3))[0][0] == 3


def test_coverage_is_the_weighted_share_of_the_terms():
    assert coverage("The levy of the ferries", {"levi": 3.0, "ferri": 1.0, "net": 4.0}) == pytest.approx(0.5)


def test_a_better_sign_never_makes_an_answer_less_likely():
    model = Model(weights=(4.0, 1.0, 1.0, 1.0, -3.0), bias=-2.0)
    poor, rich = Signs(0.2, 0.2, 0.1, 0.2, 0.8), Signs(0.7, 0.6, 0.9, 1.0, 0.0)
    assert probability(poor, model) < 0.5 < probability(rich, model)


def test_a_refusal_begins_by_saying_that_the_library_does_not_say():
    assert reason("who won", [], ()).startswith("The library does not say")
