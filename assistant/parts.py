"""The parts of a question that asks several things: "Who may vote, and how long is the term?"

Pure. A question is only taken apart where a new question word begins; whether
its parts are answered from one paragraph or several is no matter of this file.
"""

from __future__ import annotations

import re

from index import split_terms

_BREAK = re.compile(
    r"(?:\?\s+|[,;]\s*(?:and|but|or)\s+(?:also\s+)?|\s+and\s+(?:also\s+)?|;\s*)"
    r"(?=(?:(?:on|in|to|for|by|at|from|under|within|after) )?(?:who|whom|whose|what|which|when|where|why|how)\b)",
    re.IGNORECASE,
)
_MOST = 3
_TERMS = 2  # content words that a part needs to be a question of its own


def split_parts(question: str) -> tuple[str, ...]:
    """The questions in a question, each as it is written; the whole of it alone when it asks one thing.

    >>> split_parts("Who keeps the tower, and when was the levy raised?")
    ('Who keeps the tower', 'when was the levy raised?')
    """
    parts = [part.strip() for part in _BREAK.split(question) if part.strip()]
    asks = 1 < len(parts) <= _MOST and all(len(split_terms(part)) >= _TERMS for part in parts)
    return tuple(parts) if asks else (question,)
