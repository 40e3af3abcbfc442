"""Imprint: contents lists, imprint lines, addresses and boards, apart from what a document says.

Pure. It knows the habits of such matter in UN documents and reports; running
headers and footers of PDF pages are found in furniture, which has the geometry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block

_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?:?", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|\t\s*(?:\d{1,3}|[ivxl]+)$")
_ENTRY_PAGE = re.compile(r"(?:\.{2,}|…|\t|\s)\s*(?:\d{1,3}|[ivxl]{1,5})$")
_IMPRINT = re.compile(
    r"""^(?:
      (?:©|\(c\)\s(?:\w+\s){0,4}(?:19|20)\d\d|copyright\b|all\ rights\ reserved|printed\ (?:in|at|on)\b|ISBN|ISSN|eISBN|DOI\b|suggested\ citation|
         cover\ (?:photo|image|illustration|design)|disclaimer\b|distr(?:ibution)?\.?\s*:|original\s*:|
         design(?:ed)?\ (?:and\ layout\ )?by|united\ nations\ publication|sales\ no|for\ further\ information|
         please\ recycle|job\ no)
    | (?:tel(?:ephone)?|fax|e-?mail|internet|web(?:site)?)\b\s*[.:+(\d]
    | (?:https?://|www\.)\S+$
    | \S+@[\w-]+(?:\.[\w-]+)+$
    | (?:\d{2}-?\d{4,5}\ )?/\s?\.\s?\.\s?\.$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_MEETING = re.compile(
    r"\d{1,5}(?:st|nd|rd|th) (?:\([\w ]+\) )?(?:plenary )?meeting(?:,? \d{1,2} [A-Z][a-z]+ \d{4})?",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d")
_PAGE_NUMBER = re.compile(r"(?:[Pp]age\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*[/|]\s*\d{1,4})?$")
_IMPRINT_HEADING = re.compile(
    r"(?:governing|advisory|editorial|executive) board|board of (?:directors|trustees)|(?:\w+ )?publications|"
    r"suggested citation|imprint|impressum|contact(?: us)?|directors?|editorial staff|staff",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"(?:The )?[A-Z][\w ]{1,60}(?:\([A-Z]{2,}\) )?is an? "
    r"(?:independent|international|global|non-?profit|not-for-profit|non-governmental)\b"
)
_OPEN_END = re.compile(
    r"(?:^|\s)(?:an?|the|of|to|and|or|in|on|at|by|for|from|with|as|that|which|until|is|are|was|were|has|have|been|"
    r"not|its|their|this|these|into|between|under|than|also|such|which|who|whose|including|regarding|concerning|"
    r"towards?|against|through|within|without|upon|whether|while|because|be|been|will|shall|may|can|should|would|"
    r"could|must|entitled|both|per)$|,$"
)
_SHORT = 90


def mark_imprint(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with contents lists, imprint lines and address blocks turned into kind "furniture"."""
    kept = list(blocks)
    for at, block in enumerate(kept):
        paged = block.kind == "text" and _PAGE_NUMBER.match(block.text)
        met = _MEETING.fullmatch(block.text) or (
            at > 0 and _MEETING.fullmatch(kept[at - 1].text) and _DAY.fullmatch(block.text)
        )
        flowing = block.kind in ("text", "heading", "item")
        empty = flowing and not any(map(str.isalnum, block.text))
        if paged or met or empty or (flowing and _IMPRINT.match(block.text)):
            kept[at] = replace(block, kind="furniture")
    _mark_contents(kept)
    _mark_imprint_sections(kept)
    _mark_line_runs(kept)
    _mark_publisher(kept)
    return tuple(kept)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence or a clause does, closing quotation marks and brackets aside."""
    return bool(re.search(r"[.!?:;…][\"”’'»)\]]*$", text.rstrip()))


def ends_open(text: str) -> bool:
    """Whether a text breaks off at a word that nothing ends with: "of", "and", "until"."""
    return bool(_OPEN_END.search(text))


def _mark_contents(blocks: list[Block]) -> None:
    """From a heading "Contents" to the first line that cannot be an entry."""
    at = 0
    while at < len(blocks):
        if not _CONTENTS.fullmatch(blocks[at].text.strip()):
            at += 1
            continue
        last = at + 1
        while last < len(blocks) and _could_be_entry(blocks, last):
            last += 1
        entries = blocks[at + 1 : last]
        if plain := _unpaged_entries(entries, blocks[at + 1 :]):
            last = at + 1 + plain
            blocks[at:last] = [replace(each, kind="furniture") for each in blocks[at:last]]
        elif len(entries) >= 2 and any(_ENTRY_PAGE.search(each.text) for each in entries):
            # an entry carries a page number or stands between entries that do
            while not _ENTRY_PAGE.search(blocks[last - 1].text) and blocks[last - 1].before != "none":
                last -= 1
            blocks[at:last] = [replace(each, kind="furniture") for each in blocks[at:last]]
        at = last
    _mark_within_contents(blocks)


def _mark_within_contents(blocks: list[Block]) -> None:
    """A line between two entries with their leaders: the first line of a long entry, or "Annex" over its own."""
    for at, block in enumerate(blocks[1:-1], 1):
        between = all(_is_entry(each) for each in (blocks[at - 1], blocks[at + 1]))
        if between and block.kind in ("text", "heading") and not ends_sentence(block.text):
            blocks[at] = replace(block, kind="furniture")


def _is_entry(block: Block) -> bool:
    return block.kind == "furniture" and bool(_LEADERS.search(block.text) and _ENTRY_PAGE.search(block.text))


def _unpaged_entries(entries: Sequence[Block], below: Sequence[Block]) -> int:
    """How many of the lines are a contents list without page numbers: they give the headings of what follows."""
    first: dict[str, int] = {}
    for at, block in enumerate(below):
        first.setdefault(block.text.casefold(), at)
    own = 0
    while own < len(entries) and first[entries[own].text.casefold()] == own:
        own += 1
    lines = {block.text.casefold() for block in below[own:] if len(block.text) < 200}
    repeated = sum(each.text.casefold() in lines for each in entries[:own])
    return own if own >= 3 and repeated >= 0.6 * own else 0


def _could_be_entry(blocks: list[Block], at: int) -> bool:
    block = blocks[at]
    if block.kind == "furniture":
        return True
    if block.before == "page" and not _LEADERS.search(block.text):
        return False
    if block.kind not in ("text", "row", "heading", "item") or len(block.text) > 200:
        return False
    return bool(_ENTRY_PAGE.search(block.text)) or not block.text.endswith((".", ";"))


def _mark_imprint_sections(blocks: list[Block]) -> None:
    """Short lines under a heading such as "Governing board"."""
    for at, block in enumerate(blocks):
        if not _IMPRINT_HEADING.fullmatch(block.text.strip(" :")) or block.kind == "note":
            continue
        last = at + 1
        while last < len(blocks) and _is_scrap(blocks[last]) and blocks[last].before != "page":
            last += 1
        if "citation" in block.text.lower():
            last = min(at + 2, len(blocks))
        if last > at + 1:
            blocks[at:last] = [replace(each, kind="furniture") for each in blocks[at:last]]


def _mark_line_runs(blocks: list[Block]) -> None:
    """Three and more short lines set one under the other: an address, a masthead, a list of names."""
    at = 0
    while at < len(blocks):
        last = at + 1
        while last < len(blocks) and blocks[last].before == "none" and _is_scrap(blocks[last]):
            last += 1
        if last - at >= 3 and _is_scrap(blocks[at]) and not any(each.bold for each in blocks[at:last]):
            blocks[at:last] = [replace(each, kind="furniture") for each in blocks[at:last]]
        at = last


def _mark_publisher(blocks: list[Block]) -> None:
    """The publisher's words about itself, next to other imprint."""
    for at, block in enumerate(blocks):
        beside = blocks[max(at - 1, 0) : at] + blocks[at + 1 : at + 2]
        if _PUBLISHER.match(block.text) and any(each.kind == "furniture" for each in beside):
            blocks[at] = replace(block, kind="furniture")


def _is_scrap(block: Block) -> bool:
    """A short line that is no sentence."""
    if block.kind == "furniture":
        return True
    return block.kind == "text" and len(block.text) < _SHORT and not re.search(r"[.;:]$", block.text)
