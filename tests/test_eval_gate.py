import json

import pytest
from test_eval_measures import case

from eval.gate import check_gate, read_baseline, read_floors, write_baseline
from eval.rows import Row
from ingest import SettingsError


def rows(right, set="harbours", split="dev", measure="right"):
    return [
        Row(
            case=case(id=f"{set}{number}", set=set, split=split),
            genre="none",
            answer=None,
            error="",
            seconds=0.1,
            gold=(),
            scores={measure: float(value)},
        )
        for number, value in enumerate(right)
    ]


def stored(tmp_path, *runs):
    path = tmp_path / "baseline.json"
    for run in runs:
        write_baseline(run, path)
    return read_baseline(path)


def test_the_same_scores_pass():
    assert check_gate(rows([1, 0, 1]), {}, {}) == ()


def test_six_cases_that_fall_and_none_that_rises_are_a_drop_and_are_named(tmp_path):
    baseline = stored(tmp_path, rows([1] * 10))
    (fault,) = check_gate(rows([0] * 6 + [1] * 4), baseline, {})
    assert "Right fell from 1.000 to 0.400 over 10 cases" in fault
    assert fault.endswith(": harbours0, harbours1, harbours2, harbours3, harbours4, harbours5")


def test_one_case_that_falls_may_be_chance(tmp_path):
    assert check_gate(rows([0] + [1] * 9), stored(tmp_path, rows([1] * 10)), {}) == ()


def test_cases_left_out_of_the_run_count_as_failed(tmp_path):
    (fault,) = check_gate(rows([1] * 4), stored(tmp_path, rows([1] * 10)), {})
    assert "harbours9" in fault


def test_the_other_half_of_a_set_is_not_missed_by_a_run_of_one_half(tmp_path):
    baseline = stored(tmp_path, [*rows([1] * 8), *rows([1] * 8, "canals", "test")])
    assert check_gate(rows([1] * 8), baseline, {}) == ()


def test_a_new_baseline_replaces_the_cases_of_its_own_set_only(tmp_path):
    baseline = stored(tmp_path, rows([1, 1, 1]), rows([1], "canals"), rows([0, 0]))
    assert {id: each["scores"]["right"] for id, each in baseline.items()} == {
        "harbours0": 0.0,
        "harbours1": 0.0,
        "canals0": 1.0,
    }


def test_a_mean_below_its_floor_fails_and_names_the_cases_that_did_it():
    (fault,) = check_gate(rows([1, 0, 1, 0]), {}, {"harbours": {"right": 0.6}})
    assert fault == "harbours: Right is 0.500, floor 0.600: harbours1, harbours3"
    assert check_gate(rows([1, 0, 1, 0]), {}, {"harbours": {"right": 0.5}}) == ()


def test_a_floor_of_a_measure_where_less_is_better_is_a_ceiling():
    (fault,) = check_gate(rows([0, 1], measure="false_refusal"), {}, {"harbours": {"false_refusal": 0.25}})
    assert fault == "harbours: False refusal is 0.500, ceiling 0.250: harbours1"


def test_floors_of_a_set_that_was_not_run_are_not_looked_at():
    assert check_gate(rows([0]), {}, {"canals": {"right": 1.0}}) == ()


def test_a_floor_for_an_unknown_measure_is_refused_with_its_name(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text("[harbours]\nrihgt = 0.5\n")
    with pytest.raises(SettingsError, match="found rihgt"):
        read_floors(path)


def test_a_damaged_baseline_is_refused_with_what_mends_it(tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps([1]))
    with pytest.raises(SettingsError, match="--update"):
        read_baseline(path)
