"""Names: which documents of a library a question names, as users write them, typing errors included.

A name is a document's title, symbol, short name or alias, looked up in a table
of words. Where none is written out, a description counts ("the corruption
convention"): a kind of document with words that its names have. Misspelt words
are mended by the vocabulary of the names before both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest import Document

from .name_words import SMALL, Word, fold_name, split_words
from .spelling import Spelling
from .units import ASKING, is_unit

_INSTRUMENTS = frozenset(
    str.split("convention protocol treaty charter statute covenant agreement declaration")
)
_KINDS = _INSTRUMENTS | frozenset(str.split("resolution report paper guide note letter"))
_POINTING = re.compile(r"\b(?:the|this|that|said|present)\s+$")
_JOINED = re.compile(
    r"[\s\-'’]*(?:(?:the|an?|of|on|in|for|to|and|or|by|with|against|united nations|un)[\s\-]+)*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s+(?:(?:on|against|for|of|relating to|concerning|to|in)\s+)+(?:the\s+)?")
_CLEAR = 0.5  # share of a name's words that leaves no doubt which document is described
_AROUND = re.compile(r"\s+of the (?:united nations|un)\b", re.IGNORECASE)
_UN_BEFORE = re.compile(r"\b(?:un|united nations)\s+$", re.IGNORECASE)
__all__ = ["Names", "Naming", "fold_name", "names_of"]


_AND = re.compile(r"[\s,;/]*(?:(?:and|or|vs\.?|versus|&)\s+)?(?:in\s+)?(?:the\s+)?", re.IGNORECASE)
_LOOKS_IN = re.compile(r"\b(?:in|according to)\s+(?:the\s+)?$", re.IGNORECASE)


# what a paper written for a Model UN is called, whatever its title
_MODEL_UN = [
    f"{who} {what}"
    for who in ("Model UN", "MUN", "Model United Nations", "delegate's")
    for what in ("paper", "background paper", "guide", "background guide", "study guide", "report")
]


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
        if found is None and forgiving:
            mended = [Word(self._spelling.mend(word.value), word.start, word.end) for word in words]
            found = self._longest(question, mended, exact=False) or self._described(question, mended)
        return found or Naming((), rest=question)

    def described_by(self, words: Iterable[str]) -> tuple[Document, ...]:
        """The documents whose names have all the words, as "Palermo" in "article 5, Palermo"; () for no words."""
        asked = frozenset(fold_name(" ".join(words)).split())
        return tuple(
            each for each, about in zip(self.documents, self._about, strict=True) if asked and asked <= about
        )

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
                _words_about(document), *(fold_name(name).split() for name in names_of(document))
            )
            for document in self.documents
        ]

    @cached_property
    def _bags(self) -> dict[str, list[tuple[frozenset[str], int]]]:
        """Kind of document -> the words of each name of that kind, with the document's index."""
        bags: dict[str, list[tuple[frozenset[str], int]]] = {}
        for at, document in enumerate(self.documents):
            names = [frozenset(fold_name(name).split()) for name in names_of(document)]
            for kind in _kinds_of(document):
                bags.setdefault(kind, []).extend((bag - {kind}, at) for bag in (*names, self._about[at]))
        return bags

    @cached_property
    def _described_by(self) -> dict[str, frozenset[str]]:
        return {kind: frozenset().union(*(bag for bag, _ in bags)) for kind, bags in self._bags.items()}

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling({word for key in self._table for word in key} | _KINDS)

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
        window = words[at : at + size]
        end = self._end_of_description(question, words, at + size, self._table[_values(window)])
        return self._naming(self._table[_values(window)], question, window[0].start, end, exact=exact)

    def _end_of_description(
        self, question: str, words: Sequence[Word], at: int, indices: Sequence[int]
    ) -> int:
        """Where a name ends with what describes it further: "the SIPRI report", "the paper on extradition"."""
        about = frozenset().union(*(self._about[each] for each in indices)) - {"supplementing"} | _KINDS
        while (
            at < len(words)
            and words[at].value in about
            and not is_unit(words[at].value)
            and _adjoin(question, words[at - 1], words[at])
            and not self._begins_name(words, at)
            and not _is_another(question, words, at)
        ):
            at += 1
        return words[at - 1].end

    def _begins_name(self, words: Sequence[Word], at: int) -> bool:
        keys = self._by_first_word.get(words[at].value, ())
        return any(
            _values(words[at : at + len(key)]) == key and (len(key) > 1 or key[0] not in _KINDS)
            for key in keys
        )

    def _may_stand(self, key: tuple[str, ...], question: str, words: Sequence[Word]) -> bool:
        """A kind of document alone is a name only with an article before it, two letters only as capitals."""
        written = question[words[0].start : words[-1].end]
        if key[0] in _KINDS and len(key) == 1:
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
            and _is_strange(words[left - 1])
            and not question[words[left - 1].end : words[left].start].strip(" -")
        ):
            left -= 1
        if left < first:
            return left, last
        if last + 1 < len(words) and _is_strange(words[last + 1]):
            between = question[words[last].end : words[last + 1].start].lower()
            if _ABOUT.fullmatch(between):
                last += 1
                while (
                    last + 1 < len(words)
                    and _is_strange(words[last + 1])
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
        words[at].value in _KINDS
        and re.search(r"\b(?:and|or|vs|versus)\b", between, re.IGNORECASE) is not None
    )


