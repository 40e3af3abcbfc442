"""Taking answers away: a conversation as a file, its form told by the file's ending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from index import Library
from ingest import SettingsError

from .answer import Answer
from .bibliography import Style
from .export_docx import write_docx
from .export_records import write_bibtex, write_csl, write_ris
from .export_texts import citations_of, write_markdown, write_text
from .strings import EXPORT_STAMP
from .writing import write_file

_WRITERS: dict[str, Callable[[Sequence[Answer], str, Style], str | bytes]] = {
    "docx": write_docx,
    "md": write_markdown,
    "txt": write_text,
    "bib": lambda answers, stamp, _: write_bibtex(citations_of(answers), stamp),
    "ris": lambda answers, stamp, _: write_ris(citations_of(answers), stamp),
    "json": lambda answers, stamp, _: write_csl(citations_of(answers), stamp),
}
FORMS = tuple(_WRITERS)
"""Endings that a conversation can be saved under; json is CSL-JSON."""


def stamp_of(library: Library, day: date | None = None) -> str:
    """One line that says what the answers were taken from and when (today unless told)."""
    day = day or date.today()
    return EXPORT_STAMP.format(
        documents=len(library.documents),
        generation=library.generation,
        date=f"{day.day} {day:%B %Y}",
        version=version("rapporteur"),
    )


def export(answers: Sequence[Answer], form: str, stamp: str, style: Style = "un") -> bytes:
    """The conversation as the bytes of a file of a form. Raises SettingsError for a form that is none of FORMS."""
    if form not in _WRITERS:
        raise SettingsError(f"{form}: expected one of {', '.join(FORMS)}; choose one of these endings")
    written = _WRITERS[form](answers, stamp, style)
    return written if isinstance(written, bytes) else written.encode("utf-8")


def save(answers: Sequence[Answer], path: Path, stamp: str, style: Style = "un") -> None:
    """Write a conversation to a file, in the form of its ending. Raises SettingsError, also when it cannot be written."""
    write_file(path, export(answers, path.suffix.lower().lstrip("."), stamp, style))
