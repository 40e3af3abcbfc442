import os
import random
from dataclasses import replace
from pathlib import Path

import mutations
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.gate import disagreements, find_fragments, find_quotation, normalise
from index import split_sentences
from ingest import read_document

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted(
    each
    for each in (ROOT / "samples").iterdir()
    if each.suffix in (".pdf", ".docx", ".txt", ".md") and each.stem != "README"
)
CORPUS = Path(os.environ.get("RAPPORTEUR_CORPUS", ROOT.parent / "shared" / "corpus")) / "treaties"

# an invented paragraph of treaty style
TREATY = (
    "2. Each State Party shall, within four years of the entry into force of this Convention for that State, submit to "
    "the Lamp Commission a report on the inter-harbour measures that it has taken to give effect to article 7, including "
    "the “efficient lamp” standard of Guinea-Tessel, and may request the Commission’s assistance for that purpose."
)
OTHER_TREATY = "This Convention is subject to ratification, acceptance or approval by signatory States."


# -- the eight quotations that every gate must judge rightly ------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        "Each State Party shall, within four years of the entry into force of this Convention for that State, submit",
        "Each State Party shall, within four\nyears of the entry",
        "submit to the Lamp Commission a report\n\n\f\non the inter-harbour measures",
        "a report on the inter-\nharbour measu-\nres that it has taken",
        'including the "efficient lamp" standard of Guinea-\nTessel',
        "including the “eﬃcient lamp” standard",
        "may request the Commission's assistance",
        "‘submit to the Lamp Commission a report’",
        "… submit to the Lamp Commission a report ...",
    ],
)
def test_a_quotation_that_stands_there_is_found_however_it_is_broken(quote):
    span = find_quotation(quote, TREATY)
    assert span is not None
    words = normalise(quote).strip("'\". ").split()
    assert normalise(TREATY[span.start : span.end]).replace("-", "") == " ".join(words).replace("-", "")


@pytest.mark.parametrize(
    ("fault", "quote"),
    [
        ("shall became may", "Each State Party may, within four years of the entry into force"),
        ("the duty is denied", "Each State Party shall not, within four years of the entry into force"),
        ("another number", "Each State Party shall, within ten years of the entry into force"),
        (
            "an invented tail",
            "submit to the Lamp Commission a report on the inter-harbour measures and pay for the oil",
        ),
        ("two pieces joined", "Each State Party shall submit to the Lamp Commission a report"),
        ("boilerplate of another treaty", OTHER_TREATY),
        ("an unrelated sentence", "The ferry runs on market days only."),
        (
            "two pieces joined by an ellipsis",
            "Each State Party shall … submit to the Lamp Commission a report",
        ),
        ("a part of a word", "ach State Party shall, within four yea"),
        ("a part of a hyphened word", "harbour measures that it has taken"),
        ("one word", "Commission"),
        ("nothing", "“ ”"),
    ],
)
def test_a_quotation_with_a_fault_is_not_found(fault, quote):
    assert find_quotation(quote, TREATY) is None, fault


def test_the_span_is_the_place_in_the_text_as_it_stands():
    span = find_quotation('the "efficient lamp" standard', TREATY)
    assert TREATY[span.start : span.end] == "the “efficient lamp” standard"


@pytest.mark.parametrize(
    ("quote", "paragraph"),
    [
        ("5 million tonnes of sand", "The States took 1.5 million tonnes of sand."),
        ("the States took 1", "Last year the States took 1.5 million tonnes."),
        ("400 tonnes of gravel", "They lifted 9 400 tonnes of gravel."),
        ("binding rules of the port", "These are non-binding rules of the port."),
        ("within four", "It is due within four-and-twenty hours."),
        ("lamps number 102", "The lamps number 10² in all."),
        ("paragraph 1 of article 4", "See paragraph 11 of article 4."),
    ],
)
def test_a_number_or_word_cannot_be_cut(quote, paragraph):
    assert find_quotation(quote, paragraph) is None


