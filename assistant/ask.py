"""The assistant: a question in, a cited answer out. It joins look-up, retrieval, evidence and gate."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType

from index import Encoder, Hit, Library, split_terms
from ingest import Document, Paragraph, meaning_of

from .answer import Answer, Citation, Quotation, Sentence
from .evidence import coverage, list_around, quote_from
from .followup import make_standalone
from .gate import find_quotation
from .intent import Intent, intent_of
from .lookup import Found, Lookup
from .names import Names
from .refusal import ANSWERS, Signs, probability, reason

RETRIEVED = 20
_MOST_CITED = 3
_LIST_ITEMS = 24


class Assistant:
    """Answers questions from one library. Open it once, ask as often as you like, from any thread."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.lookup = Lookup(library)
        self.names: Names = self.lookup.names
        self._documents = {document.id: document for document in library.documents}

    @classmethod
    def open(cls, library: Path, encoder: Encoder | None = None) -> Assistant:
        """Open the library in a folder. Raises LibraryError."""
        return cls(Library.open(library, encoder))

    def close(self) -> None:
        """Let the library go."""
        self.library.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- asking -----------------------------------------------------------------------------

    def ask(self, question: str, history: Sequence[str] = (), *, documents: Sequence[str] | None = None) -> Answer:
        """Answer a question.

        history    earlier questions of the conversation, oldest first
        documents  sources to search in, all when None
        """
        begun = time.perf_counter()
        asked = make_standalone(question, history, self.names)
        found = self.lookup.find(asked)
        if found.outcome == "none" or (found.outcome == "ambiguous" and found.rest):
            answer = self._search(question, asked, documents, found)
        elif found.outcome == "found" and found.rest:
            answer = self._within(question, asked, found)
        else:
            answer = self._provision(question, asked, found)
        return _timed(answer, asked, time.perf_counter() - begun)

    def look_up(self, request: str) -> Answer:
        """The provision that a request names; status `no_such_provision` when it names none. No model."""
        begun = time.perf_counter()
        found = self.lookup.find(request)
        if found.outcome == "none":
            message = f"“{request}” names no provision; write it like “UNCAC 12(2)(c)” or “para. 46 of the background paper”."
            answer = Answer(request, "no_such_provision", message, sources=self._documents)
        else:
            answer = self._provision(request, request, found, retrieve=False)
        return _timed(answer, request, time.perf_counter() - begun)

    # -- provisions -------------------------------------------------------------------------

    def _provision(self, question: str, asked: str, found: Found, *, retrieve: bool = True) -> Answer:
        if found.outcome == "missing":
            hits = self.library.search(asked, RETRIEVED) if retrieve else ()
            return Answer(question, "no_such_provision", found.message, retrieved=hits, sources=self._documents)
        quotations = [(document, _whole(paragraph)) for document, paragraph in found.paragraphs]
        hits = self._as_hits([paragraph for _, paragraph in found.paragraphs])
        if found.outcome == "ambiguous":
            names = ", ".join(_short(document) for document, _ in found.paragraphs)
            lead = f"Several documents have it{found.message}; say which is meant: {names}."
            return self._compose(question, "ambiguous", quotations, hits, lead=lead)
        return self._compose(question, "answered", quotations, hits, lead=found.message)

    def _within(self, question: str, asked: str, found: Found) -> Answer:
        """A question about a named provision is answered from it."""
        weights = self._weights(asked)
        ranked = sorted(
            found.paragraphs, key=lambda pair: (-coverage(pair[1].text, weights), pair[1].position)
        )
        best = [pair for pair in ranked[:2] if coverage(pair[1].text, weights) > 0] or list(found.paragraphs[:1])
        hits = self._as_hits([paragraph for _, paragraph in (*best, *(p for p in found.paragraphs if p not in best))])
        quotations = [(document, quote_from(hit, asked, weights)) for (document, _), hit in zip(best, hits, strict=False)]
        return self._compose(question, "answered", quotations[:1], hits)

    def _as_hits(self, paragraphs: Sequence[Paragraph]) -> tuple[Hit, ...]:
        from index import Parts

        return tuple(
            Hit(paragraph, 1.0, rank, Parts(1.0, 0.0), 0, len(paragraph.text))
            for rank, paragraph in enumerate(paragraphs[:RETRIEVED], 1)
        )

    # -- questions --------------------------------------------------------------------------

    def _search(self, question: str, asked: str, documents: Sequence[str] | None, found: Found) -> Answer:
        named = self.names.find_all(asked)
        hits = self._rank(asked, documents, named_sources=[d.source for naming in named for d in naming.documents])
        weights = self._weights(asked)
        signs = self._signs(hits, weights, asked)
        if not hits or probability(signs) < ANSWERS:
            missing = [term for term, there in self.library.known(asked).items() if not there]
            text = reason(asked, self._as_written(missing, asked), hits)
            return Answer(question, "refused", text, retrieved=hits, sources=self._documents)
        quotations = self._choose(asked, intent_of(asked), hits, weights)
        return self._compose(question, "answered", quotations, hits)

    def _rank(self, asked: str, documents: Sequence[str] | None, named_sources: Sequence[str]) -> tuple[Hit, ...]:
        hits = self.library.search(asked, RETRIEVED, documents=documents)
        if documents is not None or not named_sources or len(named_sources) > 4:
            return hits
        inside = self.library.search(asked, RETRIEVED, documents=named_sources)
        rest = [hit for hit in hits if hit.paragraph.id not in {each.paragraph.id for each in inside}]
        return _renumbered([*inside, *rest][:RETRIEVED])

    def _weights(self, asked: str) -> dict[str, float]:
        return self.library.weigh(asked)

    def _signs(self, hits: Sequence[Hit], weights: dict[str, float], asked: str) -> Signs:
        if not hits:
            return Signs(0.0, 0.0, 0.0, 1.0)
        total = sum(weights.values()) or 1.0
        known = self.library.known(asked)
        unknown = sum(weight for term, weight in weights.items() if not known.get(term, True)) / total
        texts = [self._with_context(hit.paragraph) for hit in hits[:3]]
        return Signs(
            dense=max(hit.parts.dense for hit in hits[:5]),
            coverage=max(coverage(text, weights) for text in texts),
            together=coverage(" ".join(texts), weights),
            unknown=unknown,
        )

    def _with_context(self, paragraph: Paragraph) -> str:
        document = self._documents[paragraph.document]
        return " ".join((document.title, *document.aliases, *paragraph.section, paragraph.text))

    def _as_written(self, terms: Iterable[str], asked: str) -> list[str]:
        words = re.findall(r"[\w’'/.-]*\w", asked)
        return list(dict.fromkeys(word for word in words if set(split_terms(word)) & set(terms)))

    def _choose(self, asked: str, intent: Intent, hits: Sequence[Hit], weights: dict[str, float]) -> list[tuple[Document, Quotation]]:
        best = hits[0]
        if intent == "source" and (note := self._note_of(hits, weights)):
            return [self._from(_whole(note))]
        if intent in ("list", "recommendation") and (items := self._list(best.paragraph)):
            return [self._from(_whole(each)) for each in items]
        chosen = [best]
        least = 0.86 if intent not in ("compare",) else 0.6
        for hit in hits[1:_MOST_CITED]:
            if hit.score >= least * best.score and hit.paragraph.kind != "note":
                chosen.append(hit)
        return [self._from(quote_from(hit, asked, weights)) for hit in chosen]

    def _list(self, paragraph: Paragraph) -> tuple[Paragraph, ...]:
        paragraphs = self.library.document(paragraph.document).paragraphs
        by_id = {each.id: each for each in paragraphs}
        items = list_around(paragraph, paragraphs, by_id.get)
        return items if 2 < len(items) <= _LIST_ITEMS else ()

    def _note_of(self, hits: Sequence[Hit], weights: dict[str, float]) -> Paragraph | None:
        """The note behind the best sentence that has one."""
        for hit in hits[:2]:
            if hit.paragraph.kind == "note":
                return hit.paragraph
            quote = quote_from(hit, "", weights)
            marks = [mark for mark in hit.paragraph.notes if mark.note and quote.start <= mark.start <= quote.end + 1]
            if marks and marks[-1].note:
                return self.library.paragraph(marks[-1].note)
        return None

    def _from(self, quotation: Quotation) -> tuple[Document, Quotation]:
        return self._documents[quotation.paragraph.document], quotation

    # -- composing --------------------------------------------------------------------------

    def _compose(
        self,
        question: str,
        status: str,
        quotations: Sequence[tuple[Document, Quotation]],
        hits: Sequence[Hit],
        lead: str = "",
    ) -> Answer:
        citations = tuple(
            Citation(number, quotation, document, self._notes_in(quotation))
            for number, (document, quotation) in enumerate(quotations, 1)
        )
        for each in citations:
            if find_quotation(each.quotation.text, each.quotation.paragraph.text) is None and len(each.quotation.text.split()) > 1:
                raise AssertionError(f"a quotation is not in its paragraph: {each.quotation.text!r}")
        sentences = tuple(Sentence(each.quotation.text, (each.number,)) for each in citations)
        lines = [lead] if lead else []
        lines += [f"{_said_by(each)}: “{each.quotation.text}” [{each.number}]" for each in citations]
        return Answer(
            question,
            status,  # type: ignore[arg-type]
            "\n".join(lines),
            sentences=sentences,
            citations=citations,
            retrieved=tuple(hits),
            sources=self._documents,
        )

    def _notes_in(self, quotation: Quotation) -> tuple[tuple[str, str], ...]:
        """The notes whose marks stand in a quotation, an "Ibid." with what it stands for."""
        marks = [m for m in quotation.paragraph.notes if m.note and quotation.start <= m.start <= quotation.end + 1]
        if not marks:
            return ()
        paragraphs = self.library.document(quotation.paragraph.document).paragraphs
        by_id = {each.id: each for each in paragraphs}
        notes = []
        for mark in marks:
            note = by_id[mark.note or ""]
            meant = meaning_of(note, paragraphs)
            text = note.text if meant.id == note.id else f"{note.text} [{meant.locator.shown}: {meant.text}]"
            notes.append((mark.mark, text))
        return tuple(notes)


def _timed(answer: Answer, asked: str, seconds: float) -> Answer:
    from dataclasses import replace

    return replace(answer, asked=asked, seconds=seconds)


def _renumbered(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    from dataclasses import replace

    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, 1))


def _whole(paragraph: Paragraph) -> Quotation:
    start = paragraph.lead if len(paragraph.text) > paragraph.lead else 0
    return Quotation(paragraph, start, len(paragraph.text))


def _short(document: Document) -> str:
    """The shortest name by which readers know a document."""
    if document.symbol:
        return document.symbol
    names = [name for name in document.aliases if len(name) >= 4] or [document.title]
    return min(names, key=len) if document.genre == "treaty" else names[0]


def _said_by(citation: Citation) -> str:
    return f"{_short(citation.document)}, {citation.locator}"


Ask = Callable[[str, Sequence[str]], Answer]
