"""Stretches of a document that are asked for as wholes: a page, a table by its number, a preamble, an annex.

Pure. Single provisions are the provision table's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest import Document, Paragraph

from .containers import ANNEXES, equal
from .paths import in_roman
from .provisions import Provision

_UNSHOWN = ("heading", "furniture", "note")
STRETCHES = ("page", "table", "annex", "preamble", "operative")
"""Units that name a stretch."""


def find_stretch(document: Document, wanted: Provision) -> tuple[Paragraph, ...]:
    """The paragraphs of a stretch in order; () when it is not there. The document with its paragraphs."""
    if wanted.unit == "page":
        return tuple(_on_page(document, wanted.path[0]))
    if wanted.unit == "table":
        return tuple(_in_table(document, ".".join(wanted.path)))
    return tuple(
        each for each in document.paragraphs if each.kind not in _UNSHOWN and _is_inside(each, wanted)
    )


def has_numbered_tables(document: Document) -> bool:
    """Whether tables bear numbers in a document, as far as they were read as tables."""
    return any(
        (_is_caption(each) and re.match(r"table\s+[\dIVX]", each.text, re.IGNORECASE)) or _heads_column(each)
        for each in document.paragraphs
    )


def _is_caption(paragraph: Paragraph) -> bool:
    return paragraph.locator.steps[-1:] == (("caption", ""),)


def _on_page(document: Document, page: str) -> Iterator[Paragraph]:
    for each in document.paragraphs:
        if each.locator.page == page and each.kind not in ("heading", "furniture"):
            yield each


def _in_table(document: Document, number: str) -> Iterator[Paragraph]:
    """The rows of the table whose caption, name or column has that number."""
    name = re.compile(rf"{_as_printed(number)}\s+(?=[^\W\d])", re.IGNORECASE)
    caption = re.compile(rf"table\s+{_as_printed(number)}(?!\w|\.\d)", re.IGNORECASE)
    named = {
        dict(each.locator.steps)["table"]
        for each in document.paragraphs
        if _is_caption(each) and caption.match(each.text)
    }
    rows = [each for each in document.paragraphs if each.kind == "row"]
    named = named or {_table_of(each) for each in rows if name.match(_table_of(each))}
    named = named or {_table_of(each) for each in rows if _heads_column(each, number)}
    yield from (each for each in rows if _table_of(each) in named)


def _as_printed(number: str) -> str:
    """A pattern of a number, its first part in roman too: "1.26" and "I.26"."""
    first, stop, rest = number.partition(".")
    either = (
        rf"(?:{first}|{in_roman(int(first))})" if first.isdigit() and int(first) < 60 else re.escape(first)
    )
    return either + re.escape(stop + rest)


def _table_of(row: Paragraph) -> str:
    return dict(row.locator.steps).get("table", "")


def _heads_column(row: Paragraph, number: str = "") -> bool:
    """Whether a cell of a row says that a table of that number stands under it, of any without one."""
    if row.kind != "row" or "table" not in row.text.lower():
        return False
    cells = re.findall(r"^table\s+([\dIVX]+)$", row.text.replace("\t", "\n"), re.IGNORECASE | re.MULTILINE)
    return any(not number or equal(cell.lower(), number) for cell in cells)


def _is_inside(paragraph: Paragraph, wanted: Provision) -> bool:
    steps = dict(paragraph.locator.steps)
    label = next((steps[name] for name in ANNEXES if name in steps), None)
    if wanted.unit == "annex":
        return label is not None and _is_annex(label.lower(), wanted.annex or "")
    if wanted.unit == "preamble":
        return "preamble" in steps
    return label is None and not steps.keys() & {"preamble", "article", "heading", "table"}


def _is_annex(label: str, wanted: str) -> bool:
    return not wanted or equal(label, wanted) or (not label and is_first(wanted))


def is_first(annex: str) -> bool:
    """Whether this is how the first of several annexes would be numbered, as an only one may be called."""
    return annex in ("1", "i", "a")
