"""Finding the provision that a question names."""

from dataclasses import replace

import pytest
from lined_document import document
from small_library import WordEncoder, make_document

from assistant.lookup import Found, Lookup, asks_for_table, provision_key, says_no_more
from index import Library, publish
from ingest import NoteMark

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

SECTIONED = document(
    "s.pdf",
    [
        "# part A | A",
        "part A / paragraph 1 | Asks for piers;",
        "# part A / heading I Ropes | I Ropes",
        "part A / section I / preamble / paragraph 1 | Recalling rope,",
        "part A / section I / paragraph 1 | Buys rope;",
        "part A / section I / paragraph 2 | Sells rope.",
        "# part A / heading II Sails | II Sails",
        "# part A / heading A. Cloth | A. Cloth",
        "part A / section II / section A / paragraph 1 | Buys cloth:",
        "part A / section II / section A / paragraph 1 / item a | white;",
        "# part A / heading B. Paint | B. Paint",
        "part A / section II / section B / operative 1 | Buys paint.",
        "# part B | B",
        "part B / paragraph 1 | Thanks the crew.",
        "# annex | Annex",
        "# annex / heading I. Tolls | I. Tolls",
        "annex / section I / paragraph 1 | Two coins.",
        "# annex / heading II. Fines | II. Fines",
        "annex / section II / paragraph 1 | Three coins.",
        "annex / section II / paragraph 2 | Four coins.",
    ],
    title="13/9. Ropes and sails",
    symbol="A/RES/13/9",
    genre="resolution",
)


PAPER = document(
    "paper.txt",
    [
        "# heading Summary | Summary",
        "heading Summary / paragraph 1 | Fog is costly:",
        "heading Summary / paragraph 1 / item 1 | it stops ships;",
        "heading Summary / paragraph 1 / item 2 | it stops trains.",
        "heading Summary / paragraph 2 | It will not end.",
        "# heading I. Early fog: a history | I. Early fog: a history",
        "heading I. Early fog: a history / paragraph 1 | Fog came early.",
        "heading I. Early fog: a history / paragraph 2 | Fog came again.",
        "# table Fees / caption | Table 2",
        "table Fees / row lamps | lamps, 4",
        "# table Fines / caption | Table 2.1",
        "table Fines / row horns | horns, 9",
        "table 7 Ropes / row ropes | ropes, 2",
        "table II.3 Masts / row masts | masts, 5",
        "table A.4 Keels / row keels | keels, 6",
        "table Birds / row Table III | Table III\tTable IV",
        "table Birds / row gulls | gulls, 3",
    ],
    title="The cost of fog",
    aliases=("fog paper",),
    authors=("Ida Quill",),
    genre="paper",
)


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    folder = tmp_path_factory.mktemp("paper")
    publish(folder, [PAPER, LANTERN, RESOLUTION], encoder=WordEncoder())
    with Library.open(folder, WordEncoder()) as library:
        yield Lookup(library)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("second paragraph of the Summary of the fog paper", ["It will not end."]),
        ("fog paper, Summary, first paragraph", ["Fog is costly:", "it stops ships;", "it stops trains."]),
        ("second bullet under the heading Summary in the fog paper", ["it stops trains."]),
        ("the last bullet point in the summary, fog paper", ["it stops trains."]),
        ('fog paper, "Early Fog", para. 2', ["Fog came again."]),
        ("last paragraph under Early fog: a history in the fog paper", ["Fog came again."]),
        ("table 2 of the fog paper", ["lamps, 4"]),
        ("fog paper table 2.1", ["horns, 9"]),
        ("the second bullet of article 1(2) of UNCDL", ["fill the oil:", "in winter;", "in summer."]),
        ("last item of article 2 UNCDL", ["“oil” means whale oil."]),
        ("(a) and (b) of UNCDL 2", ["“lantern” means a lamp;", "“oil” means whale oil."]),
        ("the first and the second preambular paragraphs of UNCDL", ["Fond of light,", "Tired of fog,"]),
        (
            "operative part of A/RES/12/7",
            ["Calls for lamps;", "Decides:", "to row;", "to sail."],
        ),
        ("UNCDL and A/RES/12/7, preambular para 1", ["Fond of light,", "Recalling its fondness of ferries,"]),
        ("fog paper, Summary, para. 1, second bullet", ["it stops trains."]),
        ("fog paper, Summary para 1 bullets 1-2", ["it stops ships;", "it stops trains."]),
        ("Quill, Summary, para. 2", ["It will not end."]),
        ("OHI fog paper: Summary, para. 2", ["It will not end."]),
        ("fog paper, section I, paragraph 2", ["Fog came again."]),
        ("table 7 of the fog paper", ["ropes, 2"]),
        ("fog paper, table II.3", ["masts, 5"]),
        ("table A.4 in the fog paper", ["keels, 6"]),
        ("table III of the fog paper", ["Table III\tTable IV", "gulls, 3"]),
    ],
)
def test_what_has_no_number_of_its_own_is_found_by_its_place(paper, question, texts):
    outcome = paper.find(question)
    assert (outcome.outcome, [each.text for _, each in outcome.paragraphs]) == ("found", texts)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("table 9 of the fog paper", "fog paper has no table 9."),
        ("table 9 of UNCDL", "UNCDL has no table 9: no table in it was read with a number."),
        (
            "fog paper, section I, paragraph 7",
            "fog paper has no paragraph 7 in section I: section I has 2 paragraphs.",
        ),
    ],
)
def test_what_has_no_number_of_its_own_and_is_not_there_is_told_from_what_was_not_read(
    paper, question, message
):
    outcome = paper.find(question)
    assert (outcome.outcome, outcome.message) == ("missing", message)


