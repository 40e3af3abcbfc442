"""Plainly: whether a text states the thing that a question asks for in so many words, near what is asked after.

Pure. That a number stands in a text is little where pilots are counted: it should stand near
"pilots". A date should be one of the calendar, a person have a name that is no body's, a
place a name after "in" or "at". Stricter than wanted, which tells the kinds.
"""

from __future__ import annotations

import re

from index import split_terms

from .asking import asking_in
from .figures import NUMBER_WORDS
from .proper_names import names_in

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?!one of\b)(?:\d[\d,.]*\d|\d|(?:{'|'.join(NUMBER_WORDS)})|\w+(?:tieth|teenth|fth|xth|nth|hth|rth)|\d+(?:th|st|nd|rd)|"
    r"half|thirds?|quarters?|fifths?|eighths?|hundreds?|thousands?|dozens?|scores|several|no|none|both|sole|only|single|"
    r"once|twice)(?![\w/])(?:-\w+)?",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 8, 6  # words between a number and the noun that it counts
_PLURAL = re.compile(r"\w*[^s]s|people|staff|personnel|children|men|women")
_PEOPLE = frozenset(
    """people persons individuals men women victims civilians staff personnel workers soldiers troops members children
    experts officers officials killed dead migrants participants delegates citizens prisoners lives""".split()
)
_ANYBODY = frozenset("people persons individuals killed dead lives".split())
_COUNTRIES = frozenset("countries states nations governments parties".split())
_REFERENCE = re.compile(rf"\(\d{{4}}\)|\S*/\S+(?: (?:[A-Z] )?of \d{{1,2}} (?:{_MONTH}) \d{{4}})?")
_OF_DOCUMENT = re.compile(r"\b(?:resolutions?|decisions?|adopt\w*|issued?)\b", re.IGNORECASE)
_CALENDAR = re.compile(rf"\b(?:{_MONTH})\b")
_ORDINARY = re.compile(
    r"(?:ing|tions?|sions?|ments?|ity|ities|ness|ly|ances?|ences?|als?|ed|ives?|isms?|ships?|ics?|ary|ous)$"
)
_AT = re.compile(r"(?:\b(?:in|at|to|near|from|off|of)(?: the)?|,) ((?:[A-Z][\w’'-]+ ?)+)")
_PARTS_OF_PLACES = frozenset(
    "New North South East West Northern Southern Eastern Western Central Middle Geneva Rome Vienna Republic".split()
)
_NAMES_NOBODY = frozenset(
    """states state member members party parties united nations general assembly security council convention protocol
    article governments government resolution secretary-general organization conference""".split()
)


def counts_near(question: str, text: str) -> bool:
    """Whether a number of a text, freed of years and numbering, stands near the noun that a question counts."""
    nouns = asking_in(question).nouns if asking_in(question).form == "many" else ()
    plural = [noun for noun in nouns if _PLURAL.fullmatch(noun)]
    noun = (plural or list(nouns[-1:]) or [""])[0]
    kinds = nouns if noun in _PEOPLE else ()  # "60 police" are police officers
    counted = frozenset(split_terms(" ".join((*alike(noun), *kinds))))
    for sentence in re.split(r"(?<=[.;])\s", text):
        for number in _NUMBER.finditer(sentence):
            before, after = sentence[: number.start()].split(), sentence[number.end() :].split()
            near = " ".join((*before[-_BEFORE:], *after[:_AFTER]))
            if not counted or not counted.isdisjoint(split_terms(near)):
                return True
    return False


def alike(noun: str) -> frozenset[str]:
    """A noun and those that may stand for it where people or countries are counted."""
    if noun in _ANYBODY:
        return _PEOPLE
    if noun in _PEOPLE:
        return frozenset((noun, "people", "persons", "individuals"))
    return _COUNTRIES if noun in _COUNTRIES else frozenset((noun,))


def has_calendar_date(question: str, text: str) -> bool:
    """Whether a text names a month, or a year that the question has not, outside references to documents."""
    plain = text if _OF_DOCUMENT.search(question) else _REFERENCE.sub(" ", text)
    return _CALENDAR.search(plain) is not None or not set(_YEAR.findall(question)).issuperset(
        _YEAR.findall(plain)
    )


def is_ordinary(name: str) -> bool:
    """Whether a name has a word that ends like an ordinary one: "Joint Commission"."""
    return any(_ORDINARY.search(word) for word in name.split())


def has_place(question: str, text: str, offices: frozenset[str]) -> bool:
    """Whether a text has a name after "in", "at" and their like that is no office's, no month, not the question's."""
    asked = set(split_terms(question))
    for found in _AT.finditer(text):
        name = found[1].strip()
        strange = offices.isdisjoint(set(name.split()) - _PARTS_OF_PLACES)
        if strange and not (
            _CALENDAR.match(name) or is_ordinary(name) or asked.issuperset(split_terms(name))
        ):
            return True
    return False


def has_own_name(question: str, text: str) -> bool:
    """Whether a text has a name that singles out, and that the question has not."""
    asked = set(split_terms(question))
    names = (
        name for name in names_in(text) if name.lower() not in _NAMES_NOBODY and not _CALENDAR.match(name)
    )
    return any(not asked.issuperset(split_terms(name)) for name in names)
