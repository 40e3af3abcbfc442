"""Stages: where in the pipeline a failing case was lost.

Looked at in the pipeline's own order, so that the first stage that failed gets
the blame: a paragraph that was never read cannot be retrieved.
"""

from __future__ import annotations

from .answers import Given
from .cases import Case, Gold
from .evidence import words_of
from .measures import holds, is_cited
from .shelf import Shelf

STAGES = {
    "error": "raised an error",
    "not ingested right": "no paragraph of the library holds the evidence",
    "not retrieved": "the evidence is not among the ranked paragraphs",
    "refused": "the evidence was ranked, yet the answer is a refusal",
    "gate": "the evidence was ranked, and a sentence from it was removed by the gate",
    "not chosen": "the evidence was ranked, and another paragraph was cited",
    "not said": "the evidence is cited, and a fact is missing from the answer",
    "not refused": "no answer is in the library, yet one was given",
}


def lost_at(case: Case, given: Given | None, shelf: Shelf, *, right: bool) -> str:
    """The stage that lost a case, one of STAGES; "" for a case that is right."""
    if right:
        return ""
    if given is None:
        return "error"
    if not case.answerable:
        return "not refused"
    cited = () if given.declined else given.citations
    missing = [unit for unit in case.units if not is_cited(unit, cited, shelf)]
    if not missing:
        return "not said"
    return _lost_unit(missing, given, shelf)


def _lost_unit(missing: list[tuple[Gold, ...]], given: Given, shelf: Shelf) -> str:
    if not all(any(shelf.holding(gold) or shelf.holding_alt(gold) for gold in unit) for unit in missing):
        return "not ingested right"
    if not all(_is_retrieved(unit, given) for unit in missing):
        return "not retrieved"
    if given.declined and not given.removed:
        return "refused"
    if any(_is_removed(gold, given, shelf) for unit in missing for gold in unit):
        return "gate"
    return "refused" if given.declined else "not chosen"


def _is_retrieved(unit: tuple[Gold, ...], given: Given) -> bool:
    return any(holds(each.source, each.paragraph, gold) for each in given.retrieved for gold in unit)


def _is_removed(gold: Gold, given: Given, shelf: Shelf) -> bool:
    """Whether most words of a removed sentence are those of the gold's paragraph.

    Most, not all: a written sentence (not a quotation) has words of its own.
    """
    held = {word for each in shelf.holding(gold) for word in words_of(each.text)}
    removed = [words_of(each) for each in given.removed]
    return any(2 * sum(word in held for word in words) > len(words) for words in removed if words)
