"""Encodes with a model exported to ONNX: neither torch nor sentence-transformers is loaded.

Where the export comes from is not known here (fast_encoder.py, export.py). One of
the two owners of onnxruntime, beside export.py.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .encoding import Encoding, PairStates, Progress, clean, split_portions, to_unit
from .model_files import ModelFiles
from .once import once

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RECIPE_KEY = "rapporteur"
# Of 256 to 4096 tried, 256 and 512 are fastest: what a layer works on stays in the processor's cache.
_BATCH_TOKENS = 512
_PAIR_TOKENS = 256  # few pairs are read at a time: small batches use all cores


class NoExportError(Exception):
    """A model cannot be run from an export; the message is the reason, in plain words.

    known  this was found and said at an earlier start
    """

    def __init__(self, reason: str, *, known: bool = False) -> None:
        super().__init__(reason)
        self.known = known


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to use an export; kept in the ONNX file itself.

    pooling     "mean" or "cls"
    dimension   length of a vector
    max_length  tokens read of one text, the tokenizer's own marks included
    pad         id of the token that fills up a batch
    marks       ids of the tokenizer's marks ([CLS], [SEP]), whose vectors are no token's
    """

    pooling: str
    dimension: int
    max_length: int
    pad: int
    marks: tuple[int, ...]

    def to_json(self) -> str:
        """As it stands in the file."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """The recipe that `to_json` wrote."""
        record = json.loads(text)
        return cls(**record | {"marks": tuple(record["marks"])})


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some texts, tokenised: their numbers, and by name the arrays of shape (texts, tokens)."""

    numbers: tuple[int, ...]
    feed: dict[str, NDArray[np.int64]]


