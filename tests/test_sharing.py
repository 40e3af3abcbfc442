"""A conversation as an address, and back."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.sharing import QUESTION_MOST, Shared, read_link, write_link

TEXT = st.text(min_size=1, max_size=60, alphabet=st.characters(codec="utf-8")).filter(str.strip)


@given(st.lists(TEXT, min_size=1, max_size=20), st.lists(TEXT, max_size=5))
def test_what_is_written_is_read_back(questions, only):
    assert read_link(write_link(questions, only)) == Shared(tuple(questions), tuple(only))


def test_an_address_without_questions_is_empty():
    assert write_link([]) == ""
    assert read_link("") == Shared()


def test_too_long_a_question_and_too_many_fields_are_left_out():
    assert read_link("?q=" + "a" * (QUESTION_MOST + 1) + "&q=b").questions == ("b",)
    assert read_link("?" + "&".join(["q=a"] * 1000)) == Shared()


def test_other_fields_are_passed_over():
    assert read_link("?__theme=dark&q=a+b&open=2") == Shared(("a b",))
