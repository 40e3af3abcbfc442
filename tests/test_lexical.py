from math import log

import numpy as np
import pytest
from small_library import write_terms

from index import split_terms
from index.lexical import Terms


def test_symbols_and_numbers_stay_whole():
    assert split_terms("See A/RES/79/190, art. 18.9 and CTOC/COP/2020/10/Rev.1 on 1,000 tons.") == [
        "see",
        "a/res/79/190",
        "art",
        "18.9",
        "ctoc/cop/2020/10/rev.1",
        "1,000",
        "ton",
    ]


def test_a_symbol_with_a_year_in_brackets_is_one_term():
    assert split_terms("S/RES/1373(2001)") == ["s/res/1373(2001)"]


def test_a_hyphenated_word_is_itself_and_its_parts():
    assert split_terms("follow-up") == ["follow-up", "follow", "up"]


def test_words_are_stemmed_without_accents_and_case():
    assert split_terms("Inspections inspected INSPECTING Côte") == ["inspect", "inspect", "inspect", "cote"]


def test_words_that_carry_a_norm_are_no_stopwords():
    assert split_terms("The Parties shall not and may: no") == ["parti", "shall", "not", "may", "no"]


def test_capitals_save_a_stopword_that_is_an_abbreviation():
    assert split_terms("WHO told us who was in the US") == ["who", "told", "us"]


def test_stops_inside_an_abbreviation_do_not_matter():
    assert split_terms("U.S. and US") == ["us", "us"]


def test_scores_are_those_of_the_published_formula(tmp_path):
    texts = ["lamp lamp quay", "quay ferry", "ferry ferry toll toll"]
    write_terms(tmp_path / "terms", texts)
    scores = Terms([tmp_path / "terms"], [3]).scores("lamp")
    # Lucene's BM25: idf = ln(1 + (N - n + 0.5) / (n + 0.5)), tf / (tf + k1 (1 - b + b l / mean l))
    idf = log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2 / (2 + 1.5 * (1 - 0.75 + 0.75 * 3 / 3))
    assert scores == pytest.approx(np.array([expected, 0, 0]), abs=1e-6)


def test_an_unknown_word_scores_nothing(tmp_path):
    write_terms(tmp_path / "terms", ["lamp"])
    terms = Terms([tmp_path / "terms"], [1])
    assert terms.scores("football").tolist() == [0.0]
    assert terms.known("lamps at football") == {"lamp": True, "footbal": False}


def test_texts_without_any_word_make_an_index_that_finds_nothing(tmp_path):
    write_terms(tmp_path / "terms", ["...", "the"])
    assert Terms([tmp_path / "terms"], [2]).scores("the lamp").tolist() == [0.0, 0.0]


def test_words_are_kept_as_they_are_spelt_when_they_come_twice(tmp_path):
    write_terms(tmp_path / "terms", ["Ferries carry lamps.", "The ferries sail; a lmap burns."])
    assert Terms([tmp_path / "terms"], [2]).words() == ("ferries",)
