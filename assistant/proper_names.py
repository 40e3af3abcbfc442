"""Proper names: which words of a text are names, as far as capital letters tell.

Pure. A word that opens a sentence has a capital in any case; it counts as a name
unless it is one of the ordinary openers or ends like an ordinary noun.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_](?:[\w'.-]*\w)?")
_OPENS = re.compile(r"(?:^|[.!?:|]\s|[\"(]|\s-\s)\s*\"?$")
# sentence openers that are no names although the quotation may lack them
_ORDINARY = frozenset(
    str.split(
        """a about above according across additionally after all also although among an and another any anyone
    are around as at authorities because before below between beyond both but by can cases certain children
    citizens civil compare concerning conversely could countries courts define delegates delegations
    describe despite did do documents does during each either even every everybody everyone example examples
    explain few finally find for from further furthermore give gives government governments had half has
    have having he hence here how however if in instead into is it its judges key kinds last laws like
    likewise list main many max maximum measures member members men min minimum more moreover most much
    must name national nations neither nevertheless no nobody none nor not nothing now of officials often on
    once one only or other others otherwise over parties party people per persons public rather reasons
    respect rules several shall she should similarly since small so some someone states steps still
    such tell than that the their them then there therefore these they this those though three through
    throughout thus to today together two types under unless unlike until upon victims was ways were what
    when whenever where whereas whether which while who whoever whose why with within without witnesses
    women would yet you young"""
    )
)
_ORDINARY_ENDING = re.compile(
    r"(?:ing|tions?|sions?|ments?|ity|ities|ness|ly|ances?|ences?|ers|ors|ists|als)$"
)


def names_in(text: str) -> tuple[str, ...]:
    """The words of a text that are names, as far as capital letters tell."""
    return tuple(found[0] for found in WORD.finditer(text) if _is_name(text, found))


def _is_name(text: str, found: re.Match[str]) -> bool:
    word = found[0]
    if not word[0].isupper():
        return False
    if not _OPENS.search(text[max(0, found.start() - 4) : found.start()]):
        return word != "I"
    folded = word.lower()
    return not (word[1:].islower() or len(word) == 1) or not (
        folded in _ORDINARY or _ORDINARY_ENDING.search(folded)
    )
