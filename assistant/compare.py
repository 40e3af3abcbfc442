"""Comparing instruments: what each says on a matter, provision beside provision, with the words that differ.

Pure but for the search of the library. A provision is an article with its
paragraphs (in a document without articles, a paragraph with its items), quoted
whole; where an instrument has none on the matter, that is said. Who says the
better thing is for the reader to judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from index import Hit, Library, split_terms
from ingest import Document, Paragraph, SourceError

from .answer import paragraph_record
from .citing import short_name
from .evidence import children_of, coverage, defines
from .intent import defined_term
from .names import Names, Naming
from .retrieve import fit

_SEARCHED = 30  # paragraphs of one instrument looked at
_HEADED = 0.3  # weight of the share of the matter's words that stand in a heading
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
    r"say|says|provide[sd]?|regulat\w+|deal(?:s|t)?|define[sd]?(?= in)|"
    r"what|which|how|do|does|did|is|are|the|and|or|between|in|of|on|about|with|as|under|to|its|rules?|provisions?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
Span = tuple[int, int]


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
    """

    document: Document
    heading: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    others: tuple[str, ...] = ()


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
    weights = library.weigh(topic)
    term = defined_term(topic)
    best: dict[tuple[tuple[str, str], ...], tuple[float, bool, Hit]] = {}
    for hit in library.search(topic, _SEARCHED, documents=[document.source]):
        if hit.paragraph.kind in ("note", "furniture"):
            continue
        score, sure = _fits(hit, weights, term)
        key = _unit(hit.paragraph)
        if key not in best or score > best[key][0]:
            best[key] = (score, sure, hit)
    on_it = sorted((each for each in best.values() if each[1]), key=lambda each: -each[0])
    if not on_it:
        return Provision(document)
    first = on_it[0][2].paragraph
    paragraphs = _provision(first, library.document(document.id).paragraphs, alone=bool(term))
    others = [hit for _, _, hit in on_it[1:] if _late(hit) >= _ALSO][:_MOST_OTHERS]
    also = sorted({each.paragraph.position: _shown(each.paragraph) for each in others}.items())
    return Provision(
        document,
        first.section[-1] if first.section else "",
        paragraphs,
        tuple(dict.fromkeys(name for _, name in also)),
    )


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
    return score, defined if term else headed >= _WHOLE or _late(hit) >= _ON_IT


def _late(hit: Hit) -> float:
    return hit.parts.dense if hit.parts.rerank is None else hit.parts.rerank


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
        last = -1
        for paragraph in provision.paragraphs:
            row = matched.get(paragraph.id)
            if row is None:
                row = [None] * len(provisions)
                rows.insert(_after(rows, last), row)
            first = next((cell for cell in row if cell), None)
            differs = _differing(first.paragraph.words, paragraph) if first else ()
            row[at] = Cell(provision.document, paragraph, differs)
            last = next(place for place, each in enumerate(rows) if each is row)
    return [tuple(row) for row in rows]


def _after(rows: Sequence[object], last: int) -> int:
    return last + 1 if last >= 0 else len(rows)


def _matches(
    rows: Sequence[list[Cell | None]], paragraphs: Sequence[Paragraph]
) -> dict[str, list[Cell | None]]:
    """For paragraphs of an instrument the rows that they belong in, the likest pairs first, each row once."""
    pairs = sorted(
        (
            (likeness, -place, -at)
            for place, row in enumerate(rows)
            for at, each in enumerate(paragraphs)
            if (likeness := _likeness(next(cell.paragraph for cell in row if cell), each)) >= _ALIKE
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


def _likeness(one: Paragraph, two: Paragraph) -> float:
    """Twice the terms in common over all terms, 0 to 1 (Dice)."""
    ours, theirs = set(split_terms(one.words)), set(split_terms(two.words))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


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
