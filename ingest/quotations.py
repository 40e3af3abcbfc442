"""Quotations: which plain paragraph is one that the text before it announces.

Pure. Quotations that markup or layout sets apart are the readers'; converted
text has neither, so the words that lead in and the note at the end decide.
"""

from __future__ import annotations

import re

from .blocks import Block

_SHORTEST = 60  # shorter ones are items of a list, or headings
_SAYING = re.compile(
    r"\b(?:says?|said|states?|stated|asks?|asked|writes?|wrote|notes?|noted|observe[sd]?|put it|puts it|argue[sd]?|conclude[sd]?|"
    r"declare[sd]?|explain(?:s|ed)?|warn(?:s|ed)?|add(?:s|ed)|remark(?:s|ed)?|recall(?:s|ed)?|describe[sd]?|words|quot\w+|"
    r"according to|reads?|as follows)\b[^.:]{0,60}:$",
    re.IGNORECASE,
)


def is_announced(block: Block, before: str) -> bool:
    """Whether a paragraph is the quotation that the text before it, ending in a colon, leads in to.

    Either that text has a verb of saying, or the paragraph ends in the mark of
    a note: its source.
    """
    if not before.endswith(":") or len(block.text) < _SHORTEST or block.text.endswith((":", ";", ",")):
        return False
    sourced = bool(block.marks) and block.marks[-1].start >= len(block.text) - 1
    return sourced or bool(_SAYING.search(before))
