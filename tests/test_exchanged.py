"""What a follow-up puts in the place of something in the question before."""

import pytest
from test_names import NAMES

from assistant.exchanged import other_word
from assistant.followup import make_standalone

# how near words are in meaning, as one who reads would say
ALIKE = {
    ("witnesses", "pilots"): 0.6,
    ("witnesses", "protect"): 0.3,
    ("drawbacks", "advantages"): 0.5,
    ("drawbacks", "lamps"): 0.45,
    ("2016", "2008"): 0.7,
    ("Warden", "Keeper"): 0.5,
    ("Warden", "office"): 0.6,
}


def likeness(word, others):
    return [ALIKE.get((word, other), 0.1) for other in others]


@pytest.mark.parametrize(
    ("last", "question", "asked"),
    [
        (
            "Which rules protect pilots at sea?",
            "and what about witnesses?",
            "Which rules protect witnesses at sea?",
        ),
        ("What was lost in 2008 at sea?", "and in 2016?", "What was lost in 2016 at sea?"),
        ("How long is the Keeper in office?", "And the Warden?", "How long is the Warden in office?"),
        ("Which rules protect a pilot at sea?", "and witnesses?", ""),
        ("What are the advantages of lamps?", "and the drawbacks?", ""),
        ("Which rules protect pilots at sea?", "and which paragraph?", ""),
        ("Which rules protect pilots at sea?", "any exceptions?", ""),
        ("Which rules protect pilots at sea?", "and who protects witnesses?", ""),
    ],
)
def test_a_word_takes_the_place_of_the_one_most_like_it(last, question, asked):
    assert other_word(question, last, NAMES, likeness) == asked


@pytest.mark.parametrize(
    ("history", "question", "asked"),
    [
        (
            ["What does the Osmund Convention say of fog?", "and the ferry protocol?"],
            "and in the other treaty?",
            "What does the Osmund Convention say of fog?",
        ),
        (
            ["What does UNCDL say of fog?"],
            "in the ferry protocol?",
            "What does the ferry protocol say of fog?",
        ),
        (
            ["What does the ferry protocol say of fog?"],
            "and the Osmund one?",
            "What does the Osmund Convention say of fog?",
        ),
    ],
)
def test_another_document_takes_the_place_of_the_one_named_before(history, question, asked):
    assert make_standalone(question, history, NAMES) == asked
