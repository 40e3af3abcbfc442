"""Citations as records for reference managers: CSL-JSON, BibTeX and RIS, one record a citation.

Pure. A record names the document and, in its note, the very paragraph; the
quotation goes with it where the format has a place for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from .answer import Citation
from .bibliography import csl_item, pinpoint

_BIBTEX_TYPES = {"report": "techreport", "manuscript": "unpublished"}
_RIS_TYPES = {"report": "RPRT", "legislation": "STAT", "manuscript": "UNPB"}


def write_csl(citations: Sequence[Citation], stamp: str) -> str:
    """CSL-JSON; `stamp` (library and date) stands in each record's annote."""
    records = [
        csl_item(each.document, key) | {"note": _note(each), "abstract": each.quotation.text, "annote": stamp}
        for key, each in _keyed(citations)
    ]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def write_bibtex(citations: Sequence[Citation], stamp: str) -> str:
    """BibTeX, with a first comment that says library and date."""
    import bibtexparser
    from bibtexparser.middlewares import LatexEncodingMiddleware
    from bibtexparser.model import Entry, ExplicitComment, Field

    entries = []
    for key, each in _keyed(citations):
        item = csl_item(each.document, key)
        fields = [Field(name, value) for name, value in _bibtex_fields(item, each)]
        entries.append(Entry(_BIBTEX_TYPES.get(item["type"], "misc"), key, fields))
    library = bibtexparser.Library([ExplicitComment(stamp), *entries])
    # what TeX would take for its own is escaped; letters stay as they are
    library = LatexEncodingMiddleware(keep_math=False).transform(library)
    for field in (each.fields_dict["author"] for each in library.entries if "author" in each.fields_dict):
        field.value = _bibtex_authors(field.value.split("\n"))
    return str(bibtexparser.write_string(library))


def _bibtex_authors(names: Sequence[str]) -> str:
    """The names with "and" between them; one that has an "and" of its own stands in braces."""
    return " and ".join(f"{{{name}}}" if " and " in name else name for name in names)


def _bibtex_fields(item: dict[str, Any], citation: Citation) -> Iterator[tuple[str, str]]:
    yield "title", item["title"]
    if authors := item.get("author"):
        yield "author", "\n".join(each["literal"] for each in authors)
    for ours, theirs in (("publisher", "institution"), ("number", "number")):
        if value := item.get(ours):
            yield theirs, value
    if issued := item.get("issued"):
        yield "year", str(issued["date-parts"][0][0])
    # TeX tells opening quotation marks from closing ones
    yield "note", re.sub(r'"([^"]*)"', r"“\1”", _note(citation))
    yield "annote", citation.quotation.text


def write_ris(citations: Sequence[Citation], stamp: str) -> str:
    """RIS."""
    import rispy

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        """Without the number that rispy sets before each record, which is no part of RIS."""

        def set_header(self, count: int) -> str:
            return ""

    records = [_ris(key, each, stamp) for key, each in _keyed(citations)]
    return str(rispy.dumps(records, implementation=Writer)).lstrip("\n") + "\n"


def _ris(key: str, citation: Citation, stamp: str) -> dict[str, Any]:
    item = csl_item(citation.document, key)
    issued = item.get("issued", {"date-parts": [[]]})["date-parts"][0]
    record = {
        "type_of_reference": _RIS_TYPES.get(item["type"], "GEN"),
        "id": key,
        "title": item["title"],
        "authors": [each["literal"] for each in item.get("author", ())],
        "publisher": item.get("publisher"),
        "number": item.get("number"),
        "year": str(issued[0]) if issued else None,
        "notes": [_note(citation), stamp],
        "abstract": " ".join(citation.quotation.text.split()),
    }
    return {name: value for name, value in record.items() if value}


def _note(citation: Citation) -> str:
    return pinpoint(citation.quotation.paragraph)


def _keyed(citations: Sequence[Citation]) -> Iterator[tuple[str, Citation]]:
    """Each citation with a key of its own: "uncac-art-12-2-c"."""
    used: set[str] = set()
    for citation in citations:
        paragraph = citation.quotation.paragraph
        name = citation.document.symbol or min((*citation.document.aliases, citation.document.title), key=len)
        plain = re.sub(r"[^a-z0-9]+", "-", f"{name} {paragraph.locator.shown}".lower()).strip("-")
        key = base = plain or f"{citation.document.id}-{paragraph.position}"
        more = 1
        while key in used:
            more += 1
            key = f"{base}-{more}"
        used.add(key)
        yield key, citation
