"""What the commands share: how a path, a port and a question are read, and the options that several of them have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from ingest import SettingsError

_Command = TypeVar("_Command", bound=Callable[..., Any])

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


def format_option(formats: Sequence[str]) -> Callable[[_Command], _Command]:
    """How something is written: one of the formats, the first without the option."""
    return click.option(
        "--format",
        "-f",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How it is written.",
    )


out_option = click.option("--out", "-o", type=PATH, help="Where it goes; the screen without it.")


def example(command: str) -> str:
    """What stands below a command's help."""
    return f"Example: rapporteur {command}"


def worded(text: str, name: str) -> str:
    """The text as given. Raises SettingsError where it has no letter and no digit: nothing can be searched for."""
    if not any(map(str.isalnum, text)):
        raise SettingsError(f"“{text}”: expected a {name} in words, found none; write one")
    return text
