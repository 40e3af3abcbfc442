"""Composing: quotations put together as an answer, each with its citation and the notes marked in it.

Here too the whole answer to a look-up, which needs no more than that: no
retrieval, no encoder. Which quotations answer a question is settled elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .answer import Answer, Citation, Quotation, Sentence, Status, meaning_beside, whole
from .citing import short_name
from .gate import find_quotation

if TYPE_CHECKING:
    from index import Hit, Library
    from ingest import Document, Paragraph

    from .lookup import Found, Lookup

RETRIEVED = 20


def look_up(lookup: Lookup, request: str) -> Answer:
    """The provision that a request names; status `no_such_provision` when it names none. No model."""
    begun = time.perf_counter()
    found = lookup.find(request)
    sources = sources_of(lookup.library)
    if found.outcome == "none":
        message = f"“{request}” names no provision; write it like “UNCAC 12(2)(c)” or “para. 46 of the background paper”."
        answer = Answer(request, "no_such_provision", message, sources=sources)
    elif found.outcome == "missing":
        answer = Answer(request, "no_such_provision", found.message, sources=sources)
    else:
        answer = compose_provision(lookup.library, sources, request, found)
    return replace(answer, asked=request, seconds=time.perf_counter() - begun)


def sources_of(library: Library) -> dict[str, Document]:
    """The documents of a library by their ids."""
    return {document.id: document for document in library.documents}


def compose_provision(library: Library, sources: dict[str, Document], question: str, found: Found) -> Answer:
    """The paragraphs of a provision; one of each document where several have it."""
    quotations = [(document, whole(paragraph)) for document, paragraph in found.paragraphs]
    hits = _hits_of([paragraph for _, paragraph in found.paragraphs][:RETRIEVED])
    if found.outcome == "ambiguous":
        names = ", ".join(short_name(document) for document, _ in found.paragraphs)
        lead = f"Several documents have it{found.message}; say which is meant: {names}."
        return compose(library, sources, question, "ambiguous", quotations, hits, lead)
    return compose(library, sources, question, "answered", quotations, hits, found.message)


def compose(
    library: Library,
    sources: dict[str, Document],
    question: str,
    status: Status,
    quotations: Sequence[tuple[Document, Quotation]],
    hits: Sequence[Hit],
    lead: str = "",
) -> Answer:
    """An answer of nothing but quotations, in their order. Raises AssertionError for one that is not in its paragraph."""
    citations = tuple(
        Citation(number, quotation, document, _notes_in(quotation, library))
        for number, (document, quotation) in enumerate(quotations, 1)
    )
    for each in citations:
        if (
            find_quotation(each.quotation.text, each.quotation.paragraph.text) is None
            and len(each.quotation.text.split()) > 1
        ):
            raise AssertionError(f"a quotation is not in its paragraph: {each.quotation.text!r}")
    lines = [lead] if lead else []
    lines += [_line_of(each, citations) for each in citations]
    return Answer(
        question,
        status,
        "\n".join(lines),
        sentences=tuple(Sentence(each.quotation.text, (each.number,)) for each in citations),
        citations=citations,
        retrieved=tuple(hits),
        sources=sources,
    )


def _notes_in(quotation: Quotation, library: Library) -> tuple[tuple[str, str], ...]:
    """The notes whose marks stand in a quotation, an "Ibid." with what it stands for; also a quoted "Ibid." itself."""
    paragraph = quotation.paragraph
    marks = [m for m in paragraph.notes if m.note and quotation.start <= m.start <= quotation.end + 1]
    if not marks and paragraph.kind != "note":
        return ()
    from ingest import meaning_of

    paragraphs = library.document(paragraph.document).paragraphs
    if not marks:
        meant = meaning_of(paragraph, paragraphs)
        return ((meant.locator.shown, meant.text),) if meant.id != paragraph.id else ()
    by_id = {each.id: each for each in paragraphs}
    notes = []
    for mark in marks:
        note = by_id[mark.note or ""]
        meant = meaning_of(note, paragraphs)
        text = note.text if meant.id == note.id else f"{note.text} [{meant.locator.shown}: {meant.text}]"
        notes.append((mark.mark, text))
    return tuple(notes)


def _hits_of(paragraphs: Sequence[Paragraph]) -> tuple[Hit, ...]:
    """Paragraphs as hits of their whole texts."""
    from index import Hit, Parts

    return tuple(
        Hit(each, 1.0, rank, Parts(1.0, 0.0), 0, len(each.text)) for rank, each in enumerate(paragraphs, 1)
    )


def _line_of(citation: Citation, citations: Sequence[Citation]) -> str:
    means = meaning_beside(citation, citations)
    meant = f" ({means})" if means else ""
    return f"{_said_by(citation)}: “{citation.quotation.text}”{meant} [{citation.number}]"


def _said_by(citation: Citation) -> str:
    return f"{short_name(citation.document)}, {citation.locator}"
