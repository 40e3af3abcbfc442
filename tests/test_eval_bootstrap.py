import math

import pytest

from eval.bootstrap import estimate, paired_p
from eval.compare import compare


def test_the_interval_of_a_share_is_near_the_normal_approximation():
    """60 of 100: 0.6 plus and minus 1.96 times the root of 0.6 * 0.4 / 100."""
    found = estimate([1.0] * 60 + [0.0] * 40)
    half = 1.96 * math.sqrt(0.6 * 0.4 / 100)
    assert found.value == pytest.approx(0.6)
    assert found.low == pytest.approx(0.6 - half, abs=0.02)
    assert found.high == pytest.approx(0.6 + half, abs=0.02)


def test_equal_values_give_an_interval_of_no_width_and_a_second_call_the_same():
    assert (estimate([0.3] * 5).low, estimate([0.3] * 5).high) == pytest.approx((0.3, 0.3))
    assert estimate([0.0, 1.0, 1.0]) == estimate([0.0, 1.0, 1.0])


def test_percentiles_are_those_of_the_values():
    assert estimate([float(each) for each in range(101)], "p95").value == pytest.approx(95)


def test_no_values_have_no_interval():
    with pytest.raises(ValueError, match="at least one"):
        estimate([])


def test_six_pairs_that_all_fall_have_p_of_two_in_sixty_four():
    assert paired_p([1.0] * 6, [0.0] * 6) == pytest.approx(2 / 64)


def test_fishers_darwin_data_give_the_exact_p_he_published():
    """Fisher, The Design of Experiments (1935), section 21: 1726 of 32768 sign changes."""
    crossed = [188, 96, 168, 176, 153, 172, 177, 163, 146, 173, 186, 168, 177, 184, 96]
    selfed = [139, 163, 160, 160, 147, 149, 149, 122, 132, 144, 130, 144, 102, 124, 144]
    assert paired_p(selfed, crossed) == 1726 / 32768


def test_pairs_that_do_not_differ_leave_no_doubt():
    assert paired_p([1.0, 0.0], [1.0, 0.0]) == 1


def test_unequal_numbers_of_values_cannot_be_paired():
    with pytest.raises(ValueError, match="2 and 1"):
        paired_p([1.0, 0.0], [1.0])


def test_a_case_that_the_later_run_lacks_counts_as_failed_in_it():
    before = {"a": {"right": 1.0, "false_refusal": 0.0}, "b": {"right": 1.0}}
    changes = {each.key: each for each in compare(before, {"b": {"right": 1.0}})}
    assert changes["right"].after == 0.5
    assert changes["right"].worse == ("a",)
    assert changes["false_refusal"].after == 1
    assert changes["false_refusal"].worse == ("a",)


def test_a_drop_is_one_of_quality_so_fewer_false_refusals_are_none():
    before = {str(number): {"false_refusal": 1.0} for number in range(8)}
    after = {str(number): {"false_refusal": 0.0} for number in range(8)}
    (better,) = compare(before, after)
    (worse,) = compare(after, before)
    assert not better.is_drop(0.05)
    assert worse.is_drop(0.05)
