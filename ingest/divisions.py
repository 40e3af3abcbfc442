"""Divisions: which blocks open an article, a part, an annex, a preamble or a section, and a document's shape.

Pure. Recognition only; what is open at a place in the document is kept in
structure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocks import Block
from .labels import Label, follows, names_paragraph, ordinal, parse_label
from .recitals import is_opener, is_operative, is_recital

_LATIN = r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)"
_ARTICLE = re.compile(
    rf"(?:ARTICLE|Article|Art\.)\s+(?P<number>\d{{1,3}}|[IVXLC]{{1,7}})(?P<latin>\s?{_LATIN}\b)?"
    r"\s*(?:[.:–—-]+\s*|\s+|$)(?P<rest>.*)$",
    re.DOTALL,
)
_ARTICLE_TEXT = re.compile(
    rf"(?:ARTICLE|Article|Art\.)\s+[\dIVXLC]+(?:\s?{_LATIN})?\s*(?:[.:–—]|\.?\s*-)\s+[\"“A-Z(\d]"
)
PARTS = ("book", "title", "part", "chapter", "section")
_PART = re.compile(
    rf"(?P<name>(?i:{'|'.join(PARTS)}))\s+(?P<number>[IVXLC]{{1,7}}|\d{{1,3}}|[A-Z])\b[\s.:–—-]*(?P<rest>.*)$"
)
_BARE_ROMAN = re.compile(r"(?P<number>[IVXLC]{1,6})\.?(?:\s+(?P<rest>[A-Z].*))?$")
_ANNEX = re.compile(
    r"(?P<name>ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|Schedule|ENCLOSURE|Enclosure)"
    r"(?:\s+(?P<number>[IVXLC]{1,6}|\d{1,2}|[A-Z]))?\b[\s.:–—-]*(?P<rest>.*)$"
)
# "A", or "A Title": one of several resolutions under one title
_LETTER = re.compile(r"(?P<number>[A-Z])\b\.?(?:\s+(?P<rest>[A-Z\d].*))?$")
_PREAMBLE = re.compile(r"PREAMBLE|Preamble|PREAMBULE|Preambule")
_PARAGRAPH = 60  # shortest numbered paragraph that tells of a habit
_SKIPPED = 3  # a series of paragraph numbers may step on by as many
_LONG_SERIES = 12  # so many numbers in a row are a habit, whatever stands between them
_CLOSING = re.compile(r"\W*IN (?:WITNESS|FAITH)\b|\W*DONE (?:at|AT|in|IN)\b|In (?:witness|faith) whereof\b")


@dataclass(frozen=True, slots=True)
class Shape:
    """What kind of numbering a document uses."""

    treaty: bool
    resolution: bool
    numbered: bool
    decimal: bool = (
        False  # its paragraphs are counted "24.1" to "24.90": an article in it is another document's
    )

    @property
    def formal(self) -> bool:
        """Whether its numbers are names: a reader cites them."""
        return self.treaty or self.resolution or self.numbered


@dataclass(frozen=True, slots=True)
class Division:
    """What a block opens.

    kind    article, annex, preamble, heading, or the name of a part: book, title, part, chapter, section
    name    an annex's own word for itself: annex, appendix, schedule, enclosure
    number  as printed, "" where it has none
    rest    offset in the block's text of what stands behind the number
    """

    kind: str
    number: str = ""
    name: str = ""
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A block, its index in the document, and what it opens, None for running text."""

    at: int
    block: Block
    division: Division | None


def shape_of(blocks: Sequence[Block]) -> Shape:
    """Tell a treaty, a resolution and a numbered document by their habits."""
    articles = sum(1 for block in blocks if block.kind != "furniture" and _article(block))
    texts = [block.text for block in blocks if block.kind == "text"]
    opened = any(is_opener(text) for text in texts)
    recitals = sum(1 for text in texts if is_recital(text))
    operative = sum(1 for text in texts if is_operative(_unlabelled(text)))
    decimal, numbered = _is_numbered(blocks)
    return Shape(
        treaty=articles >= 3 and not decimal,
        resolution=(opened and recitals + operative >= 1) or (articles < 3 <= min(recitals, operative)),
        numbered=numbered,
        decimal=decimal,
    )


