"""Language models over the wire, against a scripted server; a retriever and a tool over a small library."""

import importlib.util
import json
import threading
import time

import pytest
from openai_server import Reply, serve
from small_library import WordEncoder, harbour_report, orchard_treaty

from assistant.answer import Quotation
from assistant.ask import Assistant
from assistant.chain import rapporteur_tool, retriever_class
from assistant.model import load_model, without_secrets
from assistant.writer import TOOL, ModelError, write_answer
from index import Library, publish
from ingest import LibraryError, SettingsError

LAMPS = "Lighthouse keepers shall report every broken lamp within two days."
QUESTION = (("system", "Answer."), ("user", "Who reports lamps?"))
ANSWER = json.dumps(
    {
        "sentences": [
            {
                "text": "Keepers shall report every broken lamp.",
                "quotations": [{"number": 1, "words": LAMPS}],
            },
            {"text": "Keepers report lamps at leisure.", "quotations": [{"number": 1, "words": LAMPS}]},
        ]
    }
)
KEY = "sk-test-0123456789abcdef"


def needs(package):
    missing = importlib.util.find_spec(package) is None
    return pytest.mark.skipif(missing, reason=f"the optional package {package} is not installed")


needs_openai = needs("langchain_openai")
needs_ollama = needs("langchain_ollama")


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_ORG_ID", "OPENAI_PROXY", "OLLAMA_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def evidence():
    document = harbour_report()
    return [(document, Quotation(each, 0, len(each.text))) for each in document.paragraphs]


def openai(server, timeout=20.0):
    return load_model("openai:scripted", base_url=server.url, timeout=timeout)


# -- OpenAI's protocol --------------------------------------------------------------------------


@needs_openai
def test_the_tools_arguments_stream_in_pieces():
    with serve(Reply(ANSWER)) as server:
        pieces = list(openai(server).stream(QUESTION, TOOL))
    assert "".join(pieces) == ANSWER
    assert len(pieces) > 10


@needs_openai
def test_the_request_streams_and_forces_the_one_tool():
    with serve(Reply(ANSWER)) as server:
        list(openai(server).stream(QUESTION, TOOL))
    (request,) = server.requests
    body = request["body"]
    assert (body["model"], body["stream"]) == ("scripted", True)
    assert [each["function"]["name"] for each in body["tools"]] == ["write_answer"]
    assert body["tools"][0]["function"]["parameters"] == TOOL["parameters"]
    assert body["tool_choice"] == {"type": "function", "function": {"name": "write_answer"}}
    assert [(each["role"], each["content"]) for each in body["messages"]] == list(QUESTION)
    assert request["headers"]["authorization"] == f"Bearer {KEY}"


@needs_openai
def test_a_server_without_tools_is_asked_for_text_and_not_offered_tools_again():
    with serve(Reply(status=400, text="tools are not supported"), Reply(text=ANSWER)) as server:
        model = openai(server)
        assert "".join(model.stream(QUESTION, TOOL)) == ANSWER
        assert "".join(model.stream(QUESTION, TOOL)) == ANSWER
    assert ["tools" in each["body"] for each in server.requests] == [True, False, False]


@needs_openai
def test_text_is_taken_where_the_model_does_not_call_the_tool():
    with serve(Reply(text=f"```json\n{ANSWER}\n```")) as server:
        written = write_answer(openai(server), "Who reports lamps?", evidence())
    assert [each.text for each in written.sentences] == ["Keepers shall report every broken lamp."]


@needs_openai
def test_a_call_of_another_tool_is_passed_over():
    with serve(Reply(ANSWER, tool="delete_library")) as server:
        assert list(openai(server).stream(QUESTION, TOOL)) == []


@needs_openai
def test_an_answer_over_the_wire_is_checked_and_mended_like_any_other():
    mended = json.dumps({"sentences": [{"text": "They report within two days.", "quotations": []}]})
    with serve(Reply(ANSWER), Reply(mended)) as server:
        written = write_answer(openai(server), "Who reports lamps?", evidence())
    assert [each.text for each in written.sentences] == ["Keepers shall report every broken lamp."]
    assert [each.text for each in written.removed] == [
        "Keepers report lamps at leisure.",
        "They report within two days.",
    ]
    assert "Keepers report lamps at leisure." in server.requests[1]["body"]["messages"][-1]["content"]


