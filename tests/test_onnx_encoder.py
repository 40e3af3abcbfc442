"""The fast encoder against sentence-transformers. One real export is made, by two processes at once."""

import json
import logging
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import onnx
import pytest

from index import load_encoder
from index.export import read_pooling
from index.fast_encoder import find_export
from index.model_files import ModelFiles, find_model
from index.onnx_encoder import RECIPE_KEY, NoExportError, OnnxEncoder, cut_batches
from ingest import SettingsError

ROOT = Path(__file__).resolve().parents[1]
TEXTS = [
    "Who mends the nets?",
    "Pear trees",
    "",
    "   ",
    "Lamps are lit at dusk and put out at dawn, every day of the year. " * 60,
    "Section 4 (1)(c): no keeper may hold more than 3 lamps, 12.5 per cent of them spare.",
    "L'élection du gardien a lieu à Bœuf-sur-Mer, le 3 août — jamais avant.",
    "Смотритель маяка ведёт журнал.",
    "灯塔看守人每天写日志。",
    "The ☕ and the 𓀀 stand beside a na\u0131ve fa\u00e7ade.",
    "THE RULES OF THE HARBOUR, AS AMENDED",
    "A keeper who leaves the lighthouse tells the council, which chooses another within thirty days.",
]


def run(script, **environment):
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """A cache folder in which two processes have just made the export at the same time."""
    folder = tmp_path_factory.mktemp("cache")
    script = "from index import load_encoder; load_encoder('all-MiniLM-L6-v2').warm()"
    both = [run(script, RAPPORTEUR_CACHE=str(folder), RAPPORTEUR_ENCODER="") for _ in range(2)]
    for process in both:
        _, said = process.communicate(timeout=300)
        assert (process.returncode, said) == (0, "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORTEUR_CACHE", str(folder))
        patch.delenv("RAPPORTEUR_ENCODER", raising=False)
        yield folder


@pytest.fixture(scope="module")
def fast(cache):
    return load_encoder("all-MiniLM-L6-v2")


@pytest.fixture(scope="module")
def reference():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORTEUR_ENCODER", "torch")
        return load_encoder("all-MiniLM-L6-v2")


def copy_of(folder, to, *, pooling):
    """The model with another pooling; all other files are linked, not copied."""
    shutil.copytree(folder, to, copy_function=lambda there, here: Path(here).symlink_to(there))
    settings = to / "1_Pooling" / "config.json"
    settings.unlink()
    settings.write_text(json.dumps({"word_embedding_dimension": 384, pooling: True}))
    return to


def levels(caplog):
    """Of the messages that are ours."""
    return [each.levelname for each in caplog.records if each.name.startswith("index")]


def test_two_processes_at_once_leave_one_whole_export_and_nothing_beside_it(cache, fast):
    assert [path.name for path in cache.rglob("*") if path.is_file()] == [
        find_export(find_model(fast.name)).name
    ]


def test_vectors_come_near_those_of_sentence_transformers(fast, reference):
    ours, theirs = fast.encode(TEXTS), reference.encode(TEXTS)
    cosines = (ours * theirs).sum(axis=1)
    assert ours.dtype == np.float32
    assert ours.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
    assert cosines.mean() > 0.985
    assert cosines.min() > 0.95


def test_token_vectors_come_near_those_of_sentence_transformers_token_by_token(fast, reference):
    theirs = {each.number: each for each in reference.encode_tokens(TEXTS)}
    ours = {each.number: each for each in fast.encode_tokens(TEXTS)}
    assert sorted(ours) == sorted(theirs) == list(range(len(TEXTS)))
    for number, each in ours.items():
        cosines = (each.tokens * theirs[number].tokens).sum(axis=1)
        assert np.allclose(np.linalg.norm(each.tokens, axis=1), 1, atol=1e-5)
        assert cosines.mean() > 0.97, TEXTS[number]


