"""Crossings: where the references of a paragraph lead, into its own document or another of the library.

A reference names a document by its symbol, by a title or short name, or by a
word that the text has explained before ("the Convention"). It is resolved when
it is shown, because the document may come into the library later. Nothing is
guessed: what the library does not have, or the text leaves open, leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ingest import PROPER_NAME, Document, Paragraph, Reference

from .lookup import Lookup, provision_key
from .name_words import fold_name
from .names import names_of
from .provisions import Provision, parse_request

_KINDS = "Convention|Protocol|Charter|Statute|Covenant|Treaty|Agreement"
_NOUNS = frozenset(_KINDS.lower().split("|"))
_KIND = re.compile(rf"\b(?:{_KINDS})\b")
_WHOLE = re.compile(
    rf"[A-Z][\w’'-]+\s(?:{_KINDS})|(?:{_KINDS})\s(?:against|on|for|of|to|relating|concerning)\s"
)
_DEFINED = re.compile(rf"\([^()]{{0,40}}\b(?P<kind>{_KINDS})[”\"’']?,?\)")
_SHORT = re.compile(rf"\b(?:[Tt]he|its) (?P<kind>{_KINDS})\b")
_BRACKET = 4  # furthest from a name to the bracket that shortens it, in characters


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where one reference leads.

    document    the document meant, None when the library does not have it
    paragraphs  the paragraphs meant, in order, an article's heading for all of it;
                () when the whole document is meant, or it has no such place
    """

    reference: Reference
    document: Document | None = None
    paragraphs: tuple[Paragraph, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """The JSON contract's form (version 1)."""
        reference = self.reference
        return {
            "start": reference.start,
            "end": reference.end,
            "form": reference.form,
            "target": reference.target,
            "source": self.document.source if self.document else None,
            "locators": [each.locator.shown for each in self.paragraphs],
        }


@dataclass(frozen=True, slots=True)
class _Naming:
    """An instrument named in a text: its span there, the noun it goes by later ("Convention"), its whole name."""

    position: int
    start: int
    end: int
    kind: str
    name: str


class Crossings:
    """Resolves the references of one library. What it needs of a document is read when it is first asked for."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._namings: dict[str, tuple[_Naming, ...]] = {}
        self._definitions: dict[str, dict[str, str]] = {}

    def of(self, paragraph: Paragraph) -> tuple[Crossing, ...]:
        """Where each of a paragraph's references leads, in the order of the text."""
        return tuple(self._crossing(paragraph, each) for each in paragraph.references)

    # -- the document -----------------------------------------------------------------------

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {each.id: each for each in self._lookup.library.documents}

    def _whole(self, id: str) -> Document:
        """A document with its paragraphs."""
        return self._lookup.table(self._documents[id]).document

    @cached_property
    def _by_name(self) -> dict[str, Document]:
        """Folded name -> the one document that bears it; the first of several files of one document."""
        bearers: dict[str, list[Document]] = {}
        for document in self._documents.values():
            for name in dict.fromkeys(map(fold_name, names_of(document))):
                bearers.setdefault(name, []).append(document)
        return {
            name: found[0]
            for name, found in bearers.items()
            if name and len({each.symbol or each.title for each in found}) == 1
        }

    def _named(self, name: str) -> Document | None:
        return self._by_name.get(fold_name(name))

    def _crossing(self, paragraph: Paragraph, reference: Reference) -> Crossing:
        own = self._whole(paragraph.document)
        if reference.paragraph:
            there = tuple(each for each in own.paragraphs if each.id == reference.paragraph)
            return Crossing(reference, own, there)
        document = self._document(own, paragraph, reference)
        if document is None or reference.form in ("symbol", "resolution"):
            return Crossing(reference, document)
        return Crossing(reference, document, tuple(self._places(document, reference.target)))

    def _document(self, own: Document, paragraph: Paragraph, reference: Reference) -> Document | None:
        if reference.form == "note":
            return None
        if not reference.document:
            return self._unsaid(own, paragraph, reference)
        if _KIND.fullmatch(reference.document):
            return self._meant(own, paragraph, reference.start, reference.document)
        return self._named(reference.document)

    def _meant(self, own: Document, paragraph: Paragraph, start: int, kind: str) -> Document | None:
        """The document that "the Convention" stands for: as defined, as in the title, or the only one named so far."""
        if defined := self._definitions_in(own).get(kind):
            return self._named(defined)
        if titled := self._in_title(own, kind.lower()):
            return titled
        before = [each for each in self._before(own, paragraph.position, start) if each.kind == kind]
        near = [each for each in before if each.position == paragraph.position]
        if near or len({fold_name(each.name) for each in before}) == 1:
            return self._named((near or before)[-1].name)
        return None if before else self._by_name.get(fold_name(f"the {kind}"))

    def _unsaid(self, own: Document, paragraph: Paragraph, reference: Reference) -> Document | None:
        """An article without a document, in a document without articles: of the instrument named just before it."""
        if reference.form != "article" or self._lookup.table(own).counts(Provision("article", ("1",))):
            return None
        before = self._before(own, paragraph.position, reference.start)
        named = before[-1] if before and before[-1].position == paragraph.position else None
        short = list(_SHORT.finditer(paragraph.text, named.end if named else 0, reference.start))
        if short:
            return self._meant(own, paragraph, short[-1].start(), short[-1]["kind"])
        return self._named(named.name) if named else None

    def _in_title(self, own: Document, kind: str) -> Document | None:
        """The instrument of that noun in a document's title: itself, or the one that a protocol's title names."""
        words = fold_name(own.title).split()
        if own.genre == "treaty" and next((word for word in words if word in _NOUNS), "") == kind:
            return own
        names = [
            name
            for name, document in self._by_name.items()
            if document.id != own.id and kind in name.split()[:-1] and f" {name} " in f" {' '.join(words)} "
        ]
        return self._by_name[max(names, key=len)] if names else None

    # -- the names that a text gives ---------------------------------------------------------

    def _before(self, document: Document, position: int, start: int) -> list[_Naming]:
        """The instruments that a document names before a place, in order."""
        if document.id not in self._namings:
            self._namings[document.id] = tuple(
                naming
                for each in document.paragraphs
                if each.kind not in ("note", "furniture")
                for naming in self._find(each.text, each.position)
            )
        return [
            each for each in self._namings[document.id] if (each.position, each.start) < (position, start)
        ]

    def _find(self, text: str, position: int) -> Iterator[_Naming]:
        """Instruments named in full; a name within a longer one counts by itself, under its own noun."""
        for phrase in re.finditer(PROPER_NAME, text):
            start = phrase.start()
            for kind in _KIND.finditer(text, phrase.start(), phrase.end()):
                known = self._known(text, start, kind.start(), phrase.end())
                if known or _WHOLE.search(text[start : phrase.end()]):
                    name = known or text[start : phrase.end()]
                    yield _Naming(position, start, phrase.end(), kind[0], name)
                start = kind.end()

    def _known(self, text: str, start: int, latest: int, end: int) -> str:
        """The longest name of a document that ends where the phrase does and begins before its noun."""
        for word in re.finditer(r"\b[A-Z\d]", text[start : latest + 1]):
            name = text[start + word.start() : end]
            if fold_name(name) in self._by_name and not _KIND.fullmatch(name):
                return name
        return ""

    def _definitions_in(self, document: Document) -> dict[str, str]:
        """Noun -> the name that the document shortens to it: "... Convention on Wells (“the Convention”)"."""
        if document.id not in self._definitions:
            found: dict[str, str] = {}
            namings = self._before(document, len(document.paragraphs), 0)
            for each in namings:
                text = document.paragraphs[each.position].text
                bracket = _DEFINED.search(text, each.end, each.end + 80)
                if bracket and bracket["kind"] == each.kind and bracket.start() - each.end <= _BRACKET:
                    found.setdefault(each.kind, each.name)
            self._definitions[document.id] = found
        return self._definitions[document.id]

    # -- the place in it ----------------------------------------------------------------------

    def _places(self, document: Document, target: str) -> Iterator[Paragraph]:
        """The paragraphs of each provision in the target; the heading alone where it has one of its own."""
        table = self._lookup.table(document)
        for wanted in parse_request(target, bare=True).provisions:
            found = table.find(wanted)
            heading = _heading_over(table.document, found[0], len(wanted.path)) if found else None
            yield from (heading,) if heading else found[:1]


def _heading_over(document: Document, paragraph: Paragraph, depth: int) -> Paragraph | None:
    """The heading of the article that a paragraph is the first of."""
    key = provision_key(paragraph)
    for each in reversed(document.paragraphs[: paragraph.position]):
        if each.kind not in ("heading", "note", "furniture"):
            return None
        above = provision_key(each)
        if key and above and len(above[2]) == depth and above == (*key[:2], key[2][:depth]):
            return each
    return None
