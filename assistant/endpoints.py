"""Endpoints: what programs may ask of a page over HTTP, in the shapes of docs/contract.md. Knows nothing of Gradio.

The same five tools as the MCP server has, under the same names; docs/api.md shows
how they are called. What a caller can mend comes back as {"error": one line}.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingest import RapporteurError

from . import strings
from .ask import Assistant
from .compare import choose_instruments, compare_instruments
from .desk import Desk
from .draft import check_draft
from .sharing import QUESTION_MOST
from .showing import show_record

DRAFT_MOST = 200_000  # characters of a draft


class Endpoints:
    """The public functions; their docstrings and parameters are what a caller sees."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(
        self, question: str, history: list[str] | None = None, documents: list[str] | None = None
    ) -> dict[str, Any]:
        """An answer with verbatim quotations. history: earlier questions; documents: sources to search in, all by default."""
        return self._told(
            question,
            QUESTION_MOST,
            lambda assistant: assistant.ask(question, history or (), documents=documents or None).to_record(),
        )

    def lookup(self, provision: str) -> dict[str, Any]:
        """The exact text of a provision: "UNCAC 12(2)(c)", "para. 46 of A/CONF.1/2"."""
        return self._told(
            provision, QUESTION_MOST, lambda assistant: assistant.look_up(provision).to_record()
        )

    def compare(self, topic: str, instruments: list[str] | None = None) -> dict[str, Any]:
        """What several instruments say on a matter, side by side; all treaties when none is named."""

        def compare(assistant: Assistant) -> dict[str, Any]:
            chosen = choose_instruments(assistant.library, instruments or ())
            return compare_instruments(assistant.library, topic, chosen).to_record()

        return self._told(topic, QUESTION_MOST, compare)

    def check_draft(self, text: str, name: str = "draft") -> dict[str, Any]:
        """Every quotation, provision and figure of a text, held against the library."""
        return self._told(
            text, DRAFT_MOST, lambda assistant: check_draft(assistant.library, text, name).to_record()
        )

    def show_paragraph(self, source: str, locator: str) -> dict[str, Any]:
        """The paragraphs at a locator of a document, with their notes and references."""

        def show(assistant: Assistant) -> dict[str, Any]:
            return {"paragraphs": show_record(assistant.lookup, source, locator)}

        return self._told(source + locator, QUESTION_MOST, show)

    def _told(self, text: str, most: int, work: Callable[[Assistant], dict[str, Any]]) -> dict[str, Any]:
        if len(text) > most:
            return {"error": strings.TEXT_TOO_LONG.format(found=len(text), most=most)}
        try:
            with self._desk.reading() as assistant:
                return work(assistant)
        except RapporteurError as error:
            return {"error": str(error)}
