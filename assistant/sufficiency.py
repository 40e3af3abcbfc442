"""Sufficiency: whether the best paragraphs for a question hold what it asks for.

They are read twice: for the signs of missing, which are plain rules, and together with
the question by the cross-encoder where that may settle it. Whether the library treats the
subject at all is for refusal to judge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index import Hit, Library
from ingest import Document

from .intent import Intent
from .parts import split_parts
from .refusal import ANSWERS

if TYPE_CHECKING:
    from .missing import Missing

_READ = 3  # paragraphs


def missing_of(
    question: str,
    intent: Intent,
    hits: Sequence[Hit],
    documents: Mapping[str, Document],
    weights: Mapping[str, float],
) -> Missing | None:
    """What the best three hits lack of what a question asks for, by their words alone; None where that cannot be judged.

    Judged, and fitted, for single questions: of several parts, sources or documents each paragraph may answer one.

    documents  by id
    weights    of the question's terms
    """
    from .missing import Passage, missing_in

    if not hits or intent in ("source", "compare") or len(split_parts(question)) > 1:
        return None
    best = (hit.paragraph for hit in hits[:_READ])
    return missing_in(question, [Passage.of(each, documents[each.document], weights) for each in best])


def doubted(library: Library, missing: Missing, asked: str, hits: Sequence[Hit]) -> Missing:
    """The same, with what the cross-encoder makes of the three, read one by one until the decision stands."""
    if not missing.undecided:
        return missing
    odds = [hit.parts.odds for hit in hits[:_READ] if hit.parts.odds is not None]
    for hit in hits[:_READ]:
        if odds and missing.doubted(odds).probability < ANSWERS:  # greater odds would doubt it still less
            break
        if hit.parts.odds is None:
            odds += library.judge(asked, [hit])
    return missing.doubted(odds) if odds else missing