def test_each_text_stands_nearest_to_itself_whichever_encoder_made_the_library(fast, reference):
    distinct = [text for text in TEXTS if text.strip()]
    nearest = (fast.encode(distinct) @ reference.encode(distinct).T).argmax(axis=1)
    assert list(nearest) == list(range(len(distinct)))


def test_name_dimension_and_fingerprint_are_those_of_the_model(fast, reference):
    assert (fast.name, fast.dimension, fast.fingerprint) == (
        reference.name, reference.dimension, reference.fingerprint,
    )  # fmt: skip


def test_token_spans_are_as_many_as_token_vectors_also_where_a_word_is_unknown(fast):
    for text in ("Pear trees", "net 𓀀 rope", TEXTS[5]):
        assert len(fast.token_spans(text)) == len(next(iter(fast.encode_tokens([text]))).tokens)


def test_no_texts_give_no_vectors(fast):
    assert fast.encode([]).shape == (0, 384)
    assert list(fast.encode_tokens([])) == []


def test_a_lone_surrogate_is_encoded_as_a_question_mark(fast):
    assert np.array_equal(fast.encode(["net \ud800"]), fast.encode(["net ?"]))


def test_progress_grows_to_the_number_of_texts(fast):
    seen = []
    fast.encode(TEXTS, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (len(TEXTS), len(TEXTS))


def test_questions_asked_at_once_get_the_vectors_that_they_get_alone(fast):
    alone = [fast.encode([text])[0] for text in TEXTS]
    found = {}

    def ask(number):
        found[number] = fast.encode([TEXTS[number]])[0]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(TEXTS))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(found[number], alone[number]) for number in range(len(TEXTS)))


