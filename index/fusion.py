"""Makes one ranking out of several, one score out of two wordings' (pure arithmetic, no retrieval here).

Reciprocal-rank fusion after Cormack, Clarke and Büttcher, "Reciprocal Rank
Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009:
an item scores the sum of weight / (k + rank) over the rankings that hold it,
rank counted from 1, k = 60. It needs no common scale of scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RRF_K = 60


def fuse_ranks(
    rankings: Sequence[Iterable[int]], *, weights: Sequence[float] | None = None, k: int = RRF_K
) -> list[tuple[int, float]]:
    """(item, score), best first; equal scores in the order first seen.

    rankings  each best first, items unique within a ranking
    weights   one a ranking, 1.0 each by default
    Raises ValueError when weights and rankings differ in number.
    """
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weight / (k + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])


def join_wordings(scores: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The scores of a question, raised to their mean with another wording's where that is greater.

    scores  arrays of one shape, the question's own first, then those of another wording, if any
    So the other wording can lift a passage by half of what it fits better, and never lowers one.
    """
    import numpy as np

    best = scores[0]
    for other in scores[1:]:
        best = np.maximum(best, (scores[0] + other) / 2)
    return best
