"""How long the page takes to show the first quotation, measured on a real page."""

import pytest
from browser import CHROMIUM

from eval.page_speed import Shown, format_shown, measure
from ingest import SettingsError


def test_what_the_page_may_take_is_half_as_much_again_and_150_milliseconds():
    found = (Shown("a", ask=100, page=300), Shown("b", ask=100, page=301), Shown("c", ask=20, page=90))
    assert format_shown(found) == (
        "3 questions: ask 100 ms, page until the first quotation 300 ms (medians)\n"
        "within 1.5 times ask + 150 ms: 2 of 3"
    )


@pytest.mark.browser
def test_only_answered_questions_are_measured_and_the_page_takes_no_less_than_nothing(samples_library):
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not there")
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    questions = ["What is a small dredger?", "Who won the football World Cup in Brazil?"]
    (found,) = measure(samples_library, questions, runs=1)
    assert found.question == questions[0]
    assert 0 < found.ask < 30_000 and 0 < found.page < 30_000


def test_questions_of_which_none_is_answered_are_refused(samples_library):
    with pytest.raises(SettingsError, match="expected questions that it answers"):
        measure(samples_library, ["Who won the football World Cup in Brazil?"])
