"""The oracle: the right answer to every case, made from its gold. It shows what a full score is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest import Document, Paragraph

from .cases import Case, Gold
from .shelf import Shelf

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """A public record that is given as an answer."""

    record: Mapping[str, Any]

    def to_record(self, id: str | None = None) -> dict[str, Any]:
        """The record, with this id."""
        return {**self.record, "id": id}


@dataclass(frozen=True, slots=True)
class Oracle:
    """Answers a question by looking up the case it belongs to; KeyError for any other question."""

    records: Mapping[tuple[str, tuple[str, ...]], Record]

    @classmethod
    def of(cls, cases: Sequence[Case], shelf: Shelf) -> Oracle:
        """The oracle of these cases."""
        return cls({(case.question, case.history): right_answer(case, shelf) for case in cases})

    def ask(self, question: str, history: Sequence[str] = ()) -> RecordedAnswer:
        """The right answer."""
        return RecordedAnswer(self.records[question, tuple(history)])


def right_answer(case: Case, shelf: Shelf) -> Record:
    """The public record of a right answer: each needed paragraph cited whole, each fact said.

    KeyError where a needed paragraph is not on the shelf.
    """
    if not case.answerable:
        status = "no_such_provision" if case.kind == "false_premise" else "refused"
        return empty_record(case, status)
    found = {paragraph.id: (document, paragraph) for document, paragraph in _places(case, shelf)}
    citations = [cite(number, *each) for number, each in enumerate(found.values(), start=1)]
    return empty_record(case, "answered") | {
        "answer": " ".join([*(f"{each['quote']} [{each['number']}]" for each in citations), *case.facts]),
        "sentences": [{"text": each["quote"], "citations": [each["number"]]} for each in citations],
        "citations": citations,
        "retrieved": [
            {
                "source": each["source"],
                "locator": each["locator"],
                "paragraph": each["paragraph"],
                "score": 1.0,
            }
            for each in citations
        ],
    }


def empty_record(case: Case, status: str) -> Record:
    """An answer of this status that says and cites nothing."""
    parts: Record = {"sentences": [], "citations": [], "retrieved": [], "removed": []}
    return {"id": case.id, "question": case.question, "status": status, "answer": "", "seconds": 0.0} | parts


def cite(number: int, document: Document, paragraph: Paragraph) -> Record:
    """The public record of a citation that quotes the whole paragraph."""
    locator = paragraph.locator
    return {
        "number": number,
        "source": document.source,
        "title": document.title,
        "symbol": document.symbol,
        "locator": locator.shown,
        "label": locator.label,
        "section": list(paragraph.section),
        "page": locator.page,
        "pdf_page": locator.pdf_page,
        "kind": paragraph.kind,
        "paragraph": paragraph.text,
        "quote": paragraph.text,
        "start": 0,
        "end": len(paragraph.text),
        "notes": [],
    }


def _places(case: Case, shelf: Shelf) -> Iterator[tuple[Document, Paragraph]]:
    return (_place(unit, shelf) for unit in case.units)


def _place(unit: Sequence[Gold], shelf: Shelf) -> tuple[Document, Paragraph]:
    for gold in unit:
        document, held = shelf.document(gold.doc), shelf.holding(gold)
        if document and held:
            return document, held[0]
    raise KeyError(f"no paragraph of {unit[0].doc} holds the evidence at {unit[0].locator!r}")
