"""Tells what is not text of the document: running headers and footers, page numbers, the masthead.

It takes the lines of all pages and returns, for each page, which lines are
furniture and the page number as printed. It removes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .lines import Line

_OUTER_NUMBER = re.compile(r"^(?:page )?[\d/]+\b[\s|–-]*|[\s|–-]*\b(?:page )?[\d/]+$")
_SAME_HEIGHT = 6.0  # points: a running line stands at the same height on every page
_PAGE_MARK = re.compile(
    r"(?:page|p\.)\s*(\d{1,4}|[ivxl]{1,7})(?:\s*(?:/|of)\s*\d{1,4})?$|(\d{1,4})\s*/\s*\d{1,4}$|"
    r"[-–—]\s*(\d{1,4}|[ivxl]{1,7})\s*[-–—]$|(?-i:([ivxl]{1,7}))$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,4})$")
_SYMBOL = re.compile(r"(?:[A-Z]{1,5}|CEDAW|UNEP)(?:[/.][A-Za-z0-9.()]+)+(?:\s?\([A-Z. \d]+\))?\*?$")
_JOB = re.compile(r"(?:\*\d{7}\*|(?:[A-Z]{2,3}\.)?\d{2}-\d{4,5}\b.*)$")
_STAMP = re.compile(
    r"(?:.{0,12}/\s?\.\s?\.\s?\.|please recycle.*|page\s*\d+|english)$",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"(?:united nations\b.{0,40}|nations unies|general assembly\b.{0,40}|security council\b.{0,40}|"
    r"economic and social\b.{0,20}|council|human rights council|distr\b.*|original:.*|english|limited|"
    r"general|restricted|.{0,60}\bsession\b.{0,30}|(?:provisional )?agenda items?\b.*|items? \d.*|"
    r".{0,40}\bcommittee|\d{1,2}(?:st|nd|rd|th)? [a-z]+ \d{4}|commission on .{0,60}|.{0,30}\byear)$",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"distr(?:\.|ibution\b)|united nations$|nations unies$", re.IGNORECASE)
_AGENDA = re.compile(r"(?:provisional )?agenda items?\b|items? \d", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*(?:\|\s*)?(?:\d{1,4}(?:[–-]\d{1,4})?\s*)*(?:[ivxl]+)?$")
_EDGE = 6  # lines at the head or foot of a page that may be furniture


@dataclass(frozen=True, slots=True)
class Trim:
    """What stands around one page's text: places in its list of lines, and the printed page number."""

    outer: frozenset[int]
    page_label: str | None


def find_furniture(pages: Sequence[Sequence[Line]]) -> list[Trim]:
    """One Trim for each page's lines, given in any order."""
    counts: Counter[tuple[str, int]] = Counter()
    tagged = sum(any(line.aside for line in lines) for lines in pages) * 2 > len(pages)
    edges = [(_edge(lines, True), _edge(lines, False)) for lines in pages]
    for lines, (head, foot) in zip(pages, edges, strict=True):
        if not tagged:
            counts.update({_form(lines[at]) for at in (*head, *foot)})
    offset = _page_offset(pages, edges)
    often = 2 if len(pages) <= 6 else 3
    trims = [_trim(lines, *edge, counts, often, offset) for lines, edge in zip(pages, edges, strict=True)]
    if pages:
        first = trims[0]
        trims[0] = Trim(first.outer | _masthead(pages[0]), first.page_label)
    return trims


def is_contents_line(text: str) -> bool:
    """Whether the text is a line of a contents list: a title, dot leaders, a page number."""
    return bool(_LEADERS.search(text))


def _form(line: Line) -> tuple[str, int]:
    """What is the same in a running line on every page: words, without the page number, and height."""
    return _OUTER_NUMBER.sub("", line.text.lower()), round(line.y / _SAME_HEIGHT)


def _edge(lines: Sequence[Line], head: bool) -> list[int]:
    """The outermost lines of a page, from its edge inwards."""
    order = sorted(range(len(lines)), key=lambda at: lines[at].y, reverse=head)
    return [at for at in order if not lines[at].aside][:_EDGE]