def test_a_suspended_hyphen_is_kept_and_a_broken_word_is_mended():
    assert find_quotation("short-\nand long-term command", "Both short- and long-term command matter.")
    assert find_quotation("long-term comm-\nand matter", "Both short- and long-term command matter.")
    assert find_quotation("this Convention applies", "Hence this Con- vention applies.")


def test_the_published_normal_form():
    assert (
        normalise("the “ef\ufb01cient,\u00a0inter-\nregional”  a\u00adpproach…")
        == 'the "efficient, interregional" approach...'
    )
    assert normalise("one – two—three 10² m²") == "one - two - three 10^2 m2"
    assert normalise("cafe\u0301") == "café"


def test_pieces_with_words_left_out_are_found_in_their_order_only():
    assert find_fragments(("Each State Party shall", "submit", "a report"), TREATY)
    assert find_fragments(("submit", "Each State Party shall"), TREATY) is None


# -- changes to real paragraphs -----------------------------------------------------------------


def _paragraphs(paths, most):
    documents = [read_document(path) for path in paths]
    all_of_them = [
        each
        for document in documents
        for each in document.paragraphs
        if each.kind in ("body", "item", "note", "quotation") and len(each.words.split()) >= 8
    ]
    return random.Random(7).sample(all_of_them, min(most, len(all_of_them)))


@pytest.fixture(scope="module")
def sample_paragraphs():
    return _paragraphs(SAMPLES, 150)


@pytest.fixture(scope="module")
def treaty_paragraphs():
    if not CORPUS.is_dir():
        pytest.skip(f"no treaties in {CORPUS}")
    return _paragraphs(sorted(CORPUS.glob("*.md")), 150)


def _changed(paragraphs, change):
    """(paragraph, changed text) wherever the change can be made and says something else."""
    rng = random.Random(change.__name__)
    for paragraph in paragraphs:
        new = change(paragraph.words, lambda spots: rng.choice(spots) if spots else None)
        if new and normalise(new) != normalise(paragraph.words):
            yield paragraph, new


def _check_false(paragraphs, change):
    changed = list(_changed(paragraphs, change))
    assert changed, "the change could be made nowhere"
    assert [new for paragraph, new in changed if find_quotation(new, paragraph.text)] == []


def _check_true(paragraphs, change):
    rng = random.Random(change.__name__)
    for paragraph in paragraphs:
        words = paragraph.words.split()
        first = rng.randrange(len(words) - 4)
        for quote in (paragraph.words, " ".join(words[first : rng.randrange(first + 4, len(words)) + 1])):
            assert find_quotation(change(quote), paragraph.text), (change(quote), paragraph.text)


@pytest.mark.parametrize("change", mutations.FALSE, ids=lambda each: each.__name__)
def test_no_changed_paragraph_of_the_samples_passes(sample_paragraphs, change):
    _check_false(sample_paragraphs, change)


@pytest.mark.parametrize("change", mutations.TRUE, ids=lambda each: each.__name__)
def test_every_true_quotation_of_the_samples_passes(sample_paragraphs, change):
    _check_true(sample_paragraphs, change)


@pytest.mark.parametrize("change", mutations.FALSE, ids=lambda each: each.__name__)
def test_no_changed_paragraph_of_a_treaty_passes(treaty_paragraphs, change):
    _check_false(treaty_paragraphs, change)


@pytest.mark.parametrize("change", mutations.TRUE, ids=lambda each: each.__name__)
def test_every_true_quotation_of_a_treaty_passes(treaty_paragraphs, change):
    _check_true(treaty_paragraphs, change)


def test_the_samples_give_at_least_two_hundred_false_quotations(sample_paragraphs):
    assert sum(1 for change in mutations.FALSE for _ in _changed(sample_paragraphs, change)) >= 1500


# -- properties ---------------------------------------------------------------------------------

_TEXT = st.text(alphabet=st.sampled_from("abc AB 12 .,-—’“”\n\u00a0\u00adﬁé²%/"), max_size=60)


