"""Retrieval for a question as people ask it: what is on the documents it names before others, notes for a source.

The index ranks paragraphs by their words and meaning; what the question says
about documents and kinds of answer is weighed here, in the same units
(late-interaction score, about 0.3 to 0.9).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from index import Hit, Library, Parts, split_terms
from ingest import Document, Paragraph

from .document_names import is_law, names_of
from .evidence import coverage, defines, sentences_of
from .followup import own_words
from .headed import asks_for_heading
from .in_turn import alongside
from .intent import Intent, defined_term
from .names import Naming
from .plain_words import reword

WIDE = 30  # hits looked at before the question's own wishes are weighed
_DENSE = 0.1
_COVERAGE = 0.1  # share of the question's weighted words in the paragraph and what stands over it
_LENGTH = (
    0.015  # against a long paragraph, which has more words to match by chance: per factor e of its words
)
_SHORT = 20  # words up to which no length counts
_READ = 15  # hits whose sentences are read
_SENTENCE = 1 / 3  # weight of the best sentence beside its paragraph's
# Hits that are read together with the question, how far behind the first they may be, and what each of them loses for one
# factor e by which its odds to answer are less than the best's: where the first is of a treaty or resolution, and of prose,
# which says a thing in several places, told apart by less.
_READ_OF_LAW = (6, 0.05, 0.006)
_READ_OF_PROSE = (10, 0.1, 0.015)
_NOTE = 0.05  # against a note
_NOTES: Mapping[Intent, float] = {"source": 0.0, "compare": 0.15}  # for what is asked
_OF_LISTS, _NEAR_LIST, _SEVERAL = (
    12,
    0.12,
    3,
)  # a list of which so many of the best hits are, so near the first,
_LISTED = 0.05  # is lifted by this where a list is asked for
_DEFINES = 0.25  # for a paragraph that defines the term asked for
_HEADED = 0.06  # for one under the heading that the question asks for
_OF_YEAR = 0.1  # for the row of a year that the question names
_ON_NAMED = 0.1  # for a paragraph of a document that the question names, or that names it
_NAMED = 10  # hits of the documents that a question names, beside those
_IN_TURN = 10  # hits of each document of a comparison
_FURTHER = 3  # of them come before the hits for the whole
_OWN = 0.5  # weight of how a paragraph fits what is asked of its document by itself
_OWN_TERMS = 2  # content words that this needs
_YEAR_CELL = re.compile(r"(?:\d{1,2}\.? )?(?:[A-Z][a-z]+ )?(?P<year>(?:1[5-9]|20)\d\d)\t")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_MOST_NAMED = 4  # more documents of one name than this are no name


def rank(
    library: Library,
    question: str,
    intent: Intent,
    weights: Mapping[str, float],
    namings: Sequence[Naming],
    k: int,
    documents: Sequence[str] | None = None,
) -> tuple[Hit, ...]:
    """The k best paragraphs for a question, best first, numbered from 1."""
    reworded = reword(question, _treaties(namings))
    hits: Sequence[Hit] = library.search(question, WIDE, reworded=reworded, documents=documents)
    named = {
        d.source: d.id for naming in namings if len(naming.documents) <= _MOST_NAMED for d in naming.documents
    }
    if named and documents is None:
        hits = _merged(hits, library.search(question, _NAMED, reworded=reworded, documents=list(named)))
    # what was asked before a follow-up is not what it wants defined
    term = term_wanted(own_words(question), namings)
    if term:  # a definition may share no other word with the question
        hits = _merged(hits, _definitions(library, question, term, documents))
    weighed = _weigh(library, hits, question, intent, weights, term)
    if documents is None:
        weighed = _on_named(weighed, library, named.values())
    weighed = _by_sentences(library, question, reworded, weighed)
    weighed = _by_odds(library, question, weighed)
    if intent == "list":
        weighed = by_lists(weighed)
    if intent == "compare" and len(namings) >= 2 and documents is None:
        weighed = _in_turn(library, question, namings, weighed, term)
    if intent == "source":
        weighed = with_notes(library, weighed)
    return numbered(weighed[:k])


def without_twins(hits: Iterable[Hit], documents: Mapping[str, Document]) -> list[Hit]:
    """The hits without the same paragraph of the same document in another file of it: whose pages are known stays,
    in the better one's place."""
    files: dict[tuple[str, str], dict[str, list[Hit]]] = {}
    places = []
    for hit in hits:
        document = documents[hit.paragraph.document]
        key = (document.symbol or document.title, "".join(filter(str.isalnum, hit.paragraph.text)))
        files.setdefault(key, {}).setdefault(document.id, []).append(hit)
        places.append((key, hit.score))
    # Of equals the first: max() keeps it.
    stay = {
        key: max(same.values(), key=lambda of: of[0].paragraph.locator.pdf_page is not None)
        for key, same in files.items()
    }
    return [replace(stay[key].pop(0), score=score) for key, score in places if stay[key]]


