import json
import random

import pytest
import torch
from safetensors.torch import load_file

from eval import train_cross
from eval.evidence import Evidence
from eval.fit_ranking import DENSE, INVENTED, TWINS, Question, read_questions
from eval.train_cross import Asked, CrossTrained, Read, asked_in, go_part_of_the_way, loss_of, measure
from eval.train_encoder import Example
from index import DEFAULT_MODEL, Library, load_encoder, publish
from index.cross_encoder import CrossEncoder
from index.encoder import SentenceTransformerEncoder
from index.model_files import ModelFiles
from ingest import Document, Locator, Paragraph, find_sources, read_sources

TEXTS = (
    "Every keeper lights the lamps at dusk.",
    "Wicks are trimmed by the youngest keeper.",
    "Oil is bought in autumn, when it is cheap.",
    "Ferries sound a horn in fog.",
)
# the first of each pair is answered by its text, the second is not
PAIRS = (
    ("when does the light go on", "why does the light go on"),
    ("who shortens the threads", "how long must the threads be"),
    ("in which season is fuel paid for", "from whom is fuel bought"),
    ("what is heard of boats in fog", "how fast do boats go in fog"),
)


def examples():
    for number, (answered, missed) in enumerate(PAIRS):
        others = tuple(each for each in range(4) if each != number)
        yield Asked(Example(answered, "a.txt", (number,), others, {}), True, 0)
        yield Asked(Example(missed, "a.txt", (number,), others, {}), False, 0)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    torch.manual_seed(0)
    asked = list(examples())
    model = CrossTrained()
    before = float(loss_of(model, [TEXTS], asked, random.Random(1)).detach())
    train_cross.train(model, [TEXTS], asked * 24)
    after = float(loss_of(model, [TEXTS], asked, random.Random(1)).detach())
    path = tmp_path_factory.mktemp("cross") / "cross.safetensors"
    model.save(path)
    return model, before, after, path


def test_training_tells_what_is_answered_from_its_twin(trained):
    model, before, after, _ = trained
    assert after < before / 2
    assert measure(model, [TEXTS], list(examples())) == 1.0


def test_what_was_saved_scores_as_what_was_trained(trained):
    model, *_, path = trained
    folder = load_encoder(DEFAULT_MODEL).folder
    saved = CrossEncoder(SentenceTransformerEncoder(ModelFiles("cross", folder, path)), path)
    question = PAIRS[0][0]
    with torch.no_grad():
        expected = model.score([(question, text) for text in TEXTS]).tolist()
    assert saved.score(question, TEXTS) == pytest.approx(expected, abs=0.3)  # half precision, bfloat16


def test_the_lower_layers_and_the_models_own_weights_are_left_as_they_are():
    model = CrossTrained()
    assert {name.split(".")[2] for name in model.adapters} == {"2", "3", "4", "5"}
    adapters, head = model.parameters()
    expected = {id(each) for each in (*adapters, *head)}
    others = [*model.model.parameters()]
    assert not [each for each in others if each.requires_grad and id(each) not in expected]


def test_the_loss_is_that_of_first_place_odds_twins_and_the_answers_place():
    # a token each of "lamp" and "dusk" in the right passage, of "x" in the others; one that is no passage's before them
    none, lamp, dusk = (0, 4), (0, 4), (5, 9)
    tokens = torch.tensor([-1e4, 1.0, 2.0]), torch.tensor([-1e4, 0.0]), torch.tensor([-1e4, -1.0])
    places = [none, lamp, dusk], [none, (0, 1)], [none, (0, 4)]

    class Scored:
        def read(self, pairs):
            return [
                Read(torch.tensor(odds), *each)
                for odds, *each in zip((2.0, 0.0, 1.0), tokens, places, strict=True)
            ]

    answered = Asked(Example("a", "d", (0,), (1,), {}, "dusk"), True, 0)
    missed = Asked(Example("b", "d", (0,), (), {}), False, 0)
    # first place: log(e^2 + e^0) - 2 = 0.126928
    # odds of the answered: (2 log(1 + e^-2) + log(1 + e^0)) / 3 = 0.315668; of the near miss: log(1 + e^1) = 1.313262
    # twins: log(1 + e^(1 - 2)) = 0.313262, over 2 questions
    # place: log(1 + e^1 + e^2) - 2 = 0.407606; nowhere in the others, half of log(1 + e^0) = 0.693147, log(1 + e^-1) = 0.313262
    place = (0.407606 + 0.5 * 0.693147 + 0.5 * 0.313262) / 2
    expected = 0.126928 + 0.5 * (0.315668 + 1.313262) / 2 + 0.5 * 0.313262 / 2 + 0.3 * place
    loss = loss_of(Scored(), [["lamp dusk", "x"]], [answered, missed], random.Random(0))
    assert float(loss) == pytest.approx(expected, abs=1e-5)


