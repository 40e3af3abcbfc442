"""Breaks text into lines of a given width, with the runs, word gaps and note marks of each.

Widths, sizes and places are in points, x from the left edge of the page. Breaking is greedy:
at spaces, after hyphens that the author wrote, and at soft hyphens. Nothing here draws.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportlab.pdfbase.pdfmetrics import stringWidth

from .markup import SOFT_HYPHEN, Span, spans

_BREAK = re.compile(f"(?<=[ {SOFT_HYPHEN}-])")
MARK_SIZE, MARK_RISE = 0.62, 0.36  # of a note mark, over the size of its text


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face at one size, raised by `rise` points."""

    text: str
    face: str
    size: float
    rise: float = 0.0

    @property
    def width(self) -> float:
        """In points, without any widening of the word gaps."""
        return float(stringWidth(self.text, self.face, self.size))


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs that follow each other from `x`; `gap` is added to every space to fill the line."""

    x: float
    runs: tuple[Run, ...]
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one base line.

    height   from the base line above to this one; `space` is added to it except at a page's head
    keep     it may not be the last line of a page
    notes    numbers of the notes whose marks it carries
    rules    horizontal rules (dy, x0, x1, weight), dy above the base line
    entry    the heading that it begins, for the list of contents
    """

    pieces: tuple[Piece, ...]
    height: float
    space: float = 0.0
    keep: bool = False
    notes: tuple[int, ...] = ()
    rules: tuple[tuple[float, float, float, float], ...] = ()
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How a block is set.

    left, right  edges of its measure
    first, hang  indentation of its first line and of the others; `tab` is the distance from its
                 number, which stands at `first`, to its text
    align        "full", "left" or "centre"
    above        space before the block; `keep` binds it to the block after it
    """

    size: float
    leading: float
    left: float
    right: float
    first: float = 0.0
    tab: float = 0.0
    hang: float = 0.0
    align: str = "full"
    above: float = 0.0
    keep: bool = False
    bold: bool = False
    italic: bool = False

    @property
    def face(self) -> str:
        """The face of its numbers and of text without markup."""
        return face(self.bold, self.italic)


def face(bold: bool, italic: bool) -> str:
    """The name of one of the four Times faces that every PDF reader has."""
    if not bold and not italic:
        return "Times-Roman"
    return "Times-" + "Bold" * bold + "Italic" * italic


@dataclass(frozen=True, slots=True)
class _Atom:
    """What no line end may divide; `after` is a space, a soft hyphen or nothing."""

    runs: tuple[Run, ...]
    notes: tuple[int, ...]
    after: str


def set_block(text: str, style: Style, number: str = "", entry: str = "") -> list[Line]:
    """Set one block; the number, if any, stands at the head of its first line."""
    rows: list[list[_Atom]] = [[]]
    for atom in _atoms(text, style):
        if rows[-1] and _width(_runs([*rows[-1], atom])) > _room(style, len(rows) == 1):
            rows.append([])
        rows[-1].append(atom)
    last = len(rows) - 1
    lines = [_line(row, style, index == 0, index == last) for index, row in enumerate(rows)]
    lines = [replace(line, keep=style.keep or _bound(index, last)) for index, line in enumerate(lines)]
    head = (Piece(style.left + style.first, (Run(number, style.face, style.size),)),) if number else ()
    lines[0] = replace(lines[0], pieces=head + lines[0].pieces, space=style.above, entry=entry)
    return lines


def _bound(index: int, last: int) -> bool:
    """The first two and the last two lines of a paragraph stay on one page."""
    return last > 0 and index in (0, last - 1)


def _atoms(text: str, style: Style) -> list[_Atom]:
    atoms: list[_Atom] = []
    runs: list[Run] = []
    notes: list[int] = []
    for span in spans(text):
        for piece in [span.text] if span.mark else _BREAK.split(span.text):
            if body := piece.rstrip(" " + SOFT_HYPHEN):
                runs.append(_run(body, span, style))
                notes += [int(body)] if span.mark else []
            if piece != body or (piece.endswith("-") and not span.mark):
                atoms.append(_Atom(tuple(runs), tuple(notes), piece[len(body) :]))
                runs, notes = [], []
    return [*atoms, _Atom(tuple(runs), tuple(notes), "")] if runs else atoms


def _run(text: str, span: Span, style: Style) -> Run:
    if span.mark:
        return Run(text, face(False, False), style.size * MARK_SIZE, style.size * MARK_RISE)
    return Run(text, face(span.bold or style.bold, span.italic != style.italic), style.size)


def _runs(row: list[_Atom]) -> list[Run]:
    """The runs of a line that holds these atoms, runs of one face made one."""
    runs: list[Run] = []
    for index, atom in enumerate(row):
        inner = index < len(row) - 1
        ending = {" ": " " if inner else "", SOFT_HYPHEN: "" if inner else "-", "": ""}[atom.after]
        own = [*atom.runs[:-1], replace(atom.runs[-1], text=atom.runs[-1].text + ending)]
        for run in own:
            if runs and replace(runs[-1], text="") == replace(run, text=""):
                runs[-1] = replace(run, text=runs[-1].text + run.text)
            else:
                runs.append(run)
    return runs


def _width(runs: list[Run]) -> float:
    return sum(run.width for run in runs)


def _indent(style: Style, first: bool) -> float:
    return style.first + style.tab if first else style.hang


def _room(style: Style, first: bool) -> float:
    return style.right - style.left - _indent(style, first)


def _line(row: list[_Atom], style: Style, first: bool, last: bool) -> Line:
    runs = _runs(row)
    slack = _room(style, first) - _width(runs)
    spaces = sum(run.text.count(" ") for run in runs)
    gap = slack / spaces if style.align == "full" and not last and spaces else 0.0
    x = style.left + _indent(style, first) + (slack / 2 if style.align == "centre" else 0.0)
    notes = tuple(note for atom in row for note in atom.notes)
    return Line((Piece(x, tuple(runs), gap),), style.leading, notes=notes)
