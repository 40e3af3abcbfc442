"""Abbreviations: what a library's documents shorten, learnt from their text, for a question that writes it otherwise.

Three places tell: a bracket after the full name whose letters fit its words, a row of
a table of abbreviations, and a definition ("hereinafter"). The names of documents are
left to `names`; an abbreviation that the library nowhere spells out is not known here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from index import Library
from ingest import Paragraph

from .name_words import split_words
from .names import Names

_MOST = 2  # additions to one question
_LOOSE = 4  # letters of an abbreviation in which words of its name may be passed over
_PASSED = 2  # of those words
_LONGEST = (
    12  # words of a full name, letters of an abbreviation: fitting them takes all ways to share them out
)
_LONG = 8  # words of a full name that is added: a longer one outweighs the question
_RARE = 20  # paragraphs with an abbreviation that are found by it alone
_TWICE = 2  # paragraphs with nothing but the abbreviation: one may mean another thing by the same letters
_FORM = re.compile(r"\b([A-Z][\w&/-]*[A-Z0-9])s?\b")
_BRACKET = re.compile(r"[(\[][\"“‘']?([A-Z][\w&/-]*[A-Z][\w&/-]*?)s?[\"”’']?[)\]]")
_HEREINAFTER = re.compile(
    r"\(here(?:in)?after\s+(?:(?:referred to as|called)\s+)?(?:the\s+)?[\"“‘']([A-Z][\w&/-]*[A-Z])[\"”’']"
)
_HEADING = re.compile(r"\b(?:abbreviations|acronyms)\b", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_SMALL = frozenset(str.split("a an and against de des du et for from in la of on or the to with"))
# Only such questions are worth reading the whole library for: small words may stand between two capitals
_MAY = re.compile(rf"{_FORM.pattern}|\b[A-Z]\w+[\s-]+(?:(?:and|for|in|of|on|the|to)\s+)*[A-Z]\w", re.ASCII)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation of a library.

    full   the name that it mostly stands for there
    alone  number of paragraphs that have it without that name
    """

    short: str
    full: str
    alone: int

    @property
    def is_added(self) -> bool:
        """Whether a question with the abbreviation gains by the full name."""
        return self.alone < _RARE and len(self.full.split()) <= _LONG


