import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index import load_encoder
from ingest import SettingsError

TEXTS = [
    "The ferry levy may not exceed four shells.",
    "Pear trees",
    "",
    "Lamps " * 400,
    "Who counts the nets?",
]


@pytest.fixture(scope="module", autouse=True)
def reference():
    """The fast encoder has its own tests; these are of the one that it is measured by."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORTEUR_ENCODER", "torch")
        yield


@pytest.fixture(scope="module")
def encoder(reference):
    return load_encoder("all-MiniLM-L6-v2")


def test_vectors_are_those_of_sentence_transformers_in_the_order_given(encoder):
    vectors = encoder.encode(TEXTS)
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(encoder.folder), device="cpu")
    expected = np.stack([reference.encode(text, normalize_embeddings=True) for text in TEXTS])
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, expected, atol=1e-5)


def test_vectors_have_length_one_and_the_dimension_that_the_files_state(encoder):
    vectors = encoder.encode(TEXTS[:2])
    assert vectors.shape == (2, 384) == (2, encoder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_token_vectors_come_with_the_same_vectors_one_for_each_word_piece(encoder):
    encodings = {each.number: each for each in encoder.encode_tokens(TEXTS)}
    vectors = encoder.encode(TEXTS)
    assert sorted(encodings) == [0, 1, 2, 3, 4]
    for number, encoding in encodings.items():
        assert np.allclose(encoding.vector, vectors[number], atol=1e-5)
        assert np.allclose(np.linalg.norm(encoding.tokens, axis=1), 1, atol=1e-5)
    # "pear", "trees"; for no words the two marks stay; 256 pieces are read, two of them marks
    assert [len(encodings[number].tokens) for number in (1, 2, 3)] == [2, 2, 254]


def test_an_unknown_word_keeps_its_vector_so_that_vectors_and_spans_agree(encoder):
    text = "net 𓀀 rope"
    assert len(next(iter(encoder.encode_tokens([text]))).tokens) == 3 == len(encoder.token_spans(text))


def test_no_texts_give_no_vectors(encoder):
    assert encoder.encode([]).shape == (0, 384)


def test_a_lone_surrogate_from_a_broken_file_is_encoded_as_a_question_mark(encoder):
    broken, mended = encoder.encode(["net \ud800", "net ?"])
    assert np.allclose(broken, mended, atol=1e-5)


def test_progress_ends_at_the_number_of_texts(encoder):
    seen = []
    encoder.encode(TEXTS, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (5, 5)


def test_the_fingerprint_follows_the_contents_and_not_the_place(encoder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(encoder.folder, copy)
    assert load_encoder(str(copy)).fingerprint == encoder.fingerprint
    (copy / "config.json").write_text((copy / "config.json").read_text() + " ")
    assert load_encoder(str(copy)).fingerprint != encoder.fingerprint


@pytest.mark.parametrize("name", ["no-such-model", "nobody/no-such-model", "/no/such/folder"])
def test_an_absent_model_is_refused_with_what_to_do(name, monkeypatch):
    monkeypatch.delenv("RAPPORTEUR_ONLINE", raising=False)
    with pytest.raises(SettingsError, match="RAPPORTEUR_MODEL") as caught:
        load_encoder(name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_model_is_refused_when_it_is_loaded(tmp_path):
    with pytest.raises(SettingsError, match="sentence-transformers folder"):
        load_encoder(str(tmp_path)).warm()


def test_the_environment_names_the_model(monkeypatch, tmp_path):
    monkeypatch.setenv("RAPPORTEUR_MODEL", str(tmp_path))
    assert load_encoder().name == str(tmp_path)
    assert load_encoder("all-MiniLM-L6-v2").name == "all-MiniLM-L6-v2"


def test_name_dimension_and_fingerprint_need_no_model_in_memory():
    script = (
        "import sys, index\n"
        "light = set(sys.modules)\n"
        "heavy = {'numpy', 'faiss', 'bm25s', 'torch', 'sentence_transformers', 'filelock'}\n"
        "assert not light & heavy, light & heavy\n"
        "encoder = index.load_encoder()\n"
        "assert (encoder.name, encoder.dimension) == ('all-MiniLM-L6-v2-un', 384)\n"
        "assert len(encoder.fingerprint) == 64\n"
        "assert 'torch' not in sys.modules\n"
    )
    root = Path(__file__).resolve().parent.parent
    subprocess.run([sys.executable, "-c", script], check=True, cwd=root)