@needs_openai
def test_the_first_sentence_is_handed_on_while_the_server_still_writes():
    gone_on = threading.Event()
    long = json.dumps(
        {"sentences": [*json.loads(ANSWER)["sentences"][:1], {"text": "x" * len(ANSWER), "quotations": []}]}
    )
    waited = []

    def on_sentence(sentence):
        waited.append(gone_on.is_set())
        gone_on.set()

    with serve(Reply(long, holds=gone_on, seconds=15), Reply(ANSWER)) as server:
        written = write_answer(openai(server), "Who reports lamps?", evidence(), on_sentence)
    assert waited[0] is False
    assert written.sentences[0].text == "Keepers shall report every broken lamp."


@needs_openai
def test_a_server_that_never_ends_is_left_when_the_time_is_up():
    never = threading.Event()
    with serve(Reply(ANSWER, holds=never, seconds=10)) as server:
        begun = time.monotonic()
        written = write_answer(openai(server, timeout=0.8), "Who reports lamps?", evidence())
        assert time.monotonic() - begun < 5
        never.set()
    assert written.sentences == ()
    assert "no whole answer within 0.8 seconds" in written.note
    assert written.note.endswith("these are the quotations themselves.")


@needs_openai
@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_told_without_the_key(status):
    with (
        serve(Reply(status=status, text=f"Incorrect API key provided: {KEY}")) as server,
        pytest.raises(ModelError) as told,
    ):
        list(openai(server).stream(QUESTION, TOOL))
    assert f"refuses the key, HTTP {status}" in str(told.value)
    assert KEY not in str(told.value)


@needs_openai
def test_no_key_is_shown_or_logged_when_a_server_repeats_it(caplog, capfd):
    caplog.set_level("DEBUG")
    with serve(Reply(status=404, text=f"no model for {KEY} or sk-proj-another-key")) as server:
        written = write_answer(openai(server), "Who reports lamps?", evidence())
    shown = " ".join([written.note, caplog.text, *capfd.readouterr()])
    assert "no model for ••• or •••" in written.note
    assert KEY not in shown
    assert "another-key" not in written.note


@needs_openai
def test_a_server_that_breaks_or_is_not_there_is_a_model_that_failed():
    with serve(Reply(status=500, text="out of order")) as server:
        written = write_answer(openai(server), "Who reports lamps?", evidence())
    assert "out of order" in written.note
    gone = write_answer(openai(server, timeout=10), "Who reports lamps?", evidence())
    assert gone.note.startswith("The language model openai:scripted failed (the server cannot be reached")


@needs_openai
def test_a_server_of_ones_own_needs_no_key(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")
    with serve(Reply(ANSWER)) as server:
        assert "".join(openai(server).stream(QUESTION, TOOL)) == ANSWER


@needs_openai
def test_nothing_is_traced_to_anyone_else(monkeypatch):
    from langchain_core.tracers.langchain import wait_for_all_tracers
    from langsmith.utils import get_env_var

    with serve(Reply(ANSWER)) as tracer, serve(Reply(ANSWER)) as server:
        for name, value in (("TRACING", "true"), ("ENDPOINT", tracer.url), ("API_KEY", "lsv2-test-key")):
            monkeypatch.setenv(f"LANGSMITH_{name}", value)
        get_env_var.cache_clear()  # LangSmith reads the environment once
        list(openai(server).stream(QUESTION, TOOL))
        wait_for_all_tracers()
        get_env_var.cache_clear()
    assert len(server.requests) == 1
    assert tracer.requests == []


# -- Ollama's protocol --------------------------------------------------------------------------


@needs_ollama
@pytest.mark.parametrize("reply", [Reply(ANSWER), Reply(text=ANSWER)], ids=["tool call", "text"])
def test_ollama_answers_with_a_tool_call_or_in_text(reply):
    with serve(reply) as server:
        model = load_model("ollama:llama3", base_url=server.ollama_url, timeout=20)
        assert json.loads("".join(model.stream(QUESTION, TOOL))) == json.loads(ANSWER)
    body = server.requests[0]["body"]
    assert (body["model"], body["stream"], body["options"]["temperature"]) == ("llama3", True, 0)


# -- settings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "base_url", "told"),
    [
        ("", None, "expected PROVIDER:MODEL"),
        ("openai:", None, "expected PROVIDER:MODEL"),
        ("nonsense", None, "found no provider that LangChain knows"),
        ("nobody:model", None, "found no provider that LangChain knows"),
        ("openai:x", "localhost:8000", "expected one that begins with http"),
    ],
)
def test_a_setting_that_does_not_fit_says_what_was_expected(name, base_url, told):
    with pytest.raises(SettingsError, match=told):
        load_model(name, base_url=base_url)


