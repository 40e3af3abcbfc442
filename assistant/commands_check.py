"""The command `rapporteur check`: a draft in, a report of its quotations, references and figures out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ingest import Paragraph, SourceError

from .options import PATH, example, format_option, library_option, out_option

DRAFTS = (".txt", ".text", ".md", ".markdown", ".docx")
FORMATS = ("md", "html", "json")


@click.command(
    epilog=example("check paper.docx --library library"),
    short_help="Check a draft against the library.",
)
@click.argument("file", type=PATH, help="The draft: text, Markdown or DOCX.")
@library_option
@format_option(FORMATS)
@out_option
def check(file: Path, library: Path, format: str, out: Path | None) -> None:
    """Check a draft's quotations, provision references and figures against the library; nothing is rewritten."""
    from index import Library

    from .draft import check_draft
    from .draft_reading import from_document
    from .draft_report import write_html, write_json, write_markdown
    from .writing import write_file

    paragraphs = from_document(_read(file))
    with Library.open(library) as opened:
        report = check_draft(opened, paragraphs, file.name)
    write = {"md": write_markdown, "html": write_html, "json": write_json}[format]
    if out is None:
        sys.stdout.write(write(report))
        return
    write_file(out, write(report))
    click.echo(f"{out}: {', '.join(f'{count} {verdict}' for verdict, count in report.counts.items())}")


def _read(file: Path) -> Sequence[Paragraph]:
    """The paragraphs of a draft. Raises SourceError for a file that is no draft or cannot be read."""
    from ingest import read_document

    if file.suffix.lower() not in DRAFTS:
        raise SourceError(f"{file}: expected a draft as one of {' '.join(DRAFTS)}; save it in one of these")
    return read_document(file).paragraphs
