"""Measures: what one answer scores, and the means of many with their intervals.

Pure: a case, the answer given and the shelf of paragraphs go in, numbers come
out. Every measure runs from 0 to 1 except the seconds. A measure that cannot
apply to a case (the refusal of an answerable question) is left out of its
scores; one that applies to a case without an answer is zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .answers import Cited, Given
from .bootstrap import Estimate, estimate
from .cases import Case, Gold
from .evidence import holds_words
from .retrieval import RANKED, measure_rankings
from .shelf import Shelf, same_document, same_locator


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure's key in the rows, its name for readers and one line on what it says."""

    key: str
    title: str
    about: str
    higher_is_better: bool = True

    def quality(self, value: float) -> float:
        """The value with 1 the best and 0 the worst."""
        return value if self.higher_is_better else 1 - value

    @property
    def worst(self) -> float:
        """The value of a case without an answer."""
        return 0.0 if self.higher_is_better else 1.0


MEASURES = (
    Measure("right", "Right", "answerable: fully right; else: refused, or the premise corrected"),
    Measure("fully_right", "Fully right", "answerable: every needed paragraph cited and every fact said"),
    Measure("citation_recall", "Citation recall", "share of the needed paragraphs that are cited"),
    Measure("citation_precision", "Citation precision", "share of the citations that hold the evidence"),
    Measure("first_citation", "First citation right", "the first citation holds the evidence"),
    Measure("locator_exact", "Locator exact", "share of the needed paragraphs cited by their very locator"),
    Measure(
        "quotation_exact", "Quotation exact", "answerable: share of the quotations that stand in their source"
    ),
    Measure(
        "quotation_fault", "Quotation at fault", "some quotation shown does not stand in its source", False
    ),
    Measure("facts", "Facts present", "share of the facts that the answer says"),
    Measure("refusal", "Refusal of the unanswerable", "says that the library has no answer"),
    Measure("false_refusal", "False refusal", "answerable, yet no answer is given", higher_is_better=False),
    Measure("false_premise", "False premise corrected", "refuses, or cites what contradicts the premise"),
    Measure("Success@1", "hit@1", "a needed paragraph is ranked first"),
    Measure("Success@5", "hit@5", "a needed paragraph is among the best 5"),
    Measure("Success@10", "hit@10", "a needed paragraph is among the best 10"),
    Measure("Success@20", "hit@20", "a needed paragraph is among the best 20"),
    Measure("RR", "MRR", "one over the rank of the first needed paragraph"),
    Measure("nDCG@10", "nDCG@10", "needed paragraphs high in the best 10"),
    Measure("R@5", "Recall@5", "share of the needed paragraphs among the best 5"),
    Measure("R@10", "Recall@10", "share of the needed paragraphs among the best 10"),
    Measure("R@20", "Recall@20", "share of the needed paragraphs among the best 20"),
)


BY_KEY = {each.key: each for each in MEASURES}


def score_answer(case: Case, given: Given | None, shelf: Shelf) -> dict[str, float]:
    """Every measure that applies to the case; `given` is None where no answer came."""
    score = _score_answerable if case.answerable else _score_unanswerable
    return score(case, given, shelf) | {"quotation_fault": _quotation_fault(given, shelf)}


def _quotation_fault(given: Given | None, shelf: Shelf) -> float:
    return float(given is None or not all(is_quoted(each, shelf) for each in given.citations))


def _score_answerable(case: Case, given: Given | None, shelf: Shelf) -> dict[str, float]:
    cited = given.citations if given and not given.declined else ()
    right = [is_right(each, case, shelf) for each in cited]
    scores = {
        "citation_recall": _share(is_cited(unit, cited, shelf) for unit in case.units),
        "citation_precision": _share(right),
        "first_citation": float(bool(right) and right[0]),
        "locator_exact": _share(_is_located(unit, cited, shelf) for unit in case.units),
        "quotation_exact": _share(is_quoted(each, shelf) for each in cited),
        "false_refusal": float(given is None or given.declined),
    }
    facts = facts_said(case, given)
    if facts:
        scores["facts"] = _share(facts.values())
    scores["fully_right"] = float(scores["citation_recall"] == 1 and all(facts.values()))
    return {"right": scores["fully_right"]} | scores | rank_scores(case, given)


