"""Comparing instruments: what each says on a matter, provision beside provision, with the words that differ.

Pure but for the search of the library. A provision is an article with its
paragraphs (in a document without articles, a paragraph with its items), quoted
whole; where an instrument has none on the matter, that is said. Who says the
better thing is for the reader to judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import log2
from typing import Any

from index import Hit, Library, split_terms
from ingest import Document, Paragraph, SourceError

from .answer import Quotation, paragraph_record, whole
from .citing import short_name
from .evidence import children_of, coverage, defines
from .headed import first_of, heading_terms
from .in_turn import likeness
from .intent import defined_term
from .names import Names, Naming
from .retrieve import fit, late_of

_SEARCHED = 30  # paragraphs of one instrument looked at
_HEADED = 0.3  # weight of the share of the matter's words that stand in a heading
_NAMED = 0.3  # of the share of an article's own heading that the matter is: "Reservations" before "Legal effects of ..."
_OFTEN = 0.02  # for each doubling of an article's paragraphs on the matter
_NEAR = 0.02  # of the best score: articles as good as the best
_RECITED = 0.2  # against a preamble, which provides nothing
_DEFINED = 0.5  # for a provision that defines the term asked for
# Set on twelve matters over eleven treaties: least late-interaction score of a provision on the matter
# whose heading does not name it. Others than the best must be surer.
_ON_IT = 0.65
_ALSO = 0.75
_MOST_OTHERS = 4
_ALIKE = 0.4  # share of terms in common: less, and two paragraphs do not answer to each other
_WHOLE = 0.99
_MATTER = 4  # content words of a matter; more make a question
_COMPARING = re.compile(
    r"\b(?:compare[ds]?|comparison|comparing|differences?|differ(?:s|ent)?|versus|vs|both|contrast|unlike|treat(?:s|ment)?|"
    r"allow(?:s|ed)?|permit(?:s|ted)?|possible|any|can|may|must|say|says|provide[sd]?|regulat\w+|deal(?:s|t)?|define[sd]?(?= in)|"
    r"what|which|how|do|does|did|is|are|the|and|or|between|in|of|on|about|with|as|under|to|its|rules?|provisions?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
# what treaties also call a final clause, tried where its usual name finds nothing
_OTHER_NAMES = {
    "denunciation": ("withdrawal",),
    "settlement of disputes": ("disputes settled by negotiation or arbitration",),
    "dispute settlement": ("disputes settled by negotiation or arbitration",),
}
Span = tuple[int, int]
Steps = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph of an instrument and the spans of its text whose words the row's first cell does not have."""

    document: Document
    paragraph: Paragraph
    differs: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """What one instrument has on the matter.

    heading     of the article, "" where it has none
    paragraphs  the article's, in order; () when no provision was found
    others      locators of other provisions on the matter
    best        the one of the paragraphs that fits the matter best
    """

    document: Document
    heading: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    others: tuple[str, ...] = ()
    best: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A matter in several instruments.

    provisions  one an instrument, in the order asked for
    rows        paragraphs that answer to each other, one cell an instrument, None where it has nothing like it
    """

    topic: str
    provisions: tuple[Provision, ...]
    rows: tuple[tuple[Cell | None, ...], ...]

    def to_record(self) -> dict[str, Any]:
        """The JSON form (docs/contract.md)."""
        return {
            "topic": self.topic,
            "instruments": [_provision_record(each) for each in self.provisions],
            "rows": [[_cell_record(cell) if cell else None for cell in row] for row in self.rows],
        }


def compare_instruments(library: Library, topic: str, documents: Sequence[Document]) -> Comparison:
    """What each document says on a matter. `documents` without paragraphs, as the library lists them."""
    provisions = tuple(find_provision(library, topic, each) for each in documents)
    return Comparison(topic, provisions, tuple(_rows(provisions)))


def choose_instruments(library: Library, names: Sequence[str]) -> tuple[Document, ...]:
    """The documents that users' names mean; all treaties without names.

    Raises SourceError for a name that is none, or means several documents.
    """
    if not names:
        treaties = tuple(each for each in library.documents if each.genre == "treaty")
        if not treaties:
            raise SourceError(
                "compare: expected treaties in the library, found none; name the documents with --in"
            )
        return treaties
    known = Names(library.documents)
    return tuple(dict.fromkeys(_named(known, name.strip()) for name in names if name.strip()))


def _named(names: Names, name: str) -> Document:
    found = names.find(name).documents
    if len(found) == 1:
        return found[0]
    listed = ", ".join(short_name(each) for each in (found or names.documents)[:6])
    problem = "several" if found else "none of that name"
    raise SourceError(f"{name}: expected one document of the library, found {problem}; it has {listed}")


def topic_of(question: str, namings: Sequence[Naming]) -> str:
    """The matter that a question compares, "" when it asks for more than a matter.

    "How do UNTOC and UNCAC differ on confiscation?" compares confiscation.
    """
    rest = question
    for naming in sorted(namings, key=lambda each: -each.start):
        rest = f"{rest[: naming.start]} {rest[naming.end :]}"
    words = " ".join(_COMPARING.sub(" ", rest).split()).strip(" ?.,:;")
    return words if 1 <= len(split_terms(words)) <= _MATTER else ""


# -- finding --------------------------------------------------------------------------------


def find_provision(library: Library, topic: str, document: Document) -> Provision:
    """What one instrument has on a matter; without paragraphs where it has nothing."""
    for name in (topic, *_OTHER_NAMES.get(" ".join(topic.casefold().split()), ())):
        if found := _on_matter(library, name, document):
            return _described(found, library.document(document.id), name, alone=bool(defined_term(name)))
    return Provision(document)


def _on_matter(library: Library, topic: str, document: Document) -> list[Hit]:
    """The best paragraph of each article that is on the matter, the best article first."""
    weights, term = library.weigh(topic), defined_term(topic)
    articles: dict[Steps, list[tuple[float, Hit]]] = {}
    for hit in library.search(topic, _SEARCHED, documents=[document.source]):
        score, sure = _fits(hit, weights, term)
        if sure and hit.paragraph.kind not in ("note", "furniture"):
            articles.setdefault(_unit(hit.paragraph), []).append((score, hit))
    ranked = []
    for hits in articles.values():
        score, best = max(hits, key=lambda each: each[0])
        score += _NAMED * _named_by(best.paragraph, weights) + _OFTEN * log2(len(hits))
        ranked.append((score, best))
    ranked.sort(key=lambda each: -each[0])
    near = [hit for score, hit in ranked if score >= ranked[0][0] - _NEAR]
    # of equals the first: an instrument lays down the rule before it deals with what follows from it
    first = min(near, key=lambda hit: hit.paragraph.position, default=None)
    return [*([first] if first else ()), *(hit for _, hit in ranked if hit is not first)]


def _described(found: Sequence[Hit], document: Document, topic: str, *, alone: bool) -> Provision:
    """The provision of the first hit, the surer ones of the rest by their locators. `document` with paragraphs."""
    first = found[0].paragraph
    if not alone and _is_headed(first, topic):
        first = first_of(dict(first.locator.steps)["article"], document.paragraphs) or first
    others = [hit.paragraph for hit in found[1:] if late_of(hit) >= _ALSO][:_MOST_OTHERS]
    return Provision(
        replace(document, paragraphs=()),
        first.section[-1] if first.section else "",
        _provision(first, document.paragraphs, alone=alone),
        tuple(dict.fromkeys(_shown(each) for each in sorted(others, key=lambda each: each.position))),
        first,
    )


def _is_headed(paragraph: Paragraph, topic: str) -> bool:
    """Whether the matter is the heading of a paragraph's article."""
    article = _step(paragraph) == "article" and paragraph.section
    return bool(article) and heading_terms(paragraph.section[-1]) == heading_terms(topic)


