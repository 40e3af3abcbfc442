"""The command `rapporteur compare`: a matter in, the provisions of several instruments on it out."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from .compare import Cell, Comparison

DEFAULT_LIBRARY = Path("library")


class Format(StrEnum):
    """How the comparison is written."""

    text = "text"
    md = "md"
    html = "html"
    json = "json"


def compare(
    topic: Annotated[
        str, typer.Argument(help="The matter: “confiscation”, “definition of public official”.")
    ],
    instruments: Annotated[
        str,
        typer.Option(
            "--in", help="Documents by any of their names, with commas between; all treaties without."
        ),
    ] = "",
    library: Annotated[
        Path, typer.Option("--library", "-l", envvar="RAPPORTEUR_LIBRARY", help="The library's folder.")
    ] = DEFAULT_LIBRARY,
    format: Annotated[Format, typer.Option("--format", "-f", help="How it is written.")] = Format.text,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where it goes; the screen without it.")
    ] = None,
) -> None:
    """Set what several instruments say on a matter side by side, word for word, with the words that differ marked."""
    from index import Library

    from .compare import choose_instruments, compare_instruments
    from .writing import write_file

    with Library.open(library) as opened:
        chosen = choose_instruments(opened, instruments.split(",") if instruments.strip() else ())
        comparison = compare_instruments(opened, topic, chosen)
    if format is Format.text and out is None:
        _print(comparison)
        return
    text = _write(comparison, Format.md if format is Format.text else format)
    if out is None:
        sys.stdout.write(text)
        return
    write_file(out, text)


def _write(comparison: Comparison, format: Format) -> str:
    from .comparison_view import write_html, write_markdown

    if format is Format.json:
        return json.dumps(comparison.to_record(), ensure_ascii=False, indent=2) + "\n"
    return write_html(comparison) if format is Format.html else write_markdown(comparison)


def _print(comparison: Comparison) -> None:
    """Rows one below the other: terminals are too narrow for columns of legal text."""
    from rich.console import Console
    from rich.text import Text

    from .citing import short_name

    console = Console(highlight=False)
    for each in comparison.provisions:
        line = each.heading or ", ".join(p.locator.shown for p in each.paragraphs[:1])
        console.print(
            Text.assemble(
                (f"{short_name(each.document)}: ", "bold"), line if each.paragraphs else "no provision found"
            )
        )
    for row in comparison.rows:
        console.print()
        for cell in filter(None, row):
            console.print(_cell(cell))


def _cell(cell: Cell) -> object:
    from rich.text import Text

    from .citing import short_name

    text, lead = cell.paragraph.text, cell.paragraph.lead
    words = Text(text[lead:])
    for start, end in cell.differs:
        words.stylize("bold yellow", start - lead, end - lead)
    return Text.assemble(
        (f"{short_name(cell.document)}, {cell.paragraph.locator.shown}: ", "bold cyan"), words
    )
