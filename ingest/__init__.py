"""Files in, documents out. Imports nothing of the other packages.

Reading order: errors, blocks (what readers give), document (what leaves),
read_text / read_html / read_docx / read_pdf (one file format each), join
(pieces into paragraphs), notes, structure (numbers and nesting), metadata,
references, job (many files, safely).
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

__all__ = [
    "Block",
    "Document",
    "LibraryError",
    "Locator",
    "Mark",
    "NoteMark",
    "Paragraph",
    "Place",
    "RapporteurError",
    "Reading",
    "Reference",
    "Report",
    "SettingsError",
    "SourceError",
    "paragraph_from_record",
]
