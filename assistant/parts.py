"""The parts of a question that asks several things: "Who may vote, and how long is the term?"

Pure. Whether the parts are answered from one paragraph or several is no matter of this file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index import split_terms

_ASKING = r"(?:who|whom|whose|what|which|when|where|why|how)"
_AUXILIARY = r"(?:can|could|may|must|shall|should|will|would|do|does|did|is|are|was|were|has|have)"
_BEFORE = r"(?:on|in|to|for|by|at|from|of|about|with|under|within|after|until|since)"
_POINTING = r"(?:it|its|he|his|she|they|their|this|that|these|those|there)"
_AND = r"(?:and|but|or|plus)(?: also| then)?"
_BREAK = re.compile(
    rf"(?P<joined>\?\s+(?:{_AND}\s+)?|;\s+(?:{_AND}\s+)?|\s+\+\s+"
    rf"|,?\s+{_AND}\s+(?=(?:{_BEFORE} )?{_ASKING}\b|{_AUXILIARY} {_POINTING}\b)"
    rf"|,\s+{_AND}\s+(?={_AUXILIARY}\b))"
    rf"|,\s+(?=(?:{_BEFORE} )?{_ASKING}\b|{_AUXILIARY} {_POINTING}\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"(?:^|[:,;–—-]\s+){_AUXILIARY}\b|\b{_ASKING}\b", re.IGNORECASE)
_CLAUSE = re.compile(  # "When a treaty has no exit clause, ..." asks nothing yet
    rf"^\s*(?:if|as|once|after|before|during|per|according to|(?:when|where)(?! {_AUXILIARY}\b)"
    rf"|(?:under|in|at|by|on|for|with|within)(?! {_ASKING}\b))\b(?!.*[:,]\s+(?:(?:{_BEFORE} )?{_ASKING}|{_AUXILIARY})\b)",
    re.IGNORECASE | re.DOTALL,
)
_AGAINST = re.compile(  # "the levy for boats versus that for barges", "compare boats with barges"
    r"\s*(?:,\s*)?\b(?:as (?:opposed to|against)|(?:as )?(?:versus|vs\b\.?|v\.|compared (?:with|to)|in contrast to|unlike))\s+",
    re.IGNORECASE,
)
_COMPARED = tuple(  # "compare the levy on boats with that on barges": "and" and "to" may join less than the two sides
    re.compile(
        rf"^(?P<topic>.*?[:?.–—-]\s+)?(?:please )?(?:compare|(?:what (?:is|are) )?(?:the )?differences? between)\s+"
        rf"(?P<one>.+?),?\s+(?:{joint})\s+(?P<other>[^?]+?)\s*[?.]*$",
        re.IGNORECASE,
    )
    for joint in ("with|against", "and|to")
)
_DIFFER = re.compile(  # "how does the levy on boats differ from that on barges", "what sets boats apart from barges"
    r"^(?P<topic>.*?[:?.–—-]\s+)?(?:how (?:do|does|is|are)\s+(?P<one>.+?)\s+(?:differ|different|distinguished) from"
    r"|what (?:distinguishes|separates|sets)\s+(?P<first>.+?)\s+(?:apart )?from)\s+(?P<other>[^?]+?)\s*[?.]*$",
    re.IGNORECASE,
)
_BESIDE = re.compile(  # "how do boats and barges compare as regards the levy"
    r"^(?P<topic>.*?[:?.–—-]\s+)?how (?:do|does)\s+(?P<one>[^,;?]+?)\s+and\s+(?P<other>[^,;?]+?)\s+(?:compare|differ)\b\s*"
    r"(?P<rest>[^?]*?)\s*[?.]*$",
    re.IGNORECASE,
)
_COMPARE = re.compile(r"^\W*(?:please )?compare\s+|\bboth\s+$", re.IGNORECASE)
_THAT_OF = re.compile(r"^(?:that|those|the (?:same|one|ones)) (?=of\b)", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+", re.IGNORECASE)
_TOPIC = re.compile(r"^.*?(?::|\s[–—-])\s+")
_TOPIC_ALONE = re.compile(r"^[^:?]{3,60}:\s+")
_LISTED = re.compile(r"^[^,;?]+(,\s+and\s+)[^,;?]+\??$", re.IGNORECASE)
_OVER = "of|in|for|by|to|with|under|on|about|at|against|from|according to"
_TWICE = re.compile(  # "the terms of the keeper and of the clerk", "in the Protocol and in the annex"
    rf"^(?P<head>.+)\b(?P<over>{_OVER})\s+(?P<one>(?:(?!\b(?:and|(?P=over))\b)[^,;?])+?),?\s+and\s+"
    rf"(?P=over)\s+(?P<other>[^,;?]+)(?P<end>\??)$",
    re.IGNORECASE,
)
_ALIKE = re.compile(  # "is it the same in the Assembly and the Council"
    r"^(?P<head>.*\b(?:[Ss]ame|[Bb]oth|[Ee]ach|[Aa]like)\b.*?)\b(?P<over>in|under|for|at|before|by)\s+"
    r"(?P<one>(?:the\s+)?[A-Z][^,;?]*?)\s+and\s+(?P<other>(?:the\s+)?[A-Z][^,;?]+)(?P<end>\??)$"
)
_ELLIPTIC = re.compile(
    rf"^(?:who|whom|what|which(?: ones?)?|when|where|why|how(?: (?:many|much|long|often))?)\s+"
    rf"(?P<over>{_OVER}|when|if|where|once|while|during|after|before)\s+(?P<other>.+)$",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:he|his|him|she|hers?|they|them|theirs?|these|those)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:its?|this|that|one)\b", re.IGNORECASE)
_QUANTITY = re.compile(r"\bhow (?:many|much|long|often|old|far)\b", re.IGNORECASE)
_MOST = 3
_TERMS = 2  # content words that a part needs to be a question of its own
_TERMS_LISTED = 3  # and where nothing but ", and" stands between the parts


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions in a question.

    text        the part as a question of its own
    start, end  what of the whole is this part's alone
    contrasts   whether the parts ask the same of different things, which may stand in different documents
    """

    text: str
    start: int
    end: int
    contrasts: bool = False


