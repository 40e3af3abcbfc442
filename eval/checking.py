"""The check of a question set against a library: does each evidence stand where its gold says?

It is run on every change of the questions and of the readers; it asks nothing
of the assistant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .cases import Case, Gold
from .evidence import holds_words
from .shelf import Shelf, same_locator


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a case.

    kind   "no document", "no evidence", "locator", "fact" or "question"; of
           these "fact" is a remark: a fact may be said in other words
    """

    case: str
    kind: str
    message: str


def check_cases(cases: Sequence[Case], shelf: Shelf) -> tuple[Fault, ...]:
    """All faults of all cases, in order."""
    return (*_repeated(cases), *(fault for case in cases for fault in check_case(case, shelf)))


def check_case(case: Case, shelf: Shelf) -> Iterator[Fault]:
    """The faults of one case: documents, evidence, locators, facts."""
    for gold in case.gold:
        yield from _check_gold(case, gold, shelf)
    held = " \n ".join(
        each.text for gold in case.gold for each in (*shelf.holding(gold), *shelf.holding_alt(gold))
    )
    if held:
        for fact in case.facts:
            if not holds_words(held, fact):
                yield Fault(case.id, "fact", f"no gold paragraph holds the fact {fact!r}")


def _check_gold(case: Case, gold: Gold, shelf: Shelf) -> Iterator[Fault]:
    if shelf.document(gold.doc) is None:
        yield Fault(case.id, "no document", f"the library has no document {gold.doc!r}")
        return
    held = shelf.holding(gold)
    if not held:
        yield Fault(
            case.id, "no evidence", f"no paragraph of {gold.doc} holds the evidence of {gold.locator!r}"
        )
    elif gold.locator and not any(same_locator(each.locator.shown, gold.locator) for each in held):
        found = ", ".join(repr(each.locator.shown) for each in held)
        message = f"{gold.doc}: the evidence stands at {found}, the question says {gold.locator!r}"
        yield Fault(case.id, "locator", message)
    missing = len(gold.alt) - len(shelf.holding_alt(gold))
    if missing:
        yield Fault(
            case.id, "no evidence", f"{missing} of {len(gold.alt)} `alt` passages stand in no paragraph"
        )


def _repeated(cases: Sequence[Case]) -> Iterator[Fault]:
    first: dict[tuple[str, tuple[str, ...]], str] = {}
    for case in cases:
        key = (" ".join(case.question.casefold().split()), case.history)
        if key in first:
            yield Fault(case.id, "question", f"asks the same as {first[key]}")
        first.setdefault(key, case.id)
