"""What a search finds: a paragraph with its score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest import Paragraph

if TYPE_CHECKING:
    from .search import Parts


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph found, by the best of its passages.

    score       comparable within one search only; greater is better
    rank        1 for the best
    start, end  that passage in the paragraph's text, end exclusive
    """

    paragraph: Paragraph
    score: float
    rank: int
    parts: Parts
    start: int
    end: int
