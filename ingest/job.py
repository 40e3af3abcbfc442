"""The ingestion job: many files read side by side, each safely, each reported; what is known is not read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .document import Document
from .errors import SourceError
from .guard import run_guarded
from .read import RULES, read_document
from .sources import Source, apply_overrides

SECONDS = 120.0  # for one file
MEGABYTES = 4096  # for one worker

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
    on_outcome: Callable[[Outcome], None] | None = None,
) -> tuple[Outcome, ...]:
    """Read every source in worker processes; the outcomes come in the order of the sources.

    known     documents of an earlier run by id, with paragraphs; a file with the
              same bytes, read by the same rules, is taken from there
    progress  called with ("read", files done, files in all)
    on_outcome  called with what became of a file as soon as it is known, in the order of finishing
    """
    known = known or {}
    outcomes: dict[Path, Outcome] = {}
    to_read: list[Source] = []
    for source in sources:
        found = _known(source, known)
        if found is None:
            to_read.append(source)
        else:
            outcomes[source.path] = Outcome(source, _finished(found, source), reused=True)
            _say(on_outcome, outcomes[source.path])
    by_path = {source.path: source for source in to_read}
    _tell(progress, len(outcomes), len(sources))
    for path, result in run_guarded(
        read_document,
        list(by_path),
        workers=workers or _workers(len(to_read)),
        seconds=SECONDS,
        megabytes=MEGABYTES,
    ):
        source = by_path[path]
        if isinstance(result, SourceError):
            outcomes[path] = Outcome(source, error=result)
        else:
            outcomes[path] = Outcome(source, _finished(result, source))
        _say(on_outcome, outcomes[path])
        _tell(progress, len(outcomes), len(sources))
    return _without_twins(outcomes[source.path] for source in sources)


def _say(on_outcome: Callable[[Outcome], None] | None, outcome: Outcome) -> None:
    if on_outcome is not None:
        on_outcome(outcome)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress("read", done, total)


def _workers(files: int) -> int:
    return max(
        1,
        min(files, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1),
    )


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


def _without_twins(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Two files with the same bytes are one document: the second is reported, not taken twice."""
    first: dict[str, str] = {}
    kept = []
    for outcome in outcomes:
        document = outcome.document
        if document is not None and document.id in first:
            twin = first[document.id]
            error = SourceError(f"{outcome.source.name}: the same bytes as {twin}; left out, nothing to mend")
            outcome = Outcome(outcome.source, error=error)
        elif document is not None:
            first[document.id] = document.source
        kept.append(outcome)
    return tuple(kept)
