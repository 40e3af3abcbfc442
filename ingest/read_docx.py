"""DOCX files as blocks, in the order of the document: paragraphs, headings, list items, rows and notes.

It goes through body, tables, text boxes, headers and footers, and puts each
note after the block that carries its mark. Pages and line breaks are unknown:
Word makes them when it lays the text out. Pictures, charts and comments are
left out.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .blocks import Block, BlockKind, Mark, Reading
from .docx_archive import read_archive
from .docx_numbers import Numbering, W, attribute, whole
from .docx_runs import Gathered, NoteCounter, NoteReference, RunReader, shown_children
from .docx_styles import ParagraphLook, Styles
from .errors import SourceError
from .marked_text import MarkedText, join_cells, single_spaced

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LONGEST_HEADING = 300  # characters; a longer "heading" is a paragraph in the wrong style
_CORE = ("title", "author", "subject", "keywords", "category", "language", "created", "modified")
_PARTS = ("styles", "numbering", "settings", "footnotes", "endnotes")
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_Notes = dict[tuple[str, str], MarkedText]  # by kind ("footnote") and id in the file


def read_docx(path: Path) -> Reading:
    """Read a DOCX file.

    Raises SourceError when the file is no DOCX, is protected by a password, is
    damaged, or unpacks to more than 200 MB or a hundred times its size.
    """
    document = _open(path)
    body = document.element.body
    parts = _parts(document.part)
    sections = list(body.iter(f"{W}sectPr"))
    styles = Styles(parts.get("styles"))
    runs = RunReader(styles, NoteCounter(sections, parts.get("settings")))
    story = _Story(styles, Numbering(parts.get("numbering")), runs, _note_texts(parts, styles))
    story.read(body)
    headers = _furniture(document.part, sections, "headerReference", styles)
    footers = _furniture(document.part, sections, "footerReference", styles)
    blocks = _relative_sizes([*headers, *story.blocks, *footers])
    warnings = story.warnings if story.blocks else [*story.warnings, "no text was found"]
    return Reading(blocks, properties=_properties(document), warnings=tuple(warnings))


def _open(path: Path) -> Any:
    """The python-docx document of a file whose archive is sound."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    data = read_archive(path)
    try:
        document = Document(io.BytesIO(data))
        if document.element.body is None:
            raise ValueError("the main part has no body")
    except (KeyError, ValueError, AttributeError, OpcError, XMLSyntaxError) as error:
        found = single_spaced(str(error).strip("'\""))
        raise SourceError(
            f"{path.name}: expected a whole DOCX file, found a part missing or damaged ({found}); "
            "open it in Word or LibreOffice and save it again as .docx"
        ) from error
    return document


def _parts(main: Any) -> dict[str, Element]:
    """The roots of the parts beside the text, by the last word of their relation's type."""
    related = ((each.reltype.rsplit("/", 1)[-1], each) for each in main.rels.values() if not each.is_external)
    return {name: _root(relation.target_part) for name, relation in related if name in _PARTS}


def _root(part: Any) -> Element:
    """The XML of a part: python-docx has parsed those that it models, the others are bytes."""
    from docx.oxml.parser import parse_xml

    root: Element = part.element if hasattr(part, "element") else parse_xml(part.blob)
    return root


