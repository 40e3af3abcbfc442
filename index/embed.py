"""Vectors for the texts of a new segment: copied where an earlier one has them, else made.

Kept under a hash of the embedded text, so that nothing is embedded twice,
whichever document it came from. With a `TokenEncoder` the token vectors too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .encoder import Encoder, TokenEncoder
from .records import read_array
from .tokens import Tokens, TokenWriter, pack_vectors
from .vectors import Vectors, VectorWriter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .vectors import RowSpan

Progress = Callable[[int, int], None]


class Earlier:
    """The vectors of an earlier segment, made with the same encoder, with the keys of their texts.

    check  called before the first of them is taken; raises when the segment's files are damaged
    """

    def __init__(self, folder: Path, check: Callable[[], None] = lambda: None) -> None:
        self._folder = folder
        self._check = check

    def rows(self, wanted: Collection[bytes]) -> dict[bytes, int]:
        """The row of each wanted key that is there."""
        import numpy as np

        heads = np.array([int.from_bytes(key[:8], "little") for key in wanted], dtype=np.uint64)
        near = np.flatnonzero(np.isin(np.ascontiguousarray(self._keys[:, :8]).view("<u8")[:, 0], heads))
        found = {self._keys[row].tobytes(): int(row) for row in near}
        return {key: found[key] for key in wanted if key in found}

    @cached_property
    def vectors(self) -> Vectors:
        """Of whole passages."""
        self._check()
        return Vectors([self._folder])

    @cached_property
    def tokens(self) -> Tokens:
        """Of single tokens; only where the segment has them."""
        return Tokens([self._folder])

    @cached_property
    def _keys(self) -> NDArray[np.uint8]:
        return read_array(self._folder, "passages.keys")


class EmbeddingWriter:
    """Writes the vectors of a segment's texts, some texts at a time; each distinct text is embedded once.

    embedded  rows so far whose text no earlier segment has
    distinct  texts embedded for them
    """

    def __init__(self, folder: Path, encoder: Encoder, earlier: Sequence[Earlier]) -> None:
        self.embedded = 0
        self.distinct = 0
        self._encoder = encoder
        self._earlier = earlier
        self._vectors = VectorWriter(folder, encoder.dimension)
        self._tokens = TokenWriter(folder) if isinstance(encoder, TokenEncoder) else None
        self._spans: list[RowSpan] = []
        self._first: dict[bytes, int] = {}  # the first row of each text
        self._made = bytearray()  # 1 for a row whose text was embedded for this segment
        self._rows = 0

    def append(self, texts: Sequence[str], keys: Sequence[bytes], progress: Progress) -> None:
        """Takes up some more rows; keys are those of the texts. progress counts the distinct ones of all rows so far."""
        import numpy as np

        places = {key: place for place, key in reversed(list(enumerate(keys))) if key not in self._first}
        self._first |= {key: self._rows + place for key, place in places.items()}
        vectors = np.empty((len(texts), self._encoder.dimension), dtype=np.float32)
        spans: list[RowSpan] = [(0, 0)] * len(texts)
        copied = self._copy(places, vectors, spans)
        new = sorted(place for key, place in places.items() if key not in copied)
        if new:
            before = self.distinct
            self._embed(
                [texts[place] for place in new],
                new,
                vectors,
                spans,
                lambda done, total: progress(before + done, before + total),
            )
        self.distinct += len(new)
        self._spans += spans
        made = set(new)
        self._made += bytes(place in made for place in range(len(texts)))
        self._repeat(keys, vectors)
        self._vectors.append(vectors)
        self._rows += len(texts)
        self.embedded += sum(self._made[self._rows - len(texts) :])

    def _copy(
        self, places: Mapping[bytes, int], vectors: NDArray[np.float32], spans: list[RowSpan]
    ) -> set[bytes]:
        """Fills in what earlier segments have; gives the keys of it."""
        copied: set[bytes] = set()
        for segment in self._earlier:
            rows = segment.rows([key for key in places if key not in copied])
            if rows:
                vectors[[places[key] for key in rows]] = segment.vectors.take(list(rows.values()))
            if self._tokens is not None:
                for key, row in rows.items():
                    spans[places[key]] = self._tokens.append(segment.tokens.codes(row))
            copied |= rows.keys()
        return copied

    def _embed(
        self,
        texts: Sequence[str],
        places: Sequence[int],
        vectors: NDArray[np.float32],
        spans: list[RowSpan],
        progress: Progress,
    ) -> None:
        """Fills in what is embedded now."""
        if self._tokens is None or not isinstance(self._encoder, TokenEncoder):
            vectors[list(places)] = self._encoder.encode(texts, progress=progress)
            return
        for each in self._encoder.encode_tokens(texts, progress=progress):
            vectors[places[each.number]] = each.vector
            spans[places[each.number]] = self._tokens.append(pack_vectors(each.tokens))

    def _repeat(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Fills in the texts that stand in a row before."""
        for place, key in enumerate(keys):
            first = self._first[key]
            if first == self._rows + place:
                continue
            vectors[place] = vectors[first - self._rows] if first >= self._rows else self._vectors.take(first)
            self._spans[self._rows + place] = self._spans[first]
            self._made[self._rows + place] = self._made[first]

    def finish(self) -> tuple[str, float]:
        """Writes the index of vectors; gives its kind and recall."""
        if self._tokens is not None:
            self._tokens.finish(self._spans)
        self.close()
        return self._vectors.finish()

    def close(self) -> None:
        """Closes the files, finished or not."""
        if self._tokens is not None:
            self._tokens.close()
