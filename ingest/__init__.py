"""Files in, documents out. Imports nothing of the other packages.

Reading order: errors, blocks (what readers give), document (what leaves);
read (the whole way of one file, in order); read_text, read_html, read_docx,
read_pdf (one format each); footnotes, imprint, headings, join, metadata,
structure, ties, references, report (the steps after reading, with labels,
recitals, divisions, numbering, quotations, captions, naming and aliases as
their tools); sources, guard, ahead, job (many files, safely).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .blocks import Block, Mark, Place, Reading
from .document import (
    Document,
    Locator,
    NoteMark,
    Paragraph,
    Reference,
    Report,
    paragraph_from_record,
)
from .errors import LibraryError, RapporteurError, SettingsError, SourceError

if TYPE_CHECKING:
    from .footnotes import stands_for
    from .job import Outcome, read_each, read_sources
    from .labels import parse_label, roman
    from .outline import Outline
    from .read import ENDINGS, read_document
    from .references import PROPER_NAME, SYMBOL, find_references, resolution_symbol
    from .sources import Source, find_sources
    from .ties import meaning_of

# loaded at first use: asking and looking up do without reading files
_LATER = {
    "ENDINGS": "read",
    "Outcome": "job",
    "Outline": "outline",
    "PROPER_NAME": "references",
    "SYMBOL": "references",
    "Source": "sources",
    "find_references": "references",
    "find_sources": "sources",
    "meaning_of": "ties",
    "parse_label": "labels",
    "read_document": "read",
    "read_each": "job",
    "read_sources": "job",
    "resolution_symbol": "references",
    "roman": "labels",
    "stands_for": "footnotes",
}


def __getattr__(name: str) -> Any:
    """What is not loaded with the package."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_LATER[name]}", __name__), name)


__all__ = [
    "ENDINGS",
    "PROPER_NAME",
    "SYMBOL",
    "Block",
    "Document",
    "LibraryError",
    "Locator",
    "Mark",
    "NoteMark",
    "Outcome",
    "Outline",
    "Paragraph",
    "Place",
    "RapporteurError",
    "Reading",
    "Reference",
    "Report",
    "SettingsError",
    "Source",
    "SourceError",
    "find_references",
    "find_sources",
    "meaning_of",
    "paragraph_from_record",
    "parse_label",
    "read_document",
    "read_each",
    "read_sources",
    "resolution_symbol",
    "roman",
    "stands_for",
]