def _unlabelled(text: str) -> str:
    labels = parse_label(text)
    return text[labels[0].end :] if labels else text


def _is_numbered(blocks: Sequence[Block]) -> tuple[bool, bool]:
    """Whether the body runs in decimal numbers, and in numbers at all: a long series over enough of the text."""
    last, run, longest, decimals = 0, 0, 0, 0
    for label in filter(None, map(_own_number, blocks)):
        if last < ordinal(label) <= last + _SKIPPED:
            last, run = ordinal(label), run + 1
            decimals = max(decimals, run) if label.form == "decimal" else decimals
            longest = max(longest, run)
        elif ordinal(label) == 1:
            last, run = 1, 1
    if decimals >= _LONG_SERIES:
        return True, True  # "9.1" to "9.256": lists are not numbered so, however much stands between
    long_blocks = sum(len(block.text) >= 120 for block in blocks if block.kind in ("text", "item"))
    if _counted_in_sections(blocks) >= max(4, 0.6 * long_blocks):
        return False, True
    share = 0.2 if longest >= _LONG_SERIES else 0.35
    fewest = 2 if longest >= 0.6 * long_blocks >= 1 else 4  # a note of two paragraphs, both numbered
    return False, longest >= fewest and longest >= share * long_blocks


def _own_number(block: Block) -> Label | None:
    """The number at the head of a paragraph long enough to be one."""
    text = f"{block.label} {block.text}" if block.label else block.text
    if block.kind not in ("text", "item") or len(text) < _PARAGRAPH:
        return None
    return next((each for each in parse_label(text) if each.form in ("number", "decimal")), None)


def _counted_in_sections(blocks: Sequence[Block]) -> int:
    """How many paragraphs are in series that begin with 1 right behind a heading; 0 where one does at most."""
    sections, counted, last = 0, 0, 0
    before = ""
    for block in blocks:
        label = _own_number(block)
        if (
            label
            and label.form == "number"
            and ordinal(label) in (last + 1, 1 if before == "heading" else -1)
        ):
            last = ordinal(label)
            counted, sections = counted + 1, sections + (last == 1)
        before = block.kind if block.kind not in ("note", "furniture") else before
    return counted if sections > 1 else 0


def entries_of(blocks: Sequence[Block], titles: frozenset[int], shape: Shape) -> tuple[Entry, ...]:
    """Every block with what it opens; the title under a bare "Article 12" becomes part of that heading."""
    blocks = [_with_label(block) for block in blocks]
    entries: list[Entry] = []
    begun = False  # something that an annex can be annexed to has come
    parts = _lettered_parts(blocks) if shape.resolution and not shape.treaty else {}
    waiting: int | None = None  # place in entries of a heading whose title may follow
    for at, block in enumerate(blocks):
        annexes = begun and not (shape.decimal and _goes_on(blocks, at))
        division = None if at in titles else _division(block, shape, begun=annexes)
        if letter := parts.get(at):
            # set apart with the cover, or not
            block, division = replace(block, kind="heading"), Division("part", letter, rest=len(block.text))
        if waiting is not None and division is not None and _is_title(division, block):
            entries[waiting] = _with_title(entries[waiting], block)
            waiting = None
            continue
        if block.kind not in ("note", "furniture"):
            bare = division is not None and division.kind != "heading" and division.rest >= len(block.text)
            waiting = len(entries) if bare and block.kind == "heading" else None
        entries.append(Entry(at, block, division))
        begun = begun or not shape.formal or _begins_content(block, division)
    return tuple(entries)


