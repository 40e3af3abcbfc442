"""A document as it is read beside the answer."""

from dataclasses import replace

from small_library import make_document
from test_views import Reader

from assistant.reading_view import part_view, reading_view
from ingest import NoteMark


def long_document(count=300):
    return make_document(
        "long.txt", *(f"This is statement {number} of many." for number in range(1, count + 1))
    )


def places(html):
    return [attributes["data-at"] for _, attributes in Reader(html).tags if "data-at" in attributes]


def test_the_quotation_is_marked_in_its_paragraph_and_nowhere_else():
    document = long_document()
    read = Reader(reading_view(document, document.paragraphs[199].id, (0, 21)))
    assert read.marked == "This is statement 200"


def test_a_long_document_is_drawn_in_parts_that_together_are_the_whole_in_order():
    document = long_document()
    middle = places(reading_view(document, document.paragraphs[199].id))
    whole = [each.id for each in document.paragraphs]
    first = whole.index(middle[0])
    assert middle == whole[first : first + 120]
    drawn = [
        *places(part_view(document, 0)),
        *places(part_view(document, 120)),
        *places(part_view(document, 240)),
    ]
    assert drawn == whole


def test_buttons_lead_to_the_parts_before_and_after():
    document = long_document()
    sides = {
        each["data-side"]: each["data-first"]
        for _, each in Reader(part_view(document, 100)).tags
        if "data-side" in each
    }
    assert sides == {"before": "0", "after": "220"}
    assert "data-side" not in part_view(long_document(5), 0)


def test_running_heads_are_left_out_and_notes_open_where_they_are_marked():
    document = make_document("a.txt", "A claim.", "Running head", "The source of the claim.")
    claim, head, note = document.paragraphs
    document = replace(
        document,
        paragraphs=(
            replace(claim, notes=(NoteMark("1", 8, note.id),)),
            replace(head, kind="furniture"),
            replace(note, kind="note"),
        ),
    )
    html = reading_view(document)
    assert places(html) == [claim.id]
    assert "The source of the claim." in Reader(html).text
    assert "Running head" not in html


def test_an_unknown_paragraph_opens_the_document_at_its_beginning_with_nothing_marked():
    document = long_document()
    read = Reader(reading_view(document, "no such id", (0, 5)))
    assert places(reading_view(document, "no such id"))[0] == document.paragraphs[0].id
    assert read.marked == ""
