"""Writing: what every saved file needs, whatever it holds: text escaped for Markdown, and bytes put on the disk."""

from __future__ import annotations

import re
from pathlib import Path

from ingest import SettingsError

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape_markdown(text: str) -> str:
    """A text on one line, with what Markdown would take for markup escaped; spaces at its ends stay."""
    return _MARKUP.sub(r"\\\1", re.sub(r"\s+", " ", text))


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file the user asked for, text as UTF-8. Raises SettingsError when it cannot be written."""
    try:
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror}); give another place") from error
