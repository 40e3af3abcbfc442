"""The page's named endpoints, called by gradio_client over a real server, as docs/api.md shows it."""

import re

import pytest
from browser import served
from conftest import ROOT
from gradio_client import Client
from small_library import WordEncoder, make_document
from test_handlers import COLOURS

from assistant.desk import Desk
from index import publish

NAMED = {"/ask", "/lookup", "/compare", "/check_draft", "/show_paragraph"}


@pytest.fixture(scope="module")
def address(samples_library):
    desk = Desk(samples_library)
    with served(desk) as address:
        yield address
    desk.close()


@pytest.fixture(scope="module")
def client(address):
    return Client(address, verbose=False)


def test_the_example_of_the_documentation_runs_and_cites(address, capsys):
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "api.md").read_text("utf-8"), re.DOTALL)
    exec(example.replace("http://127.0.0.1:7860", address), {})
    printed = capsys.readouterr().out
    assert "Convention against Unlawful Dredging in Inland Waters art. 2(h)" in printed
    assert "not in the library" in printed


def test_the_documented_endpoints_are_the_public_ones(client):
    public = set(client.view_api(return_format="dict")["named_endpoints"])
    documented = set(re.findall(r"^\| `(/\w+)`", (ROOT / "docs" / "api.md").read_text("utf-8"), re.MULTILINE))
    assert public == documented == NAMED
    assert client.view_api(return_format="dict")["unnamed_endpoints"] == {}


def test_an_answer_over_the_api_is_the_one_of_the_contract(client, samples_library):
    from assistant import Assistant

    question = "What is a small dredger?"
    with Assistant.open(samples_library) as assistant:
        expected = assistant.ask(question).to_record()
    found = client.predict(question=question, api_name="/ask")
    assert found["citations"] == expected["citations"]
    assert set(found) == set(expected)


def test_a_follow_up_is_understood_from_its_history(client):
    found = client.predict(
        question="And must it carry a transponder?", history=["What is a small dredger?"], api_name="/ask"
    )
    assert "dredger" in found["asked"]


def test_a_paragraph_is_shown_by_source_and_locator(client):
    shown = client.predict(source="dredging convention", locator="art. 2(h)", api_name="/show_paragraph")
    assert "15 kilowatts" in shown["paragraphs"][0]["text"]


def test_what_the_caller_can_mend_is_one_line(client):
    shown = client.predict(source="no such file", locator="para. 1", api_name="/show_paragraph")
    assert shown["error"].startswith("no such file: expected one of the library's documents")
    asked = client.predict(question="a" * 2001, api_name="/ask")
    assert asked == {"error": "expected at most 2000 characters, found 2001; send less at once"}


def test_twenty_callers_at_once_each_get_the_answer_to_their_own_question(tmp_path):
    texts = [
        f"The {colour} lighthouse stands {metres} metres above the harbour."
        for metres, colour in enumerate(COLOURS, 11)
    ]
    publish(tmp_path / "library", [make_document("lights.txt", *texts)], encoder=WordEncoder())
    desk = Desk(tmp_path / "library", WordEncoder())
    with served(desk) as address:
        client = Client(address, verbose=False)
        jobs = [
            client.submit(
                question=f"How high does the {colour} lighthouse stand above the harbour?", api_name="/ask"
            )
            for colour in COLOURS
        ]
        quotes = [each.result(timeout=60)["citations"][0]["quote"] for each in jobs]
    desk.close()
    assert quotes == texts
