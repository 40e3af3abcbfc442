"""Wording: two texts compared word by word, and which of the words that differ tell.

Pure. It finds that a "not" has gone or a "2" has come; whether a sentence in
quite other words says the same is for agreement to judge.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from .figures import number_of, unit_of


def _split(listing: str) -> frozenset[str]:
    return frozenset(listing.split())


_NEAR = 0.7  # share of a sentence's words that the quotation has in the same order
_SHORT_CUT = 3  # words: more than these left out in one place are a clause left out, not a word changed
_CANONICAL = (
    (
        re.compile(
            r"\b(?:no|not) (?:more|later|longer) than\b|\bat most\b|\bup to\b|\bnot exceeding\b",
            re.IGNORECASE,
        ),
        "atmost",
    ),
    (re.compile(r"\b(?:no|not) (?:less|fewer|earlier) than\b|\bat least\b", re.IGNORECASE), "atleast"),
    (re.compile(r"\s?%|\bper cent\b", re.IGNORECASE), " percent"),
    (re.compile(r"\bcannot\b|\bcan't\b", re.IGNORECASE), "may not"),
    (re.compile(r"\b(?:must|(?:is|are) required to|ha(?:s|ve) to)\b", re.IGNORECASE), "shall"),
    (re.compile(r"\bcan\b"), "may"),
    (re.compile(r"\b(?:no|never|none|nor|neither)\b", re.IGNORECASE), "not"),
)
_NEVER_LOST = _split("not without shall may should unless except only")
_NEVER_ADDED = _NEVER_LOST | _split(
    "more less fewer later earlier all every always most before after atmost atleast percent thousand million billion"
)


def telling_changes(said: str, borne: str) -> tuple[str, ...]:
    """The telling words that a sentence adds to a text, or leaves out, where it is all but a part of that text.

    Telling are words of duty and negation, numbers, units, limits. () also where the two are far apart.
    """
    ours, theirs = _canonical(said), _canonical(borne)
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    blocks = matcher.get_matching_blocks()
    if len(ours) < 5 or sum(block.size for block in blocks) < _NEAR * len(ours):
        return ()
    first, last = blocks[0].a, blocks[-2].a + blocks[-2].size
    lost: Counter[str] = Counter()
    added: Counter[str] = Counter()
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag == "equal" or (tag == "delete" and end - start > 1 and not first < start < last):
            continue
        if (end - start) - (to - from_) <= _SHORT_CUT:
            lost.update(theirs[start:end])
        added.update(ours[from_:to])
    wrong = [each for each in added - lost if each in _NEVER_ADDED or each[0].isdigit() or unit_of(each)]
    wrong += [each for each in lost - added if each in _NEVER_LOST]
    return tuple(dict.fromkeys(wrong))


def _canonical(text: str) -> list[str]:
    for pattern, word in _CANONICAL:
        text = pattern.sub(word, text)
    words = re.findall(r"\d+(?:[.,/]\d+)*|\w+", text.lower())
    return [number_of(each) for each in words]