def _provision(first: Paragraph, paragraphs: Sequence[Paragraph], *, alone: bool) -> tuple[Paragraph, ...]:
    """The whole article of a paragraph; of a definition only itself with its items."""
    if alone:
        return (first, *children_of(first, paragraphs))
    return tuple(
        each
        for each in paragraphs
        if _unit(each) == _unit(first) and each.kind not in ("heading", "note", "furniture")
    )


def _fits(hit: Hit, weights: Mapping[str, float], term: str) -> tuple[float, bool]:
    """How well a paragraph fits the matter, and whether it is on it at all."""
    headed = coverage(" ".join(hit.paragraph.section), weights)
    defined = bool(term) and defines(hit.paragraph, term)
    score = fit(hit, "plain", weights) + _HEADED * headed + (_DEFINED if defined else 0.0)
    score -= _RECITED if _step(hit.paragraph) in ("preamble", "closing") else 0.0
    return score, defined if term else headed >= _WHOLE or late_of(hit) >= _ON_IT


def _named_by(paragraph: Paragraph, weights: Mapping[str, float]) -> float:
    """Share of the article's own heading that the matter's words are, 0 to 1."""
    words = set(split_terms(paragraph.section[-1] if paragraph.section else "")) - {"articl"}
    terms = {word for word in words if not word.isdigit()}
    return len(terms & weights.keys()) / len(terms) if terms else 0.0


def _step(paragraph: Paragraph) -> str:
    return paragraph.locator.steps[0][0] if paragraph.locator.steps else ""


