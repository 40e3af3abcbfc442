"""Names: which documents of a library a question names, as users write them, typing errors included.

A name is a document's title, symbol, short name or alias, looked up in a table
of words. Where none is written out, a description counts ("the corruption
convention"): a kind of document with words that its names have. Misspelt words
are mended by the vocabulary of the names before both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest import Document

from .described_names import CLEAR, POINTING, DescribedNames, Description, adjoin
from .document_names import KINDS, initialled, names_of, words_about
from .name_words import PAIRS, SMALL, Word, fold_name, shorten, split_words
from .near_names import NearNames
from .plain_words import reword
from .spelling import Spelling
from .units import ASKING, counts_provisions

_SHARED = re.compile(
    r"\b([\w-]+)\s*(?:,|\band\b|\bor\b|&|(?P<against>/|\bvs\b\.?|\bversus\b))\s*(?:the\s+)?$", re.IGNORECASE
)
_MOST_NAMED = 6  # documents looked for in one question
_LOOSE = frozenset(
    {"resolution", "note", "letter"}
)  # kinds of which a library has many, alike by their words
_WRITINGS = frozenset({"report", "paper", "guide"})
_DOES = re.compile(r"\b(?:do|does|did|should|must|shall|to|will|would|can|may)\s+$", re.IGNORECASE)
_SHORT = 6  # letters of a word that a library may have beside a name like it: "keep" beside "Kemp"
_STEM = 5  # letters of a word that tell which word of a name is meant: "terror" for "terrorist"
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
    """The names of a library's documents. Its tables are made at the first question.

    words  the words that the library writes, lower case: a short one of them is no name misspelt
    """

    def __init__(self, documents: Sequence[Document], words: Callable[[], Iterable[str]] = tuple) -> None:
        self.documents = tuple(documents)
        self._list_words = words

    def find_all(self, question: str, limit: int = _MOST_NAMED) -> tuple[Naming, ...]:
        """The documents named, one Naming for each name, in the order of the question."""
        found: list[Naming] = []
        left = question
        while len(found) < limit:
            naming = self.find(left, forgiving=not found)
            if not naming.name:
                break
            found.append(naming)
            left = _blanked(left, naming)
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
            found = self._longest(question, mended, exact=False) or self._as_naming(
                self._described.find(question, mended), question
            )
        return found or Naming((), rest=question)

    def find_more(self, question: str, found: Sequence[Naming]) -> tuple[Naming, ...]:
        """The namings, with documents beside them that are only described: "the Canal Treaty and the corruption convention"."""
        namings = [*found, *(each for naming in found if (each := self._sharing_kind(question, naming)))]
        left = question
        for each in namings:
            left = _blanked(left, each)
        for _ in range(_MOST_NAMED):
            words = [Word(self._mend_freely(word.value), word.start, word.end) for word in split_words(left)]
            words = [word for word in words if word.value not in SMALL]
            naming = self._as_naming(self._described.find(left, words), left)
            if naming is None:
                break
            left = _blanked(left, naming)
            said = fold_name(naming.name).split()
            if len(naming.documents) == 1 and len(said) > 1 and not KINDS.difference(_LOOSE).isdisjoint(said):
                namings.append(naming)
        return tuple(sorted(namings, key=lambda naming: naming.start))

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
    def _described(self) -> DescribedNames:
        return DescribedNames(self.documents, self._about)

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
    def _written(self) -> frozenset[str]:
        return frozenset(self._list_words())

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
        mended = self._spelling.mend(word)
        is_word = len(word) <= _SHORT and mended not in (word, word[:-1]) and word in self._written
        return word if is_word else mended

    def _mend_freely(self, word: str) -> str:
        """A word as names have it, also where they have it with another ending, or by its term in law: "guns"."""
        if word in self._words or word in KINDS:
            return word
        if (term := fold_name(reword(word))) in self._words:
            return term
        longer = [each for each in self._words if len(word) >= _STEM and each.startswith(word)]
        return min(longer, key=len) if longer else self._mend(word)

    def _sharing_kind(self, question: str, naming: Naming) -> Naming | None:
        """The document named before one of several kinds alike: the first of "the Canal and the Lake Protocols", "Canal vs Lake Protocol"."""
        *_, last = naming.name.split() or [""]
        kind = fold_name(last)
        before = _SHARED.search(question, 0, naming.start)
        if (
            before is None
            or (kind == last.lower() and not before["against"])
            or fold_name(before[1]) in KINDS
        ):
            return None
        share, documents = self._described.fitting(kind, frozenset({self._mend_freely(fold_name(before[1]))}))
        if share < CLEAR or len(documents) != 1:
            return None
        return self._naming(documents, question, *before.span(1), exact=False)

    # -- names written out ------------------------------------------------------------------

    def _longest(self, question: str, words: Sequence[Word], *, exact: bool = True) -> Naming | None:
        """The longest name that is written out, the first of equally long ones."""
        best: tuple[int, int] | None = None
        for at, word in enumerate(words):
            for key in self._by_first_word.get(word.value, ()):
                size = len(key)
                if best and size <= best[1]:
                    break
                if (
                    _values(words[at : at + size]) == key
                    and self._may_stand(key, question, words[at : at + size])
                    and not self._only_tells_which(key, question, words, at + size)
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
            and adjoin(question, words[at - 1], words[at])
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
                POINTING.search(question[: words[0].start].lower())
                or _UN_BEFORE.search(question[: words[0].start])
            )
        return len(" ".join(key)) > 2 or written.isupper()

    def _only_tells_which(self, key: tuple[str, ...], question: str, words: Sequence[Word], end: int) -> bool:
        """Whether a treaty's name stands before a kind that it is not: "the UNTOC paper" is a paper, not the treaty."""
        if any(self.documents[each].genre != "treaty" for each in self._table[key]):
            return False
        if _DOES.search(question[: words[end - len(key)].start]):
            return False  # "what does UNTOC report"
        for place in range(end, min(end + 2, len(words))):
            if question[words[place - 1].end : words[place].start].strip(" -"):
                return False
            if words[place].value in _WRITINGS:
                return True
        return False

    def _absent(self, question: str, words: Sequence[Word]) -> Naming | None:
        """The symbol of a document that the library does not have."""
        symbol = next((word for word in words if "/" in word.value and re.search(r"\d", word.value)), None)
        return self._naming((), question, symbol.start, symbol.end, exact=True) if symbol else None

    def _as_naming(self, description: Description | None, question: str) -> Naming | None:
        if description is None:
            return None
        return self._naming(description.documents, question, description.start, description.end, exact=False)

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


def _blanked(question: str, naming: Naming) -> str:
    return question[: naming.start] + " " * (naming.end - naming.start) + question[naming.end :]


def _values(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.value for word in words)
