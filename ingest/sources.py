"""Sources: which files a folder holds, and what its `sources.toml` says of them.

`sources.toml` stands beside the files; each table names a file and overrides
what was read off it:

    ["background-paper.pdf"]
    title = "Corruption and trafficking in persons"
    symbol = "CTOC/COP/WG.4/2023/2"
    aliases = ["background paper"]
    authors = ["Secretariat"]
    publisher = "United Nations"
    date = "2023-07-14"
    genre = "secretariat"     # treaty, resolution, secretariat, paper, delegate, unknown
    binding = "not binding"   # binding, not binding, unknown
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from .document import Binding, Document, Genre
from .errors import SettingsError, SourceError
from .read import ENDINGS

OVERRIDES = "sources.toml"
_KEYS = {
    "title": str,
    "symbol": str,
    "aliases": list,
    "authors": list,
    "publisher": str,
    "date": str,
    "genre": str,
    "binding": str,
}
_NOT_DOCUMENTS = (
    "readme",
    "license",
    "licence",
    "changelog",
    "contributing",
)  # about a folder, not part of it
_CHOICES: dict[str, tuple[str, ...]] = {"genre": get_args(Genre), "binding": get_args(Binding)}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its path, its name in the library, and what overrides its metadata."""

    path: Path
    name: str
    overrides: Mapping[str, Any]


def find_sources(paths: Sequence[Path]) -> tuple[Source, ...]:
    """The documents under the paths, sorted by name; hidden files and other formats are passed over.

    Raises SourceError when a path is not there or no document is found,
    SettingsError when a sources.toml is wrong.
    """
    found: dict[Path, Source] = {}
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: expected a file or folder, found nothing there; check the path")
        root = path if path.is_dir() else path.parent
        overrides = read_overrides(root / OVERRIDES)
        for file in _documents(path):
            name = file.relative_to(root).as_posix()
            found.setdefault(file.resolve(), Source(file, name, overrides.get(name, {})))
    if not found:
        where = ", ".join(str(path) for path in paths)
        raise SourceError(
            f"{where}: expected documents ({' '.join(ENDINGS)}), found none; name another folder"
        )
    return _with_unique_names(sorted(found.values(), key=lambda source: source.name))


def _documents(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [
        file
        for file in sorted(path.rglob("*"))
        if file.is_file()
        and file.suffix.lower() in ENDINGS
        and file.stem.lower() not in _NOT_DOCUMENTS
        and not any(part.startswith((".", "~$")) for part in file.relative_to(path).parts)
    ]


def _with_unique_names(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Two folders may hold files of one name: the later one is told apart by its folder."""
    taken: set[str] = set()
    unique = []
    for source in sources:
        name = source.name if source.name not in taken else f"{source.path.parent.name}/{source.name}"
        taken.add(name)
        unique.append(replace(source, name=name))
    return tuple(unique)


def read_overrides(path: Path) -> dict[str, dict[str, Any]]:
    """The tables of a sources.toml, checked; {} when there is no such file. Raises SettingsError."""
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: expected TOML, found an error ({error}); mend that line") from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise SettingsError(
                f'{path}: expected tables like ["file.pdf"], found the key {name}; put it under a file'
            )
        _check(path, name, table)
    return tables


def _check(path: Path, name: str, table: dict[str, Any]) -> None:
    for key, value in table.items():
        if key not in _KEYS:
            known = ", ".join(_KEYS)
            raise SettingsError(f'{path}: ["{name}"] has the unknown key {key}; known keys are {known}')
        if not isinstance(value, _KEYS[key]):
            kind = "a list of texts" if _KEYS[key] is list else "a text"
            raise SettingsError(f'{path}: ["{name}"] {key}: expected {kind}, found {value!r}; mend it')
        if key in _CHOICES and value not in _CHOICES[key]:
            choices = ", ".join(_CHOICES[key])
            raise SettingsError(
                f'{path}: ["{name}"] {key}: expected one of {choices}, found {value!r}; mend it'
            )


def apply_overrides(document: Document, overrides: Mapping[str, Any]) -> Document:
    """The document with the user's word in place of what was read; aliases are added to those found."""
    if not overrides:
        return document
    changes: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in overrides.items()
    }
    if "aliases" in changes:
        changes["aliases"] = tuple(dict.fromkeys((*changes["aliases"], *document.aliases)))
    return replace(document, **changes)
