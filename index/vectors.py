"""Keeps the passages' vectors and finds the nearest: the only owner of faiss.

The index is exact (flat, inner product). Another kind of index would come in
here: the rest of the package knows only `write_vectors` and `Vectors`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RowSpan = tuple[int, int]


def write_vectors(path: Path, vectors: NDArray[np.float32]) -> None:
    """Writes an index of the vectors, shape (n, dimension), row n being passage n."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(path))


class Vectors:
    """An index of vectors on disk, memory-mapped, opened read-only."""

    def __init__(self, path: Path) -> None:
        import faiss

        self._index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of vectors and their length."""
        return self._index.ntotal, self._index.d

    def nearest(
        self, query: NDArray[np.float32], k: int, spans: Sequence[RowSpan] | None = None
    ) -> list[int]:
        """Rows of the k vectors with the greatest inner product with the query, best first.

        query  shape (dimension,)
        spans  look only at these rows, each (first, end), end exclusive
        """
        import faiss

        faiss.omp_set_num_threads(1)  # for one query a second thread costs more than it brings
        _, rows = self._index.search(query[None, :], k, params=_limit_to(spans))
        return [int(row) for row in rows[0] if row >= 0]

    def take(self, rows: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of some rows, shape (len(rows), dimension)."""
        import numpy as np

        taken: NDArray[np.float32] = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return taken


def _limit_to(spans: Sequence[RowSpan] | None) -> Any:
    import faiss
    import numpy as np

    if spans is None:
        return None
    rows = [np.arange(first, end, dtype=np.int64) for first, end in spans]
    settings: Any = faiss.SearchParameters
    return settings(sel=faiss.IDSelectorBatch(np.concatenate([*rows, np.zeros(0, dtype=np.int64)])))
