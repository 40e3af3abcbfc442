import json
from hashlib import sha256

import pytest

from eval.cases import case_from_record, case_to_record, question_files, read_cases
from eval.checking import check_cases
from eval.evidence import Evidence, words_of
from eval.make_set import assign_splits, make_set
from eval.shelf import Shelf, same_document, same_locator
from ingest import Document, Locator, Paragraph, SettingsError

TEXT = (
    "3. The ferry between the two islands shall sail at 7 a.m., whatever the weather, on every working day."
)
PASSAGE = "ferry between the two islands\nshall sail at 7 a.m., whatever"


def record(**changes):
    plain = {"id": "f1", "persona": "staff", "kind": "factoid", "question": "When does the ferry sail?"}
    gold = [{"doc": "ferries.txt", "locator": "para. 3", "evidence": PASSAGE}]
    return (
        plain
        | {"history": [], "answerable": True, "gold": gold, "need": "any", "facts": ["7 a.m."]}
        | changes
    )


def shelf(text=TEXT, locator="para. 3"):
    paragraphs = (
        Paragraph("d#1", "d", 0, "body", "1. Ferries are painted white.", Locator("para. 1")),
        Paragraph("d#3", "d", 1, "body", text, Locator(locator)),
    )
    return Shelf.of_documents([Document("d", "sea/ferries.txt", "Ferries", paragraphs)])


def written(path, *lines):
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return path


def test_words_are_compared_after_nfkc_and_case_folding():
    assert words_of("The “ﬁrst” Co‑operation, STRASSE/straße") == (
        *("the", "first", "co", "operation", "strasse", "strasse"),
    )


def test_the_shipped_form_is_the_sha256_of_the_words_joined_by_spaces():
    digest = sha256(b"ferry between the two islands shall sail at 7 a m whatever").hexdigest()
    case = case_from_record(record())
    assert case_to_record(case, verbatim=False)["gold"][0]["evidence"] == {"words": 12, "sha256": digest}


def test_hashed_evidence_is_found_in_the_paragraph_that_holds_it_and_in_no_other():
    hashed = Evidence(**Evidence.of(PASSAGE).hashed())
    assert hashed.stands_in(TEXT)
    assert not hashed.stands_in(TEXT.replace("islands", "shores"))
    assert not hashed.stands_in("ferry")


def test_verbatim_evidence_does_not_match_inside_a_word():
    assert not Evidence.of("sail at 7").stands_in("The ferry shall resail at 7.")


def test_both_forms_of_a_question_read_back_as_they_were():
    case = case_from_record(record(note="n", split="dev"), "ferries")
    assert case_from_record(case_to_record(case, verbatim=True)) == case
    hashed = case_from_record(case_to_record(case, verbatim=False))
    assert hashed.gold[0].evidence.sha256 == case.gold[0].evidence.sha256
    assert hashed.gold[0].evidence.text == ""


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "not JSON"),
        ("[1]", "expected a JSON object"),
        (record(persona="pirate"), "expected `persona` as one of delegate, staff, evaluator"),
        (record(question=" "), "expected `question` as text"),
        (record(gold=[]), "answerable, but `gold` is empty"),
        (record(kind="unanswerable"), "`answerable` is true"),
        (record(kind="followup"), "`history` is empty"),
        (record(answerable="yes"), "expected `answerable` as true or false"),
        (record(gold=[{"doc": "x", "evidence": "…"}]), "evidence without a word"),
        (record(gold=[{"doc": "x", "evidence": {"words": 9, "sha256": "12"}}]), "64 hexadecimal digits"),
        (record(facts="7 a.m."), "expected `facts` as a list"),
    ],
)
def test_a_bad_line_is_reported_with_its_file_line_and_fault(tmp_path, line, fault):
    path = written(tmp_path / "mine.jsonl", record(id="good"), "", line)
    with pytest.raises(SettingsError) as caught:
        read_cases([path])
    assert str(caught.value).startswith(f"{path}:3: ")
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_bad_line_is_reported_and_a_repeated_id_with_its_first_place(tmp_path):
    path = written(tmp_path / "mine.jsonl", record(), "x", record())
    with pytest.raises(SettingsError) as caught:
        read_cases([path])
    first, second = str(caught.value).split("\n")
    assert "mine.jsonl:2: not JSON" in first
    assert f"id 'f1' is used before, at {path}:1" in second