@pytest.mark.parametrize(
    "question",
    [
        "what does table 9 of UNCDL say of lanterns at sea",
        "the third bullet",
        "what is the second point of the fog paper on ships",
        "which table of the fog paper lists fees",
        "the third bullet under Sails in the fog paper",
    ],
)
def test_a_place_under_no_heading_is_left_to_the_search(paper, question):
    assert paper.find(question).outcome == "none"


@pytest.fixture(scope="module")
def sectioned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sectioned")
    publish(folder, [SECTIONED, REPORT, LANTERN], encoder=WordEncoder())
    with Library.open(folder, WordEncoder()) as library:
        yield Lookup(library)


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
        ("articles 3 and following of UNCDL", ["article 3", "article 3 bis"]),
        (
            "UNCDL 1(2)(b) ff.",
            [f"article 1 / paragraph 2 / item b{end}" for end in ("", " / item i", " / item ii")],
        ),
        ("paras. 2 et seq. of the background paper", ["paragraph 2", "paragraph 3"]),
        ("CDL article 3", ["article 3"]),
    ],
)
def test_a_provision_is_found_with_all_that_stands_under_it(lookup, question, locators):
    assert found(lookup, question) == locators


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("section I, para. 2 of A/RES/13/9", ["Sells rope."]),
        ("A/RES/13/9 A, sect. I, para. 2", ["Sells rope."]),
        ("13/9, I, para 2", ["Sells rope."]),
        ("second paragraph of setion one of resolution 13/9", ["Sells rope."]),
        ("A/RES/13/9 sec I.2", ["Sells rope."]),
        ("preambular para 1 of section I of 13/9", ["Recalling rope,"]),
        ("A/RES/13/9, sect. II.A, para. 1 (a)", ["white;"]),
        ("para 1(a) of part A section II A of 13/9", ["white;"]),
        ("OP1 of section II.B of A/RES/13/9", ["Buys paint."]),
        ("A/RES/13/9 part B para 1", ["Thanks the crew."]),
        ("resolution 13/9 B, paragraph 1", ["Thanks the crew."]),
        ("annex, section II, paras 1-2 of A/RES/13/9", ["Three coins.", "Four coins."]),
        ("section II of the annex to A/RES/13/9", ["Three coins.", "Four coins."]),
        ("section II of A/RES/13/9", ["Buys cloth:", "white;", "Buys paint."]),
        ("part B of 13/9", ["Thanks the crew."]),
        ("chapter II, para. 3 of the background paper", ["Sails tear."]),
        ("para 2 of section I of the background paper", ["Piers are mended."]),
        ("first paragraph under Sails in the background paper", ["Sails tear."]),
        ("para 3 under Sails in the background paper", ["Sails tear."]),
        ("what does para 1 of the background paper say of sails", ["Piers rot."]),
    ],
)
def test_a_paragraph_of_a_section_is_found_in_it(sectioned, question, texts):
    outcome = sectioned.find(question)
    assert (outcome.outcome, [each.text for _, each in outcome.paragraphs]) == ("found", texts)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (
            "section II, para. 2 of the background paper",
            "background paper has no paragraph 2 in section II: it is in section I; section II has only paragraph 3.",
        ),
        ("A/RES/13/9 section IX", "A/RES/13/9 has no section IX: its sections run from I to II."),
        (
            "section IX para 1 of A/RES/13/9",
            "A/RES/13/9 has no section IX: its sections run from I to II.",
        ),
        (
            "section II.A, para. 2 of A/RES/13/9",
            "A/RES/13/9 has no paragraph 2 in section II.A: it is in part A, section I; section II.A has only paragraph 1.",
        ),
    ],
)
def test_a_number_in_another_section_than_the_one_named_is_placed(sectioned, question, message):
    outcome = sectioned.find(question)
    assert (outcome.outcome, outcome.message) == ("missing", message)


