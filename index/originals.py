"""Originals: the PDF files behind a library's documents, kept so that a page can be shown.

`originals/<document id>.pdf` in the library's folder, outside the generations:
an id is the hash of the file's bytes, so a file never changes. Which documents
a library has is no matter of this file.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path

_FOLDER = "originals"
_ID = re.compile(r"[0-9a-f]{16}")
_HEAD = 1024  # bytes among which a PDF says what it is


def keep_original(library: Path, document_id: str, file: Path) -> None:
    """Keep a file if it is a PDF; nothing happens when it is kept already or cannot be read."""
    target = _target(library, document_id)
    if target is None or target.is_file() or not _is_pdf(file):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}.part")
    try:
        shutil.copyfile(file, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def original_of(library: Path, document_id: str) -> Path | None:
    """The kept PDF of a document; None where none is kept."""
    target = _target(library, document_id)
    return target if target is not None and target.is_file() else None


def drop_originals(library: Path, needed: Collection[str]) -> None:
    """Let go of the files of documents that are no longer needed (ids)."""
    for file in (library / _FOLDER).glob("*.pdf"):
        if file.stem not in needed:
            file.unlink(missing_ok=True)


def _target(library: Path, document_id: str) -> Path | None:
    """Where a document's file is kept; None for what is no id, so that no path leads elsewhere."""
    return library / _FOLDER / f"{document_id}.pdf" if _ID.fullmatch(document_id) else None


def _is_pdf(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return b"%PDF-" in opened.read(_HEAD)
    except OSError:
        return False
