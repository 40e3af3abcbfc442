"""The article whose heading is asked about, and the paragraph that leads in it."""

import pytest
from small_library import WordEncoder
from text_documents import document

from assistant import Assistant
from assistant.headed import heading_terms, leading_paragraph
from index import publish

TEXT = """# Convention on the Keeping of Harbour Bells

The Parties to this Convention have agreed as follows:

## Article 1. Use of terms

For the purposes of this Convention, “bell” means a bell.

## Article 2. Bell ringing

1. For the purposes of this article, dusk begins at six.

2. Each Party shall see to it that the bells of its harbours are rung at dusk and at dawn.

3. Bell ringing may be refused. Bell ringing in fog is no bell ringing. Bell ringing ends at night.

## Article 3. Ropes and wheels

1. Each Party shall grease its wheels and mend the ropes of its towers before the winter.

2. Ropes are of hemp.
"""


@pytest.fixture(scope="module")
def bells():
    return document(TEXT, markdown=True, stem="bells")


@pytest.mark.parametrize(
    "question",
    [
        "What does the Convention on the Keeping of Harbour Bells say about bell ringing?",
        "bell ringing",
        "Which article deals with bell ringing?",
        "bell-ringing under the harbour bells convention",
        "which provisions govern the ringing of bells",
    ],
)
def test_a_question_for_a_heading_gets_the_first_paragraph_that_provides_something(bells, question):
    first = leading_paragraph(question, bells)
    assert first is not None
    assert first.locator.shown == "art. 2(2)"


@pytest.mark.parametrize(
    "question",
    [
        "May bell ringing be refused?",
        "When does bell ringing end at night?",
        "What does the Convention say about ropes?",
        "What does the Convention on the Keeping of Harbour Bells say?",
        "bell ringing in fog",
    ],
)
def test_a_question_that_asks_for_more_or_less_than_a_heading_gets_none(bells, question):
    assert leading_paragraph(question, bells) is None


def test_the_number_of_an_article_is_no_part_of_its_heading():
    assert heading_terms("Article 12. Ropes and wheels") == heading_terms("Ropes and wheels")


def test_the_answer_begins_with_the_leading_paragraph_and_still_gives_the_best_one(bells, tmp_path):
    publish(tmp_path, [bells], encoder=WordEncoder())
    with Assistant.open(tmp_path, WordEncoder()) as assistant:
        answer = assistant.ask("What does the Convention say about bell ringing?")
    assert [each.locator for each in answer.citations][:2] == ["art. 2(2)", "art. 2(3)"]
