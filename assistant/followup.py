"""Follow-ups: a question that leans on the one before is made to stand alone, without a model.

Pure. What it lacks is carried over from the last question: the document it
named, the provision, or its subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import split_terms

from .names import Names
from .provisions import parse_request

_LEANS = re.compile(
    r"^\W*(?:and|but|so|what about|how about|also|then|which (?:paragraph|article|page|one|document)|where exactly|"
    r"in (?:the other|that|this|which)|say more|tell me more|more|why (?:not|so|is it|was it|do they|did they)|"
    r"(?:does|is|was|has|did|can|will) (?:it|that|this)|are (?:they|those)|(?:do|did|were|can|have) they|"
    r"for (?:which|whom)|on what|by when|since when|the same)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|that|this|those|these|there|he|she|his|her|one|ones|same|such|the other|the latter|the former)\b",
    re.IGNORECASE,
)
_FEW = 5  # content words: fewer than this and a leaning start make a follow-up


def make_standalone(question: str, history: Sequence[str], names: Names) -> str:
    """The question as it would be asked without the conversation; itself when it stands alone."""
    if not history or not _leans(question, names):
        return question
    last = history[-1]
    if len(history) > 1 and _leans(last, names):
        last = make_standalone(last, history[:-1], names)
    if parse_request(question).provisions and not names.find(question).documents:
        naming = names.find(last)
        return f"{question} {naming.name}".strip() if naming.documents else question
    return f"{last.rstrip(' ?.!')} — {question}"


def _leans(question: str, names: Names) -> bool:
    content = split_terms(question)
    if len(content) <= 2:
        return True
    if names.find(question, forgiving=False).documents and len(content) > _FEW:
        return False
    if _LEANS.match(question) and len(content) <= _FEW + 3:
        return True
    return bool(_POINTS_BACK.search(question)) and len(content) <= _FEW + 2
