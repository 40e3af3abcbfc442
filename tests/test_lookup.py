"""Finding the provision that a question names."""

import pytest
from small_library import WordEncoder

from assistant.lookup import Lookup, provision_key
from index import Library, publish
from ingest import Document, Locator, Paragraph


def document(source, lines, **fields):
    """A document of lines "article 2 / paragraph 1 | text"; a line with "#" before it is a heading."""
    name = f"{sum(map(ord, source)):016x}"
    paragraphs = []
    for position, line in enumerate(lines):
        heading = line.startswith("#")
        where, text = line.lstrip("# ").split(" | ")
        steps = tuple(tuple((*step.split(" ", 1), "")[:2]) for step in where.split(" / "))
        kind = "heading" if heading else "note" if steps[-1][0] == "note" else "body"
        paragraphs.append(
            Paragraph(f"{name}#{position}", name, position, kind, text, Locator(where, steps=steps))
        )
    return Document(name, source, fields.pop("title"), tuple(paragraphs), **fields)


LANTERN = document(
    "lantern.txt",
    [
        "preamble | The Parties,",
        "preamble / paragraph 1 | Fond of light,",
        "preamble / paragraph 2 | Tired of fog,",
        "# chapter I | CHAPTER I Light",
        "# article 1 / title | Article 1",
        "article 1 / paragraph 1 | Lanterns burn at night.",
        "article 1 / paragraph 2 | A keeper shall:",
        "article 1 / paragraph 2 / item a | trim the wick;",
        "article 1 / paragraph 2 / item b | fill the oil:",
        "article 1 / paragraph 2 / item b / item i | in winter;",
        "article 1 / paragraph 2 / item b / item ii | in summer.",
        "# article 2 / title | Article 2",
        "article 2 | In this Convention:",
        "article 2 / item a | “lantern” means a lamp;",
        "article 2 / item b | “oil” means whale oil.",
        "# chapter II | CHAPTER II Fog",
        "# article 3 / title | Article 3",
        "article 3 | Fog horns are allowed.",
        "article 3 bis | Whistles are not.",
    ],
    title="Convention against the Dimming of Lanterns",
    aliases=("UNCDL", "Osmund Convention"),
    genre="treaty",
)
FERRY = document(
    "ferry.txt",
    [
        "article 1 | Ferries carry lanterns.",
        "article 2 | Ferries are licensed.",
        "# annex I | ANNEX I",
        "annex I / paragraph 1 | Form of licence.",
        "annex I / paragraph 2 | Fee.",
        "# annex II | ANNEX II",
        "annex II / paragraph 1 | Routes.",
    ],
    title="Protocol on Ferries, supplementing the Convention against the Dimming of Lanterns",
    aliases=("Ferry Protocol",),
    genre="treaty",
)
RESOLUTION = document(
    "r.pdf",
    [
        "preamble / paragraph 1 | Recalling its fondness of ferries,",
        "paragraph 1 | Calls for lamps;",
        "paragraph 2 | Decides:",
        "paragraph 2 / item a | to row;",
        "paragraph 2 / item b | to sail.",
        "note 1 | See the ferry log.",
    ],
    title="12/7. Night ferries",
    symbol="A/RES/12/7",
    genre="resolution",
)
REPORT = document(
    "report.txt",
    [
        "# heading I. Piers | I. Piers",
        "paragraph 1 | Piers rot.",
        "paragraph 2 | Piers are mended.",
        "# heading II. Sails | II. Sails",
        "paragraph 3 | Sails tear.",
        'heading “Early fog” / paragraph 1 | Fog came early.',
    ],
    title="Practice in ferry licensing",
    aliases=("background paper",),
    genre="secretariat",
)  # fmt: skip


