"""The command `rapporteur check`: a draft in, a report of its quotations, references and figures out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ingest import Paragraph, SourceError

DEFAULT_LIBRARY = Path("library")
DRAFTS = (".txt", ".text", ".md", ".markdown", ".docx")


class Format(StrEnum):
    """How the report is written."""

    md = "md"
    html = "html"
    json = "json"


def check(
    file: Annotated[Path, typer.Argument(help="The draft: text, Markdown or DOCX.")],
    library: Annotated[
        Path, typer.Option("--library", "-l", envvar="RAPPORTEUR_LIBRARY", help="The library's folder.")
    ] = DEFAULT_LIBRARY,
    format: Annotated[Format, typer.Option("--format", "-f", help="How the report is written.")] = Format.md,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where the report goes; the screen without it.")
    ] = None,
) -> None:
    """Check a draft's quotations, provision references and figures against the library; nothing is rewritten."""
    from index import Library

    from .draft import check_draft
    from .draft_reading import from_document
    from .draft_report import write_html, write_json, write_markdown
    from .writing import write_file

    paragraphs = from_document(_read(file))
    with Library.open(library) as opened:
        report = check_draft(opened, paragraphs, file.name)
    write = {Format.md: write_markdown, Format.html: write_html, Format.json: write_json}[format]
    if out is None:
        sys.stdout.write(write(report))
        return
    write_file(out, write(report))
    typer.echo(f"{out}: {', '.join(f'{count} {verdict}' for verdict, count in report.counts.items())}")


def _read(file: Path) -> Sequence[Paragraph]:
    """The paragraphs of a draft. Raises SourceError for a file that is no draft or cannot be read."""
    from ingest import read_document

    if file.suffix.lower() not in DRAFTS:
        raise SourceError(f"{file}: expected a draft as one of {' '.join(DRAFTS)}; save it in one of these")
    return read_document(file).paragraphs
