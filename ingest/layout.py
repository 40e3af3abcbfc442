"""Turns the runs of all pages into blocks in reading order: the layout of a PDF as a whole.

Pure: sheets in, blocks out. The steps have their own files (lines, flow,
furniture, notes, tables, paragraphs, hyphens); this one only strings them
together and says what each block looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .blocks import Block, BlockKind, Break, Mark, Place
from .flow import Row, order_lines
from .furniture import find_furniture, is_contents_line
from .hyphens import Vocabulary, join_lines, learn_words
from .lines import IDENTITY, Line, Matrix, Rule, Sheet, build_lines, join_pieces
from .notes import Note, is_typed_rule, separators, split_notes, take_slashed_marks
from .paragraphs import Type, measure_type, split_paragraphs
from .tables import split_tables

_BULLET = re.compile(r"([•●▪◦○■·‣])\s+")
_ITEM = re.compile(r"(?:\((?:[a-z]{1,2}|[ivxl]{1,6})\)|[a-z]\)|[–—])\s")
_CONTENTS_HEAD = re.compile(
    r"(?:table of )?contents(?: \(continued\))?$|(?:chapter|paragraphs?|pages?)(?: (?:paragraphs?|pages?))?$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;:,]$")
_LEAST_COLUMN = 3  # lines
_LONGEST_HEADING = 250  # characters
_SMALL = 0.85  # of the body's size: what is smaller stands in a table, a figure or a note
_LONGEST_HEAD = 80  # characters of a column's head
_HEAD_UNIT = re.compile(r"[(\[].*[)\]]$")


@dataclass(frozen=True, slots=True)
class _Context:
    """What a block needs to know of its document and page; `back` leads to the page's own space."""

    usual: Type
    vocabulary: Vocabulary
    left: float
    right: float
    page_label: str | None
    back: Matrix = IDENTITY


def lay_out(sheets: Sequence[Sheet]) -> tuple[Block, ...]:
    """The blocks of all pages; empty when no page has text."""
    pages = [build_lines(sheet.runs, sheet.page) for sheet in sheets]
    trims = find_furniture(pages)
    inner = [
        [line for at, line in enumerate(lines) if at not in trim.outer]
        for lines, trim in zip(pages, trims, strict=True)
    ]
    usual = measure_type(inner)
    vocabulary = learn_words([line for lines in inner for line in lines])
    blocks: list[Block] = []
    for sheet, lines, trim, text in zip(sheets, pages, trims, inner, strict=True):
        left, right = _frame(text, usual)
        context = _Context(usual, vocabulary, left, right, trim.page_label, sheet.back)
        rules = separators(lines, sheet.rules)
        blocks += _lay_out_page(text, [lines[at] for at in sorted(trim.outer)], rules, context)
        blocks += [_askew(line, context) for line in build_lines(sheet.turned, sheet.page)]
    return _rank_headings(_set_contents_apart(blocks))


def _frame(lines: Sequence[Line], usual: Type) -> tuple[float, float]:
    """Left and right edge of a page's text."""
    body = [line for line in lines if abs(line.size - usual.size) <= 0.6] or lines
    return min((line.x0 for line in body), default=0.0), max((line.x1 for line in body), default=0.0)


def _lay_out_page(text: list[Line], outer: list[Line], rules: list[Rule], context: _Context) -> list[Block]:
    body: list[Block] = []
    notes: list[Note] = []
    regions = order_lines(text)
    for region in regions:
        begun = len(body)
        for is_table, rows in split_tables(region.rows):
            if is_table:
                body += _table_blocks(rows, context)
                continue
            for at, column in enumerate(_columns(rows)):
                lines, found = split_notes(column, rules, context.usual)
                notes += found
                body += _text_blocks(lines, context, "column" if at else "line")
        if len(body) > begun and region.before == "column":
            body[begun] = replace(body[begun], before="column")
    body = [take_slashed_marks(block, notes) for block in _take_column_heads(body)]
    first = next((at for at, block in enumerate(body) if block.kind != "furniture"), None)
    if first is not None:
        body[first] = replace(body[first], before="page")
    middle = (max(line.y for line in text) + min(line.y for line in text)) / 2 if text else 0.0
    head = [_furniture(line, context) for line in outer if line.y >= middle]
    foot = [_furniture(line, context) for line in outer if line.y < middle]
    return [*head, *body, *(_note_block(note, context) for note in notes), *foot]


