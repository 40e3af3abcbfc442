"""Keeps the passages' vectors and finds the nearest: the only owner of faiss.

Up to 50,000 vectors the index is exact (flat, inner product). Above, 4-bit
product-quantised codes choose candidates, which the vectors themselves, on disk
and mapped, put in order (fast scan: André, Kermarrec and Le Scouarnec, "Quicker
ADC", TPAMI 2021). How many candidates that takes is measured on the vectors
themselves. Nothing is trained beyond the codes; the rest of the package knows
only `VectorWriter` and `Vectors`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RowSpan = tuple[int, int]
VECTORS = "vectors.faiss"
_EXACT_UP_TO = 50_000
_CANDIDATES = (20, 40, 80, 160)  # for each vector wanted
_WANTED_RECALL = 0.98
_AT_LEAST = 3.0  # candidates for each vector wanted, however many are wanted
_SAMPLE = 256
_TRAINING = 16_384  # four times what faiss takes of them for 16 centroids


class VectorWriter:
    """Takes vectors, row n being passage n, and writes an index of them. They stay in memory, once."""

    def __init__(self, folder: Path, dimension: int, *, exact_up_to: int = _EXACT_UP_TO) -> None:
        import faiss

        self._folder = folder
        self._exact_up_to = exact_up_to
        self._flat: Any = faiss.IndexFlatIP(dimension)

    def append(self, vectors: NDArray[np.float32]) -> None:
        """Takes up some more rows, shape (n, dimension)."""
        self._flat.add(vectors)

    def take(self, row: int) -> NDArray[np.float32]:
        """A vector taken up before, shape (dimension,)."""
        vector: NDArray[np.float32] = self._flat.reconstruct(row)
        return vector

    def finish(self) -> tuple[str, float]:
        """Writes the index and lets go of the vectors; gives its kind and recall@10."""
        import faiss

        faiss.omp_set_num_threads(
            1
        )  # on a loaded machine threads that wait for each other train 16 times slower
        flat, self._flat = self._flat, None
        index, kind, recall = flat, "Flat", 1.0
        if flat.ntotal > self._exact_up_to and flat.d % 4 == 0:
            index, kind, recall = _compress(flat)
        faiss.write_index(index, str(self._folder / VECTORS))
        return kind, recall


def _compress(flat: Any) -> tuple[Any, str, float]:
    """An index with codes in front of the flat one, tuned to the recall wanted; the flat one where none reaches it."""
    import faiss
    import numpy as np

    pieces = flat.d // 4
    vectors = faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d).reshape(-1, flat.d)  # no copy
    codes = faiss.IndexPQFastScan(flat.d, pieces, 4, faiss.METRIC_INNER_PRODUCT)
    codes.train(vectors[:: max(len(vectors) // _TRAINING, 1)])
    codes.add(vectors)
    index = faiss.IndexRefine(codes, flat)
    # Between two neighbours, as a question lies near a passage without being it.
    sample = vectors[np.random.default_rng(0).choice(len(vectors), _SAMPLE)]
    _, near = flat.search(sample, 2)
    sample = (sample + vectors[near[:, 1]]) / 2
    _, truth = flat.search(sample, 10)
    for factor in _CANDIDATES:
        index.k_factor = factor
        _, found = index.search(sample, 10)
        recall = float(np.mean([np.isin(one, two).mean() for one, two in zip(truth, found, strict=True)]))
        if recall >= _WANTED_RECALL:
            return index, f"PQ{pieces}x4fs,Refine(Flat) k_factor={factor}", round(recall, 4)
    return flat, "Flat", 1.0


class Vectors:
    """The indexes of some segments, one after the other, memory-mapped, opened read-only."""

    def __init__(self, folders: Sequence[Path]) -> None:
        import faiss

        flags = faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY
        self._indexes: list[Any] = [faiss.read_index(str(folder / VECTORS), flags) for folder in folders]
        self._firsts = list(accumulate((index.ntotal for index in self._indexes), initial=0))

    @property
    def shape(self) -> tuple[int, int]:
        """Number of vectors and their length."""
        return self._firsts[-1], self._indexes[0].d

    def nearest(
        self, query: NDArray[np.float32], k: int, spans: Sequence[RowSpan] | None = None
    ) -> list[int]:
        """Rows of the k vectors with the greatest inner product with the query, best first.

        query  shape (dimension,)
        spans  look only at these rows, each (first, end), end exclusive
        """
        import faiss

        faiss.omp_set_num_threads(1)  # for one query a second thread costs more than it brings
        found: list[tuple[float, int]] = []
        for index, first in zip(self._indexes, self._firsts, strict=False):
            if spans is None:
                scores, rows = index.search(query[None, :], k, params=_candidates(index, k))
            else:
                exact, settings = _limit_to(index, first, spans)
                scores, rows = exact.search(query[None, :], k, params=settings)
            found += [
                (-float(score), first + int(row))
                for score, row in zip(scores[0], rows[0], strict=True)
                if row >= 0
            ]
        return [row for _, row in sorted(found)[:k]]

    def take(self, rows: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of some rows, shape (len(rows), dimension)."""
        import numpy as np

        wanted = np.asarray(rows, dtype=np.int64)
        taken = np.empty((len(wanted), self.shape[1]), dtype=np.float32)
        segments = np.searchsorted(self._firsts, wanted, side="right") - 1
        for segment in np.unique(segments):
            its = segments == segment
            taken[its] = _flat(self._indexes[segment]).reconstruct_batch(wanted[its] - self._firsts[segment])
        return taken


def _flat(index: Any) -> Any:
    """The vectors themselves, which stand behind the codes where there are any."""
    import faiss

    return faiss.downcast_index(index.refine_index) if hasattr(index, "refine_index") else index


def _candidates(index: Any, k: int) -> Any:
    """Settings by which codes choose as many vectors to be read as recall@10 was measured with, or three times k.

    The vectors are on disk, each on a page of its own: the number that the index would take for k, k times its
    factor, is ten times as many where a hundred are wanted. None for an index without codes.
    """
    import faiss

    if not hasattr(index, "refine_index"):
        return None
    settings: Any = faiss.IndexRefineSearchParameters
    return settings(k_factor=max(10 * index.k_factor / k, _AT_LEAST))


def _limit_to(index: Any, first: int, spans: Sequence[RowSpan]) -> tuple[Any, Any]:
    """The index to search for some rows, and the settings; codes cannot be limited, so the exact one is taken."""
    import faiss
    import numpy as np

    wanted = np.zeros(index.ntotal + 8, dtype=bool)
    for start, end in spans:
        wanted[max(start - first, 0) : max(min(end - first, index.ntotal), 0)] = True
    settings: Any = faiss.SearchParameters
    selector: Any = faiss.IDSelectorBitmap
    return _flat(index), settings(sel=selector(np.packbits(wanted, bitorder="little")))