def late_of(hit: Hit) -> float:
    """A hit's late-interaction score, -1 to 1; its cosine where the library has no token vectors."""
    return hit.parts.dense if hit.parts.rerank is None else hit.parts.rerank


def fit(hit: Hit, intent: Intent, weights: Mapping[str, float], over: Sequence[str] = ()) -> float:
    """How well a hit fits, about 0.2 to 1.1: its words in place, its meaning, its words' share, its length.

    over  what stands over the paragraph: lead-in, headings, document
    """
    score = hit.score if hit.parts.rerank is None else hit.parts.rerank
    score += _DENSE * hit.parts.dense + _COVERAGE * coverage(hit.paragraph.text, weights, *over)
    score -= _LENGTH * math.log(max(len(hit.paragraph.text.split()) / _SHORT, 1.0))
    return score - _NOTES.get(intent, _NOTE) if hit.paragraph.kind == "note" else score


def _weigh(
    library: Library,
    hits: Iterable[Hit],
    question: str,
    intent: Intent,
    weights: Mapping[str, float],
    term: str = "",
) -> list[Hit]:
    """The hits with their fit as score, more for those that define a term."""
    names = {each.id: " ".join((each.title, *each.aliases)) for each in library.documents}
    weighed = []
    for hit in hits:
        if not _says_anything(hit.paragraph):
            continue
        score = fit(hit, intent, weights, _over(library, hit.paragraph, names))
        score += _DEFINES if defines(hit.paragraph, term) else 0.0
        if asks_for_heading(question, library.described(hit.paragraph.document), hit.paragraph.section[-1:]):
            score += _HEADED
        score += _OF_YEAR if _is_of_year(hit.paragraph, question) else 0.0
        weighed.append(replace(hit, score=score))
    return weighed


def _is_of_year(paragraph: Paragraph, question: str) -> bool:
    """Whether it is the row of a timeline whose year a question names."""
    found = _YEAR_CELL.match(paragraph.text) if paragraph.kind == "row" else None
    return found is not None and re.search(rf"\b{found['year']}\b", question) is not None


def _on_named(hits: Sequence[Hit], library: Library, named: Collection[str]) -> list[Hit]:
    """The hits, those of the documents that a question names, or that name these, a little higher."""
    names = {
        name for id in named for name in names_of(library.described(id)) if " " in name or name.isupper()
    }
    written = re.compile(
        "|".join(rf"\b{re.escape(name)}\b" for name in sorted(names)) or r"(?!)", re.IGNORECASE
    )
    return [
        replace(hit, score=hit.score + _ON_NAMED)
        if hit.paragraph.document in named or written.search(hit.paragraph.words)
        else hit
        for hit in hits
    ]


