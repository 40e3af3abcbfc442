import numpy as np
import pytest

from index import fuse_ranks
from index.fusion import join_wordings


def test_an_item_scores_the_sum_of_reciprocal_ranks_with_sixty_added():
    fused = dict(fuse_ranks([[7, 8], [8, 9]]))
    assert fused[8] == pytest.approx(1 / 62 + 1 / 61)
    assert fused[7] == pytest.approx(1 / 61)
    assert fused[9] == pytest.approx(1 / 62)


def test_an_item_in_both_rankings_comes_before_the_best_of_one():
    assert [item for item, _ in fuse_ranks([[7, 8], [9, 8]])] == [8, 7, 9]


def test_a_weight_of_zero_silences_a_ranking():
    fused = fuse_ranks([[1, 2], [2, 1]], weights=[1.0, 0.0])
    assert [item for item, _ in fused] == [1, 2]


def test_one_weight_for_two_rankings_is_an_error():
    with pytest.raises(ValueError, match="zip"):
        fuse_ranks([[1], [2]], weights=[1.0])


def test_no_ranking_gives_no_items():
    assert fuse_ranks([]) == []


def test_another_wording_lifts_by_half_of_what_it_fits_better_and_lowers_nothing():
    joined = join_wordings([np.array([0.5, 0.5, 0.5]), np.array([0.7, 0.5, 0.1])])
    assert joined == pytest.approx([0.6, 0.5, 0.5])


def test_without_another_wording_a_score_stays_as_it_is():
    assert join_wordings([np.array([0.25])]).tolist() == [0.25]
