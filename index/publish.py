"""Writes documents as the next generation of a library, at the cost of what is new.

A generation is a list of segments: folders that never change and pass from one
generation to the next as hard links. New documents make one new segment; a
removed one is only noted. Small segments at the end of the list are written
into the new one when it is as large as they are, so that their number grows
with the logarithm of the library (the logarithmic method of Bentley and Saxe,
"Decomposable searching problems I", 1980). Readers go on with the old
generation until the new one is whole on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest import Document, LibraryError

from .embed import read_earlier, write_embeddings
from .encoder import Encoder, TokenEncoder
from .generations import CURRENT, link_file, live_generation, next_generation
from .lexical import write_terms
from .manifest import (
    Counts,
    Manifest,
    NewerLibraryError,
    Segment,
    StoredFile,
    check_encoder,
    check_files,
    describe,
    files_of,
    read_manifest,
    write_manifest,
)
from .passages import Passage, cut_passages
from .records import Listed, Paragraphs, digest_of, read_documents, write_documents, write_passages
from .tokens import TOKENS

Progress = Callable[[str, int, int], None]

# Passages in a segment: bounds the memory of writing one, and what a merge can cost.
_LARGEST = 1 << 18
_DEAD_SHARE = 4  # a segment is written anew when more than one in so many of its passages is dead


@dataclass(frozen=True, slots=True)
class Changes:
    """Sources of documents, by what became of them since the generation before.

    changed     the same source with other bytes
    duplicates  left out: their bytes stand under another source already
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` did: the new generation, its counts, and what changed.

    embedded, reused  passages, by where their vectors come from; together all passages
    documents         ids of all that the library now holds
    """

    generation: int
    counts: Counts
    embedded: int
    reused: int
    changes: Changes
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Before:
    """The live generation: its segments that are whole, with their documents that are not removed.

    fits  whether its vectors are those that the encoder now used gives
    """

    generation: Path = Path()
    manifest: Manifest | None = None
    segments: tuple[Segment, ...] = ()
    listings: tuple[tuple[Listed, ...], ...] = ()
    fits: bool = False

    @property
    def folders(self) -> list[Path]:
        return [self.generation / each.name for each in self.segments]

    @property
    def documents(self) -> list[Listed]:
        return [listed for its in self.listings for listed in its]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Segments that pass on, each (its name before, what it is now), and documents to write.

    again  documents of segments that do not pass on
    """

    kept: tuple[tuple[str, Segment], ...]
    again: tuple[Listed, ...]


def publish(
    folder: Path,
    documents: Sequence[Document],
    *,
    encoder: Encoder,
    keep: Callable[[Document], bool] | None = None,
    progress: Progress | None = None,
) -> Published:
    """Makes the library hold exactly these documents; a source not among them disappears.

    keep  tells of each document that it has, given without paragraphs, whether it stays as it is;
          not asked about one whose source or bytes are given anew. Nothing of a whole library is read for it.
    progress is called with (stage, done, total): stage "embedding" counts
    passages, stage "writing" segments. Raises LibraryError when another process is
    writing, when the folder holds other files, or a library of a newer format;
    with `keep` also when the library is damaged.
    """
    tell = progress or _tell_nobody
    distinct, duplicates = _distinct(documents)
    with next_generation(Path(folder)) as draft:
        before = _read_before(Path(folder), encoder, strict=keep is not None)
        stay = _unchanged(before, distinct)
        if keep is not None:
            given = {name for each in distinct for name in (each.source, each.id)}
            old = (each.document for each in before.documents)
            stay |= {each.id for each in old if not given & {each.source, each.id} and keep(each)}
        fresh = [each for each in distinct if each.id not in stay]
        plan = _make_plan(before, stay, fresh)
        segments = [_link(draft, before, *each) for each in plan.kept]
        writer = _Writer(draft, before, encoder, tell)
        segments += writer.write([*_reread(before, plan.again), *fresh], len(segments))
        known = {each.name: each for each in _linked(before, plan.kept)}
        manifest = describe(draft, encoder, segments, known)
        write_manifest(draft, manifest)
    ids = {each.document.source: each.document.id for each in before.documents}
    now = {source: each for source, each in ids.items() if each in stay}
    now |= {each.source: each.id for each in distinct}
    return Published(
        generation=int(draft.name),
        counts=manifest.counts,
        embedded=writer.embedded,
        reused=manifest.counts.passages - writer.embedded,
        changes=_compare(ids, now, duplicates),
        documents=frozenset(now.values()),
    )


def _tell_nobody(stage: str, done: int, total: int) -> None:
    return None


def _distinct(documents: Sequence[Document]) -> tuple[list[Document], tuple[str, ...]]:
    """The documents without those whose bytes came before, and the sources of these."""
    first: dict[str, Document] = {}
    for document in documents:
        first.setdefault(document.id, document)
    return list(first.values()), tuple(each.source for each in documents if first[each.id] is not each)


def _read_before(library: Path, encoder: Encoder, *, strict: bool) -> _Before:
    """Nothing where there is no library or none that can be read; without `strict` damaged segments are left out."""
    try:
        generation = live_generation(library)
        manifest = read_manifest(generation, library)
        if strict:
            check_files(manifest, generation, library)
    except NewerLibraryError:
        raise
    except LibraryError:
        if strict and (library / CURRENT).exists():
            raise
        return _Before()
    whole = tuple(
        each for each in manifest.segments if strict or _is_whole(manifest, each, generation, library)
    )
    listings = read_documents([generation / each.name for each in whole])
    live = tuple(
        tuple(listed for listed in its if listed.document.id not in segment.removed)
        for segment, its in zip(whole, listings, strict=True)
    )
    folders = manifest.folders(generation)
    with_tokens = all((each / TOKENS).is_file() == isinstance(encoder, TokenEncoder) for each in folders)
    return _Before(generation, manifest, whole, live, with_tokens and _fits(manifest, encoder, library))


def _is_whole(manifest: Manifest, segment: Segment, generation: Path, library: Path) -> bool:
    try:
        check_files(manifest, generation, library, under=segment.name)
    except LibraryError:
        return False
    return True


def _fits(manifest: Manifest, encoder: Encoder, library: Path) -> bool:
    try:
        check_encoder(manifest, encoder, library)
    except LibraryError:
        return False
    return True


def _unchanged(before: _Before, documents: Sequence[Document]) -> set[str]:
    """Ids of the documents that the library has just so."""
    digests = {each.document.id: each.digest for each in before.documents}
    return {each.id for each in documents if each.id in digests and digests[each.id] == digest_of(each)}


def _make_plan(before: _Before, stay: Collection[str], fresh: Sequence[Document]) -> _Plan:
    """Which segments pass on: none of other vectors, none that is half dead or as small as what is new."""
    size = sum(len(each.paragraphs) for each in fresh)
    kept: list[tuple[str, Segment]] = []
    again: list[Listed] = []
    for segment, listing in reversed(list(zip(before.segments, before.listings, strict=True))):
        living = [each for each in listing if each.document.id in stay]
        marked = _mark_removed(segment, listing, stay)
        passages = marked.counts.passages - marked.dead.passages
        small = passages + size <= _LARGEST and passages <= size
        rotten = marked.dead.passages * _DEAD_SHARE > marked.counts.passages
        if before.fits and living and not small and not rotten:
            kept.insert(0, (segment.name, marked))
        else:
            again[:0] = living
            size += passages
    return _Plan(tuple(kept), tuple(again))


def _mark_removed(segment: Segment, listing: Sequence[Listed], stay: Collection[str]) -> Segment:
    gone = [each for each in listing if each.document.id not in stay]
    dead = Counts(
        segment.dead.documents + len(gone),
        segment.dead.paragraphs + sum(each.lines[1] - each.lines[0] for each in gone),
        segment.dead.passages + sum(each.rows[1] - each.rows[0] for each in gone),
    )
    return replace(segment, removed=(*segment.removed, *(each.document.id for each in gone)), dead=dead)


def _link(draft: Path, before: _Before, name: str, segment: Segment) -> Segment:
    """The segment in the new generation, its files linked."""
    assert before.manifest is not None
    target = _new_name(name, before.generation)
    for file in files_of(before.manifest, name):
        link_file(before.generation / file.name, draft / _renamed(file.name, name, target))
    return replace(segment, name=target)


def _linked(before: _Before, kept: Sequence[tuple[str, Segment]]) -> Iterator[StoredFile]:
    """What the manifest says of linked files, under their new names."""
    for name, _ in kept:
        assert before.manifest is not None
        target = _new_name(name, before.generation)
        for file in files_of(before.manifest, name):
            yield replace(file, name=_renamed(file.name, name, target))


def _new_name(name: str, generation: Path) -> str:
    return f"segments/{generation.name}-0" if name == "." else name


def _renamed(file: str, segment: str, target: str) -> str:
    return f"{target}/{file if segment == '.' else file.removeprefix(segment + '/')}"


def _reread(before: _Before, again: Sequence[Listed]) -> list[Document]:
    """The documents with their paragraphs."""
    if not again:
        return []
    paragraphs = Paragraphs(before.folders)
    whole = [
        replace(each.document, paragraphs=tuple(paragraphs[line] for line in range(*each.lines)))
        for each in again
    ]
    paragraphs.close()
    return whole


class _Writer:
    """Writes new segments of a generation; counts the passages embedded for them."""

    def __init__(self, draft: Path, before: _Before, encoder: Encoder, tell: Progress) -> None:
        self.embedded = 0
        self._draft = draft
        self._sources = before.folders if before.fits else []
        self._encoder = encoder
        self._tell = tell

    def write(self, documents: Sequence[Document], kept: int) -> list[Segment]:
        """The segments that now hold the documents; an empty one where the library would have none at all."""
        portions = list(_portions(documents)) or ([] if kept else [[]])
        written = []
        for number, portion in enumerate(portions):
            self._tell("writing", number, len(portions))
            written.append(self._write(f"segments/{self._draft.name}-{number}", portion))
        self._tell("writing", len(portions), len(portions))
        return written

    def _write(self, name: str, portion: Sequence[tuple[Document, tuple[Passage, ...]]]) -> Segment:
        folder = self._draft / name
        folder.mkdir(parents=True)
        documents = [document for document, _ in portion]
        passages = [its for _, its in portion]
        texts = [each.text_to_embed for its in passages for each in its]
        embedded, vectors, recall = write_embeddings(
            folder,
            texts,
            read_earlier(self._sources, self._encoder),
            self._encoder,
            lambda done, total: self._tell("embedding", done, total),
        )
        paragraphs = write_documents(folder, documents)
        write_passages(folder, documents, passages)
        write_terms(folder / "terms", texts)
        self.embedded += embedded
        self._sources = [*self._sources, folder]
        return Segment(name, Counts(len(documents), paragraphs, len(texts)), vectors=vectors, recall=recall)


def _portions(documents: Sequence[Document]) -> Iterator[list[tuple[Document, tuple[Passage, ...]]]]:
    """The documents with their passages, cut into segments of no more than the largest size."""
    portion: list[tuple[Document, tuple[Passage, ...]]] = []
    size = 0
    for document in documents:
        passages = cut_passages(document)
        if portion and size + len(passages) > _LARGEST:
            yield portion
            portion, size = [], 0
        portion.append((document, passages))
        size += len(passages)
    if portion:
        yield portion


def _compare(before: Mapping[str, str], now: Mapping[str, str], duplicates: tuple[str, ...]) -> Changes:
    """Both map sources to ids."""
    return Changes(
        added=tuple(source for source in now if source not in before),
        changed=tuple(source for source in now if before.get(source, now[source]) != now[source]),
        removed=tuple(source for source in before if source not in now),
        kept=tuple(source for source in now if before.get(source) == now[source]),
        duplicates=duplicates,
    )
