"""Definitions: the term that a question plainly wants defined, and whether a text says in any way what it is.

Pure. Looser than `evidence.defines`, which picks the paragraph that defines a term: here it
is only asked whether a text could do so, by a verb, brackets or a colon after the term, or
"known as" before it. "Define good faith" is not answered by "in good faith".
"""

from __future__ import annotations

import re
from functools import lru_cache

from .evidence import folded, spelt_out_in

_SHORT = r"(?:the )?(?:abbreviation|acronym|term|word|phrase|expression|short form|initial|letter)s? "
_ASKED = re.compile(
    r"^\W*(?:please )?(?:define|(?:what is )?(?:the )?(?:legal |exact )?(?:definition|meaning) of|what is (?:the )?meant by|"
    r"what (?:do|does) .{2,40}? mean by|how (?:do|does)\b.{0,40}? define)\s+(?P<term>[^?]+)"
    rf"|^\W*what (?:do|does) (?:{_SHORT})?(?P<short>[^?]+?) (?:mean|stand for)\b"
    r"|^\W*how (?:is|are) (?:the term )?(?P<how>[^?]{2,60}?) defined\b"
    r"|^\W*(?:[\w-]+ ){1,3}definition of (?P<of>[^?]{2,60})"
    r"|^\W*(?P<before>(?:[\w-]+ ){1,3})(?:definition|meaning(?=\W*(?:pls|please)?\W*$))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"[,;:(]|\b(?:(?:19|20)\d\d\b|in|under|for the purposes? of|according to|as used|by|within|when)\b",
    re.IGNORECASE,
)
_IN_QUOTES = re.compile(
    r"\s*(?:the (?:term|word|phrase) )?[“\"‘'](?P<term>[^“”\"‘’']+)[”\"’'](?!\w)", re.IGNORECASE
)
_LEADING = re.compile(rf"^(?:{_SHORT}|the |an? )", re.IGNORECASE)
_MOST_WORDS = 5
_POINTING = frozenset("it this that they these those he she one".split())
_SMALL = frozenset("a an the of in for to and on".split())
_IS = re.compile(
    r"(?:\W+\w+){0,2}?\W+(?:is|are|was|were|can be|may be|includes?|describes?|involves?|entails?|aims? (?:to|at)|seeks? to|encompass(?:es)?)\b"
    r"|(?:\W+\w+){0,6}?\W+(?:means?|meant|refers? to|referred to|defined|understood|denotes?|consists?|comprises?|known as|"
    r"called|stands? for)\b"
    r"|(?:\W+\w+){0,10}?\W+(?:shall mean|means|refers to|applies to|(?:is|are) (?:defined|understood))\b"
    r"|,[^,;]{3,80},\s+(?:is|are|was|were)\b"
    r"|,\s+(?:essentially|namely|in essence|an?)\s"
    r"|(?:\W+\w+){0,3}?,\s*(?:where|whereby|in which|by which|that is|i\.e\.|or (?:the|an?|\w+ing))\b"
    r"|[”\"’']?\s*[:–—=(\t]\s*(?:[“\"‘']?[^\W\d]{2}|i\.e\.)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"‘'`]+(?P<term>\w[^“”\"‘’'`]{1,60})[”\"’'`]+\s+(?:shall )?means?\b", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[]\W?(?P<short>[A-Z][\w&/.-]{1,14}?)s?\W?[)\]]")
_NAME_WORDS = 10  # before a bracket, among which the first word of the full name is
_KNOWN_AS = re.compile(
    r"(?:known as|called|defin(?:es?|ed|ing)|defined as|termed|so-called|mean(?:s|ing)?(?! to\b)|referred to as|definition of|understood as)\W+"
    r"(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def term_to_define(question: str) -> str:
    """The term that a question plainly wants defined; "" for any other question, and for a long one.

    >>> term_to_define("What is meant by the term ‘dry dock’ in the charter?")
    'dry dock'
    """
    found = _ASKED.match(question)
    if found is None:
        return ""
    asked = found["term"] or found["short"] or found["how"] or found["of"] or found["before"]
    quoted = _IN_QUOTES.match(asked)
    term = quoted["term"] if quoted else _PLACE.split(asked.strip(" “”\"'‘’"), maxsplit=1)[0]
    while (shorter := _LEADING.sub("", term.strip(" “”\"'‘’."))) != term:
        term = shorter
    named = 0 < len(term.split()) <= _MOST_WORDS and term.lower() not in _POINTING
    return term.lower() if named else ""


def says_what_it_is(term: str, text: str, heading: str = "") -> bool:
    """Whether a text could say what a term is, or stands under it as its heading.

    >>> says_what_it_is("good faith", "A treaty shall be interpreted in good faith by the Parties.")
    False
    """
    words = [word for word in re.findall(r"\w+", term) if word not in _SMALL]
    if not words or folded(heading) == folded(term):
        return True
    if any(says_what_it_is(each, text) for each in spelt_out_in(heading, term)):
        return True
    asked = {folded(word) for word in words}
    if any(asked.issuperset(map(folded, found["term"].split())) for found in _QUOTED.finditer(text)):
        return True  # "tracing a gun", where "tracing" is defined
    if len(words) == 1 and _spells_out(words[0], text):
        return True
    said = re.compile(
        r"\b"
        + r"\W+(?:(?:of|the|in|for|to|and|an?|on)\W+){0,2}".join(
            rf"{re.escape(w.rstrip('s'))}\w{{0,3}}" for w in words
        ),
        re.IGNORECASE,
    )
    return any(
        _IS.match(text, found.end()) or _KNOWN_AS.search(text[: found.start()])
        for found in said.finditer(text)
    )


def _spells_out(short: str, text: str) -> bool:
    """Whether a text has an abbreviation in brackets after a name that begins with its first letter."""
    for found in _BRACKET.finditer(text):
        before = re.findall(r"[^\W\d_]+", text[: found.start()])[-_NAME_WORDS:]
        capitals = [word for word in before if word[0].isupper()]
        fits = len(capitals) > 1 and any(word[0].lower() == short[0] for word in capitals)
        if fits and folded(found["short"]) == folded(short):
            return True
    return False
