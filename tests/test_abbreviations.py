"""Abbreviations learnt from small invented documents, and what they add to a question."""

from dataclasses import replace

import pytest
from small_library import make_document

from assistant.abbreviations import Abbreviations, full_name, learn
from assistant.names import Names


class Shelf:
    """Documents as a library gives them; counts how often they are read."""

    def __init__(self, *documents):
        self.documents = documents
        self.read = 0

    def document(self, document_id):
        self.read += 1
        return next(each for each in self.documents if each.id == document_id)

    def keep(self, name, rules, make):
        return make()


def table_row(text, heading="Abbreviations"):
    (paragraph,) = make_document("table.txt", text).paragraphs
    return replace(paragraph, kind="row", section=(heading,))


def abbreviations_of(*texts, title="Report on buoys", aliases=()):
    document = make_document("buoys.txt", *texts, title=title, aliases=aliases)
    shelf = Shelf(document)
    return Abbreviations(shelf, Names(shelf.documents)), shelf


HARBOUR = (
    "The Joint Buoy Inspection Office (JBIO) was set up in spring.",
    "Every JBIO keeps a book of lamps.",
    "Reports of JBIOs are read out at noon.",
)


@pytest.mark.parametrize(
    ("short", "before", "full"),
    [
        ("HMC", "It is run by the Harbour Masters’ Council ", "Harbour Masters’ Council"),
        ("MiB", "the Mission in Brenn ", "Mission in Brenn"),
        ("LOTUS", "the Lodge for Travellers and Elders ", ""),
        ("DFB", "dredging, filling and building ", "dredging, filling and building"),
        ("HARPOL", "according to Harbour Police ", "Harbour Police"),
        ("CAF", "the Co-operation Agreement of Ferries ", "Co-operation Agreement of Ferries"),
        ("FCAP", "the Ferry Coordination Group against Piracy ", "Ferry Coordination Group against Piracy"),
        ("FCP", "the Ferry Coordination Group of Pilots ", ""),
        ("NDB", "paid by non-dredging boats ", "non-dredging boats"),
        ("EU", "laid down in the Regulation ", ""),
        ("HMC", "the Harbour Masters’ Council. ", ""),
    ],
)
def test_the_letters_are_the_beginnings_of_the_words_before_the_bracket(short, before, full):
    assert full_name(short, before) == full


def test_a_table_of_abbreviations_tells_names_that_the_letters_do_not_fit():
    (known,) = learn([table_row("BRENPOL\tInternational League of Constables (since 1920)")])
    assert (known.short, known.full) == ("BRENPOL", "International League of Constables")


def test_other_tables_tell_nothing():
    assert learn([table_row("BRENPOL\tInternational League of Constables", "Members")]) == ()


def test_a_definition_with_hereinafter_is_read():
    document = make_document(
        "a.txt", "The Inland Ferry Board (hereinafter referred to as “IFB”) meets yearly."
    )
    assert [(each.short, each.full) for each in learn(document.paragraphs)] == [("IFB", "Inland Ferry Board")]


def test_numbers_of_resolutions_are_no_abbreviations():
    assert learn(make_document("a.txt", "as the Ivory Island resolution (II) says").paragraphs) == ()


def test_the_full_name_follows_an_abbreviation_and_its_plural():
    known, _ = abbreviations_of(*HARBOUR)
    assert known.expand("Who pays a JBIO?") == "Who pays a JBIO (Joint Buoy Inspection Office)?"
    assert known.expand("Who pays JBIOs?") == "Who pays JBIOs (Joint Buoy Inspection Office)?"


def test_the_abbreviation_follows_a_full_name_in_the_plural_too():
    known, _ = abbreviations_of(*HARBOUR)
    assert known.expand("Do Joint Buoy Inspection Offices sleep?") == (
        "Do Joint Buoy Inspection Offices (JBIO) sleep?"
    )


def test_an_abbreviation_that_hardly_stands_alone_is_not_added():
    known, _ = abbreviations_of(*HARBOUR[:2])
    assert (
        known.expand("Do Joint Buoy Inspection Offices sleep?") == "Do Joint Buoy Inspection Offices sleep?"
    )


def test_an_abbreviation_that_the_library_is_full_of_is_left_alone():
    known, _ = abbreviations_of(HARBOUR[0], *(f"Lamp {n} belongs to JBIO." for n in range(20)))
    assert known.expand("Who pays a JBIO?") == "Who pays a JBIO?"


def test_a_question_with_both_forms_is_left_alone():
    known, _ = abbreviations_of(*HARBOUR)
    question = "Is the Joint Buoy Inspection Office (JBIO) paid?"
    assert known.expand(question) == question


def test_at_most_two_are_added():
    known, _ = abbreviations_of(
        "The Red Lamp Fund (RLF), the Blue Lamp Fund (BLF) and the Old Lamp Fund (OLF) are closed."
    )
    assert known.expand("RLF, BLF, OLF?") == "RLF (Red Lamp Fund), BLF (Blue Lamp Fund), OLF?"


def test_the_name_of_a_document_is_left_to_names():
    known, _ = abbreviations_of(
        "This Convention against Silted Harbours (CSH) applies.", title="Convention", aliases=("CSH",)
    )
    assert known.expand("What is an anchor in CSH?") == "What is an anchor in CSH?"


def test_the_paragraphs_are_read_once_and_not_for_a_question_without_capitals():
    known, shelf = abbreviations_of(*HARBOUR)
    assert known.expand("What is a lamp?") == "What is a lamp?"
    assert shelf.read == 0
    known.expand("Who pays a JBIO?")
    known.expand("Who pays the RLF?")
    assert shelf.read == 1


def test_letters_without_end_are_no_abbreviation():
    assert full_name("A" * 60, "aaaaaaaa " * 12) == ""  # shared out in every way it would never end
