"""Cross-references in a paragraph's text: articles, paragraphs, resolutions, symbols and notes.

Pure. They are kept as data with their place in the text; only what points into
the same document is resolved here, the rest when documents are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .document import Paragraph, Reference

SYMBOL = re.compile(
    r"\b(?:[A-Z]{1,5}|ST|CTOC|CCPR)(?:/[A-Z0-9][A-Za-z0-9.\-]*(?:\([A-Za-z0-9. ]+\))?)+(?: \((?:19|20)\d\d\))?"
)
_NUMBER = r"\d{1,3}(?:\s?(?:bis|ter|quater)\b)?"
_PATH = rf"{_NUMBER}(?:\s?\([a-z0-9]{{1,4}}\))*"
_LIST = rf"{_PATH}(?:(?:,\s|\sand\s|,\sand\s|\sor\s|\sto\s|[–-]){_PATH})*"
_ARTICLES = re.compile(
    rf"\b[Aa]rt(?:icles?|s?\.)\s(?P<list>{_LIST})"
    rf"(?:,?\s(?:sub)?paragraphs?\s(?P<para>{_LIST}))?"
    r"(?:,?\s(?:of|to|in)\s(?P<of>(?:the|this|that)\s(?:present\s)?[A-Z][A-Za-z’' -]{3,80}?))?(?=[,.;:)]|\s[a-z]|$)"
)
_PARAGRAPHS = re.compile(
    rf"\bpara(?:graph)?s?\.?\s(?P<list>{_LIST})(?:\sof\s(?P<of>(?:this|the present)\s\w+))?"
)
_RESOLUTION = re.compile(
    r"\b(?P<body>General Assembly|Security Council|Economic and Social Council|Human Rights Council)?\s?"
    r"[Rr]esolutions?\s(?P<number>\d{1,3}/\d{1,3}(?:\s?[A-Z])?|\d{3,4}\s\((?:19|20)\d\d\)|\d{3,4}\s\([XVI]+\))"
)
_NOTE = re.compile(r"\(?(?:see |above )?(?:foot)?note (?P<number>\d{1,3})(?: above)?\)?")
_BODIES = {
    "General Assembly": "A",
    "Security Council": "S",
    "Economic and Social Council": "E",
    "Human Rights Council": "A/HRC",
}


def find_references(text: str) -> tuple[Reference, ...]:
    """All references in a text, in order of place; overlapping ones keep the first and longest."""
    found = sorted(_all(text), key=lambda each: (each.start, -each.end))
    kept: list[Reference] = []
    for each in found:
        if kept and each.start < kept[-1].end:
            continue
        if (
            kept
            and each.form == "paragraph"
            and re.fullmatch(r",? (?:annex,? )?", text[kept[-1].end : each.start])
        ):
            each = replace(each, document=each.document or kept[-1].document)
        kept.append(each)
    return tuple(kept)


def _all(text: str) -> Iterator[Reference]:
    for found in SYMBOL.finditer(text):
        if re.search(r"\d", found[0]):
            symbol = found[0].rstrip(".-")
            yield Reference(found.start(), found.start() + len(symbol), "symbol", symbol, symbol)
    for found in _RESOLUTION.finditer(text):
        symbol = resolution_symbol(found["number"], found["body"] or "")
        yield Reference(found.start(), found.end(), "resolution", symbol, symbol)
    for found in _ARTICLES.finditer(text):
        target = f"article {found['list']}" + (f", paragraph {found['para']}" if found["para"] else "")
        yield Reference(found.start(), found.end(), "article", target, _named(found["of"]))
    for found in _PARAGRAPHS.finditer(text):
        yield Reference(
            found.start(), found.end(), "paragraph", f"paragraph {found['list']}", _named(found["of"])
        )
    for found in _NOTE.finditer(text):
        yield Reference(found.start(), found.end(), "note", f"n. {found['number']}")


def resolution_symbol(number: str, body: str = "") -> str:
    """The document symbol of a resolution as texts cite it: "76/181" -> A/RES/76/181, "2331 (2016)" -> S/RES/2331 (2016)."""
    number = re.sub(r"\s+", " ", number)
    if body:
        return f"{_BODIES[body]}/RES/{number}"
    if re.search(r"\((?:19|20)\d\d\)", number):
        return f"S/RES/{number}"
    # slash numbers began with the Assembly's thirty-first session; lower ones are other bodies'
    session = int(re.match(r"\d+", number)[0])  # type: ignore[index]
    return f"A/RES/{number}" if session >= 31 else f"resolution {number}"


def _named(name: str | None) -> str:
    """How the text names the other document; "" for this one."""
    if not name or re.match(r"(?:this|the present|that) ", name):
        return ""
    return re.sub(r"^the ", "", name)


def resolve(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs with their references; those into this document carry the paragraph's id."""
    by_name = {each.locator.shown: each.id for each in reversed(paragraphs) if each.kind != "furniture"}
    return tuple(
        each if each.kind in ("furniture", "heading") else replace(each, references=_of(each, by_name))
        for each in paragraphs
    )


def _of(paragraph: Paragraph, by_name: Mapping[str, str]) -> tuple[Reference, ...]:
    found = (_moved(each, paragraph.lead) for each in find_references(paragraph.words))
    return tuple(_aim(paragraph, each, by_name) for each in found)


def _moved(reference: Reference, by: int) -> Reference:
    return replace(reference, start=reference.start + by, end=reference.end + by)


def _aim(paragraph: Paragraph, reference: Reference, by_name: Mapping[str, str]) -> Reference:
    """Resolve a reference within its own document, where it names one place there."""
    if reference.document:
        return reference
    return replace(reference, paragraph=by_name.get(_local_name(paragraph, reference)))


def _local_name(paragraph: Paragraph, reference: Reference) -> str:
    steps = dict(paragraph.locator.steps)
    numbers = re.findall(r"\d{1,3}(?:\s?(?:bis|ter|quater)\b)?(?:\s?\([a-z0-9]{1,4}\))*", reference.target)
    first = numbers[0].replace(" (", "(") if numbers else ""
    if reference.form == "note":
        return reference.target
    if reference.form == "article":
        return f"art. {first}" + (
            f"({numbers[1]})" if "paragraph" in reference.target and len(numbers) == 2 else ""
        )
    if "article" in steps:
        head, _, tail = first.partition("(")
        return f"art. {steps['article']}({head})" + (f"({tail}" if tail else "")
    return f"para. {first}"
