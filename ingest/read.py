"""One file in, one Document out: the reader for its format, then the same steps for all formats.

This is the order of the whole package: read, find notes, set imprint apart,
find headings, join pieces, describe, name, tie notes, find references, report.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .blocks import Block, Reading
from .document import Document, NoteMark, Paragraph, Report
from .errors import SourceError
from .footnotes import find_notes, stands_for
from .headings import mark_headings
from .imprint import mark_imprint
from .join import Joined, join_pieces
from .metadata import Metadata, describe
from .references import resolve
from .structure import Draft, build, keys, shape_of

RULES = "1"  # changes whenever the same bytes would give other paragraphs or metadata
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
        raise SourceError(f"{path.name}: expected {kind[1:].upper()}, found something else inside; give it its real ending")
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
    raise SourceError(f"{path.name}: expected one of {' '.join(ENDINGS)}, found {kind or 'no ending'}; convert it first")


def document_from(reading: Reading, *, name: str, stem: str, data: bytes) -> Document:
    """The document that a file's blocks make. data is only hashed, for the document's id."""
    if not any(block.text for block in reading.blocks):
        raise SourceError(_without_text(reading, name))
    joined = join_pieces(mark_headings(mark_imprint(find_notes(reading.blocks))))
    about = describe(joined.blocks, shape_of(joined.blocks), stem, dict(reading.properties))
    drafts = build(_apart(joined.blocks, about.masthead), about.title, about.titles)
    identity = hashlib.sha256(data).hexdigest()[:16]
    paragraphs = resolve(_tie_notes(_paragraphs(drafts, identity), drafts))
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
        report=_report(reading, joined, drafts, paragraphs, about),
    )


def _apart(blocks: Sequence[Block], masthead: frozenset[int]) -> list[Block]:
    return [replace(each, kind="furniture") if at in masthead else each for at, each in enumerate(blocks)]


def _without_text(reading: Reading, name: str) -> str:
    pages = f"{reading.pages} pages" if reading.pages else "a file"
    return f"{name}: expected text, found {pages} without any (a scan?); run it through OCR, then ingest the result"


def _paragraphs(drafts: Sequence[Draft], identity: str) -> list[Paragraph]:
    ids = [f"{identity}#{key}" for key in keys(drafts)]
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
        for at, draft in enumerate(drafts)
    ]


def _tie_notes(paragraphs: list[Paragraph], drafts: Sequence[Draft]) -> list[Paragraph]:
    """Give each mark its note: the nearest one after it with its label that no other mark has taken."""
    notes: dict[str, list[int]] = {}
    for at, each in enumerate(paragraphs):
        if each.kind == "note":
            notes.setdefault(each.locator.label, []).append(at)
    taken: set[int] = set()
    for at, each in enumerate(paragraphs):
        if each.notes and each.kind != "note":
            tied = tuple(replace(mark, note=_note_for(mark.mark, at, notes, taken, paragraphs)) for mark in each.notes)
            paragraphs[at] = replace(each, notes=tied)
    return paragraphs


def _note_for(
    label: str, at: int, notes: dict[str, list[int]], taken: set[int], paragraphs: Sequence[Paragraph]
) -> str | None:
    free = [note for note in notes.get(label, ()) if note not in taken]
    if not free:
        return None
    after = [note for note in free if note > at]
    chosen = after[0] if after else free[-1]
    taken.add(chosen)
    return paragraphs[chosen].id


def meaning_of(note: Paragraph, paragraphs: Sequence[Paragraph]) -> Paragraph:
    """The note that a note's "Ibid." or "(note 12)" stands for, followed to its end; the note itself otherwise."""
    notes = [each for each in paragraphs if each.kind == "note"]
    by_label = {each.locator.label: each for each in notes}
    order = [each.id for each in notes]
    seen = {note.id}
    while True:
        at = order.index(note.id)
        before = notes[at - 1].locator.label if at else None
        target = by_label.get(stands_for(note.text, note.locator.label, before) or "")
        if target is None or target.id in seen:
            return note
        seen.add(target.id)
        note = target


def _report(
    reading: Reading, joined: Joined, drafts: Sequence[Draft], paragraphs: Sequence[Paragraph], about: Metadata
) -> Report:
    tied = {mark.note for each in paragraphs for mark in each.notes if mark.note}
    doubtful = set(joined.doubtful)
    gaps, repeats = _series(paragraphs)
    return Report(
        units=tuple(sorted(Counter(each.kind for each in paragraphs).items())),
        pages=reading.pages,
        blank_pages=tuple(page + 1 for page in reading.blank_pages),
        joins=joined.joins,
        gaps=gaps,
        repeats=repeats,
        lone_marks=tuple(
            f"{each.locator.shown}: mark {mark.mark}"
            for each in paragraphs
            if each.kind != "furniture"
            for mark in each.notes
            if mark.note is None
        ),
        lone_notes=tuple(e.locator.shown for e in paragraphs if e.kind == "note" and e.id not in tied),
        doubtful=tuple(d.locator.shown for d in drafts if d.source in doubtful),
        warnings=(*reading.warnings, *_warnings(reading, about)),
    )


def _warnings(reading: Reading, about: Metadata) -> tuple[str, ...]:
    found = []
    if reading.blank_pages:
        pages = ", ".join(str(page + 1) for page in reading.blank_pages[:10])
        more = " and more" if len(reading.blank_pages) > 10 else ""
        found.append(f"pages without text: {pages}{more}; if they are scans, run the file through OCR")
    if not about.titles:
        found.append("no title found; give one in sources.toml")
    return tuple(found)


def _series(paragraphs: Sequence[Paragraph]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Printed numbers that a series skips, and those that it has twice."""
    gaps, repeats = [], []
    last: dict[tuple[tuple[str, str], ...], int] = {}
    for each in paragraphs:
        steps = each.locator.steps
        steps = steps[:-1] if steps[-1:] == (("title", ""),) else steps
        name, value = steps[-1] if steps else ("", "")
        number = re.match(r"\d+", value)
        if name not in ("paragraph", "article") or not number or (name == "paragraph" and not each.lead):
            continue
        above, count = steps[:-1], int(number[0])
        before = last.get(above, 0)
        if count > before + 1:
            gaps += [each.locator.shown.replace(value, str(missing)) for missing in range(before + 1, count)]
        elif count <= before and " " not in value and each.kind != "body" or count < before:
            repeats.append(each.locator.shown)
        last[above] = max(count, before)
    return tuple(gaps), tuple(repeats)
