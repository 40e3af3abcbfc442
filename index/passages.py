"""Cuts documents into passages: what is embedded, each of one paragraph.

A paragraph that fits the encoder is one passage; a longer one becomes windows of
whole sentences that share one sentence. In front of each stands its context:
document, headings, for an item the words that lead in to it, for a note the
sentence that bears its mark. Headings and furniture give no passage of their own.
Nothing is embedded here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest import Document, Paragraph

from .sentences import Span, split_sentences

Find = Callable[[str], Paragraph | None]

# all-MiniLM-L6-v2 reads 256 word pieces, two of them its own marks. The estimate
# below is 5 % off on average, hence the margin.
LIMIT = 220
_TITLE_LIMIT = 24
_ALIAS_LIMIT = 12
_SECTION_LIMIT = 40
_LEAD_LIMIT = 40
_SMALLEST_WINDOW = 60
_SILENT = ("heading", "furniture")

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Passage:
    """A window of one paragraph, and the text that stands for it in the encoder.

    paragraph, document  their ids
    start, end           the window in the paragraph's text, end exclusive
    text_to_embed        context and window
    """

    paragraph: str
    document: str
    start: int
    end: int
    text_to_embed: str


def cut_passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document, in reading order."""
    by_id = {paragraph.id: paragraph for paragraph in document.paragraphs}
    marked = _marked_sentences(document)
    return tuple(
        passage
        for paragraph in document.paragraphs
        if paragraph.kind not in _SILENT and any(map(str.isalnum, paragraph.text))
        for passage in _cut(paragraph, _context(document, paragraph, by_id.get, marked.get(paragraph.id, "")))
    )


def read_passage(document: Document, paragraph: Paragraph, start: int, end: int, find: Find) -> str:
    """The text that stands for a window of a paragraph, but for a note without the sentence that bears its mark.

    find  a paragraph by its id
    """
    return _join(_context(document, paragraph, find), paragraph.text[start:end])


def _cut(paragraph: Paragraph, context: str) -> Iterator[Passage]:
    room = max(LIMIT - count_pieces(context), _SMALLEST_WINDOW)
    for start, end in _windows(paragraph.text, room):
        text = _join(context, paragraph.text[start:end])
        yield Passage(paragraph.id, paragraph.document, start, end, text)


def _join(context: str, window: str) -> str:
    return f"{context}\n{window}" if context else window


def _windows(text: str, room: int) -> Iterator[Span]:
    """Spans of whole sentences within `room` word pieces, each sharing a sentence with the one before."""
    if count_pieces(text) <= room:
        yield (0, len(text))
        return
    spans = [piece for span in split_sentences(text) for piece in _split_long(text, span, room)]
    costs = [count_pieces(text[start:end]) for start, end in spans]
    first = 0
    while first < len(spans):
        last, total = first, costs[first]
        while last + 1 < len(spans) and total + costs[last + 1] <= room:
            last += 1
            total += costs[last]
        yield (spans[first][0], spans[last][1])
        if last + 1 == len(spans):
            return
        shares = last > first and costs[last] + costs[last + 1] <= room
        first = last if shares else last + 1


def _split_long(text: str, span: Span, room: int) -> Iterator[Span]:
    """A sentence longer than `room`, cut between words; any other sentence as it is."""
    start, end = span
    total = 0
    for token in _TOKEN.finditer(text, *span):
        cost = _pieces(token[0])
        if total + cost > room and text[token.start() - 1].isspace():
            yield (start, len(text[: token.start()].rstrip()))
            start, total = token.start(), 0
        total += cost
    yield (start, end)


def _marked_sentences(document: Document) -> dict[str, str]:
    """For each note, by id, the sentence that bears its mark, up to the mark."""
    marked: dict[str, str] = {}
    for paragraph in document.paragraphs:
        spans = split_sentences(paragraph.text) if paragraph.notes else ()
        for mark in paragraph.notes:
            starts = [start for start, _ in spans if start < mark.start]
            if mark.note and starts:
                marked.setdefault(mark.note, paragraph.text[starts[-1] : mark.start])
    return marked


def _context(document: Document, paragraph: Paragraph, find: Find, marked: str = "") -> str:
    parts = (
        _name(document),
        _shorten(". ".join(paragraph.section[-3:]), _SECTION_LIMIT, keep_end=True),
        *(_shorten(each.words, _LEAD_LIMIT, keep_end=True) for each in _leads(paragraph, find)),
        _shorten(marked, _LEAD_LIMIT, keep_end=True),
    )
    return ". ".join(part.rstrip(".") for part in parts if part)


def _name(document: Document) -> str:
    """Title, and the names that it lacks: "Convention against Corruption (UNCAC, Merida Convention)".

    A name without a capital ("the report") tells nothing of the document.
    """
    title = document.title or document.source
    lacking = [alias for alias in document.aliases if alias.casefold() not in title.casefold()]
    names = [alias for alias in lacking if alias.lower() != alias]
    while count_pieces(", ".join(names)) > _ALIAS_LIMIT:
        names.pop()
    short = _shorten(title, _TITLE_LIMIT)
    return f"{short} ({', '.join(names)})" if names else short


def _leads(paragraph: Paragraph, find: Find) -> list[Paragraph]:
    """The two nearest paragraphs that lead in to this one, outermost first."""
    leads: list[Paragraph] = []
    parent = find(paragraph.parent) if paragraph.parent else None
    while parent is not None and len(leads) < 2 and parent not in leads:
        leads.insert(0, parent)
        parent = find(parent.parent) if parent.parent else None
    return leads


def _shorten(text: str, limit: int, *, keep_end: bool = False) -> str:
    """At most `limit` word pieces of a text, cut between words."""
    words = text.split()
    if keep_end:
        words.reverse()
    kept: list[str] = []
    for word in words:
        limit -= count_pieces(word)
        if limit < 0:
            break
        kept.append(word)
    return " ".join(reversed(kept) if keep_end else kept)


def count_pieces(text: str) -> int:
    """Roughly how many word pieces a BERT tokenizer makes of a text, without loading one."""
    return sum(_pieces(token) for token in _TOKEN.findall(text))


def _pieces(token: str) -> int:
    if token.isdigit():
        return (len(token) + 2) // 3
    if token.isascii() and token.isupper() and len(token) > 2:
        return (len(token) + 1) // 2
    return 1 if len(token) < 12 else 2
