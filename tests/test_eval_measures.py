import pytest

from eval.answers import read_answer
from eval.cases import Case, Gold
from eval.evidence import Evidence
from eval.measures import score_answer, summarise
from eval.oracle import empty_record, right_answer
from eval.shelf import Shelf
from eval.stages import lost_at
from ingest import Document, Locator, Paragraph

HARBOUR = (
    ("art. 1(1)", "1. Each Party shall keep a register of every lighthouse that stands on its coast."),
    ("art. 1(2)", "2. The register shall be open to mariners without charge for at least 12 hours a day."),
    ("art. 2", "A lighthouse keeper may refuse entry to any vessel that carries livestock."),
)


def document(source: str, texts: tuple[tuple[str, str], ...], genre: str = "treaty") -> Document:
    paragraphs = tuple(
        Paragraph(f"{source}#{shown}", source, position, "body", text, Locator(shown))
        for position, (shown, text) in enumerate(texts)
    )
    return Document(source, source, source, paragraphs, genre=genre)


SHELF = Shelf.of_documents([document("lighthouses.txt", HARBOUR)])


def gold(number: int, words: str) -> Gold:
    return Gold("lighthouses.txt", HARBOUR[number][0], Evidence.of(words))


def case(*golds: Gold, **changes: object) -> Case:
    settings = {"id": "q", "persona": "staff", "kind": "factoid", "question": "?", "answerable": True}
    return Case(**(settings | {"gold": golds} | changes))


REGISTER = gold(0, "shall keep a register of every lighthouse")
HOURS = gold(1, "open to mariners without charge")
BOTH = case(REGISTER, HOURS, need="all", facts=("12 hours",))


def scores(of: Case, record: dict) -> dict[str, float]:
    return score_answer(of, read_answer(record), SHELF)


def test_citing_one_of_two_needed_paragraphs_is_half_the_recall_and_not_fully_right():
    record = right_answer(BOTH, SHELF)
    found = scores(BOTH, record | {"citations": record["citations"][:1]})
    assert (found["citation_recall"], found["locator_exact"], found["fully_right"]) == (0.5, 0.5, 0.0)


def test_one_of_several_equal_paragraphs_is_enough_when_any_will_do():
    either = case(REGISTER, HOURS, need="any")
    record = right_answer(BOTH, SHELF)
    assert scores(either, record | {"citations": record["citations"][1:]})["citation_recall"] == 1


def test_an_answer_that_cites_three_paragraphs_of_which_one_is_right_has_a_third_of_the_precision():
    every = case(*(gold(number, text) for number, (_, text) in enumerate(HARBOUR)), need="all")
    found = scores(case(HOURS), right_answer(every, SHELF))
    assert found["citation_precision"] == pytest.approx(1 / 3)
    assert found["first_citation"] == 0


def test_a_question_without_an_answer_is_zero_in_every_measure_and_a_false_refusal():
    found = score_answer(BOTH, None, SHELF)
    assert found.pop("false_refusal") == found.pop("quotation_fault") == 1
    assert set(found.values()) == {0}


def test_citations_of_an_answer_that_refuses_count_for_nothing():
    found = scores(BOTH, right_answer(BOTH, SHELF) | {"status": "refused"})
    assert (found["citation_recall"], found["facts"], found["false_refusal"]) == (0, 0, 1)


def test_a_number_of_a_quotation_that_differs_from_the_source_makes_it_inexact():
    record = right_answer(BOTH, SHELF)
    record["citations"][1]["quote"] = record["citations"][1]["quote"].replace("12", "24")
    found = scores(BOTH, record)
    assert (found["quotation_exact"], found["quotation_fault"]) == (0.5, 1)


def test_a_refusal_without_quotations_has_no_quotation_at_fault():
    assert scores(BOTH, empty_record(BOTH, "refused"))["quotation_fault"] == 0


def test_a_quotation_that_agrees_with_a_paragraph_made_up_for_it_is_inexact_and_cites_nothing():
    record = right_answer(BOTH, SHELF)
    record["citations"][1] |= {"paragraph": "Free of charge.", "quote": "Free of charge.", "end": 15}
    found = scores(BOTH, record)
    assert (found["quotation_exact"], found["citation_recall"]) == (0.5, 0.5)