def _is_strange(word: Word) -> bool:
    return (
        word.value.isalpha() and len(word.value) > 2 and word.value not in ASKING and not is_unit(word.value)
    )


def _is_noun(question: str, kind: Word, *, described: bool) -> bool:
    """Whether a kind with no word before it names a document: "report on lamps" may be a verb, "the report" is none."""
    if kind.value in _INSTRUMENTS or (described and kind.value == "resolution"):
        return True
    return bool(_POINTING.search(question[: kind.start].lower()))


def _kinds_of(document: Document) -> frozenset[str]:
    """The kinds of document that it is called: "protocol", "paper" and "report"."""
    if document.genre == "resolution":
        # further on, its title may speak of other documents
        return frozenset({"resolution", *fold_name(document.title).split()[:5]}) & _KINDS
    heads = (
        next((word for word in fold_name(name).split() if word in _KINDS), "") for name in names_of(document)
    )
    return frozenset(heads) - {""} | ({"treaty"} if document.genre == "treaty" else set())


def _adjoin(question: str, one: Word, two: Word) -> bool:
    """Whether only small words stand between two words, no comma or other sign."""
    return _JOINED.fullmatch(question, one.end, two.start) is not None


def _values(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


def _words_about(document: Document) -> frozenset[str]:
    """Words besides its names by which a document is described: authors, publisher, year."""
    text = " ".join((*document.authors, document.publisher or "", (document.date or "")[:4]))
    return frozenset(fold_name(text).split())


def searched_in(question: str, namings: Sequence[Naming]) -> list[Naming]:
    """Of the documents that a question names, those that it asks to look in, where it says so of any.

    "What is said of the Convention in the report" looks in the report; "how do the
    Convention and the report differ" in both.
    """
    located: list[Naming] = []
    for each in namings:
        before = question[: each.start]
        joined = located and _AND.fullmatch(question[located[-1].end : each.start])
        if joined or _LOOKS_IN.search(before):
            located.append(each)
    return located or list(namings)


def names_of(document: Document) -> tuple[str, ...]:
    """Every name that a document goes by; sources and titles included."""
    stem = re.sub(r"\.\w{2,8}$", "", document.source.rsplit("/", 1)[-1])
    names = [document.title, *document.aliases, document.source, stem]
    if document.genre == "delegate":
        names += _MODEL_UN
    if document.genre == "paper" and document.publisher:
        names.append(document.publisher)
    if document.symbol:
        names += [document.symbol, *_short_symbols(document.symbol)]
    return tuple(dict.fromkeys(names))


def _short_symbols(symbol: str) -> Iterator[str]:
    """A/RES/79/190 is "79/190" too."""
    if "/RES/" in symbol:
        number = symbol.split("/RES/")[1]
        yield f"resolution {number}"
