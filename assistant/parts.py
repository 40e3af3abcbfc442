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
_OVER = "of|in|for|by|to|with|under|on|against|from|according to"
_TWICE = re.compile(  # "the terms of the keeper and of the clerk", "in the Protocol and in the annex"
    rf"^(?P<head>.+)\b(?P<over>{_OVER})\s+(?P<one>(?:(?!\b(?:and|(?P=over))\b)[^,;?])+?),?\s+and\s+"
    rf"(?P=over)\s+(?P<other>[^,;?]+)(?P<end>\??)$",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(
    rf"^(?:who|whom|what|which(?: ones?)?|when|where|why|how(?: (?:many|much|long|often))?)\s+(?P<over>{_OVER})\s+(?P<other>.+)$",
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
    >>> split_parts("Terms of office of the keeper and of the clerk?")
    ('Terms of office of the keeper?', 'Terms of office of the clerk?')
    """
    parts = [part.strip() for part in _BREAK.split(question) if part.strip()]
    if len(parts) == 1 and (twice := _TWICE.match(question.strip())):
        return tuple(
            f"{twice['head']}{twice['over']} {twice[each]}{twice['end']}" for each in ("one", "other")
        )
    asks = 1 < len(parts) <= _MOST and all(len(split_terms(part)) >= _TERMS for part in parts)
    return tuple(parts) if asks else (question,)


def complete(part: str, before: str, *, of_document: bool = False) -> str:
    """A part that points back, with the words of the part before it that it may mean; any other as it is.

    of_document  the question is about a named document, which is what "it" means then

    >>> complete("how long do they serve?", "How many judges does the ferry court have")
    'how long do they serve? judges ferry court'
    >>> complete("when for boats?", "When was the levy raised for ferries")
    'When was the levy raised for boats?'
    """
    if elliptic := _ELLIPTIC.match(part):
        begun = re.match(rf"^.*\b{elliptic['over']}\b", before, re.IGNORECASE)
        if begun and part != before:
            return f"{begun[0]} {elliptic['other']}"
    if part == before or not (_BACK.search(part) or (_THING.search(part) and not of_document)):
        return part
    there = set(split_terms(part))
    asked = _QUANTITY.sub("", before)
    words = [word for word in re.findall(r"[\w’'-]+", asked) if set(split_terms(word)) - there]
    return " ".join((part, *words))
