"""Writes documents as the next generation of a library, embedding only what is new.

Readers go on with the old generation until this one is whole on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import Document, LibraryError

from .embed import Earlier, read_earlier, write_embeddings
from .encoder import Encoder
from .generations import live_generation, next_generation
from .lexical import write_terms
from .manifest import (
    Counts,
    NewerLibraryError,
    check_encoder,
    check_files,
    describe,
    read_manifest,
    write_manifest,
)
from .passages import cut_passages
from .records import read_documents, write_documents, write_passages

Progress = Callable[[str, int, int], None]


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
    """

    generation: int
    counts: Counts
    embedded: int
    reused: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Before:
    """What of the live generation can be used: document ids by source, and vectors."""

    ids: Mapping[str, str]
    earlier: Earlier


def publish(
    folder: Path, documents: Sequence[Document], *, encoder: Encoder, progress: Progress | None = None
) -> Published:
    """Makes the library hold exactly these documents; a source not among them disappears.

    progress is called with (stage, done, total): stage "embedding" counts
    passages, stage "writing" files. Raises LibraryError when another process is
    writing, when the folder holds other files, or a library of a newer format.
    """
    tell = progress or _tell_nobody
    distinct, duplicates = _distinct(documents)
    passages = [cut_passages(document) for document in distinct]
    texts = [each.text_to_embed for its in passages for each in its]
    with next_generation(Path(folder)) as draft:
        before = _read_before(Path(folder), encoder)
        embedded = write_embeddings(
            draft, texts, before.earlier, encoder, lambda done, total: tell("embedding", done, total)
        )
        tell("writing", 0, 3)
        paragraphs = write_documents(draft, distinct)
        write_passages(draft, distinct, passages)
        tell("writing", 1, 3)
        write_terms(draft / "terms", texts)
        tell("writing", 2, 3)
        counts = Counts(len(distinct), paragraphs, len(texts))
        write_manifest(draft, describe(draft, encoder, counts))
    tell("writing", 3, 3)
    changes = _compare(before.ids, {each.source: each.id for each in distinct}, duplicates)
    return Published(int(draft.name), counts, embedded, len(texts) - embedded, changes)


def _tell_nobody(stage: str, done: int, total: int) -> None:
    return None


def _distinct(documents: Sequence[Document]) -> tuple[list[Document], tuple[str, ...]]:
    """The documents without those whose bytes came before, and the sources of these."""
    first: dict[str, Document] = {}
    for document in documents:
        first.setdefault(document.id, document)
    return list(first.values()), tuple(each.source for each in documents if first[each.id] is not each)


def _read_before(library: Path, encoder: Encoder) -> _Before:
    """Nothing where there is no live generation or a damaged one; no vectors of another encoder."""
    ids: dict[str, str] = {}
    try:
        generation = live_generation(library)
        manifest = read_manifest(generation, library)
        check_files(manifest, generation, library, every=True)
        ids = {document.source: document.id for document, _ in read_documents(generation)}
        check_encoder(manifest, encoder, library)
    except NewerLibraryError:
        raise
    except LibraryError:
        return _Before(ids, Earlier())
    return _Before(ids, read_earlier(generation, encoder))


def _compare(before: Mapping[str, str], now: Mapping[str, str], duplicates: tuple[str, ...]) -> Changes:
    """Both map sources to ids."""
    return Changes(
        added=tuple(source for source in now if source not in before),
        changed=tuple(source for source in now if before.get(source, now[source]) != now[source]),
        removed=tuple(source for source in before if source not in now),
        kept=tuple(source for source in now if before.get(source) == now[source]),
        duplicates=duplicates,
    )
