"""Keeps the vectors of single tokens, four bits a number, and scores late interaction over them.

Late interaction (MaxSim) after Khattab and Zaharia, "ColBERT", SIGIR 2020: each
token of the question takes its best match among the passage's tokens. The vectors
are the encoder's own; two weights are chosen on questions. Only the passages asked for are read.

    tokens.npy        uint8 (tokens, ceil(width / 2) + 2): the codes of one token, then its scale (float16).
                      Byte i holds number i in its low half and number ceil(width / 2) + i in its high half,
                      each as round(number / scale) + 8, from 1 to 15.
    tokens.spans.npy  int64 (passages, 2): first and end row of each passage in tokens.npy
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from .products import multiply_bytes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RowSpan = tuple[int, int]
TOKENS = "tokens.npy"
_SPANS = "tokens.spans.npy"
_MIDDLE = 8
_TOP = 7
_ROWS = 2048  # tokens multiplied in one go: their codes and products stay in the processor's cache
_FINEST = 127  # a question's numbers are rounded to whole ones up to this: a twentieth of what the codes lose


def pack_vectors(vectors: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Codes of some vectors, shape (n, width) to (n, ceil(width / 2) + 2)."""
    import numpy as np

    even = np.pad(vectors, ((0, 0), (0, vectors.shape[1] % 2)))
    scales = (np.abs(even).max(axis=1, keepdims=True) / _TOP).astype(np.float16)
    steps = np.rint(even / np.maximum(scales.astype(np.float32), 1e-7))
    codes = (np.clip(steps, -_TOP, _TOP) + _MIDDLE).astype(np.uint8)
    half = even.shape[1] // 2
    return np.hstack([codes[:, :half] | codes[:, half:] << 4, scales.view(np.uint8)])


@dataclass(frozen=True, slots=True)
class LateWeights:
    """How the matches of a question's tokens make a passage's score.

    weakest  what the quarter of the tokens with the least matches counts besides: a word that nothing in the
             passage matches says more than one that is matched well
    length   loss for a passage e times the usual length: in a long one any word finds a better match by chance

    Chosen by eval/fit_ranking.py (docs/retrieval.md).
    """

    weakest: float = 0.15
    length: float = 0.02


LATE_WEIGHTS = LateWeights()
_USUAL = 100  # tokens; a passage of this length loses nothing


class TokenWriter:
    """Appends the codes of one passage after another to tokens.npy, none of them kept in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = 0
        self._width = 0
        self._file: BinaryIO = (folder / TOKENS).open("wb")

    def append(self, codes: NDArray[np.uint8]) -> RowSpan:
        """The rows that the codes, shape (n, bytes), now have in the file."""
        if not self._width:
            self._width = codes.shape[1]
            self._write_header()
        self._file.write(codes.tobytes())
        self._rows += len(codes)
        return self._rows - len(codes), self._rows

    def finish(self, spans: Sequence[RowSpan]) -> None:
        """Writes the number of rows into the file's head, and the spans, one a passage."""
        import numpy as np

        self._write_header()
        np.save(self._folder / _SPANS, np.array(spans, dtype=np.int64).reshape(-1, 2), allow_pickle=False)

    def close(self) -> None:
        """Closes the file, finished or not."""
        self._file.close()

    def _write_header(self) -> None:
        # NumPy pads the header so that it keeps its length while the first axis grows.
        import numpy as np

        header = {"descr": "|u1", "fortran_order": False, "shape": (self._rows, self._width)}
        self._file.seek(0)
        np.lib.format.write_array_header_1_0(self._file, header)


