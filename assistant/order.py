"""Order: what comes first among hits when it is settled what is quoted, and what is law. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index import Hit
from ingest import Document, Paragraph

_RECITAL = 0.02  # against a recital: of near equals what is decided comes first
_SAME = 0.03  # for the document that the whole question is about, in the search for one of its parts
_FAR = 0.15  # by which a paragraph leads that answers all parts of a question


def is_law(document: Document) -> bool:
    """Whether a document lays down what is to be done: a treaty or a resolution."""
    return document.genre in ("treaty", "resolution")


def is_recital(paragraph: Paragraph) -> bool:
    """Whether a paragraph is of a preamble."""
    return any(step == "preamble" for step, _ in paragraph.locator.steps)


def decided_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits in the order in which they are quoted: of near equals what is decided before a recital."""
    lowered = [replace(hit, score=hit.score - _RECITAL * is_recital(hit.paragraph)) for hit in hits]
    return sorted(lowered, key=lambda hit: -hit.score)


def lifted(hits: Sequence[Hit], document: str) -> list[Hit]:
    """The hits, those of one document a little higher."""
    return [replace(hit, score=hit.score + _SAME * (hit.paragraph.document == document)) for hit in hits]


def leads(hits: Sequence[Hit]) -> bool:
    """Whether the first hit fits a question so much better than the next that it answers all parts of it."""
    return len(hits) == 1 or hits[0].score - hits[1].score >= _FAR
