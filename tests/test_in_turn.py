"""Which paragraphs a comparison lays side by side."""

import pytest
from small_library import make_document

from assistant.in_turn import alongside, likeness
from assistant.retrieve import as_hit

FORCE = "This Convention shall enter into force on the thirtieth day after the deposit of the {} instrument of approval"


def hits_of(source, *scored):
    document = make_document(source, *(text for text, _ in scored))
    return [as_hit(each, score) for each, (_, score) in zip(document.paragraphs, scored, strict=True)]


def texts(hits):
    return [hit.paragraph.text for hit in hits]


def test_of_paragraphs_nearly_as_good_those_that_resemble_each_other_are_laid_side_by_side():
    lamps = hits_of(
        "lamps.md",
        ("States may sign at Osmund until the end of May, when winter comes", 0.62),
        (FORCE.format("tenth"), 0.6),
    )
    nets = hits_of(
        "nets.md",
        (FORCE.format("sixth"), 0.61),
        ("An amendment is proposed by a third of the Parties to it", 0.6),
    )
    assert texts(alongside([lamps, nets])) == [FORCE.format("tenth"), FORCE.format("sixth")]


def test_likeness_does_not_make_up_for_a_much_better_paragraph():
    lamps = hits_of(
        "lamps.md", ("Lamps are lit at dusk by the keeper of the tower", 0.9), (FORCE.format("tenth"), 0.6)
    )
    nets = hits_of("nets.md", (FORCE.format("sixth"), 0.61))
    assert texts(alongside([lamps, nets]))[0].startswith("Lamps")


def test_a_document_in_which_nothing_is_found_gives_nothing():
    assert texts(alongside([hits_of("lamps.md", ("Lamps are lit.", 0.5)), []])) == ["Lamps are lit."]
    assert alongside([]) == ()


def test_of_very_many_documents_each_gives_its_best():
    turns = [
        hits_of(f"{name}.md", (f"{name} is first", 0.5), (FORCE.format(name), 0.49)) for name in "abcdef"
    ]
    assert texts(alongside(turns)) == [f"{name} is first" for name in "abcdef"]


def test_likeness_is_the_share_of_terms_in_common():
    one = "keepers light lamps, trim wicks, buy oil, sound horns, mend nets, paint boats"
    assert likeness(one, one) == pytest.approx(1.0)
    assert likeness(one, "gulls sleep") == 0.0


def test_a_few_words_in_common_may_be_chance():
    assert likeness("UNO", "UNO") == 1.0
    assert likeness("UNO", "UNO", 12) < 0.1
