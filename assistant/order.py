"""Order: what comes first among hits when it is settled what is quoted. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index import Hit
from ingest import Paragraph

from .answer import Quotation
from .retrieve import as_hit
from .series import numbered_in

_RECITAL = 0.02  # against a recital: of near equals what is decided comes first
_NEAR = 12  # hits that are looked at for what the first does not state,
_OF_ARTICLE, _OF_DOCUMENT = 0.08, 0.03  # so far behind it,
_ORDINAL = 0.15  # or so far where the first is numbered otherwise


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


def stated_first(hits: Sequence[Hit], states: Callable[[str], bool]) -> list[Hit]:
    """The hits, first of all one near the first that states what is asked for, where the first, of an article, does not.

    What an article is about is said in one paragraph, how long or how many often in the next.
    """
    first = hits[0] if hits else None
    if first is None or not is_of_article(first.paragraph) or states(first.paragraph.text):
        return list(hits)
    stating = [hit for hit in hits[1:_NEAR] if _is_beside(hit, first) and states(hit.paragraph.text)]
    instead = next((hit for hit in stating if _article(hit) == _article(first)), next(iter(stating), None))
    if instead is None:
        return list(hits)
    return [replace(instead, score=first.score), *(hit for hit in hits if hit is not instead)]


def quoted_first(hits: Sequence[Hit], quotations: Sequence[Quotation]) -> list[Hit]:
    """The hits after those that are quoted: of a claim's source the note, which its own words seldom find."""
    quoted = {each.paragraph.id: each.paragraph for each in quotations}
    first = [as_hit(each, hits[0].score) for each in quoted.values()] if hits else []
    return [*first, *(hit for hit in hits if hit.paragraph.id not in quoted)]


def numbered_so_first(hits: Sequence[Hit], question: str) -> list[Hit]:
    """The hits, first of all one of its document near the first that has the question's ordinals, where the first has not.

    The tenth session is not told by a paragraph on the ninth; "conference" may be "session".
    """
    asked = _ordinals(question)
    if not asked or not hits or asked <= _ordinals(hits[0].paragraph.text):
        return list(hits)
    first = hits[0]
    near = (
        hit
        for hit in hits[1:_NEAR]
        if hit.score >= first.score - _ORDINAL
        and hit.paragraph.document == first.paragraph.document
        and hit.paragraph.kind != "note"
    )
    instead = next((hit for hit in near if asked <= _ordinals(hit.paragraph.text)), None)
    if instead is None:
        return list(hits)
    return [replace(instead, score=first.score), *(hit for hit in hits if hit is not instead)]


def _ordinals(text: str) -> set[str]:
    return {ordinal for ordinal, _ in numbered_in(text)}


def _is_beside(hit: Hit, first: Hit) -> bool:
    """Whether a hit is as good as the first but for its words: of the same article, or nearly as good and of the same document."""
    reach = _OF_ARTICLE if _article(hit) == _article(first) else _OF_DOCUMENT
    same = hit.paragraph.document == first.paragraph.document and is_of_article(hit.paragraph)
    return same and hit.score >= first.score - reach


def _article(hit: Hit) -> tuple[tuple[str, str], ...]:
    return hit.paragraph.locator.steps[:1]