@example("A- \ufb01")  # a ligature after a break
@settings(max_examples=300)
@given(_TEXT)
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(max_size=80), st.text(max_size=30))
def test_a_span_lies_in_the_text_and_says_the_quotation(paragraph, quote):
    span = find_quotation(quote, paragraph)
    if span is not None:
        assert 0 <= span.start < span.end <= len(paragraph)
        assert find_quotation(paragraph[span.start : span.end], paragraph) is not None


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "lamp",
                "oil",
                "harbour",
                "keeper",
                "shall",
                "report",
                "each",
                "year",
                "with",
                "care",
                "to",
                "the",
                "council",
            ]
        ),
        min_size=6,
        max_size=25,
    ),
    st.data(),
)
def test_any_run_of_whole_words_is_a_quotation(words, data):
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 2, len(words)))
    assert find_quotation("\n".join(words[first:last]), " ".join(words)) is not None


# -- sentences in other words -------------------------------------------------------------------

DUTY = "Each State Party shall report every broken lamp to the Lamp Commission within four years, and may ask for oil."
LEVY = "The ferry levy of Karsova may not exceed 25 per cent of the fare, and rose from 51 crowns in 2022 to 63 crowns in 2024."
ADVICE = "The Assembly recommends that member States should inspect at least two thirds of their 140 wells before 24 October 2025."
DENIED = "No State Party shall refuse entry to a vessel in distress, but it may charge a fee for the pilot."
SOME = "Many inspectors in Veyland are paid by the yard; some of them refuse bribes. Unlawful dredging is seldom punished."


@pytest.mark.parametrize(
    ("sentence", "quotation"),
    [
        ("Each State Party must report broken lamps to the Lamp Commission within 4 years.", DUTY),
        ("States parties are required to report every broken lamp within four years.", DUTY),
        ("A State Party may ask for oil.", DUTY),
        ("A State Party can ask for oil.", DUTY),
        ("Within four years, each State Party shall report broken lamps, and it may ask for oil.", DUTY),
        ("Karsova's ferry levy may not exceed 25% of the fare.", LEVY),
        ("The levy cannot exceed 25 percent of the fare.", LEVY),
        ("In Karsova the levy rose from 51 crowns in 2022 to 63 crowns in 2024.", LEVY),
        ("The levy was 63 crowns in 2024.", LEVY),
        ("Member States should inspect two-thirds of the wells before 24 October 2025.", ADVICE),
        (
            "According to the Assembly, member States should inspect at least two thirds of their wells.",
            ADVICE,
        ),
        ("Inspections are recommended before October 24, 2025.", ADVICE),
        ("There are 140 wells.", ADVICE),
        ("A State Party shall not refuse entry to a vessel in distress.", DENIED),
        ("States must not refuse a vessel in distress entry.", DENIED),
        ("A fee may be charged for the pilot.", DENIED),
        ("In Veyland many inspectors are paid by the yard.", SOME),
        ("Some inspectors refuse bribes.", SOME),
        ("Dredging that is unlawful is seldom punished.", SOME),
        ("Dredging that is not lawful is seldom punished.", SOME),
        (DUTY, DUTY),
        (LEVY, LEVY),
        (ADVICE, ADVICE),
        (DENIED, DENIED),
        (SOME, SOME),
    ],
)
def test_a_sentence_that_says_what_its_quotation_says_passes(sentence, quotation):
    assert disagreements(sentence, [quotation]) == ()


