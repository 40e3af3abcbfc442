"""A question of several parts: what is quoted for each of them, and for the whole.

A part alone may be understood amiss, for half of its words stand in the part before it; the
whole may be answered by paragraphs of which none comes first. So each part is searched
on its own, what it finds is judged by how it fits the part's words as they are meant
within the whole, and what fits the whole best is quoted too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index import Hit, Library

from .answer import Quotation
from .choose import choose, joined
from .evidence import Asked, defines
from .followup import near_answer
from .intent import intent_of
from .order import decided_first
from .parts import Part
from .retrieve import within_whole

_OF_PART = 5  # hits for a part that are read within the whole
_WITHIN = 0.5  # weight of how a paragraph fits a part's words within the whole
_OF_WHOLE = 2  # hits for the whole that are quoted beside the parts'
_NEAR = 0.05  # how far behind the first the second of them may be
_APART = 0.05  # how far behind a part's first its second may be, where the first answers another part
_AGAIN = 0.09  # against the paragraph that answers the part before, of a part that goes on from it
_MOST_WORDS = 5  # of a term that is compared
_DEFINES = 0.25  # for what defines it
_SAME = 0.06  # for a paragraph of the document that leads for the whole: of one thing the parts mostly ask

_DEFINED = re.compile(r"[“\"‘'`]+(\w[^“”\"’`]{1,60})[”\"’'´`]+\s+(?:shall )?means?\b")

SearchPart = Callable[[Part, str], tuple[str, Sequence[Hit]]]


def choose_in_parts(
    asked: str, parts: Sequence[Part], hits: Sequence[Hit], library: Library, search: SearchPart
) -> tuple[Quotation, ...]:
    """The quotations that answer each part in turn, then those that answer the whole.

    hits    for the whole question, best first, at least one
    search  from a part and the wording of the part before it: the part as it is searched,
            and its hits
    """
    found: list[tuple[Asked, Sequence[Hit]]] = []
    for before, part in zip((parts[0], *parts), parts, strict=False):
        intent = intent_of(part.text)
        if intent == "source":  # of what was asked before
            about, best = before.text, list(hits[:1])
        else:
            about, own = search(part, part.text if part.contrasts else before.text)
            own = own if part.contrasts else _lifted(own, hits[0].paragraph.document)
            if found and about != part.text and not part.contrasts:  # it goes on from the part before
                own = near_answer(own, found[-1][1], _AGAIN)
            best = within_whole(library, asked, (part.start, part.end), own[:_OF_PART], _WITHIN)
        found.append((Asked(about, intent, library.weigh(about)), decided_first(best)))
    given = _one_each([best for _, best in found])
    chosen: list[Quotation] = []
    for (of_part, _), hit in sorted(zip(found, given, strict=True), key=lambda each: _is_second(*each)):
        chosen += choose(of_part, [hit], library) if hit else ()
    whole = Asked(asked, "plain", library.weigh(asked))
    for hit in hits[:_OF_WHOLE]:
        if hit.score >= hits[0].score - _NEAR and hit.paragraph.id not in {
            each.paragraph.id for each in chosen
        }:
            chosen += choose(whole, [hit], library)
    return joined(chosen)


def bare_term(side: str) -> str:
    """A side of a comparison that may be a term to be defined, in lower case: "smuggling"; "" for any other."""
    words = side.strip(" ?.!\"'“”‘’").lower().split()
    term = " ".join(words[1:] if words[:1] in (["a"], ["an"], ["the"]) else words)
    return term if 0 < len(term.split()) <= _MOST_WORDS and not re.search(r"[\d:,;]", term) else ""


def defined_first(term: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, first one that defines a term, or else a longer one, that begins with it rather; () where none does."""
    quoted = (_DEFINED.search(hit.paragraph.text) for hit in hits)
    begun = [found is not None and re.match(rf"{re.escape(term)}\b", found[1], re.I) for found in quoted]
    first = next((hit for hit, fits in zip(hits, begun, strict=True) if fits), None)
    first = first or next((hit for hit in hits if defines(hit.paragraph, term)), None)
    if first is None:
        return []
    return [replace(first, score=hits[0].score + _DEFINES), *(hit for hit in hits if hit is not first)]


def _one_each(found: Sequence[Sequence[Hit]]) -> list[Hit | None]:
    """For each part its best hit; what is best for two of them goes to the one for which it leads by more.

    The other has its second, unless that is far behind: one paragraph may answer both.
    """
    taken: set[str] = set()
    result: list[Hit | None] = [None] * len(found)
    for at in sorted(range(len(found)), key=lambda each: -_lead(found[each])):
        hits = found[at]
        if not hits:
            continue
        first = hits[0]
        if first.paragraph.id in taken and len(hits) > 1 and _lead(hits) <= _APART:
            first = hits[1]
        taken.add(first.paragraph.id)
        result[at] = first
    return result


def _is_second(part: tuple[Asked, Sequence[Hit]], hit: Hit | None) -> bool:
    """Whether a part was given its second hit: what answers two parts is quoted before it, unless both are of one list."""
    _, hits = part
    one = hit is not None and hit.paragraph.parent and hit.paragraph.parent == hits[0].paragraph.parent
    return hit is not None and hit is not hits[0] and not one


def _lead(hits: Sequence[Hit]) -> float:
    return hits[0].score - hits[1].score if len(hits) > 1 else 0.0


def _lifted(hits: Sequence[Hit], document: str) -> list[Hit]:
    """The hits by score, those of a document a little higher."""
    lifted = (
        replace(hit, score=hit.score + _SAME) if hit.paragraph.document == document else hit for hit in hits
    )
    return sorted(lifted, key=lambda hit: -hit.score)
