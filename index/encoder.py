"""Turns texts into vectors, with any sentence-transformers model; nothing leaves the machine.

`load_encoder` chooses between the fast encoder and the reference, which stands
here. The model is loaded at the first text, not before: name, dimension and
fingerprint come from the model's files. The only owner of sentence_transformers.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ingest import SettingsError

from .adapters import apply_adapters
from .encoding import (
    Encoder,
    Encoding,
    PairStates,
    Progress,
    TokenEncoder,
    clean,
    split_portions,
    to_unit,
)
from .fast_encoder import FastEncoder
from .model_files import DEFAULT_MODEL, ModelFiles, find_model, is_online, keep_offline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "DEFAULT_MODEL",
    "Encoder",
    "Encoding",
    "SentenceTransformerEncoder",
    "TokenEncoder",
    "load_encoder",
]

_BATCH = 32


def load_encoder(name: str | None = None) -> FastEncoder | SentenceTransformerEncoder:
    """The encoder called `name`: RAPPORTEUR_MODEL, else DEFAULT_MODEL, when None.

    A name is the default's, all-MiniLM-L6-v2 (the same without adapters), a folder, or a model already in the local Hugging
    Face cache; RAPPORTEUR_ONLINE=1 lets it be downloaded. RAPPORTEUR_ENCODER=torch
    takes the reference. Raises SettingsError when there is no such model. Loads no
    weights: `warm()` or the first text does.
    """
    return encoder_of(find_model(name or os.environ.get("RAPPORTEUR_MODEL") or DEFAULT_MODEL))


def encoder_of(files: ModelFiles) -> FastEncoder | SentenceTransformerEncoder:
    """The encoder that runs a model; see load_encoder."""
    reference = SentenceTransformerEncoder(files)
    way = os.environ.get("RAPPORTEUR_ENCODER") or "onnx"
    if way not in ("onnx", "torch"):
        raise SettingsError(
            f"RAPPORTEUR_ENCODER: expected onnx or torch, found {way}; set one of them or neither"
        )
    return reference if way == "torch" else FastEncoder(files, reference)


class SentenceTransformerEncoder:
    """A sentence-transformers model in a folder, loaded when first used. Safe for threads.

    options  for the weights' loader, as sentence-transformers' model_kwargs
    """

    def __init__(self, files: ModelFiles, **options: Any) -> None:
        self.name = files.name
        self.folder = files.folder
        self._files = files
        self._options = options
        self._lock = threading.Lock()
        self._loaded: Any = None

    @cached_property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._files.dimension or int(self.model().get_sentence_embedding_dimension())

    @property
    def fingerprint(self) -> str:
        """See ModelFiles.fingerprint."""
        return self._files.fingerprint

    def warm(self) -> None:
        """Loads the weights now, so that the first question does not wait for them."""
        self.model()

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """See Encoder.encode."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for some in self._portions(texts, progress):
            vectors[some] = self._run([texts[number] for number in some], normalize_embeddings=True)
        return vectors

    def encode_tokens(self, texts: Sequence[str], *, progress: Progress | None = None) -> Iterator[Encoding]:
        """See TokenEncoder.encode_tokens. Leaves out the tokenizer's own marks ([CLS], [SEP])."""
        import numpy as np

        marks = np.array(self.marks())
        for some in self._portions(texts, progress):
            features = self._run([texts[number] for number in some], output_value=None)
            for number, each in zip(some, features, strict=True):
                kept = each["attention_mask"].numpy().astype(bool)
                words = kept & ~np.isin(each["input_ids"].numpy(), marks)
                tokens = each["token_embeddings"].float().numpy()[words if words.any() else kept]
                yield Encoding(number, to_unit(each["sentence_embedding"].float().numpy()), to_unit(tokens))

    def encode_pairs(self, first: str, seconds: Sequence[str]) -> Iterator[PairStates]:
        """See PairEncoder.encode_pairs."""
        import numpy as np
        import torch

        model = self.model()
        for number, second in enumerate(map(clean, seconds)):
            pair = model.tokenizer(
                clean(first), second, truncation=True, max_length=model.max_seq_length, return_tensors="pt"
            )
            with torch.no_grad():
                states = model[0].auto_model(**pair).last_hidden_state[0].float().numpy()
            words = ~np.isin(pair["input_ids"][0].numpy(), self.marks())
            of_second = pair["token_type_ids"][0].numpy().astype(bool)
            yield PairStates(number, states[words & ~of_second], states[words & of_second])

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        """See TokenEncoder.token_spans; () where the model has no tokenizer.json."""
        return self._files.token_spans(text)

    def marks(self) -> tuple[int, ...]:
        """Ids of the tokenizer's marks; not of its unknown word, which stands for one of the text."""
        tokenizer = self.model().tokenizer
        return tuple(sorted(set(tokenizer.all_special_ids) - {tokenizer.unk_token_id}))

    def model(self) -> Any:
        """The SentenceTransformer; SettingsError when the folder holds none that loads."""
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self._files, self._options)
            return self._loaded

    def _portions(self, texts: Sequence[str], progress: Progress | None) -> Iterator[list[int]]:
        done = 0
        for some in split_portions(texts):
            yield some
            done += len(some)
            if progress:
                progress(done, len(texts))

    def _run(self, texts: Sequence[str], **options: Any) -> Any:
        cleaned = [clean(text) for text in texts]
        return self.model().encode(cleaned, batch_size=_BATCH, show_progress_bar=False, **options)


def _load_model(files: ModelFiles, options: dict[str, Any]) -> Any:
    keep_offline()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    quiet: Any = logging.disable_progress_bar
    quiet()
    try:
        model = SentenceTransformer(
            str(files.folder), device="cpu", local_files_only=not is_online(), model_kwargs=options
        )
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"model {files.name}: expected a sentence-transformers folder, found none that loads in "
            f"{files.folder} ({str(error).splitlines()[0]}); give another in RAPPORTEUR_MODEL"
        ) from error
    if files.adapters:
        apply_adapters(model[0].auto_model, files.adapters)
    return model