def test_a_folder_stands_for_its_question_files_and_an_empty_one_is_refused(tmp_path):
    path = written(tmp_path / "mine.jsonl", record())
    assert question_files([tmp_path]) == (path,)
    (tmp_path / "empty").mkdir()
    with pytest.raises(SettingsError, match="found none"):
        question_files([tmp_path / "empty"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Article 12 (2)(c)", "art. 12(2)(c)", True),
        ("Paragraph 46", "para. 46", True),
        ("para. 4", "para. 46", False),
        ("art. 5 bis", "art. 5", False),
        ("“Early warning”, para. 2", '"Early warning", para. 2', True),
        ("", "", False),
    ],
)
def test_locators_are_the_same_but_for_their_spelling(one, other, same):
    assert same_locator(one, other) is same


def test_a_document_may_be_named_by_the_end_of_its_path():
    assert same_document("ferries.txt", "sea/ferries.txt")
    assert not same_document("ferries.txt", "sea/oldferries.txt")


def faults(case_record, **of_shelf):
    return [each.kind for each in check_cases([case_from_record(case_record)], shelf(**of_shelf))]


def test_a_question_whose_evidence_stands_at_its_locator_has_no_fault():
    assert faults(record()) == []


def test_the_check_tells_a_wrong_locator_from_missing_evidence_document_and_fact():
    assert faults(record(), locator="para. 4") == ["locator"]
    assert faults(record(), text="3. Nothing.") == ["no evidence"]
    assert faults(record(gold=[{"doc": "trains.txt", "evidence": PASSAGE}])) == ["no document"]
    assert faults(record(facts=["8 a.m."])) == ["fact"]


def test_a_question_asked_twice_is_a_fault_unless_another_one_came_before_it():
    twice = [case_from_record(record()), case_from_record(record(id="f2"))]
    assert [each.kind for each in check_cases(twice, shelf())] == ["question"]
    followed = case_from_record(record(id="f3", history=["Is there a ferry?"]))
    assert check_cases([twice[0], followed], shelf()) == ()


def shipped_set(tmp_path, locator, **options):
    gold = [{"doc": "ferries.txt", "locator": locator, "evidence": PASSAGE}]
    source = written(tmp_path / "draft.jsonl", record(gold=gold))
    settings = {"verbatim": False, "correct": False} | options
    _, found = make_set("ferries", [source], shelf(), tmp_path / "out", **settings)
    return json.loads((tmp_path / "out" / "ferries.jsonl").read_text()), [each.kind for each in found]


def test_a_shipped_set_has_hashes_and_no_word_of_the_evidence(tmp_path):
    shipped, _ = shipped_set(tmp_path, "para. 3")
    assert shipped["gold"][0]["evidence"]["words"] == 12
    assert "islands" not in json.dumps(shipped["gold"])
    own, _ = shipped_set(tmp_path, "para. 3", verbatim=True)
    assert own["gold"][0]["evidence"] == PASSAGE


def test_a_locator_that_disagrees_is_reported_and_replaced_only_when_told_to(tmp_path):
    kept, found = shipped_set(tmp_path, "para. 9")
    assert (kept["gold"][0]["locator"], found) == ("para. 9", ["locator"])
    corrected, _ = shipped_set(tmp_path, "para. 9", correct=True)
    assert corrected["gold"][0]["locator"] == "para. 3"


def test_a_missing_locator_is_filled_in_and_another_spelling_is_the_librarys(tmp_path):
    assert shipped_set(tmp_path, "")[0]["gold"][0]["locator"] == "para. 3"
    assert shipped_set(tmp_path, "Paragraph 3")[0]["gold"][0]["locator"] == "para. 3"


def test_a_case_keeps_the_split_that_it_was_once_given(tmp_path):
    shipped, _ = shipped_set(tmp_path, "para. 3")
    other = "test" if shipped["split"] == "dev" else "dev"
    written(tmp_path / "out" / "ferries.jsonl", shipped | {"split": other})
    assert shipped_set(tmp_path, "para. 3")[0]["split"] == other


def test_splits_halve_each_kind_and_do_not_depend_on_the_order():
    kinds = ["factoid"] * 10 + ["list"] * 7
    cases = [case_from_record(record(id=f"q{number}", kind=kind)) for number, kind in enumerate(kinds)]
    forward = {each.id: each.split for each in assign_splits(cases, {})}
    backward = {each.id: each.split for each in assign_splits(cases[::-1], {})}
    assert forward == backward
    assert sum(forward[f"q{number}"] == "dev" for number in range(10)) == 5
    assert sum(forward[f"q{number}"] == "dev" for number in range(10, 17)) in (3, 4)
