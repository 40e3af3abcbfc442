"""Cross-references in a paragraph's text: articles, paragraphs, resolutions, symbols and notes.

Pure. They are kept as data with their place in the text; only what points into
the same document is resolved here, the rest when documents are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .document import Paragraph, Reference
from .naming import SHORT

SYMBOL = re.compile(
    r"\b[A-Z]{1,5}(?:/[A-Z0-9][A-Za-z0-9.\-]*(?:\([A-Za-z0-9. ]+\))?)+"
    r"(?: \((?:(?:19|20)\d\d|(?i:vol|part|sect|chap|supp)[^()]{1,20})\))?"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*(?:\s?(?:bis|ter|quater)\b)?"
_PATH = rf"{_NUMBER}(?:\s?\([a-z0-9]{{1,4}}\))*"
_LIST = rf"{_PATH}(?:(?:,\s|\sand\s|,\sand\s|\sor\s|\sto\s|[–-]){_PATH})*"
# capitals, with the small words between them: "United Nations Convention against Corruption"
PROPER_NAME = (
    r"(?:\d{4}\s)?[A-Z][\w’'-]+(?:(?:,?\s(?:of|on|in|for|and(?!\sthe\b)|or|to|against|with|relating|concerning|regarding|the|by|all))*"
    r"\s[A-Z][\w’'-]+)*"
)
_NAMED = rf"(?:(?:the|this|that)\s(?:present\s)?{PROPER_NAME}|[A-Z]{{3,8}}\b)"
_ARTICLES = re.compile(
    rf"\b[Aa]rt(?:icles?|s?\.)\s(?P<list>{_LIST})"
    rf"(?:,?\s(?:sub)?para(?:graph)?s?\.?\s(?P<para>{_LIST}))?"
    rf"(?:,?\s(?:of|to|in)\s(?P<of>{_NAMED}))?(?=[,.;:)]|\s[a-z(]|$)"
)
_PARAGRAPHS = re.compile(
    rf"\bpara(?:graph)?s?\.?\s(?P<list>{_LIST})(?:\sof\s(?P<of>(?:this|the present)\s\w+))?"
)
_RESOLUTION_NUMBER = r"(?:19|20)\d\d/\d{1,3}|\d{1,3}/\d{1,3}(?:\s?[A-Z]\b)?|\d{3,4}\s\((?:19|20)\d\d\)|\d{1,4}(?:\s[A-Z])?\s\([XVIL]+\)"
_RESOLUTION = re.compile(
    r"\b(?:(?P<body>General Assembly|Security Council|Economic and Social Council|Human Rights Council)\s(?:adopted\s|in\sits\s)?)?"
    rf"[Rr]esolutions?\s(?P<number>{_RESOLUTION_NUMBER})"
)
_FURTHER = re.compile(
    rf"(?:\sof\s\d{{1,2}}\s\w+\s\d{{4}})?(?:,|,?\sand|,?\sor)\s(?P<number>{_RESOLUTION_NUMBER})"
)
_NOTE = re.compile(r"\(?(?:see |above )?(?:foot)?note (?P<number>\d{1,3})(?: above)?\)?")
_UNDER = re.compile(r"(?P<place>(?:.*?, )??)(?:\w+ )?(?:para|art)\. ")
_PLACE = r"(?P<unit>(?i:part|chapter|section|annex)) (?P<number>[IVXLC]+(?:\.[A-Z])?|[A-Z]|\d{1,2})"
_PLACE_AFTER = re.compile(rf",? (?:of|in) {_PLACE}\b")
_PLACE_BEFORE = re.compile(rf"\b{_PLACE}, $")
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
        if kept:
            kept[-1], each = _joined(text, kept[-1], each)
        kept.append(each)
    return tuple(kept)


def _joined(text: str, one: Reference, two: Reference) -> tuple[Reference, Reference]:
    """Two neighbours, of which one may name the document of the other: "A/1/2, para. 3", "paragraph 3 of resolution 1/2"."""
    between = text[one.end : two.start]
    if two.form == "paragraph" and (found := re.fullmatch(r",? (?P<annex>annex(?: [IVX]+)?,? )?", between)):
        target = f"{found['annex'].strip(' ,')}, {two.target}" if found["annex"] else two.target
        return one, replace(two, target=target, document=two.document or one.document)
    names = two.form in ("resolution", "symbol") and one.form in ("paragraph", "article")
    if names and not one.document and re.fullmatch(r",? of (?:its |the |document )?", between):
        return replace(one, document=two.document), two
    return one, two


def _all(text: str) -> Iterator[Reference]:
    for found in SYMBOL.finditer(text):
        if re.search(r"\d", found[0]):
            symbol = found[0].rstrip(".-")
            yield Reference(found.start(), found.start() + len(symbol), "symbol", symbol, symbol)
    yield from _resolutions(text)
    for found in _ARTICLES.finditer(text):
        target = f"article {found['list']}" + (f", paragraph {found['para']}" if found["para"] else "")
        yield Reference(found.start(), found.end(), "article", target, _named(found["of"]))
    for found in _PARAGRAPHS.finditer(text):
        yield Reference(
            found.start(), found.end(), "paragraph", f"paragraph {found['list']}", _named(found["of"])
        )
    for found in _NOTE.finditer(text):
        yield Reference(found.start(), found.end(), "note", f"n. {found['number']}")


def _resolutions(text: str) -> Iterator[Reference]:
    """ "resolution 1/2", and each of "resolutions 1/2 of 3 May 2004, 5/6 and 7/8"."""
    for found in _RESOLUTION.finditer(text):
        body = found["body"] or ""
        symbol = resolution_symbol(found["number"], body)
        yield Reference(found.start(), found.end(), "resolution", symbol, symbol)
        further = _FURTHER.match(text, found.end())
        while further:
            symbol = resolution_symbol(further["number"], body)
            yield Reference(*further.span("number"), "resolution", symbol, symbol)
            further = _FURTHER.match(text, further.end())


def resolution_symbol(number: str, body: str = "") -> str:
    """The document symbol of a resolution as texts cite it: "76/181" -> A/RES/76/181, "2331 (2016)" -> S/RES/2331 (2016)."""
    number = re.sub(r"\s+", " ", number)
    if body:
        return f"{_BODIES[body]}/RES/{number}"
    if re.search(r"\((?:19|20)\d\d\)", number):
        return f"S/RES/{number}"
    # slash numbers began with the Assembly's thirty-first session; lower ones, and years, are other bodies'
    session = int(re.match(r"\d+", number)[0])  # type: ignore[index]
    others = session < 31 or re.match(r"\d{4}/", number)
    return f"resolution {number}" if others else f"A/RES/{number}"


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
    name = _local_name(paragraph, reference)
    if reference.form == "note":
        return replace(reference, paragraph=by_name.get(name))
    named = _place_beside(paragraph.text, reference)
    places = (named, "") if named else (_place_of(paragraph), "")
    found = (by_name[f"{place}{name}"] for place in places if f"{place}{name}" in by_name)
    return replace(reference, paragraph=next(found, None))


def _place_of(paragraph: Paragraph) -> str:
    """What the paragraph's own numbers stand under: "sect. II.B, " of `sect. II.B, para. 4`; "" where nothing."""
    locator = paragraph.locator
    if not locator.label and any(step in ("heading", "preamble") for step, _ in locator.steps):
        return ""  # counted, not printed
    found = _UNDER.match(locator.shown)
    return found["place"] if found else ""


def _place_beside(text: str, reference: Reference) -> str:
    """The section or annex that the text itself names: "section II, paragraph 3", "paragraph 3 of annex I"."""
    found = _PLACE_AFTER.match(text, reference.end) or _PLACE_BEFORE.search(text[: reference.start])
    if found is None:
        return ""
    unit, number = found["unit"].lower(), found["number"]
    return f"{SHORT.get(unit, unit)} {number}, "


def _local_name(paragraph: Paragraph, reference: Reference) -> str:
    steps = dict(paragraph.locator.steps)
    numbers = [each.replace(" (", "(") for each in re.findall(_PATH, reference.target)]
    first = numbers[0] if numbers else ""
    if reference.form == "note":
        return reference.target
    if reference.form == "article":
        under = "paragraph" in reference.target and len(numbers) == 2
        return f"art. {first}" + (_bracketed(numbers[1]) if under else "")
    return f"art. {steps['article']}{_bracketed(first)}" if "article" in steps else f"para. {first}"


def _bracketed(path: str) -> str:
    """A paragraph's path as it stands behind its article: "1(a)" is (1)(a)."""
    head, bracket, tail = path.partition("(")
    return f"({head}){bracket}{tail}"
