"""Which one document a question asks what it says, and what is left of the question without its name."""

import pytest
from small_library import make_document

from assistant.names import Naming
from assistant.parts import split_sides
from assistant.scope import scope_of, searched_in, shared_by

REPORT = make_document("harbour.txt", "The levy is four shells.", title="Harbour report")
TREATY = make_document("canal.txt", "Each Party keeps a lamp.", title="Canal Convention")


def naming(question, name, document, **fields):
    start = question.index(name)
    return Naming((document,), name, start=start, end=start + len(name), **fields)


def scope(question, *names):
    return scope_of(question, [naming(question, *each) for each in names])


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("What does the Harbour report say on broken lamps?", "What does the say on broken lamps?"),
        ("According to the Harbour report, who pays the pilots?", "who pays the pilots?"),
        ("Who pays the pilots in the Harbour report?", "Who pays the pilots?"),
        ("Where in the Harbour report are pilots paid?", "are pilots paid?"),  # where asks for no place
    ],
)
def test_a_question_for_what_one_document_says_is_asked_of_it_without_its_name(question, rest):
    found = scope(question, ("Harbour report", REPORT))
    assert (found.question, found.sources) == (rest, ("harbour.txt",))


@pytest.mark.parametrize("question", ["Who wrote the Harbour report?", "What does the Harbour report say?"])
def test_a_question_about_a_document_or_for_all_of_it_is_asked_of_the_library(question):
    assert scope(question, ("Harbour report", REPORT)) is None


def test_those_who_belong_to_a_convention_are_not_what_it_says():
    question = "What did the meeting of the Parties to the Canal Convention ask of the ferry owners?"
    assert scope(question, ("Canal Convention", TREATY)) is None


def test_of_two_documents_named_the_one_is_asked_that_the_question_looks_in():
    both = (("Canal Convention", TREATY), ("Harbour report", REPORT))
    looks_in = "What is said of the Canal Convention and its lamps in the Harbour report?"
    assert scope(looks_in, *both).sources == ("harbour.txt",)
    assert scope("Does the Canal Convention say of lamps what the Harbour report says?", *both) is None


@pytest.mark.parametrize(
    "question",
    [
        "What is a lamp in the 1931 Canal Convention and in the Harbour report?",
        "Lamps in the Canal Convention and the Harbour report: which is stricter?",
    ],
)
def test_two_documents_that_a_question_looks_in_are_both_searched(question):
    namings = [naming(question, *each) for each in (("Canal Convention", TREATY), ("Harbour report", REPORT))]
    assert scope_of(question, namings) is None
    assert searched_in(question, namings) == namings


@pytest.mark.parametrize(
    "question",
    [
        "Who pays the pilots according to the Harbour report, and what lamps does the Canal Convention ask for?",
        "What lamps are kept under the Canal Convention? Is it the same in the Harbour report?",
    ],
)
def test_where_each_part_names_a_document_no_single_one_is_searched(question):
    names = sorted(
        (("Canal Convention", TREATY), ("Harbour report", REPORT)), key=lambda each: question.index(each[0])
    )
    namings = [naming(question, *each) for each in names]
    assert scope_of(question, namings) is None
    assert searched_in(question, namings) == namings


def test_a_document_that_one_side_of_a_contrast_names_is_not_the_other_sides():
    question = "Compare the lamps in the Harbour report with the boats of the town"
    namings = [naming(question, "Harbour report", REPORT)]
    lamps, boats = split_sides(question)
    assert shared_by(lamps, (lamps, boats), namings) == namings
    assert shared_by(boats, (lamps, boats), namings) == []


def test_a_described_document_may_have_another_word_before_it():
    question = "levy in the old harbour report"
    described = naming(question, "harbour report", REPORT, exact=False)
    lake = naming(f"{question} and the Canal Convention", "Canal Convention", TREATY)
    assert searched_in(f"{question} and the Canal Convention", [described, lake]) == [described, lake]
