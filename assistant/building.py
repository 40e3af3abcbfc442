"""Building a library: find the sources, read what is new, publish; with a report of every file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index import Encoder, Library, Published, drop_originals, keep_original, load_encoder, publish
from ingest import Document, LibraryError, Outcome, find_sources, read_sources

ADDED = "added/"  # before the name of a document that came in through the page, not from the folder
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. published is None when the library already held just these documents."""

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

    add           keep the documents that it already has, too
    through_page  the files came in through the page: they stay when the folder is read again
    on_outcome    called with what became of each file as soon as it has been read
    Raises SourceError when there is nothing to read, LibraryError when the
    library was made by another encoder or a newer program.
    """
    sources = find_sources(paths)
    if through_page:
        sources = tuple(replace(each, name=f"{ADDED}{each.name}") for each in sources)

    def stays(document: Document) -> bool:
        return add or document.source.startswith(ADDED)

    with _open_held(folder) as held:
        outcomes = read_sources(sources, known=_Known(held), progress=progress, on_outcome=on_outcome)
        documents = [each.document for each in outcomes if each.document is not None]
        old = held.documents if held else ()
        if not documents and not any(map(stays, old)):
            raise outcomes[0].error or LibraryError(f"{folder}: nothing to put into the library")
        same = held is not None and _same(held, documents, stays)
    if same:
        _keep_originals(folder, outcomes)
        return Built(outcomes, None)
    published = publish(folder, documents, encoder=encoder or load_encoder(), keep=stays, progress=progress)
    _keep_originals(folder, outcomes)
    drop_originals(folder, published.documents)
    return Built(outcomes, published)


def _keep_originals(folder: Path, outcomes: Sequence[Outcome]) -> None:
    """Keep the PDF files that were read, so that their pages can be shown."""
    for each in outcomes:
        if each.document is not None:
            keep_original(folder, each.document.id, each.source.path)


class _Known(Mapping[str, Document]):
    """The documents of a library by id, each read with its paragraphs when it is asked for."""

    def __init__(self, library: Library | None) -> None:
        self._library = library
        self._ids = {each.id for each in library.documents} if library else set()

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __getitem__(self, document_id: str) -> Document:
        if self._library is None or document_id not in self._ids:
            raise KeyError(document_id)
        return self._library.document(document_id)


@contextmanager
def _open_held(folder: Path) -> Iterator[Library | None]:
    """The library in a folder; None when there is none yet."""
    if not (folder / "CURRENT").is_file():
        yield None
        return
    with Library.open(folder) as library:
        library.check()
        yield library


def _same(held: Library, documents: Sequence[Document], stays: Callable[[Document], bool]) -> bool:
    """Whether the library holds just these documents already, and those that stay."""
    given = {each.id for each in documents}
    return all(map(held.has_just, documents)) and all(
        each.id in given or stays(each) for each in held.documents
    )
