"""Evidence: the sentences that answer, chosen from the best paragraphs.

Pure: hits and term weights in, quotations out. Whole sentences are quoted, word
for word; a sentence that leans on the one before it ("It", "This") brings it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index import split_sentences, split_terms
from ingest import Paragraph

from .answer import Quotation, whole
from .intent import Intent

_LEANING = re.compile(
    r"^[\"“‘'(]*(?:It|This|These|Those|They|He|She|Such|Its|Their|His|Her|Moreover|Furthermore|However|In addition|"
    r"Similarly|Likewise|In this (?:way|regard|case)|For (?:example|instance)|Additionally|Therefore|Thus|As a result|"
    r"In (?:that|other) cases?|Also|Nevertheless|Yet|But|Still|Others?|The latter|The former|In particular)\b"
)
_GOING_ON = re.compile(r"^(?:It|This|That|These|Those|They|Such)\b")
_SHORT = 60  # words: a paragraph this short is quoted whole
_LONGEST = 120  # words of one quotation
_ROOM = 110  # words up to which good neighbours are taken in
_CLOSE = 0.65  # of the best sentence's score: a neighbour this good belongs to the answer
_COVERAGE = 0.2  # weight of a sentence's share of the question's words beside its late-interaction score
_ACROSS = 0.85  # the same for one that stands beyond a poorer sentence, which comes along
_GOES_ON = 0.5  # the same for the next sentence, where it goes on about the same thing
_CONTEXT = 0.3  # weight of the self-standing question beside a follow-up's own words
_SPELT_OUT = 9  # words before brackets in a heading that may be what the brackets abbreviate
_TEXTS = 4096  # whose terms are remembered: other questions come back to the same paragraphs
_SHAPE = 0.08  # for a sentence that holds what the question asks for: a number, a date, a name


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the choice of evidence sees it: its words, what it wants, and its terms' weights.

    context  for a follow-up, the question made self-standing; "" for any other
    """

    text: str
    intent: Intent
    weights: Mapping[str, float]
    context: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence span of a paragraph and how well it fits the question, 0 to about 1.2."""

    start: int
    end: int
    score: float


# the late-interaction score of spans of a paragraph; () where the library has none
Fits = Callable[[str, Paragraph, Sequence[tuple[int, int]]], Sequence[float]]


def sentences_of(paragraph: Paragraph) -> tuple[tuple[int, int], ...]:
    """Sentence spans of a paragraph, the printed number at its head left out."""
    spans = split_sentences(paragraph.text)
    lead = paragraph.lead
    trimmed = ((max(start, lead), end) for start, end in spans)
    return tuple((start, end) for start, end in trimmed if paragraph.text[start:end].strip())


def coverage(text: str, weights: Mapping[str, float], *more: str) -> float:
    """Share of the question's weighted terms that a text holds, or one of some more, 0 to 1."""
    total = sum(weights.values())
    if not total:
        return 0.0
    present = _terms_in(text).union(*map(_terms_in, more))
    return sum(weight for term, weight in weights.items() if term in present) / total


@lru_cache(maxsize=_TEXTS)
def _terms_in(text: str) -> frozenset[str]:
    return frozenset(split_terms(text))


def score_sentences(paragraph: Paragraph, asked: Asked, fits: Fits) -> tuple[Scored, ...]:
    """Each sentence of a paragraph with its fit."""
    spans = sentences_of(paragraph)
    late = fits(asked.text, paragraph, spans) or [0.0] * len(spans)
    if asked.context and (around := fits(asked.context, paragraph, spans)):
        late = [(1 - _CONTEXT) * own + _CONTEXT * all for own, all in zip(late, around, strict=True)]
    shape = wanted_shape(asked.text)
    return tuple(
        Scored(
            start,
            end,
            fit + _COVERAGE * coverage(text, asked.weights) + (_SHAPE if _has(shape, text) else 0.0),
        )
        for (start, end), fit, text in (
            (span, fit, paragraph.text[span[0] : span[1]]) for span, fit in zip(spans, late, strict=True)
        )
    )


def _has(shape: re.Pattern[str] | None, text: str) -> bool:
    return shape is not None and shape.search(text) is not None


_WANTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"\bhow (?:many|much|long|often|old|far|large|big|high)\b|\b(?:percentage|per ?cent|share|number|amount|figure|cost) of\b|\bwhat (?:percentage|share|proportion|number|amount)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|hundred|half|third|quarter|majority)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\bwhen\b|\b(?:what|which) (?:year|date|month|day)\b|\bsince when\b|\bby when\b", re.IGNORECASE
        ),
        re.compile(r"\b(?:1[89]|20)\d\d\b|\bdays?\b|\byears?\b|\bmonths?\b"),
    ),
    (
        re.compile(
            r"\bwho\b|\bwhich (?:organi[sz]ation|body|agency|person|country|state|resolution)\b|\bwhere\b",
            re.IGNORECASE,
        ),
        re.compile(r"(?<!^)(?<![.!?] )[A-Z][a-z]+|[A-Z]{2,}"),
    ),
)


def wanted_shape(question: str) -> re.Pattern[str] | None:
    """What a sentence must hold to answer "how many", "when", "who"; None for other questions."""
    return next((shape for asks, shape in _WANTS if asks.search(question)), None)


