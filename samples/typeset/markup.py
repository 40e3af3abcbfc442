"""Reads the markup of samples/source: a head of `key: value` lines, then blocks.

    # Heading        1 to 3 signs; "Article 9 | Title" has a number and a title
    1. text          a numbered paragraph; (a), (i) and - are items, two spaces a level
    > text           a quotation
    | a | b |        a table row; !table, !under and !source give its caption and notes
    [^name]: text    a note, after the paragraph that has its mark [^name]
    {name}           the number of the note of that name
    *italic* **bold**, and \\- where a word may be broken

Notes are numbered here, in the order of their marks. It does not know how anything looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["heading", "text", "item", "quotation", "table"]

SOFT_HYPHEN = "\u00ad"

_ITEM = re.compile(r"^( *)(-|\d{1,2}\.|\([a-z]+\)) (?=\S)")
_NOTE = re.compile(r"^\[\^(\w+)\]: ")
_MARK = re.compile(r"\[\^(\w+)\]")
_INLINE = re.compile(r"(\*\*.+?\*\*|\*.+?\*|\[\^\d+\])")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one face; `mark` says that it is the number of a note."""

    text: str
    italic: bool = False
    bold: bool = False
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a source.

    number   what is printed before the text: "1.", "(a)", "-" or ""
    depth    items: levels of indentation from 0; headings: 1 to 3
    rows     tables: the cells, header first; caption, under and source go with them
    """

    kind: Kind
    text: str = ""
    number: str = ""
    depth: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    under: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source file: its head, its body as written but with numbered notes, its notes from 1."""

    fields: dict[str, str]
    body: str
    notes: tuple[str, ...]

    def parts(self, name: str) -> list[str]:
        """The values of a field that holds several, divided by bars."""
        return [each.strip() for each in self.fields[name].split("|")]

    def blocks(self) -> list[Block]:
        """The body in blocks, without the notes."""
        chunks = [chunk for chunk in _chunks(self.body) if not _NOTE.match(chunk)]
        return [block for chunk in chunks for block in _read_chunk(chunk)]


def read_source(text: str) -> Source:
    """Parse a source file. Raises KeyError for a note mark without its note."""
    head, body = text.replace("\\-", SOFT_HYPHEN).split("\n---\n", 1)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    running = "\n\n".join(chunk for chunk in _chunks(body) if not _NOTE.match(chunk))
    names = {name: str(index + 1) for index, name in enumerate(_MARK.findall(running))}
    body = _MARK.sub(lambda match: f"[^{names[match[1]]}]", body)
    body = re.sub(r"\{(\w+)\}", lambda match: names[match[1]], body)
    heads = [(chunk, _NOTE.match(chunk)) for chunk in _chunks(body)]
    notes = {match[1]: _join(chunk[match.end() :]) for chunk, match in heads if match}
    return Source(fields, body.strip("\n"), tuple(notes[number] for number in names.values()))


def spans(text: str) -> tuple[Span, ...]:
    """Divide a text by its faces and note marks: "a *b*[^1]" is "a ", italic "b", mark "1"."""
    return tuple(_span(piece) for piece in _INLINE.split(curl(text)) if piece)


def curl(text: str) -> str:
    """Typewriter quotation marks and apostrophes made typographic."""
    text = re.sub(r'(^|[\s(\[*])"', "\\1\u201c", text)
    return text.replace('"', "\u201d").replace("'", "\u2019")


def _span(piece: str) -> Span:
    if piece.startswith("[^"):
        return Span(piece[2:-1], mark=True)
    if piece.startswith("**"):
        return Span(piece[2:-2], bold=True)
    if piece.startswith("*"):
        return Span(piece[1:-1], italic=True)
    return Span(piece)


def _chunks(body: str) -> list[str]:
    return re.split(r"\n\s*\n", body.strip("\n"))


def _read_chunk(chunk: str) -> list[Block]:
    if chunk.startswith("#"):
        signs, text = chunk.split(" ", 1)
        return [Block("heading", _join(text), depth=len(signs))]
    if chunk.startswith(("|", "!table")):
        return [_read_table(chunk)]
    if chunk.startswith(">"):
        return [Block("quotation", _join(chunk.replace("> ", "")))]
    return [_read_text(lines) for lines in _items(chunk.splitlines())]


def _items(lines: list[str]) -> list[list[str]]:
    """Lines in groups, each beginning at an item's number (the first wherever it begins)."""
    starts = [index for index, line in enumerate(lines) if index == 0 or _ITEM.match(line)]
    return [lines[start:end] for start, end in pairwise([*starts, len(lines)])]


def _read_text(lines: list[str]) -> Block:
    text = _join("\n".join(lines))
    if match := _ITEM.match(lines[0]):
        return Block("item", text.removeprefix(match[2]).lstrip(), match[2], len(match[1]) // 2)
    return Block("text", text)


def _read_table(chunk: str) -> Block:
    lines = chunk.splitlines()
    said = dict(line[1:].split(" ", 1) for line in lines if line.startswith("!"))
    barred = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    rows = tuple(tuple(cell.strip() for cell in row) for row in barred)
    return Block(
        "table",
        rows=rows,
        caption=said.get("table", ""),
        under=said.get("under", ""),
        source=said.get("source", ""),
    )


def _join(text: str) -> str:
    return " ".join(text.split())
