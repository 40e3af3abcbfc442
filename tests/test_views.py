"""Answers and paragraphs as HTML: what is marked, what is numbered, and that nothing of a document is markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_library import make_document

from assistant import Answer, Citation, Quotation, Removed, Sentence
from assistant.conversation_view import conversation_view, examples_view, problem_view
from assistant.retrieve import as_hit
from assistant.views import cited_view, paragraph_text, shelf_view, tag
from ingest import NoteMark

HOSTILE = "<script>alert(1)</script><img src=x onerror='a()'>\"&"


class Reader(HTMLParser):
    """Reads HTML as a browser does: the tags, the text, the text inside marks."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.marked, self._inside = [], "", "", 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._inside += tag == "mark"

    def handle_endtag(self, tag):
        self._inside -= tag == "mark"

    def handle_data(self, data):
        self.text += data
        self.marked += data if self._inside else ""


def make_answer(document, start=0, end=None, **fields):
    paragraph = document.paragraphs[0]
    quotation = Quotation(paragraph, start, len(paragraph.text) if end is None else end)
    values = {
        "question": "what?",
        "status": "answered",
        "text": f"{document.title}: “{quotation.text}” [1]",
        "sentences": (Sentence(quotation.text, (1,)),),
        "citations": (Citation(1, quotation, document),),
    }
    return Answer(**values | fields)


def test_the_quotation_and_nothing_else_is_marked_in_the_paragraph():
    paragraph = make_document("a.txt", "One sentence. Another one. A third.").paragraphs[0]
    read = Reader(paragraph_text(paragraph, (14, 26), {}))
    assert read.text == paragraph.text
    assert read.marked == "Another one."


def test_nothing_is_marked_where_the_quotation_cannot_be_placed_and_the_reader_is_told():
    document = make_document("a.txt", "Short.")
    read = Reader(cited_view(make_answer(document, 2, 90), {}))
    assert read.marked == ""
    assert "could not be placed" in read.text


def test_a_printed_number_is_set_apart_from_the_words():
    paragraph = replace(make_document("a.txt", "12. The words.").paragraphs[0], lead=4)
    html = paragraph_text(paragraph, None, {})
    assert html == '<span class="rp-number">12. </span>The words.'


def test_a_note_stands_behind_its_mark_and_is_closed_at_first():
    paragraph = replace(
        make_document("a.txt", "A claim. More.").paragraphs[0], notes=(NoteMark("7", 8, "n7"),)
    )
    read = Reader(paragraph_text(paragraph, (0, 8), {"n7": "Its source."}))
    assert read.text == "A claim.7Its source. More."
    assert ("hidden", "") in [
        (key, value or "") for _, attributes in read.tags for key, value in attributes.items()
    ]
    assert read.marked == "A claim."


def test_a_note_whose_text_is_lost_says_so():
    paragraph = replace(make_document("a.txt", "A claim.").paragraphs[0], notes=(NoteMark("7", 8, None),))
    assert "was not found" in paragraph_text(paragraph, None, {})


@given(
    text=st.text(min_size=1), cut=st.tuples(st.integers(-3, 40), st.integers(-3, 40)), lead=st.integers(0, 9)
)
def test_whatever_the_text_it_comes_out_as_text_and_whole(text, cut, lead):
    text = text.replace("\r", " ").replace("\x00", " ")  # HTML itself changes these two
    paragraph = replace(make_document("a.txt", text).paragraphs[0], lead=min(lead, len(text)))
    read = Reader(paragraph_text(paragraph, cut, {}))
    assert read.text == text
    assert {name for name, _ in read.tags} <= {"span", "mark"}
    start, end = cut
    assert read.marked == (text[start:end] if 0 <= start < end <= len(text) else "")