class OnnxEncoder:
    """A model's export, opened. Safe for threads: each runs its own batches on its own core.

    Raises NoExportError when the file is damaged or onnxruntime is not installed.
    """

    def __init__(self, files: ModelFiles, export: Path) -> None:
        self._session = open_session(export)
        self.recipe = Recipe.from_json(self._session.get_modelmeta().custom_metadata_map[RECIPE_KEY])
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._files = files

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """See Encoder.encode."""
        import numpy as np

        vectors = np.zeros((len(texts), self.recipe.dimension), dtype=np.float32)
        for batch, states in self._run(self._batches(texts), len(texts), progress):
            vectors[list(batch.numbers)] = self._pool(batch, states)
        return vectors

    def encode_tokens(self, texts: Sequence[str], *, progress: Progress | None = None) -> Iterator[Encoding]:
        """See TokenEncoder.encode_tokens. Leaves out the tokenizer's own marks ([CLS], [SEP])."""
        import numpy as np

        for batch, states in self._run(self._batches(texts), len(texts), progress):
            kept = batch.feed["attention_mask"].astype(bool)
            words = kept & ~np.isin(batch.feed["input_ids"], self.recipe.marks)
            words = np.where(words.any(axis=1, keepdims=True), words, kept)
            for place, vector in enumerate(self._pool(batch, states)):
                yield Encoding(batch.numbers[place], vector, to_unit(states[place][words[place]]))

    def encode_pairs(self, first: str, seconds: Sequence[str]) -> Iterator[PairStates]:
        """See PairEncoder.encode_pairs."""
        import numpy as np

        for batch, states in self._run(self._pair_batches(first, seconds), len(seconds)):
            marks = np.isin(batch.feed["input_ids"], self.recipe.marks)
            words = batch.feed["attention_mask"].astype(bool) & ~marks
            of_second = batch.feed["token_type_ids"].astype(bool)
            for place, number in enumerate(batch.numbers):
                one, two = words[place] & ~of_second[place], words[place] & of_second[place]
                yield PairStates(number, states[place][one], states[place][two])

    def _pool(self, batch: _Batch, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """One vector a text, of length 1; states of shape (texts, tokens, dimension)."""
        if self.recipe.pooling == "cls":
            return to_unit(states[:, 0])
        # A mean and a sum differ by a factor only, which the division by the length takes out.
        mask = batch.feed["attention_mask"].astype(states.dtype)
        return to_unit((mask[:, None, :] @ states)[:, 0])

    def _run(
        self, batches: Iterator[_Batch], texts: int, progress: Progress | None = None
    ) -> Iterator[tuple[_Batch, NDArray[np.float32]]]:
        """Each batch with the states of its tokens, shape (texts, tokens, dimension)."""
        cores = count_cores() if texts > 1 else 1
        done = 0
        for batch, states in _run_ahead(self._infer, batches, cores):
            yield batch, states
            done += len(batch.numbers)
            if progress:
                progress(done, texts)

    def _batches(self, texts: Sequence[str]) -> Iterator[_Batch]:
        for some in split_portions(texts):
            yield from self._sorted([(self._tokenize(clean(texts[number])), number) for number in some])

    def _pair_batches(self, first: str, seconds: Sequence[str]) -> Iterator[_Batch]:
        one = clean(first)
        pairs = [(self._pairing.encode(one, clean(text)), number) for number, text in enumerate(seconds)]
        return self._sorted(pairs, _PAIR_TOKENS)

    def _sorted(self, encoded: list[tuple[Any, int]], most: int = _BATCH_TOKENS) -> Iterator[_Batch]:
        encoded.sort(key=lambda each: -len(each[0]))
        for first, end in cut_batches([len(each) for each, _ in encoded], most):
            yield self._batch(encoded[first:end])

    def _tokenize(self, text: str) -> Any:
        """The tokens of a text, as many as are read; the tokenizer that cuts off is loaded for a text that needs it."""
        encoded = self._files.tokenizer.encode(text)
        return encoded if len(encoded) <= self.recipe.max_length else self._cutting.encode(text)

    @once
    def _cutting(self) -> Any:
        tokenizer = self._files.load_tokenizer()
        tokenizer.enable_truncation(self.recipe.max_length)
        return tokenizer

    @once
    def _pairing(self) -> Any:
        tokenizer = self._files.load_tokenizer()
        tokenizer.enable_truncation(self.recipe.max_length, strategy="longest_first")
        return tokenizer

    def _batch(self, encoded: Sequence[tuple[Any, int]]) -> _Batch:
        import numpy as np

        shape = (len(encoded), len(encoded[0][0]))
        feed = {
            "input_ids": np.full(shape, self.recipe.pad, dtype=np.int64),
            "attention_mask": np.zeros(shape, dtype=np.int64),
            "token_type_ids": np.zeros(shape, dtype=np.int64),
        }
        for row, (text, _) in enumerate(encoded):
            feed["input_ids"][row, : len(text)] = text.ids
            feed["attention_mask"][row, : len(text)] = 1
            feed["token_type_ids"][row, : len(text)] = text.type_ids
        return _Batch(tuple(number for _, number in encoded), feed)

    def _infer(self, batch: _Batch) -> NDArray[np.float32]:
        feed = {name: array for name, array in batch.feed.items() if name in self._inputs}
        states: NDArray[np.float32] = self._session.run(None, feed)[0]
        return states


def cut_batches(lengths: Sequence[int], most: int = _BATCH_TOKENS) -> Iterator[tuple[int, int]]:
    """Cuts texts into batches, each (first, end), of so many tokens with the filling at most, or of one text.

    lengths  tokens of each text, the longest first
    """
    first = 0
    while first < len(lengths):
        end = min(first + max(most // max(lengths[first], 1), 1), len(lengths))
        yield first, end
        first = end


def count_cores() -> int:
    """The processor's cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def mute_onnxruntime() -> None:
    """Keeps onnxruntime from reporting its use to its maker; it reads this once, when it is imported."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def _run_ahead(
    function: Any, batches: Iterator[_Batch], cores: int
) -> Iterator[tuple[_Batch, NDArray[np.float32]]]:
    """Each batch with its result, in order; works on a few batches ahead, so that little is kept in memory."""
    if cores == 1:
        yield from ((batch, function(batch)) for batch in batches)
        return
    ahead: deque[tuple[_Batch, Future[NDArray[np.float32]]]] = deque()
    with ThreadPoolExecutor(cores) as pool:
        for batch in batches:
            ahead.append((batch, pool.submit(function, batch)))
            if len(ahead) > 2 * cores:
                first, result = ahead.popleft()
                yield first, result.result()
        yield from ((batch, result.result()) for batch, result in ahead)


def open_session(export: Path | bytes) -> Any:
    """An onnxruntime session of a model's file or bytes; NoExportError when it cannot be opened.

    One thread a call: calls side by side use the cores better than threads within a call.
    """
    mute_onnxruntime()
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as states
    except ImportError as error:
        raise NoExportError(f"the package onnxruntime cannot be loaded ({error})") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    damages = (
        states.InvalidProtobuf,
        states.InvalidGraph,
        states.Fail,
        states.InvalidArgument,
        states.NoSuchFile,
    )
    try:
        model = export if isinstance(export, bytes) else str(export)
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except damages as error:
        place = "" if isinstance(export, bytes) else f" {export}"
        raise NoExportError(f"its export{place} cannot be opened ({str(error).splitlines()[0]})") from error