def _with_label(block: Block) -> Block:
    """A block whose text is led by the number that its list markup gives, as text; bullets stay items."""
    if block.kind not in ("text", "item"):
        return block
    if not block.label:
        return replace(block, kind="text") if block.kind == "item" and parse_label(block.text) else block
    if block.kind == "item" and not parse_label(f"{block.label} x"):
        return block
    shift = len(block.label) + 1
    marks = tuple(replace(mark, start=mark.start + shift) for mark in block.marks)
    return replace(block, kind="text", text=f"{block.label} {block.text}", label="", marks=marks)


def _lettered_parts(blocks: Sequence[Block]) -> dict[int, str]:
    """The letters of the parts of a resolution by block, "A", "B", each before "The General Assembly,"; {} for one."""
    flow = [at for at, block in enumerate(blocks) if block.kind != "note" and not _is_page_furniture(block)]
    found: dict[int, str] = {}
    for place, at in enumerate(flow):
        letter = _LETTER.match(blocks[at].text)
        opened = any(is_opener(blocks[each].text) for each in flow[place + 1 : place + 3])
        if letter and opened and ord(letter["number"]) == ord("A") + len(found):
            found[at] = letter["number"]
    return found if len(found) > 1 else {}


def _is_page_furniture(block: Block) -> bool:
    return block.kind == "furniture" and not _LETTER.match(block.text)


def _goes_on(blocks: Sequence[Block], at: int) -> bool:
    """Whether the decimal numbers before a block go on behind it: "Annex VIII" there is an entry of a list."""
    before = next((each for each in map(_decimal, reversed(blocks[:at])) if each), None)
    after = next((each for each in map(_decimal, blocks[at + 1 :]) if each), None)
    return before is not None and after is not None and follows(after, before)


def _decimal(block: Block) -> Label | None:
    labels = parse_label(block.text) if block.kind == "text" else ()
    return labels[0] if labels and labels[0].form == "decimal" else None


def _begins_content(block: Block, division: Division | None) -> bool:
    """Whether a formal document has begun: before that "Annex" is an entry of its contents list."""
    if division is not None:
        return division.kind == "article"
    labels = parse_label(block.text) if block.kind == "text" else ()
    numbered = any(names_paragraph(label) for label in labels) and len(block.text) >= _PARAGRAPH
    return numbered or (block.kind == "text" and (is_opener(block.text) or is_recital(block.text)))


def _is_title(division: Division, block: Block) -> bool:
    return division.kind == "heading" and not parse_label(block.text)


def _with_title(entry: Entry, title: Block) -> Entry:
    text = f"{entry.block.text} {title.text}"
    return replace(entry, block=replace(entry.block, text=text, places=entry.block.places + title.places))


def _division(block: Block, shape: Shape, begun: bool) -> Division | None:
    if not shape.decimal and (found := _article(block)):
        latin = f" {found['latin'].strip()}" if found["latin"] else ""
        return Division("article", found["number"] + latin, rest=found.start("rest"))
    if block.kind != "heading":
        return None
    if (found := _ANNEX.match(block.text)) and begun and (shape.formal or not found["rest"]):
        return Division("annex", found["number"] or "", found["name"].lower(), found.start("rest"))
    if shape.treaty and (found := _PART.match(block.text) or _BARE_ROMAN.match(block.text)):
        name = found.groupdict().get("name") or "chapter"
        rest = found.start("rest") if found["rest"] else len(block.text)
        return Division(name.lower(), found["number"], rest=rest)
    if _PREAMBLE.fullmatch(block.text.strip(" .:")):
        return Division("preamble", rest=len(block.text))
    return Division("heading")


def _article(block: Block) -> re.Match[str] | None:
    """The match of an article's number, when the block is its heading or opens with it."""
    found = _ARTICLE.match(block.text) if block.kind in ("heading", "text") else None
    if found is None:
        return None
    if block.kind == "heading" and len(found["rest"]) < 160:
        return found
    return found if _ARTICLE_TEXT.match(block.text) else None


def is_closing(text: str) -> bool:
    """Whether a block is the testimonium of a treaty: "IN WITNESS WHEREOF", "DONE at"."""
    return bool(_CLOSING.match(text))
