"""Asked notes: whether it is the footnotes of a provision that a request asks for: "the footnote to paragraph 6".

Pure. A note with a number of its own is a provision itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .tokens import Token
from .units import WITHIN

_FOOTNOTES = frozenset(str.split("footnote footnotes endnote endnotes fn fns"))


def asks_notes(tokens: Sequence[Token], starts: Iterable[int]) -> bool:
    """Whether footnotes without numbers are spoken of right before one of the provisions, or asked for by "which".

    starts  the first token of each provision
    """
    for start in starts:
        at = start
        while at and tokens[at - 1].value in WITHIN | {"at", "for"}:
            at -= 1
        if 0 < at < start and _is_footnote(tokens, at - 1):
            return True
    pairs = ((one.value, two.value) for one, two in pairwise(tokens))
    return any(one in ("which", "what", "any") and two in ("notes", "footnotes") for one, two in pairs)


def _is_footnote(tokens: Sequence[Token], at: int) -> bool:
    """ "footnote", and "the note" too: "take note of" speaks of none."""
    if tokens[at].value in ("note", "notes"):
        return at == 0 or tokens[at - 1].value in ("the", "its", "any", "what")
    return tokens[at].value in _FOOTNOTES
