"""Printed numbers, as UN documents print them."""

from __future__ import annotations

import pytest

from ingest.labels import begins, follows, ordinal, parse_label, roman


def first(text: str) -> tuple[str, str, str]:
    label = parse_label(text)[0]
    return label.form, label.wrap, label.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12. Boats", ("number", "x.", "12")),
        ("12.Boats", ("number", "x.", "12")),
        ("(c) Boats", ("lower", "(x)", "c")),
        ("c) Boats", ("lower", "x)", "c")),
        ("(iv) Boats", ("roman", "(x)", "iv")),
        ("IV. Boats", ("ROMAN", "x.", "IV")),
        ("II. Boats", ("ROMAN", "x.", "II")),
        ("A. Boats", ("upper", "x.", "A")),
        ("5 bis. Boats", ("number", "x.", "5 bis")),
        ("2.1. Boats", ("decimal", "x.", "2.1")),
        ("a.to keep boats", ("lower", "x.", "a")),
    ],
)
def test_a_number_is_read_with_its_dress(text: str, expected: tuple[str, str, str]) -> None:
    assert first(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "12 boats came",
        "2019 was dry",
        "U.S. boats",
        "J.Smith rowed",
        "e.g. boats",
        "3.5 per cent of boats",
        "Boats",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert parse_label(text) == ()


def test_an_i_may_be_a_roman_one_or_the_ninth_letter() -> None:
    assert {(each.form, ordinal(each)) for each in parse_label("(i) Boats")} == {("roman", 1), ("lower", 9)}


def test_the_label_ends_where_the_words_begin() -> None:
    text = "(b)  Boats"
    assert text[parse_label(text)[0].end :] == "Boats"


def test_5_bis_follows_5_and_6_follows_5_bis() -> None:
    five, bis, six = (parse_label(f"{each}. x")[0] for each in ("5", "5 bis", "6"))
    assert follows(bis, five)
    assert follows(six, bis)
    assert not follows(six, parse_label("4. x")[0])


def test_letters_go_on_after_z_with_double_letters() -> None:
    assert ordinal(parse_label("(aa) x")[0]) == 27


def test_only_a_first_number_begins_a_series() -> None:
    assert begins(parse_label("1. x")[0])
    assert begins(parse_label("(a) x")[0])
    assert not begins(parse_label("(b) x")[0])


@pytest.mark.parametrize(("numeral", "number"), [("xiv", 14), ("XL", 40), ("iix", 0), ("boat", 0)])
def test_roman_numerals(numeral: str, number: int) -> None:
    assert roman(numeral) == number


def test_a_section_number_with_a_letter_counts_its_paragraphs():
    assert [(each.form, each.value) for each in parse_label("29A.3 The strategy for the year")] == [
        ("decimal", "29A.3")
    ]
