"""Bibliography: documents as CSL items, pinpoints as the United Nations prints them, and footnotes in a style.

CSL-JSON is the form that everything else is made from; citeproc-py sets the
footnotes, in the two styles of assistant/styles. The one owner of citeproc.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

from ingest import Document, Paragraph

from .answer import Citation
from .units import CONTAINERS

Style = Literal["un", "chicago"]
_STYLES: dict[Style, str] = {"un": "un-footnote.csl", "chicago": "chicago-note.csl"}
_TYPES = {"treaty": "treaty", "resolution": "legislation", "delegate": "manuscript"}
_BODIES = {
    "A/RES/": "General Assembly",
    "S/RES/": "Security Council",
    "A/HRC/RES/": "Human Rights Council",
    "E/RES/": "Economic and Social Council",
}
_SHORT = {
    "annex": "annex ",
    "protocol": "protocol ",
    "part": "part ",
    "chapter": "chap. ",
    "section": "sect. ",
    "article": "art. ",
    "paragraph": "para. ",
}
# around words in italics, in characters of no document: what a footnote is written in decides what they become
ITALIC = ("\ue000", "\ue001")
_HERE = "\ue002"  # where the pinpoint goes: citeproc would take its hyphens for ranges of pages


def pinpoint(paragraph: Paragraph) -> str:
    """Where in its document a paragraph stands: "art. 12, para. 2 (c)", "para. 46 (a)", '"Early warning", para. 2, p. 7'."""
    steps = paragraph.locator.steps
    if any(name not in (*_SHORT, "item") for name, _ in steps):
        page = paragraph.locator.page
        return f"{paragraph.locator.shown}, p. {page}" if page else paragraph.locator.shown
    return ", ".join(_parts(steps)) or paragraph.locator.shown


def _parts(steps: Sequence[tuple[str, str]]) -> list[str]:
    parts: list[str] = []
    for (name, label), (above, _) in zip(steps, (("", ""), *steps), strict=False):
        if name == "item" and parts:
            parts[-1] += f" ({label})"
        elif name == above and name in CONTAINERS:
            parts[-1] += f".{label}"
        else:
            parts.append(f"{_SHORT.get(name, '')}{label}".strip())
    return parts


def csl_item(document: Document, key: str) -> dict[str, Any]:
    """A document as a CSL-JSON item; fields that are not known are left out."""
    body, short = _resolution(document)
    item = {
        "id": key,
        "type": _TYPES.get(document.genre, "report"),
        "title": document.title,
        "title-short": short,
        "author": [{"literal": each} for each in document.authors],
        "authority": body,
        "publisher": document.publisher,
        "number": document.symbol,
        "issued": _issued(document.date),
    }
    return {name: value for name, value in item.items() if value}


def _resolution(document: Document) -> tuple[str, str]:
    """The body that adopted a resolution, and the resolution as it is cited; ("", "") for what is none."""
    symbol = document.symbol or ""
    for prefix, body in _BODIES.items():
        if symbol.startswith(prefix):
            return body, f"{body} resolution {symbol.removeprefix(prefix)}"
    return ("", symbol or document.title) if document.genre == "resolution" else ("", "")


def _issued(date: str | None) -> dict[str, Any] | None:
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date or "")
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else None


def footnotes(citations: Sequence[Citation], style: Style = "un") -> tuple[str, ...]:
    """A footnote for each citation, with italics between the ITALIC characters."""
    if not citations:
        return ()
    citeproc = import_module("citeproc")
    source = import_module("citeproc.source.json").CiteProcJSON(
        [csl_item(each.document, each.document.id) for each in citations]
    )
    bibliography = citeproc.CitationStylesBibliography(_style(style), source, _formatter())
    set_ = [
        citeproc.Citation(
            [citeproc.CitationItem(each.document.id, locator=citeproc.Locator("section", _HERE))]
        )
        for each in citations
    ]
    for each in set_:
        bibliography.register(each)
    written = [str(bibliography.cite(each, lambda _: None)) for each in set_]
    if style == "chicago":  # American usage, which citeproc-py leaves to its caller
        written = [each.replace("”,", ",”") for each in written]
    places = [pinpoint(each.quotation.paragraph) for each in citations]
    return tuple(_clean(each.replace(_HERE, place)) for each, place in zip(written, places, strict=True))


@cache
def _style(style: Style) -> Any:
    path = Path(__file__).parent / "styles" / _STYLES[style]
    return import_module("citeproc").CitationStylesStyle(str(path), validate=False)


def _formatter() -> Any:
    """What citeproc writes italics with; it knows no other dress here."""

    def italic(text: str) -> str:
        return f"{ITALIC[0]}{text}{ITALIC[1]}"

    plain = dict.fromkeys(("Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str)
    return SimpleNamespace(preformat=str, Italic=italic, Oblique=italic, **plain)


def _clean(footnote: str) -> str:
    return re.sub(r"\.{2,}$", ".", " ".join(footnote.split()))
