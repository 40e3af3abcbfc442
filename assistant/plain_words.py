"""Plain words: a question put as instruments and resolutions would put it, "gangs" as "organized criminal group".

Pure. The table beside this file is knowledge of the language of treaties and the United
Nations, not of any one document; each line turns plain speech into one term. What
becomes of the other wording is the search's business. The table is in several files, by what
the terms are of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_TABLES = "plain_words"  # how the files beside this one begin that make the table
_TREATY = "treaty"
_INSTRUMENT = r"(?:(?:the|an?|this) )?(?:treaty|convention|protocol|statute|covenant)"
_WORD = r"\w+(?:['’-]\w+)*"


def reword(question: str, names: Sequence[str] = ()) -> str:
    """The question in the words of treaties; "" where it has no plain word that is known here.

    names  those of the treaties that it names: "leave the Canal Convention" is read as "leave the treaty"

    >>> reword("Can gangs be banned?")
    'Can organized criminal group be banned?'
    """
    terms, longest = _terms()
    words = list(_words(names).finditer(question))
    folded = [_folded(word) for word in words]
    said: list[str] = []
    done = at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            term = terms.get(" ".join(folded[at : at + size]))
            if term:
                kept = [word["name"] for word in words[at : at + size] if word["name"]]
                said += [question[done : words[at].start()], " ".join((term, *kept))]
                done = words[at + size - 1].end()
                at += size - 1
                break
        at += 1
    return "".join(said) + question[done:] if said else ""


@lru_cache
def _words(names: Sequence[str]) -> re.Pattern[str]:
    """What counts as one word: the name of a treaty, "the treaty", any other word."""
    named = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"\b(?P<treaty>(?:the )?(?P<name>{named})|{_INSTRUMENT})\b|{_WORD}", re.IGNORECASE)


def _folded(word: re.Match[str]) -> str:
    return _TREATY if word["treaty"] else word.group().lower().replace("’", "'")


def _tables() -> list[Traversable]:
    beside = (each for each in files(__package__).iterdir() if each.name.startswith(_TABLES))
    return sorted((each for each in beside if each.name.endswith(".txt")), key=lambda each: each.name)


@cache
def _terms() -> tuple[dict[str, str], int]:
    """Each plain word or phrase with the term for it, and the number of words of the longest phrase."""
    terms: dict[str, str] = {}
    for line in (line for table in _tables() for line in table.read_text("utf-8").splitlines()):
        plain, equals, term = line.partition(" = ")
        if equals and not line.startswith("#"):
            for each in plain.split(" | "):
                terms[" ".join(_folded(word) for word in _words(()).finditer(each))] = term
    return terms, max(len(plain.split()) for plain in terms)