def _properties(document: Any) -> tuple[tuple[str, str], ...]:
    """The core properties that are set; nothing when the file has none."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    relations = document.part.package.rels.values()
    if not any(relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for relation in relations):
        return ()  # python-docx would make up a title
    values = [(name, getattr(document.core_properties, name)) for name in _CORE]
    return tuple((name, single_spaced(str(value))) for name, value in values if value)


class _Story:
    """Turns one story of the document (its body, a header) into blocks."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: RunReader, notes: _Notes) -> None:
        self.blocks: list[Block] = []
        self.warnings: list[str] = []
        self._styles = styles
        self._numbering = numbering
        self._runs = runs
        self._notes = notes
        self._carried: Gathered | None = None  # a paragraph whose end is deleted goes on in the next

    def read(self, container: Element) -> None:
        """Add the blocks of a container: the body, a cell, a text box, a content control."""
        for child in shown_children(container):
            if child.tag == f"{W}p":
                self._read_paragraph(child)
            elif child.tag == f"{W}tbl":
                self._read_table(child)
            elif child.tag == f"{W}altChunk":
                self.warnings.append("a file embedded in the document (altChunk) is not read")
            elif child.tag == f"{W}sdt":
                self._read_control(child)
            elif child.tag != f"{W}sectPr":
                self.read(child)

    def _read_control(self, control: Element) -> None:
        """A content control: only its content, and that is furniture in the gallery of contents lists."""
        first = len(self.blocks)
        for content in control.iterfind(f"{W}sdtContent"):
            self.read(content)
        if attribute(control, "sdtPr/docPartObj/docPartGallery") == "Table of Contents":
            self.blocks[first:] = map(_as_furniture, self.blocks[first:])

    def _read_paragraph(self, paragraph: Element) -> None:
        look = self._styles.paragraph(paragraph)
        gathered = self._gather(paragraph, look)
        if gathered is not None:
            block = _block(gathered, look, *self._list_label(look))
            self.blocks += [block] if block.text else []
            self._add_notes(gathered.notes)
            for box in gathered.boxes:
                self.read(box)
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            self._runs.notes.end_section()

    def _gather(self, paragraph: Element, look: ParagraphLook) -> Gathered | None:
        """What a paragraph holds; None when it goes on in the next, or is hidden."""
        gathered, self._carried = self._carried or Gathered(), None
        self._runs.read(paragraph, look.run, gathered)
        end = paragraph.find(f"{W}pPr/{W}rPr")
        if end is None:
            return gathered
        if end.find(f"{W}del") is not None or end.find(f"{W}moveFrom") is not None:
            self._carried = gathered
            return None
        return None if end.find(f"{W}vanish") is not None and not gathered.text.text else gathered

    def _list_label(self, look: ParagraphLook) -> tuple[str, int]:
        """The label that Word prints before a paragraph, and the level of its list."""
        if look.number is None:
            return "", 0
        number, level = look.number
        level = self._numbering.level_of_style(number, look.style) if level is None else level
        return self._numbering.next_label(number, level), level

    def _add_notes(self, references: Iterable[NoteReference]) -> None:
        for reference in references:
            note = self._notes.get((reference.kind, reference.id))
            if note is None:
                self.warnings.append(f"{reference.kind} {reference.label} has no text in the file")
            else:
                self.blocks.append(_note_block(note, reference.label))

    def _read_table(self, table: Element) -> None:
        rows = [row for row in _inside(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_inside(row, "tc")) for row in rows]
        if all(len(each) <= 1 for each in cells):  # a frame around paragraphs, not a table
            for each in cells:
                for cell in each:
                    self.read(cell)
            return
        first = len(self.blocks)
        for row, each in zip(rows, cells, strict=True):
            self._read_row(each, level=int(row.find(f"{W}trPr/{W}tblHeader") is not None))
        self._mark_header(first)

    def _read_row(self, cells: list[Element], level: int) -> None:
        texts: list[MarkedText] = []
        notes: list[NoteReference] = []
        contents = False
        for cell in cells:
            gathered = self._gather_cell(cell)
            span = whole(attribute(cell, "tcPr/gridSpan")) or 1
            texts += [gathered.text] + [MarkedText() for _ in range(1, min(span, 64))]
            notes += gathered.notes
            contents = contents or gathered.contents
        block = _row_block(texts, level)
        if _is_note_row(texts) and not notes:
            for cell in cells:
                self.read(cell)  # again, as paragraphs: the notes to a table stand in its last row
            return
        self.blocks += [_as_furniture(block) if contents else block] if block.text else []
        self._add_notes(notes)

    def _gather_cell(self, cell: Element) -> Gathered:
        """All of a cell on one line, tables and text boxes in it too; nothing where a merged cell goes on."""
        gathered = Gathered()
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val") != "restart":
            return gathered
        for paragraph in _inside(cell, "p"):
            look = self._styles.paragraph(paragraph)
            gathered.text.add(f" {self._list_label(look)[0]} ")
            self._runs.read(paragraph, look.run, gathered)
        while gathered.boxes:
            for paragraph in _inside(gathered.boxes.pop(0), "p"):
                gathered.text.add(" ")
                self._runs.read(paragraph, self._styles.paragraph(paragraph).run, gathered)
        return gathered

    def _mark_header(self, first: int) -> None:
        """A first row in bold is the header of a table that names none."""
        rows = [at for at in range(first, len(self.blocks)) if self.blocks[at].kind == "row"]
        if len(rows) > 1 and not any(self.blocks[at].level for at in rows):
            header, other = self.blocks[rows[0]], self.blocks[rows[1]]
            if header.bold and not other.bold:
                self.blocks[rows[0]] = replace(header, level=1)


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The shown elements of one name below an element, outermost ones only, in order."""
    for child in shown_children(element):
        if child.tag == W + name:
            yield child
        else:
            yield from _inside(child, name)


def _block(gathered: Gathered, look: ParagraphLook, label: str, list_level: int) -> Block:
    """A paragraph outside tables as a block."""
    text, marks = gathered.text.text, gathered.text.marks
    kind = _kind(gathered, look, label)
    if kind == "note":
        label, marks = marks[0].label, marks[1:]
    elif kind != "item" and label:  # only notes and items keep their label beside the text
        text, marks = f"{label} {text}" if text else "", _shifted(marks, len(label) + 1)
        label = ""
    level = look.level if kind == "heading" else list_level if kind == "item" else 0
    return _with_typography(Block(text, kind, (), marks, level, label, centred=look.centred), [gathered.text])


def _kind(gathered: Gathered, look: ParagraphLook, label: str) -> BlockKind:
    text, marks = gathered.text.text, gathered.text.marks
    if gathered.contents or not any(map(str.isalnum, text)):  # a contents list; a rule of dashes
        return "furniture"
    if look.kind != "text" and not (look.kind == "heading" and len(text) > _LONGEST_HEADING):
        return look.kind
    if label:
        return "item"
    return "note" if marks and marks[0].start == 0 else "text"  # a note typed under a table


def _row_block(cells: list[MarkedText], level: int) -> Block:
    line, marks = join_cells(cells)
    texts = tuple(cell.text for cell in cells)
    return _with_typography(Block(line, "row", (), marks, level, cells=texts), cells)


def _is_note_row(cells: list[MarkedText]) -> bool:
    written = [cell for cell in cells if cell.text]
    return len(written) == 1 and bool(written[0].marks) and written[0].marks[0].start == 0


def _with_typography(block: Block, pieces: list[MarkedText]) -> Block:
    """A block with the typography that all its pieces share; size still in points."""
    written = [piece for piece in pieces if piece.text]
    return replace(
        block,
        bold=bool(written) and all(piece.bold for piece in written),
        italic=bool(written) and all(piece.italic for piece in written),
        size=written[0].size if written else 0.0,
    )


def _shifted(marks: tuple[Mark, ...], by: int) -> tuple[Mark, ...]:
    return tuple(Mark(mark.label, max(0, mark.start + by)) for mark in marks)


def _as_furniture(block: Block) -> Block:
    return replace(block, kind="furniture", level=0, label="", cells=())


def _note_block(note: MarkedText, label: str) -> Block:
    """A note's text, without the sign that the author typed at its head."""
    text, marks = note.text, note.marks
    if marks and marks[0].start == 0:
        marks = marks[1:]
    elif not label.isalnum() and text.startswith(label):
        bare = text[len(label) :].lstrip()
        text, marks = bare, _shifted(marks, len(bare) - len(text))
    return _with_typography(Block(text, "note", (), marks, label=label), [note])


