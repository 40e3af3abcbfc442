"""Pictures: pages of a kept PDF as images, and where a paragraph or its quoted words stand on them.

The one owner of pypdfium2. PDFium is not safe for threads, so one page is drawn
at a time; the last few pages are remembered.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from ingest import Paragraph, Place, SourceError

from .page_marks import Box, Glyph, mark_quoted

_WIDTH = 1100  # pixels: twice the width of the panel, for sharp letters
_MOST_PIXELS = 4_000_000  # of one page, whatever its form
_REMEMBERED = 24  # pages
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a PNG.

    page    PDF page, counted from 0
    label   its number as printed, None where none is seen
    width, height  pixels
    boxes   (left, top, right, bottom) of the pieces asked for, as shares of width and height, 0 to 1
    """

    page: int
    label: str | None
    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]


def draw_pages(
    file: Path, paragraph: Paragraph, quoted: tuple[int, int] | None = None
) -> tuple[Picture, ...]:
    """The pages that a paragraph stands on, each with the boxes of its pieces; () where its place is not known.

    quoted  span of a quotation in the paragraph: then the pages and pieces of these words alone, where the
            file's text has them; the whole paragraph where it has not, as on a scan without text
    Raises SourceError when the file cannot be drawn.
    """
    placed = [each for each in paragraph.places if each.page is not None and each.box is not None]
    if quoted and placed:
        placed = list(mark_quoted(paragraph, quoted, _glyphs(file, placed))) or placed
    return tuple(
        _picture(file, page, [each for each in placed if each.page == page])
        for page in sorted({each.page for each in placed if each.page is not None})
    )


def _picture(file: Path, page: int, places: Sequence[Place]) -> Picture:
    png, width, height, frame, turn = _drawn(file, page)
    boxes = tuple(_share(each.box, frame, turn) for each in places if each.box is not None)
    label = next((each.page_label for each in places if each.page_label), None)
    return Picture(page, label, png, width, height, boxes)


@lru_cache(maxsize=_REMEMBERED)
def _drawn(file: Path, page: int) -> tuple[bytes, int, int, Box, int]:
    """A page's PNG, its size in pixels, its frame in points before it is turned, and how far it is turned (degrees)."""
    with _opened(file, page) as held:
        return _draw(held)


@contextmanager
def _opened(file: Path, page: int) -> Iterator[Any]:
    """A page, nobody else at PDFium meanwhile. Raises SourceError."""
    import pypdfium2 as pdfium

    with _lock:
        try:
            document = pdfium.PdfDocument(file)
        except pdfium.PdfiumError as error:
            raise SourceError(f"{file.name}: cannot be drawn as pages ({error}); read it as text") from error
        try:
            if not 0 <= page < len(document):
                raise SourceError(f"{file.name}: expected page {page + 1}, found {len(document)} pages")
            yield document[page]
        except pdfium.PdfiumError as error:
            raise SourceError(
                f"{file.name}: page {page + 1} cannot be drawn ({error}); read it as text"
            ) from error
        finally:
            document.close()


def _draw(page: Any) -> tuple[bytes, int, int, Box, int]:
    wide, high = page.get_size()
    scale = min(_WIDTH / max(wide, 1), (_MOST_PIXELS / max(wide * high, 1)) ** 0.5)
    image = page.render(scale=scale).to_pil()
    held = BytesIO()
    image.convert("RGB").save(held, "PNG", optimize=False, compress_level=6)
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    return held.getvalue(), image.width, image.height, (left, bottom, right, top), page.get_rotation()


def _share(box: Box, frame: Box, turn: int) -> Box:
    """A box of points (origin at the lower left) as shares of the page as it is drawn (origin at the upper left)."""
    left, bottom, right, top = frame
    wide, high = max(right - left, 1e-6), max(top - bottom, 1e-6)
    x0, x1 = sorted(((box[0] - left) / wide, (box[2] - left) / wide))
    y0, y1 = sorted(((top - box[1]) / high, (top - box[3]) / high))
    for _ in range(turn // 90 % 4):  # each quarter turn is clockwise
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    return tuple(min(1.0, max(0.0, each)) for each in (x0, y0, x1, y1))  # type: ignore[return-value]


def _glyphs(file: Path, places: Sequence[Place]) -> list[Glyph]:
    """The characters of the lines, line by line, in the file's own order."""
    lines: dict[Place, list[Glyph]] = {each: [] for each in places}
    for page in dict.fromkeys(each.page for each in places if each.page is not None):
        with _opened(file, page) as held:
            text = held.get_textpage()
            here = [each for each in lines if each.page == page]
            for at in range(text.count_chars()):
                box = text.get_charbox(at)
                if line := _line_of(box, here):
                    lines[line].append(Glyph(text.get_text_range(at, 1), line, box))
    return [glyph for line in lines.values() for glyph in line]


def _line_of(box: Box, lines: Sequence[Place]) -> Place | None:
    """The line that holds the middle of a character; of two that overlap the one whose middle is nearer."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2

    def away(line: Place) -> float:
        left, bottom, right, top = line.box or box
        across = y - (bottom + top) / 2, x - (left + right) / 2
        return abs(across[right - left < top - bottom])  # a line that runs upwards is thin sideways

    around = [each for each in lines if each.box and _holds(each.box, x, y)]
    return min(around, key=away, default=None)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1
