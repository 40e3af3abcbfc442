import math

import numpy as np
import pytest
from safetensors.numpy import save_file

from index import DEFAULT_MODEL, Library, cut_passages, load_encoder, publish
from index.cross_encoder import CrossEncoder, load_cross_encoder
from index.encoding import PairStates
from index.passages import read_passage
from ingest import Document, Locator, NoteMark, Paragraph, SettingsError

QUESTION = "Who pays for the lamps of the harbour?"
ANSWERS = "The lamps of the harbour are paid for by the Council of Ferries."
SILENT = "The lamps of the harbour are lit at dusk and put out at dawn."


@pytest.fixture(scope="module")
def cross():
    return load_cross_encoder(DEFAULT_MODEL)


def test_only_the_default_model_has_a_cross_encoder():
    assert load_cross_encoder("all-MiniLM-L6-v2") is None


def test_a_passage_that_answers_has_higher_odds_than_one_that_is_only_about_it(cross):
    answered, silent = cross.score(QUESTION, [ANSWERS, SILENT])
    assert answered > silent + 1.0


def test_a_question_has_higher_odds_than_its_near_miss_over_the_same_passage(cross):
    (asked,) = cross.score(QUESTION, [ANSWERS])
    (missed,) = cross.score("Since which year has the Council paid for the lamps of the harbour?", [ANSWERS])
    assert asked > missed + 1.0


def test_the_odds_come_in_the_order_of_the_passages_whatever_their_lengths(cross):
    passages = [SILENT * 9, ANSWERS, SILENT, "Ferries.", ANSWERS * 3]
    alone = [cross.score(QUESTION, [each])[0] for each in passages]
    # int8 gives what is read together one scale, so that a neighbour moves the odds a little
    assert cross.score(QUESTION, passages) == pytest.approx(alone, abs=1.0)
    assert cross.score(QUESTION, []) == []


def test_what_is_longer_than_the_model_reads_is_cut_off_and_not_refused(cross):
    assert all(map(math.isfinite, cross.score(QUESTION * 80, [ANSWERS, SILENT * 80])))


def test_the_export_tells_the_same_as_the_model_itself(cross, monkeypatch):
    monkeypatch.setenv("RAPPORTEUR_ENCODER", "torch")
    reference = load_cross_encoder(DEFAULT_MODEL)
    passages = [ANSWERS, SILENT, "Ferries sound a horn in fog."]
    assert cross.score(QUESTION, passages) == pytest.approx(reference.score(QUESTION, passages), abs=0.6)


class Read:
    """Stands for a model: gives the same states whatever it reads."""

    def __init__(self, first, second):
        self.states = np.array(first, dtype="float32"), np.array(second, dtype="float32")

    def encode_pairs(self, first, seconds):
        for number, _ in enumerate(seconds):
            yield PairStates(number, *(each.reshape(-1, 2) for each in self.states))


def write_head(path, **other):
    tensors = {
        "head.matches": np.array(2.0),
        "head.bias": np.array(-1.0),
        "head.hidden.weight": np.array([[1.0, 0.0]]),
        "head.hidden.bias": np.array([0.5]),
        "head.out": np.array([3.0]),
        "head.point": np.array([0.25, 0.0]),
    } | other
    save_file(
        {name: tensor.astype("float32") for name, tensor in tensors.items() if tensor is not None}, path
    )
    return path


def test_the_head_weighs_the_tokens_best_matches_their_mean_and_the_surest_token(tmp_path):
    head = write_head(tmp_path / "head.safetensors")
    # tokens (3, 0) and (0, 2), of length 1: (1, 0), (0, 1); the passage's: (0.6, 0.8); best matches 0.6 and 0.8, mean 0.7;
    # the mean state (1.5, 1) gives the unit 1.5 + 0.5 = 2, and GELU(2) = 1.9544997; (6, 8) points with a quarter of 6
    cross = CrossEncoder(Read([[3, 0], [0, 2]], [[6, 8]]), head)
    assert cross.score("?", ["."]) == pytest.approx([2 * 0.7 + 3 * 1.9544997 + 1.5 - 1], abs=1e-5)


def test_where_a_text_has_no_token_only_the_bias_is_left(tmp_path):
    cross = CrossEncoder(Read([[3, 0]], []), write_head(tmp_path / "head.safetensors"))
    assert cross.score("?", [""]) == [-1.0]


@pytest.mark.parametrize("content", [None, b"no tensors", "without a head"])
def test_a_head_that_cannot_be_read_is_named_in_one_line(content, tmp_path):
    path = tmp_path / "head.safetensors"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        write_head(path, **{"head.out": None})
    with pytest.raises(SettingsError, match="expected the head of a cross-encoder") as caught:
        CrossEncoder(Read([[1, 0]], [[1, 0]]), path).score("?", ["."])
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def paragraph(number, text, **other):
    return Paragraph(
        f"d#{number}",
        "d",
        number,
        other.pop("kind", "body"),
        text,
        Locator(f"para. {number}", str(number)),
        **other,
    )


DOCUMENT = Document(
    "d",
    "d.txt",
    "Statute of the Harbour",
    (
        paragraph(0, "The Council shall:", section=("Duties",)),
        paragraph(1, "(a) Light the lamps;", section=("Duties",), parent="d#0"),
        paragraph(2, "Oil is dear.1 " + "Wicks are cheap. " * 120, notes=(NoteMark("1", 12, "d#3"),)),
        paragraph(3, "1 Price list of 1911.", kind="note"),
    ),
)


def test_a_passage_is_read_as_it_was_embedded_but_a_note_without_its_sentence():
    found = {each.id: each for each in DOCUMENT.paragraphs}
    read = [
        read_passage(DOCUMENT, found[each.paragraph], each.start, each.end, found.get)
        for each in cut_passages(DOCUMENT)
    ]
    embedded = [each.text_to_embed for each in cut_passages(DOCUMENT)]
    assert len(embedded) > 4  # the long paragraph is several
    assert read[:-1] == embedded[:-1]
    assert embedded[-1] == "Statute of the Harbour. Oil is dear\n1 Price list of 1911."
    assert read[-1] == "Statute of the Harbour\n1 Price list of 1911."


def test_a_library_judges_its_hits_with_the_default_model_and_with_no_other(tmp_path):
    for name in (DEFAULT_MODEL, "all-MiniLM-L6-v2"):
        publish(tmp_path / name, [DOCUMENT], encoder=load_encoder(name))
    with Library.open(tmp_path / DEFAULT_MODEL, load_encoder()) as library:
        hits = library.search("who lights the lamps", 3)
        odds = library.judge("who lights the lamps", hits)
    assert dict(zip((hit.paragraph.id for hit in hits), odds, strict=True))["d#1"] == max(odds)
    with Library.open(tmp_path / "all-MiniLM-L6-v2", load_encoder("all-MiniLM-L6-v2")) as library:
        assert library.judge("who lights the lamps", library.search("who lights the lamps", 3)) == ()
