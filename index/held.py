"""What a library holds, as a writer needs it: the source and id of each document, the rest when it is asked for.

Opened, it compares the size of every file with the manifest, and the checksums of
the lists of documents alone: the cost of adding must not grow with what is there.
Whoever copies from a segment checks that one first (`HeldSegment.check`); a reader
checks what it uses. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ingest import Document, LibraryError

from .encoding import Encoder, TokenEncoder
from .generations import CURRENT, hold_live, live_generation, remove_unused
from .manifest import (
    Manifest,
    NewerLibraryError,
    Segment,
    check_contents,
    check_encoder,
    check_files,
    files_of,
    read_manifest,
)
from .records import Sketch, digest_of, read_bare, read_whole, sketch_documents
from .tokens import TOKENS

_LISTS = ("documents.jsonl", "passages.doc.npy")


class HeldSegment:
    """A segment with its documents that are not removed."""

    def __init__(self, held: Held, segment: Segment) -> None:
        self.segment = segment
        self.generation = held.generation
        self.folder = held.generation / segment.name
        self.files = files_of(held.manifest, segment.name)
        self._held = held
        self._checked = False
        lists = [each for each in self.files if each.name.endswith(_LISTS)]
        check_contents(lists, held.generation, held.library)
        sketches = sketch_documents(self.folder)
        self.documents = tuple(each for each in sketches if each.id not in segment.removed)

    def check(self) -> None:
        """LibraryError unless its files below 64 MiB are what the manifest says; looks once."""
        if not self._checked:
            held = self._held
            check_files(held.manifest, held.generation, held.library, under=self.segment.name)
            self._checked = True

    def read(self, sketches: Iterable[Sketch]) -> Iterator[Document]:
        """Some of its documents with their paragraphs; LibraryError when it is damaged."""
        self.check()
        yield from read_whole(self.folder, sketches)


class Held:
    """The live generation of a library folder, or its segments that are whole."""

    def __init__(self, library: Path, generation: Path, *, only_whole: bool = False) -> None:
        self.library = library
        self.generation = generation
        self.manifest: Manifest = read_manifest(generation, library)
        if not only_whole:
            check_files(self.manifest, generation, library, when=())
        segments = [each for each in self.manifest.segments if not only_whole or self._is_whole(each)]
        self.segments = tuple(HeldSegment(self, each) for each in segments)
        self._places = {each.id: (its, each) for its in self.segments for each in its.documents}

    def fits(self, encoder: Encoder) -> bool:
        """Whether its vectors are this encoder's, with token vectors just where that makes some."""
        with_tokens = isinstance(encoder, TokenEncoder)
        if any((each.folder / TOKENS).is_file() != with_tokens for each in self.segments):
            return False
        try:
            check_encoder(self.manifest, encoder, self.library)
        except LibraryError:
            return False
        return True

    def _is_whole(self, segment: Segment) -> bool:
        try:
            check_files(self.manifest, self.generation, self.library, under=segment.name)
        except LibraryError:
            return False
        return True

    def __len__(self) -> int:
        return len(self._places)

    @property
    def documents(self) -> Iterator[Sketch]:
        """All that it holds, in the order of their rows."""
        return (each for its in self.segments for each in its.documents)

    def find(self, document_id: str) -> Document | None:
        """The document with this id, without its paragraphs; None when there is none. Safe for threads."""
        place = self._places.get(document_id)
        return read_bare(place[0].folder, place[1]) if place is not None else None

    def with_paragraphs(self, document: Document) -> Document:
        """A document that it holds, with the paragraphs that it has there; LibraryError when they are damaged."""
        segment, sketch = self._places[document.id]
        (whole,) = segment.read([sketch])
        return replace(document, paragraphs=whole.paragraphs)

    def has_just(self, document: Document) -> bool:
        """Whether it holds this document just so, its paragraphs included; they are not read for it."""
        place = self._places.get(document.id)
        return place is not None and place[1].digest == digest_of(document)

    def check(self) -> None:
        """LibraryError unless all files below 64 MiB are what the manifest says."""
        check_files(self.manifest, self.generation, self.library)


def read_held(library: Path, *, only_whole: bool) -> Held | None:
    """What a library holds; None where there is none. For its only writer.

    only_whole  leaves damaged segments out, and reads a damaged library as none; LibraryError without it
    NewerLibraryError in either case.
    """
    try:
        return Held(library, live_generation(library), only_whole=only_whole)
    except NewerLibraryError:
        raise
    except LibraryError:
        if not only_whole and (library / CURRENT).exists():
            raise
        return None


@contextmanager
def open_held(library: Path) -> Iterator[Held | None]:
    """What a library holds, kept from removal until the block ends; None where there is no library."""
    if not (library / CURRENT).is_file():
        yield None
        return
    hold = hold_live(library)
    try:
        yield Held(library, hold.generation)
    finally:
        hold.release()
        remove_unused(library)  # a writer within the block had to leave this generation
