"""Errors planted in drafts over the samples: what is planted is what is counted."""

import pytest

from eval.planted import ERRORS, format_planted, plant
from index import Library


@pytest.fixture(scope="module")
def planted(samples_library):
    with Library.open(samples_library) as library:
        return plant(library, each=5)


def test_there_are_as_many_true_sentences_as_false_ones(planted):
    counted = [each.error for each in planted]
    assert [counted.count(error) for error in (*ERRORS, "none")] == [5, 5, 5, 5, 20]


def test_the_same_seed_plants_the_same(planted, samples_library):
    with Library.open(samples_library) as library:
        assert plant(library, each=5) == planted


def test_the_draft_check_finds_what_is_planted_and_leaves_true_sentences_alone(planted):
    assert [each.text for each in planted if each.error != "none" and not each.found] == []
    assert [each.text for each in planted if each.error == "none" and each.found] == []


def test_a_miss_is_written_out(planted):
    text = format_planted(planted)
    assert "20 of 20 found" in text
    assert "0 of 20 true sentences" in text
