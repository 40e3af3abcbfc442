"""LangChain parts: a library as a retriever and as a tool, for people who build chains of their own.

    from assistant import RapporteurRetriever, rapporteur_tool

The one owner of LangChain's retriever and tool classes. The retriever gives
paragraphs with their locators; the tool gives whole, checked answers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import Hit, Library
from ingest import Document

from .answer import Answer
from .ask import Assistant

if TYPE_CHECKING:
    from langchain_core.documents import Document as LangChainDocument
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.tools import BaseTool


@cache
def retriever_class() -> type[BaseRetriever]:
    """The class `RapporteurRetriever`, made at first use, so that only its users load LangChain."""
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.retrievers import BaseRetriever
    from pydantic import ConfigDict, PrivateAttr

    class RapporteurRetriever(BaseRetriever):
        """The paragraphs of a library that fit a question best, as LangChain documents.

        library  a library's folder, or a Library already open
        k        how many paragraphs
        sources  documents to search in, all when None
        Raises LibraryError when there is no library.
        """

        model_config = ConfigDict(arbitrary_types_allowed=True)
        library: str | Path | Library
        k: int = 5
        sources: tuple[str, ...] | None = None
        _opened: Library = PrivateAttr()

        def model_post_init(self, context: Any, /) -> None:
            """Open the library at once, so that a missing one is known now."""
            given = self.library
            self._opened = given if isinstance(given, Library) else Library.open(Path(given))

        def _get_relevant_documents(
            self, query: str, *, run_manager: CallbackManagerForRetrieverRun
        ) -> list[LangChainDocument]:
            titles = {each.id: each for each in self._opened.documents}
            hits = self._opened.search(query, self.k, documents=self.sources)
            return [_as_document(hit, titles[hit.paragraph.document]) for hit in hits]

    RapporteurRetriever.__module__, RapporteurRetriever.__qualname__ = "assistant", "RapporteurRetriever"
    return RapporteurRetriever


def rapporteur_tool(library: str | Path | Library | Assistant) -> BaseTool:
    """A LangChain tool that answers one question from a library.

    Its content is the answer with its citations as text, its artifact the JSON
    record of docs/contract.md. Raises LibraryError when there is no library.
    """
    from langchain_core.tools import StructuredTool

    assistant = _assistant(library)

    def ask_library(question: str) -> tuple[str, dict[str, Any]]:
        answer = assistant.ask(question)
        return _as_text(answer), answer.to_record()

    return StructuredTool.from_function(
        ask_library,
        name="rapporteur",
        description="Answers a question from a library of conventions, resolutions, reports and papers, in quotations "
        "with the paragraph that each stands in. Says so when the library does not answer.",
        response_format="content_and_artifact",
    )


def _assistant(library: str | Path | Library | Assistant) -> Assistant:
    if isinstance(library, Assistant):
        return library
    return Assistant(library) if isinstance(library, Library) else Assistant.open(Path(library))


def _as_document(hit: Hit, document: Document) -> LangChainDocument:
    from langchain_core.documents import Document as LangChainDocument

    paragraph, locator = hit.paragraph, hit.paragraph.locator
    metadata = {
        "source": document.source,
        "title": document.title,
        "symbol": document.symbol,
        "locator": locator.shown,
        "label": locator.label,
        "section": list(paragraph.section),
        "page": locator.page,
        "pdf_page": locator.pdf_page,
        "kind": paragraph.kind,
        "citation": _citation(document, locator.shown),
        "score": hit.score,
    }
    return LangChainDocument(id=paragraph.id, page_content=paragraph.text, metadata=metadata)


def _citation(document: Document, locator: str) -> str:
    return f"{document.symbol or document.title}, {locator}"


def _as_text(answer: Answer) -> str:
    places = [f"[{each.number}] {_citation(each.document, each.locator)}" for each in answer.citations]
    return "\n".join((answer.text, *places))
