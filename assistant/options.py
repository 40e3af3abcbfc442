"""What the commands share: how a path is read, and the options that several of them have."""

from __future__ import annotations

from pathlib import Path

import click

PATH: click.Path = click.Path(path_type=Path)

library_option = click.option(
    "--library",
    "-l",
    type=PATH,
    default=Path("library"),
    show_default=True,
    envvar="RAPPORTEUR_LIBRARY",
    show_envvar=True,
    help="The library's folder.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON (docs/contract.md) instead of text."
)


def example(command: str) -> str:
    """What stands below a command's help."""
    return f"Example: rapporteur {command}"
