from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_library import make_document

from index import cut_passages, split_sentences
from ingest import Locator, NoteMark, Paragraph


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "See para. 7 and paras. 9 to 12 of the note.",
        "As laid down in art. 5, the levy ends.",
        "It cites vol. 2225, No. 39574 and pp. 3 and 4.",
        "Mr. Osmund met Dr. Pell and Prof. A. B. Quince.",
        "Fees, e.g. Tolls and Dues, i.e. All levies, are listed.",
        "The U.S. Coast Guard and U.N. Observers agreed.",
        "12. The Committee met in spring.",
        "(a) Parties shall plant trees.",
        "In the case of Pell v. Harbour Board nothing was paid.",
        "The rate rose to 3.5 per cent in St. Osmund.",
        "He asked (was it late?) and left.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(whole):
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. The ferry left.", ["It rained.", "The ferry left."]),
        ("It is the state of the art. The end.", ["It is the state of the art.", "The end."]),
        ("It was signed in 2017. Later it failed.", ["It was signed in 2017.", "Later it failed."]),
        ("He lives in the U.S. The family stayed.", ["He lives in the U.S.", "The family stayed."]),
        ("She said “no.” He agreed.", ["She said “no.”", "He agreed."]),
        ("Is it so? (It is not.) Yes.", ["Is it so?", "(It is not.)", "Yes."]),
        ("Nets, lamps, etc. The rest is lost.", ["Nets, lamps, etc.", "The rest is lost."]),
        ("The levy ends. 2. States shall pay.", ["The levy ends.", "2. States shall pay."]),
        ("The answer is no. Nothing more came.", ["The answer is no.", "Nothing more came."]),
        ("It ended... Then it began.", ["It ended...", "Then it began."]),
    ],
)
def test_a_sentence_ends_where_the_next_begins(text, expected):
    assert sentences(text) == expected


@given(st.text(alphabet='aB .?!\n"(1)', max_size=60))
def test_sentences_lose_nothing_but_white_space(text):
    spans = split_sentences(text)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_short_paragraph_is_one_passage_with_its_document_in_front():
    document = make_document("a.txt", "Ferries stop at dusk.", title="Ferry Rules", aliases=("FR",))
    (passage,) = cut_passages(document)
    assert passage.text_to_embed == "Ferry Rules (FR)\nFerries stop at dusk."
    assert (passage.start, passage.end) == (0, 21)
    assert passage.paragraph == document.paragraphs[0].id


def test_headings_stand_in_front_and_give_no_passage():
    document = make_document("a.txt", "Night service", "Ferries stop at dusk.", title="Ferry Rules")
    heading, body = document.paragraphs
    document = replace(
        document,
        paragraphs=(replace(heading, kind="heading"), replace(body, section=("Service", "Night service"))),
    )
    (passage,) = cut_passages(document)
    assert passage.text_to_embed == "Ferry Rules. Service. Night service\nFerries stop at dusk."


def test_an_item_carries_the_words_that_lead_in_to_it():
    document = make_document("a.txt", "3. The Council shall:", title="Orchard Treaty")
    lead = replace(document.paragraphs[0], lead=3)
    item = Paragraph(
        id=f"{document.id}#para. 3(a)",
        document=document.id,
        position=1,
        kind="item",
        text="(a) Count the trees;",
        locator=Locator("para. 3(a)"),
        parent=lead.id,
    )
    *_, passage = cut_passages(replace(document, paragraphs=(lead, item)))
    assert passage.text_to_embed == "Orchard Treaty. The Council shall:\n(a) Count the trees;"


def test_a_long_paragraph_becomes_windows_of_whole_sentences_that_share_one():
    text = " ".join(
        f"Sentence {number} says that the {number} lamps of the quay burn." for number in range(60)
    )
    passages = cut_passages(make_document("a.txt", text, title="Lamps"))
    windows = [text[passage.start : passage.end] for passage in passages]
    assert len(windows) > 2
    assert all(window.startswith("Sentence") and window.endswith("burn.") for window in windows)
    for before, after in pairwise(windows):
        assert after.startswith(sentences(before)[-1])
    assert passages[0].start == 0
    assert passages[-1].end == len(text)


def test_a_sentence_too_long_for_the_encoder_is_cut_between_words():
    text = " ".join(f"lamp{number}" for number in range(400)) + "."
    passages = cut_passages(make_document("a.txt", text))
    windows = [text[passage.start : passage.end] for passage in passages]
    assert len(windows) > 3
    assert " ".join(windows).split() == text.split()


def test_furniture_and_empty_paragraphs_give_no_passage_but_a_short_note_does():
    document = make_document("a.txt", "Page 3", "–", "Ibid.")
    page, dash, note = document.paragraphs
    paragraphs = (replace(page, kind="furniture"), dash, replace(note, kind="note"))
    passages = cut_passages(replace(document, paragraphs=paragraphs))
    assert [passage.paragraph for passage in passages] == [note.id]


def test_a_note_carries_the_sentence_that_bears_its_mark():
    document = make_document("a.txt", "Ferries stop at dusk. Lamps burn all night, and more.", "Ibid., p. 4.")
    body, note = document.paragraphs
    marked = replace(body, notes=(NoteMark("7", 42, note.id),))
    document = replace(document, title="Lamps", paragraphs=(marked, replace(note, kind="note")))
    *_, passage = cut_passages(document)
    assert passage.text_to_embed == "Lamps. Lamps burn all night\nIbid., p. 4."


def test_the_names_of_a_document_that_its_title_lacks_are_embedded_whole():
    names = (
        "the report",
        "Ferry Rules",
        "FR",
        "Rules on the ferries of Little Osmund and its three smaller isles",
    )
    (passage,) = cut_passages(make_document("a.txt", "Dusk.", title="New Ferry Rules", aliases=names))
    assert passage.text_to_embed == "New Ferry Rules (FR)\nDusk."
