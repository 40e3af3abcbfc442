"""Evidence: the words that a right citation must hold, as words or only as their hash.

A passage is compared by its words alone (NFKC, case folded, runs of `\\w`), so
that line ends, dashes and quotation marks make no difference. A text that must
not be copied is kept as the number of its words and their SHA-256; it is found
again by sliding a window of that many words over a paragraph. Which document
or locator the words belong to is no matter of this file.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared.

    >>> words_of("The “Parties” shall\\nco-operate.")
    ('the', 'parties', 'shall', 'co', 'operate')
    """
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def holds_words(text: str, part: str) -> bool:
    """Whether the words of `part` stand in `text` next to each other; False where `part` has none."""
    wanted = " ".join(words_of(part))
    return bool(wanted) and f" {wanted} " in f" {' '.join(words_of(text))} "


def words_at(text: str, first: int, number: int) -> str:
    """Some words of a text as they stand there, by their place among its words; "" where they are not so many.

    >>> words_at("The “Parties” shall co-operate.", 1, 2)
    'Parties” shall'
    """
    there = [found.span() for found in _WORD.finditer(text)]
    return text[there[first][0] : there[first + number - 1][1]] if 0 < number <= len(there) - first else ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage known by its words.

    words   how many there are, at least 1
    sha256  hexadecimal SHA-256 of the words joined by one space, UTF-8
    text    the passage itself where it may be shown, else ""
    """

    words: int
    sha256: str
    text: str = ""

    @classmethod
    def of(cls, text: str) -> Evidence:
        """The evidence of a verbatim passage; ValueError where it has no word."""
        words = words_of(text)
        if not words:
            raise ValueError("evidence without a word")
        return cls(len(words), _digest(words), text)

    def stands_in(self, text: str) -> bool:
        """Whether a paragraph's text holds these words, next to each other and in this order."""
        if self.text:
            return holds_words(text, self.text)
        words = words_of(text)
        windows = (words[start : start + self.words] for start in range(len(words) - self.words + 1))
        return any(_digest(window) == self.sha256 for window in windows)

    def hashed(self) -> dict[str, Any]:
        """The shipped form: `{"words": n, "sha256": hex}`, without the text."""
        return {"words": self.words, "sha256": self.sha256}


def _digest(words: tuple[str, ...]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
