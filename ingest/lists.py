"""Lists and tables: bulleted items and table rows named after what they belong to.

Numbered lists are numbering's; a bullet has no number of its own, so it is
counted under its lead-in.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from .blocks import Block
from .drafts import Drafts
from .naming import Name, quoted

_ROW_NAME = 80  # longest name of a table row, in characters
_TITLE = 120  # longest text of a bullet that is the title of the next one


@dataclass
class Bullets:
    """The bulleted list that is open: its place on each level, and the draft of the last item there."""

    counts: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)

    def close(self) -> None:
        """End the list."""
        self.counts, self.last = [], []

    def add(self, drafts: Drafts, at: int, block: Block, above: Name, lead_in: int | None) -> None:
        """Place one item, named by its number under `above`."""
        depth = min(block.level, len(self.counts))
        del self.counts[depth + 1 :], self.last[depth + 1 :]
        if depth == len(self.counts):
            self.counts.append(0)
            self.last.append(-1)
        parent = self.last[depth - 1] if depth else self._parent(drafts, block, lead_in)
        self.counts[depth] += 1
        number = ".".join(str(each) for each in self.counts)
        self.last[depth] = drafts.place(
            at, block, "item", above.then("item", number, f"item {number}"), parent=parent
        )

    def _parent(self, drafts: Drafts, block: Block, lead_in: int | None) -> int | None:
        """The lead-in; for the text under a title bullet that title."""
        before = drafts.last_in_flow()
        if before is None or not self.counts or drafts[before].kind != "item":
            return lead_in
        title = drafts[before].block.text
        titled = len(title) < min(_TITLE, len(block.text)) and not re.search(r"[.;,:!?]$", title)
        return before if titled and block.text.endswith(".") else lead_in


@dataclass
class Tables:
    """The table that is open: its name, its header's draft, and how often each name has come."""

    name: Name | None = None
    words: str = ""
    header: int | None = None
    ended: bool = True  # the last block was no row and no caption
    counts: Counter[str] = field(default_factory=Counter)

    def close(self) -> None:
        """End the table."""
        self.name, self.header, self.ended = None, None, True

    def open(self, base: Name, words: str) -> Name:
        """The table that these words name: one for all lines of its caption, and for the rows under them."""
        if self.name is not None and not self.ended and self.header is None and self.words == words:
            return self.name
        key = f"{base.shown} {words}"
        self.counts[key] += 1
        called = words if self.counts[key] == 1 else f"{words} ({self.counts[key]})"
        self.name = base.then("table", called, f"table {quoted(called)}")
        self.words, self.header, self.ended = words, None, False
        return self.name

    def add(self, drafts: Drafts, at: int, block: Block, base: Name, words: str) -> None:
        """Place one row under the open table, or under a new one of these words."""
        header = block.level == 1
        after_rows = drafts.placed and drafts[-1].kind == "row"
        if self.name is None or self.ended or (header and after_rows and not self._after_header(drafts)):
            self.close()
            self.open(base, words)
        name = self.name or base
        called = next((cell for cell in block.cells if cell), block.text)[:_ROW_NAME]
        block = replace(block, text="\t".join(block.cells) or block.text)
        step, shown = ("header", "header") if header else (called, f"row {quoted(called)}")
        index = drafts.place(at, block, "row", name.then("row", step, shown), parent=self.header)
        self.header = index if header else self.header

    def _after_header(self, drafts: Drafts) -> bool:
        return self.header == len(drafts.placed) - 1
