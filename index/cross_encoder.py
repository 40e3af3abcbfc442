"""Reads a question and a passage together, to tell whether the one answers the other.

The two go as one text through the default model with other adapters, so that each word
is read in the light of the other's words; a small head makes a number of the states
(eval/train_cross.py trains both). A library's vectors play no part.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import Document, Paragraph, SettingsError

from .adapters import HEAD
from .encoder import encoder_of
from .encoding import PairEncoder, PairStates, to_unit
from .hit import Hit
from .model_files import find_cross_model
from .once import once
from .passages import read_passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def load_cross_encoder(name: str) -> CrossEncoder | None:
    """The cross-encoder that goes with the encoder called `name`; None where it has none. Loads no weights."""
    return _load(name, os.environ.get("RAPPORTEUR_ENCODER"), os.environ.get("RAPPORTEUR_CACHE"))


@lru_cache(maxsize=4)
def _load(name: str, *_settings: str | None) -> CrossEncoder | None:
    """One for all libraries of a process, as long as the settings that it is loaded by are the same."""
    files = find_cross_model(name)
    if files is None or files.adapters is None:
        return None
    return CrossEncoder(encoder_of(files), files.adapters)


class CrossEncoder:
    """Tells how surely passages answer a question. Safe for threads; loads its weights when first used.

    head  safetensors: matches, shape (); bias, (); hidden.weight, (units, width); hidden.bias and out, (units,);
          point, (width,); all with the prefix of adapters.HEAD
    """

    def __init__(self, encoder: PairEncoder, head: Path) -> None:
        self._encoder = encoder
        self._file = head

    def warm(self) -> None:
        """Loads the weights now, so that the first question does not wait for them."""
        self.score("warm", ["warm"])

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """The logarithm of the odds that each passage answers the question, in the order of the passages."""
        scores = [0.0] * len(passages)
        for pair in self._encoder.encode_pairs(question, passages):
            scores[pair.number] = self._weigh(pair)
        return scores

    def judge(
        self,
        question: str,
        hits: Sequence[Hit],
        described: Callable[[str], Document],
        find: Callable[[str], Paragraph],
    ) -> tuple[float, ...]:
        """The same for the passages of hits.

        described, find  a document, whose paragraphs are not needed, and a paragraph by their ids
        """
        passages = [
            read_passage(described(hit.paragraph.document), hit.paragraph, hit.start, hit.end, find)
            for hit in hits
        ]
        return tuple(self.score(question, passages))

    def _weigh(self, pair: PairStates) -> float:
        """Mean of the question's tokens' best matches in the passage, what two layers make of their mean, and how
        surely the surest of the passage's tokens belongs to the answer."""
        head = self._head
        if not len(pair.first) or not len(pair.second):
            return float(head["bias"])
        matches = (to_unit(pair.first) @ to_unit(pair.second).T).max(axis=1).mean()
        hidden = head["hidden.weight"] @ pair.first.mean(axis=0) + head["hidden.bias"]
        units = [0.5 * unit * (1.0 + math.erf(unit / math.sqrt(2.0))) for unit in hidden.tolist()]  # GELU
        pointed = (pair.second @ head["point"]).max()
        return float(head["matches"] * matches + head["out"] @ units + pointed + head["bias"])

    @once
    def _head(self) -> Mapping[str, NDArray[np.float32]]:
        from safetensors import SafetensorError, safe_open

        names = ("matches", "bias", "hidden.weight", "hidden.bias", "out", "point")
        try:
            with safe_open(self._file, "numpy") as tensors:
                return {name: tensors.get_tensor(HEAD + name).astype("float32") for name in names}
        except (OSError, SafetensorError) as error:
            raise SettingsError(
                f"{self._file}: expected the head of a cross-encoder, found none that can be read "
                f"({str(error).splitlines()[0]}); install Rapporteur anew"
            ) from error