def test_a_near_miss_is_read_over_the_paragraph_that_it_was_written_for(tmp_path):
    paragraphs = tuple(
        Paragraph(f"a#{n}", "a", n, "body", text, Locator(f"para. {n}", str(n)))
        for n, text in enumerate(TEXTS)
    )
    publish(tmp_path, [Document("a", "a.txt", "Keepers", paragraphs)], encoder=load_encoder())
    evidence = Evidence(**Evidence.of(TEXTS[1]).hashed())
    questions = [Question(PAIRS[1][0], "o", "a.txt", evidence), Question(PAIRS[1][1], "n", "a.txt", evidence)]
    with Library.open(tmp_path, load_encoder()) as library:
        texts, asked = asked_in(library, questions, 3)
    assert [each.answered for each in asked] == [True, False]
    assert {texts[each.example.right[0]].rpartition("\n")[2] for each in asked} == {TEXTS[1]}
    assert {each.pool for each in asked} == {3}


def test_training_goes_on_where_a_file_left_off(trained, tmp_path):
    model, *_, path = trained
    further = CrossTrained(path)
    pairs = [(PAIRS[0][0], text) for text in TEXTS]
    with torch.no_grad():
        before = model.score(pairs).tolist()
        assert further.score(pairs).tolist() == pytest.approx(before, abs=0.3)  # half precision, bfloat16
    ranks = {name: low.down.shape[0] for name, low in model.adapters.items()}
    held = {name: low.down.shape[0] for name, low in further.adapters.items()}
    assert held.keys() == ranks.keys()
    assert all(held[name] > ranks[name] for name in ranks)  # what the default model adds is trained too
    further.save(tmp_path / "further.safetensors")
    assert load_file(tmp_path / "further.safetensors").keys() == load_file(path).keys()


def test_an_answer_that_is_cut_off_may_be_anywhere_in_what_is_left():
    class Scored:
        def read(self, pairs):
            # the question's one token has a place where the passage, cut after "lamp", has the answer
            return [Read(torch.tensor(0.0), torch.tensor([-1e4, 0.0]), [(5, 9), (0, 4)])]

    asked = Asked(Example("what", "d", (0,), (), {}, "dusk"), True, 0)
    # first place: 0; odds: log(1 + e^0) = 0.693147; place: log(1 + e^0) - 0
    loss = loss_of(Scored(), [["lamp dusk"]], [asked], random.Random(0))
    assert float(loss) == pytest.approx((0.5 + 0.3) * 0.693147, abs=1e-5)


def test_a_further_pass_counts_for_a_share():
    trained = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
    go_part_of_the_way([trained], [torch.tensor([0.0, 2.0])])
    assert trained.tolist() == pytest.approx([0.6, 2.0])


@pytest.mark.parametrize("file", [TWINS, INVENTED, DENSE])
def test_every_twin_of_the_training_files_has_a_document_and_words_to_be_found_by(file):
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert len(lines) == len({each["question"].casefold() for each in lines})
    assert all(each["document"] and each["evidence"]["words"] > 0 for each in lines)
    questions = read_questions(file)
    assert {each.style for each in questions} == set("kopn")
    near = sum(each.style == "n" for each in questions)
    assert 0.4 < near / len(questions) < 0.7


def test_every_invented_twin_stands_in_its_document():
    folder = INVENTED.with_suffix("")
    read = read_sources(find_sources([folder]))
    texts = {
        each.document.source: [p.text for p in each.document.paragraphs] for each in read if each.document
    }
    assert texts.keys() == {path.name for path in folder.iterdir()}
    lost = [
        each.text
        for each in read_questions(INVENTED)
        if not any(each.evidence.stands_in(text) for text in texts[each.document])
    ]
    assert lost == []