def split_parts(question: str) -> tuple[Part, ...]:
    """The questions in a question, in order; one part, the whole of it, when it asks one thing.

    >>> [part.text for part in split_parts("Who keeps the tower, and when was the levy raised?")]
    ['Who keeps the tower', 'when was the levy raised?']
    >>> [part.text for part in split_parts("Terms of office of the keeper and of the clerk?")]
    ['Terms of office of the keeper?', 'Terms of office of the clerk?']
    """
    parts = _at_breaks(question)
    if len(parts) == 1 and (twice := _at_two(question)):
        return twice
    if len(parts) == 1 and (listed := _LISTED.match(question)):
        parts = [_part(question, 0, listed.start(1)), _part(question, listed.end(1), len(question))]
        enough = _TERMS_LISTED
    else:
        enough = _TERMS
    parts = _with_topic(parts)
    befores = ["", *(part.text for part in parts)]
    whole = [_filled(part.text, before) for part, before in zip(parts, befores, strict=False)]
    asks = 1 < len(parts) <= _MOST and all(len(split_terms(text)) >= enough for text in whole)
    if asks:
        told = zip(parts, whole, strict=True)
        parts = [replace(part, text=text, contrasts=text != part.text) for part, text in told]
        twice = _at_two(
            question[: parts[0].end]
        )  # "terms of the keeper and of the clerk, and who pays them?"
        return (*twice, *parts[1:]) if twice and len(parts) < _MOST else tuple(parts)
    return (_part(question, 0, len(question)),)


def _with_topic(parts: list[Part]) -> list[Part]:
    """The parts, those that say too little with what the first is about: "joining the club: who may, and who decides"."""
    topic = _TOPIC_ALONE.match(parts[0].text)
    if topic is None:
        return parts
    short = [len(split_terms(part.text)) < _TERMS for part in parts]
    return [
        replace(part, text=f"{topic[0]}{part.text}") if few and part is not parts[0] else part
        for part, few in zip(parts, short, strict=True)
    ]


def _at_two(question: str) -> tuple[Part, ...]:
    """The two questions in one that names two things alike; () in any other."""
    twice = _TWICE.match(question.strip()) or _ALIKE.match(question.strip())
    if twice is None:
        return ()
    at = question.index(twice[0])
    head = _COMPARE.sub("", twice["head"])
    return tuple(
        Part(
            f"{head}{twice['over']} {twice[each]}{twice['end']}",
            at + twice.start(each),
            at + twice.end(each),
            contrasts=True,
        )
        for each in ("one", "other")
    )