def test_a_number_that_several_sections_have_is_given_from_each(sectioned):
    outcome = sectioned.find("para 1 of A/RES/13/9")
    assert [each.text for _, each in outcome.paragraphs] == [
        "Asks for piers;",
        "Buys rope;",
        "Buys cloth:",
        "white;",
        "Buys paint.",
        "Thanks the crew.",
    ]
    assert outcome.message == (
        "A/RES/13/9 counts its paragraphs anew in part A; part A, section I; part A, section II.A; "
        "part A, section II.B and part B; say which is meant."
    )


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
        ("UNCDL chapter IX", "UNCDL has no chapter IX: its chapters run from I to II."),
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
        (
            "article 2 of the ZQRT anti-dimming convention",
            "This library has no document called “ZQRT anti-dimming convention”.",
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


def test_how_two_provisions_are_headed_is_nothing_more_that_is_asked():
    one, two = make_document("a.txt", "Fogs are told."), make_document("b.txt", "Bells ring.")
    headings = ("Horns and bells", "Bells")
    pairs = tuple(
        (document, replace(document.paragraphs[0], section=(heading,)))
        for document, heading in zip((one, two), headings, strict=True)
    )
    both = Found("found", pairs, rest=("bells",))
    assert says_no_more(both)
    assert not says_no_more(replace(both, rest=("bells", "horns")))
    assert not says_no_more(replace(both, paragraphs=pairs[:1]))


def test_several_documents_that_fit_give_one_candidate_each(lookup):
    outcome = lookup.find("article 2")
    assert outcome.outcome == "ambiguous"
    assert [document.source for document, _ in outcome.paragraphs] == ["lantern.txt", "ferry.txt"]


def test_a_question_all_in_capitals_names_its_document_as_another_does(lookup):
    assert found(lookup, "WHAT DOES THE DIMMING CONVENTION ARTICLE 3 SAY") == ["article 3"]


def test_a_question_about_a_provision_keeps_its_content_words(lookup):
    outcome = lookup.find("does article 1 of UNCDL allow whale oil?")
    assert outcome.outcome == "found"
    assert outcome.rest == ("allow", "whale", "oil")


@pytest.mark.parametrize(
    "question",
    [
        "article 3 of UNCDL and article 2 of the Ferry Protocol",
        "UNCDL article 3 and article 2 of the Ferry Protocol",
        "difference between UNCDL 3 and Ferry Protocol 2",
        "How does article 3 of UNCDL differ from article 2 of the Ferry Protocol?",
        "UNCDL art. 3 vs. Ferry Protocol art. 2",
    ],
)
def test_provisions_of_two_documents_are_both_found(lookup, question):
    outcome = lookup.find(question)
    assert outcome.rest == ()
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
        "since when is the limit on smoke of annex VI to the Harbour Air Convention in force for ferries",
    ],
)
def test_questions_that_ask_for_no_provision_are_left_to_the_search(lookup, question):
    assert lookup.find(question).outcome == "none"


