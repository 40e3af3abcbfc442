"""Writes documents as the next generation of a library, as they come, at the cost of what is new.

A generation is a list of segments: folders that never change and pass from one
generation to the next as hard links. New documents make a new segment; a
removed one is only noted. How much is new is known at the end: then the small
segments at the end of the list are written into the new one when it is as large
as they are, so that their number grows with the logarithm of the library (the
logarithmic method of Bentley and Saxe, "Decomposable searching problems I",
1980). Readers go on with the old generation until the new one is whole on disk.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from ingest import Document

from .embed import Earlier
from .encoder import Encoder
from .generations import link_file, next_generation
from .held import Held, HeldSegment, read_held
from .manifest import (
    Counts,
    Segment,
    StoredFile,
    describe,
    write_manifest,
)
from .passages import cut_passages
from .records import Sketch, read_whole, sketch_documents
from .segment import SegmentWriter

Progress = Callable[[str, int, int], None]

# Passages in a segment: bounds the memory of writing one, and what a merge can cost.
_LARGEST = 1 << 18
# Paragraphs that are waited for: fewer are written once, with the small segments that they are merged with.
_FEW = 1024
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
class _Plan:
    """What becomes of the segments before: those that pass on, as they are now, and those to write anew."""

    kept: tuple[tuple[HeldSegment, Segment], ...]
    again: tuple[HeldSegment, ...]


def publish(
    folder: Path,
    documents: Iterable[Document],
    *,
    encoder: Encoder,
    keep: Callable[[Sketch], bool] | None = None,
    progress: Progress | None = None,
) -> Published:
    """Makes the library hold exactly these documents; a source not among them disappears.

    documents  written as they come; only the first few are waited for
    keep       tells of each document that it has, given its source and id, whether it stays as it is; asked
               when all documents have come, not about one whose source or bytes are given anew
    progress   called with (stage, done, total), total being 0 while it is not known: stage "embedding"
               counts distinct texts, stage "writing" segments
    Raises LibraryError when another process is writing, when the folder holds other files, or a library
    of a newer format; with `keep` also when the library is damaged.
    """
    with next_generation(Path(folder)) as draft:
        held = read_held(Path(folder), only_whole=keep is None)
        given = _Given(held)
        writer = _Writer(draft, held, encoder, progress or _tell_nobody)
        unknown = given.unknown(documents)
        few = deque(_take(unknown, _FEW))
        fresh = writer.write(chain(_let_go(few), unknown)) if _size(few) >= _FEW else []
        stay = given.unchanged | (given.kept(keep) if keep is not None else set())
        size = fresh[-1].counts.passages if fresh else _size(few)
        plan = _make_plan(writer.before, stay, size, copied=writer.fits)
        fresh = writer.merge(plan.again, stay, fresh, few)
        linked = {each.name: each for its, _ in plan.kept for each in _linked(its)}
        segments = [*(_link(draft, *each) for each in plan.kept), *fresh] or [writer.write_empty()]
        manifest = describe(draft, encoder, segments, linked)
        write_manifest(draft, manifest)
    ids = {each.source: each.id for its in writer.before for each in its.documents}
    now = {source: each for source, each in ids.items() if each in stay} | given.sources
    return Published(
        generation=int(draft.name),
        counts=manifest.counts,
        embedded=writer.embedded,
        reused=manifest.counts.passages - writer.embedded,
        changes=_compare(ids, now, tuple(given.duplicates)),
        documents=frozenset(now.values()),
    )


def _take(documents: Iterator[Document], size: int) -> Iterator[Document]:
    """The first documents, until their paragraphs are so many, or there are no more."""
    while size > 0 and (document := next(documents, None)) is not None:
        size -= len(document.paragraphs)
        yield document


def _let_go(documents: deque[Document]) -> Iterator[Document]:
    while documents:
        yield documents.popleft()


def _size(documents: Iterable[Document]) -> int:
    return sum(len(each.paragraphs) for each in documents)


def _tell_nobody(stage: str, done: int, total: int) -> None:
    return None


class _Given:
    """The documents given, set against those that the library holds.

    sources     the id of each by its source
    unchanged   ids of those that the library has just so
    duplicates  sources of those whose bytes came before
    """

    def __init__(self, held: Held | None) -> None:
        self.sources: dict[str, str] = {}
        self.unchanged: set[str] = set()
        self.duplicates: list[str] = []
        self._held = held

    def unknown(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Those to write, as they come."""
        ids: set[str] = set()
        for document in documents:
            if document.id in ids:
                self.duplicates.append(document.source)
                continue
            ids.add(document.id)
            self.sources[document.source] = document.id
            if self._held is not None and self._held.has_just(document):
                self.unchanged.add(document.id)
            else:
                yield document

    def kept(self, keep: Callable[[Sketch], bool]) -> set[str]:
        """Ids of the documents held that stay, of those that are not given anew."""
        ids = set(self.sources.values())
        old = self._held.documents if self._held is not None else iter(())
        return {
            each.id for each in old if each.id not in ids and each.source not in self.sources and keep(each)
        }


