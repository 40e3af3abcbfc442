"""Which of several paragraphs comes first, on small invented libraries."""

from dataclasses import replace

import pytest
from small_library import TokenWordEncoder, make_document
from text_documents import document

from assistant.choose import choose
from assistant.evidence import Asked, coverage
from assistant.order import numbered_so_first
from assistant.retrieve import as_hit, by_lists, fit, rank, without_twins
from assistant.sufficiency import unknown_words
from index import Library, Parts, publish

FILLING = (
    "The pilots sang, the gulls slept, the tide turned, the fog rose, the ropes dried and the paint held well"
)


@pytest.fixture
def open_library(tmp_path):
    def open_with(*documents):
        publish(tmp_path / "library", documents, encoder=TokenWordEncoder())
        return Library.open(tmp_path / "library", TokenWordEncoder())

    return open_with


def ranked(library, question, weights):
    return [hit.paragraph.text for hit in rank(library, question, "plain", weights, (), 20)]


def test_of_two_paragraphs_with_the_same_words_the_one_that_says_them_in_one_sentence_comes_first(
    open_library,
):
    scattered = "Harbour lamp. Keeper of oil. The harbour lamp. The keeper of oil."
    together = "The keeper lights the harbour lamp with oil. Gulls are loud. Nets are of hemp."
    with open_library(make_document("a.txt", scattered, together)) as library:
        assert ranked(library, "keeper harbour lamp oil", {})[0] == together


def test_of_two_equally_good_paragraphs_the_shorter_comes_first():
    def hit_of(text):
        (paragraph,) = make_document("a.txt", text).paragraphs
        return as_hit(paragraph, parts=Parts(0.5, 0.0, 0.6))

    weights = {"levi": 1.0}
    short, long = (
        hit_of("The levy is four shells."),
        hit_of(f"The levy is four shells. {FILLING}. {FILLING}."),
    )
    assert fit(short, "plain", weights) > fit(long, "plain", weights)


def test_up_to_twenty_words_length_makes_no_difference():
    def fit_of(text):
        (paragraph,) = make_document("a.txt", text).paragraphs
        return fit(as_hit(paragraph, parts=Parts(0.5, 0.0, 0.6)), "plain", {})

    assert fit_of("Four shells.") == fit_of(FILLING)


def test_the_words_of_a_question_count_where_they_stand_over_a_paragraph_too():
    weights = {"levi": 3.0, "ferri": 1.0}
    assert coverage("The levy is paid", weights, "Ferries") == pytest.approx(1.0)
    assert coverage("The levy is paid", weights, "Nets", "") == pytest.approx(0.75)


def test_a_paragraph_gains_by_the_words_of_its_document_s_names(open_library):
    ferries = make_document("a.txt", "The levy falls due in May.", title="Ordinance on Ferries")
    nets = make_document(
        "b.txt", "The levy falls due in June.", title="Ordinance on Nets", aliases=("Mesh Law",)
    )
    with open_library(nets, ferries) as library:
        question = "when does the levy fall due"
        assert ranked(library, question, {"ferri": 1.0})[0] == "The levy falls due in May."
        assert ranked(library, question, {"mesh": 1.0})[0] == "The levy falls due in June."


def test_an_item_gains_by_the_words_of_its_lead_in(open_library):
    texts = ("The warden keeps:", "(a) a book of wrecks;", "The pilot keeps:", "(a) a book of tides;")
    document = make_document("a.txt", *texts)
    warden, wrecks, pilot, tides = document.paragraphs
    items = (warden, replace(wrecks, parent=warden.id), pilot, replace(tides, parent=pilot.id))
    with open_library(replace(document, paragraphs=items)) as library:
        weights = {"warden": 1.0}, {"pilot": 1.0}
        assert [ranked(library, "a book of what", each)[0] for each in weights] == [wrecks.text, tides.text]


# -- which of them are quoted ------------------------------------------------------------------


def scored(paragraphs, *scores):
    return [as_hit(paragraph, score) for paragraph, score in zip(paragraphs, scores, strict=True)]


def test_a_note_takes_no_place_of_a_paragraph_that_is_good_enough(open_library):
    document = make_document("a.txt", "The levy is four shells.", "See the ledger.", "The levy rose in May.")
    one, note, two = document.paragraphs
    paragraphs = (one, replace(note, kind="note"), two)
    with open_library(replace(document, paragraphs=paragraphs)) as library:
        asked = Asked("how high is the levy", "plain", {})
        quoted = choose(asked, scored(paragraphs, 0.80, 0.77, 0.76), library)
        assert [each.paragraph.text for each in quoted] == [one.text, two.text]


