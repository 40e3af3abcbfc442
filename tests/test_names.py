"""Which documents a question names."""

import pytest
from small_library import make_document

from assistant.followup import make_standalone
from assistant.names import Names, fold_name, names_of

LANTERN = make_document(
    "01.txt", "a", title="United Nations Convention against the Dimming of Lanterns",
    aliases=("UNCDL", "Osmund Convention"), genre="treaty",
)  # fmt: skip
FERRY = make_document(
    "02.txt", "b", genre="treaty", aliases=("Ferry Protocol",),
    title="Protocol against Unlicensed Ferries, supplementing the United Nations Convention against the Dimming of Lanterns",
)  # fmt: skip
TREATIES = make_document(
    "03.txt",
    "c",
    title="Lowmere Convention on the Law of Hedges",
    aliases=("LCLH", "Lowmere Convention"),
    genre="treaty",
)
RESOLUTION = make_document(
    "04.pdf",
    "d",
    title="12/7. Night ferries",
    symbol="A/RES/12/7",
    aliases=("resolution 12/7",),
    genre="resolution",
)
COUNCIL = make_document(
    "05.pdf", "e", title="Resolution 9412 (2031)", symbol="S/RES/9412 (2031)", genre="resolution"
)
PAPER = make_document(
    "06.md", "f", title="Lamps at sea", aliases=("OHI paper", "OHI report", "paper", "OHI"), genre="paper",
    publisher="Osmund Harbour Institute", authors=("Ida Quill",),
)  # fmt: skip
BACKGROUND = make_document(
    "07.txt",
    "g",
    title="Practice in ferry licensing",
    aliases=("background paper", "paper"),
    genre="secretariat",
)
BUDGET = make_document("08.pdf", "h", title="Budget of the quays", symbol="A/81/6 (Sect. 24)")
FOG, TOLLS = (
    make_document(
        f"09-{topic}.pdf", topic, title=f"The question of {topic}", aliases=("Secretary-General report",)
    )
    for topic in ("fog", "tolls")
)
DRAFT = make_document("10.pdf", "i", title="Painting of quays", symbol="A/80/L.4", genre="resolution")
STATUTE = make_document("11.md", "j", title="Lowe Harbour Statute of the United Nations", genre="treaty")
SCAN = make_document("A_39_361.en.pdf", "k", title="Progress of piers", symbol="A/39/36I")
LATER = make_document(
    "12.txt", "l", title="Convention on Kites, done at Lowmere", aliases=("1931 Convention",), genre="treaty"
)
NAMES = Names(
    [
        *(LANTERN, FERRY, TREATIES, RESOLUTION, COUNCIL, PAPER, BACKGROUND, BUDGET),
        *(FOG, TOLLS, DRAFT, STATUTE, SCAN, LATER),
    ]
)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("uncdl 12(2)(c)", LANTERN),
        ("art 5 of the Convention against the Dimming of Lanterns", LANTERN),
        ("article 5 of the UN Convention against dimming of lanterns", LANTERN),
        ("OSMUND CONVENTION'S article 5", LANTERN),
        ("Osmund Convension art. 5", LANTERN),
        ("Osmnud Convetion art. 5", LANTERN),
        ("the lantern convention, article 5", LANTERN),
        ("ferry protocol art 3", FERRY),
        ("protocol on unlicensed ferries, article 3", FERRY),
        ("Lowmere Convention on law of hedges 31(3)", TREATIES),
        ("A/RES/12/7 OP 2", RESOLUTION),
        ("a/res/12/7 op 2", RESOLUTION),
        ("GA res 12/7 para 2", RESOLUTION),
        ("para 2 of General Assembly resolution 12/7", RESOLUTION),
        ("12/7 OP2", RESOLUTION),
        ("S/RES/9412 para 1", COUNCIL),
        ("S/RES/9412(2031) para 1", COUNCIL),
        ("UNSCR 9412 para 1", COUNCIL),
        ("A/81/6 (Sect. 24), para. 24.10", BUDGET),
        ("table 2 of a/81/6 (sect. 24)", BUDGET),
        ("SC resolution 9412 (2031), para 1", COUNCIL),
        ("footnote 2 of the OHI report", PAPER),
        ("the Quill paper, page 3", PAPER),
        ("Osmund Harbour Institute paper, n. 2", PAPER),
        ("paras 44-46 of the background paper", BACKGROUND),
        ("backgroud paper para 4", BACKGROUND),
        ("para 4 of the SG's report on fog", FOG),
        ("Secretary-General's report on fog, para 4", FOG),
        ("the fog SG report, para 4", FOG),
        ("quays draft resolution, para 4", DRAFT),
        ("low Harbour Statute, article 2", STATUTE),
        ("article 2 of the founding Lowe Harbour Statute", STATUTE),
        ("article 5 of the main lantern convention", LANTERN),
        ("Lowe Harbour Statute of the Untied Nations, article 2", STATUTE),
        ("para. 4 of A/39/361", SCAN),
        ("Lowmere Convention 1931, article 2", LATER),
        (
            "Protocol against Unlicensed Feries, supplementing the Convention against the Dimming of Lanterns, 3",
            FERRY,
        ),
        ("Lowmre Convention on the Law of Hedges 31(3)", TREATIES),
        (
            "Protocol against Unlicensed Ferries, supplementing the Convention aganist the Dimming of Lanterns, 3",
            FERRY,
        ),
        ("UNSC resloution 9412, para. 4", COUNCIL),
        ("1931 Lowmere Convention, article 2", LATER),
        ("Lowmere Convention 1899, article 2", TREATIES),
    ],
)
def test_a_document_is_found_by_any_name_that_users_give_it(question, document):
    assert NAMES.find(question).documents == (document,)