def _trim(
    lines: Sequence[Line],
    head: list[int],
    foot: list[int],
    counts: Counter[tuple[str, int]],
    often: int,
    offset: int | None,
) -> Trim:
    outer = {at for at, line in enumerate(lines) if line.aside}
    for places in (head, foot):
        for at in places:
            words, height = _form(lines[at])
            times = max(counts[words, height + step] for step in (-1, 0, 1))
            number = _bare_number(lines[at])
            numbers_page = number is not None and number == offset
            if not (numbers_page or (words and times >= often) or _is_stamp(lines[at], places is head)):
                break
            outer.add(at)
    return Trim(frozenset(outer), _page_label([lines[at] for at in sorted(outer)], offset))


def _is_stamp(line: Line, at_head: bool) -> bool:
    if line.marks and line.marks[0].start == 0:
        return False  # a note
    forms = (_PAGE_MARK, _JOB, _STAMP, _SYMBOL) if at_head else (_PAGE_MARK, _JOB, _STAMP)
    return any(each.match(line.text) for each in forms)


def _bare_number(line: Line) -> int | None:
    """For a line that is only a number: how far it is ahead of the page's index."""
    found = _NUMBER.match(line.text)
    return int(found[1]) - line.page if found else None


def _page_offset(pages: Sequence[Sequence[Line]], edges: Sequence[tuple[list[int], list[int]]]) -> int | None:
    """By how much printed page numbers run ahead of the index; None where no numbers run along."""
    ahead: Counter[int] = Counter()
    for lines, (head, foot) in zip(pages, edges, strict=True):
        outer = [lines[at] for at in (*head, *foot)] + [line for line in lines if line.aside]
        ahead.update({number for line in outer if (number := _bare_number(line)) is not None})
    best = max(ahead, key=lambda each: ahead[each], default=None)
    return best if best is not None and ahead[best] >= 2 else None


def _page_label(lines: Sequence[Line], offset: int | None) -> str | None:
    """The page number in the furniture: "2/23" and "Page 2" give "2"."""
    for line in sorted(lines, key=lambda each: ("/" not in each.text, "age" not in each.text)):
        found = _PAGE_MARK.match(line.text)
        if found:
            return next(each for each in found.groups() if each)
        if offset is not None and _bare_number(line) == offset:
            return str(offset + line.page)
    return None


def _masthead(lines: Sequence[Line]) -> set[int]:
    """The block at the head of a first page that says who issues the document, when and in which series."""
    order = sorted(range(len(lines)), key=lambda at: -lines[at].y)
    if not lines or not any(_ANCHOR.match(lines[at].text) for at in order[:12]):
        return set()
    sizes = sorted(line.size for line in lines for _ in range(1 + len(line.text) // 10))
    usual = sizes[len(sizes) // 2]
    top, low = lines[order[0]].y, min(line.y for line in lines)
    known = []
    anchored = False
    for at in order[:30]:
        line = lines[at]
        anchored = anchored or bool(_ANCHOR.match(line.text))
        if _MASTHEAD.match(line.text) or _SYMBOL.match(line.text):
            known.append(at)
        elif line.y < top - 0.45 * (top - low) or (anchored and line.size > 1.15 * usual):
            break
    floor = min((lines[at].y for at in known), default=top)
    block = [at for at in order if lines[at].y >= floor - 1]
    return {*block, *_agenda_title(lines, order[len(block) :], lines[block[-1]])}


def _agenda_title(lines: Sequence[Line], below: Sequence[int], item: Line) -> Iterator[int]:
    """The lines that go on under "Agenda item 12" with its title, close below and at the same margin."""
    for at in below:
        line = lines[at]
        close = item.y - line.y <= 1.5 * item.size and abs(line.size - item.size) < 0.6
        if not _AGENDA.match(item.text) or not close or abs(line.x0 - item.x0) > 3:
            return
        yield at
        item = replace(line, text=item.text)
