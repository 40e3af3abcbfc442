"""The nouns of an answer: Quotation, Citation, Sentence, Answer; and their JSON form, the public contract.

Pure data. `Answer.to_record` is the one place where an answer becomes JSON
(contract version 1, described in docs/contract.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from index import Hit
    from ingest import Document, Paragraph

    from .crossings import Crossing

_SAYING = 4  # words from which a table row says something without its table
Status = Literal["answered", "refused", "no_such_provision", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A piece of a paragraph's text, exact by construction: text == paragraph.text[start:end]."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.paragraph.text[self.start : self.end]


def whole(paragraph: Paragraph) -> Quotation:
    """All words of a paragraph, the printed number at its head left out."""
    start = paragraph.lead if len(paragraph.text) > paragraph.lead else 0
    return Quotation(paragraph, start, len(paragraph.text))


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quotation with the document it comes from and the notes marked in it.

    number counts from 1 in the answer; notes are (mark, text) in order.
    """

    number: int
    quotation: Quotation
    document: Document
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def locator(self) -> str:
        """The locator as shown: `art. 12(2)(c)`."""
        return self.quotation.paragraph.locator.shown

    @property
    def meant(self) -> str:
        """What a quoted note that points back ("Ibid.") stands for: "n. 4: its text"; "" for any other citation."""
        if self.quotation.paragraph.kind != "note" or not self.notes:
            return ""
        locator, text = self.notes[0]
        return f"{locator}: {text}"


def meaning_beside(citation: Citation, citations: Iterable[Citation]) -> str:
    """What a quoted note that points back stands for, by its locator alone where that note is cited too; "" for any other."""
    means = citation.notes[0][0] if citation.meant else ""
    cited = any(each.document.id == citation.document.id and each.locator == means for each in citations)
    return means if cited else citation.meant


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer and the numbers of the citations that bear it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence that the gate took out, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says.

    text       the answer as a reader sees it, with [1] marks
    lead       what stands before the sentences ("The library does not say ...")
    retrieved  the best paragraphs in order, at most 20, whatever the status
    asked      the question as it was understood, when that differs from the one given
    confidence estimated probability that the library answers, 0 to 1
    seconds    wall time from question to answer
    """

    question: str
    status: Status
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    retrieved: tuple[Hit, ...] = ()
    removed: tuple[Removed, ...] = ()
    asked: str = ""
    confidence: float = 1.0
    seconds: float = 0.0
    sources: dict[str, Document] = field(default_factory=dict)

    def nearest(self, count: int) -> tuple[Hit, ...]:
        """The best paragraphs that a refusal shows: in their order, but table rows of few words after all others."""
        return tuple(sorted(self.retrieved, key=lambda hit: _is_bare_row(hit.paragraph))[:count])

    def to_record(self, id: str | None = None) -> dict[str, Any]:
        """The JSON contract's form of this answer (version 1)."""
        record: dict[str, Any] = {"id": id} if id is not None else {}
        return record | {
            "question": self.question,
            "asked": self.asked or self.question,
            "status": self.status,
            "answer": self.text,
            "sentences": [{"text": each.text, "citations": list(each.citations)} for each in self.sentences],
            "citations": [_citation_record(each) for each in self.citations],
            "retrieved": [_hit_record(each, self.sources) for each in self.retrieved],
            "removed": [{"text": each.text, "reason": each.reason} for each in self.removed],
            "confidence": round(self.confidence, 4),
            "seconds": round(self.seconds, 4),
        }


def _is_bare_row(paragraph: Paragraph) -> bool:
    """Whether a table row has too few words to say anything without its table: "Brazil | 1.411"."""
    return paragraph.kind == "row" and len(re.findall(r"[^\W\d_]{2,}", paragraph.text)) < _SAYING


def _citation_record(citation: Citation) -> dict[str, Any]:
    paragraph, quotation = citation.quotation.paragraph, citation.quotation
    return {
        "number": citation.number,
        "source": citation.document.source,
        "title": citation.document.title,
        "symbol": citation.document.symbol,
        "locator": paragraph.locator.shown,
        "label": paragraph.locator.label,
        "section": list(paragraph.section),
        "page": paragraph.locator.page,
        "pdf_page": paragraph.locator.pdf_page,
        "kind": paragraph.kind,
        "paragraph": paragraph.text,
        "quote": quotation.text,
        "start": quotation.start,
        "end": quotation.end,
        "notes": [text for _, text in citation.notes],
    }


def _hit_record(hit: Hit, sources: dict[str, Document]) -> dict[str, Any]:
    return {
        "source": sources[hit.paragraph.document].source,
        "locator": hit.paragraph.locator.shown,
        "paragraph": hit.paragraph.text,
        "score": round(hit.score, 4),
    }


def paragraph_record(
    document: Document,
    paragraph: Paragraph,
    note_texts: dict[str, str],
    references: Sequence[Crossing] = (),
) -> dict[str, Any]:
    """One line of `rapporteur export` (contract version 1). note_texts: note id to its text."""
    return {
        "source": document.source,
        "locator": paragraph.locator.shown,
        "label": paragraph.locator.label,
        "kind": paragraph.kind,
        "section": list(paragraph.section),
        "text": paragraph.text,
        "notes": [
            {"mark": mark.mark, "start": mark.start, "text": note_texts.get(mark.note or "", "")}
            for mark in paragraph.notes
        ],
        "references": [each.to_record() for each in references],
        "page": paragraph.locator.page,
        "pdf_page": paragraph.locator.pdf_page,
    }
