"""Names: which documents of a library a question names, as users write them, typing errors included.

A name is a document's title, symbol, short name or alias, looked up in a table
of words. Where none is written out, a description counts ("the corruption
convention"): a kind of document with words that its names have. Misspelt words
are mended by the vocabulary of the names before both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest import Document

from .document_names import INSTRUMENTS, KINDS, initialled, kinds_of, names_of, words_about
from .name_words import PAIRS, SMALL, Word, fold_name, shorten, split_words
from .near_names import NearNames
from .spelling import Spelling
from .units import ASKING, counts_provisions, is_strange

_POINTING = re.compile(r"\b(?:the|this|that|said|present|\w+['’]s|\w+s['’])\s+$")
_JOINED = re.compile(
    r"[\s\-'’]*(?:(?:the|an?|of|on|in|for|to|and|or|by|with|against|united nations|un)[\s\-]+)*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s+(?:(?:on|against|for|of|relating to|concerning|to|in)\s+)+(?:the\s+)?")
_CLEAR = 0.5  # share of a name's words that leaves no doubt which document is described
_AROUND = re.compile(r"\s+of the (?:united nations|un)\b", re.IGNORECASE)
_UN_BEFORE = re.compile(r"\b(?:un|united nations)\s+$", re.IGNORECASE)
__all__ = ["Names", "Naming", "fold_name", "names_of"]


@dataclass(frozen=True, slots=True)
class Naming:
    """Documents that a question names.

    documents   all that fit the best name, in library order; () when none is
                named, or the name is the symbol of a document that is not there
    name        the name as the question writes it; "" when it names none
    rest        the question without the name
    exact       False when the name was misspelt or only described
    start, end  the name's span in the question
    """

    documents: tuple[Document, ...]
    name: str = ""
    rest: str = ""
    exact: bool = True
    start: int = 0
    end: int = 0


class Names:
    """The names of a library's documents. Its tables are made at the first question."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)

    def find_all(self, question: str, limit: int = 6) -> tuple[Naming, ...]:
        """The documents named, one Naming for each name, in the order of the question."""
        found: list[Naming] = []
        left = question
        while len(found) < limit:
            naming = self.find(left, forgiving=not found)
            if not naming.name:
                break
            found.append(naming)
            left = left[: naming.start] + " " * (naming.end - naming.start) + left[naming.end :]
        return tuple(sorted(found, key=lambda naming: naming.start))

    def find(self, question: str, *, forgiving: bool = True) -> Naming:
        """The documents that the longest name in the question stands for.

        forgiving  whether misspelt and described names count too
        """
        words = [word for word in split_words(question) if word.value not in SMALL]
        found = self._longest(question, words) or self._absent(question, words)
        if forgiving and (near := self._near(question, words, found)):
            return near
        if found is None and forgiving:
            mended = shorten([Word(self._mend(word.value), word.start, word.end) for word in words])
            mended = [word for word in mended if word.value not in SMALL]
            found = self._longest(question, mended, exact=False) or self._described(question, mended)
        return found or Naming((), rest=question)

    def described_by(self, words: Iterable[str]) -> tuple[Document, ...]:
        """The documents whose names have all the words, as "Palermo" in "article 5, Palermo"; () for no words."""
        asked = frozenset(fold_name(" ".join(words)).split())
        return tuple(
            each for each, about in zip(self.documents, self._about, strict=True) if asked and asked <= about
        )

    def is_about(self, word: str, document: Document) -> bool:
        """Whether a word is one of a document's names, or of its author's or publisher's."""
        return bool(fold_name(word)) and fold_name(word) in self._about_by_id[document.id]

    def spelt_out(self, short: str) -> tuple[str, ...]:
        """The words in titles and the names of bodies whose first letters an abbreviation is; () for a word in names."""
        if fold_name(short) in self._words:
            return ()
        return initialled(short, self.documents)

    # -- tables -----------------------------------------------------------------------------

    @cached_property
    def _table(self) -> dict[tuple[str, ...], list[int]]:
        """The words of a name -> indices of the documents that bear it."""
        table: dict[tuple[str, ...], list[int]] = {}
        for at, document in enumerate(self.documents):
            for name in names_of(document):
                key = tuple(fold_name(name).split())
                if key and at not in table.setdefault(key, []):
                    table[key].append(at)
        return table

    @cached_property
    def _by_first_word(self) -> dict[str, list[tuple[str, ...]]]:
        """First word -> the names that begin with it, longest first."""
        names: dict[str, list[tuple[str, ...]]] = {}
        for key in sorted(self._table, key=len, reverse=True):
            names.setdefault(key[0], []).append(key)
        return names

    @cached_property
    def _about(self) -> list[frozenset[str]]:
        """For each document all words of its names, and its authors, publisher and year."""
        return [
            frozenset().union(
                words_about(document), *(fold_name(name).split() for name in names_of(document))
            )
            for document in self.documents
        ]

    @cached_property
    def _about_by_id(self) -> dict[str, frozenset[str]]:
        return {each.id: about for each, about in zip(self.documents, self._about, strict=True)}

    @cached_property
    def _bags(self) -> dict[str, list[tuple[frozenset[str], int]]]:
        """Kind of document -> the words of each name of that kind, with the document's index."""
        bags: dict[str, list[tuple[frozenset[str], int]]] = {}
        for at, document in enumerate(self.documents):
            names = [frozenset(fold_name(name).split()) for name in names_of(document)]
            for kind in kinds_of(document):
                bags.setdefault(kind, []).extend((bag - {kind}, at) for bag in (*names, self._about[at]))
        return bags

    @cached_property
    def _described_by(self) -> dict[str, frozenset[str]]:
        return {kind: frozenset().union(*(bag for bag, _ in bags)) for kind, bags in self._bags.items()}

    @cached_property
    def _near_names(self) -> NearNames:
        return NearNames(self._table)

    @cached_property
    def _linking(self) -> Spelling:
        return Spelling(SMALL.union(*PAIRS))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for key in self._table for word in key)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._words.union(KINDS, *PAIRS))

    @cached_property
    def _short_words(self) -> dict[str, str]:
        """Words of four letters without their last; words so short have too many neighbours to be mended otherwise."""
        return {word[:-1]: word for word in sorted(self._words) if len(word) == 4}

    def _mend(self, word: str) -> str:
        if len(word) == 3 and word not in self._words | ASKING:
            return self._short_words.get(word, word)
        return self._spelling.mend(word)

    # -- names written out ------------------------------------------------------------------

    def _longest(self, question: str, words: Sequence[Word], *, exact: bool = True) -> Naming | None:
        """The longest name that is written out, the first of equally long ones."""
        best: tuple[int, int] | None = None
        for at, word in enumerate(words):
            for key in self._by_first_word.get(word.value, ()):
                size = len(key)
                if best and size <= best[1]:
                    break
                if _values(words[at : at + size]) == key and self._may_stand(
                    key, question, words[at : at + size]
                ):
                    best = (at, size)
                    break
        if best is None:
            return None
        at, size = best
        indices = self._of_year(words, at, at + size)
        last = self._end_of_description(question, words, at + size, indices)
        first = self._start_of_description(question, words, at, indices) if len(indices) > 1 else at
        described = frozenset(_values((*words[first:at], *words[at + size : last])))
        indices = [each for each in indices if described <= self._about[each]] or indices
        return self._naming(indices, question, words[first].start, words[last - 1].end, exact=exact)

    def _near(self, question: str, words: Sequence[Word], found: Naming | None) -> Naming | None:
        """A long name with an error in it, around or instead of one that is written out."""
        inner = [each for each in words if found and found.start <= each.start and each.end <= found.end]
        linked = (Word(self._linking.mend(word.value), word.start, word.end) for word in words)
        words = [word for word in shorten(list(linked)) if word.value not in SMALL]
        near = self._near_names.find(_values(words), longer_than=len(inner))
        if near is None:
            return None
        window = words[near[0] : near[0] + len(near[1])]
        if inner and not window[0].start <= inner[0].start < window[-1].end:
            return None
        return self._naming(self._table[near[1]], question, window[0].start, window[-1].end, exact=False)

    def _of_year(self, words: Sequence[Word], start: int, end: int) -> list[int]:
        """The documents of a name, or, with a year beside it that is not theirs, those that have its words and the year."""
        name = frozenset(_values(words[start:end]))
        indices = self._table[_values(words[start:end])]
        for word in (*words[max(0, start - 1) : start], *words[end : end + 1]):
            if re.fullmatch(r"(?:19|20)\d\d", word.value) and not any(
                word.value in self._about[each] for each in indices
            ):
                dated = [at for at, about in enumerate(self._about) if name | {word.value} <= about]
                return dated or indices
        return indices

    def _end_of_description(
        self, question: str, words: Sequence[Word], at: int, indices: Sequence[int]
    ) -> int:
        """The word after a name and what describes it further: "the SIPRI report", "the paper on extradition"."""
        about = frozenset().union(*(self._about[each] for each in indices)) - {"supplementing"} | KINDS
        while (
            at < len(words)
            and words[at].value in about
            and not counts_provisions(_values(words), at)
            and _adjoin(question, words[at - 1], words[at])
            and not self._begins_name(words, at)
            and not _is_another(question, words, at)
        ):
            at += 1
        return at

    def _start_of_description(
        self, question: str, words: Sequence[Word], at: int, indices: Sequence[int]
    ) -> int:
        """The first of the words right before a name that tell which of its documents it is: "the Lowmere report"."""
        about = frozenset().union(*(self._about[each] for each in indices))
        while at and words[at - 1].value in about and not counts_provisions(_values(words), at - 1):
            number = words[at - 1].value.isdigit() and len(words[at - 1].value) < 4
            if number or question[words[at - 1].end : words[at].start].strip(" -"):
                break
            at -= 1
        return at

    def _begins_name(self, words: Sequence[Word], at: int) -> bool:
        keys = self._by_first_word.get(words[at].value, ())
        return any(
            _values(words[at : at + len(key)]) == key and (len(key) > 1 or key[0] not in KINDS)
            for key in keys
        )

    def _may_stand(self, key: tuple[str, ...], question: str, words: Sequence[Word]) -> bool:
        """A kind of document alone is a name only with an article before it, two letters only as capitals."""
        written = question[words[0].start : words[-1].end]
        if key[0] in KINDS and len(key) == 1:
            return bool(
                _POINTING.search(question[: words[0].start].lower())
                or _UN_BEFORE.search(question[: words[0].start])
            )
        return len(" ".join(key)) > 2 or written.isupper()

    def _absent(self, question: str, words: Sequence[Word]) -> Naming | None:
        """The symbol of a document that the library does not have."""
        symbol = next((word for word in words if "/" in word.value and re.search(r"\d", word.value)), None)
        return self._naming((), question, symbol.start, symbol.end, exact=True) if symbol else None

    # -- names described --------------------------------------------------------------------

    def _described(self, question: str, words: Sequence[Word]) -> Naming | None:
        """The documents that a kind and the words beside it fit best: "protocol on smuggling"."""
        best, naming = (0, 0.0), None
        for at, word in enumerate(words):
            if word.value not in self._bags:
                continue
            first, last = self._around(question, words, at)
            asked = frozenset(_values(words[first : last + 1])) - {word.value}
            if first == at and not _is_noun(question, word, described=bool(asked)):
                continue
            share, documents = self._fitting(word.value, asked)
            if (share < _CLEAR or not asked) and (
                strange := self._strange_beside(question, words, first, last)
            ):
                share, documents, (first, last) = 0.0, [], strange
            if naming is None or (len(asked), share) > best:
                best = (len(asked), share)
                naming = self._naming(documents, question, words[first].start, words[last].end, exact=False)
        return naming

    def _around(self, question: str, words: Sequence[Word], at: int) -> tuple[int, int]:
        """The first and last word of the description around the kind of document at `at`."""
        known = self._described_by[words[at].value]
        first = last = at
        while first and words[first - 1].value in known and _adjoin(question, words[first - 1], words[first]):
            first -= 1
        while (
            last + 1 < len(words)
            and words[last + 1].value in known
            and _adjoin(question, words[last], words[last + 1])
        ):
            last += 1
        return first, last

    def _fitting(self, kind: str, asked: frozenset[str]) -> tuple[float, list[int]]:
        """The documents whose names have all the words, those with the fewest others; with the share of the words."""
        shares: dict[int, float] = {}
        for bag, at in self._bags[kind]:
            if asked <= bag:
                shares[at] = max(shares.get(at, 0.0), (len(asked) + 1) / (len(bag) + 1) if asked else 1.0)
        most = max(shares.values(), default=0.0)
        return most, sorted(at for at, share in shares.items() if share == most)

    def _strange_beside(
        self, question: str, words: Sequence[Word], first: int, last: int
    ) -> tuple[int, int] | None:
        """The description with a word beside it that no name has: "the Genocide Convention"; None without one."""
        left = first
        while (
            left
            and is_strange(words[left - 1].value)
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
                    and _adjoin(question, *words[last : last + 2])
                ):
                    last += 1
                return first, last
        return None

    def _naming(self, indices: Iterable[int], question: str, start: int, end: int, *, exact: bool) -> Naming:
        if around := _AROUND.match(question, end):
            end = around.end()
        if before := _UN_BEFORE.search(question[:start]):
            start = before.start()
        if possessive := re.match(r"['’]s\b", question[end:]):
            end += possessive.end()
        documents = tuple(self.documents[at] for at in indices)
        rest = f"{question[:start]} {question[end:]}".strip()
        return Naming(documents, question[start:end], rest, exact, start, end)


def _is_another(question: str, words: Sequence[Word], at: int) -> bool:
    """Whether a kind of document after "and" is a second one: "UNTOC and the Charter"."""
    between = question[words[at - 1].end : words[at].start]
    return (
        words[at].value in KINDS
        and re.search(r"\b(?:and|or|vs|versus)\b", between, re.IGNORECASE) is not None
    )


def _is_noun(question: str, kind: Word, *, described: bool) -> bool:
    """Whether a kind with no word before it names a document: "report on lamps" may be a verb, "the report" is none."""
    if kind.value in INSTRUMENTS or (described and kind.value == "resolution"):
        return True
    return bool(_POINTING.search(question[: kind.start].lower()))


def _adjoin(question: str, one: Word, two: Word) -> bool:
    """Whether only small words stand between two words, no comma or other sign."""
    return _JOINED.fullmatch(question, one.end, two.start) is not None


def _values(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.value for word in words)
