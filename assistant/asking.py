"""Asking: the noun that a question asks after and the deed that it asks about, by its grammar.

Pure. "How many pilots were dismissed" asks after pilots and about a dismissal, "what is the
depth of the dock" after a depth. Told by the order of question word, auxiliary and
preposition alone; a question put otherwise asks after nothing in this sense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Form = Literal["many", "what", "which", "who", ""]


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question asks after.

    form   "many" or much of it, "what" it is, "which" one, "who"; "" for another question
    nouns  the words of what is asked after, the noun itself last; () where there is none
    deed   the verb that tells what is asked about; "" where it is no more than "is" or "does"
    """

    form: Form
    nouns: tuple[str, ...] = ()
    deed: str = ""


_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_GENITIVE = re.compile(r"['’]s\b")
_AUXILIARY = frozenset(
    "is are was were do does did has have had can could may might must shall should will would be been".split()
)
_BE = frozenset("is was are were".split())
_ARTICLE = frozenset("the a an its their this that these those".split())
_BREAK = frozenset(
    """of in on at to for by with from and or under that who which when where as into about after before between during
    since until per according than if he she it they""".split()
)
_EMPTY = frozenset("not other any some each every all also ever so far up out far already now meant".split())
_VERB = re.compile(
    r"\w{2,}ed|took|takes?|gave|gives?|made|makes?|led|leads?|wrote|ran|runs?|won|lost|held|sets?|put|paid|pays?|said|"
    r"says?|went|came|became|began|got|gets?|left|met|sent|spent|stood|fell|rose|broke|chose|drew|built|bought|brought|"
    r"found|hosts|chairs|works|covers|sits|serves|needs?|use|uses|contributes?|keeps?|bears?|carr(?:y|ies)|decides?|"
    r"helps?|trains|owns?|appoints"
)
_PARTICIPLE = re.compile(
    r"\w{3,}ed|held|set|put|paid|made|found|given|taken|sent|built|shown|won|lost|led|written|drawn|chosen|met|left|"
    r"withdrawn|told|kept|known|run"
)
# Verbs that any text may put in other words.
_PALE = frozenset(
    """needed required involved used made given taken held added mentioned named called said found set put kept known
    asked told seen come go get gets take takes make makes has have do does use uses say says meet met allowed expected
    included based""".split()
)


@lru_cache(maxsize=256)
def asking_in(question: str) -> Asking:
    """What a question asks after and about.

    >>> asking_in("How many harbour pilots were dismissed in 2019?")
    Asking(form='many', nouns=('harbour', 'pilots'), deed='dismissed')
    """
    written = _WORD.findall(_GENITIVE.sub("", question))
    # a capital inside is a name's: "Reduced" in it is no deed
    words = [word.lower() if place == 0 or not word.istitle() else word for place, word in enumerate(written)]
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if word == "how" and following in ("many", "much"):
            return _with_deed("many", words, *_nouns(words, place + 2))
        if word in ("what", "which", "who"):
            return _after(word, words, place + 1)
    return Asking("")


def _after(word: str, words: list[str], start: int) -> Asking:
    """After "what", "which" or "who", with or without "is"."""
    following = words[start] if start < len(words) else ""
    article = words[start + 1 : start + 2] != [] and words[start + 1] in _ARTICLE
    if following in _BE and (article or word != "who"):
        return Asking("who" if word == "who" else "what", _nouns(words, start + 1 + article)[0])
    if word == "who":
        return Asking("who", (), _deed(words, start))
    if following in _AUXILIARY:
        return Asking("")
    return _with_deed("which", words, *_nouns(words, start))


def _with_deed(form: Form, words: list[str], nouns: tuple[str, ...], end: int) -> Asking:
    return Asking(form, nouns, _deed(words, end))


def _nouns(words: list[str], start: int) -> tuple[tuple[str, ...], int]:
    """The words of a noun with what stands before it, and where it ends."""
    nouns: list[str] = []
    place = start
    while place < len(words) and len(nouns) < 5:
        word = words[place]
        if _breaks(words, place):
            break
        if nouns and (_VERB.fullmatch(word) or (word.endswith("ing") and _breaks(words, place + 1))):
            break
        if word not in _EMPTY:
            nouns.append(word)
        place += 1
    return tuple(nouns), place


def _breaks(words: list[str], place: int) -> bool:
    return place < len(words) and (
        words[place] in _AUXILIARY or words[place] in _BREAK or words[place] in _ARTICLE
    )


def _deed(words: list[str], start: int) -> str:
    """The main verb: the first word without an auxiliary, the first participle after one."""
    rest = words[start:]
    if not rest:
        return ""
    if rest[0] not in _AUXILIARY:
        found = rest[0] if rest[0] not in _BREAK and rest[0] not in _ARTICLE else ""
    else:
        found = next((word for word in rest[1:] if _PARTICIPLE.fullmatch(word)), "")
    return "" if found in _PALE or found in _EMPTY else found
