from dataclasses import replace

import pytest
from test_eval_measures import BOTH, HOURS, REGISTER, SHELF, case, gold

from eval import selftest as instrument
from eval.cases import case_from_record, case_to_record
from eval.selftest import SPOILS, run_selftest

CASES = (
    replace(BOTH, id="both"),
    case(REGISTER, HOURS, id="either", question="Either?"),
    case(HOURS, id="hours", question="Hours?", facts=("12 hours",)),
    case(gold(2, "may refuse entry to any vessel"), id="vessel", question="Vessel?"),
    case(id="nowhere", question="Nowhere?", kind="unanswerable", answerable=False),
    case(HOURS, id="premise", question="Premise?", kind="false_premise", answerable=False),
)


@pytest.mark.parametrize("verbatim", [True, False])
def test_every_spoilt_answer_is_seen_with_verbatim_and_with_hashed_evidence(verbatim):
    cases = [case_from_record(case_to_record(each, verbatim=verbatim)) for each in CASES]
    findings = run_selftest(cases, SHELF)
    assert {each.name: each.unseen for each in findings if each.unseen} == {}
    assert len(findings) == 3 + len(SPOILS)
    assert all(each.tried for each in findings)


def test_each_way_of_spoiling_is_tried_on_the_cases_that_it_fits():
    tried = {each.name: each.tried for each in run_selftest(CASES, SHELF)}
    assert tried["citation dropped"] == tried["answer refused"] == 4
    assert tried["facts dropped"] == 2
    assert tried["refusal answered"] == 2


def test_a_case_whose_gold_is_not_in_the_library_is_reported():
    lost = case(gold(0, "nobody wrote these words"), id="lost")
    first, *_ = run_selftest([lost], SHELF)
    assert first.unseen == ("lost",)


def test_a_measure_that_has_gone_blind_is_found_out(monkeypatch):
    """With quotations taken on trust, only the spoilt quotations may go unseen."""
    trusting = instrument.score_answer
    monkeypatch.setattr(instrument, "score_answer", lambda *each: trusting(*each) | {"quotation_exact": 1.0})
    blind = {each.name for each in run_selftest(CASES, SHELF) if each.unseen}
    assert {"number changed", "quotation invented", "paragraph invented"} <= blind
    assert "citation dropped" not in blind