def test_a_long_list_of_recommendations_is_quoted_where_four_of_the_best_are_of_it(open_library):
    items = [f"({letter}) the warden of tower {letter}" for letter in "abcdefghijklmnop"]
    document = make_document("a.txt", "It is recommended to pay:", *items, "Wardens should be paid monthly.")
    lead, *rest, last = document.paragraphs
    paragraphs = (lead, *(replace(each, parent=lead.id) for each in rest), last)
    with open_library(replace(document, paragraphs=paragraphs)) as library:
        asked = Asked("what should be done about tower c", "recommendation", {})
        c, d, e, f = paragraphs[3:7]
        three = choose(asked, scored((c, last, d, e), 0.90, 0.80, 0.70, 0.70), library)
        assert [each.paragraph.id for each in three] == [c.id]
        four = choose(asked, scored((c, d, last, e, f), 0.90, 0.80, 0.75, 0.70, 0.70), library)
        assert len(four) == len(items) + 1


def test_a_list_that_the_best_paragraph_is_no_part_of_is_not_quoted_in_its_place(open_library):
    document = make_document(
        "a.txt", "A keeper may:", "(a) light lamps;", "(b) trim wicks.", "Lamps should be lit."
    )
    lead, *items, best = document.paragraphs
    paragraphs = (lead, *(replace(each, parent=lead.id) for each in items), best)
    with open_library(replace(document, paragraphs=paragraphs)) as library:
        asked = Asked("what should be done about lamps", "recommendation", {})
        quoted = choose(asked, scored((best, paragraphs[1], paragraphs[2]), 0.80, 0.75, 0.75), library)
        assert quoted[0].paragraph.id == best.id


def test_a_follow_up_wants_nothing_defined_that_was_defined_before(open_library):
    meaning = "“Levy” means a toll for ferries."
    with open_library(make_document("a.txt", meaning, "A levy that nobody pays doubles in May.")) as library:
        assert ranked(library, "What is a levy", {})[0] == meaning
        assert ranked(library, "What is a levy — when does it double if nobody pays", {})[0] != meaning


def test_a_question_in_plain_words_finds_the_paragraph_in_treaty_language(tmp_path):
    leaving = "Any State may denounce this Covenant by a letter that the Harbour Master reads out."
    other = "Pears ripen late on the southern slopes."
    encoder = TokenWordEncoder(dimension=4096)
    publish(tmp_path, [make_document("a.txt", other, leaving)], encoder=encoder)
    with Library.open(tmp_path, encoder) as library:
        assert library.search("How to quit?")[0].paragraph.text == other
        assert ranked(library, "How to quit?", {})[0] == leaving


def test_prose_that_comes_second_has_a_sentence_that_answers_as_well(open_library):
    document = make_document(
        "a.txt", "The levy is four shells.", "The levy of the ferry was paid.", "Snow fell on it."
    )
    levy, paid, snow = document.paragraphs
    with open_library(document) as library:
        asked = Asked("how high is the levy", "plain", {"levi": 2.0, "high": 1.0})
        beside = [
            [
                each.paragraph.text
                for each in choose(asked, scored((levy, other), 0.80, 0.79), library, prose=True)
            ]
            for other in (paid, snow)
        ]
    assert beside == [[levy.text, paid.text], [levy.text]]


def test_no_paragraph_without_a_word_of_its_own_is_quoted_or_ranked(open_library):
    document = make_document("a.txt", "The levy is four shells.", "(a)", "https://levy.example/four-shells")
    levy, item, address = document.paragraphs
    with open_library(replace(document, paragraphs=(levy, replace(item, lead=3), address))) as library:
        asked = Asked("how high is the levy", "plain", {"levi": 2.0})
        assert len(choose(asked, scored((levy, replace(item, lead=3)), 0.80, 0.79), library)) == 1
        hits = rank(library, "levy four shells", "plain", {"levi": 2.0}, (), 9)
        assert [hit.paragraph.id for hit in hits] == [levy.id]


