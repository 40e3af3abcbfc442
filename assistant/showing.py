"""Showing: the paragraphs that a source and a locator name, for `rapporteur show` and the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ingest import Document, Paragraph, SourceError

from .answer import paragraph_record
from .names import fold_name, names_of
from .provisions import parse_request

if TYPE_CHECKING:
    from index import Library

    from .crossings import Crossing
    from .lookup import Lookup


def find_paragraphs(lookup: Lookup, source: str, locator: str) -> tuple[Document, tuple[Paragraph, ...]]:
    """The document and its paragraphs at a locator, written as answers show it or as people do.

    Raises SourceError when the source or the locator is not there.
    """
    document = lookup.library.document(_find_document(lookup.library, source).id)
    exact = tuple(each for each in document.paragraphs if each.locator.shown == locator)
    if not exact:
        folded = fold_name(locator)
        exact = tuple(each for each in document.paragraphs if fold_name(each.locator.shown) == folded)
    if exact:
        return document, _without_headings(exact)
    table = lookup.table(document)
    request = parse_request(locator, bare=True)
    found = tuple(each for wanted in request.provisions for each in table.find(wanted))
    if found:
        return document, found
    why = (
        table.explain(request.provisions[0])
        if request.provisions
        else f"{document.source} has no such locator."
    )
    raise SourceError(f"{locator}: {why} Copy a locator from an answer, or write one like “para. 46”")


def references_of(lookup: Lookup, paragraphs: Sequence[Paragraph]) -> dict[str, tuple[Crossing, ...]]:
    """Paragraph id -> where its references lead in the library."""
    if not any(each.references for each in paragraphs):
        return {each.id: () for each in paragraphs}
    from .crossings import Crossings

    crossings = Crossings(lookup)
    return {each.id: crossings.of(each) for each in paragraphs}


def show_record(lookup: Lookup, source: str, locator: str) -> list[dict[str, Any]]:
    """The paragraphs at a locator as `show --json` prints them (docs/contract.md). Raises SourceError."""
    document, chosen = find_paragraphs(lookup, source, locator)
    notes = {each.id: each.text for each in document.paragraphs if each.kind == "note"}
    led = references_of(lookup, chosen)
    return [paragraph_record(document, each, notes, led[each.id]) for each in chosen]


def _without_headings(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    return tuple(each for each in paragraphs if each.kind != "heading") or paragraphs


def _find_document(library: Library, source: str) -> Document:
    folded = fold_name(source)
    fitting = [each for each in library.documents if folded in {fold_name(name) for name in names_of(each)}]
    if not fitting:
        known = ", ".join(each.source for each in library.documents[:6])
        raise SourceError(
            f"{source}: expected one of the library's documents, found none of that name; it has {known}"
        )
    return fitting[0]
