"""How fast documents are read, beside bare pypdf on the same files: `python -m eval reading FOLDER`.

Both run in one process, in turn, several times; the figure is the median of the
ratios, which lasts longer than seconds do. Files that either cannot read are
left out of both, and counted.
"""

from __future__ import annotations

import logging
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import RapporteurError, read_document

RUNS = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """Median seconds of each way, the median of the ratios, and how many files and pages were read."""

    ours: float
    bare: float
    ratio: float
    files: int
    pages: int
    left_out: int


def measure(paths: Sequence[Path], runs: int = RUNS) -> Speed:
    """Read PDF files whole, and by bare pypdf text extraction."""
    warnings.simplefilter("ignore")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages = {path: count for path in paths if (count := _pages(path)) and _readable(path)}
    ours, bare = [], []
    for _ in range(runs):
        bare.append(_seconds(_pages, list(pages)))
        ours.append(_seconds(read_document, list(pages)))
    ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
    return Speed(
        statistics.median(ours),
        statistics.median(bare),
        ratio,
        len(pages),
        sum(pages.values()),
        len(paths) - len(pages),
    )


def _pages(path: Path) -> int:
    """Extract the text of every page with pypdf alone; how many pages there are, 0 when it fails."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return sum(1 for page in PdfReader(path).pages if page.extract_text() is not None)
    except (PyPdfError, ValueError, KeyError, OSError):
        return 0


def _readable(path: Path) -> bool:
    try:
        read_document(path)
    except RapporteurError:
        return False
    return True


def _seconds(read: Callable[[Path], object], paths: Sequence[Path]) -> float:
    begun = time.perf_counter()
    for path in paths:
        read(path)
    return time.perf_counter() - begun
