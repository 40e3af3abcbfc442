"""Intent: what kind of answer a question wants, from its words alone.

Pure. A question may want several things; the first that fits decides.
"""

from __future__ import annotations

import re
from typing import Literal

from .sourced import asks_for_source

Intent = Literal["definition", "list", "source", "compare", "table", "recommendation", "plain"]

_PATTERNS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        "compare",
        re.compile(
            r"\b(?:compare|compared|comparison|difference|differ|differs|versus|vs\.?|both|in common|contrast|unlike|same as|as opposed to|distinguishes|sets .{2,60} apart)\b|\bas against\b",
            re.IGNORECASE,
        ),
    ),
    (
        "definition",
        re.compile(
            r"^\W*(?:what (?:is|are) (?:a |an |the )?(?:meaning|definition)|define|definition of|meaning of)\b|\bdefin(?:e|ed|es|ition)\b|"
            r"\bwhat (?:does|do) .{1,60} mean\b|^\W*what (?:counts|is considered|is regarded|qualifies) as\b|\bhow (?:does|do|did) .{1,80} understand\b|\bwhat(?: is|['’]?s| are)(?: an?| the)? [\w -]{3,40}\??$|\bstands? for\b|\bmeant by\b|\b(?:full|long) (?:name|form)\b|\babbreviation (?:of|for)\b|\babbreviation\W*$|^\W*(?:[\w’'-]+ ){1,4}(?:meaning|definition)(?:\W+(?:pls|please))?\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        "recommendation",
        re.compile(
            r"\b(?:recommend\w*|suggest\w*|propos\w+|advis\w+|should|call(?:s|ed)? for|urge[sd]?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "list",
        re.compile(
            r"^\W*list\b|\b(?:what|which) (?:are|were)\b|\bwhich (?:\w+ ){0,3}(?:measures|countries|states|steps|elements|areas|"
            r"factors|offences|bodies|types|kinds|forms|powers|preconditions|conditions|ways|examples|grounds)\b|\bname (?:the|all|some)\b|"
            r"\b(?:types|kinds|forms|examples|ways) of\b|\bwhat (?:\w+ )?(?:measures|steps|elements|areas|factors|powers|(?:pre)?conditions|stages|principles|purposes|reasons|drawbacks|grounds)\b|^\W*stages of\b|\b(?:in|under) (?:which|what) (?:cases|circumstances|situations)\b|"
            r"^\W*when (?:is|are|may|can) [^,;]{2,40}? (?:not |never )?(?:allowed|permitted|forbidden|barred|excused|free)\b",
            re.IGNORECASE,
        ),
    ),
)


def intent_of(question: str) -> Intent:
    """The kind of answer a question wants."""
    if asks_for_source(question):
        return "source"
    return next((intent for intent, pattern in _PATTERNS if pattern.search(question)), "plain")


_WHICH_DOCUMENTS = re.compile(  # that say something, not that a text names
    r"\b(?:which|what|name (?:the|all)|list (?:the|all))(?: of the| other| \w+)?"
    r" (?:treaties|conventions|protocols|instruments|documents|resolutions|papers|reports|agreements)\b"
    r"(?! (?:(?:do|does|did|are|is|were|was|has|have|should|must|may|can|will) (?!n[o']t\b)|mentioned|named|listed|cited))",
    re.IGNORECASE,
)


def asks_which_documents(question: str) -> bool:
    """Whether a question asks which of the documents say a thing.

    >>> asks_which_documents("Which treaties forbid reservations?")
    True
    """
    return _WHICH_DOCUMENTS.search(question) is not None


_TERM = re.compile(
    r"^\W*(?:(?:what|who)(?:\s+(?:(?:counts|is considered|is regarded|qualifies) as|is|are|was|were|does|do)|['’]?s)|define|definition(?: of)?|meaning of|explain)\s+(?:meant by\s+)?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# "How does the background paper define X?"
_SAYS = re.compile(
    r"\b(?:does|do|did|is|are)\b.{1,80}\b(?:defined?|mean by|understand)\s+(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# "how is persecution defined as a crime?"
_DEFINED = re.compile(
    r"^\W*how (?:is|are) (?:the term )?(?P<rest>.{2,60}?)(?: as an? .{2,40}?)? (?:defined|understood)\b",
    re.IGNORECASE,
)
# "jus cogens definition", "NGO full name", "full name of the NGO", "what do the letters NGO stand for"
_NAMED_BEFORE = re.compile(
    r"(?P<rest>.{2,60}?)\s+(?:definition|meaning|(?:full|long) (?:name|form)|spel(?:t|led) out|abbreviation)(?:\W+(?:pls|please))?\W*$",
    re.IGNORECASE,
)
_SPELT_OUT = re.compile(
    r"\b(?:(?:full|long) (?:name|form) (?:of|for)|letters|abbreviation)\s+(?:the )?(?P<rest>[\w./-]{2,12})(?=\W*$|\s+(?:stands?|means?)\b)",
    re.IGNORECASE,
)
# where it is defined is no part of the term, but "trafficking in persons" is one
_WHERE = re.compile(
    r"\s(?:under|according to|as used in|for the purposes? of|per|within)\s"
    r"|\sin\s(?=(?:the|this|that|these|article|art\.)\b|[A-Z\d])"
)
_NOT_TERM = re.compile(
    r"^(?:an?|the|by|term|definition of|meaning of)\s+|\s+(?:mean|means|stands? for|defined as|meaning|definition)\W*$|[\"“”‘’'?.!]+",
    re.IGNORECASE,
)


def defined_term(question: str) -> str:
    """The term that a question wants defined, in lower case without articles; "" when it names none.

    >>> defined_term("What is an “organized criminal group” in the Palermo Convention?")
    'organized criminal group'
    """
    found = (
        _SPELT_OUT.search(question)
        or _TERM.match(question)
        or _DEFINED.match(question)
        or _SAYS.search(question)
        or _NAMED_BEFORE.match(question.strip())
    )
    if found is None:
        return ""
    rest = _WHERE.split(found["rest"], maxsplit=1)[0]
    before = None
    while before != rest:
        before, rest = rest, _NOT_TERM.sub("", rest.strip()).strip()
    return rest.lower() if len(rest.split()) <= 6 else ""
