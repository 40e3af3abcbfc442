"""Names: which documents of a library a question names, as users write them, typing errors included.

A name is a document's title, symbol, short name or alias. Exact names are
looked up in a table; only when none is there are near ones (typing errors)
searched for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest import SYMBOL, Document

_SMALL = frozenset("the a an of on in for to and or by with against this that its".split())
_GENERIC = frozenset(
    "paper report document convention protocol treaty resolution charter statute note letter background".split()
)
_LEAST = 88.0  # per cent of letters that a misspelt name must share
_SHORTEST = 6  # letters that a name must have before errors in it are forgiven
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*$")


@dataclass(frozen=True, slots=True)
class Naming:
    """Documents that a question names.

    documents  all that fit the best name, in library order; () when none is named
    name       the name as the library has it
    rest       the question without the name
    exact      False when the name was misspelt
    """

    documents: tuple[Document, ...]
    name: str = ""
    rest: str = ""
    exact: bool = True


class Names:
    """The names of a library's documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)

    @cached_property
    def _table(self) -> dict[str, list[int]]:
        """Folded name -> indices of the documents that bear it."""
        table: dict[str, list[int]] = {}
        for at, document in enumerate(self.documents):
            for name in names_of(document):
                if key := fold_name(name):
                    bearers = table.setdefault(key, [])
                    if at not in bearers:
                        bearers.append(at)
        return table

    @cached_property
    def _longest(self) -> int:
        return max((len(key.split()) for key in self._table), default=0)

    @cached_property
    def _fuzzy(self) -> list[str]:
        return [key for key in self._table if len(key) >= _SHORTEST and key not in _GENERIC]

    def find_all(self, question: str, limit: int = 6) -> tuple[Naming, ...]:
        """The documents named, one Naming for each name, in the order of the question."""
        found: list[tuple[int, Naming]] = []
        rest = question
        while len(found) < limit:
            naming = self.find(rest, forgiving=not found)
            if not naming.documents:
                break
            found.append((_offset(question, naming, rest), naming))
            rest = naming.rest
        return tuple(naming for _, naming in sorted(found, key=lambda pair: pair[0]))

    def find(self, question: str, *, forgiving: bool = True) -> Naming:
        """The documents that the longest name in the question stands for."""
        words = list(_words(question))
        for size in range(min(self._longest + 3, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                key = " ".join(word for word, _, _ in words[at : at + size] if word not in _SMALL)
                if key in self._table and self._may_stand_alone(key, question, words[at : at + size]):
                    return self._naming(key, question, words[at][1], words[at + size - 1][2], exact=True)
        return self._find_near(question, words) if forgiving else Naming((), rest=question)

    def _may_stand_alone(self, key: str, question: str, words: Sequence[tuple[str, int, int]]) -> bool:
        """A generic word names a document only with an article before it: "the report"."""
        if key in _GENERIC:
            before = question[: words[0][1]].lower().rstrip()
            return before.endswith((" the", " this", "of the")) or words[0][0] == "the"
        written = question[words[0][1] : words[-1][2]]
        return len(key) > 2 or written.isupper()

    def _find_near(self, question: str, words: Sequence[tuple[str, int, int]]) -> Naming:
        from rapidfuzz import fuzz, process

        best: tuple[float, str, int, int] | None = None
        for size in range(min(6, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                window = words[at : at + size]
                if window[0][0] in _SMALL or window[-1][0] in _SMALL:
                    continue
                key = " ".join(word for word, _, _ in window if word not in _SMALL)
                if len(key) < _SHORTEST - 1 or key.isdigit() or "/" in key:
                    continue
                near = process.extractOne(key, self._fuzzy, scorer=fuzz.ratio, score_cutoff=_LEAST)
                if near and _numbers(near[0]) == _numbers(key) and (best is None or near[1] + size > best[0]):
                    best = (near[1] + size, near[0], window[0][1], window[-1][2])
        if best is None:
            return Naming((), rest=question)
        return self._naming(best[1], question, best[2], best[3], exact=False)

    def _naming(self, key: str, question: str, start: int, end: int, *, exact: bool) -> Naming:
        documents = tuple(self.documents[at] for at in self._table[key])
        rest = f"{question[:start]} {question[end:]}".strip()
        return Naming(documents, question[start:end], rest, exact)


def _offset(question: str, naming: Naming, rest: str) -> int:
    at = question.find(naming.name)
    return at if at >= 0 else len(question) - len(rest)


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def names_of(document: Document) -> tuple[str, ...]:
    """Every name that a document goes by; sources and titles included."""
    stem = re.sub(r"\.\w{2,8}$", "", document.source.rsplit("/", 1)[-1])
    names = [document.title, *document.aliases, document.source, stem]
    if document.symbol:
        names.append(document.symbol)
    return tuple(dict.fromkeys(names))


def fold_name(name: str) -> str:
    """A name without case, small words and punctuation, as names are compared."""
    return " ".join(word for word, _, _ in _words(name) if word not in _SMALL)


def _words(text: str) -> list[tuple[str, int, int]]:
    """Words in lower case with their spans; a document symbol is one word."""
    spans = [(found.start(), found.end()) for found in SYMBOL.finditer(text.upper())] if "/" in text else []
    spans = [(start, end) for start, end in spans if re.search(r"\d", text[start:end])]
    words = []
    at = 0
    for found in re.finditer(r"[^\W_]+(?:[’'][^\W_]+)?(?:/[^\W_]+)*", text):
        if found.start() < at:
            continue
        span = next(((start, end) for start, end in spans if start <= found.start() < end), found.span())
        word = text[span[0] : span[1]].lower().rstrip(".,;:")
        word = re.sub(r"['’]s$", "", word)
        words.append((re.sub(r"\s+\(\d{4}\)$", "", word) if "/" in word else word, span[0], span[1]))
        at = span[1]
    return words