def _note_texts(parts: dict[str, Element], styles: Styles) -> _Notes:
    """The text of every footnote and endnote, its paragraphs on one line."""
    runs = RunReader(styles, NoteCounter([], None))
    texts: _Notes = {}
    for kind in ("footnote", "endnote"):
        root = parts.get(f"{kind}s")
        for note in [] if root is None else root.findall(W + kind):
            gathered = Gathered()
            for paragraph in _inside(note, "p"):
                gathered.text.add(" ")
                runs.read(paragraph, styles.paragraph(paragraph).run, gathered)
            texts[kind, attribute(note, "", "id") or ""] = gathered.text
    return texts


def _furniture(main: Any, sections: list[Element], reference: str, styles: Styles) -> list[Block]:
    """Headers or footers of all sections, equal ones once."""
    blocks: dict[str, Block] = {}
    for section in sections:
        for each in section.findall(W + reference):
            part = main.related_parts.get(each.get(_RELATION_ID))
            if part is not None:
                story = _Story(styles, Numbering(None), RunReader(styles, NoteCounter([], None)), {})
                story.read(_root(part))
                blocks |= {block.text: _as_furniture(block) for block in story.blocks}
    return list(blocks.values())


def _relative_sizes(blocks: list[Block]) -> tuple[Block, ...]:
    """Sizes in points to sizes over that of most running text; 1.0 where a size is unknown."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[block.size] += len(block.text) * (block.kind in ("text", "item"))
    body = max(sizes, key=lambda size: sizes[size]) if sizes else 0.0
    return tuple(
        replace(block, size=round(block.size / body, 2) if block.size and body else 1.0) for block in blocks
    )
