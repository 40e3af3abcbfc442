"""First questions, drawn from documents."""

from dataclasses import replace

from small_library import make_document

from assistant.suggest import suggest_provisions, suggest_questions
from ingest import Locator


def with_headings(document, *positions):
    return replace(
        document,
        paragraphs=tuple(
            replace(each, kind="heading") if each.position in positions else each
            for each in document.paragraphs
        ),
    )


def test_a_definition_makes_a_question():
    document = make_document("a.txt", "“Small boat” means a boat of less than six metres;")
    assert "What does “small boat” mean?" in suggest_questions([document])


def test_an_abbreviation_keeps_its_capitals():
    document = make_document("a.txt", '"UNODC" means the office in Vienna.')
    assert "What does “UNODC” mean?" in suggest_questions([document])


def test_a_heading_makes_a_question_and_titles_numbers_and_lone_words_do_not():
    texts = ("On shells", "Introduction", "II. Trade in shells", "15 May 2019", "Text.")
    document = with_headings(make_document("a.txt", *texts, title="On shells"), 0, 1, 2, 3)
    questions = [each for each in suggest_questions([document]) if each.startswith("What do")]
    assert questions == ["What do the documents say about trade in shells?"]


def test_documents_take_turns():
    one = make_document("a.txt", *(f"“Word number {each}” means nothing." for each in "abcd"))
    two = make_document("b.txt", "“Other word” means something.")
    assert "What does “other word” mean?" in suggest_questions([one, two], limit=4)


def test_a_sub_paragraph_is_offered_for_look_up_with_the_document_it_stands_in():
    document = make_document("a.txt", "x", "y", symbol="A/1/2")
    deep = replace(document.paragraphs[1], locator=Locator("para. 2(a)", "2(a)"))
    document = replace(document, paragraphs=(document.paragraphs[0], deep))
    assert suggest_provisions([document]) == ("A/1/2, para. 2(a)",)