def _columns(rows: Sequence[Row]) -> list[list[Line]]:
    """The lines of rows that are no table; tall cells side by side are columns of text."""
    columns: list[list[Line]] = [[]]
    for row in rows:
        if len(row.cells) > 1 and row.is_level and row.widest_hole < 5:
            columns[-1].append(join_pieces(row.lines))
        elif len(row.cells) > 1 and all(len(cell) >= _LEAST_COLUMN for cell in row.cells):
            columns[-1] += row.cells[0]
            columns += [list(cell) for cell in row.cells[1:]]
        else:
            columns[-1] += row.lines
    return columns


def _furniture(line: Line, context: _Context) -> Block:
    return _block([line], "furniture", context)


def _askew(line: Line, context: _Context) -> Block:
    """Text at an angle, beside the text of the page: no upright box can hold just it."""
    block = _furniture(line, context)
    return replace(block, places=tuple(replace(place, box=None) for place in block.places))


def _table_blocks(rows: Sequence[Row], context: _Context) -> list[Block]:
    blocks = []
    for at, row in enumerate(_join_spanning(rows, context.usual)):
        parts = [join_lines(cell, context.vocabulary) for cell in row.cells]
        marks, offset = [], 0
        for text, found in parts:
            marks += [replace(mark, start=mark.start + offset) for mark in found]
            offset += len(text) + 3
        block = _block(row.lines, "row", context)
        cells = tuple(text for text, _ in parts)
        level = int(at == 0)
        if is_contents_line(" ".join(cells)):
            blocks.append(replace(block, text=" ".join(cells), kind="furniture"))
        else:
            text = " | ".join(cells)
            blocks.append(replace(block, text=text, cells=cells, marks=tuple(marks), level=level))
    return blocks