def test_a_locator_is_exact_in_another_spelling_and_not_one_level_higher():
    wordy = case(Gold("lighthouses.txt", "Article 1 (2)", HOURS.evidence))
    higher = case(Gold("lighthouses.txt", "art. 1", HOURS.evidence))
    record = right_answer(wordy, SHELF)
    assert scores(wordy, record)["locator_exact"] == 1
    assert scores(higher, record)["locator_exact"] == 0


def test_a_paragraph_that_holds_an_alternative_passage_is_right():
    other = case(Gold("lighthouses.txt", "art. 2", Evidence.of("refuse entry"), alt=(HOURS.evidence,)))
    record = right_answer(case(HOURS), SHELF)
    found = scores(other, record)
    assert (found["citation_recall"], found["locator_exact"]) == (1, 1)


def test_facts_are_found_through_note_numbers_and_case_and_only_as_whole_words():
    facts = case(HOURS, facts=("at least 12", "HOURS a day", "an hour"))
    record = right_answer(facts, SHELF) | {"answer": "At least [1] 12 hours a day.", "sentences": []}
    assert scores(facts, record)["facts"] == pytest.approx(2 / 3)


def test_ranked_paragraphs_give_the_values_worked_out_by_hand():
    """Relevant at ranks 2 and 4: nDCG = (1/log2 3 + 1/log2 5) / (1 + 1/log2 3) = 0.6509."""
    texts = ["Nothing.", HARBOUR[0][1], "Nothing more.", HARBOUR[1][1]]
    ranked = [
        {"source": "lighthouses.txt", "locator": "?", "paragraph": text, "score": 1 - number / 10}
        for number, text in enumerate(texts)
    ]
    found = scores(BOTH, right_answer(BOTH, SHELF) | {"retrieved": ranked})
    assert (found["Success@1"], found["Success@5"], found["RR"], found["R@5"]) == (0, 1, 0.5, 1)
    assert found["nDCG@10"] == pytest.approx(0.6509, abs=1e-4)


def test_an_unanswerable_question_is_right_when_refused_and_wrong_when_answered():
    nowhere = case(kind="unanswerable", answerable=False)
    assert scores(nowhere, empty_record(nowhere, "refused"))["refusal"] == 1
    assert scores(nowhere, right_answer(BOTH, SHELF))["refusal"] == 0
    assert score_answer(nowhere, None, SHELF)["refusal"] == 0


def test_a_false_premise_is_corrected_by_a_refusal_or_by_citing_what_contradicts_it():
    premise = case(HOURS, kind="false_premise", answerable=False)
    assert scores(premise, empty_record(premise, "no_such_provision"))["false_premise"] == 1
    assert scores(premise, right_answer(case(HOURS), SHELF))["false_premise"] == 1
    assert scores(premise, right_answer(case(REGISTER), SHELF))["false_premise"] == 0


def test_means_are_taken_over_the_cases_that_a_measure_applies_to():
    found = summarise([{"facts": 1.0, "right": 1.0}, {"right": 0.0}])
    assert (found["facts"].value, found["facts"].count) == (1.0, 1)
    assert (found["right"].value, found["right"].count) == (0.5, 2)


def stage(record: dict | None, of: Case = BOTH) -> str:
    given = read_answer(record) if record else None
    return lost_at(of, given, SHELF, right=False)


def test_each_way_of_failing_is_blamed_on_its_own_stage():
    full = right_answer(BOTH, SHELF)
    bare = full | {"citations": [], "answer": "", "sentences": []}
    unread = case(gold(0, "words that no paragraph of the library holds"))
    removed = [{"text": "The register shall be open to mariners.", "reason": "not verbatim"}]
    assert stage(None) == "error"
    assert stage(bare, unread) == "not ingested right"
    assert stage(bare | {"retrieved": full["retrieved"][:1]}) == "not retrieved"
    assert stage(bare | {"status": "refused"}) == "refused"
    assert stage(bare | {"removed": removed}) == "gate"
    assert stage(bare) == "not chosen"
    assert stage(full | {"answer": "", "sentences": []}) == "not said"
    assert stage(full, case(kind="unanswerable", answerable=False)) == "not refused"


def test_an_answer_that_breaks_the_contract_is_named_with_the_missing_part():
    record = right_answer(BOTH, SHELF)
    with pytest.raises(ValueError, match="retrieved"):
        read_answer({key: value for key, value in record.items() if key != "retrieved"})
    record["citations"][0]["start"] = None
    with pytest.raises(ValueError, match="cited: start is None"):
        read_answer(record)