def _make_plan(before: Sequence[HeldSegment], stay: Collection[str], size: int, *, copied: bool) -> _Plan:
    """Which segments pass on: none that is half dead or as small as what is new, none at all unless copied.

    size  passages in the segment that is written last
    """
    kept: list[tuple[HeldSegment, Segment]] = []
    again: list[HeldSegment] = []
    for each in reversed(before):
        marked = _mark_removed(each, stay)
        passages = marked.counts.passages - marked.dead.passages
        small = passages + size <= _LARGEST and passages <= size
        rotten = marked.dead.passages * _DEAD_SHARE > marked.counts.passages
        if not any(its.id in stay for its in each.documents):
            continue
        if copied and not small and not rotten:
            kept.insert(0, (each, marked))
        else:
            again.insert(0, each)
            size += passages
    return _Plan(tuple(kept), tuple(again))


def _mark_removed(held: HeldSegment, stay: Collection[str]) -> Segment:
    segment = held.segment
    gone = [each for each in held.documents if each.id not in stay]
    dead = Counts(
        segment.dead.documents + len(gone),
        segment.dead.paragraphs + sum(each.lines[1] - each.lines[0] for each in gone),
        segment.dead.passages + sum(each.rows[1] - each.rows[0] for each in gone),
    )
    return replace(segment, removed=(*segment.removed, *(each.id for each in gone)), dead=dead)


def _link(draft: Path, held: HeldSegment, segment: Segment) -> Segment:
    """The segment in the new generation, its files linked."""
    for file, now in zip(held.files, _linked(held), strict=True):
        link_file(held.generation / file.name, draft / now.name)
    return replace(segment, name=_new_name(held))


def _linked(held: HeldSegment) -> list[StoredFile]:
    """What the manifest says of a segment's files, under their names in the new generation."""
    old = "" if held.segment.name == "." else f"{held.segment.name}/"
    return [replace(each, name=f"{_new_name(held)}/{each.name.removeprefix(old)}") for each in held.files]


def _new_name(held: HeldSegment) -> str:
    name = held.segment.name
    return f"segments/{held.generation.name}-0" if name == "." else name


class _Writer:
    """Writes new segments of a generation; counts the passages embedded for them.

    before  the segments of the generation before
    fits    whether their vectors are those that the encoder gives
    """

    def __init__(self, draft: Path, held: Held | None, encoder: Encoder, tell: Progress) -> None:
        self.before = held.segments if held is not None else ()
        self.fits = held is not None and held.fits(encoder)
        self.embedded = 0
        self._draft = draft
        self._encoder = encoder
        self._tell = tell
        self._earlier = [Earlier(each.folder, each.check) for each in self.before] if self.fits else []
        self._written = 0
        self._texts = 0  # embedded for segments that are finished
        self._ended = False  # whether all texts are known

    def write(self, documents: Iterable[Document]) -> list[Segment]:
        """The segments that now hold the documents, none larger than the largest."""
        self._ended = False
        portions = ((each, cut_passages(each)) for each in documents)
        segments = []
        portion = next(portions, None)
        while portion is not None:
            with self._open() as segment:
                while portion and (segment.passages + len(portion[1]) <= _LARGEST or not segment.passages):
                    segment.append(*portion)
                    portion = next(portions, None)
                self._ended = portion is None
                segments.append(self._finish(segment))
        return segments

    def merge(
        self,
        again: Sequence[HeldSegment],
        stay: Collection[str],
        fresh: Sequence[Segment],
        few: Iterable[Document],
    ) -> list[Segment]:
        """The fresh segments; what stays of some old ones is written together with the last of them, or with the few."""
        last = [self._draft / each.name for each in fresh[-1:]] if again else []
        old = (each.read(its for its in each.documents if its.id in stay) for each in again)
        new = (read_whole(each, sketch_documents(each)) for each in last)
        merged = self.write(chain(chain.from_iterable(chain(old, new)), few))
        self._earlier.clear()
        for each in last:
            shutil.rmtree(each)
        return [*fresh[: len(fresh) - len(last)], *merged]

    def write_empty(self) -> Segment:
        """A segment without documents, for a library that would have none at all."""
        with self._open() as segment:
            return self._finish(segment)

    def _open(self) -> SegmentWriter:
        name = f"segments/{self._draft.name}-{self._written}"
        return SegmentWriter(self._draft, name, self._encoder, self._earlier, self._embedding)

    def _embedding(self, done: int, total: int) -> None:
        self._tell("embedding", self._texts + done, self._texts + total if self._ended else 0)

    def _finish(self, segment: SegmentWriter) -> Segment:
        segment.embed_rest()
        self._tell("writing", self._written, self._written + 1)
        written = segment.finish()
        self.embedded += segment.embedded
        self._texts += segment.distinct
        self._written += 1
        self._earlier.append(Earlier(self._draft / written.name))
        self._tell("writing", self._written, self._written)
        return written


def _compare(before: Mapping[str, str], now: Mapping[str, str], duplicates: tuple[str, ...]) -> Changes:
    """Both map sources to ids."""
    return Changes(
        added=tuple(source for source in now if source not in before),
        changed=tuple(source for source in now if before.get(source, now[source]) != now[source]),
        removed=tuple(source for source in before if source not in now),
        kept=tuple(source for source in now if before.get(source) == now[source]),
        duplicates=duplicates,
    )
