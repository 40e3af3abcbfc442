"""Joining: paragraphs, list items and notes that a page or column break has cut become one again.

Pure. Two pieces are one when the first has no end and the second no beginning.
Where the file shows its breaks (a run of blank lines, notes at the foot, a new
PDF page) pieces are joined over breaks only; where it hides them (columns of a
converted PDF) the number of orphaned lower-case beginnings gives that away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .blocks import Block, Mark
from .imprint import ends_open, ends_sentence
from .labels import follows, parse_label
from .recitals import is_operative, is_recital

_FLOWING = ("text", "item", "quotation")
_LONG = 120
_INLINE = re.compile(r"(?<=[:;,] )(?:and |or )?(?P<label>\((?:[a-z]|[ivx]+)\))")
_NUMBER_ALONE = re.compile(r"\d{1,3}[.;,]")
_OWN_HYPHEN = re.compile(
    r"\b(?:non|self|ex|anti|all|cross|multi|semi|post|pre|pro|well|ill|high|low|long|short|co|sub|vice|inter|intra|counter)-$"
)
# words that make compounds with a hyphen and are never the second half of a closed one
_OWN_TAIL = re.compile(
    r"(?:affected|based|depleting|driven|generating|oriented|producing|reducing|related|specific)$"
)
_PREFIX = re.compile(r"(?:.{0,3}|hyper|inter|over|super|under)$")


@dataclass(frozen=True, slots=True)
class Joined:
    """Whole blocks, how many were put together over a break, and which of those are a guess (indices)."""

    blocks: tuple[Block, ...]
    joins: int
    doubtful: tuple[int, ...]


def join_pieces(blocks: Sequence[Block]) -> Joined:
    """Put cut paragraphs, items and notes together."""
    with_tails = _join_notes(list(blocks))
    words = _vocabulary(with_tails)
    hidden = _hides_breaks(with_tails)
    whole: list[Block] = []
    joins, doubtful, last, crossed = 0, set[int](), None, False
    for block in with_tails:
        if block.kind in ("note", "furniture", "row"):
            # only a file that is read off its pages has notes where the pages break
            crossed = crossed or bool(block.places)
            whole.append(block)
            continue
        before = whole[last] if last is not None else None
        crossed = crossed or block.before in ("page", "column")
        if before is not None and last is not None and _is_continued(before, block, crossed, hidden):
            whole[last] = merge(before, block, words)
            joins += 1
            if not block.text[:1].islower():
                doubtful.add(last)
        else:
            whole.append(_as_quotation(before, block))
            last = len(whole) - 1
        crossed = False
    return Joined(tuple(whole), joins + len(blocks) - len(with_tails), tuple(sorted(doubtful)))


def merge(first: Block, second: Block, words: frozenset[str] = frozenset()) -> Block:
    """Two pieces of one block as one; a word cut by a hyphen is mended unless the hyphen is its own."""
    head, glue = first.text, " "
    if re.search(r"\w-$", head) and not re.search(r"\s-$", head):
        glue = ""
        if not _keeps_hyphen(head, second.text, words):
            head = head[:-1]
    elif head.endswith(("—", "–", "/")):
        glue = ""
    shift = len(head) + len(glue)
    marks = tuple(Mark(mark.label, min(mark.start, len(head))) for mark in first.marks)
    moved = tuple(Mark(mark.label, mark.start + shift) for mark in second.marks)
    return replace(
        first, text=head + glue + second.text, marks=marks + moved, places=first.places + second.places
    )


def _keeps_hyphen(head: str, tail: str, words: frozenset[str]) -> bool:
    """Whether the hyphen at a cut belongs to the word: the document itself decides, then general habits."""
    first = re.search(r"[\w'’-]+-$", head)
    second = re.match(r"[\w'’]+", tail)
    if first is None or second is None or not second[0][0].islower():
        return True
    start, end = first[0][:-1].lower(), second[0].lower()
    if start + end in words:
        return False
    compound = _OWN_TAIL.match(end) and not _PREFIX.match(start)
    return f"{start}-{end}" in words or bool(compound or _OWN_HYPHEN.search(head.lower()))


def _vocabulary(blocks: Sequence[Block]) -> frozenset[str]:
    return frozenset(
        word for block in blocks for word in re.findall(r"[\w'’]+(?:-[\w'’]+)*", block.text.lower())
    )


def _is_continued(first: Block, second: Block, crossed: bool, hidden: bool) -> bool:
    """Whether the second block goes on with the first."""
    if first.kind not in _FLOWING or not first.text:
        return False
    if second.kind != "text":
        return second.kind == "item" and not second.label and _runs_on(first, second)
    if re.search(r"[a-z]-$", first.text):
        return True
    if ends_sentence(first.text):
        return _runs_on(first, second)
    if _NUMBER_ALONE.fullmatch(second.text):
        return ends_open(first.text)  # "... under article 11 or" / "12."
    if _runs_on(first, second):
        return True
    if parse_label(second.text) or (
        first.text.endswith(",") and (is_recital(second.text) or is_operative(second.text))
    ):
        return False
    if second.text[:1].islower() or second.text[:1] in ",;)”’":
        return crossed or hidden or second.before == "none"
    if second.text[:1] in "\"“‘'(":
        return crossed and ends_open(first.text)
    if not second.text[:1].isalnum():
        return False
    if ends_open(first.text):
        return crossed or hidden or second.text[:1].isdigit()
    long_enough = len(first.text) >= _LONG and first.kind != "item"
    return (long_enough and (crossed or hidden)) or bool(
        crossed and (first.kind == "item" or parse_label(first.text))
    )


def _runs_on(first: Block, second: Block) -> bool:
    """Whether a list inside a sentence goes on in the next piece: "... (a) this; (b) that;" / "(c) the other."."""
    if not re.search(r"[;,](?: and| or)?$", first.text) or second.text[:1] != "(":
        return False
    before = [label for found in _INLINE.finditer(first.text) for label in parse_label(f"{found['label']} x")]
    return any(follows(label, each) for label in parse_label(second.text) for each in before[-2:])


def _as_quotation(first: Block | None, block: Block) -> Block:
    """A block that takes up an unfinished sentence and yet stands apart is set off as a quotation."""
    if first is None or first.kind != "text" or block.kind != "text" or ends_sentence(first.text):
        return block
    taken_up = block.text[:1].islower() or block.text.startswith(("...", "…", "[", ". . ."))
    return replace(block, kind="quotation") if taken_up and not parse_label(block.text) else block


def _hides_breaks(blocks: Sequence[Block]) -> bool:
    """Whether cuts show nothing between their pieces: columns that conversion has run together.

    A few orphaned beginnings are block quotations that go on with a sentence; many are cuts.
    """
    open_cuts = shown_cuts = 0
    flow = [block for block in blocks if block.kind != "furniture"]
    for first, second in pairwise(flow):
        if second.kind != "text" or not second.text[:1].islower() or parse_label(second.text):
            continue
        if first.kind == "note" or second.before in ("page", "column"):
            shown_cuts += 1
        elif first.kind in _FLOWING and not ends_sentence(first.text):
            open_cuts += 1
    return open_cuts >= 5 and open_cuts >= shown_cuts / 2


def _join_notes(blocks: list[Block]) -> list[Block]:
    """Give each unfinished note its tail: an unlabelled note, or the orphan just above the next page's notes."""
    joined: list[Block] = []
    pending: int | None = None  # index in joined of a note that waits for its tail
    body_since = 0  # text blocks since the last run of notes
    for at, block in enumerate(blocks):
        if block.kind == "note" and not block.label and pending is not None:
            joined[pending] = merge(joined[pending], block)
            continue
        if block.kind == "note":
            joined.append(block)
            pending, body_since = len(joined) - 1, 0
            continue
        if pending is not None and _is_note_tail(joined[pending], blocks, at, body_since):
            joined[pending] = merge(joined[pending], block)
            pending = None
            continue
        if block.kind != "furniture":
            body_since += 1
        joined.append(block)
    return joined


def _is_note_tail(note: Block, blocks: Sequence[Block], at: int, body_since: int) -> bool:
    """An orphan in lower case right above a run of notes, with other text above it on its page."""
    block = blocks[at]
    follower = blocks[at + 1] if at + 1 < len(blocks) else None
    if block.kind != "text" or follower is None or follower.kind != "note" or ends_sentence(note.text):
        return False
    return body_since >= 1 and block.text[:1].islower() and not parse_label(block.text)
