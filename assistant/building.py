"""Building a library: find the sources, read what is new, publish; with a report of every file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index import Encoder, Library, Published, load_encoder, publish
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
) -> Built:
    """Make a library hold the documents under the paths, reading and embedding only what is new.

    add           keep the documents that it already has, too
    through_page  the files came in through the page: they stay when the folder is read again
    Raises SourceError when there is nothing to read, LibraryError when the
    library was made by another encoder or a newer program.
    """
    sources = find_sources(paths)
    if through_page:
        sources = tuple(replace(each, name=f"{ADDED}{each.name}") for each in sources)
    held = _held(folder)
    outcomes = read_sources(sources, known={each.id: each for each in held}, progress=progress)
    documents = [each.document for each in outcomes if each.document is not None]
    taken = {each.source for each in documents} | {each.id for each in documents}
    kept = [each for each in held if add or each.source.startswith(ADDED)]
    documents = [each for each in kept if each.source not in taken and each.id not in taken] + documents
    if not documents:
        raise outcomes[0].error or LibraryError(f"{folder}: nothing to put into the library")
    if held and _same(held, documents):
        return Built(outcomes, None)
    published = publish(folder, documents, encoder=encoder or load_encoder(), progress=progress)
    return Built(outcomes, published)


def _held(folder: Path) -> tuple[Document, ...]:
    """The documents of the library in a folder with their paragraphs; () when there is no library yet."""
    if not (folder / "CURRENT").is_file():
        return ()
    with Library.open(folder) as library:
        return tuple(library.document(each.id) for each in library.documents)


def _same(held: Sequence[Document], documents: Sequence[Document]) -> bool:
    return sorted(held, key=lambda each: each.id) == sorted(documents, key=lambda each: each.id)
