"""Plain words: a question put as instruments and resolutions would put it, "gangs" as "organized criminal group".

Pure. The table beside this file is knowledge of the language of treaties and the United
Nations, not of any one document; each line turns plain speech into one term. What
becomes of the other wording is the search's business.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_TABLE = "plain_words.txt"


def reword(question: str) -> str:
    """The question in the words of treaties; "" where it has no plain word that is known here.

    >>> reword("Can gangs be banned?")
    'Can organized criminal group be banned?'
    """
    found = False

    def put(match: re.Match[str]) -> str:
        nonlocal found
        found = True
        return _terms()[match.group().lower().replace("’", "'")]

    reworded = _pattern().sub(put, question)
    return reworded if found else ""


@cache
def _terms() -> dict[str, str]:
    """Each plain word or phrase, in lower case, with the term for it; of two lines with one, the first counts."""
    terms: dict[str, str] = {}
    for line in (files(__package__) / _TABLE).read_text("utf-8").splitlines():
        plain, equals, term = line.partition(" = ")
        if equals and not line.startswith("#"):
            for each in plain.split(" | "):
                terms.setdefault(each, term)
    return terms


@cache
def _pattern() -> re.Pattern[str]:
    """All plain words and phrases, the longest first."""
    longest = sorted(_terms(), key=len, reverse=True)
    phrases = "|".join(re.escape(each).replace("'", "['’]") for each in longest)
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
