from dataclasses import replace

import numpy as np
import pytest
from small_library import TokenWordEncoder, WordEncoder, harbour_report, make_document, orchard_treaty

from index import Library, publish
from index.search import EncodedQuestion
from ingest import LibraryError


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path / "library", [harbour_report(), orchard_treaty()], encoder=WordEncoder())
    return tmp_path / "library"


@pytest.fixture
def library(folder):
    with Library.open(folder, WordEncoder()) as opened:
        yield opened


def test_the_paragraph_with_the_words_of_the_question_comes_first(library):
    first = library.search("How many pear trees shall a Party plant?")[0]
    assert first.paragraph == orchard_treaty().paragraphs[0]
    assert first.rank == 1
    assert first.paragraph.text[first.start : first.end] == first.paragraph.text


def test_each_paragraph_is_found_once_and_ranks_count_from_one(library):
    hits = library.search("lamp ferry nets pear hedges")
    assert len({hit.paragraph.id for hit in hits}) == len(hits) == 5
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_k_limits_the_hits(library):
    assert len(library.search("lamp", 2)) == 2


def test_the_dense_part_is_the_cosine_with_the_passage(library):
    question = "ferry levy"
    hit = library.search(question, 1)[0]
    embedded = f"Report on the harbour of Little Osmund\n{hit.paragraph.text}"
    ours, theirs = WordEncoder().encode([question, embedded])
    assert hit.parts.dense == pytest.approx(float(np.dot(ours, theirs)), abs=1e-5)


def test_the_lexical_part_is_zero_where_no_word_is_shared(library):
    hits = library.search("hedges", documents=["orchard.txt"])
    parts = {hit.paragraph.locator.shown: hit.parts for hit in hits}
    assert parts["para. 2"].lexical > 0
    assert parts["para. 1"].lexical == 0


@pytest.mark.parametrize("by", ["source", "id"])
def test_a_search_within_a_document_stays_there(library, by):
    treaty = orchard_treaty()
    hits = library.search("ferry lamps", documents=[getattr(treaty, by)])
    assert {hit.paragraph.document for hit in hits} == {treaty.id}


def test_a_search_within_no_document_finds_nothing(library):
    assert library.search("ferry", documents=[]) == ()


def test_a_search_within_an_unknown_document_is_refused(library):
    with pytest.raises(LibraryError, match=r"'desert\.txt'"):
        library.search("ferry", documents=["desert.txt"])


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_a_question_without_words_finds_nothing(library, question):
    assert library.search(question) == ()


def test_less_than_one_hit_cannot_be_asked_for(library):
    with pytest.raises(ValueError, match="1 or more"):
        library.search("ferry", 0)


def test_documents_come_without_paragraphs_and_one_document_with_them(library):
    assert library.documents == tuple(
        replace(document, paragraphs=()) for document in (harbour_report(), orchard_treaty())
    )
    assert library.document("orchard.txt") == orchard_treaty()
    assert library.document(harbour_report().id) == harbour_report()


def test_an_unknown_document_is_refused_with_the_way_to_list_them(library):
    with pytest.raises(LibraryError, match="rapporteur sources"):
        library.document("desert.txt")


def test_every_paragraph_is_found_by_its_id(library):
    for paragraph in (*harbour_report().paragraphs, *orchard_treaty().paragraphs):
        assert library.paragraph(paragraph.id) == paragraph


def test_an_unknown_paragraph_is_refused(library):
    with pytest.raises(LibraryError, match=r"art\. 99"):
        library.paragraph("0000#art. 99")


def test_a_long_paragraph_is_one_hit_with_its_best_window(tmp_path):
    filler = " ".join(f"Sentence {number} speaks of rope and tar." for number in range(80))
    document = make_document("long.txt", f"{filler} The heron nests on the north mole.")
    publish(tmp_path / "library", [document], encoder=WordEncoder())
    with Library.open(tmp_path / "library", WordEncoder()) as library:
        (hit,) = library.search("Where does the heron nest?")
    assert hit.start > 0
    assert "heron" in hit.paragraph.text[hit.start : hit.end]


def test_a_library_without_documents_opens_and_finds_nothing(tmp_path):
    publish(tmp_path / "library", [], encoder=WordEncoder())
    with Library.open(tmp_path / "library", WordEncoder()) as library:
        assert library.documents == ()
        assert library.search("ferry") == ()


def test_a_document_without_text_is_kept_and_finds_nothing(tmp_path):
    publish(tmp_path / "library", [make_document("scan.pdf")], encoder=WordEncoder())
    with Library.open(tmp_path / "library", WordEncoder()) as library:
        assert library.document("scan.pdf").paragraphs == ()
        assert library.search("ferry") == ()