def test_a_name_that_several_documents_bear_finds_them_all():
    assert NAMES.find("the paper, para 4").documents == (PAPER, BACKGROUND)
    assert NAMES.find("article 5 of the Convention").documents == (LANTERN, TREATIES, LATER)


@pytest.mark.parametrize(
    "question", ["how are lamps lit", "can you report on lamps", "which paper size is used", "in 2017"]
)
def test_a_question_without_a_name_names_nothing(question):
    assert NAMES.find(question).documents == ()


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("OP 7 of A/RES/99/1", "A/RES/99/1"),
        ("article 2 of the Windmill Convention", "Windmill Convention"),
        ("article 3 of the Salt Trade Treaty", "Salt Trade Treaty"),
    ],
)
def test_a_document_that_is_not_there_is_named_without_documents(question, name):
    naming = NAMES.find(question)
    assert (naming.name, naming.documents) == (name, ())


def test_misspelt_and_described_names_are_marked_as_such():
    assert NAMES.find("Osmund Convention 5").exact
    assert not NAMES.find("Osmund Convension 5").exact
    assert not NAMES.find("the lantern convention").exact


def test_the_span_of_a_name_takes_in_what_describes_it():
    naming = NAMES.find("in the OHI paper by Ida Quill, who dims?")
    assert naming.name == "OHI paper by Ida Quill"
    assert naming.rest == "in the  , who dims?"


def test_all_names_come_in_the_order_of_the_question():
    found = NAMES.find_all("compare the OHI report with A/RES/12/7 and UNCDL")
    assert [each.documents for each in found] == [(PAPER,), (RESOLUTION,), (LANTERN,)]


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("UNCDL and the ferry protocol on licences", [LANTERN, FERRY]),
        ("according to UNCDL, and according to the hedges convention", [LANTERN, TREATIES]),
        ("does UNCDL know a hedge convention", [LANTERN, TREATIES]),
        ("does UNCDL mention resolutions on ferries", [LANTERN]),
        ("may a Party to UNCDL leave the convention", [LANTERN]),
    ],
)
def test_documents_that_are_only_described_are_found_beside_those_that_are_named(question, documents):
    found = NAMES.find_more(question, NAMES.find_all(question))
    assert [each.documents for each in found] == [(each,) for each in documents]


