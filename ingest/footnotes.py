"""Footnotes in running text: which blocks are notes, and where an "Ibid." or "(note 12)" leads.

Pure. Blocks that a reader already calls notes are believed; here the ones that
only their place in the running series gives away are found. Tying marks to
notes is ties', where both have become paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block, Mark
from .imprint import ends_open

_BARE = re.compile(r"(?P<label>\d{1,3})\s+(?=[\"“‘'*A-Z(]|[a-z]+\.|https?:|www\.)")
_NUMBERED = re.compile(r"\[?(?P<label>\d{1,3})[.)\]]\s+(?=\S)")
_NOTES_HEADING = re.compile(r"(?:end|foot)?notes(?: and references)?|references", re.IGNORECASE)
_DATED = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d\b"
)
_FURTHEST = 3  # a note may skip this many numbers of the series (notes lost by conversion)
_IBID = re.compile(r"\W*ibid(?:em)?\b", re.IGNORECASE)
_NOTE_REFERENCE = re.compile(
    r"\((?:see )?(?:above )?(?:foot)?note (\d{1,3})(?: above)?\)|\bsee (?:foot)?note (\d{1,3})", re.IGNORECASE
)


def find_notes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every footnote turned into a "note" block: label set, label out of the text."""
    if any(place.box for block in blocks for place in block.places):
        return _asterisks(_without_dates(blocks))  # the layout of the page has told notes already
    blocks = _asterisks([_starred(block, blocks) for block in blocks])
    marked = {mark.label for block in blocks if block.kind != "note" for mark in block.marks}
    found: list[Block] = []
    last = 0
    in_notes = False
    for at, block in enumerate(blocks):
        if block.kind == "heading" or (len(block.text) < 40 and not _NUMBERED.match(block.text)):
            in_notes = bool(_NOTES_HEADING.fullmatch(block.text.strip(" :")))
        block = _as_note(block, marked, last, in_notes, blocks[max(at - 1, 0) : at + 2])
        if block.kind == "note" and block.label.isdigit():
            last = int(block.label)
        found.append(block)
    return glued_marks(found)


def _as_note(block: Block, marked: set[str], last: int, in_notes: bool, around: Sequence[Block]) -> Block:
    """The block as a note, if its number or asterisk says that it is one."""
    if block.kind == "item" and block.label in marked and set(block.label) <= set("*†‡"):
        alone = sum(1 for each in around if each.kind == "item" and each.label == block.label) == 1
        return replace(block, kind="note") if alone else block
    if block.kind not in ("text", "item") or block.size > 1.0:
        return block
    found = _BARE.match(block.text) or (_NUMBERED.match(block.text) if in_notes else None)
    if found is None or found["label"] not in marked:
        return block
    number = int(found["label"])
    if not (last < number <= last + _FURTHEST or (in_notes and number == 1)):
        return block
    marks = tuple(Mark(mark.label, max(0, mark.start - found.end())) for mark in block.marks)
    return replace(block, kind="note", label=found["label"], text=block.text[found.end() :], marks=marks)


def _without_dates(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without notes that are a date at the head of a line: "14 June 2019, the workshop ..."."""
    marks = Counter(mark.label for block in blocks if block.kind != "note" for mark in block.marks)
    notes = Counter(block.label for block in blocks if block.kind == "note")
    found: list[Block] = []
    for block in blocks:
        if block.kind == "note" and _DATED.match(block.text) and notes[block.label] > marks[block.label]:
            notes[block.label] -= 1
            shift = len(block.label) + 1
            own = tuple(replace(mark, start=mark.start + shift) for mark in block.marks)
            block = replace(block, kind="text", label="", text=f"{block.label} {block.text}", marks=own)
            if found and found[-1].kind == "text" and ends_open(found[-1].text):
                block = _appended(found.pop(), block)
        found.append(block)
    return found


def _appended(one: Block, two: Block) -> Block:
    shift = len(one.text) + 1
    marks = (*one.marks, *(replace(mark, start=mark.start + shift) for mark in two.marks))
    return replace(one, text=f"{one.text} {two.text}", marks=marks, places=one.places + two.places)


def _starred(block: Block, blocks: Sequence[Block]) -> Block:
    """A paragraph "* The present ..." as the note that a sign glued to a word waits for."""
    found = re.match(r"(?P<sign>[*†‡]+)\s+(?=[A-Z])", block.text) if block.kind == "text" else None
    if found is None or not any(_sign(found["sign"]).search(each.text) for each in blocks):
        return block
    marks = tuple(Mark(mark.label, max(0, mark.start - found.end())) for mark in block.marks)
    return replace(block, kind="note", label=found["sign"], text=block.text[found.end() :], marks=marks)


def _sign(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[\w.,:;)”\"’]){re.escape(label)}(?![*†‡\w])")


def _asterisks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Take out the asterisk that a note at the foot of the page waits for: "Peru:* draft resolution"."""
    found = list(blocks)
    marked = {mark.label for block in blocks if block.kind != "note" for mark in block.marks}
    for at, note in enumerate(blocks):
        if note.kind != "note" or not re.fullmatch(r"[*†‡]+", note.label) or note.label in marked:
            continue
        sign = _sign(note.label)
        for before in range(at - 1, -1, -1):
            text = found[before].text
            if found[before].kind != "note" and (mark := sign.search(text)):
                marks = (*found[before].marks, Mark(note.label, mark.start()))
                found[before] = replace(
                    found[before], text=text[: mark.start()] + text[mark.end() :], marks=marks
                )
                break
    return tuple(found)


def glued_marks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Take out marks that conversion has glued to words ("corruption.12 The"), where a note waits for one.

    Only the next numbers of the series are taken, only after a letter, a quotation
    mark or a stop, never after a digit: a number of the text is never touched.
    """
    labels = [block.label for block in blocks if block.kind == "note" and block.label.isdigit()]
    present = {mark.label for block in blocks if block.kind != "note" for mark in block.marks}
    waiting = [label for label in labels if label not in present]
    if len(waiting) < max(1, len(labels) // 2):
        return tuple(blocks)
    return tuple(_unglue(block, waiting) if block.kind != "note" else block for block in blocks)


def _unglue(block: Block, waiting: list[str]) -> Block:
    text, marks = block.text, list(block.marks)
    at = 0
    while waiting:
        found = re.compile(rf"(?<=[a-z”\"’.,;:)]){waiting[0]}(?=\s|$|[,;.])").search(text, at)
        if found is None:
            break
        marks.append(Mark(waiting.pop(0), found.start()))
        text = text[: found.start()] + text[found.end() :]
        at = found.start()
    return replace(block, text=text, marks=tuple(sorted(marks, key=lambda mark: mark.start)))


def stands_for(text: str, label: str, before: str | None) -> str | None:
    """The label of the note that a note's "Ibid." or "(note 12)" leads to, None when it says neither.

    before is the label of the note before it.
    """
    if _IBID.match(text):
        return before
    if found := _NOTE_REFERENCE.search(text):
        target = found[1] or found[2]
        return target if target != label else None
    return None
