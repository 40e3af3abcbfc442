"""Vectors for the texts of a new segment: copied where an earlier one has them, else made.

Kept under a hash of the embedded text, so that nothing is embedded twice,
whichever document it came from. With a `TokenEncoder` the token vectors too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .encoder import Encoder, TokenEncoder
from .records import read_array, text_key
from .tokens import TOKENS, Tokens, TokenWriter, pack_vectors
from .vectors import Vectors, write_vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The vectors of earlier segments, with the keys of their texts; none by default."""

    keys: tuple[NDArray[np.uint8], ...] = ()
    vectors: Vectors | None = None
    tokens: Tokens | None = None

    def rows(self, wanted: Collection[bytes]) -> dict[bytes, int]:
        """The row of each wanted key that is there."""
        import numpy as np

        heads = np.array([int.from_bytes(key[:8], "little") for key in wanted], dtype=np.uint64)
        found: dict[bytes, int] = {}
        first = 0
        for keys in self.keys:
            near = np.flatnonzero(np.isin(np.ascontiguousarray(keys[:, :8]).view("<u8")[:, 0], heads))
            found |= {keys[row].tobytes(): first + int(row) for row in near}
            first += len(keys)
        return {key: found[key] for key in wanted if key in found}


def read_earlier(folders: Sequence[Path], encoder: Encoder) -> Earlier:
    """What segments made with this encoder have; nothing of those that lack the token vectors now wanted."""
    with_tokens = isinstance(encoder, TokenEncoder)
    usable = [folder for folder in folders if (folder / TOKENS).is_file() == with_tokens]
    if not usable:
        return Earlier()
    keys = tuple(read_array(folder, "passages.keys") for folder in usable)
    return Earlier(keys, Vectors(usable), Tokens(usable) if with_tokens else None)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to do for texts numbered without repeats.

    rows  the number of every text given, in order
    old   numbers that earlier segments have, with its rows
    new   numbers to encode, with their texts
    """

    rows: tuple[int, ...]
    old: Mapping[int, int]
    new: Mapping[int, str]


def write_embeddings(
    folder: Path, texts: Sequence[str], earlier: Earlier, encoder: Encoder, progress: Progress
) -> tuple[int, str, float]:
    """Writes the vectors of the texts, one row each in their order.

    Gives how many of them are new, and kind and recall of the index of vectors.
    """
    plan = _make_plan(texts, earlier)
    if isinstance(encoder, TokenEncoder):
        fresh = _write_tokens(folder, plan, earlier, encoder, progress)
    else:
        fresh = encoder.encode(list(plan.new.values()), progress=progress)
    return sum(row in plan.new for row in plan.rows), *write_vectors(folder, _arrange(plan, earlier, fresh))


def _make_plan(texts: Sequence[str], earlier: Earlier) -> _Plan:
    keys = [text_key(text) for text in texts]
    distinct = dict(zip(keys, texts, strict=True))
    place = {key: number for number, key in enumerate(distinct)}
    known = earlier.rows(distinct.keys())
    return _Plan(
        rows=tuple(place[key] for key in keys),
        old={place[key]: row for key, row in known.items()},
        new={place[key]: text for key, text in distinct.items() if key not in known},
    )


def _write_tokens(
    folder: Path, plan: _Plan, earlier: Earlier, encoder: TokenEncoder, progress: Progress
) -> NDArray[np.float32]:
    """Writes all token vectors, a passage at a time; gives the vectors of the new texts in their order."""
    import numpy as np

    fresh = np.empty((len(plan.new), encoder.dimension), dtype=np.float32)
    numbers = list(plan.new)
    spans: dict[int, tuple[int, int]] = {}
    with closing(TokenWriter(folder)) as writer:
        if earlier.tokens is not None:
            spans |= {number: writer.append(earlier.tokens.codes(row)) for number, row in plan.old.items()}
        for each in encoder.encode_tokens(list(plan.new.values()), progress=progress):
            fresh[each.number] = each.vector
            spans[numbers[each.number]] = writer.append(pack_vectors(each.tokens))
        writer.finish([spans[row] for row in plan.rows])
    return fresh


def _arrange(plan: _Plan, earlier: Earlier, fresh: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fresh and earlier vectors, one row for each text given; shape (texts, dimension)."""
    import numpy as np

    vectors = np.empty((len(plan.old) + len(plan.new), fresh.shape[1]), dtype=np.float32)
    vectors[list(plan.new)] = fresh
    if plan.old and earlier.vectors is not None:
        vectors[list(plan.old)] = earlier.vectors.take(list(plan.old.values()))
    arranged: NDArray[np.float32] = vectors[list(plan.rows)]
    return arranged
