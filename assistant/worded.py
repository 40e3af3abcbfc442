"""Provisions named by words alone: "the recommendations", "recommendation 13", "model strategy No. 11", a table, its row.

Pure. All that a request says beside its words of asking must be such a name;
what says more is a question. Numbered provisions are the provision table's
business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest import Document, Paragraph, parse_label, roman

from .name_words import fold_name
from .tokens import ORDINALS, place_in
from .units import ASKING, CONTAINERS, is_unit

Words = tuple[str, ...]

_ROWS = frozenset(str.split("row rows entry entries cell line lines"))
_TABLES = frozenset(str.split("table tables list timeline glossary abbreviations acronyms"))
_HEADINGS = frozenset(str.split("section heading headed subheading entitled titled chapter part"))
_ARTICLES = frozenset(("article", "art"))
_ON = frozenset(str.split("about on say says said concerning regarding deal deals cover covers"))
_UNSAID = _ROWS | frozenset(
    str.split(
        "no nr number table tables list heading headed subheading bullet bullets definition definitions"
    )
)
_UNSHOWN = ("heading", "furniture", "note")
_LABEL = re.compile(r"(?:annex|chapter|part|section|article)\s+[\dIVXLC]+\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a request says besides its words of asking.

    words    its other words, folded, numbers as digits
    row      whether it speaks of a row
    table    whether it speaks of a table, or names one by what it is: "abbreviations"
    heading  whether it speaks of a section or heading
    article  whether it speaks of an article
    topical  whether it asks what is said about something, which may be said anywhere
    """

    words: Words
    row: bool
    table: bool
    heading: bool
    article: bool
    topical: bool


def read_wording(text: str) -> Wording:
    """The wording of a request without its document's name.

    >>> read_wording("what is recommendation XIII").words
    ('recommendation', '13')
    """
    said = {word.lower() for word in re.findall(r"\w+", text)}
    return Wording(
        _key(text),
        row=bool(said & _ROWS),
        table=bool(said & _TABLES),
        heading=bool(said & _HEADINGS),
        article=bool(said & _ARTICLES),
        topical=bool(said & _ON),
    )


def _key(text: str) -> Words:
    words = [word for word in re.findall(r"[^\W_]+(?:[’'][^\W_]+)?", text) if _says(word.lower())]
    folded = fold_name(" ".join(words)).split()
    return tuple(str(roman(word)) if at and roman(word) else word for at, word in enumerate(folded))


def _says(word: str) -> bool:
    return word not in _UNSAID and word not in ASKING and not is_unit(word)


class Worded:
    """What one document has by names of words. The document with its paragraphs."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def find(self, asked: Wording) -> tuple[Paragraph, ...]:
        """The section, item, table or row that the wording is the name of; () when it is none's."""
        if not asked.words:
            return ()
        if asked.row:
            return self._rows(asked.words) or self._table(asked.words)
        table = self._table(asked.words) if asked.table else ()
        found = table or self._section(asked) or self._item(asked.words)
        return found or (self._rows(asked.words) if asked.table else ())

    # -- sections and their items -----------------------------------------------------------

    @cached_property
    def _headings(self) -> dict[Words, list[Paragraph]]:
        """Key of a heading, whole and up to its colon -> the headings that have it."""
        found: dict[Words, list[Paragraph]] = {}
        for each in self._document.paragraphs:
            if each.kind == "heading" and each.section:
                for key in dict.fromkeys(map(_key, _names(each.text))):
                    found.setdefault(key, []).append(each)
        found.pop((), None)
        return found

    def _section(self, asked: Wording) -> tuple[Paragraph, ...]:
        headings = [each for each in self._headings.get(asked.words, ()) if _may_be_meant(each, asked)]
        return tuple(dict.fromkeys(each for heading in headings for each in self._under(heading)))

    def _under(self, heading: Paragraph) -> Iterator[Paragraph]:
        """What stands under a heading and the headings below it, notes aside."""
        for each in self._document.paragraphs[heading.position + 1 :]:
            if each.kind not in ("furniture", "note"):
                if each.section[: len(heading.section)] != heading.section:
                    return
                if each.kind not in _UNSHOWN:
                    yield each

    def _item(self, words: Words) -> tuple[Paragraph, ...]:
        """The item of the list under "Recommendations" for "recommendation 13" and "the last recommendation"."""
        ordinal = ORDINALS.get(words[0], "")
        if len(words) < 2 or not (ordinal or words[-1].isdigit()):
            return ()
        name, number = (words[1:], ordinal) if ordinal else (words[:-1], words[-1])
        under = [each for heading in self._headings.get(name, ()) for each in self._under(heading)]
        items = {each.id for each in under if each.kind == "item"}
        tops = [each for each in under if each.id in items and each.parent not in items]
        place = place_in(f"#{number}", len(tops))
        return () if place is None else tuple(tops[place : place + 1])

    # -- tables -----------------------------------------------------------------------------

    @cached_property
    def _tables(self) -> dict[str, list[tuple[frozenset[str], Paragraph]]]:
        """Name of a table -> the words of each row's header, and the row."""
        tables: dict[str, list[tuple[frozenset[str], Paragraph]]] = {}
        for each in self._document.paragraphs:
            if each.kind == "row":
                steps = dict(each.locator.steps)
                header = frozenset(_key(steps.get("row", "")))
                tables.setdefault(steps.get("table", ""), []).append((header, each))
        return tables

    @cached_property
    def _table_keys(self) -> dict[str, Words]:
        return {name: _key(re.sub(r"\s\(\d+\)$", "", name)) for name in self._tables}

    @cached_property
    def _title(self) -> frozenset[str]:
        return frozenset(_key(self._document.title))

    def _table(self, words: Words) -> tuple[Paragraph, ...]:
        """The rows of the table of that name, or of the one whose name has all the words."""
        named = [name for name, key in self._table_keys.items() if key == words]
        having = [name for name, key in self._table_keys.items() if set(words) <= set(key)]
        chosen = named or (having if len(having) == 1 else [])
        return tuple(row for name in chosen for _, row in self._tables[name])

    def _rows(self, words: Words) -> tuple[Paragraph, ...]:
        """The rows whose header is said, with nothing beside it but words of the table's or the document's name."""
        said = frozenset(words)
        found = [
            (len(header), row)
            for name, rows in self._tables.items()
            for header, row in rows
            if header and header <= said and said - header <= self._title.union(self._table_keys[name])
        ]
        longest = max((size for size, _ in found), default=0)
        return tuple(row for size, row in found if size == longest)


def _may_be_meant(heading: Paragraph, asked: Wording) -> bool:
    """Whether a heading is one that the wording may speak of; a topic is asked about more often than its section."""
    steps = heading.locator.steps
    if steps and steps[0][0] == "article":
        return asked.article
    if steps and steps[-1][0] in CONTAINERS:
        return asked.heading
    return asked.heading or not asked.topical or asked.words[-1].isdigit()


def _names(heading: str) -> Iterator[str]:
    """A heading without its number, whole and up to its colon, and as it stands: "A. Introduction", "Topic 2: Fog"."""
    labels = parse_label(heading)
    words = _LABEL.sub("", heading[labels[0].end :] if labels else heading, count=1)
    yield words
    yield words.partition(":")[0]
    yield heading
