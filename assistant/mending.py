"""Mending a question: words with a typing error are read as the library spells them.

Only words that the library has nowhere are touched, only long ones, and only by one
letter; a word that the encoder knows only where it is a name misspelt; the question as it was read is shown to the reader.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from index import Library

from .spelling import Spelling

_SHORTEST = 6  # letters: shorter unknown words are more often words than errors
_LONG = 8  # letters from which a word is known by its end too
_END = 5  # letters of that end
_LAST = "\U0010ffff"  # sorts behind every letter
_JOINED = re.compile(r"(?<![\w/.-])\d+[-–](?:[^\W\d_]+|\d+)(?![\w/-])")
# small words by which a question is understood: too short to be mended by one letter, and how they are typed in haste
_SMALL = {
    "ppl": "people",
    "govt": "government",
    "govts": "governments",
    "till": "until",
    "thru": "through",
    "yr": "year",
    "yrs": "years",
    "wich": "which",
    "whitch": "which",
    "whcih": "which",
    "waht": "what",
    "wat": "what",
    "wats": "what is",
    "hwo": "how",
    "wher": "where",
    "wen": "when",
}
_FRACTIONS = {"1/3": "one third", "2/3": "two thirds", "3/4": "three quarters"}
_FRACTION = re.compile(  # of votes, no provision's number
    r"(?P<before>\b(?:by|needs?|requires?|with|at least|than|a|of|only|get|have) )(?P<part>1/3|2/3|3/4)(?![\w./(])",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"[\s,]+(?:pls|plz|plss|thx)\W*$", re.IGNORECASE)
_WITHOUT = re.compile(r"(?<!\S)w/o(?!\S)", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w/.-])[^\W\d_]+(?![\w/-])")


class Mender:
    """Reads questions with the words of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def mend(self, question: str) -> str:
        """The question with each misspelt word as the library has it; itself when nothing was mended."""
        written = _WITHOUT.sub("without", _PLEASE.sub("", question))
        written = _FRACTION.sub(lambda found: found["before"] + _FRACTIONS[found["part"]], written)
        apart = _JOINED.sub(lambda found: self._apart(found[0]), written)
        return _WORD.sub(lambda found: self._word(found[0]), apart)

    def _apart(self, word: str) -> str:
        """A number joined to a word, "45-day" or "1997-98", as two where the library has only those."""
        apart = word.replace("-", " ").replace("–", " ")
        known = self._library.known
        return apart if not all(known(word).values()) and all(known(apart).values()) else word

    def _word(self, word: str) -> str:
        if word.lower() in _SMALL and not any(self._library.known(word).values()):
            return _SMALL[word.lower()]
        if len(word) < _SHORTEST or word.isupper() or any(self._library.known(word).values()):
            return word
        folded = word.lower()
        near = (
            self._mended(each) for each in (folded, f"{folded}s")
        )  # the library may have the plural alone
        mended = next(filter(None, near), "")
        if not mended:
            return word
        if self._library.reads_as_word(word) and not (word[0].isupper() and self._is_name(mended)):
            return word
        return mended.capitalize() if word[0].isupper() else mended

    def _mended(self, word: str) -> str:
        """The library's word that a word is one letter from; "" where there is none."""
        mended = Spelling(self._like(word)).mend(word)
        if mended == word and len(word) >= _LONG:
            mended = Spelling(self._ending_like(word)).mend(word)
        return mended if mended != word else ""

    def _is_name(self, word: str) -> bool:
        """Whether the library writes a word with a capital within a sentence: "Columbia" is "Colombia" there."""
        written = re.compile(rf"(?<=[a-z,] ){re.escape(word.capitalize())}\b")
        return any(written.search(hit.paragraph.text) for hit in self._library.search(word, 3))

    def _like(self, word: str) -> Iterator[str]:
        """The library's words that it may stand for: few get the first two letters wrong, none is far longer."""
        first, end = (bisect_left(self._words, word[:2] + last) for last in ("", _LAST))
        return (each for each in self._words[first:end] if abs(len(each) - len(word)) <= 1)

    def _ending_like(self, word: str) -> Iterator[str]:
        """The library's words for one with the error in its second letter: "wistle..." is "whistle..."."""
        first, end = (bisect_left(self._words, word[0] + last) for last in ("", _LAST))
        close = (each for each in self._words[first:end] if abs(len(each) - len(word)) <= 1)
        return (each for each in close if each[-_END:] == word[-_END:])

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return self._library.words()
