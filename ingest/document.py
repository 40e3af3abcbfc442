"""The nouns that leave this package: Document, Paragraph, Locator, Report.

All are frozen and hold tuples. `Document.to_record` and `Document.from_record`
are the one place where they become plain data (JSON) and come back.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from .blocks import Place

ParagraphKind = Literal["body", "item", "quotation", "row", "note", "heading", "furniture"]
Genre = Literal["treaty", "resolution", "secretariat", "paper", "delegate", "unknown"]
Binding = Literal["binding", "not binding", "unknown"]


@dataclass(frozen=True, slots=True)
class Locator:
    """How a paragraph is named.

    shown     as a reader cites it: `art. 12(2)(c)`, `para. 46`, `n. 25`,
              `"Early warning", para. 2`, `table "Abbreviations", row "PNC"`
    label     the printed label alone: `12(2)(c)`, `46`, `25`; "" where the
              source prints none and the position was counted
    steps     the same as data, outermost first: (("article", "12"),
              ("paragraph", "2"), ("item", "c")). Step names: part, chapter,
              section, annex, protocol, article, paragraph, item, preamble,
              note, heading, table, row, term.
    page      page number as printed, None where none is seen
    pdf_page  PDF page counted from 1, None where the source is no PDF
    """

    shown: str
    label: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    page: str | None = None
    pdf_page: int | None = None


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note mark in a paragraph: label, offset in the text, id of its note or None."""

    mark: str
    start: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference found in a paragraph's text.

    start, end  its span in the text
    form        article, paragraph, resolution, symbol or note
    target      what it names, normalised: "A/RES/55/25", "article 24", "n. 12"
    document    how the text names the document it points into: a symbol, an
                alias or "" (this document)
    paragraph   id of the paragraph in this document that it resolves to, if any
    """

    start: int
    end: int
    form: Literal["article", "paragraph", "resolution", "symbol", "note"]
    target: str
    document: str = ""
    paragraph: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest unit that the source names, with its text word for word.

    id         stable: document id, "#", locator; the same for the same bytes
    position   0-based, reading order in the document
    text       verbatim, without note marks; the printed number stands at its head
    lead       length of that printed number with the space after it, 0 if none
    section    headings above it, outermost first
    parent     id of the paragraph that leads in to this item or sub-paragraph
    places     where its pieces stand in the file (pages and boxes, or spans)
    """

    id: str
    document: str
    position: int
    kind: ParagraphKind
    text: str
    locator: Locator
    lead: int = 0
    section: tuple[str, ...] = ()
    parent: str | None = None
    notes: tuple[NoteMark, ...] = ()
    places: tuple[Place, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def words(self) -> str:
        """The text without the printed number at its head."""
        return self.text[self.lead :]


@dataclass(frozen=True, slots=True)
class Report:
    """What ingestion has to say of one document.

    units        number of paragraphs by kind
    pages        pages of the file, None where it has none
    blank_pages  pages (from 1) without text
    joins        paragraphs put together again over a page or column break
    gaps         printed numbers that a running series skips, e.g. "para. 12"
    repeats      printed numbers that come twice in one series
    lone_marks   note marks without a note
    lone_notes   notes without a mark
    doubtful     locators of paragraphs whose limits are a guess
    warnings     anything else, one line each
    """

    units: tuple[tuple[str, int], ...] = ()
    pages: int | None = None
    blank_pages: tuple[int, ...] = ()
    joins: int = 0
    gaps: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    lone_marks: tuple[str, ...] = ()
    lone_notes: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One source document, read.

    id       first 16 hexadecimal digits of the SHA-256 of the file's bytes
    source   the file's name as the user knows it (relative to the folder given)
    aliases  names that users give it: short titles, abbreviations, symbols
    rules    version of the reading rules that made its paragraphs
    """

    id: str
    source: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    symbol: str | None = None
    aliases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None
    genre: Genre = "unknown"
    binding: Binding = "unknown"
    rules: str = ""
    report: Report = field(default_factory=Report)

    def to_record(self) -> dict[str, Any]:
        """Plain data: only dicts, lists, strings, numbers, booleans and None."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Document:
        """The inverse of `to_record`, also after a trip through JSON."""
        plain = {key: value for key, value in record.items() if key not in _NESTED}
        plain |= {key: tuple(plain[key]) for key in ("aliases", "authors") if key in plain}
        return cls(
            **plain,
            paragraphs=tuple(paragraph_from_record(each) for each in record["paragraphs"]),
            report=_report_from_record(record["report"]),
        )


_NESTED = ("paragraphs", "report")


def paragraph_from_record(record: dict[str, Any]) -> Paragraph:
    """One paragraph from the plain data that `asdict` made of it."""
    locator = dict(record["locator"])
    locator["steps"] = tuple((name, value) for name, value in locator["steps"])
    return Paragraph(
        **{
            **record,
            "locator": Locator(**locator),
            "section": tuple(record["section"]),
            "notes": tuple(NoteMark(**each) for each in record["notes"]),
            "places": tuple(_place_from_record(each) for each in record["places"]),
            "references": tuple(Reference(**each) for each in record["references"]),
        }
    )


def _place_from_record(record: dict[str, Any]) -> Place:
    box = record["box"]
    return Place(**{**record, "box": tuple(box) if box else None})


def _report_from_record(record: dict[str, Any]) -> Report:
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list | tuple) else value for key, value in record.items()
    }
    plain["units"] = tuple((kind, count) for kind, count in record["units"])
    return Report(**plain)
