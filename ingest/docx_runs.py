"""The text of one Word paragraph: runs, fields, tracked changes, note marks, text boxes set aside.

It walks what stands inside a w:p and gives the text as Word would show it with
all changes accepted. Blocks, tables and the notes' own texts are read_docx's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .docx_numbers import W, attribute, bullet, whole
from .docx_styles import RunLook, Styles
from .marked_text import MarkedText
from .number_formats import format_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SPACES = {W + name: " " for name in ("tab", "ptab", "cr")} | {W + "br": "\n", W + "noBreakHyphen": "-"}
_SKIPPED = {W + name for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "rt", "fldData")}
_REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


def shown_children(element: Element) -> Iterator[Element]:
    """The children that Word shows: no deleted or moved-away text, one version of an alternative."""
    for child in element:
        if child.tag == f"{_MC}AlternateContent":
            chosen = child.find(f"{_MC}Choice")
            chosen = child.find(f"{_MC}Fallback") if chosen is None else chosen
            yield from () if chosen is None else shown_children(chosen)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:  # comments have no such tag
            yield child


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, and whether what stands there now is its result."""

    code: str = ""
    result: bool = False

    @property
    def contents(self) -> bool:
        return re.match(r"\s*(?:TOC|TOA|INDEX)\b", self.code) is not None


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A note that a paragraph marks: its kind ("footnote"), its id in the file, its mark as printed."""

    kind: str
    id: str
    label: str


@dataclass(slots=True)
class Gathered:
    """What one paragraph holds. contents: its text is the result of a contents field."""

    text: MarkedText = field(default_factory=MarkedText)
    notes: list[NoteReference] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    contents: bool = False


class NoteCounter:
    """Gives note marks as Word prints them: counted in order, in the format of the section.

    Numbering anew on each page cannot be known without laying the pages out;
    such notes are counted through.
    """

    def __init__(self, sections: list[Element], settings: Element | None) -> None:
        self._sections = sections
        self._settings = settings
        self._section = 0
        self._counts: dict[str, int] = {}

    def next_label(self, kind: str) -> str:
        """Count one note of a kind and give its mark."""
        start = whole(self._setting(kind, "numStart")) or 1
        self._counts[kind] = self._counts.get(kind, start - 1) + 1
        style = self._setting(kind, "numFmt") or ("lowerRoman" if kind == "endnote" else "decimal")
        return format_number(self._counts[kind], style)

    def end_section(self) -> None:
        """Go on to the next section of the document."""
        self._section += 1
        for kind in ("footnote", "endnote"):
            if self._setting(kind, "numRestart") == "eachSect":
                self._counts.pop(kind, None)

    def _setting(self, kind: str, name: str) -> str | None:
        path = f"{kind}Pr/{name}"
        section = self._sections[self._section] if self._section < len(self._sections) else None
        return attribute(section, path) or attribute(self._settings, path)


class RunReader:
    """Reads paragraphs in document order; a field may go on from one to the next."""

    def __init__(self, styles: Styles, notes: NoteCounter) -> None:
        self._styles = styles
        self.notes = notes
        self._fields: list[_Field] = []
        self._custom: tuple[str, str] | None = None  # a note whose own sign is still to come

    def read(self, paragraph: Element, look: RunLook, into: Gathered) -> None:
        """Add what a paragraph shows to what has been gathered."""
        for child in shown_children(paragraph):
            self._read(child, look, into)

    def _read(self, element: Element, look: RunLook, into: Gathered) -> None:
        tag = element.tag
        if tag == f"{W}r":
            look = self._styles.run(element, look)
            self._read_run(element, look, into)
        elif tag == f"{W}txbxContent":
            into.boxes.append(element)
        elif tag == _MATH_TEXT:
            self._add(element.text or "", look, into)
        else:
            for child in shown_children(element):
                self._read(child, look, into)

    def _read_run(self, run: Element, look: RunLook, into: Gathered) -> None:
        for code in run.iterfind(f"{W}instrText"):
            if self._fields and not self._fields[-1].result:
                self._fields[-1].code += code.text or ""
        for child in shown_children(run):
            if child.tag == f"{W}fldChar":
                self._turn_field(attribute(child, "", "fldCharType"))
            elif child.tag in _REFERENCES:
                self._read_reference(_REFERENCES[str(child.tag)], child, into)
            else:
                self._read_piece(child, look, into)

    def _read_piece(self, piece: Element, look: RunLook, into: Gathered) -> None:
        if piece.tag == f"{W}t":
            self._add(piece.text or "", look, into)
        elif piece.tag in _SPACES:
            self._add(_SPACES[str(piece.tag)], look, into)
        elif piece.tag == f"{W}sym":
            self._add(_symbol(attribute(piece, "", "char") or ""), look, into)
        else:
            self._read(piece, look, into)

    def _turn_field(self, turn: str | None) -> None:
        if turn == "begin":
            self._fields.append(_Field())
        elif turn == "separate" and self._fields:
            self._fields[-1].result = True
        elif turn == "end" and self._fields:
            self._fields.pop()

    def _read_reference(self, kind: str, reference: Element, into: Gathered) -> None:
        note_id = attribute(reference, "", "id") or ""
        if attribute(reference, "", "customMarkFollows") in ("1", "true", "on"):
            self._custom = kind, note_id
        else:
            self._mark(kind, note_id, self.notes.next_label(kind), into)

    def _mark(self, kind: str, note_id: str, label: str, into: Gathered) -> None:
        into.text.add_mark(label)
        into.notes.append(NoteReference(kind, note_id, label))

    def _add(self, piece: str, look: RunLook, into: Gathered) -> None:
        if look.hidden or not all(each.result for each in self._fields):
            return
        if self._custom and piece.strip():
            (kind, note_id), self._custom = self._custom, None
            self._mark(kind, note_id, piece.strip(), into)
            return
        into.contents |= any(each.contents for each in self._fields) and bool(piece.strip())
        if look.raised:
            into.text.add_raised(piece)
        else:
            into.text.add(piece, bold=look.bold, italic=look.italic, size=look.size)


def _symbol(code: str) -> str:
    """The character of a w:sym, whose code mostly lies in a symbol font's private area."""
    if not re.fullmatch(r"[0-9A-Fa-f]{2,5}", code):
        return ""
    sign = chr(int(code, 16))
    ascii_sign = chr(ord(sign) - 0xF000) if 0xF020 <= ord(sign) <= 0xF07E else ""
    if ascii_sign and not ascii_sign.isalpha():  # letters stand for other signs in such fonts
        return ascii_sign
    return bullet(sign)
