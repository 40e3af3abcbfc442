"""Fits spans of a text to a question, from the cosines of their tokens.

Which tokens stand where, and their cosines, come from the library.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .fusion import join_wordings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def best_spans(
    spans: Sequence[tuple[int, int]],
    matches: Sequence[tuple[NDArray[np.int64], list[NDArray[np.float32]]]],
) -> tuple[float, ...]:
    """The best fit of each span in some passages: their tokens' places, shape (tokens, 2), and cosines by wording."""
    best = [-1.0] * len(spans)
    for places, cosines in matches:
        # the window closes the embedded text; what the encoder cut off at its limit is missing at the end
        starts, ends = places[: len(cosines[0])].T
        for at, (first, last) in enumerate(spans):
            begin, end = int(starts.searchsorted(first)), int(ends.searchsorted(last, side="right"))
            if begin < end:
                fits = [each[begin:end].max(axis=0).sum() / each.shape[1] for each in cosines]
                best[at] = max(best[at], float(join_wordings(fits)))
    return tuple(best)
