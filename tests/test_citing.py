"""An answer as plain text, as it leaves the page."""

from dataclasses import replace

from small_library import make_document
from test_views import make_answer

from assistant import Answer, Sentence
from assistant.citing import cite, lead_of, write_answer
from ingest import Locator


def dated_document():
    document = make_document(
        "a.pdf",
        "Four shells are due. No more.",
        title="On shells",
        symbol="A/1/2",
        genre="treaty",
        binding="binding",
    )
    paragraph = replace(document.paragraphs[0], locator=Locator("art. 3(1)", "3(1)", page="12"))
    return replace(document, paragraphs=(paragraph,))


def test_a_citation_names_title_symbol_locator_page_and_status():
    answer = make_answer(dated_document())
    assert cite(answer.citations[0]) == "[1] On shells, A/1/2, art. 3(1), p. 12 (Treaty, binding)"


def test_an_answer_is_copied_with_its_citations_below():
    answer = make_answer(dated_document(), 0, 20)
    assert write_answer(answer) == (
        "what?\n\n“Four shells are due.” [1]\n\n[1] On shells, A/1/2, art. 3(1), p. 12 (Treaty, binding)"
    )


def test_words_that_are_no_quotation_get_no_quotation_marks():
    answer = make_answer(dated_document(), text="One pays. [1]", sentences=(Sentence("One pays.", (1,)),))
    assert "\nOne pays. [1]\n" in write_answer(answer)


def test_the_lead_is_what_stands_before_the_first_sentence():
    answer = make_answer(dated_document(), 0, 20)
    assert lead_of(answer) == ""
    assert lead_of(replace(answer, text="Two documents fit.\n" + answer.text)) == "Two documents fit."
    assert lead_of(Answer("q", "refused", "The library\ndoes not say.")) == "The library\ndoes not say."