def _score_unanswerable(case: Case, given: Given | None, shelf: Shelf) -> dict[str, float]:
    declined = given is not None and given.declined
    if case.kind != "false_premise":
        return {"right": float(declined), "refusal": float(declined)}
    cited = given.citations if given else ()
    corrected = declined or any(is_right(each, case, shelf) for each in cited)
    return {"right": float(corrected), "false_premise": float(corrected)}


def is_right(cited: Cited, case: Case, shelf: Shelf) -> bool:
    """Whether the paragraph that a citation names holds the evidence of some gold of the case."""
    return is_genuine(cited, shelf) and any(holds(cited.source, cited.paragraph, gold) for gold in case.gold)


def is_cited(unit: Sequence[Gold], cited: Iterable[Cited], shelf: Shelf) -> bool:
    """Whether some citation names a paragraph that holds one of a group of equal golds."""
    return any(
        is_genuine(each, shelf) and any(holds(each.source, each.paragraph, gold) for gold in unit)
        for each in cited
    )


def holds(source: str, text: str, gold: Gold) -> bool:
    """Whether a document's paragraph holds a gold's evidence, or a passage that answers equally well."""
    if same_document(gold.doc, source) and gold.evidence.stands_in(text):
        return True
    return any(alt.stands_in(text) for alt in gold.alt)


def is_genuine(cited: Cited, shelf: Shelf) -> bool:
    """Whether the document has, at the cited locator, just the paragraph that the citation shows."""
    return any(each.text == cited.paragraph for each in shelf.at(cited.source, cited.locator))


def is_quoted(cited: Cited, shelf: Shelf) -> bool:
    """Whether the quotation is, character for character, that span of the document's paragraph."""
    exact = bool(cited.quote) and cited.paragraph[cited.start : cited.end] == cited.quote
    return exact and cited.start >= 0 and is_genuine(cited, shelf)


def _is_located(unit: Sequence[Gold], cited: Iterable[Cited], shelf: Shelf) -> bool:
    wanted = [place for gold in unit for place in gold_places(gold, shelf)]
    return any(
        same_document(doc, each.source) and same_locator(each.locator, locator)
        for each in cited
        for doc, locator in wanted
    )


def gold_places(gold: Gold, shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """Document and locator of a gold and of the passages that answer as well.

    The gold's own locator where the question gives one, else the library's.
    """
    if gold.locator:
        own = [(gold.doc, gold.locator)]
    else:
        own = [(gold.doc, each.locator.shown) for each in shelf.holding(gold)[:1]]
    others = [(_source_of(each.document, shelf), each.locator.shown) for each in shelf.holding_alt(gold)]
    return (*own, *others)


def _source_of(document_id: str, shelf: Shelf) -> str:
    return next(each.source for each in shelf.documents() if each.id == document_id)


def facts_said(case: Case, given: Given | None) -> dict[str, bool]:
    """Whether the answer says each fact of the case; note numbers like [1] are no part of it."""
    said = given.said if given and not given.declined else ""
    plain = re.sub(r"\s*\[\d+\]", "", said)
    return {fact: holds_words(plain, fact) or holds_words(said, fact) for fact in case.facts}


def rank_scores(case: Case, given: Given | None) -> dict[str, float]:
    """The retrieval measures of one answerable case over its ranked paragraphs."""
    ranked: list[str] = []
    for rank, each in enumerate(given.retrieved if given else (), start=1):
        found = [
            f"unit {number}"
            for number, unit in enumerate(case.units)
            if any(holds(each.source, each.paragraph, gold) for gold in unit)
        ]
        ranked += [name for name in found if name not in ranked] or [f"other {rank}"]
    relevant = [f"unit {number}" for number in range(len(case.units))]
    return measure_rankings({case.id: relevant}, {case.id: ranked}, RANKED)[case.id]


def _share(values: Iterable[bool]) -> float:
    """The share of true values; 0 where there are none."""
    counted = list(values)
    return sum(counted) / len(counted) if counted else 0.0


def summarise(scores: Iterable[Mapping[str, float]]) -> dict[str, Estimate]:
    """The mean of each measure over the cases that it applies to, with its interval, in MEASURES' order."""
    rows = list(scores)
    columns = {each.key: [row[each.key] for row in rows if each.key in row] for each in MEASURES}
    return {key: estimate(values) for key, values in columns.items() if values}
