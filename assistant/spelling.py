"""Typing errors: the words of a vocabulary that a misspelt word may stand for.

Pure. It knows no names and no grammar; both use it. Words are near when each
loses at most one letter to become the other's remains, which covers one wrong,
missing, extra or exchanged letter (the deletion index of Garbe's SymSpell).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby

_SHORTEST = 4  # letters: shorter words have too many neighbours to be mended


class Spelling:
    """A vocabulary that forgives one error a word.

    >>> Spelling(["convention", "protocol"]).mend("convetion")
    'convention'
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words = frozenset(vocabulary)
        self._by_remains: dict[str, list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= _SHORTEST and word.isalpha():
                for remains in _remains(word):
                    self._by_remains.setdefault(remains, []).append(word)

    def mend(self, word: str) -> str:
        """The likeliest word of the vocabulary; the word itself when it is one, or none is near."""
        if word in self._words or len(word) < _SHORTEST or not word.isalpha():
            return word
        near = {each for remains in _remains(word) for each in self._by_remains.get(remains, ())}
        return max(sorted(near), key=lambda each: _likeness(word, each), default=word)


def _likeness(word: str, other: str) -> tuple[bool, bool, float]:
    """How likely one word is the other misspelt: few get the first two letters wrong, many a doubled one."""
    doubled = _without_doubles(word) == _without_doubles(other)
    return word[:2] == other[:2], doubled, SequenceMatcher(None, word, other).ratio()


def _without_doubles(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def _remains(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
