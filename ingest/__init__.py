"""Files in, documents out. Imports nothing of the other packages.

Reading order: errors, blocks (what readers give), document (what leaves);
read (the whole way of one file, in order); read_text, read_html, read_docx,
read_pdf (one format each); footnotes, imprint, headings, join, metadata,
structure, ties, references, report (the steps after reading, with labels,
recitals, divisions, numbering, captions, naming and aliases as their tools);
sources, guard, job (many files, safely).
"""

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
from .footnotes import stands_for
from .job import Outcome, read_sources
from .labels import parse_label, roman
from .read import ENDINGS, read_document
from .references import SYMBOL, find_references, resolution_symbol
from .sources import Source, find_sources
from .ties import meaning_of

__all__ = [
    "ENDINGS",
    "SYMBOL",
    "Block",
    "Document",
    "LibraryError",
    "Locator",
    "Mark",
    "NoteMark",
    "Outcome",
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
    "read_sources",
    "resolution_symbol",
    "roman",
    "stands_for",
]