def quote_from(paragraph: Paragraph, asked: Asked, fits: Fits) -> Quotation:
    """The run of sentences of a paragraph that answers best; a short paragraph whole."""
    words = len(paragraph.words.split())
    if words <= _SHORT or paragraph.kind in ("row", "note"):
        return whole(paragraph)
    scored = score_sentences(paragraph, asked, fits)
    if not scored:
        return whole(paragraph)
    best = max(range(len(scored)), key=lambda at: (scored[at].score, -at))
    first, last = _stating(paragraph, asked, scored, _widen(paragraph, scored, best))
    return Quotation(paragraph, scored[first].start, scored[last].end)


def _widen(paragraph: Paragraph, scored: Sequence[Scored], best: int) -> tuple[int, int]:
    """Take in the sentence that the best one leans on, and neighbours nearly as good."""
    first = last = best
    while first > 0 and leans(paragraph.text[scored[first].start : scored[first].end]):
        if _words(paragraph, scored, first - 1, last) > _LONGEST:
            break
        first -= 1
    while span := _grown(paragraph, scored, best, (first, last)):
        first, last = span
    return first, last


def _stating(
    paragraph: Paragraph, asked: Asked, scored: Sequence[Scored], run: tuple[int, int]
) -> tuple[int, int]:
    """A run of sentences, up to the nearest one that states the thing asked for, where the run does not and there is room."""
    from .wanted import wanted_in

    first, last = run
    wanted = wanted_in(asked.text)
    if wanted is None or wanted.states(paragraph.text[scored[first].start : scored[last].end]):
        return run
    stating = [at for at, each in enumerate(scored) if wanted.states(paragraph.text[each.start : each.end])]
    wider = ((min(first, at), max(last, at)) for at in stating)
    shortest = min(wider, key=lambda each: each[1] - each[0], default=run)
    return shortest if _words(paragraph, scored, *shortest) <= _LONGEST else run


def leans(text: str) -> bool:
    """Whether a sentence leans on the one before it."""
    return _LEANING.match(text) is not None


def _grown(
    paragraph: Paragraph, scored: Sequence[Scored], best: int, run: tuple[int, int]
) -> tuple[int, int] | None:
    """A run of sentences with one that belongs to the answer too, and what stands between; None when none does."""
    first, last = run
    one_more = ((first, last + 1, last + 1), (first - 1, last, first - 1))
    two_more = ((first, last + 2, last + 2), (first - 2, last, first - 2))
    for start, end, new in (*one_more, *two_more):
        if start < 0 or end >= len(scored) or _words(paragraph, scored, start, end) > _ROOM:
            continue
        text = paragraph.text[scored[new].start : scored[new].end]
        least = _CLOSE if end - start == last - first + 1 else _ACROSS
        if new == last + 1 and _GOING_ON.match(text):
            least = _GOES_ON
        if scored[new].score >= least * scored[best].score:
            return start, end
    return None


def _words(paragraph: Paragraph, scored: Sequence[Scored], first: int, last: int) -> int:
    return len(paragraph.text[scored[first].start : scored[last].end].split())


def children_of(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The items that a lead-in leads in to, with their own items, in order."""
    family = {paragraph.id}
    items = []
    for each in paragraphs:
        if each.parent in family and each.kind not in ("note", "furniture"):
            family.add(each.id)
            items.append(each)
    return tuple(items)


_DEFINES = r"\s*[\"”’'´]*(?:\s*\([^)]{1,40}\))?(?:,[^,;]{1,80},)?\s+(?:shall\s+)?(?:means?|refers? to|is defined as|is an? (?:\w+ )?(?:accepted|recogni[sz]ed)|denotes?|is understood|consists? (?:in|of))\b"

# after a term between quotation marks
_EXPLAINS = r",? \(?(?:(?:where|in which|that is|meaning|or the)\b|i\.e\.)"


def folded(term: str) -> str:
    """A term without its spaces, hyphens and plural: "whistle-blowers" is "whistleblower"."""
    return re.sub(r"[\W_]+", "", term.lower()).removesuffix("s")


def spelt_out_in(heading: str, term: str) -> tuple[str, ...]:
    """What a term in a heading's brackets may stand for: the words before them, from the last two on.

    >>> spelt_out_in("Treaties that clash with a norm of the sea (lex maris)", "lex maris")[0]
    'the sea'
    """
    before, bracket, inner = heading.lower().removesuffix(")").partition(" (")
    if not bracket or folded(inner) != folded(term):
        return ()
    words = before.split()
    return tuple(" ".join(words[-count:]) for count in range(2, min(len(words), _SPELT_OUT) + 1))


def defines(paragraph: Paragraph, term: str) -> bool:
    """Whether a paragraph defines a term: "X" means ...; "X", where ...; the text under the heading X; the row of X."""
    if not term:
        return False
    if len(several := term.split(" and ")) > 1 and any(defines(paragraph, each.strip()) for each in several):
        return True
    heading = paragraph.section[-1] if paragraph.section else ""
    if any(defines(paragraph, each) for each in spelt_out_in(heading, term)):
        return True
    first_cell, _, others = paragraph.text.partition("\t") if paragraph.kind == "row" else ("", "", "")
    if not any(map(str.isalpha, others)):  # a row of figures says what nothing is
        first_cell = ""
    under = paragraph.section[-1] if paragraph.section and paragraph.kind == "body" else ""
    if folded(term) in (folded(first_cell), folded(under)):
        return True
    said = paragraph.text.lower()
    return any(
        re.search(pattern, said)
        for pattern in (
            rf"(?<!\w){re.escape(term)}(?:s|es)?{_DEFINES}",
            rf"[“\"‘']{re.escape(term)}[”\"’']{_EXPLAINS}",
        )
    )