def _take_column_heads(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the heads of a table's columns, in small type over it, as its first row.

    What stands so between two rows, the first line of a tall cell, becomes a row as well.
    """
    taken: list[Block] = []
    heads: list[Block] = []
    for block in blocks:
        if _is_column_head(block):
            heads.append(block)
            continue
        inside = bool(taken) and taken[-1].kind == "row"
        if block.kind == "row" and heads and (inside or len(heads) > 1):
            taken.append(_head_row(heads, level=int(not inside)))
            block = replace(block, level=0)
        else:
            taken += heads
        heads = []
        taken.append(block)
    return taken + heads


def _is_column_head(block: Block) -> bool:
    plain = block.kind == "text" and not _SENTENCE_END.search(block.text)
    return (
        plain and block.size < _SMALL and len(block.text) < _LONGEST_HEAD and not _HEAD_UNIT.match(block.text)
    )


def _head_row(heads: Sequence[Block], level: int) -> Block:
    cells = tuple(block.text for block in heads)
    marks, offset = list[Mark](), 0
    for block in heads:
        marks += [replace(mark, start=mark.start + offset) for mark in block.marks]
        offset += len(block.text) + 3
    places = tuple(place for block in heads for place in block.places)
    head = replace(heads[0], kind="row", level=level, cells=cells)
    return replace(head, text=" | ".join(cells), places=places, marks=tuple(marks))


def _join_spanning(rows: Sequence[Row], usual: Type) -> list[Row]:
    """The rows of a table with the lines of one heading across it in one row."""
    joined: list[Row] = []
    for row in rows:
        both = [*joined[-1].lines, *row.lines] if joined else []
        spans = joined and len(joined[-1].cells) == len(row.cells) == 1
        if spans and len(split_paragraphs(both, usual)) == 1:
            joined[-1] = Row([both])
        else:
            joined.append(row)
    return joined


def _note_block(note: Note, context: _Context) -> Block:
    return replace(_block(note.lines, "note", context), label=note.label)


def _text_blocks(lines: Sequence[Line], context: _Context, before: Break) -> list[Block]:
    blocks = [_text_block(each, context) for each in split_paragraphs(lines, context.usual)]
    return [replace(block, before="line" if at else before) for at, block in enumerate(blocks)]


def _text_block(lines: Sequence[Line], context: _Context) -> Block:
    block = _block(lines, "text", context)
    bullet = _BULLET.match(block.text)
    if is_contents_line(block.text) or is_typed_rule(lines[0]):
        return replace(block, kind="furniture")
    if bullet:
        cut = bullet.end()
        marks = tuple(replace(mark, start=max(0, mark.start - cut)) for mark in block.marks)
        return replace(block, kind="item", text=block.text[cut:], label=bullet[1], marks=marks)
    if _is_heading(block):
        return replace(block, kind="heading")
    return replace(block, kind="item") if _ITEM.match(block.text) else block


def _is_heading(block: Block) -> bool:
    if len(block.text) > _LONGEST_HEADING or not any(char.isalpha() for char in block.text):
        return False
    if block.size < _SMALL:
        return False
    if block.text[0].islower() and not block.centred:
        return False  # the end of a sentence that a page has cut
    if _SENTENCE_END.search(block.text) and not block.bold:
        return False
    return block.bold or block.size > 1.12 or (block.centred and len(block.text) < 120)


def _block(lines: Sequence[Line], kind: BlockKind, context: _Context) -> Block:
    text, marks = join_lines(lines, context.vocabulary)
    size = max(line.size for line in lines) / context.usual.size
    return Block(
        text,
        kind,
        tuple(
            Place(page=line.page, page_label=context.page_label, box=_box(line, context.back))
            for line in lines
        ),
        marks,
        size=round(size, 2),
        bold=all(line.bold for line in lines),
        italic=all(line.italic for line in lines),
        centred=_is_centred(lines, context),
    )


def _box(line: Line, back: Matrix) -> tuple[float, float, float, float]:
    """The line's box in the page's own space, as the page is stored, before its /Rotate entry turns it."""
    if back == IDENTITY:
        return line.box
    a, b, c, d, e, f = back
    x0, y0, x1, y1 = line.box
    xs = sorted((x0 * a + y0 * c + e, x1 * a + y1 * c + e))
    ys = sorted((x0 * b + y0 * d + f, x1 * b + y1 * d + f))
    return (round(xs[0], 1), round(ys[0], 1), round(xs[1], 1), round(ys[1], 1))


def _is_centred(lines: Iterable[Line], context: _Context) -> bool:
    """Every line about the middle of the text and well away from its edges."""
    return all(
        abs((line.x0 - context.left) - (context.right - line.x1)) < 1.2 * line.size
        and line.x0 - context.left > 2 * line.size
        for line in lines
    )


def _set_contents_apart(blocks: Sequence[Block]) -> list[Block]:
    """Make furniture of the title and column heads of a contents list, as its lines are."""
    apart = list(blocks)
    for at in range(len(apart) - 1, 0, -1):
        if apart[at].kind == "furniture" and is_contents_line(apart[at].text):
            before = at - 1
            while before >= 0 and _CONTENTS_HEAD.match(apart[before].text):
                apart[before] = replace(apart[before], kind="furniture")
                before -= 1
    return apart


def _rank_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Levels by prominence: the larger, bolder, more central style stands higher."""

    def style(block: Block) -> tuple[float, bool, bool, bool]:
        return (round(block.size, 1), block.bold, block.centred, not block.italic)

    styles = sorted({style(block) for block in blocks if block.kind == "heading"}, reverse=True)
    level = {each: min(6, at + 1) for at, each in enumerate(styles)}
    ranks = [level[style(each)] if each.kind == "heading" else each.level for each in blocks]
    return tuple(replace(each, level=rank) for each, rank in zip(blocks, ranks, strict=True))
