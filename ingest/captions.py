"""Captions: the lines over a table that name it, apart from the headings of the text.

Pure. "Table 3", its title and "(Thousands of dollars)" may stand on one line or
on three, and typography often makes headings of them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block

_NUMBERED = re.compile(
    r"(?:Table|TABLE|Box|BOX|Figure|FIGURE|Chart|Exhibit)\s+(?:\d+|[IVX]+|[A-Z]\.\d+)\s*[.:–—-]?\s*"
)
_UNIT = re.compile(r"[(\[].*[)\]]")
_LONGEST = 250
_MOST = 4  # lines of a caption


@dataclass(frozen=True, slots=True)
class Caption:
    """The table that a line names: its name, "" where the line gives none."""

    table: str


def captions_of(blocks: Sequence[Block]) -> dict[int, Caption]:
    """The caption lines of a document by the index of their block; all lines of one caption give the same name."""
    captions: dict[int, Caption] = {}
    flow = [at for at, block in enumerate(blocks) if block.kind not in ("note", "furniture")]
    for place, at in enumerate(flow):
        if blocks[at].kind != "row" or place == 0 or blocks[flow[place - 1]].kind == "row":
            continue
        lines = _lines_over(blocks, flow[max(0, place - _MOST) : place])
        name = _name([blocks[line].text for line in lines])
        captions |= {line: Caption(name) for line in lines}
    return captions


def _lines_over(blocks: Sequence[Block], before: Sequence[int]) -> Sequence[int]:
    """Which of the blocks before a table are its caption: from "Table 1" on, or a unit alone."""
    for first in range(len(before) - 1, -1, -1):
        block = blocks[before[first]]
        if block.kind not in ("heading", "text") or len(block.text) > _LONGEST:
            break
        if _NUMBERED.match(block.text):
            return before[first:]
    return [at for at in before[-1:] if _UNIT.fullmatch(blocks[at].text.strip())]


def _name(lines: Sequence[str]) -> str:
    """The words of a caption without "Table 1" and without its units."""
    words = (_NUMBERED.sub("", line, count=1).strip() for line in lines)
    return " ".join(word for word in words if word and not _UNIT.fullmatch(word))