PROVIDERS = {
    "langchain_anthropic": "anthropic:claude",
    "langchain_groq": "groq:x",
    "langchain_openai": "openai:x",
}
MISSING = [package for package in PROVIDERS if importlib.util.find_spec(package) is None]


@pytest.mark.parametrize("package", MISSING)
def test_a_missing_package_is_told_with_the_command_that_installs_it(package):
    command = f"pip install {package.replace('_', '-')}"
    with pytest.raises(SettingsError, match=command):
        load_model(PROVIDERS[package])


@needs_openai
def test_a_missing_key_is_told_by_the_name_of_its_variable(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        load_model("openai:x")


def test_the_environments_secrets_are_taken_out_of_a_text(monkeypatch):
    monkeypatch.setenv("HARBOUR_TOKEN", "pears-and-lamps")
    text = f"{KEY} and pears-and-lamps and Bearer abcdefgh12 but not the keyword or a key word"
    assert without_secrets(text) == "••• and ••• and ••• but not the keyword or a key word"


# -- a retriever and a tool ---------------------------------------------------------------------


@pytest.fixture
def library(tmp_path):
    publish(tmp_path / "library", [harbour_report(), orchard_treaty()], encoder=WordEncoder())
    with Library.open(tmp_path / "library", WordEncoder()) as opened:
        yield opened


def test_the_retriever_gives_paragraphs_with_their_locators(library):
    documents = retriever_class()(library=library, k=2).invoke("Who shall report a broken lamp?")
    assert len(documents) == 2
    first = documents[0]
    assert first.page_content == LAMPS
    assert first.id == harbour_report().paragraphs[0].id
    assert first.metadata["source"] == "harbour.txt"
    assert first.metadata["locator"] == "para. 1"
    assert first.metadata["section"] == []
    assert first.metadata["citation"] == "Report on the harbour of Little Osmund, para. 1"


def test_the_retriever_stays_within_the_sources_it_is_given(library):
    documents = retriever_class()(library=library, sources=("orchard.txt",)).invoke("lamp")
    assert {each.metadata["source"] for each in documents} == {"orchard.txt"}


def test_a_retriever_over_no_library_says_so_at_once(tmp_path):
    with pytest.raises(LibraryError):
        retriever_class()(library=tmp_path / "nothing")


def test_the_retriever_is_a_part_of_a_chain(library):
    from langchain_core.retrievers import BaseRetriever

    retriever = retriever_class()(library=library, k=1)
    assert isinstance(retriever, BaseRetriever)
    chain = retriever | (lambda documents: documents[0].metadata["locator"])
    assert chain.invoke("pear trees for every felled apple tree") == "para. 1"


def test_the_tool_answers_with_citations_and_hands_on_the_record(library):
    assistant = Assistant(library)
    question = "How many pear trees shall each Party plant for every felled apple tree?"
    call = {"type": "tool_call", "id": "1", "name": "rapporteur", "args": {"question": question}}
    message = rapporteur_tool(assistant).invoke(call)
    expected = assistant.ask(question).to_record() | {"seconds": message.artifact["seconds"]}
    assert message.artifact == expected
    assert message.artifact["citations"], "the small library must answer this question"
    assert "[1] Orchard Treaty, para. 1" in message.content.split("\n")
