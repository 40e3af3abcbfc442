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
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def reword(question: str) -> str:
    """The question in the words of treaties; "" where it has no plain word that is known here.

    >>> reword("Can gangs be banned?")
    'Can organized criminal group be banned?'
    """
    terms, longest = _terms()
    words = list(_WORD.finditer(question))
    folded = [word.group().lower().replace("’", "'") for word in words]
    said: list[str] = []
    done = at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            term = terms.get(" ".join(folded[at : at + size]))
            if term:
                said += [question[done : words[at].start()], term]
                done = words[at + size - 1].end()
                at += size - 1
                break
        at += 1
    return "".join(said) + question[done:] if said else ""


@cache
def _terms() -> tuple[dict[str, str], int]:
    """Each plain word or phrase with the term for it, and the number of words of the longest phrase."""
    terms: dict[str, str] = {}
    for line in (files(__package__) / _TABLE).read_text("utf-8").splitlines():
        plain, equals, term = line.partition(" = ")
        if equals and not line.startswith("#"):
            terms.update((" ".join(_WORD.findall(each)), term) for each in plain.split(" | "))
    return terms, max(len(plain.split()) for plain in terms)
