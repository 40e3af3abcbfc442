"""Writes one segment as its documents come, so that none of them stays in memory.

Paragraphs go to disk at once, texts are embedded some at a time; until the end
stay only numbers: vectors (1.5 kB a passage), terms, rows and keys (some 0.5 kB).
Which documents make a segment is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from ingest import Document

from .embed import Earlier, EmbeddingWriter, Progress
from .encoder import Encoder
from .lexical import TermWriter
from .manifest import Segment
from .passages import Passage
from .records import DocumentWriter, text_key

# Texts embedded in one go: enough to sort them by length, so that a batch of the encoder holds like ones.
_AT_ONCE = 1024


class SegmentWriter:
    """A segment that is being written; a context manager, which closes its files."""

    def __init__(
        self, generation: Path, name: str, encoder: Encoder, earlier: Sequence[Earlier], progress: Progress
    ) -> None:
        folder = generation / name
        folder.mkdir(parents=True)
        self._name = name
        self._documents = DocumentWriter(folder)
        self._terms = TermWriter(folder / "terms")
        self._embeddings = EmbeddingWriter(folder, encoder, earlier)
        self._progress = progress
        self._texts: list[str] = []
        self._keys: list[bytes] = []

    def __enter__(self) -> SegmentWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._documents.close()
        self._embeddings.close()

    @property
    def passages(self) -> int:
        """How many it has so far."""
        return self._documents.counts.passages

    @property
    def embedded(self) -> int:
        """Passages so far whose texts no earlier segment has."""
        return self._embeddings.embedded

    @property
    def distinct(self) -> int:
        """Texts embedded for them."""
        return self._embeddings.distinct

    def append(self, document: Document, passages: Sequence[Passage]) -> None:
        """Takes up a document. Raises ValueError when two of its paragraphs have one id."""
        texts = [each.text_to_embed for each in passages]
        keys = [text_key(each) for each in texts]
        self._documents.append(document, passages, keys)
        self._texts += texts
        self._keys += keys
        while len(self._texts) >= _AT_ONCE:
            self._embed(_AT_ONCE)

    def embed_rest(self) -> None:
        """Embeds the texts that are still waiting, now that no more come."""
        self._embed(len(self._texts))

    def finish(self) -> Segment:
        """Writes what is left."""
        self.embed_rest()
        vectors, recall = self._embeddings.finish()  # the greatest first: it lets go of what it holds
        self._documents.finish()
        self._terms.finish()
        return Segment(self._name, self._documents.counts, vectors=vectors, recall=recall)

    def _embed(self, count: int) -> None:
        texts, keys = self._texts[:count], self._keys[:count]
        del self._texts[:count], self._keys[:count]
        self._terms.append(texts)
        self._embeddings.append(texts, keys, self._progress)
