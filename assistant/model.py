"""The language model that a user names: the one owner of LangChain's chat models.

`load_model` gives the writer a `ChatModel`. Keys come from the environment
alone, as each provider's package reads them; no message shows one, and nothing
is traced to anyone else. It writes no prompt and judges no answer.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from ingest import SettingsError

from .writer import ChatModel, Message, ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessageChunk

_SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSWORD")
_KEY_LIKE = re.compile(r"\b(?:sk|pk|key|Bearer)[-_ ][\w*.-]{6,}")
_NO_TOOLS = frozenset({400, 422, 501})  # how servers say that a model cannot call tools


class _ToolRefused(ModelError):
    """The server may be able to answer without a tool to call."""


def load_model(name: str, *, base_url: str | None = None, timeout: float = 60.0) -> ChatModel:
    """The language model of this name, "ollama:llama3" or any other that LangChain's `init_chat_model` takes.

    base_url  of a server that speaks the provider's protocol ("http://localhost:8000/v1")
    timeout   seconds for a whole answer
    Raises SettingsError when the name does not fit, a package or a key is missing. Calls no server.
    """
    from langchain.chat_models import init_chat_model

    provider, _, model = name.partition(":")
    if not provider.strip() or (":" in name and not model.strip()):
        raise SettingsError(f"model {name!r}: expected PROVIDER:MODEL, such as ollama:llama3, found no name")
    if base_url is not None and not base_url.startswith(("http://", "https://")):
        raise SettingsError(f"base URL {base_url!r}: expected one that begins with http:// or https://")
    try:
        chat = init_chat_model(name, **_settings(provider, base_url, timeout))
    except Exception as error:  # each provider's package has errors of its own
        raise _unusable(name, error) from error
    return LangChainModel(name, chat, timeout)


def _settings(provider: str, base_url: str | None, timeout: float) -> dict[str, Any]:
    settings: dict[str, Any] = {"base_url": base_url} if base_url else {}
    if provider == "ollama":
        settings |= {"temperature": 0, "client_kwargs": {"timeout": timeout}}
    if provider == "openai":
        settings |= {"timeout": timeout, "max_retries": 1}
        if base_url and not os.environ.get("OPENAI_API_KEY"):
            settings["api_key"] = "none"  # a server on this machine asks for no key, the package does
    return settings


def _unusable(name: str, error: Exception) -> SettingsError:
    if isinstance(error, ImportError):
        package = re.search(r"pip install ([\w.-]+)", str(error))
        wanted = package.group(1).rstrip(".") if package else (error.name or "its package").replace("_", "-")
        return SettingsError(
            f"model {name}: expected the package {wanted}, found none; install it with: pip install {wanted}"
        )
    if "infer model provider" in str(error):
        return SettingsError(
            f"model {name}: expected PROVIDER:MODEL, such as ollama:llama3 or openai:NAME, found no provider that LangChain knows"
        )
    return SettingsError(f"model {name}: {_plain(error)}")


class LangChainModel:
    """A LangChain chat model behind the writer's `ChatModel`."""

    def __init__(self, name: str, chat: BaseChatModel, timeout: float) -> None:
        self.name = name
        self._chat = chat
        self._timeout = timeout
        self._takes_tools = True

    def stream(self, messages: Sequence[Message], tool: Mapping[str, Any]) -> Iterator[str]:
        """See `ChatModel`. The time runs from the call to the last piece, whatever the provider's own limits."""
        pieces: SimpleQueue[str | ModelError | None] = SimpleQueue()
        stop = Event()
        # A thread, because not every provider keeps a limit of time; a daemon, because it may never come back.
        Thread(target=self._work, args=(messages, tool, pieces, stop), daemon=True).start()
        deadline = time.monotonic() + self._timeout
        try:
            while (piece := self._next_piece(pieces, deadline)) is not None:
                yield piece
        finally:
            stop.set()

    def _next_piece(self, pieces: SimpleQueue[str | ModelError | None], deadline: float) -> str | None:
        try:
            piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            raise ModelError(f"no whole answer within {self._timeout:g} seconds") from None
        if isinstance(piece, ModelError):
            raise piece
        return piece

    def _work(
        self,
        messages: Sequence[Message],
        tool: Mapping[str, Any],
        pieces: SimpleQueue[str | ModelError | None],
        stop: Event,
    ) -> None:
        from langsmith import tracing_context

        try:
            with tracing_context(enabled=False):
                for piece in self._pieces(messages, tool):
                    if stop.is_set():
                        return
                    pieces.put(piece)
        except ModelError as error:
            pieces.put(error)
        finally:
            pieces.put(None)

    def _pieces(self, messages: Sequence[Message], tool: Mapping[str, Any]) -> Iterator[str]:
        if self._takes_tools:
            try:
                yield from self._call(messages, tool)
                return
            except _ToolRefused:
                pass  # the same question again, without a tool
        yield from self._call(messages, None)
        self._takes_tools = False

    def _call(self, messages: Sequence[Message], tool: Mapping[str, Any] | None) -> Iterator[str]:
        chunks = _opened(self._chat, messages, tool)
        names: dict[object, str] = {}
        first = True
        while (chunk := _next_chunk(chunks, tool is not None and first)) is not None:
            first = False
            yield from _pieces_of(chunk, names, (tool or {}).get("name"))


