"""Prints the treaty and the background paper as PDF.

Only the four Times faces of every reader are used, so no font travels with the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from .lines import Line, Piece, Run, Style, face, set_block
from .markup import Block, Source, curl
from .pages import Page, paginate

# ---------------------------------------------------------------- the treaty

_T_LEFT, _T_RIGHT, _T_TOP, _T_FOOT = 76.0, A4[0] - 76.0, A4[1] - 78.0, 66.0
_T_BODY = Style(10, 11.9, _T_LEFT, _T_RIGHT, above=5)
_T_HEADS = {
    1: Style(11.5, 15, _T_LEFT, _T_RIGHT, align="centre", above=20, keep=True, bold=True),
    2: Style(10, 12.2, _T_LEFT, _T_RIGHT, align="centre", above=13, keep=True, italic=True),
}


def write_treaty(source: Source) -> bytes:
    """The PDF of a treaty: centred article heads, numbered paragraphs, running title, page numbers."""
    lines = [line for block in source.blocks() for line in _treaty_block(block)]
    masthead = _treaty_masthead(source)
    height = _T_TOP - _T_FOOT
    pages = paginate(masthead + lines, {}, lambda _: height)

    def furniture(canvas: Canvas, index: int) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawCentredString(A4[0] / 2, 42, str(index + 1))
        if index:
            canvas.setFont("Times-Italic", 9)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 60, source.fields["running"])

    return _print(source, pages, A4, (lambda _: _T_TOP), _T_FOOT, furniture)


def _treaty_masthead(source: Source) -> list[Line]:
    title = Style(17, 22, _T_LEFT, _T_RIGHT, align="centre", bold=True, keep=True)
    under = Style(11, 15, _T_LEFT, _T_RIGHT, align="centre", above=4, keep=True)
    lines = set_block(source.fields["title"], title)
    for text in source.parts("lines"):
        lines += set_block(text, replace(under, above=10 if text == source.parts("lines")[0] else 0))
    return lines + set_block(source.fields["mark"], replace(under, size=9, italic=True, above=12))


def _treaty_block(block: Block) -> list[Line]:
    if block.kind == "heading":
        number, *title = (part.strip() for part in block.text.split("|"))
        lines = set_block(number, _T_HEADS[block.depth])
        for text in title:
            lines += set_block(text, replace(_T_HEADS[block.depth], above=1, bold=True, italic=False))
        return lines
    if block.kind == "item":
        indent = 26.0 * block.depth
        hang = 0.0 if not block.depth else indent + 22
        style = replace(_T_BODY, first=indent, tab=22, hang=hang, keep=block.text.endswith(":"))
        return set_block(block.text, replace(style, above=3 if block.depth else 5.5), block.number)
    return set_block(block.text, replace(_T_BODY, first=22, keep=block.text.endswith(":")))


# ---------------------------------------------------------------- the background paper

_P_EDGE, _P_LEFT, _P_RIGHT, _P_TOP, _P_FOOT = 64.0, 122.0, LETTER[0] - 64.0, LETTER[1] - 96.0, 78.0
_P_BODY = Style(10.3, 13, _P_LEFT, _P_RIGHT, above=7)
_P_NOTE = Style(8, 9.8, _P_LEFT, _P_RIGHT, first=9, tab=10)
_P_HEADS = {
    1: Style(14, 17, _P_LEFT, _P_RIGHT, first=-28, tab=28, align="left", above=20, keep=True, bold=True),
    2: Style(11.5, 14, _P_LEFT, _P_RIGHT, first=-28, tab=28, align="left", above=15, keep=True, bold=True),
}
_P_MASTHEAD = 342.0  # height of what stands on the first page above the contents
_COLUMNS = (0.0, 200.0, 270.0, 370.0)  # of the table, from its left: one left edge, then right edges


def write_paper(source: Source) -> bytes:
    """The PDF of a Secretariat paper: masthead, contents, numbered paragraphs, notes, m/n page marks."""
    body = [line for block in source.blocks() for line in _paper_block(block)]
    notes = {n: _note(n, text) for n, text in enumerate(source.notes, 1)}
    pages = paginate(body, notes, lambda _: _P_TOP - _P_FOOT)
    entries = [(line.entry, n) for n, page in enumerate(pages, 2) for line in page.body if line.entry]
    cover = Page(0.0, [line for text, page in entries for line in _contents_line(text, page)])
    total = len(pages) + 1

    def furniture(canvas: Canvas, index: int) -> None:
        if index == 0:
            _paper_masthead(canvas, source)
        else:
            _paper_running(canvas, source.fields, index + 1, total)

    def top(index: int) -> float:
        return float(LETTER[1] - _P_MASTHEAD if index == 0 else _P_TOP)

    return _print(source, [cover, *pages], LETTER, top, _P_FOOT, furniture)


def _paper_block(block: Block) -> list[Line]:
    if block.kind == "heading":
        number, title = block.text.split(" ", 1)
        return set_block(title, _P_HEADS[block.depth], number, entry=block.text)
    if block.kind == "table":
        return _table(block)
    if block.kind == "quotation":
        return set_block(block.text, replace(_P_BODY, left=_P_LEFT + 36, right=_P_RIGHT - 36))
    if block.kind == "item":
        first = 28.0 * block.depth
        style = replace(_P_BODY, first=first, tab=28, keep=block.text.endswith(":"))
        return set_block(block.text, replace(style, above=5 if block.depth else 7), block.number)
    return set_block(block.text, _P_BODY)


def _note(number: int, text: str) -> list[Line]:
    lines = set_block(text, _P_NOTE)
    size = _P_NOTE.size
    mark = Run(str(number), face(False, False), size * 0.68, size * 0.36)
    head = Piece(_P_LEFT + _P_NOTE.first + 7 - mark.width, (mark,))
    return [replace(lines[0], pieces=(head, *lines[0].pieces)), *lines[1:]]


def _table(block: Block) -> list[Line]:
    label, caption = block.caption.split(". ", 1)
    left = replace(_P_BODY, align="left", above=0, keep=True)
    lines = set_block(label, replace(left, above=12))
    lines += set_block(caption, replace(left, bold=True))
    lines += set_block(block.under, replace(left, size=8.5, italic=True))
    for index, row in enumerate(block.rows):
        lines.append(_row(row, head=index == 0, total=index == len(block.rows) - 1))
    return lines + set_block(block.source, replace(left, size=8.5, leading=18, italic=True, keep=False))


def _row(row: tuple[str, ...], *, head: bool, total: bool) -> Line:
    """A table row: the first cell at the left edge, figures flush right in their columns."""
    name = face(total, head)
    size = 8.5 if head else 9.5
    pieces = [Piece(_P_LEFT, (Run(row[0], name, size),))]
    for cell, column in zip(row[1:], _COLUMNS[1:], strict=True):
        run = Run(cell, name, size)
        pieces.append(Piece(_P_LEFT + column - run.width, (run,)))
    width = _P_LEFT + _COLUMNS[-1]
    rules = [(-4.0, _P_LEFT, width, 1.1 if total else 0.4)] if head or total else []
    rules += [(12.0, _P_LEFT, width, 0.8 if head else 0.4)] if head or total else []
    return Line(tuple(pieces), 18 if head or total else 15, keep=True, rules=tuple(rules))


def _contents_line(text: str, page: int) -> list[Line]:
    number, title = text.split(" ", 1)
    indent = 0.0 if number[:-1].strip("IVX") == "" else 24.0
    style = Style(9.5, 12, _P_LEFT + indent, _P_RIGHT - 40, tab=24, hang=24, align="left", above=3.5)
    lines = set_block(title, style, number)
    end = lines[-1].pieces[-1]
    start = end.x + sum(run.width for run in end.runs) + 4
    dots = Run(" ." * int((_P_RIGHT - 24 - start) / Run(" .", "Times-Roman", 9.5).width), "Times-Roman", 9.5)
    label = Run(str(page), "Times-Roman", 9.5)
    tail = (Piece(_P_RIGHT - 24 - dots.width, (dots,)), Piece(_P_RIGHT - label.width, (label,)))
    return [*lines[:-1], replace(lines[-1], pieces=lines[-1].pieces + tail)]


def _paper_masthead(canvas: Canvas, source: Source) -> None:
    fields, height = source.fields, LETTER[1]
    _say(canvas, _P_EDGE, height - 62, "Times-Roman", 11, fields["organ"])
    _say_right(canvas, _P_RIGHT, height - 62, "Times-Roman", 13, fields["symbol"])
    _rule(canvas, height - 68, _P_EDGE, _P_RIGHT, 0.6)
    _say(canvas, _P_LEFT, height - 86, "Times-Bold", 16, fields["session"])
    for index, text in enumerate(source.parts("distr")):
        _say(canvas, 420, height - 84 - 12 * index, "Times-Roman", 9.5, text)
    _rule(canvas, height - 138, _P_EDGE, _P_RIGHT, 1.4)
    for index, text in enumerate(source.parts("item")):
        _say(canvas, _P_EDGE, height - 152 - 12 * index, face(index == 0, False), 9.5, text)
    title = set_block(fields["title"], Style(14, 17, _P_LEFT, _P_RIGHT - 20, align="left", bold=True))
    y = _draw(canvas, title, height - 212)
    _say(canvas, _P_LEFT, y - 22, "Times-Bold", 11, fields["subtitle"])
    _say(canvas, _P_LEFT, y - 38, "Times-Italic", 9.5, curl(fields["mark"]))
    _say(canvas, _P_EDGE, height - _P_MASTHEAD + 20, "Times-Roman", 14, "Contents")
    _say_right(canvas, _P_RIGHT, height - _P_MASTHEAD + 6, "Times-Italic", 8, "Page")
    _say(canvas, _P_EDGE, 58, "Times-Roman", 9, f"{fields['job']} (E)")
    _say(canvas, _P_EDGE, 46, "Times-Roman", 9, f"*{fields['job'].replace('-', '')}*")


def _paper_running(canvas: Canvas, fields: dict[str, str], number: int, total: int) -> None:
    """Symbol and page mark at the outer edge, job number at the inner one."""
    outer, inner = (_say, _say_right) if number % 2 == 0 else (_say_right, _say)
    sides = (_P_EDGE, _P_RIGHT) if number % 2 == 0 else (_P_RIGHT, _P_EDGE)
    outer(canvas, sides[0], LETTER[1] - 56, "Times-Bold", 9, fields["symbol"])
    _rule(canvas, LETTER[1] - 61, _P_EDGE, _P_RIGHT, 0.6)
    outer(canvas, sides[0], 46, "Times-Bold", 9, f"{number}/{total}")
    inner(canvas, sides[1], 46, "Times-Roman", 8, fields["job"])


# ---------------------------------------------------------------- drawing


def _print(
    source: Source,
    pages: list[Page],
    size: tuple[float, float],
    top: Callable[[int], float],
    foot: float,
    furniture: Callable[[Canvas, int], None],
) -> bytes:
    """All pages as a PDF; `top(index)` is the height at which a page's text begins."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1, pageCompression=0)
    canvas.setTitle(source.fields["title"])
    canvas.setAuthor(source.fields["author"])
    canvas.setSubject(source.fields["mark"])
    for index, page in enumerate(pages):
        furniture(canvas, index)
        _draw(canvas, page.body, top(index))
        if page.notes:
            start = foot + sum(line.height for line in page.notes)
            x = min(piece.x for line in page.notes for piece in line.pieces)
            _rule(canvas, start + 2, x, x + 72, 0.5)
            _draw(canvas, page.notes, start)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw(canvas: Canvas, lines: list[Line], y: float) -> float:
    """Draw lines downwards from y and return the last base line."""
    for index, line in enumerate(lines):
        y -= line.height + (line.space if index else 0.0)
        for dy, x0, x1, weight in line.rules:
            _rule(canvas, y + dy, x0, x1, weight)
        for piece in line.pieces:
            _draw_piece(canvas, piece, y)
    return y


def _draw_piece(canvas: Canvas, piece: Piece, y: float) -> None:
    text = canvas.beginText(piece.x, y)
    text.setWordSpace(piece.gap)
    for run in piece.runs:
        text.setFont(run.face, run.size)
        text.setRise(run.rise)
        text.textOut(run.text)
    canvas.drawText(text)


def _say(canvas: Canvas, x: float, y: float, name: str, size: float, text: str) -> None:
    canvas.setFont(name, size)
    canvas.drawString(x, y, text)


def _say_right(canvas: Canvas, x: float, y: float, name: str, size: float, text: str) -> None:
    canvas.setFont(name, size)
    canvas.drawRightString(x, y, text)


def _rule(canvas: Canvas, y: float, x0: float, x1: float, weight: float) -> None:
    canvas.setLineWidth(weight)
    canvas.line(x0, y, x1, y)
