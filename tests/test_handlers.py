"""What each request of the page does, without a browser."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from small_library import WordEncoder, make_document

from assistant.desk import Desk
from assistant.handlers import Handlers
from assistant.sharing import write_link
from index import publish

COLOURS = "red blue green white black brown pink grey gold silver amber olive teal navy plum rust jade ruby pearl onyx".split()


@pytest.fixture
def handlers(tmp_path):
    texts = [
        f"The {colour} lighthouse stands {number} metres above the harbour."
        for number, colour in enumerate(COLOURS, 11)
    ]
    publish(tmp_path / "library", [make_document("lights.txt", *texts)], encoder=WordEncoder())
    desk = Desk(tmp_path / "library", WordEncoder())
    yield Handlers(desk)
    desk.close()


def last(steps):
    return list(steps)[-1]


def test_twenty_people_asking_at_once_each_get_the_answer_to_their_own_question(handlers):
    def ask(colour):
        return last(handlers.ask(f"How high does the {colour} lighthouse stand above the harbour?", (), []))[
            3
        ]

    with ThreadPoolExecutor(20) as people:
        turns = list(people.map(ask, COLOURS))
    assert [
        f"The {colour} lighthouse" in each[0].citations[0].quotation.text
        for colour, each in zip(COLOURS, turns, strict=True)
    ] == [True] * 20


def test_a_question_is_shown_as_searched_for_before_its_answer(handlers):
    steps = list(handlers.ask("How high does the red lighthouse stand?", (), []))
    assert "Searching" in steps[0][1]
    assert "Searching" not in steps[-1][1]


def test_too_long_a_question_stays_in_its_line_with_the_reason(handlers):
    question, shown, _, turns = last(handlers.ask("a" * 2001, (), []))
    assert (question, turns) == ("a" * 2001, ())
    assert "2001 characters" in shown


def test_an_empty_question_asks_nothing(handlers):
    assert last(handlers.ask("  ", (), []))[3] == ()


def test_an_address_restores_every_turn_in_order(handlers):
    questions = ["How high does the red lighthouse stand?", "How high does the teal lighthouse stand?"]
    _, _, turns = last(handlers.restore(write_link(questions)))
    assert [each.question for each in turns] == questions


def test_an_address_that_names_a_document_that_is_gone_searches_the_others(handlers):
    query = write_link(["How high does the red lighthouse stand?"], ["gone.txt", "lights.txt"])
    assert handlers.shared_documents(query) == (query, ["lights.txt"])


@pytest.mark.parametrize(
    "place", [{"document": "no such"}, {}, None, [1], {"document": {"a": 1}, "start": "x"}]
)
def test_whatever_the_browser_sends_a_document_that_is_not_there_is_refused_in_words(handlers, place):
    assert "could not be opened" in handlers.open_source()(place)
    assert "could not be opened" in handlers.open_part()(place)


def test_looking_up_what_is_no_provision_says_how_to_write_one(handlers):
    assert "names no provision" in handlers.look_up("lighthouses")


def test_files_are_shown_as_they_are_read_and_then_what_became_of_them(handlers, tmp_path):
    names = ["lamp-one.txt", "lamp-two.txt"]
    for name in names:
        (tmp_path / name).write_text(f"The {name} lighthouse is new.\n")
    shown = list(handlers.add([str(tmp_path / name) for name in names]))
    assert shown[0].count("<progress") == 3
    assert any("Read</strong>" in step and "Reading</strong>" in step for step in shown)
    assert "Added</strong>" in shown[-1] and "<progress" not in shown[-1]
    handlers.remove([f"added/{name}" for name in names])
