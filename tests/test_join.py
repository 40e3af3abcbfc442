"""Pieces that breaks have cut, and pieces that only look like it."""

from __future__ import annotations

from text_documents import document, texts

from ingest.blocks import Block, Mark, Place
from ingest.join import join_pieces, merge

PAGE = "\n\n\n\n"
HEAD = "The keeper of the upper lock told the board, which had come by boat that morning and was already late, that"


def joined(*blocks: Block) -> list[str]:
    return [block.text for block in join_pieces(blocks).blocks]


def test_a_paragraph_cut_by_a_page_break_is_one_paragraph() -> None:
    found = document(f"{HEAD}{PAGE}the gates had been open all night.\n")
    assert texts(found, "body") == [f"{HEAD} the gates had been open all night."]
    assert found.report.joins == 1
    assert len(found.paragraphs[0].places) == 2


def test_a_paragraph_cut_before_a_name_is_one_paragraph() -> None:
    found = document(f"{HEAD} the warden of the Little{PAGE}Umber Canal had left.\n")
    assert len(texts(found, "body")) == 1


def test_notes_at_the_foot_show_a_page_break() -> None:
    found = document(f"One.¹ {HEAD}\n\n¹ Lock Review, 1902.\n\nthe gates had been open.\n")
    assert texts(found, "body") == [f"One. {HEAD} the gates had been open."]


def test_a_word_cut_over_a_page_is_one_word_and_its_own_hyphen_is_kept() -> None:
    text = f"The inter-{PAGE}regional board met. The interregional board met again with the vice-{PAGE}warden of the lock.\n"
    assert texts(document(text), "body") == [
        "The interregional board met. The interregional board met again with the vice-warden of the lock."
    ]


def test_a_compound_cut_over_a_page_at_its_hyphen_keeps_it() -> None:
    first, second = Block("The council forbids river-"), Block("related tolls.", before="page")
    assert joined(first, second) == ["The council forbids river-related tolls."]
    first, second = Block("The two tolls are cor-"), Block("related.", before="page")
    assert joined(first, second) == ["The two tolls are correlated."]


def test_a_hyphen_before_a_capital_is_the_names_own() -> None:
    assert merge(Block("on the coast of Umber-"), Block("Ochre")).text == "on the coast of Umber-Ochre"


def test_the_marks_of_a_second_piece_move_with_it() -> None:
    whole = merge(Block("One and", marks=(Mark("1", 3),)), Block("two.", marks=(Mark("2", 4),)))
    assert whole.marks == (Mark("1", 3), Mark("2", 12))


def test_pieces_that_are_different_paragraphs_stay_apart() -> None:
    whole = f"{HEAD} the gates had been open."
    assert len(texts(document(f"{whole}{PAGE}The board wrote it down.\n"), "body")) == 2
    assert len(joined(Block(HEAD), Block("2. The board wrote it down.", before="page"))) == 2
    assert len(joined(Block(HEAD), Block("(b) The board wrote it down.", before="page"))) == 2


def test_recitals_over_a_page_break_stay_apart() -> None:
    first, second = "Recalling its resolution on the upper locks,", "Noting that they leak,"
    assert joined(Block(first), Block(second, before="page")) == [first, second]


def test_a_list_item_cut_by_a_page_is_one_item() -> None:
    found = document(
        f"The board asks for:\n- gates that close without being{PAGE}kicked by the keeper;\n- paint.\n"
    )
    assert texts(found, "item") == ["gates that close without being kicked by the keeper;", "paint."]


def test_a_quotation_that_goes_on_with_a_sentence_stays_a_quotation() -> None:
    found = document(
        "The warden is asked, in the words of the board,\n\nto open the gates and to keep them open until the water has gone.\n\nHe did.\n"
    )
    assert texts(found, "quotation") == ["to open the gates and to keep them open until the water has gone."]


def test_column_breaks_that_show_nothing_are_known_by_their_number() -> None:
    cut = [
        f"Keeper {name} said at length, and more than once, that the gate of the lock was"
        for name in "ABCDEF"
    ]
    text = "\n\n".join(f"{head}\n\nnever shut on the day of the flood." for head in cut)
    assert texts(document(text), "body") == [f"{head} never shut on the day of the flood." for head in cut]


def test_a_note_cut_by_a_page_break_is_one_note() -> None:
    text = (
        f"One.¹ {HEAD}\n\n¹ The review says that the gate and{PAGE}the gates had been open.\n\nA new paragraph begins here.²\n\n"
        "the sill were rotten.\n\n² Ibid.\n"
    )
    found = document(text)
    assert texts(found, "note") == ["The review says that the gate and the sill were rotten.", "Ibid."]
    assert texts(found, "body") == [f"One. {HEAD} the gates had been open.", "A new paragraph begins here."]


def test_a_tail_that_begins_with_a_figure_belongs_to_an_unfinished_paragraph() -> None:
    first, second = (
        "1. Notes the resolutions of 14 June 2005 and of 29 June",
        "2007, and those of 21 June 2012;",
    )
    assert joined(Block(first), Block(second, before="page")) == [f"{first} {second}"]
    assert joined(Block("an offence under article 11 or"), Block("12.")) == [
        "an offence under article 11 or 12."
    ]


def test_a_list_inside_a_sentence_goes_on_in_the_next_piece() -> None:
    first, second = "7. Asks for: (a) gates; (b) sills;", "(c) paint."
    assert joined(Block(first), Block(second, before="page")) == [f"{first} {second}"]
    assert joined(Block("7. Asks for:"), Block("(a) gates;"), Block("(b) sills.")) == [
        "7. Asks for:",
        "(a) gates;",
        "(b) sills.",
    ]


def test_notes_show_no_page_break_where_the_format_has_no_pages() -> None:
    note, tail = (
        Block("Lock Review.", "note", label="1"),
        Block("The board wrote it down, as it always does."),
    )
    on_a_page = Block("Lock Review.", "note", label="1", places=(Place(start=0, end=9),))
    assert len(join_pieces((Block(HEAD), note, tail)).blocks) == 3
    assert len(join_pieces((Block(HEAD), on_a_page, tail)).blocks) == 2


def test_a_join_without_a_small_letter_to_prove_it_is_doubtful() -> None:
    found = document(f"{HEAD} the warden of the Little{PAGE}Umber Canal had left.\n")
    assert found.report.doubtful == ('"paper", para. 1',)