def test_asking_loads_neither_torch_nor_transformers_and_reports_to_nobody(cache, tmp_path):
    script = (
        "import sys, time\n"
        "from index import load_encoder\n"
        "next(iter(load_encoder('all-MiniLM-L6-v2').encode_tokens(['Who mends the nets?'])))\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx', 'huggingface_hub', 'scipy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    process = run(script, HOME=str(tmp_path))
    assert process.communicate(timeout=120) == ("", "")
    # onnxruntime keeps what it means to send home under ~/.cache
    assert process.returncode == 0
    assert list(tmp_path.rglob("*")) == []


def test_a_pooling_by_the_first_token_is_done_as_sentence_transformers_does_it(fast, tmp_path, monkeypatch):
    export = tmp_path / "cls.onnx"
    model = onnx.load(find_export(find_model(fast.name)))
    recipe = {each.key: each.value for each in model.metadata_props}[RECIPE_KEY]
    onnx.helper.set_model_props(model, {RECIPE_KEY: recipe.replace('"mean"', '"cls"')})
    onnx.save(model, export)
    files = ModelFiles(
        "first token", copy_of(fast.folder, tmp_path / "cls", pooling="pooling_mode_cls_token")
    )
    monkeypatch.setenv("RAPPORTEUR_ENCODER", "torch")
    theirs = load_encoder(str(files.folder)).encode(TEXTS)
    ours = OnnxEncoder(files, export).encode(TEXTS)
    assert (ours * theirs).sum(axis=1).mean() > 0.97
    assert (fast.encode(TEXTS) * theirs).sum(axis=1).mean() < 0.9


def test_a_model_that_is_refused_runs_in_sentence_transformers_and_says_so_once(
    fast, reference, tmp_path, caplog
):
    folder = copy_of(fast.folder, tmp_path / "max", pooling="pooling_mode_max_tokens")
    caplog.set_level(logging.INFO)
    first = load_encoder(str(folder)).encode(TEXTS)
    assert levels(caplog) == ["INFO", "WARNING"]
    assert (
        "its pooling is max" in caplog.records[1].message or "pooling_mode_max" in caplog.records[1].message
    )
    caplog.clear()
    again = load_encoder(str(folder))
    assert np.array_equal(again.encode(TEXTS), first)
    assert levels(caplog) == ["INFO"]
    assert not np.allclose(first, reference.encode(TEXTS), atol=1e-3)


@pytest.mark.parametrize("package", ["onnx", "onnxruntime"])
def test_a_missing_package_is_named_and_sentence_transformers_taken(
    package, reference, tmp_path, monkeypatch, caplog
):
    monkeypatch.setenv("RAPPORTEUR_CACHE", str(tmp_path))
    monkeypatch.setitem(sys.modules, package, None)
    vector = load_encoder("all-MiniLM-L6-v2").encode(["Pear trees"])
    assert np.allclose(vector, reference.encode(["Pear trees"]), atol=1e-6)
    assert f"the package {package} is not installed" in caplog.text
    assert levels(caplog) == ["WARNING"]


def test_a_model_without_tokenizer_json_runs_in_sentence_transformers(fast, tmp_path, caplog):
    shutil.copytree(fast.folder, tmp_path / "model", ignore=shutil.ignore_patterns("tokenizer.json"))
    assert load_encoder(str(tmp_path / "model")).encode(["Pear trees"]).shape == (1, 384)
    assert "no tokenizer.json" in caplog.text


def test_what_may_pass_is_not_remembered_against_the_model(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("RAPPORTEUR_CACHE", str(tmp_path))
    monkeypatch.delenv("RAPPORTEUR_ENCODER", raising=False)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    for _ in range(2):
        load_encoder("all-MiniLM-L6-v2").warm()
    assert levels(caplog) == ["WARNING", "WARNING"]
    assert list(tmp_path.rglob("*.refused")) == []


def test_a_damaged_export_is_told_from_a_whole_one(fast, tmp_path):
    files = find_model(fast.name)
    export = tmp_path / "damaged.onnx"
    export.write_bytes(find_export(files).read_bytes()[:100_000])
    with pytest.raises(NoExportError, match=r"damaged\.onnx cannot be opened"):
        OnnxEncoder(files, export)


def test_a_cache_that_cannot_be_made_is_named(tmp_path, monkeypatch, caplog):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RAPPORTEUR_CACHE", str(tmp_path / "file"))
    monkeypatch.delenv("RAPPORTEUR_ENCODER", raising=False)
    load_encoder("all-MiniLM-L6-v2").warm()
    assert "set RAPPORTEUR_CACHE" in caplog.text


def test_another_word_than_torch_or_onnx_is_refused(monkeypatch):
    monkeypatch.setenv("RAPPORTEUR_ENCODER", "jax")
    with pytest.raises(SettingsError, match="expected onnx or torch, found jax"):
        load_encoder("all-MiniLM-L6-v2")


@pytest.mark.parametrize(
    ("lengths", "batches"),
    [
        ([], []),
        ([600], [(0, 1)]),
        ([256, 256, 256], [(0, 2), (2, 3)]),
        ([170, 170, 170, 9], [(0, 3), (3, 4)]),
        ([0, 0], [(0, 2)]),
    ],
)
def test_batches_hold_at_most_512_tokens_or_one_text(lengths, batches):
    assert list(cut_batches(lengths)) == batches


@pytest.mark.parametrize(
    ("settings", "pooling"),
    [
        ({"pooling_mode": "mean", "embedding_dimension": 8}, "mean"),
        ({"pooling_mode": "cls"}, "cls"),
        ({"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False}, "mean"),
        ({"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}, "cls"),
    ],
)
def test_the_pooling_is_read_in_the_old_spelling_and_the_new(settings, pooling):
    assert read_pooling(settings) == pooling


@pytest.mark.parametrize(
    "settings",
    [
        {"pooling_mode": "lasttoken"},
        {"pooling_mode": ("mean", "max")},
        {"pooling_mode_mean_tokens": True, "pooling_mode_max_tokens": True},
        {},
    ],
)
def test_another_pooling_is_refused(settings):
    with pytest.raises(NoExportError, match="pooling"):
        read_pooling(settings)