def test_a_list_of_which_several_items_are_near_the_best_comes_before_it():
    _, lead, *items = paragraphs = make_document(
        "a.txt", "One lamp.", "Lamps may be:", "lit;", "sold;"
    ).paragraphs
    one, lead, *items = (paragraphs[0], lead, *(replace(each, kind="item", parent=lead.id) for each in items))
    hits = [as_hit(one, 0.80), as_hit(items[0], 0.78), as_hit(lead, 0.77), as_hit(items[1], 0.70)]
    assert [each.paragraph.id for each in by_lists(hits)] == [items[0].id, lead.id, one.id, items[1].id]
    assert by_lists(hits[:3]) == hits[:3]  # two of a list are no list
    far = [*hits[:3], as_hit(items[1], 0.60)]
    assert by_lists(far) == far


def test_of_each_document_compared_two_paragraphs_as_good_are_quoted_in_the_order_of_their_article(
    open_library,
):
    lamps, nets = (
        document(
            f"# {name} Convention\n\n## Article 9\n\n1. {name} are bought.\n\n2. {name} are sold.\n",
            markdown=True,
        )
        for name in ("Lamps", "Nets")
    )
    with open_library(lamps, nets) as library:
        (bought, sold), (caught, torn) = (
            [each for each in library.document(id).paragraphs if each.kind == "body"]
            for id in (lamps.id, nets.id)
        )
        hits = [as_hit(sold, 0.6), as_hit(caught, 0.6), as_hit(bought, 0.57), as_hit(torn, 0.5)]
        quoted = choose(Asked("compare trade", "compare", {}), hits, library, 2)
    assert [each.paragraph.id for each in quoted] == [bought.id, sold.id, caught.id]


def test_of_two_files_of_a_document_the_one_whose_pages_are_known_is_cited_in_the_better_one_s_place():
    plain = make_document("r.docx", "Calls for lamps;", "Thanks the pilots;", symbol="A/RES/12/7")
    paged = make_document("r.pdf", "Calls  for lamps ;", "Sails.", symbol="A/RES/12/7")
    first = paged.paragraphs[0]
    on_page = replace(first, locator=replace(first.locator, pdf_page=2))
    hits = [as_hit(plain.paragraphs[0], 0.9), as_hit(plain.paragraphs[1], 0.8), as_hit(on_page, 0.7)]
    once = without_twins(hits, {plain.id: plain, paged.id: paged})
    assert [(hit.paragraph.text, hit.score) for hit in once] == [
        ("Calls  for lamps ;", 0.9),
        ("Thanks the pilots;", 0.8),
    ]
    other = replace(paged, symbol="A/RES/13/7")
    assert without_twins(hits, {plain.id: plain, paged.id: other}) == hits


def test_a_people_is_known_where_its_country_is(open_library):
    document = make_document("a.txt", "A ferry of Canada and a lamp.", "The levy is four shells.")
    with open_library(document) as library:
        assert unknown_words(library, "Which Canadian ferry, and which Danish tug?") == ["Danish", "tug"]


def test_a_paragraph_on_the_session_asked_for_comes_before_one_on_another_session():
    texts = (
        "The ninth session was in Tarvik.",
        "The 10th session will be in Lenna.",
        "Rules, tenth session.",
    )
    ninth, tenth, note = make_document("a.txt", *texts).paragraphs
    hits = [as_hit(ninth, 0.8), as_hit(replace(note, kind="note"), 0.78), as_hit(tenth, 0.7)]

    def first(question, *found):
        return numbered_so_first(found, question)[0].paragraph

    assert first("Where is the tenth session held?", *hits) == tenth
    assert first("Where is the 9th session held?", *hits) == ninth
    assert first("Where is a third State held?", *hits) == ninth  # "a third party" is no number
    assert first("Where is the eleventh session held?", *hits) == ninth
    assert first("Where is the tenth session held?", hits[0], as_hit(tenth, 0.6)) == ninth


def test_what_stands_under_the_heading_that_a_question_asks_for_gains_by_it(open_library, monkeypatch):
    document = make_document("a.txt", "A ship may stay a week.", "The levy is paid.", title="Harbour Statute")
    stay, levy = document.paragraphs
    stay = replace(stay, section=("Part I", "Article 7. Rule of lay days"))
    with open_library(replace(document, paragraphs=(stay, levy))) as library:

        def gain(question):
            scores = []
            for lift in (0.5, 0.0):
                monkeypatch.setattr("assistant.retrieve._HEADED", lift)
                hits = rank(library, question, "plain", {}, (), 9)
                scores.append({hit.paragraph.id: hit.score for hit in hits})
            return [scores[0][each.id] - scores[1][each.id] for each in (stay, levy)]

        assert gain("harbour statute rule of lay days") == pytest.approx([0.5, 0.0])
        assert gain("what do lay days cost") == pytest.approx([0.0, 0.0])
