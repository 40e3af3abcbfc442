"""Notes in running text: which blocks they are, and which marks lead to them."""

from __future__ import annotations

from text_documents import at, document, texts

from ingest import meaning_of, stands_for
from ingest.blocks import Block, BlockKind, Mark, Place
from ingest.footnotes import find_notes


def marks(of: object, locator: str) -> list[tuple[str, int, str | None]]:
    paragraph = at(of, locator)  # type: ignore[arg-type]
    return [(mark.mark, mark.start, mark.note and mark.note.partition("#")[2]) for mark in paragraph.notes]


def test_a_bare_number_at_a_line_head_is_a_note_when_a_mark_waits_for_it() -> None:
    found = document(
        "Locks leak.<sup>1</sup> Weirs do not.<sup>2</sup>\n\n1 Lock Review, 1902.\n\n2 The Weir, 1911.\n"
    )
    assert texts(found, "note") == ["Lock Review, 1902.", "The Weir, 1911."]
    assert marks(found, '"paper", para. 1') == [("1", 11, "note:1"), ("2", 25, "note:2")]


def test_a_number_at_a_line_head_without_a_mark_is_text() -> None:
    found = document(
        "Locks leak, and the province has counted them with care over many years.\n\n12 Boats sank.\n"
    )
    assert texts(found, "note") == []


def test_two_styles_in_one_file_are_one_series() -> None:
    found = document("One.<sup>1</sup> Two.<sup>2</sup>\n\n<sup>1</sup> First note.\n\n2 Second note.\n")
    assert texts(found, "note") == ["First note.", "Second note."]
    assert found.report.lone_marks == ()


def test_endnotes_under_their_heading_begin_with_number_and_stop() -> None:
    found = document("One.[^1]\n\n## Notes\n\n1. The only note.\n", markdown=True)
    assert texts(found, "note") == ["The only note."]


def test_marks_glued_to_words_are_taken_out_where_notes_wait_for_them() -> None:
    blocks = find_notes(
        [
            Block("The mill leaked.1 It cost $320, and the weir2 fell."),
            Block("A.", "note", label="1"),
            Block("B.", "note", label="2"),
        ]
    )
    assert blocks[0].text == "The mill leaked. It cost $320, and the weir fell."
    assert blocks[0].marks == (Mark("1", 16), Mark("2", 43))


def test_a_number_is_never_touched_for_a_note_that_waits() -> None:
    blocks = find_notes([Block("The toll was 3201 crowns in 19021."), Block("A.", "note", label="1")])
    assert blocks[0].text == "The toll was 3201 crowns in 19021."
    assert blocks[0].marks == ()


def test_an_asterisk_bullet_that_a_mark_points_to_is_a_note() -> None:
    found = document("Agenda of the canal board*\n\n* Held over from May.\n")
    assert texts(found, "note") == ["Held over from May."]
    assert found.report.lone_notes == ()


def test_equal_note_texts_under_different_marks_stay_different_notes() -> None:
    found = document("One.¹ Two.²\n\n¹ Ibid., p. 4.\n\n² Ibid., p. 4.\n")
    assert [mark[2] for mark in marks(found, '"paper", para. 1')] == ["note:1", "note:2"]


def test_a_mark_without_a_note_and_a_note_without_a_mark_are_reported() -> None:
    found = document("One.<sup>1</sup>\n\n<sup>7</sup> Nobody asked.\n")
    assert found.report.lone_marks == ('"paper", para. 1: mark 1',)
    assert found.report.lone_notes == ("n. 7",)


def test_ibid_and_note_references_lead_to_the_note_that_they_stand_for() -> None:
    found = document(
        "A.¹ B.² C.³ D.⁴\n\n¹ Lock Review, p. 1.\n\n² Ibid., p. 2.\n\n³ ibid.\n\n⁴ Review (note 3), p. 9.\n"
    )
    notes = [each for each in found.paragraphs if each.kind == "note"]
    assert [meaning_of(note, found.paragraphs).locator.label for note in notes] == ["1", "1", "1", "1"]


def test_a_note_that_says_neither_stands_for_itself() -> None:
    assert stands_for("Lock Review, p. 1.", "4", "3") is None
    assert stands_for("Ibid., p. 2.", "4", "3") == "3"
    assert stands_for("Review (note 2), p. 9.", "4", "3") == "2"
    assert stands_for("See note 4.", "4", "3") is None


def test_a_paragraph_behind_an_asterisk_is_the_note_that_a_glued_sign_waits_for() -> None:
    blocks = find_notes(
        [
            Block("Items 4 and 5 of the preliminary list**", "heading"),
            Block("* This line has no sign before it in the text and stays where it is."),
            Block("** The list of the canal council."),
        ]
    )
    assert [(each.kind, each.text) for each in blocks] == [
        ("heading", "Items 4 and 5 of the preliminary list"),
        ("text", "* This line has no sign before it in the text and stays where it is."),
        ("note", "The list of the canal council."),
    ]
    assert blocks[0].marks == (Mark("**", 37),)


def _placed(text: str, kind: BlockKind = "text", label: str = "", marks: tuple[Mark, ...] = ()) -> Block:
    return Block(text, kind, (Place(page=0, box=(0.0, 0.0, 9.0, 9.0)),), marks, label=label)


def test_a_day_at_the_head_of_a_line_is_no_note() -> None:
    blocks = find_notes(
        [
            _placed("Noting the meetings of keepers held on 12 and", marks=(Mark("14", 7),)),
            _placed("June 2019, the workshop on sills and the fair", "note", "14"),
            _placed("Canal papers, p. 3.", "note", "14"),
            _placed("3rd plenary meeting"),
            _placed("December 2024", "note", "17"),
        ]
    )
    assert [(each.kind, each.text) for each in blocks] == [
        (
            "text",
            "Noting the meetings of keepers held on 12 and 14 June 2019, the workshop on sills and the fair",
        ),
        ("note", "Canal papers, p. 3."),
        ("text", "3rd plenary meeting"),
        ("text", "17 December 2024"),
    ]
    assert blocks[0].marks == (Mark("14", 7),)


def test_a_note_that_begins_with_a_month_stays_a_note_where_its_mark_waits() -> None:
    blocks = find_notes(
        [_placed("The fair was held.", marks=(Mark("5", 8),)), _placed("June 2019 issue.", "note", "5")]
    )
    assert blocks[1].kind == "note"
