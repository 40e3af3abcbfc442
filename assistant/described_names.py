"""Described names: documents that a question calls by their kind and some words of their names, "the corruption convention".

Pure. Works on the words of a question as names compare them; names written out are
found by names, which also says what becomes of a description.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest import Document

from .document_names import INSTRUMENTS, kinds_of, names_of
from .name_words import Word, fold_name
from .units import is_strange

POINTING = re.compile(r"\b(?:the|this|that|said|present|\w+['’]s|\w+s['’])\s+$")
_JOINED = re.compile(
    r"[\s\-'’]*(?:(?:the|an?|of|on|in|for|to|and|or|by|with|against|united nations|un|main|founding|parent)[\s\-]+)*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s+(?:(?:on|against|for|of|relating to|concerning|to|in)\s+)+(?:the\s+)?")
CLEAR = 0.5  # share of a name's words that leaves no doubt which document is described


@dataclass(frozen=True, slots=True)
class Description:
    """Indices of the documents described, none when it is of one that is not there, and its span in the question."""

    documents: tuple[int, ...]
    start: int
    end: int


class DescribedNames:
    """The words that the names of each kind of document are made of.

    about  for each document further words by which it is described, see names
    """

    def __init__(self, documents: Sequence[Document], about: Sequence[frozenset[str]]) -> None:
        self._bags: dict[str, list[tuple[frozenset[str], int]]] = {}  # kind -> words of names, document
        for at, document in enumerate(documents):
            names = [frozenset(fold_name(name).split()) for name in names_of(document)]
            for kind in kinds_of(document):
                self._bags.setdefault(kind, []).extend((bag - {kind}, at) for bag in (*names, about[at]))
        self._words: Mapping[str, frozenset[str]] = {
            kind: frozenset().union(*(bag for bag, _ in bags)) for kind, bags in self._bags.items()
        }
        self._known = frozenset().union(*about)

    def find(self, question: str, words: Sequence[Word]) -> Description | None:
        """The documents that a kind and the words beside it fit best: "protocol on smuggling"."""
        best, description = (0, 0.0), None
        for at, word in enumerate(words):
            if word.value not in self._bags:
                continue
            first, last = self._around(question, words, at)
            asked = frozenset(each.value for each in words[first : last + 1]) - {word.value}
            if first == at and not _is_noun(question, word, described=bool(asked)):
                continue
            share, documents = self.fitting(word.value, asked)
            if (whose := self._whose(question, words, first)) is not None:
                share, documents, first = 0.0, (), whose
            elif (share < CLEAR or not asked) and (
                strange := self._strange_beside(question, words, first, last)
            ):
                share, documents, (first, last) = 0.0, (), strange
            if description is None or (len(asked), share) > best:
                best = (len(asked), share)
                description = Description(documents, words[first].start, words[last].end)
        return description

    def fitting(self, kind: str, asked: frozenset[str]) -> tuple[float, tuple[int, ...]]:
        """The documents of a kind whose names have all the words, those with the fewest others; with the share of the words."""
        shares: dict[int, float] = {}
        for bag, at in self._bags.get(kind, ()):
            if asked <= bag:
                shares[at] = max(shares.get(at, 0.0), (len(asked) + 1) / (len(bag) + 1) if asked else 1.0)
        most = max(shares.values(), default=0.0)
        return most, tuple(sorted(at for at, share in shares.items() if share == most))

    def _around(self, question: str, words: Sequence[Word], at: int) -> tuple[int, int]:
        """The first and last word of the description around the kind of document at `at`."""
        known = self._words[words[at].value]
        first = last = at
        while first and words[first - 1].value in known and adjoin(question, words[first - 1], words[first]):
            first -= 1
        while (
            last + 1 < len(words)
            and words[last + 1].value in known
            and adjoin(question, words[last], words[last + 1])
        ):
            last += 1
        return first, last

    def _whose(self, question: str, words: Sequence[Word], first: int) -> int | None:
        """The word before a description that is another organisation's initials: "ASEAN anti-trafficking convention"."""
        at = first
        while at and not question.isupper() and adjoin(question, words[at - 1], words[at]):
            at -= 1
            written = question[words[at].start : words[at].end]
            if written.lower() not in ("anti", "counter"):
                strange = written.isupper() and len(written) > 2 and words[at].value not in self._known
                return at if strange else None
        return None

    def _strange_beside(
        self, question: str, words: Sequence[Word], first: int, last: int
    ) -> tuple[int, int] | None:
        """The description with a word beside it that no name has: "the Genocide Convention"; None without one."""
        left = first
        while (
            left
            and is_strange(words[left - 1].value)
            and words[left - 1].value not in self._known
            and not question[words[left - 1].end : words[left].start].strip(" -")
        ):
            left -= 1
        if left < first:
            return left, last
        if last + 1 < len(words) and is_strange(words[last + 1].value):
            between = question[words[last].end : words[last + 1].start].lower()
            if _ABOUT.fullmatch(between):
                last += 1
                while (
                    last + 1 < len(words)
                    and is_strange(words[last + 1].value)
                    and adjoin(question, *words[last : last + 2])
                ):
                    last += 1
                return first, last
        return None


def _is_noun(question: str, kind: Word, *, described: bool) -> bool:
    """Whether a kind with no word before it names a document: "report on lamps" may be a verb, "the report" is none."""
    if kind.value in INSTRUMENTS or (described and kind.value == "resolution"):
        return True
    return bool(POINTING.search(question[: kind.start].lower()))


def adjoin(question: str, one: Word, two: Word) -> bool:
    """Whether only small words stand between two words, no comma or other sign."""
    return _JOINED.fullmatch(question, one.end, two.start) is not None
