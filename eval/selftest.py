"""The self-test of the instrument: does it see what it must see?

An oracle has to score 1.0 throughout, an empty run 0, and every right answer
that is spoilt in one way has to lose in the measure that watches for it. What
the product answers is no matter of this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .answers import read_answer
from .cases import Case
from .measures import BY_KEY, holds, score_answer
from .oracle import Record, cite, empty_record, right_answer
from .shelf import Shelf

Spoil = Callable[[Case, Record, Shelf], Record | None]
"""Gives the spoilt answer, None where this way of spoiling does not fit the case."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How often one way of spoiling was tried, and the ids of the cases where it went unseen."""

    name: str
    tried: int
    unseen: tuple[str, ...]


def neighbour_cited(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """The first citation names, shows and quotes a paragraph beside the right one."""
    swapped = _neighbour(case, record, shelf)
    return _with_citation(record, swapped) if swapped else None


def neighbour_shown(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """The first citation keeps its locator and shows and quotes a paragraph beside it."""
    swapped = _neighbour(case, record, shelf)
    return _with_citation(record, swapped | {"locator": _first(record)["locator"]}) if swapped else None


def number_changed(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """One digit of the first quotation is another one."""
    quote = _first(record).get("quote", "")
    match = re.search(r"\d", quote)
    if not match:
        return None
    digit = str((int(match[0]) + 1) % 10)
    return _with_citation(record, {"quote": quote[: match.start()] + digit + quote[match.end() :]})


def quotation_invented(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """The first quotation is a sentence that nobody wrote."""
    quote = "Zorblax quorum obligations lapse at every second equinox."
    return _with_citation(record, {"quote": quote, "end": len(quote)}) if record["citations"] else None


def paragraph_invented(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """Paragraph and quotation agree with each other, and with no source."""
    if not record["citations"]:
        return None
    text = _first(record)["paragraph"] + " Zorblax."
    return _with_citation(record, {"paragraph": text, "quote": text, "end": len(text)})


def citation_dropped(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """The first citation is missing."""
    return record | {"citations": record["citations"][1:]} if record["citations"] else None


def facts_dropped(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """The citations stand; the answer says nothing."""
    return record | {"answer": "", "sentences": []} if case.facts and case.answerable else None


def answer_refused(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """The answer is turned into a refusal."""
    return empty_record(case, "refused") if case.answerable else None


def refusal_answered(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """The refusal is turned into an answer that cites a paragraph of the library."""
    if case.answerable:
        return None
    found = (
        cite(1, document, paragraph)
        for document in shelf.documents()
        for paragraph in document.paragraphs
        if not any(holds(document.source, paragraph.text, gold) for gold in case.gold)
    )
    citation = next(found, None)
    return empty_record(case, "answered") | {"citations": [citation]} if citation else None


SPOILS: tuple[tuple[Spoil, frozenset[str]], ...] = (
    (neighbour_cited, frozenset({"citation_recall"})),
    (neighbour_shown, frozenset({"quotation_exact"})),
    (number_changed, frozenset({"quotation_exact"})),
    (quotation_invented, frozenset({"quotation_exact"})),
    (paragraph_invented, frozenset({"quotation_exact"})),
    (citation_dropped, frozenset({"citation_recall"})),
    (facts_dropped, frozenset({"facts"})),
    (answer_refused, frozenset({"false_refusal", "right"})),
    (refusal_answered, frozenset({"refusal", "false_premise"})),
)


def run_selftest(cases: Sequence[Case], shelf: Shelf) -> tuple[Finding, ...]:
    """The oracle, the empty run and every way of spoiling, over every case whose gold is on the shelf."""
    answers = {case.id: record for case in cases if (record := _oracle_record(case, shelf))}
    known = [case for case in cases if case.id in answers]
    lost = [case.id for case in cases if case.id not in answers]
    findings = [Finding("gold stands in the library", len(cases), tuple(lost))]
    flawed = [case.id for case in known if _losses(case, answers[case.id], shelf) - _out_of_reach(case)]
    findings.append(Finding("oracle scores 1.0", len(known), tuple(flawed)))
    full = [case.id for case in cases if any(_quality(score_answer(case, None, shelf)).values())]
    findings.append(Finding("empty run scores 0", len(cases), tuple(full)))
    return (*findings, *(_try(*each, known, answers, shelf) for each in SPOILS))


def _try(
    spoil: Spoil, watched: frozenset[str], cases: Sequence[Case], answers: dict[str, Record], shelf: Shelf
) -> Finding:
    spoilt = {case.id: (case, each) for case in cases if (each := spoil(case, answers[case.id], shelf))}
    unseen = tuple(id for id, (case, each) in spoilt.items() if not watched & _losses(case, each, shelf))
    return Finding(spoil.__name__.replace("_", " "), len(spoilt), unseen)


def _losses(case: Case, record: Record, shelf: Shelf) -> set[str]:
    """The measures in which an answer has less than the best value."""
    return {
        key
        for key, value in _quality(score_answer(case, read_answer(record), shelf)).items()
        if value < 1 - 1e-9
    }


def _out_of_reach(case: Case) -> set[str]:
    """The measures that cut a ranking above the last needed paragraph, which no answer can fill."""
    return {f"R@{k}" for k in (5, 10, 20) if len(case.units) > k}


def _quality(scores: dict[str, float]) -> dict[str, float]:
    """Scores with 1 the best value of each."""
    return {key: BY_KEY[key].quality(value) for key, value in scores.items()}


def _oracle_record(case: Case, shelf: Shelf) -> Record | None:
    try:
        return right_answer(case, shelf)
    except KeyError:
        return None


def _first(record: Record) -> dict[str, Any]:
    return dict(record["citations"][0]) if record["citations"] else {}


def _with_citation(record: Record, changes: Record) -> Record:
    return record | {"citations": [_first(record) | changes, *record["citations"][1:]]}


def _neighbour(case: Case, record: Record, shelf: Shelf) -> Record | None:
    """A citation of the nearest paragraph that has another locator and holds no gold of the case."""
    if not record["citations"]:
        return None
    first = _first(record)
    document = shelf.document(first["source"])
    if document is None:
        return None
    here = next(each.position for each in shelf.at(first["source"], first["locator"]))
    others: Iterator[Any] = (
        each
        for each in sorted(document.paragraphs, key=lambda each: abs(each.position - here))
        if each.locator.shown != first["locator"]
        and each.text != first["paragraph"]
        and not any(holds(document.source, each.text, gold) for gold in case.gold)
    )
    paragraph = next(others, None)
    return cite(first["number"], document, paragraph) if paragraph else None


def format_findings(findings: Sequence[Finding]) -> str:
    """One line a finding, with the cases that went unseen."""
    return "\n".join(_format_finding(each) for each in findings)


def _format_finding(found: Finding) -> str:
    verdict = f"{found.name:<28} {found.tried - len(found.unseen)} of {found.tried}"
    return f"FAIL {verdict}: {', '.join(found.unseen)}" if found.unseen else f"ok   {verdict}"