@pytest.fixture(scope="module")
def lookup(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    publish(folder, [LANTERN, FERRY, RESOLUTION, REPORT], encoder=WordEncoder())
    with Library.open(folder, WordEncoder()) as library:
        yield Lookup(library)


def found(lookup, question):
    outcome = lookup.find(question)
    assert outcome.outcome == "found", outcome
    return [paragraph.locator.shown for _, paragraph in outcome.paragraphs]


@pytest.mark.parametrize(
    ("question", "locators"),
    [
        ("UNCDL 1(2)(a)", ["article 1 / paragraph 2 / item a"]),
        (
            "art 1 para 2 (a) of the Convention against the Dimming of Lanterns",
            ["article 1 / paragraph 2 / item a"],
        ),
        ("Osmund Convension article 1(2)(b)(ii)", ["article 1 / paragraph 2 / item b / item ii"]),
        ("UNCDL 1(2)(b)(2)", ["article 1 / paragraph 2 / item b / item ii"]),
        ("UNCDL art. 2(b)", ["article 2 / item b"]),
        ("UNCDL article 2, paragraph 1 (b)", ["article 2 / item b"]),
        ("uncdl 3 bis", ["article 3 bis"]),
        ("articles 3 and 3 bis of UNCDL", ["article 3", "article 3 bis"]),
        ("article 2 of the ferry protocol supplementing UNCDL", ["article 2"]),
        ("second preambular paragraph of UNCDL", ["preamble / paragraph 2"]),
        ("last preambular paragraph of UNCDL", ["preamble / paragraph 2"]),
        ("UNCDL chapter II", ["article 3", "article 3 bis"]),
        ("annex II para 1 of the Ferry Protocol", ["annex II / paragraph 1"]),
        ("annex 2, paragraph 1, of the Ferry Protocol", ["annex II / paragraph 1"]),
        ("OP 2(b) of A/RES/12/7", ["paragraph 2 / item b"]),
        ("12/7 para 1", ["paragraph 1"]),
        ("PP1 of resolution 12/7", ["preamble / paragraph 1"]),
        ("footnote 1 of A/RES/12/7", ["note 1"]),
        ("paras 1-3 of the background paper", ["paragraph 1", "paragraph 2", "paragraph 3"]),
        ("section II of the background paper", ["paragraph 3", "heading “Early fog” / paragraph 1"]),
        ('background paper, heading "Early fog" / paragraph 1', ["heading “Early fog” / paragraph 1"]),
        ("footnote 1", ["note 1"]),
        ("article 1(2)(a), Osmund", ["article 1 / paragraph 2 / item a"]),
    ],
)
def test_a_provision_is_found_with_all_that_stands_under_it(lookup, question, locators):
    assert found(lookup, question) == locators


def test_a_whole_article_comes_in_order_without_its_heading(lookup):
    assert found(lookup, "article 1 of UNCDL")[:3] == [
        "article 1 / paragraph 1",
        "article 1 / paragraph 2",
        "article 1 / paragraph 2 / item a",
    ]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("UNCDL 80", "UNCDL has no article 80: its articles run from 1 to 3 bis."),
        ("UNCDL 1(7)", "UNCDL has no article 1(7): its article 1 has paragraphs (1) to (2)."),
        ("UNCDL 1(2)(f)", "UNCDL has no article 1(2)(f): its article 1(2) has sub-paragraphs (a) to (b)."),
        ("UNCDL 3(1)", "UNCDL has no article 3(1): its article 3 is not divided."),
        ("UNCDL chapter IX", "UNCDL has no chapter 9: its chapters run from I to II."),
        ("UNCDL annex II", "UNCDL has no annex II: it has no annexes."),
        (
            "para 44 of the background paper",
            "background paper has no paragraph 44: its paragraphs run from 1 to 3.",
        ),
        (
            "article 4 of the background paper",
            "background paper has no article 4: it has no numbered articles; its paragraphs run from 1 to 3.",
        ),
        ("footnote 9 of A/RES/12/7", "A/RES/12/7 has no note 9: its notes run from 1 to 1."),
        ("OP 7 of A/RES/99/1", "This library has no document called “A/RES/99/1”."),
        (
            "article 6 of the Windmill Convention",
            "This library has no document called “Windmill Convention”.",
        ),
        ("ZQRT art 6", "This library has no document called “ZQRT”."),
        ("article 90", "No document in this library has article 90."),
    ],
)
def test_a_number_that_does_not_exist_is_refused_with_those_that_do(lookup, question, message):
    outcome = lookup.find(question)
    assert (outcome.outcome, outcome.message) == ("missing", message)


def test_what_is_there_is_given_and_what_is_not_is_said(lookup):
    outcome = lookup.find("articles 3 and 80 of UNCDL")
    assert outcome.outcome == "found"
    assert outcome.message.startswith("UNCDL has no article 80")


def test_several_documents_that_fit_give_one_candidate_each(lookup):
    outcome = lookup.find("article 2")
    assert outcome.outcome == "ambiguous"
    assert [document.source for document, _ in outcome.paragraphs] == ["lantern.txt", "ferry.txt"]


def test_a_question_about_a_provision_keeps_its_content_words(lookup):
    outcome = lookup.find("does article 1 of UNCDL allow whale oil?")
    assert outcome.outcome == "found"
    assert outcome.rest == ("allow", "whale", "oil")


def test_provisions_of_two_documents_are_both_found(lookup):
    outcome = lookup.find("article 3 of UNCDL and article 2 of the Ferry Protocol")
    assert [(document.source, each.text) for document, each in outcome.paragraphs] == [
        ("lantern.txt", "Fog horns are allowed."),
        ("ferry.txt", "Ferries are licensed."),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "what does the background paper say about article 2 of UNCDL",
        "does the background paper discuss article 6?",
        "which articles of UNCDL deal with fog",
        "how many of the 157 parties to UNCDL have ferries",
        "in section two of our project",
        "A/RES/12/7",
        "what role does the annex play",
    ],
)
def test_questions_that_ask_for_no_provision_are_left_to_the_search(lookup, question):
    assert lookup.find(question).outcome == "none"


def test_the_same_text_in_two_files_is_no_ambiguity(tmp_path):
    twin = document(
        "r.docx", ["paragraph 1 | Calls for lamps;"], title="12/7. Night ferries", symbol="A/RES/12/7"
    )
    publish(tmp_path, [RESOLUTION, twin], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        assert found(Lookup(library), "A/RES/12/7 para 1") == ["paragraph 1"]


def test_a_paragraph_with_a_decimal_number_is_found_under_it(tmp_path):
    lines = [
        "paragraph 24.6 | Ferries run.",
        "paragraph 24.6 / item a | at dawn;",
        "paragraph 5.I.12 | Horns.",
    ]
    budget = document("b.txt", lines, title="Budget of the quays", symbol="A/81/6")
    publish(tmp_path, [budget], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        lookup = Lookup(library)
        assert found(lookup, "A/81/6 para. 24.6") == ["paragraph 24.6", "paragraph 24.6 / item a"]
        assert found(lookup, "paragraph 24.6 (a) of A/81/6") == ["paragraph 24.6 / item a"]
        assert found(lookup, "A/81/6 para. 5.I.12") == ["paragraph 5.I.12"]


def test_only_numbered_paragraphs_have_a_key():
    keys = {paragraph.locator.shown: provision_key(paragraph) for paragraph in REPORT.paragraphs}
    assert keys["paragraph 3"] == ("", "paragraph", ("3",))
    assert keys["heading “Early fog” / paragraph 1"] is None
