"""The MCP server, asked by the client of the package over stdio and over HTTP."""

import asyncio
import json
import socket
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from small_library import WordEncoder, harbour_report, orchard_treaty

from assistant.ask import Assistant
from index import publish

pytest.importorskip("mcp", reason="the optional package mcp is not installed")

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "How many pear trees shall each Party plant for every felled apple tree?"
SERVER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from small_library import WordEncoder
from assistant.ask import Assistant
from assistant.mcp_server import serve
with Assistant.open(Path(sys.argv[3]), WordEncoder()) as assistant:
    serve(assistant, http=len(sys.argv) > 4, port=int((*sys.argv, 0)[4]) if len(sys.argv) > 4 else 1)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mcp") / "library"
    publish(folder, [harbour_report(), orchard_treaty()], encoder=WordEncoder())
    return folder


def arguments(folder, *more):
    return ["-c", SERVER, str(ROOT), str(ROOT / "tests"), str(folder), *map(str, more)]


@asynccontextmanager
async def over_stdio(folder):
    parameters = StdioServerParameters(command=sys.executable, args=arguments(folder))
    async with (
        stdio_client(parameters) as (read, write),
        ClientSession(read, write, timedelta(seconds=60)) as client,
    ):
        await client.initialize()
        yield client


@asynccontextmanager
async def over_http(port):
    async with (
        streamable_http_client(f"http://127.0.0.1:{port}/mcp") as (read, write, _),
        ClientSession(read, write, timedelta(seconds=60)) as client,
    ):
        await client.initialize()
        yield client


@pytest.fixture(scope="module")
def port(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        free = taken.getsockname()[1]
    process = subprocess.Popen([sys.executable, *arguments(folder, free)], cwd=ROOT)
    try:
        wait_for(free, process)
        yield free
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port, process, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"no server on port {port}")


def asked(client_of, name, values):
    """The structured result of one tool call; its text says the same."""

    async def call():
        async with client_of as client:
            return await client.call_tool(name, values)

    result = asyncio.run(call())
    assert not result.isError, result.content
    assert json.loads(result.content[0].text) == result.structuredContent
    return result.structuredContent


def record_of(folder, request):
    with Assistant.open(folder, WordEncoder()) as assistant:
        answer = request(assistant)
    return json.loads(json.dumps(answer.to_record()))


def test_the_tools_say_what_they_take(folder):
    async def listed():
        async with over_stdio(folder) as client:
            return (await client.list_tools()).tools

    tools = {each.name: each for each in asyncio.run(listed())}
    assert set(tools) == {"ask", "lookup", "compare", "check_draft", "show_paragraph"}
    assert tools["ask"].inputSchema["required"] == ["question"]
    assert tools["lookup"].inputSchema["required"] == ["provision"]
    assert tools["show_paragraph"].inputSchema["required"] == ["source", "locator"]
    assert all(each.description for each in tools.values())


def test_ask_gives_the_citations_of_the_json_contract(folder):
    record = asked(over_stdio(folder), "ask", {"question": QUESTION})
    expected = record_of(folder, lambda assistant: assistant.ask(QUESTION))
    assert record["citations"][0]["quote"] == orchard_treaty().paragraphs[0].text
    assert record["citations"] == expected["citations"]
    assert record["retrieved"] == expected["retrieved"][:3]
    differing = {key for key in expected if record[key] != expected[key]}
    assert differing <= {"seconds", "retrieved"}


def test_ask_searches_in_the_documents_it_is_given_and_gives_as_many_paragraphs_as_wanted(folder):
    values = {"question": QUESTION, "documents": ["harbour.txt"], "retrieved": 20}
    record = asked(over_stdio(folder), "ask", values)
    assert {each["source"] for each in record["retrieved"]} == {"harbour.txt"}
    assert len(record["retrieved"]) == 3


def test_lookup_gives_the_paragraph_that_a_request_names(folder):
    record = asked(over_stdio(folder), "lookup", {"provision": "para. 2 of the Orchard Treaty"})
    assert record["status"] == "answered"
    assert [each["paragraph"] for each in record["citations"]] == [orchard_treaty().paragraphs[1].text]


def test_compare_sets_the_instruments_side_by_side(folder):
    values = {
        "topic": "disputes over hedges are settled by the council",
        "instruments": ["OT", "harbour.txt"],
    }
    record = asked(over_stdio(folder), "compare", values)
    assert [each["source"] for each in record["instruments"]] == ["orchard.txt", "harbour.txt"]
    assert record["instruments"][0]["locators"] == ["para. 2"]
    assert record["rows"][0][0]["text"] == orchard_treaty().paragraphs[1].text


def test_check_draft_marks_what_the_library_does_not_say(folder):
    text = "The treaty says: “Each Party shall plant nine pear trees for every felled apple tree.”"
    record = asked(over_stdio(folder), "check_draft", {"text": text, "name": "speech"})
    assert [each["verdict"] for each in record["findings"]] == ["altered wording"]


def test_show_paragraph_gives_the_record_of_an_export(folder):
    (paragraph,) = asked(over_stdio(folder), "show_paragraph", {"source": "OT", "locator": "para. 2"})[
        "paragraphs"
    ]
    assert (paragraph["source"], paragraph["locator"]) == ("orchard.txt", "para. 2")
    assert paragraph["text"] == orchard_treaty().paragraphs[1].text


@pytest.mark.parametrize(
    ("tool", "values", "told"),
    [
        (
            "show_paragraph",
            {"source": "nowhere.txt", "locator": "para. 1"},
            "expected one of the library's documents",
        ),
        ("ask", {"question": QUESTION, "documents": ["nowhere.txt"]}, "nowhere.txt"),
        ("ask", {}, "question"),
    ],
)
def test_what_a_client_can_mend_is_told_and_the_server_goes_on(folder, tool, values, told):
    async def calls():
        async with over_stdio(folder) as client:
            return await client.call_tool(tool, values), await client.call_tool(
                "lookup", {"provision": "OT 1"}
            )

    failed, after = asyncio.run(calls())
    assert failed.isError
    assert told in failed.content[0].text
    assert not after.isError


def test_http_gives_the_same_answer_as_stdio(folder, port):
    values = {"question": QUESTION}
    one, other = asked(over_stdio(folder), "ask", values), asked(over_http(port), "ask", values)
    assert one | {"seconds": 0} == other | {"seconds": 0}


def test_several_clients_over_http_each_get_their_own_answer(port):
    requests = [f"para. {number} of the Orchard Treaty" for number in (1, 2)] * 3

    async def one(request):
        async with over_http(port) as client:
            return (await client.call_tool("lookup", {"provision": request})).structuredContent

    async def together():
        return await asyncio.gather(*map(one, requests))

    texts = [record["citations"][0]["paragraph"] for record in asyncio.run(together())]
    assert texts == [each.text for each in orchard_treaty().paragraphs] * 3


def test_http_refuses_a_page_of_another_site(port):
    import httpx

    message = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    headers = {"Origin": "https://evil.example", "Accept": "application/json, text/event-stream"}
    assert httpx.post(f"http://127.0.0.1:{port}/mcp", json=message, headers=headers).status_code == 403
