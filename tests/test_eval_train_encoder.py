import json
import random
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from eval import train_encoder
from eval.cases import read_cases
from eval.evidence import Evidence, words_of
from eval.fit_ranking import Question, read_questions
from eval.train_encoder import Example, Pool, Trained, late_scores, loss_of, measure, pool_of
from index import Library, load_encoder, publish
from index.encoder import SentenceTransformerEncoder
from index.model_files import ModelFiles
from ingest import Document, Locator, Paragraph

QUESTION_SETS = Path(train_encoder.__file__).parent / "questions"
TEXTS = (
    "Every keeper lights the lamps at dusk.",
    "Wicks are trimmed by the youngest keeper.",
    "Oil is bought in autumn, when it is cheap.",
    "Ferries sound a horn in fog.",
)
ASKED = (
    "when does the light go on",
    "who shortens the threads",
    "in which season is fuel paid for",
    "noise of boats",
)


def unit(*numbers):
    vector = torch.tensor(numbers)
    return vector / vector.norm()


def test_a_score_is_the_mean_of_the_best_matches_the_least_quarter_counted_again_less_for_length():
    question = torch.stack([unit(1.0, 0.0), unit(0.0, 1.0), unit(1.0, 1.0), unit(1.0, 0.0)])
    passage = torch.stack([unit(1.0, 0.0)])
    # best matches 1, 0, 0.7071, 1: mean 0.67678; the least of four is 0, counted 0.15 times more;
    # one token is a hundredth of the usual length, which adds 0.02 times 4.60517
    expected = 0.67678 / 1.15 + 0.02 * 4.60517
    assert float(late_scores([question], [passage])) == pytest.approx(expected, abs=1e-4)


def paragraph(document, number, text):
    return Paragraph(
        f"{document}#{number}", document, number, "body", text, Locator(f"para. {number}", str(number))
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    first = Document("a", "a.txt", "Keepers", tuple(paragraph("a", n, t) for n, t in enumerate(TEXTS)))
    second = Document(
        "b", "b.txt", "Ferries", (paragraph("b", 0, TEXTS[0]), paragraph("b", 1, "Boats are blue."))
    )
    encoder = load_encoder("all-MiniLM-L6-v2")
    publish(folder, [first, second], encoder=encoder)
    with Library.open(folder, encoder) as opened:
        yield opened


def test_paragraphs_with_the_answers_words_are_right_and_what_search_finds_besides_is_near(library):
    evidence = Evidence(**Evidence.of(TEXTS[0]).hashed())
    asked = [
        Question("when does the light go on", "o", "a.txt", evidence),
        Question("what is not held", "o", "elsewhere.txt", evidence),
    ]
    pool = pool_of(library, asked)
    (example,) = pool.examples
    assert {pool.texts[row].rpartition("\n")[2] for row in example.right} == {TEXTS[0]}
    assert len(example.right) == 2  # it stands in both documents
    assert len(example.near) == 4
    assert not set(example.near) & set(example.right)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A model trained for a few steps on questions that share no word with their answers."""
    torch.manual_seed(0)
    others = [tuple(n for n in range(4) if n != own) for own in range(4)]
    examples = tuple(Example(text, "a", (n,), others[n], {}) for n, text in enumerate(ASKED))
    pool = Pool(TEXTS, examples * 24)
    model = Trained()
    before = float(loss_of(model, pool, examples, random.Random(1)).detach())
    train_encoder.train(model, [pool])
    after = float(loss_of(model, pool, examples, random.Random(1)).detach())
    path = tmp_path_factory.mktemp("adapters") / "a.safetensors"
    model.save(path)
    return model, pool, before, after, path


def test_training_moves_the_right_passages_up(trained):
    model, pool, before, after, _ = trained
    assert after < before / 2
    assert measure(model, pool, (1,)) == [1.0]


def test_the_adapters_that_were_saved_make_the_model_that_was_trained(trained):
    model, *_, path = trained
    folder = load_encoder("all-MiniLM-L6-v2").folder
    adapted = SentenceTransformerEncoder(ModelFiles("adapted", folder, path)).encode(list(ASKED))
    plain = load_encoder("all-MiniLM-L6-v2").encode(list(ASKED))
    with torch.no_grad():
        _, whole = model.encode(list(ASKED), 64)
    assert (torch.tensor(adapted) * whole).sum(1).min() > 0.999  # half precision, bfloat16
    assert (torch.tensor(plain) * whole).sum(1).min() < 0.99


def test_training_goes_on_from_a_weakened_file_at_full_strength(trained, tmp_path):
    *_, path = trained
    begun = Trained(path)
    begun.weaken()
    begun.save(tmp_path / "again.safetensors")
    for name, factor in load_file(path).items():
        assert torch.allclose(load_file(tmp_path / "again.safetensors")[name], factor, atol=1e-3), name


def test_weakened_adapters_add_their_share():
    model = Trained()
    low = model.adapters["encoder.layer.0.attention.self.query"]
    weight = torch.zeros(384, 384)
    torch.nn.init.constant_(low.up, 1.0)
    whole = low(weight).detach().clone()
    model.weaken(0.25)
    assert torch.allclose(low(weight), whole / 4, atol=1e-5)


def test_no_question_of_the_sets_is_trained_on():
    asked = {words_of(each.text) for file in train_encoder.FILES for each in read_questions(file)}
    cases = read_cases(sorted(QUESTION_SETS.glob("*.jsonl")))
    assert len(cases) > 400
    assert [each.id for each in cases if words_of(each.question) in asked] == []


@pytest.mark.parametrize(
    ("file", "number"),
    [
        (train_encoder.MORE, 10_000),
        (train_encoder.TREATIES, 3_000),
        (train_encoder.ASKED, 1_500),
        (train_encoder.FURTHER, 5_500),
    ],
)
def test_every_question_of_a_training_file_has_a_document_and_words_to_be_found_by(file, number):
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len({each["question"].casefold() for each in records}) == len(records) > number
    assert all(each["document"] and each["evidence"]["words"] > 2 for each in records)