def _opened(
    chat: BaseChatModel, messages: Sequence[Message], tool: Mapping[str, Any] | None
) -> Iterator[BaseMessageChunk]:
    """The chunks of an answer, not yet begun."""
    if tool is None:
        return iter(chat.stream(list(messages)))
    try:
        bound = chat.bind_tools([{"type": "function", "function": dict(tool)}], tool_choice=tool["name"])
    except NotImplementedError as error:
        raise _ToolRefused("this model calls no tools") from error
    return iter(bound.stream(list(messages)))  # type: ignore[arg-type]  # a bound chat model streams chunks


def _next_chunk(chunks: Iterator[BaseMessageChunk], with_tool: bool) -> BaseMessageChunk | None:
    """The next chunk, None at the end. with_tool: a refusal now may be one of the tool."""
    try:
        return next(chunks, None)
    except Exception as error:  # each provider's package has errors of its own
        refused = with_tool and _status(error) in _NO_TOOLS
        raise (_ToolRefused if refused else ModelError)(_plain(error)) from error


def _pieces_of(chunk: BaseMessageChunk, names: dict[object, str], tool: str | None) -> Iterator[str]:
    """Text, and the arguments of calls of this tool; calls of any other are passed over, none is ever made.

    names  what each call, by its index, is a call of: only its first piece says so
    """
    if text := str(chunk.text):
        yield text
    for call in getattr(chunk, "tool_call_chunks", ()):
        index = call.get("index")
        names[index] = call.get("name") or names.get(index, "")
        if names[index] == tool and call.get("args"):
            yield call["args"]


def _status(error: Exception) -> int | None:
    """The HTTP status that a provider's error carries."""
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _plain(error: Exception) -> str:
    """One line on a provider's error without any key in it."""
    status = _status(error)
    if status in (401, 403):
        return f"the server refuses the key, HTTP {status}; set the provider's key in the environment"
    if "Connect" in type(error).__name__:
        return "the server cannot be reached; is it running, and is the base URL right?"
    if "Timeout" in type(error).__name__:
        return "the server did not answer in time"
    line = " ".join(str(error).split())[:240]
    return f"{type(error).__name__}: {without_secrets(line)}".rstrip(": ")


def without_secrets(text: str) -> str:
    """A text without the values of the environment's keys, tokens and passwords, and without anything like one."""
    secrets = {
        value for name, value in os.environ.items() if _SECRET.search(name.upper()) and len(value) >= 6
    }
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "•••")
    return _KEY_LIKE.sub("•••", text)
