"""Who wrote a document and when: told by its own title page, where a question asks for no more."""

from dataclasses import replace

import pytest
from small_library import make_document

from assistant.about import said_of_itself
from assistant.names import Naming
from ingest import Locator

PAPER = replace(
    make_document(
        "lamps.txt",
        "BY ADA WICK AND BEN TALLOW",
        "Little Osmund: Harbour Press, 9 May 2024",
        "Resolution adopted by the Assembly of the Canal on 3 April 2024",
        "Ada Wick was paid by the council, and the lamps were paid on 9 May 2024.",
        title="Paper on lamps",
    ),
    authors=("Ada Wick", "Ben Tallow"),
    publisher="Harbour Press",
    date="2024-05-09",
)
BY, PRESS, ADOPTED, _ = (each.id for each in PAPER.paragraphs)


def said(question, document=PAPER):
    start = question.index("paper on lamps")
    naming = Naming((document,), "paper on lamps", start=start, end=start + len("paper on lamps"))
    return [each.id for each in said_of_itself(question, naming, document)]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("Who wrote the paper on lamps?", [BY]),
        ("author of the paper on lamps", [BY]),
        ("which organisation published the paper on lamps", [PRESS]),
        ("When was the paper on lamps published?", [PRESS]),
        ("When was the paper on lamps adopted?", [ADOPTED]),
    ],
)
def test_the_title_page_tells_who_wrote_a_document_and_when(question, ids):
    assert said(question) == ids


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote to the council, in the paper on lamps?",
        "When was the levy of the paper on lamps published?",
        "What does the paper on lamps say?",
    ],
)
def test_what_asks_for_more_is_no_question_about_the_document(question):
    assert said(question) == []


def test_a_recital_tells_when_other_documents_were_adopted():
    recital = replace(PAPER.paragraphs[2], locator=Locator("preamble, para. 1", "", (("preamble", ""),)))
    paper = replace(PAPER, paragraphs=(*PAPER.paragraphs[:2], recital))
    assert said("When was the paper on lamps adopted?", paper) == []


def test_a_document_that_does_not_say_who_wrote_it_says_nothing():
    assert said("Who wrote the paper on lamps?", replace(PAPER, authors=(), date=None)) == []
