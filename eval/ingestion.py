"""What reading files into a library costs as they grow in number: memory, and the time that one more takes.

The files are drawn and read as any are, in worker processes; their vectors are
drawn too (`growth.DrawnVectors`), so that the times are without encoding. Each
measurement is a process of its own, for a peak of memory is one of a process.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import build
from index import publish
from ingest import read_document

from .growth import DrawnVectors, draw_sentence, peak_mib

FILES = (1000, 4000)
_PARAGRAPHS = 30
_WORDS = 40
_ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Ingestion:
    """A library made of so many files of 30 paragraphs.

    build_s     seconds to read and publish them
    peak_mib    greatest memory of the process meanwhile, its reading processes not counted
    alone_ms    to publish one file more, read before, into an empty library; median
    added_ms    the same into this library, round by round in turn with it; median
    merged_ms   the slowest of these: now and then small segments are written together
    """

    files: int
    passages: int
    build_s: float
    peak_mib: float
    alone_ms: float
    added_ms: float
    merged_ms: float


def measure_ingestion(files: Sequence[int] = FILES) -> list[Ingestion]:
    """One row for each number of files."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        return list(pool.map(_measure, files))


def _measure(files: int) -> Ingestion:
    encoder = DrawnVectors()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(files):
            _write_file(folder / "files", number)
        library = folder / "library"
        start = time.perf_counter()
        published = build([folder / "files"], library, encoder=encoder).published
        build_s, peak = time.perf_counter() - start, peak_mib()
        assert published is not None
        times = [_add_one(folder, library, files + number, encoder) for number in range(_ROUNDS)]
    return Ingestion(
        files=files,
        passages=published.counts.passages,
        build_s=build_s,
        peak_mib=peak,
        alone_ms=statistics.median(alone for alone, _ in times) * 1000,
        added_ms=statistics.median(added for _, added in times) * 1000,
        merged_ms=max(added for _, added in times) * 1000,
    )


def _add_one(folder: Path, library: Path, number: int, encoder: DrawnVectors) -> tuple[float, float]:
    """Seconds to publish a new document alone, and beside all the others."""
    document = read_document(_write_file(folder / "more", number))
    empty = folder / f"empty{number}"

    def add(into: Path) -> Callable[[], object]:
        return lambda: publish(into, [document], encoder=encoder, keep=lambda old: True)

    return _timed(add(empty)), _timed(add(library))


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _write_file(folder: Path, number: int) -> Path:
    """A file of 30 numbered paragraphs, the same for the same number."""
    drawn = random.Random(number)
    folder.mkdir(exist_ok=True)
    file = folder / f"drawn{number:06}.txt"
    lines = (f"{place}. {draw_sentence(drawn, _WORDS)}" for place in range(1, _PARAGRAPHS + 1))
    file.write_text("\n\n".join((f"Report {number}", *lines)) + "\n", encoding="utf-8")
    return file
