"""Reads a PDF file: what stands where on each page, handed to the layout; the one owner of pypdf.

It interprets the page content itself, on top of pypdf's parser and fonts, since
the layout needs the place and size of every run of text. It does not decide
what a paragraph, a note or a heading is (see `layout.py`), and it reads no
pictures: a scanned page without text is only named in `Reading.blank_pages`.
"""

from __future__ import annotations

import logging
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .blocks import Reading
from .errors import SourceError
from .layout import lay_out
from .lines import IDENTITY, Matrix, Sheet, clean
from .page_content import Face, Player, Source, inverse

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# What a parser of hostile bytes raises besides its own errors: each was seen on damaged files.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def read_pdf(path: Path) -> Reading:
    """Read the PDF at `path`.

    Pages that cannot be read are named in `warnings`, pages without text in
    `blank_pages`. Raises SourceError, with one line, when nothing can be read:
    no such file, not a PDF, protected by a password, damaged beyond repair.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # our warnings say what was lost
    _check_header(path)
    reader = _open(path)
    sheets, warnings = _read_sheets(reader, path)
    blocks = lay_out(sheets)
    filled = {place.page for block in blocks for place in block.places}
    return Reading(
        blocks=blocks,
        pages=len(sheets),
        blank_pages=tuple(sheet.page for sheet in sheets if sheet.page not in filled),
        properties=_properties(reader),
        warnings=warnings,
    )


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check the name and the rights"
        raise SourceError(message) from error
    if not head:
        raise SourceError(f"{path}: the file is empty; fetch it again")
    if b"%PDF-" not in head:
        raise SourceError(f"{path}: not a PDF file, no %PDF- in its first 1024 bytes; check what was saved")


def _open(path: Path) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        locked = reader.is_encrypted and not reader.decrypt("")
        if not locked and not len(reader.pages):
            raise SourceError(f"{path}: a PDF without pages; it may be cut short, fetch it again")
    except (PyPdfError, *_FAULTS) as error:
        raise SourceError(f"{path}: damaged or cut short ({_one_line(error)}); fetch it again") from error
    if locked:
        raise SourceError(f"{path}: protected by a password; save a copy without one and add that")
    return reader


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words[:100] or type(error).__name__


def _read_sheets(reader: PdfReader, path: Path) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    from pypdf.errors import PyPdfError

    sheets, warnings = [], []
    faces: dict[int, Face] = {}
    for index in range(len(reader.pages)):
        try:
            sheets.append(_read_sheet(reader.pages[index], index, faces))
        except (PyPdfError, *_FAULTS) as error:
            sheets.append(Sheet(index))
            warnings.append(f"page {index + 1} of {len(reader.pages)} cannot be read ({_one_line(error)})")
    if len(warnings) == len(sheets):
        raise SourceError(f"{path}: damaged, {warnings[0]} and no other page either; fetch it again")
    return tuple(sheets), tuple(warnings)


def _properties(reader: PdfReader) -> tuple[tuple[str, str], ...]:
    from pypdf.errors import PyPdfError

    try:
        found = dict(reader.metadata or {})
        pairs = [(str(key).strip("/").lower(), " ".join(str(value).split())) for key, value in found.items()]
    except (PyPdfError, *_FAULTS):
        return ()  # a broken information dictionary costs no text
    return tuple((key, value) for key, value in pairs if value)


def _read_sheet(page: PageObject, index: int, faces: dict[int, Face]) -> Sheet:
    upright = _upright(page)
    player = _play(page, faces, upright)
    quarter, letters = max(player.quarters.items(), key=lambda each: each[1], default=(0, 0))
    if quarter and letters > sum(len(run.text) for run in player.runs):
        # a landscape table set sideways on a page that is not turned
        upright = _upright(page, 90 * quarter)
        player = _play(page, faces, upright)
    runs, rules, turned = tuple(player.runs), tuple(player.rules), tuple(player.turned)
    return Sheet(index, runs, rules, turned, inverse(upright))


def _play(page: PageObject, faces: dict[int, Face], upright: Matrix) -> Player:
    player = Player(_source(page, faces))
    contents = page.get("/Contents")
    if contents is not None:
        player.play(contents, _resources(page), upright)
    return player


def _source(page: PageObject, faces: dict[int, Face]) -> Source:
    from pypdf.generic import ContentStream

    def operations(contents: Any) -> Any:
        return ContentStream(contents.get_object(), page.pdf, "bytes").operations

    def face(resources: Any, name: str) -> Face | None:
        fonts = resources.get("/Font")
        font = fonts.get_object().get(name) if fonts is not None else None
        if font is None:
            return None
        key = getattr(font, "idnum", None) or id(font.get_object())
        if key not in faces:
            faces[key] = _face(font.get_object())
        return faces[key]

    def form(resources: Any, name: str) -> tuple[Any, Any, Matrix] | None:
        forms = resources.get("/XObject")
        found = forms.get_object().get(name) if forms is not None else None
        found = found.get_object() if found is not None else None
        if found is None or found.get("/Subtype") != "/Form":
            return None
        a, b, c, d, e, f = (float(each) for each in found.get("/Matrix", IDENTITY))
        inner = found.get("/Resources")
        return found, inner.get_object() if inner is not None else None, (a, b, c, d, e, f)

    return Source(operations, face, form)


def _face(font: Any) -> Face:
    # pypdf does not export its fonts, so the dependency is pinned to the major version that has them here.
    from pypdf.generic._font import Font

    known = Font.from_font_resource(font)
    encoding, names, widths = known.encoding, known.character_map, known.character_widths
    style = f"{known.name} {known.font_descriptor.name}".lower()

    def split(string: bytes) -> Any:
        return string if isinstance(encoding, dict) else string.decode(encoding, "replace")

    def glyph(code: Any) -> tuple[str, float]:
        raw = chr(code) if isinstance(code, int) else code
        text = encoding.get(code, raw) if isinstance(encoding, dict) else raw
        width = widths.get(raw, widths["default"])
        return clean(str(names.get(text, text))), float(width) / 1000

    return Face(
        split,
        glyph,
        bold="bold" in style or "black" in style or "heavy" in style,
        italic="italic" in style or "oblique" in style,
    )


def _resources(page: Any) -> Any:
    """The resources of a page or of the nearest ancestor that has them: they are inherited."""
    for _ in range(32):
        if "/Resources" in page:
            return page["/Resources"].get_object()
        if "/Parent" not in page:
            break
        page = page["/Parent"].get_object()
    return {}


def _upright(page: PageObject, more: int = 0) -> Matrix:
    """The matrix that shows a page upright, turned to the right by its /Rotate entry and `more` degrees."""
    turn = page.get("/Rotate", 0)
    turn = turn + more if isinstance(turn, int | float) else more
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    turned: dict[int, Matrix] = {
        90: (0.0, -1.0, 1.0, 0.0, 0.0, width),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, 1.0, -1.0, 0.0, height, 0.0),
    }
    return turned.get(int(turn) % 360, IDENTITY)