def test_of_two_documents_that_share_their_kind_each_is_found():
    names = Names(
        [
            make_document(
                "a.md", "a", title="Protocol against Ferries", aliases=("Ferry Protocol",), genre="treaty"
            ),
            make_document(
                "b.md", "b", title="Protocol against Kites", aliases=("Kite Protocol",), genre="treaty"
            ),
        ]
    )
    question = "how do the Ferry and the Kite Protocols differ on rope"
    found = names.find_more(question, names.find_all(question))
    assert [(each.name, each.documents[0].source) for each in found] == [
        ("Ferry", "a.md"),
        ("Kite Protocols", "b.md"),
    ]


def test_words_of_a_name_describe_the_documents_that_bear_it():
    assert NAMES.described_by(["Osmund"]) == (LANTERN, PAPER)
    assert NAMES.described_by(["Quill"]) == (PAPER,)
    assert NAMES.described_by([]) == ()


def test_an_abbreviation_is_spelt_out_by_titles_and_the_names_of_bodies():
    assert NAMES.spelt_out("LCLH") == ()  # a name itself
    assert NAMES.spelt_out("CLH") == ("convention on the law of hedges",)
    assert NAMES.spelt_out("OHI") == ()
    assert NAMES.spelt_out("DL") == ("dimming of lanterns",)
    assert NAMES.spelt_out("ZQ") == ()


def test_forgiving_can_be_turned_off():
    assert NAMES.find("Osmund Convension", forgiving=False).documents == ()


@pytest.mark.parametrize(
    "question", ["What does the UNCDL paper say?", "in the UNCDL hedge report, who pays"]
)
def test_a_paper_with_a_treatys_name_before_it_is_not_the_treaty(question):
    assert LANTERN not in NAMES.find(question).documents


def test_a_treaty_that_reports_is_no_report():
    assert NAMES.find("What does UNCDL report on lamps?").documents == (LANTERN,)


def test_known_initials_before_a_description_make_it_no_strangers():
    assert NAMES.find("the UNCDL licensing paper").documents == (BACKGROUND,)
    assert NAMES.find("the XQZV licensing paper").documents == ()


def test_conventions_that_are_set_against_each_other_are_each_what_they_are_called():
    question = "lamps: the hedges convention vs the ferries protocol"
    found = [each.documents for each in NAMES.find_more(question, NAMES.find_all(question))]
    assert found == [(TREATIES,), (FERRY,)]


def test_a_short_word_that_the_library_writes_is_no_name_misspelt():
    paper = make_document("m.md", "m", title="Tides", aliases=("Kemp paper",), genre="paper")
    assert Names([paper]).find("keep papers").documents == (paper,)
    writes_it = Names([paper], lambda: ("keep",))
    assert writes_it.find("keep papers").documents == ()
    assert writes_it.find("the kmep paper").documents == (paper,)


def test_an_empty_library_names_nothing():
    assert Names([]).find("the paper by Quill, para 3").documents == ()


def test_folding_drops_case_small_words_plurals_and_spelling_differences():
    assert fold_name("The Organisation's Lanterns") == fold_name("organization lantern")
    assert fold_name("art. 5(1)(a)") != fold_name("art. 5(1)")


def test_a_document_goes_by_title_symbol_aliases_and_file_name():
    assert {"12/7. Night ferries", "A/RES/12/7", "resolution 12/7", "04.pdf", "04"} <= set(
        names_of(RESOLUTION)
    )


@pytest.mark.parametrize(
    "question",
    [
        "Who ran Tarvik Harbour after its warden left in May?",
        "Which towns must paint lamps that cannot be seen?",
        "How many pilots can one town send?",
        "How many wardens are there on Tarvik Island?",
        "In which town did Ester Lund light a lamp?",
    ],
)
def test_a_question_that_has_what_it_speaks_of_stands_alone(question):
    assert make_standalone(question, ["What is a dry dock?"], NAMES) == question


@pytest.mark.parametrize(
    "question",
    [
        "And its warden?",
        "Is that allowed?",
        "Which one is older?",
        "Is there a fee for it?",
        "In which town?",
    ],
)
def test_a_question_that_points_back_goes_on_from_the_one_before(question):
    assert make_standalone(question, ["What is a dry dock?"], NAMES) == f"What is a dry dock — {question}"