def _unit(paragraph: Paragraph) -> tuple[tuple[str, str], ...]:
    """The steps to the article that a paragraph belongs to; to the outermost paragraph where there are none."""
    steps = paragraph.locator.steps
    for name in ("article", "paragraph"):
        at = next((place for place, step in enumerate(steps) if step[0] == name), None)
        if at is not None:
            return steps[: at + 1]
    return steps


def _shown(paragraph: Paragraph) -> str:
    """The locator of the provision that a paragraph belongs to: "art. 12" for "art. 12(2)"."""
    return re.sub(r"\(.*$", "", paragraph.locator.shown) if _unit(paragraph) else paragraph.locator.shown


# -- side by side ---------------------------------------------------------------------------


def _rows(provisions: Sequence[Provision]) -> list[tuple[Cell | None, ...]]:
    """Each paragraph once: beside the one of an instrument before it that it is most like, or in a row of its own."""
    rows: list[list[Cell | None]] = []
    for at, provision in enumerate(provisions):
        matched = _matches(rows, provision.paragraphs)
        last = _before(rows, list(matched.values()))
        for paragraph in provision.paragraphs:
            row = matched.get(paragraph.id)
            if row is None:
                row = [None] * len(provisions)
                rows.insert(last + 1, row)
            first = next((cell for cell in row if cell), None)
            differs = _differing(first.paragraph.words, paragraph) if first else ()
            row[at] = Cell(provision.document, paragraph, differs)
            last = next(place for place, each in enumerate(rows) if each is row)
    return [tuple(row) for row in rows]


def _before(rows: Sequence[object], matched: Sequence[object]) -> int:
    """Place of the row that an instrument's first paragraph comes after: before its first match, else the last."""
    places = (place for place, each in enumerate(rows) if any(each is row for row in matched))
    return next(places, len(rows)) - 1


def _matches(
    rows: Sequence[list[Cell | None]], paragraphs: Sequence[Paragraph]
) -> dict[str, list[Cell | None]]:
    """For paragraphs of an instrument the rows that they belong in, the likest pairs first, each row once."""
    pairs = sorted(
        (
            (alike, -place, -at)
            for place, row in enumerate(rows)
            for at, each in enumerate(paragraphs)
            if (alike := likeness(next(cell for cell in row if cell).paragraph.words, each.words)) >= _ALIKE
        ),
        reverse=True,
    )
    taken: set[int] = set()
    matched: dict[str, list[Cell | None]] = {}
    for _, place, at in pairs:
        paragraph = paragraphs[-at]
        if -place not in taken and paragraph.id not in matched:
            taken.add(-place)
            matched[paragraph.id] = rows[-place]
    return matched


def _differing(before: str, paragraph: Paragraph) -> tuple[Span, ...]:
    """Spans of a paragraph's text whose words another text does not have there."""
    theirs = [found[0].casefold() for found in _WORD.finditer(before)]
    words = list(_WORD.finditer(paragraph.text, paragraph.lead))
    matcher = SequenceMatcher(None, theirs, [found[0].casefold() for found in words], autojunk=False)
    return tuple(
        (words[start].start(), words[end - 1].end())
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag in ("insert", "replace") and end > start
    )


def quotations_of(comparison: Comparison) -> tuple[tuple[Document, Quotation], ...]:
    """What an answer quotes of a comparison: of each instrument one paragraph with its items, whole.

    Of the rows that hold a best paragraph it takes the one that most instruments
    share; an instrument that has no part in it gives its best paragraph, one
    without a provision nothing.
    """
    best = {each.best.id for each in comparison.provisions if each.best}
    rows = [row for row in comparison.rows if any(cell and cell.paragraph.id in best for cell in row)]
    shared = max(rows, key=lambda row: sum(cell is not None for cell in row), default=())
    quoted: list[tuple[Document, Quotation]] = []
    for provision, cell in zip(comparison.provisions, shared, strict=False):
        first = cell.paragraph if cell else provision.best
        if first:
            paragraphs = (first, *children_of(first, provision.paragraphs))
            quoted += [(provision.document, whole(each)) for each in paragraphs]
    return tuple(quoted)


# -- as data --------------------------------------------------------------------------------


def _provision_record(provision: Provision) -> dict[str, Any]:
    document = provision.document
    return {
        "source": document.source,
        "title": document.title,
        "symbol": document.symbol,
        "heading": provision.heading,
        "locators": [each.locator.shown for each in provision.paragraphs],
        "others": list(provision.others),
    }


def _cell_record(cell: Cell) -> dict[str, Any]:
    return paragraph_record(cell.document, cell.paragraph, {}) | {
        "differs": [list(each) for each in cell.differs]
    }
