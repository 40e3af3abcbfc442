"""How a library behaves as it grows: time to build, size, time to open, time to search, memory, recall.

Documents and vectors are drawn, so that a million passages need no hours of
encoding: words after Zipf's law, vectors in clusters. There are no token
vectors; reading those of the candidates costs the same at every size. Nothing
here says how good answers are.
"""

from __future__ import annotations

import random
import statistics
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from index import Library, publish
from ingest import Document, Locator, Paragraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZES = (10_000, 100_000, 1_000_000)
_PORTION = 100_000  # passages published at a time
_IN_DOCUMENT = 100
_WORDS = 40
_QUESTIONS = 40


@dataclass(frozen=True, slots=True)
class Growth:
    """A library of a size, measured.

    build_s, open_s, search_ms, add_s  seconds to build, seconds to open, p50 of a search without
                                       encoding in milliseconds, seconds to add one document of 100 passages
    bytes_each                         on disk, for one passage, without token vectors
    peak_mib                           greatest memory of the process so far
    recall                             of the ten nearest, as written when the index was built; the least of a segment
    """

    passages: int
    segments: int
    vectors: str
    build_s: float
    add_s: float
    open_s: float
    search_ms: float
    bytes_each: float
    peak_mib: float
    recall: float


def measure_growth(sizes: Sequence[int] = SIZES) -> list[Growth]:
    """One row for each number of passages, in rising order."""
    return [_measure(size) for size in sorted(sizes)]


def _measure(size: int) -> Growth:
    encoder = DrawnVectors()
    with TemporaryDirectory() as folder:
        library = Path(folder)
        build = _timed(lambda: _build(library, size, encoder))
        bytes_on_disk = sum(each.stat().st_size for each in library.rglob("*") if each.is_file())
        added = _draw(-1, random.Random(-1))
        add = _timed(lambda: publish(library, [added], encoder=encoder, keep=lambda document: True))
        opening = _timed(lambda: Library.open(library, encoder).close())
        with Library.open(library, encoder) as opened:
            segments = opened.manifest.segments
            search = statistics.median(_searches(opened))
    largest = max(segments, key=lambda each: each.counts.passages)
    return Growth(
        passages=size,
        segments=len(segments),
        vectors=largest.vectors,
        build_s=build,
        add_s=add,
        open_s=opening,
        search_ms=search * 1000,
        bytes_each=bytes_on_disk / size,
        peak_mib=peak_mib(),
        recall=min(each.recall for each in segments),
    )


def _build(library: Path, size: int, encoder: DrawnVectors) -> None:
    for first in range(0, size, _PORTION):
        numbers = range(first // _IN_DOCUMENT, min(first + _PORTION, size) // _IN_DOCUMENT)
        documents = [_draw(number, random.Random(number)) for number in numbers]
        publish(library, documents, encoder=encoder, keep=lambda document: True)


def _searches(library: Library) -> Iterator[float]:
    """Seconds of each search, after the first, for which everything is opened."""
    drawn = random.Random(7)
    library.warm()
    for number in range(_QUESTIONS):
        question = draw_sentence(drawn, 8)
        seconds = _timed(lambda question=question: library.search(question))  # type: ignore[misc]
        if number:
            yield seconds


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def peak_mib() -> float:
    """Greatest memory of this process so far."""
    try:
        import resource
    except ImportError:  # Windows has none
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class DrawnVectors:
    """An encoder that draws the vector of a text from its bytes: one of 500 clusters, and a place in it."""

    name = "drawn"
    fingerprint = "drawn-1"
    dimension = 384

    def __init__(self) -> None:
        import numpy as np

        drawn = np.random.default_rng(0)
        # Sums of two tables with coprime lengths: some 10^8 places, without a generator for each text.
        self._tables = [
            drawn.standard_normal((length, self.dimension), dtype=np.float32) for length in (500, 9973, 9967)
        ]

    def encode(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), 384)."""
        import numpy as np

        seeds = np.array([zlib.crc32(text.encode()) for text in texts], dtype=np.uint32)
        centres, *places = (table[seeds % len(table)] for table in self._tables)
        vectors = centres + sum(places) * np.float32(0.7)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def _draw(number: int, drawn: random.Random) -> Document:
    """A document of 100 paragraphs, each short enough for one passage."""
    name = f"{number & 0xFFFFFFFFFFFFFFFF:016x}"
    paragraphs = tuple(
        Paragraph(
            id=f"{name}#para. {place}",
            document=name,
            position=place,
            kind="body",
            text=draw_sentence(drawn, _WORDS),
            locator=Locator(f"para. {place}", str(place), (("paragraph", str(place)),)),
        )
        for place in range(_IN_DOCUMENT)
    )
    return Document(name, f"{name}.txt", f"Drawn {number}", paragraphs)


def draw_sentence(drawn: random.Random, words: int) -> str:
    """Words "w1", "w2" and so on, the n-th about as frequent as 1/n, of some 50,000."""
    return " ".join(f"w{int(50_000 ** drawn.random())}" for _ in range(words)) + "."
