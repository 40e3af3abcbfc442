"""Finding what a document names by words alone."""

import pytest
from lined_document import document
from small_library import WordEncoder

from assistant.lookup import Lookup
from assistant.worded import read_wording
from index import Library, publish

PAPER = document(
    "paper.txt",
    [
        "# heading Abbreviations | Abbreviations",
        "table Abbreviations / row PNC | PNC, Pier National Council",
        "table Abbreviations / row FOG | FOG, Fund for Open Gangways",
        "# heading I. Night ferries | I. Night ferries",
        "heading I. Night ferries / paragraph 1 | Ferries run at night.",
        "# heading Recommendations | Recommendations",
        "heading Recommendations / paragraph 1 | The authors ask to:",
        "heading Recommendations / paragraph 1 / item 1 | buy lamps;",
        "heading Recommendations / paragraph 1 / item 2 | sell oil.",
        "# heading Model rule No. 4 | Model rule No. 4",
        "heading Model rule No. 4 / paragraph 1 | Ring twice.",
        "# heading Core principle II | Core principle II",
        "heading Core principle II / paragraph 1 | Ring early.",
        "# heading Data | Data",
        "table Levels of the river Osmund, by year / row 1994 | 1994, low",
        "table Levels of the river Osmund, by year / row 2008 | 2008, high",
    ],
    title="The cost of ferries",
    aliases=("ferry paper",),
    genre="paper",
)
TREATY = document(
    "treaty.txt",
    [
        "# chapter I | CHAPTER I Night Work",
        "## article 1 / title | Article 1 Bells and horns",
        "article 1 / paragraph 1 | Bells ring.",
        "# chapter II | CHAPTER II Tolls",
        "## article 2 / title | Article 2 Exemptions",
        "article 2 | Gulls are exempt.",
    ],
    title="Convention against Silence",
    aliases=("UNCAS",),
    genre="treaty",
)


@pytest.fixture(scope="module")
def lookup(tmp_path_factory):
    folder = tmp_path_factory.mktemp("worded")
    publish(folder, [PAPER, TREATY], encoder=WordEncoder())
    with Library.open(folder, WordEncoder()) as library:
        yield Lookup(library)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("the recommendations of the ferry paper", ["The authors ask to:", "buy lamps;", "sell oil."]),
        ("what are the ferry paper's recommendations?", ["The authors ask to:", "buy lamps;", "sell oil."]),
        ("Night Ferries section of the ferry paper", ["Ferries run at night."]),
        ("ferry paper, night ferries", ["Ferries run at night."]),
        ("recommendation 2 of the ferry paper", ["sell oil."]),
        ("the first recommendation in the ferry paper", ["buy lamps;"]),
        ("ferry paper, last recommendation", ["sell oil."]),
        ("model rule 4, ferry paper", ["Ring twice."]),
        ("Model Rule No. 4 of the ferry paper", ["Ring twice."]),
        ("core principle 2 in the ferry paper", ["Ring early."]),
        ("PNC in the abbreviations of the ferry paper", ["PNC, Pier National Council"]),
        ("ferry paper, table of abbreviations, FOG", ["FOG, Fund for Open Gangways"]),
        ("the row PNC in the ferry paper", ["PNC, Pier National Council"]),
        ("river levels table of the ferry paper", ["1994, low", "2008, high"]),
        ("the 2008 row of the table of river levels", ["2008, high"]),
        ("model rule 4 in the cost of ferries", ["Ring twice."]),
        ("cost of ferries: section Night ferries", ["Ferries run at night."]),
        ('the ferry paper\'s heading "Night ferries"', ["Ferries run at night."]),
        ("the ferry paper's definition of night ferries", ["Ferries run at night."]),
        ("FOG in the ferry paper's list of abbreviations", ["FOG, Fund for Open Gangways"]),
        ("the article on exemptions in UNCAS", ["Gulls are exempt."]),
        ("UNCAS, chapter on tolls", ["Gulls are exempt."]),
    ],
)
def test_what_is_named_by_words_alone_is_found(lookup, question, texts):
    outcome = lookup.find(question)
    assert (outcome.outcome, [each.text for _, each in outcome.paragraphs]) == ("found", texts)


@pytest.mark.parametrize(
    "question",
    [
        "what does the ferry paper say about night ferries",
        "who made the recommendations of the ferry paper",
        "recommendation 7 of the ferry paper",
        "exemptions in UNCAS",
        "which articles of UNCAS are about exemptions",
        "tolls in UNCAS",
        "how high was the river in the 2008 row of the ferry paper",
        "which table of the ferry paper has gulls",
        "night ferries",
        "the ferry paper",
    ],
)
def test_a_question_with_more_to_it_is_left_to_the_search(lookup, question):
    assert lookup.find(question).outcome == "none"


def test_a_wording_keeps_what_is_no_word_of_asking():
    wording = read_wording("please show me row PNC of the table Fees XIV")
    assert (wording.words, wording.row, wording.table) == (("pnc", "fees", "14"), True, True)
    assert not read_wording("the fees").table