def test_no_part_of_an_answer_becomes_markup():
    document = make_document(f"{HOSTILE}.txt", HOSTILE, title=HOSTILE, symbol=HOSTILE, date=HOSTILE)
    paragraph = replace(document.paragraphs[0], section=(HOSTILE,), notes=(NoteMark(HOSTILE, 1, "n"),))
    answer = make_answer(
        replace(document, paragraphs=(paragraph,)),
        question=HOSTILE,
        asked=HOSTILE + "?",
        removed=(Removed(HOSTILE, HOSTILE),),
    )
    views = [
        conversation_view([answer], waiting=HOSTILE, problem=HOSTILE, link=HOSTILE),
        conversation_view([], first=[HOSTILE]),
        cited_view(answer, {"n": HOSTILE}),
        shelf_view([document]),
        examples_view([HOSTILE]),
        problem_view(HOSTILE, HOSTILE),
    ]
    for view in views:
        read = Reader(view)
        assert not {"script", "img"} & {name for name, _ in read.tags}
        assert not [key for _, attributes in read.tags for key in attributes if key.startswith("on")]
        assert "<script>" in read.text


def test_each_mark_carries_the_place_and_words_of_its_citation():
    document = make_document("a.txt", "Four shells are due.", title="Report on shells")
    marks = [
        each
        for name, each in Reader(conversation_view([make_answer(document, 0, 11)])).tags
        if "data-quote" in each
    ]
    assert len(marks) == 1
    assert marks[0]["data-quote"] == "Four shells"
    assert marks[0]["data-place"] == "Report on shells, para. 1"
    assert marks[0]["aria-label"] == "Citation 1: Report on shells, para. 1"
    assert (marks[0]["data-start"], marks[0]["data-end"]) == ("0", "11")


def test_a_sentence_in_other_words_keeps_its_marks():
    document = make_document("a.txt", "Four shells are due.")
    answer = make_answer(
        document, text="One pays four shells. [1]", sentences=(Sentence("One pays four shells.", (1,)),)
    )
    read = Reader(conversation_view([answer]))
    assert "One pays four shells. 1" in read.text
    assert "Four shells are due." not in read.text


def test_what_the_gate_removed_is_shown_with_its_reason():
    answer = make_answer(
        make_document("a.txt", "x y"), removed=(Removed("All must pay.", "“must” is not in the source"),)
    )
    text = Reader(conversation_view([answer])).text
    assert "1 sentence was left out" in text
    assert "All must pay." in text
    assert "is not in the source" in text


@pytest.mark.parametrize(
    ("binding", "shown"),
    [("binding", "Treaty, binding"), ("not binding", "Treaty, not binding"), ("unknown", "Treaty")],
)
def test_the_status_label_says_what_a_document_is_and_whether_it_binds(binding, shown):
    document = make_document("a.txt", "x y", genre="treaty", binding=binding)
    assert f">{shown}</span>" in cited_view(make_answer(document), {})


def test_the_question_as_understood_is_shown_only_where_it_differs():
    answer = make_answer(make_document("a.txt", "x y"), asked="what?")
    assert "Understood as" not in conversation_view([answer])
    assert "Understood as" in conversation_view([replace(answer, asked="what levy?")])


def test_a_tag_escapes_its_attributes_and_leaves_out_what_is_not_set():
    assert (
        tag("p", "x", class_="a", data_at=3, hidden=True, title=None, id=False)
        == '<p class="a" data-at="3" hidden>x</p>'
    )
    assert tag("p", title='">') == '<p title="&quot;&gt;"></p>'


def test_a_refusal_shows_table_rows_of_few_words_after_prose():
    document = make_document("levies.txt", "Osmund | 1.411", "Ferries pay a levy.", "Lamps are lit at dusk.")
    row, *prose = document.paragraphs
    row = replace(row, kind="row")
    telling = replace(prose[0], kind="row", text="Osmund | the levy is paid by every ferry at the pier")
    hits = tuple(as_hit(each) for each in (row, prose[0], prose[1], telling))
    answer = Answer(
        "Who won?", "refused", "The library does not say.", (), (), hits, sources={document.id: document}
    )
    assert [hit.paragraph for hit in answer.nearest(4)] == [prose[0], prose[1], telling, row]
    assert row not in [hit.paragraph for hit in answer.nearest(3)]
    shown = Reader(cited_view(answer, {})).text
    assert shown.index("Ferries pay") < shown.index("1.411")
