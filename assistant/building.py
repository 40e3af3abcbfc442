"""Building a library: find the sources, read what is new, publish it as it is read; with a report of every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from index import (
    Encoder,
    Held,
    Published,
    Sketch,
    drop_originals,
    keep_original,
    load_cross_encoder,
    load_encoder,
    open_held,
    publish,
)
from ingest import Document, LibraryError, Outcome, find_sources, read_each

ADDED = "added/"  # before the name of a document that came in through the page, not from the folder
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. published is None when the library already held just these documents.

    outcomes  of the sources in their order; documents without their paragraphs
    """

    outcomes: tuple[Outcome, ...]
    published: Published | None

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The sources that could not be read."""
        return tuple(each for each in self.outcomes if each.error is not None)


def build(
    paths: Sequence[Path],
    folder: Path,
    *,
    add: bool = False,
    through_page: bool = False,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    on_outcome: Callable[[Outcome], None] | None = None,
) -> Built:
    """Make a library hold the documents under the paths, reading and embedding only what is new.

    While some documents are embedded the next are read; none is kept in memory.

    add           keep the documents that it already has, too
    through_page  the files came in through the page: they stay when the folder is read again
    progress      called with (stage, done, total): "read" counts files, for the others see `publish`
    on_outcome    called with what became of each file as soon as it is known, in the order of the sources
    Raises SourceError when there is nothing to read, LibraryError when the
    library was made by a newer program, or is damaged.
    """
    sources = find_sources(paths)
    if through_page:
        sources = tuple(replace(each, name=f"{ADDED}{each.name}") for each in sources)
    with open_held(folder) as held:
        reading = _Reading(held, on_outcome)
        with closing(read_each(sources, known=_Known(held), progress=progress)) as outcomes:
            published = _publish(folder, reading, outcomes, add=add, encoder=encoder, progress=progress)
    for each in reading.outcomes:
        if each.document is not None:
            keep_original(folder, each.document.id, each.source.path)
    if published is not None:
        drop_originals(folder, published.documents)
    return Built(tuple(reading.outcomes), published)


def _publish(
    folder: Path,
    reading: _Reading,
    outcomes: Iterable[Outcome],
    *,
    add: bool,
    encoder: Encoder | None,
    progress: Progress | None,
) -> Published | None:
    """Publish what is new as it is read; None when nothing is, and all that the library has stays as it is.

    With another encoder than the library's all of it is embedded anew.
    """
    encoder = encoder or load_encoder()

    def stays(old: Sketch) -> bool:
        return add or old.id in reading.unchanged or old.source.startswith(ADDED)

    held = reading.held
    fresh = reading.fresh(outcomes)
    first = next(fresh, None)  # nothing is written where nothing is new
    if first is None and held is not None and held.fits(encoder) and all(map(stays, held.documents)):
        held.check()
        return None
    if first is None and (held is None or not any(map(stays, held.documents))):
        raise reading.outcomes[0].error or LibraryError(f"{folder}: nothing to put into the library")
    documents = chain([] if first is None else [first], fresh)
    published = publish(folder, documents, encoder=encoder, keep=stays, progress=progress)
    if cross := load_cross_encoder(encoder.name):
        tell = progress or (lambda *_: None)
        tell("preparing", 0, 1)
        cross.warm()  # prepared for this machine now, if never before, and not while the first question waits
        tell("preparing", 1, 1)
    return published


class _Reading:
    """What was read so far, set against what the library holds.

    outcomes   of all sources so far; documents without their paragraphs
    unchanged  ids of the documents that it holds just so
    """

    def __init__(self, held: Held | None, on_outcome: Callable[[Outcome], None] | None) -> None:
        self.held = held
        self.outcomes: list[Outcome] = []
        self.unchanged: set[str] = set()
        self._on_outcome = on_outcome

    def fresh(self, outcomes: Iterable[Outcome]) -> Iterator[Document]:
        """The documents that the library does not hold just so, as they are read."""
        for each in outcomes:
            document = each.document
            bare = replace(document, paragraphs=()) if document is not None else None
            self.outcomes.append(replace(each, document=bare))
            if self._on_outcome is not None:
                self._on_outcome(self.outcomes[-1])
            if document is None:
                continue
            if not each.reused or self.held is None:
                yield document
            elif document == self.held.find(document.id):
                self.unchanged.add(document.id)
            else:  # renamed, or described anew in sources.toml
                yield self.held.with_paragraphs(document)


class _Known(Mapping[str, Document]):
    """The documents of a library by id, without their paragraphs, each read when it is asked for."""

    def __init__(self, held: Held | None) -> None:
        self._held = held

    def __len__(self) -> int:
        return len(self._held) if self._held is not None else 0

    def __iter__(self) -> Iterator[str]:
        return (each.id for each in self._held.documents) if self._held is not None else iter(())

    def __getitem__(self, document_id: str) -> Document:
        found = self._held.find(document_id) if self._held is not None else None
        if found is None:
            raise KeyError(document_id)
        return found