class Abbreviations:
    """The abbreviations of one library. Its paragraphs are read for them once, whatever the number of starts."""

    def __init__(self, library: Library, names: Names) -> None:
        self._library = library
        self._names = names

    def warm(self) -> None:
        """Reads the paragraphs now, so that no question waits for it."""
        assert self._by_first_word is not None

    def expand(self, question: str) -> str:
        """The question with the full name after an abbreviation, and the abbreviation after a full name.

        Itself when none applies. At most two are added; none for a document's name, and
        none where the library has what the question writes often enough to be found by it.
        """
        if not _MAY.search(question):
            return question
        found = (each for each in self._found(question) if not self._is_document(each[0]))
        for (_, end, addition), _ in sorted(zip(found, range(_MOST), strict=False), reverse=True, key=_place):
            question = f"{question[:end]} ({addition}){question[end:]}"
        return question

    def full(self, short: str) -> str:
        """The name that an abbreviation mostly stands for; "" for one that the library nowhere spells out."""
        known = self._known.get(short)
        return known.full if known else ""

    def _found(self, question: str) -> Iterator[tuple[Abbreviation, int, str]]:
        """Abbreviations in the question, where their form in it ends, and the other form."""
        written = {each[1]: each.end() for each in _FORM.finditer(question)}
        named = self._named(question)
        for short, end in written.items():
            known = self._known.get(short)
            if known and known.is_added and short not in named:
                yield known, end, known.full
        for short, end in named.items():
            if short not in written and self._known[short].alone >= _TWICE:
                yield self._known[short], end, short

    def _named(self, question: str) -> dict[str, int]:
        """The abbreviations whose full names stand in the question, with the end of each."""
        words = split_words(question)
        named: dict[str, int] = {}
        for at, word in enumerate(words):
            for key, short in self._by_first_word.get(word.value, ()):
                if tuple(each.value for each in words[at : at + len(key)]) == key:
                    named.setdefault(short, words[at + len(key) - 1].end)
                    break
        return named

    def _is_document(self, known: Abbreviation) -> bool:
        """Whether one of the two forms is, as a whole, the name of a document."""
        namings = (self._names.find(each, forgiving=False) for each in (known.short, known.full))
        return any(naming.documents and not naming.rest for naming in namings)

    # -- tables -----------------------------------------------------------------------------

    @cached_property
    def _known(self) -> dict[str, Abbreviation]:
        known = self._library.keep("abbreviations", _rules(), self._learn)
        return {short: Abbreviation(short, full, alone) for short, full, alone in known}

    def _learn(self) -> list[tuple[str, str, int]]:
        documents = (self._library.document(each.id) for each in self._library.documents)
        known = learn(paragraph for document in documents for paragraph in document.paragraphs)
        return [(each.short, each.full, each.alone) for each in known]

    @cached_property
    def _by_first_word(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """First word of the full names -> the words of each and its abbreviation, the longest first."""
        table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for each in self._known.values():
            key = tuple(word.value for word in split_words(each.full))
            table.setdefault(key[0], []).append((key, each.short))
        for keys in table.values():
            keys.sort(key=lambda entry: -len(entry[0]))
        return table


def _rules() -> str:
    """Differs when anything in this file does."""
    return sha256(Path(__file__).read_bytes()).hexdigest()


def _place(found: tuple[tuple[Abbreviation, int, str], int]) -> int:
    return found[0][1]


def learn(paragraphs: Iterable[Paragraph]) -> tuple[Abbreviation, ...]:
    """The abbreviations that paragraphs spell out; of several full names the one that comes most often."""
    spelt: dict[str, Counter[str]] = {}
    standing: Counter[str] = Counter()
    explained: Counter[str] = Counter()
    for paragraph in paragraphs:
        pairs = {short: full for short, full in _pairs(paragraph) if not _ROMAN.fullmatch(short)}
        for short, full in pairs.items():
            spelt.setdefault(short, Counter())[full] += 1
        explained.update(pairs.keys())
        standing.update(set(_FORM.findall(paragraph.text)))
    return tuple(
        Abbreviation(short, names.most_common(1)[0][0], max(0, standing[short] - explained[short]))
        for short, names in spelt.items()
        if short != "UN"  # stands everywhere, and is one word with "United Nations" already
    )


def _pairs(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Each abbreviation that a paragraph spells out, with its full name."""
    text = paragraph.text
    if paragraph.kind == "row" and "\t" in text and _HEADING.search(_over(paragraph)):
        short, full = (cell.strip() for cell in text.split("\t")[:2])
        full = re.sub(r"\s*\(.*", "", full)
        if (form := _FORM.fullmatch(short)) and len(short) < len(full) and _WORD.search(full):
            yield form[1], full
    elif "(" in text or "[" in text:
        for pattern in (_BRACKET, _HEREINAFTER):
            for found in pattern.finditer(text):
                if full := full_name(found[1], text[max(0, found.start() - 200) : found.start()]):
                    yield found[1], full


def _over(paragraph: Paragraph) -> str:
    """What stands over a table: the nearest heading and the caption in its locator."""
    return " ".join((*paragraph.section[-1:], paragraph.locator.shown))


def full_name(short: str, before: str) -> str:
    """The words at the end of a text that an abbreviation is made of; "" when they do not fit it.

    >>> full_name("HMC", "It is run by the Harbour Masters' Council ")
    "Harbour Masters' Council"
    """
    letters = re.sub(r"[\W_]", "", short).lower()
    words = list(_WORD.finditer(before))[-_LONGEST:]
    if not 0 < len(letters) <= _LONGEST or not words or re.search(r"[.;:)\]]", before[words[-1].end() :]):
        return ""
    values = [word[0].lower() for word in words]
    for passed in range(_PASSED + 1 if len(letters) >= _LOOSE else 1):
        for at in range(len(words) - 2, -1, -1):
            begins = values[at][0] == letters[0] and values[at] not in _SMALL
            named = passed == 0 or words[at][0][0].isupper()
            if begins and named and _fits(letters, values[at:], passed):
                return before[words[at].start() : words[-1].end()]
    return ""


def _fits(letters: str, words: Sequence[str], passed: int = 0) -> bool:
    """Whether the letters are the beginnings of the words in order, of small words or not.

    passed  other words that may have no letter
    """
    if not words:
        return not letters
    if words[0] in _SMALL and _fits(letters, words[1:], passed):
        return True
    if "-" in words[0] and _fits(letters, [*words[0].split("-"), *words[1:]], passed):
        return True
    if passed and _fits(letters, words[1:], passed - 1):
        return True
    sizes = range(1, min(len(letters), len(words[0])) + 1)
    return any(words[0].startswith(letters[:n]) and _fits(letters[n:], words[1:], passed) for n in sizes)
