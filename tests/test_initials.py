"""Abbreviations that a library nowhere writes, read as names of its, on invented texts."""

import pytest
from small_library import TokenWordEncoder, make_document

from assistant.initials import Initials, is_made_of, name_of, names_in
from assistant.names import Names
from index import Library, publish

TEXTS = (
    "The Harbour Masters’ Council meets in May; the Harbour Masters’ Council adopts the tariff.",
    "Boats are inspected by the International Bureau of Tidal Observation and Lamps.",
    "The ferry levy is four shells, and ferries are painted in spring.",
)


class Knowing(TokenWordEncoder):
    """Reads "mops" in one piece and other words letter by letter."""

    def token_spans(self, text):
        return [(0, len(text))] if text == "mops" else [(at, at + 1) for at in range(len(text))]


@pytest.fixture
def initials(tmp_path):
    document = make_document("harbour.txt", *TEXTS, title="Report on Harbours", aliases=("ROH",))
    publish(tmp_path / "library", [document], encoder=TokenWordEncoder())
    with Library.open(tmp_path / "library", Knowing()) as library:
        yield Initials(library, Names(library.documents))


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Who elects the HMC?", "Who elects the Harbour Masters’ Council?"),
        ("who elects the hmc", "who elects the Harbour Masters’ Council"),
        ("How do HMCs vote?", "How do Harbour Masters’ Council vote?"),
        ("what does IBTOL do", "what does International Bureau of Tidal Observation and Lamps do"),
    ],
)
def test_an_abbreviation_that_the_library_lacks_is_read_as_the_name_with_its_letters(
    initials, question, read
):
    assert initials.read(question) == read


@pytest.mark.parametrize(
    "question",
    [
        "how high is the ferry levy",  # words of the library
        "what does the ROH say",  # a document's name
        "who buys mops for the boats",  # a word though the library lacks it
        "who elects the XYZ",  # fits nothing
        "HMC/4 and HMC-2",  # parts of a symbol
    ],
)
def test_other_words_stay_as_they_are(initials, question):
    assert initials.read(question) == question


def test_a_name_counts_with_all_its_beginnings_but_not_in_capitals_throughout():
    assert list(names_in("The Council of Ferry Masters met. ANNEX OF RULES")) == [
        "Council of Ferry",
        "Council of Ferry Masters",
    ]


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ([("Harbour Masters Council", 2)], "Harbour Masters Council"),
        ([("Harbour Masters Council", 1)], ""),  # three letters fit much
        ([("Harbour Masters Council", 3), ("Hall of Music and Craft", 2)], ""),  # in doubt
        ([("Harbour Masters Council", 4), ("Hall of Music and Craft", 2)], "Harbour Masters Council"),
        ([("Harbour Masters Council", 100)], ""),  # stands everywhere
        ([("Harbour masters Council", 2), ("Harbour Masters Council", 3)], "Harbour Masters Council"),
    ],
)
def test_a_name_is_taken_where_it_is_written_often_enough_and_no_other_nearly_as_often(names, name):
    assert name_of("HMC", names) == name


@pytest.mark.parametrize(
    ("letters", "name", "fits"),
    [
        ("hmc", "harbour masters council", True),
        ("hmc", "hall of music and craft", True),
        ("com", "council of masters", True),
        ("hmc", "harbour masters", False),
        ("hamc", "harbour masters council", False),
        ("harmac", "harbour masters council", True),
    ],
)
def test_a_short_abbreviation_has_one_letter_of_each_word(letters, name, fits):
    assert is_made_of(letters, name.split()) is fits


def test_what_only_begins_a_longer_name_is_no_name_of_its_own():
    names = [("Ferry Marchers", 4), ("Ferry Marchers Council", 4)]
    assert name_of("FERMARC", names) == "Ferry Marchers Council"


def test_the_full_name_of_an_abbreviation_is_known_however_often_it_stands(tmp_path):
    document = make_document("harbour.txt", *["The Harbour Masters’ Council meets."] * 120)
    publish(tmp_path / "library", [document], encoder=TokenWordEncoder())
    with Library.open(tmp_path / "library", Knowing()) as library:
        initials = Initials(library, Names(library.documents))
        assert initials.read("Who elects the HMC?") == "Who elects the HMC?"
        assert initials.full("HMC") == "Harbour Masters’ Council"
        assert initials.full("hmc") == initials.full("XYZ") == ""
