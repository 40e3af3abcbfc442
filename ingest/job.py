"""The ingestion job: many files read side by side, each safely, each reported; what is known is not read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from .ahead import call_ahead
from .document import Document
from .errors import SourceError
from .guard import Crew
from .read import RULES, read_document
from .sources import Source, apply_overrides

SECONDS = 120.0  # for one file
MEGABYTES = 4096  # for one worker
AHEAD = 32  # documents that wait at most: some 1 MB each, more where there are more than 16 workers

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: a document, or the error that says why not. reused: not read again."""

    source: Source
    document: Document | None = None
    error: SourceError | None = None
    reused: bool = False


def read_sources(
    sources: Sequence[Source],
    *,
    known: Mapping[str, Document] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[Outcome, ...]:
    """All that `read_each` gives, with every document in memory at once."""
    return tuple(read_each(sources, known=known, workers=workers, progress=progress))


def read_each(
    sources: Sequence[Source],
    *,
    known: Mapping[str, Document] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Generator[Outcome, None, None]:
    """Read the sources in worker processes, one outcome after the other in the order of the sources.

    While the caller works on one, the next are read, 32 of them at most; then
    the workers wait. When the iterator is closed, or interrupted, they are ended.

    known     documents of an earlier run by id, with paragraphs or without; a file with
              the same bytes, read by the same rules, is taken from there. Asked by several threads.
    progress  called with ("read", files done, files in all)
    """
    cores = workers or _count_cores()
    first: dict[str, str] = {}
    _tell(progress, 0, len(sources))
    with Crew(read_document, seconds=SECONDS, megabytes=MEGABYTES) as crew:
        read = partial(_read, crew, known or {})
        ahead = max(AHEAD, 2 * cores)
        with closing(call_ahead(read, sources, threads=cores, ahead=ahead)) as outcomes:
            for done, outcome in enumerate(outcomes, start=1):
                _tell(progress, done, len(sources))
                yield _unless_twin(outcome, first)


def _read(crew: Crew[Document], known: Mapping[str, Document], source: Source) -> Outcome:
    found = _known(source, known)
    result = crew.call(source.path) if found is None else found
    if isinstance(result, SourceError):
        return Outcome(source, error=result)
    return Outcome(source, _finished(result, source), reused=found is not None)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress("read", done, total)


def _count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _known(source: Source, known: Mapping[str, Document]) -> Document | None:
    if not known:
        return None
    try:
        with source.path.open("rb") as file:
            identity = hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError:
        return None
    found = known.get(identity)
    return found if found is not None and found.rules == RULES else None


def _finished(document: Document, source: Source) -> Document:
    return apply_overrides(replace(document, source=source.name), source.overrides)


def _unless_twin(outcome: Outcome, first: dict[str, str]) -> Outcome:
    """Two files with the same bytes are one document: the second is reported, not taken twice.

    first  source of each document so far by its id; this one is added
    """
    document = outcome.document
    if document is None or first.setdefault(document.id, document.source) == document.source:
        return outcome
    twin = first[document.id]
    name = outcome.source.name
    return Outcome(
        outcome.source, error=SourceError(f"{name}: the same bytes as {twin}; left out, nothing to mend")
    )
