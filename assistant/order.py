"""Order: what comes first among hits when it is settled what is quoted, and what is law. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index import Hit
from ingest import Document, Paragraph

_RECITAL = 0.02  # against a recital: of near equals what is decided comes first


def is_law(document: Document) -> bool:
    """Whether a document lays down what is to be done: a treaty or a resolution."""
    return document.genre in ("treaty", "resolution")


def is_recital(paragraph: Paragraph) -> bool:
    """Whether a paragraph is of a preamble."""
    return any(step == "preamble" for step, _ in paragraph.locator.steps)


def is_of_article(paragraph: Paragraph) -> bool:
    """Whether a paragraph is of an article."""
    return any(step == "article" for step, _ in paragraph.locator.steps[:1])


def decided_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits in the order in which they are quoted: of near equals what is decided before a recital."""
    lowered = [replace(hit, score=hit.score - _RECITAL * is_recital(hit.paragraph)) for hit in hits]
    return sorted(lowered, key=lambda hit: -hit.score)
