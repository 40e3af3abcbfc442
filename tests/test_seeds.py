"""The main job on the real seed documents, where they are beside the checkout."""

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def assistant(seeds_library):
    with Assistant.open(seeds_library) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "source", "locator"),
    [
        (
            "What does the background paper recommend so that inspectors are less exposed to bribes?",
            "002_",
            "para. 47",
        ),
        (
            "how many of the 157 parties had used the Palermo Convention for international cooperation",
            "004_",
            '"INTERNATIONAL COOPERATION", para. 4',
        ),
        (
            "Which Security Council resolution tasks MINUSCA with urgent temporary measures?",
            "003_",
            '"Mission mandates", para. ',
        ),
        ("what did the 2017 CRIMJUST survey cover", "001_", "para. 4"),
        ("what is a conflict of interest", "000_", '"Conflict of Interest", para. 1'),
    ],
)
def test_the_paragraph_that_answers_is_cited_first(assistant, question, source, locator):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    citation = answer.citations[0]
    assert citation.document.source.startswith(source)
    assert locator in citation.locator


def test_a_question_from_another_world_is_refused(assistant):
    assert assistant.ask("Who won the 2022 football World Cup?").status == "refused"


def test_the_background_paper_has_its_paragraphs_1_to_58_under_their_own_numbers(assistant):
    document = assistant.library.document("002_75b8a6b537471474.txt")
    numbers = [
        each.locator.label
        for each in document.paragraphs
        if each.locator.shown == f"para. {each.locator.label}"
    ]
    assert numbers == [str(number) for number in range(1, 59)]
