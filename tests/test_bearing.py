"""Sentences beside their quotations: a careful reader's verdict on each is the expected value."""

import pytest
from small_library import make_document

from assistant.answer import Quotation
from assistant.bearing import addresses_model, faults

RULE = make_document(
    "rule.txt",
    "1. Each Party shall plant two pear trees, unless the Council agrees otherwise. It is not the case that ponies graze "
    "in the North Field. A Party may sell pears in spring.",
    title="Pear Rules",
    aliases=("PR",),
)
WHOLE = "Each Party shall plant two pear trees, unless the Council agrees otherwise."


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Each Party shall plant two pear trees, unless the Council agrees otherwise.", WHOLE),
        ("Unless the Council agrees otherwise, a Party must plant two pear trees.", WHOLE),
        (
            "Under the Pear Rules, each Party shall plant two pear trees unless the Council agrees otherwise.",
            WHOLE,
        ),
        ("A Party may sell pears in spring.", "A Party may sell pears in spring."),
        ("According to the PR, a Party may sell its pears in spring.", "A Party may sell pears in spring."),
    ],
)
def test_a_sentence_in_the_words_of_its_quotation_passes(sentence, words):
    assert faults(sentence, [quoted(words)], [RULE]) == ()


@pytest.mark.parametrize(
    ("sentence", "words", "reason"),
    [
        ("Each Party shall plant two pear trees.", WHOLE, "leaves out “unless”"),
        (
            "Each Party shall plant two pear trees.",
            "Each Party shall plant two pear trees",
            "leaves out “unless”",
        ),
        ("Unless the Council agrees, a Party may plant two pear trees.", WHOLE, "says may"),
        (
            "Unless the Council agrees, a Party shall plant three pear trees.",
            WHOLE,
            "three",
        ),
        (
            "Unless the Council agrees, a Party shall fell two pear trees.",
            WHOLE,
            "word not in the quotation: fell",
        ),
        ("Unless the Council agrees, Norway shall plant two pear trees.", WHOLE, "Norway"),
        ("Ponies graze in the North Field.", "ponies graze in the North Field", "leaves out “not”"),
        ("A Party sells pears in spring.", "A Party may sell pears in spring.", "leaves out “may”"),
        (
            "Any Party may sell pears in spring.",
            "A Party may sell pears in spring.",
            "word not in the quotation: Any",
        ),
        ("It is so.", "A Party may sell pears in spring.", "says nothing of its quotation"),
        ("A Party may **sell** pears in spring.", "A Party may sell pears in spring.", "markup"),
        (
            "A Party may sell pears in spring, see https://pears.example.",
            "A Party may sell pears in spring.",
            "markup",
        ),
        ("A Party may sell pears in spring\u202e.", "A Party may sell pears in spring.", "markup"),
        ("A Party may sell pears. " * 20, "A Party may sell pears in spring.", "longer than 80 words"),
    ],
)
def test_a_sentence_that_says_other_than_its_quotation_is_removed_with_the_reason(sentence, words, reason):
    assert reason in "; ".join(faults(sentence, [quoted(words)], [RULE]))


def test_brackets_and_addresses_that_the_document_itself_has_may_be_used():
    words = "[A] Party may sell pears, see https://pears.example."
    paragraph = make_document("brackets.txt", words).paragraphs[0]
    assert faults(words, [Quotation(paragraph, 0, len(words))], [RULE]) == ()


def test_a_name_of_a_document_that_is_not_cited_is_not_free():
    assert faults(
        "The Orchard Treaty says a Party may sell pears in spring.",
        [quoted("A Party may sell pears in spring.")],
        [RULE],
    )


def quoted(words):
    paragraph = RULE.paragraphs[0]
    start = paragraph.text.index(words)
    return Quotation(paragraph, start, start + len(words))


@pytest.mark.parametrize(
    "words",
    [
        "No State Party shall disregard the rules of the preceding article.",
        "The assistant secretary shall ignore late proposals.",
        "The Committee adopted instructions for field offices.",
        "Parties may not override earlier commitments.",
        "The system: an overview. Each user shall keep a document.",
        "Artificial intelligence (AI) assists the police in analysing the evidence.",
    ],
)
def test_a_document_that_speaks_to_people_is_given_to_the_model(words):
    assert not addresses_model(words)
