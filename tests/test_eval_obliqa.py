import json

import pytest

from eval.obliqa import (
    Question,
    format_figures,
    library_search,
    measure,
    publish_documents,
    read_documents,
    read_questions,
)
from index import Library, load_encoder
from ingest import SettingsError

PASSAGES = {
    "2.json": [("1.", "Every kite must carry\n\ta tail."), ("1.1", ""), ("2.", "Strings are of cotton.")],
    "10.json": [("1.", "Balloons are tied to a weight."), ("1.", "Weights are painted red.")],
}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "StructuredRegulatoryDocuments"
    folder.mkdir()
    for name, passages in PASSAGES.items():
        number = int(name.removesuffix(".json"))
        records = [
            {"ID": "x", "DocumentID": number, "PassageID": label, "Passage": text} for label, text in passages
        ]
        (folder / name).write_text(json.dumps(records))
    wanted = [{"DocumentID": 2, "PassageID": "2."}, {"DocumentID": 10, "PassageID": "1."}]
    questions = [{"QuestionID": "q", "Question": "Of what are strings?", "Passages": wanted}]
    (tmp_path / "ObliQA_dev.json").write_text(json.dumps(questions))
    return tmp_path


def test_every_passage_with_text_becomes_one_paragraph_with_an_id_of_its_own(data):
    kites, balloons = read_documents(data)
    assert [each.source for each in (kites, balloons)] == ["2.json", "10.json"]
    assert [each.text for each in kites.paragraphs] == [
        "Every kite must carry a tail.",
        "Strings are of cotton.",
    ]
    assert [each.locator.label for each in balloons.paragraphs] == ["1.", "1."]
    assert len({each.id for each in (*kites.paragraphs, *balloons.paragraphs)}) == 4


def test_relevance_is_by_document_and_passage_number(data):
    (question,) = read_questions(data, "dev")
    assert question == Question("q", "Of what are strings?", ("2/2.", "10/1."))


def test_a_folder_without_the_data_is_refused_with_what_was_expected(tmp_path, data):
    with pytest.raises(SettingsError, match=r"ObliQA_test\.json"):
        read_questions(data, "test")
    with pytest.raises(SettingsError, match="StructuredRegulatoryDocuments"):
        read_documents(tmp_path / "nowhere")


def test_recall_and_average_precision_are_those_worked_out_by_hand():
    """Relevant at ranks 1 and 4 of three relevant: recall 2/3, AP (1/1 + 2/4) / 3 = 0.5."""
    questions = [Question("q", "?", ("a", "b", "c")), Question("none", "??", ("a",))]
    ranked = {"?": ["a", "x", "x", "y", "b"], "??": []}
    found = measure(questions, lambda question: ranked[question])
    assert found["R@10"].value == pytest.approx((2 / 3 + 0) / 2)
    assert found["AP@10"].value == pytest.approx((0.5 + 0) / 2)


def test_only_the_best_ten_count():
    found = measure([Question("q", "?", ("k",))], lambda _: list("abcdefghijk"))
    assert found["R@10"].value == 0


def test_the_products_own_search_finds_a_passage_and_a_second_run_embeds_nothing(tmp_path, data):
    documents = read_documents(data)
    told = []
    cache = tmp_path / "cache"
    for _ in range(2):
        publish_documents(documents, cache, lambda *each: told.append(each))
    with Library.open(cache, load_encoder()) as library:
        found = library_search(library, documents)("Of what are strings?")
        assert library.generation == 1
    assert found[0] == "2/2."
    assert {stage for stage, _, _ in told} == {"embedding", "writing"}


def test_the_figures_stand_beside_the_published_ones():
    found = measure([Question("q", "?", ("a",))], lambda _: ["a"])
    shown = format_figures(found, 1, "dev")
    assert "1.0000 (1.0000-1.0000)" in shown
    assert "0.7611" in shown
    assert "0.7016" in shown
