"""Near names: a long name written with an error in one or two of its words.

Pure. Single words are mended by spelling; here the other words of the name say
which word is meant, so that a misspelt title is not taken for a name that
stands within it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from .spelling import Spelling

Key = tuple[str, ...]

_SHORTEST = 3  # words of a name that the others can tell one of
_LONG = 8  # words of a name that may have two errors


class NearNames:
    """The long names of a library, by their words."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._having: dict[str, list[Key]] = {}
        for key in keys:
            if len(key) >= _SHORTEST:
                for word in set(key):
                    self._having.setdefault(word, []).append(key)

    def find(self, words: Sequence[str], longer_than: int = 0) -> tuple[int, Key] | None:
        """The longest name of more words than that which stands in a text, if with an error, and where it begins."""
        shared = Counter(key for word in set(words) for key in self._having.get(word, ()))
        fitting = (
            key
            for key, count in shared.items()
            if len(key) > longer_than and count >= len(set(key)) - _errors(key)
        )
        for key in sorted(fitting, key=len, reverse=True):
            for at in range(len(words) - len(key) + 1):
                if _is_near(words[at : at + len(key)], key):
                    return at, key
        return None


def _errors(key: Key) -> int:
    return 2 if len(key) >= _LONG else 1


def _is_near(words: Sequence[str], key: Key) -> bool:
    wrong = [(one, other) for one, other in zip(words, key, strict=True) if one != other]
    return len(wrong) <= _errors(key) and all(Spelling([name]).mend(said) == name for said, name in wrong)
