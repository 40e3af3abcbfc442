"""Says what the index needs of an encoder, and what all encoders share.

No encoder stands here; the order in which texts are worked off does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]

_PORTION = 256


class Encoder(Protocol):
    """What the index needs of an encoder.

    name         as the user gave it
    dimension    length of a vector
    fingerprint  changes when the model does
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def dimension(self) -> int: ...  # noqa: D102

    @property
    def fingerprint(self) -> str: ...  # noqa: D102

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), dimension), in the order of the texts.

        progress is called with (texts done, texts in all).
        """


@dataclass(frozen=True, slots=True)
class Encoding:
    """One text, encoded.

    number  its place among the texts given
    vector  of the whole, of length 1, shape (dimension,)
    tokens  of its single tokens, each of length 1, shape (tokens, width), at least one
    """

    number: int
    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also gives a vector for each token, in the same pass."""

    def encode_tokens(self, texts: Sequence[str], *, progress: Progress | None = None) -> Iterator[Encoding]:
        """Each text once, in any order; see Encoder.encode for progress."""

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        """Where the tokens of a text stand in it, [start, end) of each; loads no weights."""


@dataclass(frozen=True, slots=True)
class PairStates:
    """Two texts that were read as one: what the model makes of each token, of no fixed length.

    number  the second text's place among those given
    first   of the first text's tokens, shape (tokens, width)
    second  of the second's, likewise
    """

    number: int
    first: NDArray[np.float32]
    second: NDArray[np.float32]


class PairEncoder(Protocol):
    """A model that reads two texts as one."""

    def encode_pairs(self, first: str, seconds: Sequence[str]) -> Iterator[PairStates]:
        """The first text with each of the others, each pair once, in any order; what is too long is cut off."""


def split_portions(texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of the texts, 256 at a time, the longest first, so that a batch holds texts of like length."""
    order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
    for first in range(0, len(order), _PORTION):
        yield order[first : first + _PORTION]


def to_unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors along the last axis, each divided by its length."""
    import numpy as np

    unit: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return unit


def clean(text: str) -> str:
    """Without lone surrogates, which a tokenizer refuses and a broken PDF may hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