def test_the_footnotes_to_a_paragraph_are_found_by_it(tmp_path):
    marked = replace(
        RESOLUTION,
        paragraphs=tuple(
            replace(each, notes=(NoteMark("1", 5, RESOLUTION.paragraphs[-1].id),))
            if each.locator.shown == "paragraph 1"
            else each
            for each in RESOLUTION.paragraphs
        ),
    )
    publish(tmp_path, [marked], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        lookup = Lookup(library)
        assert found(lookup, "the footnote to paragraph 1 of A/RES/12/7") == ["note 1"]
        outcome = lookup.find("footnotes in para 2 of A/RES/12/7")
        assert (outcome.outcome, outcome.message) == (
            "missing",
            "A/RES/12/7, paragraph 2, has no footnotes.",
        )


def test_the_same_text_in_two_files_is_no_ambiguity(tmp_path):
    twin = document(
        "r.docx", ["paragraph 1 | Calls for lamps;"], title="12/7. Night ferries", symbol="A/RES/12/7"
    )
    publish(tmp_path, [RESOLUTION, twin], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        assert found(Lookup(library), "A/RES/12/7 para 1") == ["paragraph 1"]


def test_files_of_one_symbol_are_one_document_however_their_texts_were_read(tmp_path):
    twin = document(
        "r.docx", ["paragraph 1 | Calls for larnps;"], title="12/7. Night ferries", symbol="A/RES/12/7"
    )
    publish(tmp_path, [RESOLUTION, twin], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        lookup = Lookup(library)
        assert found(lookup, "A/RES/12/7 para 1") == ["paragraph 1"]
        outcome = lookup.find("A/RES/12/7 para 9")
        assert (outcome.outcome, outcome.message.count("has no paragraph 9")) == ("missing", 1)


def test_resolutions_of_one_title_are_two_documents_even_where_they_read_the_same(tmp_path):
    again = document(
        "t.pdf", ["paragraph 1 | Calls for lamps;"], title="13/7. Night ferries", symbol="A/RES/13/7"
    )
    publish(tmp_path, [RESOLUTION, again], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        lookup = Lookup(library)
        assert lookup.find("night ferries, para 1").outcome == "ambiguous"
        assert lookup.find("Night ferries, A/RES/13/7, para. 1").document == library.documents[1]


def test_what_follows_an_article_ends_with_its_chapter(tmp_path):
    lines = [
        "# chapter I | CHAPTER I Light",
        *(f"article {number} | Lamp {number}." for number in range(1, 4)),
        "# chapter II | CHAPTER II Fog",
        "article 4 | Horn.",
    ]
    publish(tmp_path, [document("l.txt", lines, title="Lamp Treaty", genre="treaty")], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        assert found(Lookup(library), "Lamp Treaty, articles 2 ff.") == ["article 2", "article 3"]


def test_a_document_named_by_an_abbreviation_that_another_spells_out_is_found(tmp_path):
    speaking = document(
        "s.txt",
        ["paragraph 1 | The Osmund Harbour Observer Force (OSHOFO) watches.", "paragraph 2 | OSHOFO rests."],
        title="Notes on harbours",
    )
    budgets = [
        document(
            f"{body[:3]}.txt",
            ["paragraph 1 | Costs.", f"paragraph 2 | Costs of {body}."],
            title=f"Budget of the {body}",
            aliases=("budget report",),
        )
        for body in ("Osmund Harbour Observer Force", "Lowmere Pier Observer Force")
    ]
    publish(tmp_path, [speaking, *budgets], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        outcome = Lookup(library).find("OSHOFO budget report, para 2")
        assert [each.text for _, each in outcome.paragraphs] == ["Costs of Osmund Harbour Observer Force."]


def test_a_paragraph_with_a_decimal_number_is_found_under_it(tmp_path):
    lines = [
        "paragraph 24.6 | Ferries run.",
        "paragraph 24.6 / item a | at dawn;",
        "paragraph 5.II.12 | Horns.",
        "paragraph 29A.4 | Bells.",
    ]
    budget = document("b.txt", lines, title="Budget of the quays", symbol="A/81/6")
    publish(tmp_path, [budget], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        lookup = Lookup(library)
        assert found(lookup, "A/81/6 para. 24.6") == ["paragraph 24.6", "paragraph 24.6 / item a"]
        assert found(lookup, "paragraph 24.6 (a) of A/81/6") == ["paragraph 24.6 / item a"]
        assert found(lookup, "A/81/6 para. 5.II.12") == ["paragraph 5.II.12"]
        assert found(lookup, "A/81/6, paras. 29A.4 and 24.6 (a)") == [
            "paragraph 29A.4",
            "paragraph 24.6 / item a",
        ]


def test_only_numbered_paragraphs_have_a_key():
    keys = {paragraph.locator.shown: provision_key(paragraph) for paragraph in REPORT.paragraphs}
    assert keys["paragraph 3"] == (("", ()), "paragraph", ("3",))
    assert keys["heading “Early fog” / paragraph 1"] is None


def test_names_with_a_comma_between_them_are_of_two_documents(lookup):
    question = "oil in UNCDL, the ferry protocol and A/RES/12/7"
    assert [each.documents[0].source for each in lookup.namings(question)] == [
        "lantern.txt",
        "ferry.txt",
        "r.pdf",
    ]
    (one,) = lookup.namings("oil in the ferry protocol, supplementing UNCDL")
    assert one.documents[0].source == "ferry.txt"


def test_a_provision_asked_of_one_document_beside_another_is_found(lookup):
    found = lookup.beside("What do UNCDL article 3 and the ferry protocol say about fog?")
    assert [(document.source, each.locator.shown) for document, each in found] == [
        ("lantern.txt", "article 3")
    ]
    assert lookup.beside("What do article 3 of UNCDL and article 1 of the ferry protocol say?") == ()
    assert lookup.beside("What does the ferry protocol say about fog?") == ()


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("which colours are in table II of the Lantern Convention", True),
        ("What is listed in Schedule A?", True),
        ("What does table I of the convention contain?", True),
        ("which rules apply to colours in table II", False),
        ("is red in table I", False),
        ("colours in table II of the Lantern Convention", True),
        ("list of all lamp colours in table 3", True),
        ("trade in colours in table I", False),
        ("colours in table I which rules apply", False),
    ],
)
def test_what_is_in_a_table_asks_for_all_of_it(question, asks):
    assert asks_for_table(question) is asks
