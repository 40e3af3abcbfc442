"""Evidence: the sentences that answer, chosen from the best paragraphs.

Pure: hits and term weights in, quotations out. Whole sentences are quoted, word
for word; a sentence that leans on the one before it ("It", "This") brings it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index import Hit, split_sentences, split_terms
from ingest import Paragraph

from .answer import Quotation

_LEANING = re.compile(
    r"^[\"“‘'(]*(?:It|This|These|Those|They|He|She|Such|Its|Their|His|Her|Moreover|Furthermore|However|In addition|"
    r"Similarly|Likewise|In this (?:way|regard|case)|For (?:example|instance)|Additionally|Therefore|Thus|As a result|"
    r"In (?:that|other) cases?|Also|Nevertheless|Yet|But|Still|Others?|The latter|The former|In particular)\b"
)
_SHORT = 45  # words: a paragraph this short is quoted whole
_LONGEST = 120  # words of one quotation
_CLOSE = 0.62  # of the best sentence's score: a sentence this good stands beside it


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence span of a paragraph and how well it fits the question, 0 to about 1."""

    start: int
    end: int
    score: float


def sentences_of(paragraph: Paragraph) -> tuple[tuple[int, int], ...]:
    """Sentence spans of a paragraph, the printed number at its head left out."""
    spans = split_sentences(paragraph.text)
    lead = paragraph.lead
    trimmed = ((max(start, lead), end) for start, end in spans)
    return tuple((start, end) for start, end in trimmed if paragraph.text[start:end].strip())


def coverage(text: str, weights: Mapping[str, float]) -> float:
    """Share of the question's weighted terms that a text holds, 0 to 1."""
    total = sum(weights.values())
    if not total:
        return 0.0
    present = set(split_terms(text))
    return sum(weight for term, weight in weights.items() if term in present) / total


def score_sentences(
    paragraph: Paragraph, weights: Mapping[str, float], wants: re.Pattern[str] | None = None
) -> tuple[Scored, ...]:
    """Each sentence of a paragraph with its fit; `wants` is what the answer must look like (a number, a date)."""
    return tuple(
        Scored(start, end, coverage(paragraph.text[start:end], weights) + _bonus(paragraph.text[start:end], wants))
        for start, end in sentences_of(paragraph)
    )


def _bonus(text: str, wants: re.Pattern[str] | None) -> float:
    return 0.12 if wants is not None and wants.search(text) else 0.0


_WANTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"\bhow (?:many|much|long|often|old|far|large|big|high)\b|\b(?:percentage|per ?cent|share|number|amount|figure|cost) of\b|\bwhat (?:percentage|share|proportion|number|amount)\b", re.IGNORECASE),
        re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|hundred|half|third|quarter|majority)\b", re.IGNORECASE),
    ),
    (re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|month|day)\b|\bsince when\b|\bby when\b", re.IGNORECASE), re.compile(r"\b(?:1[89]|20)\d\d\b|\bdays?\b|\byears?\b|\bmonths?\b")),
    (re.compile(r"\bwho\b|\bwhich (?:organi[sz]ation|body|agency|person|country|state|resolution)\b|\bwhere\b", re.IGNORECASE), re.compile(r"(?<!^)(?<![.!?] )[A-Z][a-z]+|[A-Z]{2,}")),
)


def wanted_shape(question: str) -> re.Pattern[str] | None:
    """What a sentence must hold to answer "how many", "when", "who"; None for other questions."""
    return next((shape for asks, shape in _WANTS if asks.search(question)), None)


def quote_from(hit: Hit, question: str, weights: Mapping[str, float]) -> Quotation:
    """The run of sentences of a hit's paragraph that answers best."""
    paragraph = hit.paragraph
    scored = score_sentences(paragraph, weights, wanted_shape(question))
    if not scored:
        return Quotation(paragraph, paragraph.lead, len(paragraph.text))
    words = len(paragraph.words.split())
    if words <= _SHORT or paragraph.kind in ("row", "note"):
        return Quotation(paragraph, scored[0].start, scored[-1].end)
    within = [_inside(each, hit) for each in scored]
    best = max(range(len(scored)), key=lambda at: (scored[at].score + 0.05 * within[at], -at))
    first, last = _widen(paragraph, scored, best)
    return Quotation(paragraph, scored[first].start, scored[last].end)


def _inside(sentence: Scored, hit: Hit) -> bool:
    """Whether a sentence lies in the passage that was found."""
    return sentence.start >= hit.start - 2 and sentence.end <= hit.end + 2


def _widen(paragraph: Paragraph, scored: Sequence[Scored], best: int) -> tuple[int, int]:
    """Take in the sentence that the best one leans on, and good neighbours."""
    first = last = best
    floor = _CLOSE * scored[best].score
    while first > 0 and _LEANING.match(paragraph.text[scored[first].start : scored[first].end]):
        if _words(paragraph, scored, first - 1, last) > _LONGEST:
            break
        first -= 1
    if last + 1 < len(scored) and scored[last + 1].score >= floor and _words(paragraph, scored, first, last + 1) <= 90:
        last += 1
    if first > 0 and scored[first - 1].score >= floor and _words(paragraph, scored, first - 1, last) <= 90:
        first -= 1
    return first, last


def _words(paragraph: Paragraph, scored: Sequence[Scored], first: int, last: int) -> int:
    return len(paragraph.text[scored[first].start : scored[last].end].split())


def children_of(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The items that a lead-in leads in to, in order."""
    return tuple(each for each in paragraphs if each.parent == paragraph.id and each.kind not in ("note", "furniture"))


def list_around(paragraph: Paragraph, paragraphs: Sequence[Paragraph], by_id: Callable[[str], Paragraph | None]) -> tuple[Paragraph, ...]:
    """The list that a paragraph leads in to or belongs to: its lead-in and all its items; () when it is no list."""
    items = children_of(paragraph, paragraphs)
    if len(items) >= 2:
        return (paragraph, *items)
    parent = by_id(paragraph.parent) if paragraph.parent else None
    if parent is None:
        return ()
    items = children_of(parent, paragraphs)
    return (parent, *items) if len(items) >= 2 else ()
