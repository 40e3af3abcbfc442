"""Comparisons: of each document one paragraph, such that together they answer and are about one thing.

Pure. Instruments that deal with one matter do so in nearly the same words, so that of
paragraphs that fit a question almost equally well those that resemble each other are
the ones to be laid side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, product

from index import Hit, split_terms

_AMONG = 5  # hits of a document that are considered
_COMBINED = 4  # documents that are considered together: more are too many combinations
_FEW = 12  # terms of a paragraph that are alike by chance
_ALIKE = 0.1  # for two paragraphs with the same terms, against a hit's score


def alongside(turns: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """Of each document's hits, best first, the one to be laid beside the others'; a document without hits gives none."""
    found = [hits[:_AMONG] for hits in turns if hits]
    if not 1 < len(found) <= _COMBINED:
        return tuple(hits[0] for hits in found)
    return max(product(*found), key=_worth)


def likeness(one: str, two: str, least: int = 1) -> float:
    """Twice the terms in common over all terms, 0 to 1 (Dice).

    least  terms that a text counts for at least: few may be alike by chance
    """
    ours, theirs = _terms(one), _terms(two)
    return 2 * len(ours & theirs) / max(len(ours) + len(theirs), 2 * least)


def _worth(hits: Sequence[Hit]) -> float:
    alike = [likeness(one.paragraph.words, two.paragraph.words, _FEW) for one, two in combinations(hits, 2)]
    return sum(hit.score for hit in hits) / len(hits) + _ALIKE * sum(alike) / len(alike)


@lru_cache(maxsize=1024)
def _terms(text: str) -> frozenset[str]:
    return frozenset(split_terms(text))