class Tokens:
    """The token vectors of some segments, one after the other, memory-mapped, opened read-only."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._codes: list[NDArray[np.uint8]] = [_map(folder / TOKENS) for folder in folders]
        self._spans: list[NDArray[np.int64]] = [_map(folder / _SPANS) for folder in folders]
        self._firsts = list(accumulate((len(spans) for spans in self._spans), initial=0))

    def __len__(self) -> int:
        return self._firsts[-1]

    def codes(self, passage: int) -> NDArray[np.uint8]:
        """The packed vectors of a passage, shape (tokens, bytes)."""
        segment = bisect_right(self._firsts, passage) - 1
        first, end = self._spans[segment][passage - self._firsts[segment]].tolist()
        return self._codes[segment][first:end]

    def score(
        self, question: NDArray[np.float32], passages: Sequence[int], weights: LateWeights = LATE_WEIGHTS
    ) -> NDArray[np.float32]:
        """Late interaction of the question with each of some passages, shape (len(passages),), about 0 to 1.

        question  its token vectors of length 1, shape (tokens, width)
        The mean over the question's tokens of the greatest cosine with a token of the passage, weighed.
        """
        return self.score_all([question], passages, weights)[0]

    def score_all(
        self,
        questions: Sequence[NDArray[np.float32]],
        passages: Sequence[int],
        weights: LateWeights = LATE_WEIGHTS,
    ) -> list[NDArray[np.float32]]:
        """The same for several questions, the passages read once."""
        import numpy as np

        if not len(passages):
            return [np.zeros(0, dtype=np.float32) for _ in questions]
        pieces = [self.codes(passage) for passage in passages]
        best = np.vstack(
            [
                np.maximum.reduceat(cosines, firsts, axis=0)
                for cosines, firsts in _multiply(pieces, np.vstack(questions))
            ]
        )
        lengths = np.array([len(piece) for piece in pieces])
        longer: NDArray[np.float32] = np.log(lengths / _USUAL).astype(np.float32)
        ends = list(accumulate(map(len, questions)))
        return [
            _weigh(its, weights) - np.float32(weights.length) * longer
            for its in np.split(best, ends[:-1], axis=1)
        ]

    def cosines(
        self, question: NDArray[np.float32], passages: Sequence[int], last: Sequence[int]
    ) -> list[NDArray[np.float32]]:
        """Cosines of the last tokens of each of some passages with the question's.

        last  how many of each passage; each array has the shape (at most so many, question's tokens)
        """
        import numpy as np

        pieces = [
            piece[max(len(piece) - count, 0) :]
            for piece, count in zip([self.codes(passage) for passage in passages], last, strict=True)
        ]
        found: list[NDArray[np.float32]] = []
        for cosines, firsts in _multiply(pieces, question):
            found += np.split(cosines, firsts[1:])
        return found


def _weigh(best: NDArray[np.float32], weights: LateWeights) -> NDArray[np.float32]:
    """The mean of each row, the least quarter of it counted once more by its weight."""
    import numpy as np

    least = np.sort(best, axis=1)[:, : max(best.shape[1] // 4, 1)].mean(axis=1)
    scores: NDArray[np.float32] = (best.mean(axis=1) + weights.weakest * least) / (1 + weights.weakest)
    return scores


def _map(path: Path) -> NDArray[Any]:
    import numpy as np

    array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array.view(np.ndarray)  # a slice of a plain array costs a tenth of a memmap's


def _multiply(
    pieces: Sequence[NDArray[np.uint8]], question: NDArray[np.float32]
) -> Iterator[tuple[NDArray[np.float32], list[int]]]:
    """Inner products of some packed vectors and the question's, a few pieces at a time.

    Shape (their rows, len(question)), and the row at which each of these pieces begins.
    Worked out in whole numbers: the question's are rounded to bytes, each token's with a step of its own.
    """
    import numpy as np

    if not pieces:
        return
    half = pieces[0].shape[1] - 2
    steps = np.maximum(np.abs(question).max(axis=1), 1e-9) / _FINEST
    whole = np.rint(question / steps[:, None]).astype(np.int8).T
    low, high = (np.zeros((half + 2, len(question)), dtype=np.int8) for _ in range(2))
    low[:half], high[: len(whole) - half] = whole[:half], whole[half:]  # the scale's two bytes count nothing
    middle = _MIDDLE * whole.sum(axis=0, dtype=np.int32)
    room = np.empty((2, max(_ROWS, *map(len, pieces)), half + 2), dtype=np.uint8)
    for some in _together(pieces):
        firsts = list(accumulate((len(each) for each in some), initial=0))
        codes, part = room[:, : firsts.pop()]
        np.concatenate(some, out=codes)
        products = multiply_bytes(np.bitwise_and(codes, 15, out=part), low)
        products += multiply_bytes(np.right_shift(codes, 4, out=part), high)
        products -= middle
        cosines = products.astype(np.float32)
        cosines *= np.ascontiguousarray(codes[:, half:]).view(np.float16).astype(np.float32)
        cosines *= steps
        yield cosines, firsts


def _together(pieces: Sequence[NDArray[np.uint8]]) -> Iterator[list[NDArray[np.uint8]]]:
    """The pieces in order, as many at a time as have 2048 rows, or one that has more."""
    some: list[NDArray[np.uint8]] = []
    rows = 0
    for piece in pieces:
        if some and rows + len(piece) > _ROWS:
            yield some
            some, rows = [], 0
        some.append(piece)
        rows += len(piece)
    yield some