def _says_anything(paragraph: Paragraph) -> bool:
    """Whether a paragraph has words of its own: no bare number, no bare address of the web."""
    if paragraph.kind == "note" or "\t" in paragraph.text:
        return True
    words = _ADDRESS.sub(" ", paragraph.text[paragraph.lead :])
    return re.search(r"[^\W\d_]{2}", words) is not None


def _over(library: Library, paragraph: Paragraph, names: Mapping[str, str]) -> list[str]:
    """What stands over a paragraph: its document's names, its headings and lead-ins."""
    leads, above = [], paragraph
    while above.parent:
        above = library.paragraph(above.parent)
        leads.append(above.text)
    return [names[paragraph.document], " ".join(paragraph.section), *leads]


def _by_sentences(library: Library, question: str, reworded: str, hits: Iterable[Hit]) -> list[Hit]:
    """The hits by score, those of the best judged by their best sentence too: one that answers is no chance match."""
    ranked = sorted(hits, key=lambda hit: -hit.score)
    first = ranked[:_READ]
    spans = [(hit.paragraph, sentences_of(hit.paragraph)) for hit in first]
    fits = library.fit_all_spans(question, spans, reworded=reworded)
    read = [
        replace(hit, score=hit.score - _SENTENCE * (late_of(hit) - max(its))) if its else hit
        for hit, its in zip(first, fits, strict=True)
    ]
    return _before(read, ranked[_READ:])


def _by_odds(library: Library, question: str, hits: list[Hit]) -> list[Hit]:
    """The hits by score, those of the best judged by how surely they answer too, where a cross-encoder tells."""
    law = bool(hits) and is_law(library.described(hits[0].paragraph.document))
    most, reach, weight = _READ_OF_LAW if law else _READ_OF_PROSE
    near = [hit for hit in hits[:most] if hit.score >= hits[0].score - reach]
    odds = library.judge(question, near) if len(near) > 1 else ()
    if not odds:
        return hits
    read = [
        replace(hit, score=hit.score - weight * (max(odds) - own), parts=replace(hit.parts, odds=own))
        for hit, own in zip(near, odds, strict=True)
    ]
    return _before(read, hits[len(near) :])


def by_lists(hits: Sequence[Hit]) -> list[Hit]:
    """The hits by score, those of a list of which several are among the best a little higher: it is what is asked for."""
    near = [hit for hit in hits[:_OF_LISTS] if hit.score >= hits[0].score - _NEAR_LIST]
    members = Counter(hit.paragraph.parent or hit.paragraph.id for hit in near)
    lists = {each for each, number in members.items() if number >= _SEVERAL}
    lifted = [
        replace(hit, score=hit.score + _LISTED)
        if (hit.paragraph.parent or hit.paragraph.id) in lists
        else hit
        for hit in hits
    ]
    return sorted(lifted, key=lambda hit: -hit.score)


def _before(read: Iterable[Hit], others: Iterable[Hit]) -> list[Hit]:
    """Hits that were read more closely by score, and behind them the others."""
    first = sorted(read, key=lambda hit: -hit.score)
    least = first[-1].score if first else 0.0
    return first + [replace(hit, score=min(hit.score, least)) for hit in others]


def _definitions(library: Library, question: str, term: str, documents: Sequence[str] | None) -> list[Hit]:
    """Paragraphs that define a term, found by it alone, and scored for the whole question."""
    found = []
    searches = [library.search(each, WIDE, documents=documents) for each in term.split(" and ")]
    for hit in (hit for hits in searches for hit in hits):
        if defines(hit.paragraph, term):
            late = library.fit_spans(question, hit.paragraph, [(hit.start, hit.end)])
            parts = replace(hit.parts, rerank=late[0]) if late else hit.parts
            found.append(replace(hit, parts=parts))
    return found


def _merged(one: Iterable[Hit], two: Iterable[Hit]) -> list[Hit]:
    merged = {hit.paragraph.id: hit for hit in one}
    for hit in two:
        merged.setdefault(hit.paragraph.id, hit)
    return list(merged.values())


