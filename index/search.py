"""Ranks passages for a question: dense and lexical candidates, fused, then late interaction.

Works on rows of a generation's index; which paragraph a row belongs to is the
library's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from .fusion import fuse_ranks, join_wordings
from .lexical import Terms
from .manifest import Manifest, check_count
from .tokens import LATE_WEIGHTS, TOKENS, LateWeights, Tokens
from .vectors import RowSpan, Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Tried on 211 questions over 16 documents: with 100 candidates the second stage orders
# the first 20 as with all passages. A weight of 0.1 is better than 0.05 on
# ObliQA, where questions repeat their passage's words, and as good on our own (docs/retrieval.md).
_DEPTH = 100
_FOR_EACH = 10  # candidates for each hit wanted: with 5 fewer questions in other words find their paragraph
_LEXICAL_WEIGHT = 0.1
# A note is embedded with the sentence it belongs to; this much keeps it behind that sentence's paragraph.
_NOTE_DEMOTION = 0.05


@dataclass(frozen=True, slots=True)
class Parts:
    """What a hit's score is made of: late interaction, a little BM25 and less for a
    note; the fused ranks where there is no late interaction.

    dense    cosine of question and passage, -1 to 1
    lexical  BM25 score, 0 or more, no upper limit
    rerank   late-interaction score, about 0 to 1; None where that stage did not run
    odds     logarithm of the odds that the passage answers the question; None where no cross-encoder has read it
    """

    dense: float
    lexical: float
    rerank: float | None = None
    odds: float | None = None


@dataclass(frozen=True, slots=True)
class EncodedQuestion:
    """A question's vector, shape (dimension,), and its tokens', (tokens, width), where there are any."""

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32] | None = None

    def within(self, places: Sequence[tuple[int, int]], stretch: tuple[int, int]) -> EncodedQuestion:
        """With the tokens of a stretch of the question alone; whole where the encoder has cut off the stretch.

        places  where each token of the question stands in it
        """
        if self.tokens is None:
            return self
        read = places[: len(self.tokens)]
        inside = [at for at, (start, end) in enumerate(read) if stretch[0] <= start and end <= stretch[1]]
        return EncodedQuestion(self.vector, self.tokens[inside]) if inside else self


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A passage row with its final score and parts."""

    row: int
    score: float
    parts: Parts


class Searcher:
    """The index of one generation. Its parts are opened at the first question."""

    def __init__(self, generation: Path, manifest: Manifest, library: Path, notes: NDArray[np.int32]) -> None:
        self._folders = manifest.folders(generation)
        self._manifest = manifest
        self._library = library
        self._notes = notes  # 1 for each row that is a note's, else 0

    def rank(
        self,
        wordings: Sequence[tuple[str, EncodedQuestion]],
        k: int,
        spans: Sequence[RowSpan] | None,
        weights: LateWeights | None = None,
    ) -> Iterator[RankedRow]:
        """More than k rows, best first, as far as there are any; only those of `spans` unless None.

        wordings  the question, and another wording of it where there is one; see `join_wordings`
        """
        depth = max(_DEPTH, _FOR_EACH * k)
        lexicals = [self.terms.scores(text) for text, _ in wordings]
        nearest = [self._vectors.nearest(encoded.vector, depth, spans) for _, encoded in wordings]
        fused = fuse_ranks([*nearest, *(_best(each, depth, spans) for each in lexicals)])[:depth]
        rows = [row for row, _ in fused]
        vectors = self._vectors.take(rows)
        dense = join_wordings([vectors @ encoded.vector for _, encoded in wordings])
        lates = self._late([encoded for _, encoded in wordings], rows, weights or LATE_WEIGHTS)
        late = join_wordings(lates) if lates else None
        scores = [score for _, score in fused]
        if lates:
            notes = self._notes[rows]
            second = [_second_stage(one, two[rows], notes) for one, two in zip(lates, lexicals, strict=True)]
            scores = join_wordings(second).tolist()
        for place in sorted(range(len(rows)), key=lambda place: -scores[place]):
            rerank = None if late is None else float(late[place])
            parts = Parts(float(dense[place]), float(lexicals[0][rows[place]]), rerank)
            yield RankedRow(rows[place], scores[place], parts)

    def token_cosines(
        self, wordings: Sequence[EncodedQuestion], rows: Sequence[int], last: Sequence[int]
    ) -> list[list[NDArray[np.float32]]]:
        """Cosines of the last tokens of each of some passages with those of each wording; [] without token vectors."""
        import numpy as np

        tokens = [each.tokens for each in wordings if each.tokens is not None]
        if self._tokens is None or not tokens:
            return []
        ends = list(accumulate(map(len, tokens)))[:-1]
        return [np.split(each, ends, axis=1) for each in self._tokens.cosines(np.vstack(tokens), rows, last)]

    def warm(self) -> None:
        """Opens all parts now."""
        _ = self._vectors, self.terms, self._tokens

    def _late(
        self, wordings: Sequence[EncodedQuestion], rows: Sequence[int], weights: LateWeights
    ) -> list[NDArray[np.float32]]:
        """Late interaction of each wording; [] without token vectors."""
        tokens = [each.tokens for each in wordings if each.tokens is not None]
        return self._tokens.score_all(tokens, rows, weights) if self._tokens and tokens else []

    @cached_property
    def _tokens(self) -> Tokens | None:
        if not all((folder / TOKENS).is_file() for folder in self._folders):
            return None
        tokens = Tokens(self._folders)
        check_count(self._library, "passages with token vectors", self._manifest.stored.passages, len(tokens))
        return tokens

    @cached_property
    def _vectors(self) -> Vectors:
        vectors = Vectors(self._folders)
        check_count(self._library, "vectors", self._manifest.stored.passages, vectors.shape[0])
        check_count(self._library, "dimensions", self._manifest.dimension, vectors.shape[1])
        return vectors

    @cached_property
    def terms(self) -> Terms:
        """The library's words."""
        sizes = [each.counts.passages for each in self._manifest.segments]
        return Terms([folder / "terms" for folder in self._folders], sizes)


def _second_stage(
    late: NDArray[np.float32], lexical: NDArray[np.float32], notes: NDArray[np.int32]
) -> NDArray[np.float32]:
    """Late interaction with a little of BM25, as a share of the best candidate's; at most 1.1."""
    greatest = max(float(lexical.max(initial=0)), 1e-9)
    scores: NDArray[np.float32] = late + _LEXICAL_WEIGHT * lexical / greatest - _NOTE_DEMOTION * notes
    return scores


def _best(scores: NDArray[np.float32], k: int, spans: Sequence[RowSpan] | None) -> list[int]:
    """Rows with the k highest scores above 0, best first, equal ones in row order."""
    import numpy as np

    if spans is not None:
        inside = np.zeros(len(scores), dtype=bool)
        for first, end in spans:
            inside[first:end] = True
        scores = np.where(inside, scores, 0)
    rows = np.flatnonzero(scores)
    if len(rows) > k:
        rows = rows[np.argpartition(-scores[rows], k)[:k]]
    best: list[int] = rows[np.lexsort((rows, -scores[rows]))].tolist()
    return best
