"""Sharing: a conversation as an address, and back. Pure.

An address holds the questions and the documents that were searched; the answers
come from the library again: ?q=first&q=second&in=paper.pdf&open=2
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

QUESTION_MOST = 2000  # characters
_TURNS = 20
_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Shared:
    """What an address asks for: questions, oldest first, and source names (all documents when empty)."""

    questions: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


def write_link(questions: Sequence[str], only: Sequence[str] = ()) -> str:
    """The query of the address: write_link(["a b"]) == "?q=a+b"."""
    pairs = [("q", each) for each in questions[-_TURNS:]] + [("in", each) for each in only]
    return "?" + urlencode(pairs) if questions else ""


def read_link(query: str) -> Shared:
    """The inverse of write_link; what does not fit (too long, too many) is left out."""
    try:
        fields = parse_qs(query.removeprefix("?"), max_num_fields=_FIELDS)
    except ValueError:
        return Shared()
    questions = tuple(each for each in fields.get("q", []) if each.strip() and len(each) <= QUESTION_MOST)
    return Shared(questions[-_TURNS:], tuple(fields.get("in", [])))