@pytest.mark.parametrize(
    ("sentence", "quotation", "reason"),
    [
        ("Each State Party must report broken lamps within ten years.", DUTY, "figure"),
        ("Each State Party must report broken lamps within 40 years.", DUTY, "figure"),
        ("Each State Party must report broken lamps within four months.", DUTY, "figure"),
        ("Each State Party must report broken lamps after at least four years.", DUTY, "figure"),
        ("Each State Party may report broken lamps within four years.", DUTY, "may"),
        ("Each State Party should report broken lamps within four years.", DUTY, "should"),
        ("Each State Party must ask for oil.", DUTY, "shall"),
        ("Each State Party shall not report broken lamps.", DUTY, "denies"),
        ("Each State Party shall report broken lamps to the Ferry Commission.", DUTY, "name"),
        ("Each State Party shall report broken lamps to the Commission of Astrava.", DUTY, "name"),
        ("Only States Parties shall report broken lamps.", DUTY, "only"),
        ("The levy may exceed 25 per cent of the fare.", LEVY, "figure"),
        ("The levy may not exceed 52 per cent of the fare.", LEVY, "figure"),
        ("The levy may not exceed 25 crowns.", LEVY, "figure"),
        ("The levy rose from 63 crowns to 51 crowns.", LEVY, "order"),
        ("The levy fell from 51 crowns in 2022 to 63 crowns in 2024.", LEVY, "rose"),
        ("Veyland raised its levy to 63 crowns.", LEVY, "name"),
        ("The levy shall exceed 25 per cent of the fare.", LEVY, ""),
        ("Member States must inspect at least two thirds of their wells.", ADVICE, "shall"),
        ("Member States inspect two thirds of their wells.", ADVICE, "should"),
        ("Member States should inspect at least one third of their wells.", ADVICE, "figure"),
        ("Member States should inspect at most two thirds of their wells.", ADVICE, "figure"),
        ("Member States should inspect two thirds of their wells after 24 October 2025.", ADVICE, "after"),
        ("Member States should inspect their wells before 24 October 2026.", ADVICE, "figure"),
        ("Member States should inspect their wells before 14 October 2025.", ADVICE, "figure"),
        ("Member States should inspect their 410 wells.", ADVICE, "figure"),
        ("Member States should not inspect their wells.", ADVICE, "denies"),
        ("The Tarnweir Institute recommends that member States should inspect their wells.", ADVICE, "name"),
        ("A State Party shall refuse entry to a vessel in distress.", DENIED, "asserts"),
        ("A State Party may refuse entry to a vessel in distress.", DENIED, ""),
        ("A State Party shall not charge a fee for the pilot.", DENIED, ""),
        ("A State Party shall charge a fee for the pilot.", DENIED, "shall"),
        ("All inspectors in Veyland are paid by the yard.", SOME, "all"),
        ("Most inspectors in Veyland are paid by the yard.", SOME, "most"),
        ("Lawful dredging is seldom punished.", SOME, "round"),
        ("Unlawful dredging is not punished.", SOME, "denies"),
        ("Inspectors in Ostrand are paid by the yard.", SOME, "name"),
        ("Two inspectors are paid by the yard.", SOME, "figure"),
    ],
)
def test_a_sentence_that_says_something_else_is_caught(sentence, quotation, reason):
    found = disagreements(sentence, [quotation])
    assert found
    assert reason in " ".join(found)


def test_names_of_the_cited_document_need_no_proof():
    sentence = "Under the Osmund Convention each State Party shall report every broken lamp."
    assert disagreements(sentence, [DUTY])
    assert disagreements(sentence, [DUTY], {"Osmund Convention"}) == ()


def test_a_whole_paragraph_agrees_with_itself(sample_paragraphs):
    assert [each.words for each in sample_paragraphs if disagreements(each.words, [each.words])] == []


@pytest.mark.parametrize("change", mutations.TELLING, ids=lambda each: each.__name__)
def test_no_sentence_with_a_telling_word_changed_agrees_with_what_it_was(sample_paragraphs, change):
    sentences = [
        replace(each, text=each.words[start:end], lead=0)
        for each in sample_paragraphs
        for start, end in split_sentences(each.words)
        if len(each.words[start:end].split()) >= 6
    ]
    changed = list(_changed(sentences, change))
    assert changed
    assert [new for sentence, new in changed if not disagreements(new, [sentence.text])] == []
