from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from small_library import TokenWordEncoder, WordEncoder, harbour_report, make_document, orchard_treaty

from index import Library, publish
from index.tokens import LateWeights, Tokens, TokenWriter, pack_vectors
from ingest import NoteMark


def unit_vectors(seed, shape):
    vectors = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


PLAIN = LateWeights(weakest=0, length=0)


def maxsim(question, passage):
    """The definition of the ColBERT paper, equation 3, divided by the number of question tokens."""
    return sum(max(float(ours @ theirs) for theirs in passage) for ours in question) / len(question)


def write(folder, passages):
    with closing(TokenWriter(folder)) as writer:
        writer.finish([writer.append(pack_vectors(passage)) for passage in passages])
    return Tokens([folder])


@pytest.mark.parametrize("width", [384, 33])
def test_four_bits_a_number_keep_late_interaction_within_two_hundredths(tmp_path, width):
    passages = [unit_vectors(number, (number + 1, width)) for number in range(30)]
    question = unit_vectors(99, (7, width))
    question[:3] = passages[20][:3]
    scores = write(tmp_path, passages).score(question, range(30), PLAIN)
    assert scores == pytest.approx([maxsim(question, passage) for passage in passages], abs=0.02)
    assert scores.argmax() == 20


def test_of_two_equal_means_the_one_that_leaves_no_word_unmatched_is_the_greater(tmp_path):
    question = np.eye(4, dtype=np.float32)
    even = np.full((1, 4), 0.5, dtype=np.float32)  # half of each of the four words
    one_sided = np.eye(4, dtype=np.float32)[:2]  # two words wholly, two not at all
    tokens = write(tmp_path, [even, one_sided])
    assert tokens.score(question, [0, 1], PLAIN) == pytest.approx([0.5, 0.5], abs=0.02)
    scores = tokens.score(question, [0, 1], LateWeights(weakest=0.5, length=0))
    assert scores == pytest.approx([0.5, 0.5 / 1.5], abs=0.02)


def test_a_longer_passage_loses_by_the_logarithm_of_its_length(tmp_path):
    passage = unit_vectors(1, (100, 16))
    tokens = write(tmp_path, [passage, np.vstack([passage, passage])])
    question = unit_vectors(2, (5, 16))
    once, twice = tokens.score(question, [0, 1], LateWeights(weakest=0, length=0.1))
    assert once == pytest.approx(maxsim(question, passage), abs=0.02)
    assert once - twice == pytest.approx(0.0693, abs=0.001)  # a tenth of the logarithm of 2


def test_only_the_passages_asked_for_are_scored_in_the_order_asked(tmp_path):
    passages = [unit_vectors(number, (5, 16)) for number in range(4)]
    tokens = write(tmp_path, passages)
    question = unit_vectors(9, (3, 16))
    every = tokens.score(question, [0, 1, 2, 3])
    assert tokens.score(question, [3, 1]).tolist() == every[[3, 1]].tolist()
    assert tokens.score(question, []).shape == (0,)


def test_a_vector_takes_half_a_byte_a_number_and_two_for_its_scale():
    assert pack_vectors(unit_vectors(0, (3, 384))).shape == (3, 194)


def test_a_vector_of_zeros_scores_zero(tmp_path):
    tokens = write(tmp_path, [np.zeros((1, 8), dtype=np.float32)])
    assert tokens.score(unit_vectors(0, (2, 8)), [0], PLAIN).tolist() == [0.0]


def test_the_file_is_a_plain_array_that_numpy_reads_without_pickle(tmp_path):
    write(tmp_path, [unit_vectors(number, (1000, 16)) for number in range(3)])
    codes = np.load(tmp_path / "tokens.npy", allow_pickle=False)
    assert (codes.shape, codes.dtype) == ((3000, 10), np.uint8)


def test_a_hit_carries_the_late_interaction_of_its_passage(tmp_path):
    publish(tmp_path / "library", [orchard_treaty()], encoder=TokenWordEncoder())
    question = "How many pear trees shall a Party plant?"
    with Library.open(tmp_path / "library", TokenWordEncoder()) as library:
        hits = library.search(question, weights=PLAIN)
    for hit in hits:
        texts = [question, f"Orchard Treaty (OT)\n{hit.paragraph.text}"]
        ours, theirs = sorted(TokenWordEncoder().encode_tokens(texts), key=lambda each: each.number)
        assert hit.parts.rerank == pytest.approx(maxsim(ours.tokens, theirs.tokens), abs=0.02)
    best, other = hits
    assert best.paragraph == orchard_treaty().paragraphs[0]
    assert best.score == pytest.approx(best.parts.rerank + 0.1, abs=1e-6)
    assert best.parts.rerank > other.parts.rerank


def test_publishing_again_copies_the_token_vectors_and_encodes_only_what_is_new(tmp_path):
    folder = tmp_path / "library"
    publish(folder, [harbour_report(), orchard_treaty()], encoder=TokenWordEncoder())
    with Library.open(folder, TokenWordEncoder()) as library:
        before = {hit.paragraph.id: hit.parts for hit in library.search("ferry levy")}
    encoder = TokenWordEncoder()
    documents = [make_document("new.txt", "Rope and tar."), orchard_treaty(), harbour_report()]
    published = publish(folder, documents, encoder=encoder)
    assert (published.embedded, published.reused) == (1, 5)
    assert encoder.seen == ["new.txt\nRope and tar."]
    with Library.open(folder, TokenWordEncoder()) as library:
        after = {hit.paragraph.id: hit.parts for hit in library.search("ferry levy")}
    assert all(after[paragraph].rerank == parts.rerank for paragraph, parts in before.items())
    assert len(after) == 6


def test_without_token_vectors_ranks_are_fused_and_there_is_no_late_part(tmp_path):
    publish(tmp_path / "library", [orchard_treaty()], encoder=WordEncoder())
    with Library.open(tmp_path / "library", WordEncoder()) as library:
        hits = library.search("pear")
    assert [hit.parts.rerank for hit in hits] == [None, None]
    assert hits[0].score == pytest.approx(2 / 61)


def test_a_library_made_without_token_vectors_gets_them_when_published_with_them(tmp_path):
    folder = tmp_path / "library"
    publish(folder, [orchard_treaty()], encoder=WordEncoder())
    assert publish(folder, [orchard_treaty()], encoder=TokenWordEncoder()).embedded == 2
    with Library.open(folder, TokenWordEncoder()) as library:
        assert library.search("pear")[0].parts.rerank is not None


def test_a_library_of_nothing_has_no_token_vectors_and_opens(tmp_path):
    publish(tmp_path / "library", [], encoder=TokenWordEncoder())
    publish(tmp_path / "library", [], encoder=TokenWordEncoder())
    with Library.open(tmp_path / "library", TokenWordEncoder()) as library:
        assert library.search("pear") == ()


def test_a_note_stays_behind_the_paragraph_that_bears_its_mark(tmp_path):
    document = make_document("a.txt", "The heron nests on the mole.", "Pell, Birds.", title="Birds")
    body, note = document.paragraphs
    marked = replace(body, notes=(NoteMark("1", 27, note.id),))
    document = replace(document, paragraphs=(replace(note, kind="note"), marked))
    publish(tmp_path / "library", [document], encoder=TokenWordEncoder())
    with Library.open(tmp_path / "library", TokenWordEncoder()) as library:
        hits = library.search("heron nests")
    assert [hit.paragraph.kind for hit in hits] == ["body", "note"]
    assert hits[0].parts.rerank == pytest.approx(hits[1].parts.rerank, abs=0.02)
