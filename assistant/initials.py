"""Initials: an abbreviation that a library nowhere writes, read as the name in it that has its letters.

"HMC" is the Harbour Masters' Council where the library writes no "HMC" but that name. What the
library itself shortens is known to `abbreviations`; names of documents are left to `names`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from index import Library

from .names import Names

_LEAST = 2  # times that a name of three letters must be written
_OFTEN = (
    100  # paragraphs with a name: one that stands in more finds nothing by it, and outweighs the question
)
_TWICE = 2  # how much oftener than the next one
_SHORTEST = 3  # letters: two fit too much
_PIECES = 5  # letters from which several may be of one word: "INTERPOL"
_LONGEST = 10  # words of a name
_OTHERS = frozenset({"mun", "muns"})  # Model UN: what people say of their own meeting, not of a document
_WORD = re.compile(rf"(?<![\w/.’'-])[^\W\d_]{{{_SHORTEST},8}}(?![\w/’'-]|\.\w)")
_SMALL = frozenset(str.split("a an and against as at by for from if in of on or the to with"))
_CAPITAL = r"[A-Z][\w’']*"
_NAME = re.compile(rf"{_CAPITAL}(?:,?(?:[ -]+(?:{'|'.join(sorted(_SMALL))}))*[ -]+{_CAPITAL})+", re.ASCII)


class Initials:
    """The names of one library by their initials. Its paragraphs are read for them once."""

    def __init__(self, library: Library, names: Names) -> None:
        self._library = library
        self._names = names

    def warm(self) -> None:
        """Learns the names now, so that no question waits for it."""
        assert self._by_letter is not None

    def read(self, question: str) -> str:
        """The question with names for the abbreviations that the library has nowhere; itself without any."""
        unknown = [found for found in _WORD.finditer(question) if self._is_unknown(found[0])]
        if not unknown:
            return question
        named = [(each.start, each.end) for each in self._names.find_all(question) if each.documents]
        for found in reversed(unknown):
            if any(start <= found.start() < end for start, end in named):
                continue
            names = self._by_letter.get(found[0][0].lower(), ())
            if name := name_of(found[0].removesuffix("s"), names) or name_of(found[0], names):
                question = f"{question[: found.start()]}{name}{question[found.end() :]}"
        return question

    def full(self, short: str) -> str:
        """The name that an abbreviation in capitals may stand for, however often it is written; "" when in doubt."""
        if not _WORD.fullmatch(short) or not _is_written_short(short):
            return ""
        return name_of(short, self._by_letter.get(short[0].lower(), ()), often=math.inf)

    def _is_unknown(self, word: str) -> bool:
        """Whether a word is none of the library's, and no word of any other text either, unless in capitals."""
        known = self._library.known(word) if word.lower() not in _OTHERS else {}
        if not known or any(known.values()):
            return False
        return _is_written_short(word) or not self._library.reads_as_word(word)

    @cached_property
    def _by_letter(self) -> dict[str, list[tuple[str, int]]]:
        """First letter -> names that begin with it, and how often they are written."""
        table: dict[str, list[tuple[str, int]]] = {}
        for name, times in self._library.keep("initials", _rules(), self._learn):
            table.setdefault(name[0].lower(), []).append((name, times))
        return table

    def _learn(self) -> list[tuple[str, int]]:
        documents = (self._library.document(each.id) for each in self._library.documents)
        texts = (paragraph.text for document in documents for paragraph in document.paragraphs)
        return sorted(Counter(name for text in texts for name in names_in(text)).items())


def names_in(text: str) -> Iterator[str]:
    """The runs of capitalised words in a text, small words between them, each with all its beginnings.

    >>> list(names_in("the Council of Ferry Masters met"))
    ['Council of Ferry', 'Council of Ferry Masters']
    """
    for run in _NAME.finditer(text):
        words = list(re.finditer(r"[\w’']+", run[0]))
        while words and words[0][0].lower() in _SMALL:
            words.pop(0)
        for last in words[1:_LONGEST]:
            name = run[0][words[0].start() : last.end()]
            if last[0].lower() not in _SMALL and not name.isupper():
                yield name


def name_of(short: str, names: Iterable[tuple[str, int]], often: float = _OFTEN) -> str:
    """The name that an abbreviation stands for, of names with how often each is written; "" when in doubt.

    often  times from which a name is none to search by
    """
    letters = short.lower()
    times: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for name, count in names:
        words = re.findall(r"[\w’']+", name.lower())
        if is_made_of(letters, words):
            key = " ".join(words)
            times[key] += count
            written.setdefault(key, Counter())[name] += count
    for key in list(times):  # what only begins a longer name that fits too is none of its own
        times[key] -= max((times[longer] for longer in times if longer.startswith(f"{key} ")), default=0)
    (_, most), (_, next_most) = [*times.most_common(2), ("", 0), ("", 0)][:2]
    least = _LEAST if len(letters) == _SHORTEST else 1
    if not max(least, _TWICE * next_most) <= most < often:
        return ""
    return written[times.most_common(1)[0][0]].most_common(1)[0][0]


def is_made_of(letters: str, words: list[str]) -> bool:
    """Whether letters are the beginnings of words in order, small words left out or not.

    A short abbreviation has one letter of each word.
    """
    return _fits(letters, words, len(letters) if len(letters) >= _PIECES else 1)


def _is_written_short(word: str) -> bool:
    return word.removesuffix("s").isupper()


def _fits(letters: str, words: list[str], most: int) -> bool:
    if not words:
        return not letters
    if words[0] in _SMALL and _fits(letters, words[1:], most):
        return True
    sizes = range(1, min(most, len(letters), len(words[0])) + 1)
    return any(words[0].startswith(letters[:n]) and _fits(letters[n:], words[1:], most) for n in sizes)


def _rules() -> str:
    """Differs when anything in this file does."""
    return sha256(Path(__file__).read_bytes()).hexdigest()
