"""What every reader hands on: the blocks of a file, in reading order.

A block is a run of text that the file itself sets apart: a paragraph, a
heading, a table row, a footnote, or one piece of a paragraph that a page or
column break has cut. Readers (text, Markdown, HTML, DOCX, PDF) decide where
blocks begin and end and what they look like; they do not join pieces, number
anything or tie notes to marks: that is the work of the modules after them, the
same for every format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["text", "heading", "item", "row", "note", "quotation", "furniture"]
Break = Literal["none", "line", "column", "page"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of text stands in its file.

    page        PDF page, counted from 0; None where the format has no pages
    page_label  the page number as printed ("iv", "12"), None where none is seen
    box         (x0, y0, x1, y1) in PDF points, origin at the lower left
    start, end  character span in the decoded text of a text file, end exclusive
    """

    page: int | None = None
    page_label: str | None = None
    box: tuple[float, float, float, float] | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A note mark that was taken out of the text: its label and where it stood.

    start is the offset in the text *without* marks, 0 to len(text).
    """

    label: str
    start: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a file.

    text     one line, single spaces, no markup and no note marks; line-end
             hyphens are mended only where the block has its lines (PDF)
    kind     what the file's own markup or typography says it is; "text" when it
             says nothing. Later modules may know better.
    places   where its lines stand, one Place a line or one for all
    marks    note marks taken out of the text, in order of start
    level    heading: 1 (title) to 6, 0 when the markup gives no level;
             item and quotation: depth of indentation, 0 outermost
    label    note: its mark ("12", "*"); item: the bullet or number that the
             file's list markup supplies and the text therefore lacks ("•",
             "(a)", "3."); otherwise ""
    cells    table row: the cells, in order; the text is then "a | b | c".
             The first row of a table that is a header has level 1.
    before   what the file puts between the block before and this one
    size     font size over the document's body size, 1.0 when unknown
    bold, italic, centred  typography of the whole block
    """

    text: str
    kind: BlockKind = "text"
    places: tuple[Place, ...] = ()
    marks: tuple[Mark, ...] = ()
    level: int = 0
    label: str = ""
    cells: tuple[str, ...] = ()
    before: Break = "line"
    size: float = 1.0
    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as its reader gives it.

    blocks       in reading order, furniture among them (kind "furniture")
    pages        number of pages, None where the format has none
    blank_pages  pages (from 0) on which no text was found
    properties   the file's own metadata, lower-case keys (title, author, ...)
    warnings     one line each: what the reader could not read or had to guess
    """

    blocks: tuple[Block, ...]
    pages: int | None = None
    blank_pages: tuple[int, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