def test_text_with_a_lone_surrogate_comes_back_as_it_was(tmp_path):
    document = make_document("broken.pdf", "net \ud83d and rope – “tar”")
    publish(tmp_path / "library", [document], encoder=WordEncoder())
    with Library.open(tmp_path / "library", WordEncoder()) as library:
        assert library.document("broken.pdf") == document
    lines = next((tmp_path / "library").glob("generations/*/segments/*/paragraphs.jsonl")).read_text("utf-8")
    assert "– “tar”" in lines


def test_opening_and_reading_paragraphs_does_not_wake_the_encoder(folder):
    encoder = WordEncoder()
    with Library.open(folder, encoder) as library:
        library.document("orchard.txt")
        assert encoder.seen == []
        library.search("ferry")
        assert encoder.seen == ["ferry"]


def test_closing_twice_is_harmless(folder):
    library = Library.open(folder, WordEncoder())
    library.close()
    library.close()


def test_the_sentence_that_answers_fits_best(tmp_path):
    text = (
        "The ferry levy may not exceed four shells. Lighthouse keepers report broken lamps within two days."
    )
    publish(tmp_path, [make_document("harbour.txt", text)], encoder=TokenWordEncoder())
    with Library.open(tmp_path, TokenWordEncoder()) as library:
        paragraph = library.document("harbour.txt").paragraphs[0]
        first, second = (0, 42), (43, len(text))
        levy = library.fit_spans("how high is the ferry levy", paragraph, [first, second])
        lamps = library.fit_spans("who reports broken lamps", paragraph, [first, second])
    assert levy[0] > levy[1]
    assert lamps[1] > lamps[0]


def test_without_token_vectors_no_sentence_is_fitted(tmp_path):
    publish(tmp_path, [harbour_report()], encoder=WordEncoder())
    with Library.open(tmp_path, WordEncoder()) as library:
        paragraph = library.document("harbour.txt").paragraphs[0]
        assert library.fit_spans("broken lamp", paragraph, [(0, 10)]) == ()


def test_a_paragraph_that_only_the_other_wording_names_is_found_and_no_other_is_lowered(tmp_path):
    publish(tmp_path, [harbour_report(), orchard_treaty()], encoder=TokenWordEncoder())
    with Library.open(tmp_path, TokenWordEncoder()) as library:
        plain = {hit.paragraph.id: hit for hit in library.search("quarrels about bushes")}
        both = library.search("quarrels about bushes", reworded="disputes over hedges")
    assert both[0].paragraph.text.startswith("Disputes over hedges")
    assert both[0].score > plain[both[0].paragraph.id].score
    assert all(hit.parts.rerank >= plain[hit.paragraph.id].parts.rerank for hit in both)


def test_a_stretch_of_a_question_is_judged_by_its_own_words(tmp_path):
    publish(tmp_path / "library", [harbour_report()], encoder=TokenWordEncoder())
    question = "who reports broken lamps, and how high is the ferry levy"
    lamps, levy = (0, question.index(",")), (question.index("how"), len(question))
    with Library.open(tmp_path / "library", TokenWordEncoder()) as library:
        wanted = [(each, [(0, len(each.text))]) for each in harbour_report().paragraphs[:2]]
        on_lamps = library.fit_all_spans(question, wanted, stretch=lamps)
        on_levy = library.fit_all_spans(question, wanted, stretch=levy)
        whole = library.fit_all_spans(question, wanted)
    assert on_lamps[0] > on_lamps[1]
    assert on_levy[1] > on_levy[0]
    assert whole[0] < on_lamps[0]


def test_a_stretch_that_the_encoder_has_cut_off_counts_as_the_whole():
    vector, tokens = np.ones(4, dtype=np.float32), np.eye(2, 4, dtype=np.float32)
    question = EncodedQuestion(vector, tokens)
    places = [(0, 3), (4, 9), (10, 14)]  # of three tokens two were read
    kept = question.within(places, (4, 9)).tokens
    assert kept is not None
    assert kept.tolist() == [[0.0, 1.0, 0.0, 0.0]]
    assert question.within(places, (10, 14)) is question


def test_a_sentence_is_fitted_by_the_better_of_two_wordings(tmp_path):
    text = "The Council settles disputes over hedges. Pears are picked in autumn."
    publish(tmp_path, [make_document("orchard.txt", text)], encoder=TokenWordEncoder())
    with Library.open(tmp_path, TokenWordEncoder()) as library:
        wanted = [(library.document("orchard.txt").paragraphs[0], [(0, 41), (42, len(text))])]
        (plain,) = library.fit_all_spans("quarrels about bushes", wanted)
        (both,) = library.fit_all_spans("quarrels about bushes", wanted, reworded="disputes over hedges")
    assert both[0] > plain[0]
    assert both[1] >= plain[1]
    assert both[0] > both[1]
