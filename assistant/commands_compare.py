"""The command `rapporteur compare`: a matter in, the provisions of several instruments on it out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import example, format_option, library_option, out_option, worded

if TYPE_CHECKING:
    from .compare import Cell, Comparison

FORMATS = ("text", "md", "html", "json")


@click.command(
    epilog=example('compare "confiscation" --in UNTOC,UNCAC --library library'),
    short_help="Set several instruments on a matter side by side.",
)
@click.argument("topic", help="The matter: “confiscation”, “definition of public official”.")
@click.option(
    "--in",
    "instruments",
    default="",
    help="Documents by any of their names, with commas between; all treaties without.",
)
@library_option
@format_option(FORMATS)
@out_option
def compare(topic: str, instruments: str, library: Path, format: str, out: Path | None) -> None:
    """Set what several instruments say on a matter side by side, word for word, with the words that differ marked."""
    from index import Library

    from .compare import choose_instruments, compare_instruments
    from .writing import write_file

    worded(topic, "matter")
    names = [each for each in instruments.split(",") if each.strip()]
    with Library.open(library) as opened:
        chosen = choose_instruments(opened, names)
        comparison = compare_instruments(opened, topic, chosen)
    if format == "text" and out is None:
        _print(comparison)
        return
    text = _write(comparison, "md" if format == "text" else format)
    if out is None:
        sys.stdout.write(text)
        return
    write_file(out, text)


def _write(comparison: Comparison, format: str) -> str:
    from .comparison_view import write_html, write_markdown

    if format == "json":
        return json.dumps(comparison.to_record(), ensure_ascii=False, indent=2) + "\n"
    return write_html(comparison) if format == "html" else write_markdown(comparison)


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
