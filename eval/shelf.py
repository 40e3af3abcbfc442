"""The shelf: the library's paragraphs as the evaluation looks them up, by document and locator.

It reads paragraphs as the library holds them and compares names; it ranks
nothing, and knows nothing of answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Protocol

from ingest import Document, Paragraph

from .cases import Gold
from .evidence import Evidence

_LONG = {
    "article": "art",
    "articles": "art",
    "paragraph": "para",
    "paragraphs": "para",
    "paras": "para",
    "note": "n",
    "footnote": "n",
}


class Sourced(Protocol):
    """Anything that has a document's file name."""

    @property
    def source(self) -> str:
        """The file name."""
        ...


class HoldsDocuments(Protocol):
    """What the evaluation asks of a library."""

    @property
    def documents(self) -> Iterable[Sourced]:
        """One entry a document."""
        ...

    def document(self, source: str, /) -> Document:
        """The whole document."""
        ...


class Shelf:
    """A library's documents, each read once and when first asked for."""

    def __init__(self, sources: Iterable[str], read: Callable[[str], Document]) -> None:
        self.sources = tuple(sources)
        self._read = lru_cache(maxsize=None)(read)
        self._found: dict[tuple[str, Evidence, str], tuple[Paragraph, ...]] = {}

    @classmethod
    def of_library(cls, library: HoldsDocuments) -> Shelf:
        """The shelf of an open library."""
        return cls((each.source for each in library.documents), library.document)

    @classmethod
    def of_documents(cls, documents: Iterable[Document]) -> Shelf:
        """The shelf of documents in memory."""
        by_source = {document.source: document for document in documents}
        return cls(by_source, by_source.__getitem__)

    def document(self, name: str) -> Document | None:
        """The document that a question file or an answer calls `name`, None where there is none."""
        if name in self.sources:
            return self._read(name)
        return next((self._read(source) for source in self.sources if same_document(name, source)), None)

    def documents(self) -> Iterator[Document]:
        """Every document."""
        return (self._read(source) for source in self.sources)

    def at(self, source: str, locator: str) -> tuple[Paragraph, ...]:
        """The paragraphs of a document with exactly this locator; a printed number may come twice."""
        document = self.document(source)
        paragraphs = document.paragraphs if document else ()
        return tuple(each for each in paragraphs if each.locator.shown == locator)

    def holding(self, gold: Gold) -> tuple[Paragraph, ...]:
        """The paragraphs of the gold's document that hold its evidence, the one at its locator first."""
        document = self.document(gold.doc)
        return self._holding(document, gold.evidence, gold.locator) if document else ()

    def holding_alt(self, gold: Gold) -> tuple[Paragraph, ...]:
        """The first paragraph of any document for each passage that answers as well as the gold."""
        firsts = (
            next((found[0] for each in self.documents() if (found := self._holding(each, alt, ""))), None)
            for alt in gold.alt
        )
        return tuple(each for each in firsts if each)

    def _holding(self, document: Document, evidence: Evidence, locator: str) -> tuple[Paragraph, ...]:
        key = (document.source, evidence, locator)
        if key not in self._found:
            self._found[key] = _holding(document, evidence, locator)
        return self._found[key]


def _holding(document: Document, evidence: Evidence, locator: str) -> tuple[Paragraph, ...]:
    near = [each for each in document.paragraphs if same_locator(each.locator.shown, locator)]
    found = [each for each in near if evidence.stands_in(each.text)]
    if not found:
        found = [each for each in document.paragraphs if evidence.stands_in(each.text)]
    return tuple(sorted(found, key=lambda each: each.kind in ("furniture", "heading")))


def same_document(one: str, other: str) -> bool:
    """Whether two names mean one file: equal, or one is the end of the other's path."""
    return one == other or one.endswith(f"/{other}") or other.endswith(f"/{one}")


def same_locator(one: str, other: str) -> bool:
    """Whether two locators are one, but for spelling: `Article 12 (2)(c)` and `art. 12(2)(c)`."""
    return bool(other) and _plain(one) == _plain(other)


@lru_cache(maxsize=100_000)
def _plain(locator: str) -> str:
    words = re.findall(r"\w+|[()]", unicodedata.normalize("NFKC", locator).casefold())
    return " ".join(_LONG.get(word, word) for word in words)
