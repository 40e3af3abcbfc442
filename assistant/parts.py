"""The parts of a question that asks several things: "Who may vote, and how long is the term?"

Pure. A question is only taken apart where a new question word begins; whether
its parts are answered from one paragraph or several is no matter of this file.
"""

from __future__ import annotations

import re

from index import split_terms

_BREAK = re.compile(
    r"(?:\?\s+|[,;]\s*(?:and|but|or)\s+(?:also\s+)?|\s+and\s+(?:also\s+)?|;\s*)"
    r"(?=(?:(?:on|in|to|for|by|at|from|under|within|after) )?(?:who|whom|whose|what|which|when|where|why|how)\b"
    r"|(?:can|may|must|do|does|did|is|are|was|were|will|should|has|have) (?:it|he|she|they|this|that|these|those|there)\b)",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:he|his|him|she|hers?|they|them|theirs?|these|those)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:its?|this|that|one)\b", re.IGNORECASE)
_QUANTITY = re.compile(r"\bhow (?:many|much|long|often|old|far)\b", re.IGNORECASE)
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


def complete(part: str, before: str, *, of_document: bool = False) -> str:
    """A part that points back, with the words of the part before it that it may mean; any other as it is.

    of_document  the question is about a named document, which is what "it" means then

    >>> complete("how long do they serve?", "How many judges does the ferry court have")
    'how long do they serve? judges ferry court'
    """
    if part == before or not (_BACK.search(part) or (_THING.search(part) and not of_document)):
        return part
    there = set(split_terms(part))
    asked = _QUANTITY.sub("", before)
    words = [word for word in re.findall(r"[\w’'-]+", asked) if set(split_terms(word)) - there]
    return " ".join((part, *words))
