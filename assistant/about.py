"""About: who wrote a document, who published it and when, in the words of its own title page.

Pure. What is known of a document comes from reading it (`ingest`); here the question is told
from others, and the paragraph is found in which the document says so of itself.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence

from index import split_terms
from ingest import Document, Paragraph

from .names import Naming
from .order import is_recital

_WROTE = r"wrote|authored|drafted|prepared"
_ISSUED = r"published|issued|released|dated|written"
_ASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "authors",
        re.compile(
            rf"\bwho (?:{_WROTE})\b|\bwho (?:is|are|was|were) the authors?\b|\bauthors? of\b|\b(?:written|drafted) by who",
            re.IGNORECASE,
        ),
    ),
    (
        "publisher",
        re.compile(
            r"\bwho (?:published|issued|released)\b|\bpublisher of\b|\bpublished by who\b|"
            r"\bwhich (?:body|organi[sz]ation|institute|institution|agency) (?:published|issued|released)\b",
            re.IGNORECASE,
        ),
    ),
    ("adopted", re.compile(r"\b(?:when|what (?:date|day|year)) (?:was|were)\b.*\badopted\b", re.IGNORECASE)),
    (
        "date",
        re.compile(
            rf"\b(?:when|what (?:date|day|year)) (?:was|were|is)\b.*\b(?:{_ISSUED})\b|\bdate of publication of\b",
            re.IGNORECASE,
        ),
    ),
)
_ASKING = frozenset(
    split_terms(
        "who wrote authored drafted prepared author authors publisher published issued released dated written adopted "
        "when what date day year which body organization organisation institute institution agency publication by whom"
    )
)
_DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(month_name[1:])}) \d{{4}}\b")
_TITLE_PAGE = 40  # paragraphs from the first
_MOST = 4  # paragraphs, one an author


def said_of_itself(question: str, naming: Naming, document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs in which a document names its author, publisher or date, where a question asks for no more.

    naming    the document's name in the question
    document  with its paragraphs
    """
    rest = f"{question[: naming.start]} {question[naming.end :]}"
    kind = next((kind for kind, asks in _ASKS if asks.search(question)), "")
    if not kind or not naming.exact or set(split_terms(rest)) - _ASKING:
        return ()
    first = document.paragraphs[:_TITLE_PAGE]
    if kind == "adopted":
        # a recital says it of other documents
        own = (each for each in first if not is_recital(each))
        return tuple(each for each in own if "adopted" in each.text and _DATE.search(each.text))[:1]
    found = (next((each for each in first if _has(each, forms)), None) for forms in _values(kind, document))
    return tuple(dict.fromkeys(each for each in found if each))[:_MOST]


def _values(kind: str, document: Document) -> list[tuple[str, ...]]:
    """What is known of the kind, each value in all the forms in which a title page may write it."""
    if kind == "authors":
        return [(author,) for author in document.authors]
    if kind == "publisher":
        return [(document.publisher,)] if document.publisher else []
    return [_written(document.date)] if document.date else []


def _written(date: str) -> tuple[str, ...]:
    """The ways to write an ISO date, or a year and month: "2024-05-09" is "9 May 2024" or "May 9, 2024"."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    if not month:
        return (str(year),)
    name = month_name[month]
    return (f"{day} {name} {year}", f"{name} {day}, {year}") if day else (f"{name} {year}",)


def _has(paragraph: Paragraph, forms: Sequence[str]) -> bool:
    text = " ".join(paragraph.text.split()).lower()
    return any(re.search(rf"\b{re.escape(form.lower())}\b", text) for form in forms)
