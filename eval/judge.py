"""The judge: one case and its answer in, one judged row out."""

from __future__ import annotations

from typing import Any

from .answers import Given
from .cases import Case
from .measures import score_answer
from .rows import GoldShown, Row
from .shelf import Shelf
from .stages import lost_at


def judge(
    case: Case,
    given: Given | None,
    shelf: Shelf,
    *,
    answer: dict[str, Any] | None,
    error: str,
    seconds: float,
) -> Row:
    """Score an answer and name the stage that lost it; `given` is None where no answer came."""
    scores = score_answer(case, given, shelf)
    return Row(
        case=case,
        genre=genre_of(case, shelf),
        answer=answer,
        error=error,
        seconds=seconds,
        gold=tuple(_shown(case, shelf)),
        scores=scores,
        stage=lost_at(case, given, shelf, right=scores["right"] == 1),
    )


def genre_of(case: Case, shelf: Shelf) -> str:
    """Kind of the document of the first gold: "none" without gold, "missing" where the library lacks it."""
    if not case.gold:
        return "none"
    document = shelf.document(case.gold[0].doc)
    return document.genre if document else "missing"


def _shown(case: Case, shelf: Shelf) -> list[GoldShown]:
    shown = []
    for gold in case.gold:
        held = shelf.holding(gold)
        locator, paragraph = (held[0].locator.shown, held[0].text) if held else (gold.locator, "")
        shown.append(GoldShown(gold.doc, locator, paragraph))
    return shown
