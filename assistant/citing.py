"""Citing: how a document, a citation and a whole answer are written as plain text.

Pure. Used where an answer leaves the page: the clipboard and saved files.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from .strings import BINDING, GENRES, PAGE

if TYPE_CHECKING:
    from ingest import Document, Paragraph

    from .answer import Answer, Citation

_SHORTEST = 4  # letters of a name that says something


def name_of(document: Document) -> str:
    """The symbol, or the title where there is none."""
    return document.symbol or document.title


def short_name(document: Document) -> str:
    """The name by which readers know a document: its symbol, "UNCAC", "the SIPRI paper"."""
    if document.symbol:
        return document.symbol
    return next((name for name in document.aliases if len(name) >= _SHORTEST), document.title)


def status_of(document: Document) -> str:
    """Kind and authority: "Treaty, binding"; the authority is left out where it is unknown."""
    return ", ".join(part for part in (GENRES[document.genre], BINDING[document.binding]) if part)


def place_of(document: Document, paragraph: Paragraph) -> str:
    """Document, locator and printed page: "A/1/2, para. 46, p. 12"."""
    page = paragraph.locator.page
    parts = (name_of(document), paragraph.locator.shown, PAGE.format(page=page) if page else "")
    return ", ".join(part for part in parts if part)


def cite(citation: Citation) -> str:
    """One line: number, title, symbol, locator, page and status."""
    document, paragraph = citation.document, citation.quotation.paragraph
    title = f"{document.title}, " if document.symbol and document.symbol not in document.title else ""
    return f"[{citation.number}] {title}{place_of(document, paragraph)} ({status_of(document)})"


def lead_of(answer: Answer) -> str:
    """What the answer says before its first sentence; all of it where it has none."""
    texts = [each.text for each in answer.sentences]
    lines = takewhile(lambda line: not any(text in line for text in texts), answer.text.split("\n"))
    return "\n".join(lines)


def write_answer(answer: Answer) -> str:
    """Question, answer with [1] marks, and the citations below it."""
    said = [_sentence(each.text, each.citations, answer) for each in answer.sentences]
    lines = [answer.question, "", *filter(None, [lead_of(answer)]), *said]
    if answer.citations:
        lines += ["", *map(cite, answer.citations)]
    return "\n".join(lines)


def _sentence(text: str, numbers: tuple[int, ...], answer: Answer) -> str:
    marks = "".join(f"[{number}]" for number in numbers)
    quoted = any(each.number in numbers and each.quotation.text == text for each in answer.citations)
    return f"“{text}” {marks}" if quoted else f"{text} {marks}".rstrip()
