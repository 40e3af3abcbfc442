"""What the commands share: how a path, a port and a question are read, and the options that several of them have."""

from __future__ import annotations

from pathlib import Path

import click

from ingest import SettingsError

PATH: click.Path = click.Path(path_type=Path)
PORT: click.IntRange = click.IntRange(0, 65535)

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


def worded(text: str, name: str) -> str:
    """The text as given. Raises SettingsError where it has no letter and no digit: nothing can be searched for."""
    if not any(map(str.isalnum, text)):
        raise SettingsError(f"“{text}”: expected a {name} in words, found none; write one")
    return text