def split_sides(question: str) -> tuple[Part, ...]:
    """The two things that a question compares; one part, the whole of it, when it does not say which.

    >>> [part.text for part in split_sides("Length of service: keepers versus harbour pilots")]
    ['Length of service: keepers', 'Length of service: harbour pilots']
    """
    if beside := _BESIDE.match(question):
        return tuple(
            Part(" ".join((beside[each], beside["rest"])).strip(), *beside.span(each), contrasts=True)
            for each in ("one", "other")
        )
    with_, and_ = (pattern.match(question) for pattern in _COMPARED)
    with_ = with_ or _DIFFER.match(question)
    against = None if with_ else _AGAINST.search(question)
    if against:
        over = _TOPIC.match(question[: against.start()])
        topic = question[: over.end()] if over else ""
        sides = ((len(topic), against.start()), (against.end(), len(question)))
    elif found := with_ or and_:
        first = "one" if found["one"] else "first"
        topic, sides = found["topic"] or "", (found.span(first), found.span("other"))
    else:
        return (_part(question, 0, len(question)),)
    if not all(split_terms(question[start:end]) for start, end in sides):
        return (_part(question, 0, len(question)),)
    topic = _COMPARE.sub("", topic)
    one, other = (_COMPARE.sub("", question[start:end].strip()) for start, end in sides)
    other, colon, rest = other.partition(": ")  # "keepers vs pilots: who pays them" asks it of both
    texts = (f"{topic}{one}{colon}{rest}", f"{topic}{_of_what(other, one)}{colon}{rest}")
    return tuple(Part(text, *side, contrasts=True) for text, side in zip(texts, sides, strict=True))


def _of_what(other: str, one: str) -> str:
    """A side that says "that of clerks", with what the other side has before its "of"."""
    if not _THAT_OF.match(other):
        return other
    places = [found.start() for found in _OF.finditer(one)]
    rest = _THAT_OF.sub("", other)
    inner = len(_OF.findall(rest))  # "those of judges of the court" answers to "of members of the board"
    return f"{one[: places[max(0, len(places) - 1 - inner)]]} {rest}" if places else other


def _at_breaks(question: str) -> list[Part]:
    """The stretches between breaks; what asks nothing yet goes with what follows it."""
    parts: list[Part] = []
    begin = 0
    for found in _BREAK.finditer(question):
        before = question[begin : found.start()]
        if not before.strip() or _CLAUSE.match(before) or not (found["joined"] or _ASKS.search(before)):
            continue
        parts.append(_part(question, begin, found.start()))
        begin = found.end()
    rest = question[begin:].strip()
    if parts and (not rest or rest.startswith("(")):  # what stands in brackets belongs to what is before it
        return [*parts[:-1], _part(question, parts[-1].start, len(question))]
    return [*parts, _part(question, begin, len(question))]


def _part(question: str, start: int, end: int) -> Part:
    return Part(question[start:end].strip(), start, end)


FROM_IT = re.compile(r"\b(from|to|by|under) it(?=\W*$)", re.IGNORECASE)  # a treaty, where one is named


def complete(part: str, before: str, *, document: str = "") -> str:
    """A part that points back, with the words of the part before it that it may mean; any other as it is.

    document  the name of the document that the question is about, which is what "it" means then; "" for none

    >>> complete("how long do they serve?", "How many judges does the ferry court have")
    'how long do they serve? judges ferry court'
    >>> complete("when for boats?", "When was the levy raised for ferries")
    'When was the levy raised for boats?'
    >>> complete("what when it leaves?", "What must a raft show when it arrives")
    'What must a raft show when it leaves?'
    >>> complete("withdrawal from it", "Entry into force of the Ferry Treaty", document="Ferry Treaty")
    'withdrawal from the Ferry Treaty'
    """
    if document:
        part = FROM_IT.sub(lambda found: f"{found[1]} the {document}", part)
    if part != before and (filled := _filled(part, before)) != part:
        return filled
    if part == before or not (_BACK.search(part) or (_THING.search(part) and not document)):
        return part
    there = set(split_terms(part))
    asked = _QUANTITY.sub("", before)
    words = [word for word in re.findall(r"[\w’'-]+", asked) if set(split_terms(word)) - there]
    return " ".join((part, *words))


def _filled(part: str, before: str) -> str:
    """A part that only says for whom or when, with what the part before it asks; any other as it is."""
    elliptic = _ELLIPTIC.match(part)
    begun = re.match(rf"^.*\b{elliptic['over']}\b", before, re.IGNORECASE) if elliptic else None
    return f"{begun[0]} {elliptic['other']}" if elliptic and begun else part
