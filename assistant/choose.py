"""The choice: which of the best paragraphs are quoted, by what the question wants.

Works on ranked hits; what a paragraph's sentences are worth is evidence's
business, whether to answer at all refusal's.
"""

from __future__ import annotations

from collections.abc import Sequence

from index import Hit, Library
from ingest import Paragraph

from .answer import Quotation
from .evidence import Asked, children_of, list_around, quote_from, whole

_MOST = 3  # paragraphs quoted for one question, lists aside
_ITEMS = 24  # items of one list
_SHORT_LIST = 10  # items that are quoted with their lead-in, asked for as a list or not
_NEAR = {"compare": 0.10, "multi": 0.07, "definition": 0.02}  # how far behind the best a second one may be
_NEAR_PLAIN = 0.06


def choose(asked: Asked, hits: Sequence[Hit], library: Library, together: int = 1) -> tuple[Quotation, ...]:
    """The quotations that answer, best first; in a list's own order for a list.

    together  how many of the first hits belong together (a comparison's documents)
    """
    if asked.intent == "source" and (notes := notes_behind(asked, hits, library)):
        return tuple(whole(note) for note in notes)
    if asked.intent in ("list", "recommendation") and (items := _list(hits, library)):
        return tuple(whole(each) for each in items)
    if led := _led_in(hits[0].paragraph, library):
        return tuple(whole(each) for each in led)
    chosen = list(hits[:together])
    near = _NEAR.get(asked.intent, _NEAR_PLAIN)
    for hit in hits[together:_MOST]:
        if hit.score >= hits[0].score - near and hit.paragraph.kind != "note":
            chosen.append(hit)
    return tuple(quote_from(hit.paragraph, asked, library.fit_spans) for hit in chosen)


def _led_in(best: Paragraph, library: Library) -> tuple[Paragraph, ...]:
    """A paragraph that only leads in, with all that it leads in to: alone it says nothing."""
    if not best.text.rstrip().endswith((":", "—")):
        return ()
    items = children_of(best, library.document(best.document).paragraphs)
    return (best, *items) if 1 <= len(items) <= _SHORT_LIST else ()


def _list(hits: Sequence[Hit], library: Library) -> tuple[Paragraph, ...]:
    """The list that the best hit leads in to or that at least two of the best hits are items of."""
    best = hits[0].paragraph
    paragraphs = library.document(best.document).paragraphs
    by_id = {each.id: each for each in paragraphs}
    items = list_around(best, paragraphs, by_id.get)
    if not 2 < len(items) <= _ITEMS:
        return ()
    found = {hit.paragraph.id for hit in hits[:5]}
    members = sum(1 for each in items if each.id in found)
    return items if best.id == items[0].id or members >= 2 else ()


def notes_behind(asked: Asked, hits: Sequence[Hit], library: Library) -> tuple[Paragraph, ...]:
    """The notes of the sentence that the question asks the source of."""
    for hit in hits[:2]:
        if hit.paragraph.kind == "note":
            return (hit.paragraph,)
        quote = quote_from(hit.paragraph, asked, library.fit_spans)
        marks = [m for m in hit.paragraph.notes if m.note and quote.start < m.start <= quote.end + 1]
        if marks:
            return tuple(library.paragraph(mark.note) for mark in marks[:2] if mark.note)
    return ()
