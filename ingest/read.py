"""One file in, one Document out: the reader for its format, then the same steps for all formats.

This is the order of the whole package: read, find notes, set imprint apart,
find headings, join pieces, describe, name, tie notes, find references, report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .blocks import Block, Reading
from .divisions import shape_of
from .document import Document, NoteMark, Paragraph
from .drafts import Drafts
from .errors import SourceError
from .footnotes import find_notes
from .headings import mark_headings
from .imprint import mark_imprint
from .join import join_pieces
from .metadata import describe
from .references import resolve
from .report import report_on
from .structure import build
from .ties import tie_notes

RULES = "11"  # changes whenever the same bytes would give other paragraphs or metadata
# a hyphen that forbids a line break is a hyphen; one sign for one sign, so that offsets stay
_HYPHENS = str.maketrans("‐‑", "--")
TEXT_ENDINGS = (".txt", ".md", ".markdown", ".text")
ENDINGS = (*TEXT_ENDINGS, ".html", ".htm", ".docx", ".pdf")


def read_document(path: Path, source: str | None = None) -> Document:
    """Read one file. source is its name in the library, the bare file name by default.

    Raises SourceError, one line, when nothing can be read from it.
    """
    name = source or path.name
    data = _bytes(path, name)
    reading = read_blocks(path)
    return document_from(reading, name=name, stem=path.stem, data=data)


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{name}: expected a file, found nothing there; check the path") from None
    except OSError as error:
        raise SourceError(f"{name}: cannot be opened ({error.strerror}); check its permissions") from error


def read_blocks(path: Path) -> Reading:
    """The blocks of a file, by what the file is: its first bytes overrule a wrong ending."""
    with path.open("rb") as file:
        head = file.read(1024)
    kind = path.suffix.lower()
    if b"%PDF-" in head:
        kind = ".pdf"
    elif head.startswith(b"PK\x03\x04") or head.startswith(b"\xd0\xcf\x11\xe0"):
        kind = ".docx"
    elif kind in (".pdf", ".docx") and head.strip():
        raise SourceError(
            f"{path.name}: expected {kind[1:].upper()}, found something else inside; give it its real ending"
        )
    if kind == ".pdf":
        from .read_pdf import read_pdf

        return read_pdf(path)
    if kind == ".docx":
        from .read_docx import read_docx

        return read_docx(path)
    if kind in (".html", ".htm"):
        from .read_html import read_html
        from .read_text import decode

        text, warnings = decode(path.read_bytes(), path.name)
        reading = read_html(text)
        return replace(reading, warnings=reading.warnings + warnings)
    if kind in TEXT_ENDINGS:
        from .read_text import read_text

        return read_text(path)
    raise SourceError(
        f"{path.name}: expected one of {' '.join(ENDINGS)}, found {kind or 'no ending'}; convert it first"
    )


def document_from(reading: Reading, *, name: str, stem: str, data: bytes) -> Document:
    """The document that a file's blocks make. data is only hashed, for the document's id."""
    if not any(block.text for block in reading.blocks):
        raise SourceError(_without_text(reading, name))
    blocks = [replace(each, text=each.text.translate(_HYPHENS)) for each in reading.blocks]
    joined = join_pieces(mark_headings(mark_imprint(find_notes(blocks))))
    about = describe(joined.blocks, shape_of(joined.blocks), stem, dict(reading.properties))
    drafts = build(_apart(joined.blocks, about.masthead), about.title, about.titles)
    identity = hashlib.sha256(data).hexdigest()[:16]
    paragraphs = resolve(tie_notes(_paragraphs(drafts, identity)))
    return Document(
        id=identity,
        source=name,
        title=about.title,
        paragraphs=paragraphs,
        symbol=about.symbol,
        aliases=about.aliases,
        authors=about.authors,
        publisher=about.publisher,
        date=about.date,
        genre=about.genre,
        binding=about.binding,
        rules=RULES,
        report=report_on(reading, joined, drafts, paragraphs, about),
    )


def _apart(blocks: Sequence[Block], masthead: frozenset[int]) -> list[Block]:
    return [replace(each, kind="furniture") if at in masthead else each for at, each in enumerate(blocks)]


def _without_text(reading: Reading, name: str) -> str:
    pages = f"{reading.pages} pages" if reading.pages else "a file"
    return f"{name}: expected text, found {pages} without any (a scan?); run it through OCR, then ingest the result"


def _paragraphs(drafts: Drafts, identity: str) -> list[Paragraph]:
    ids = list(drafts.ids(identity))
    return [
        Paragraph(
            id=ids[at],
            document=identity,
            position=at,
            kind=draft.kind,
            text=draft.block.text,
            locator=draft.locator,
            lead=draft.lead,
            section=draft.section,
            parent=ids[draft.parent] if draft.parent is not None else None,
            notes=tuple(NoteMark(mark.label, mark.start) for mark in draft.block.marks),
            places=draft.block.places,
        )
        for at, draft in enumerate(drafts.placed)
    ]
