"""Documents from a few lines of text, read as a file of that text would be."""

from __future__ import annotations

from ingest import Document, Paragraph
from ingest.blocks import Block, Reading
from ingest.read import document_from
from ingest.read_text import text_blocks


def document(text: str, *, markdown: bool = False, stem: str = "paper") -> Document:
    """The document that a text file of this text would be."""
    return of_blocks(*text_blocks(text, markdown=markdown), stem=stem, data=text.encode())


def of_blocks(*blocks: Block, stem: str = "paper", data: bytes = b"") -> Document:
    """The document that these blocks make."""
    return document_from(Reading(blocks), name=f"{stem}.txt", stem=stem, data=data)


def locators(of: Document, *kinds: str) -> list[str]:
    """The locators of its paragraphs, of these kinds or of all that can be cited."""
    chosen = kinds or ("body", "item", "quotation", "row")
    return [each.locator.shown for each in of.paragraphs if each.kind in chosen]


def at(of: Document, locator: str) -> Paragraph:
    """The one paragraph of this locator."""
    (found,) = [each for each in of.paragraphs if each.locator.shown == locator and each.kind != "heading"]
    return found


def texts(of: Document, *kinds: str) -> list[str]:
    """The texts of its paragraphs of these kinds."""
    return [each.text for each in of.paragraphs if each.kind in kinds]