def term_wanted(question: str, namings: Sequence[Naming]) -> str:
    """The term that a question wants defined, wherever it names a document; "" for none."""
    return defined_term(question) or defined_term(nameless(question, namings))


def nameless(question: str, namings: Sequence[Naming]) -> str:
    """A question without the names of documents: "jus cogens definition VCLT" asks for the term alone."""
    for each in namings:
        if each.name:
            question = question.replace(each.name, " ")
    return " ".join(question.split())


def _treaties(namings: Sequence[Naming]) -> tuple[str, ...]:
    """The names by which a question calls treaties."""
    return tuple(each.name for each in namings if any(d.genre == "treaty" for d in each.documents))


def _in_turn(
    library: Library, question: str, namings: Sequence[Naming], hits: list[Hit], term: str
) -> list[Hit]:
    """A comparison takes each document in turn, asked without the documents' names; the rest follows."""
    asked = nameless(question, namings)
    weights, reworded = library.weigh(asked), reword(asked)
    turns = []
    for naming, stretch in zip(namings, _stretches(question, namings), strict=True):
        sources = [document.source for document in naming.documents[:_MOST_NAMED]]
        found = library.search(asked, _IN_TURN, reworded=reworded, documents=sources)
        fitting = _weigh(library, found, asked, "compare", weights, term)
        read = _by_sentences(library, asked, reworded, fitting)
        read = _by_odds(library, asked, read)
        if len(split_terms(question[slice(*stretch)])) >= _OWN_TERMS:
            read = within_whole(library, question, stretch, read, _OWN)
        turns.append(read)
    first = alongside(turns)
    further = sorted((hit for turn in turns for hit in turn[:_FURTHER]), key=lambda hit: -hit.score)
    in_turn = list({hit.paragraph.id: hit for hit in (*first, *further)}.values())
    taken = {hit.paragraph.id for hit in in_turn}
    return in_turn + [hit for hit in hits if hit.paragraph.id not in taken]


def _stretches(question: str, namings: Sequence[Naming]) -> list[tuple[int, int]]:
    """What is asked of each document by itself: what stands between its name and the name before it."""
    stretches, at = [], 0
    for naming in namings:
        start = max(question.find(naming.name, at), at)
        stretches.append((at, start))
        at = start + len(naming.name)
    return stretches


def within_whole(
    library: Library, question: str, stretch: tuple[int, int], hits: Sequence[Hit], weight: float
) -> list[Hit]:
    """The hits by score and by how they fit a stretch of the question, its words as they are meant within the whole."""
    texts = [(hit.paragraph, [(0, len(hit.paragraph.text))]) for hit in hits]
    fits = library.fit_all_spans(question, texts, stretch=stretch)
    scored = [
        replace(hit, score=hit.score + weight * max(its, default=0.0))
        for hit, its in zip(hits, fits, strict=True)
    ]
    return sorted(scored, key=lambda hit: -hit.score)


def with_notes(library: Library, hits: Sequence[Hit]) -> list[Hit]:
    """Each of the best paragraphs followed by its notes."""
    result: list[Hit] = []
    seen: set[str] = set()
    for place, hit in enumerate(hits):
        if hit.paragraph.id in seen:
            continue
        result.append(hit)
        seen.add(hit.paragraph.id)
        if place >= 3 or hit.paragraph.kind == "note":
            continue
        for mark in hit.paragraph.notes:
            if mark.note and mark.note not in seen:
                seen.add(mark.note)
                result.append(as_hit(library.paragraph(mark.note), hit.score, hit.parts))
    return result


def as_hit(paragraph: Paragraph, score: float = 1.0, parts: Parts | None = None) -> Hit:
    """A paragraph as a hit of its whole text."""
    return Hit(paragraph, score, 0, parts or Parts(1.0, 0.0), 0, len(paragraph.text))


def numbered(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits with their ranks from 1."""
    return tuple(replace(hit, rank=place) for place, hit in enumerate(hits, 1))
