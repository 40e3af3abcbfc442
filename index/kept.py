"""Keeps what was learnt from a library in its folder, so that it is learnt once for what the library holds.

    learnt/abbreviations.json   {"key": ..., "value": ...}

The key says what it was learnt from; another key, or a file that cannot be read,
means learning anew. What is learnt, and how, is not known here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from .manifest import Manifest, files_of

_FOLDER = "learnt"
_TEXTS = "paragraphs.jsonl"


def key_of(manifest: Manifest, rules: str) -> str:
    """Differs when any paragraph does, or their order, or the rules of learning."""
    held = [
        (each.removed, [its.sha256 for its in files_of(manifest, each.name) if its.name.endswith(_TEXTS)])
        for each in manifest.segments
    ]
    return hashlib.sha256(repr((rules, held)).encode("utf-8")).hexdigest()


def keep(library: Path, name: str, key: str, make: Callable[[], Any]) -> Any:
    """What is kept under this name and key, as JSON gives it back; else what `make` gives, from now on kept.

    Nothing is kept where the folder cannot be written.
    """
    path = library / _FOLDER / f"{name}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        record = json.loads(path.read_text("utf-8"))
        if record["key"] == key:
            return record["value"]
    value = make()
    with suppress(OSError):
        _write(path, {"key": key, "value": value})
    return value


def _write(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    part.replace(path)
