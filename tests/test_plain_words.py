"""The table of plain words is read whole, and a question is reworded by it."""

from importlib.resources import files

import pytest

from assistant.plain_words import reword

LINES = [
    line
    for table in files("assistant").iterdir()
    if table.name.startswith("plain_words") and table.name.endswith(".txt")
    for line in table.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_every_line_gives_plain_words_and_one_term():
    odd = [line for line in LINES if line.count(" = ") != 1 or line != line.strip() or "/" in line]
    assert odd == []
    assert len(LINES) > 150


def test_no_plain_word_has_two_terms_and_each_is_in_lower_case():
    plain = [each for line in LINES for each in line.partition(" = ")[0].split(" | ")]
    assert sorted({each for each in plain if plain.count(each) > 1 or each != each.lower()}) == []


@pytest.mark.parametrize(
    ("question", "reworded"),
    [
        ("How does a country quit?", "How does a State Party denounce, withdraw from?"),
        ("Do Blue Helmets carry guns?", "Do peacekeeping operation carry firearms?"),
        ("Who can’t afford a lawyer?", "Who lacks sufficient means a counsel, legal assistance?"),
    ],
)
def test_plain_words_become_those_of_treaties(question, reworded):
    assert reword(question) == reworded


@pytest.mark.parametrize("question", ["Which article defines property?", "", "governmental shipping"])
def test_a_question_without_a_plain_word_is_not_reworded(question):
    assert reword(question) == ""


def test_the_name_of_a_treaty_is_read_as_the_treaty_and_kept():
    assert reword("Who may leave the Canal Convention?", ("Canal Convention",)) == (
        "Who may denunciation of or withdrawal from a treaty Canal Convention?"
    )
    assert reword("Who may leave the convention?") == "Who may denunciation of or withdrawal from a treaty?"
