"""Look-up: the provision that a question names, word for word, without a model.

What is asked for comes from provisions, the documents from names, the
paragraphs from their tables; here the three are put together, or the request
is refused with the numbers that there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, product
from typing import Literal

from index import Hit, Library, split_terms
from ingest import Document, Paragraph

from .abbreviations import Abbreviations
from .asked_of import requests_in
from .citing import short_name
from .names import Names, Naming
from .provision_table import Table, provision_key, shown
from .provisions import Request
from .under_headings import heading_key, under_heading
from .units import content_words
from .worded import Worded, Wording, read_wording

__all__ = ["Found", "Lookup", "provision_key"]

Outcome = Literal["found", "missing", "ambiguous", "none"]

_CANDIDATES = 12  # documents listed when several fit
_ASKED_OF_OTHER = (
    4  # content words beside a number that no document has: of a document that another speaks of
)
_READINGS = 4  # of a request with abbreviations that may stand for several things
# words of many other meanings
_VAGUE = frozenset(str.split("annex preamble part chapter section page table operative"))
_HEAD_BEFORE = re.compile(  # a comma alone stands between two documents of a list
    r"[\s(]*(?:(?:supplementing|supplementary|annexed|to|of|for|on|under|the)\s+)*"
    r"|,\s+(?:supplementing|supplementary|annexed)\s+(?:(?:to|the)\s+)*",
    re.IGNORECASE,
)


_LARGE = re.compile(
    r"\b(?:parts?|chapters?|titles?|tables?|schedules?)\s+(?:[ivxlc]+|\d+|[a-h])\b", re.IGNORECASE
)
_WHOLE_TABLE = re.compile(
    r"^\W*(?:what|which)(?: [\w-]+){0,3} (?:is|are)(?: (?:listed|named|included|contained))? (?:in|on|under) (?:the )?"
    r"(?:tables?|schedules?)\b|^\W*what (?:does|do) (?:the )?(?:tables?|schedules?)\b.*\b(?:contain|list)\b|"
    r"^\W*(?:(?:list of|all|the) )*(?!(?:is|are|was|were|does|do|may|can|must) )[\w-]+(?: [\w-]+)? (?:in|on|under) (?:the )?(?:tables?|schedules?) (?:[ivxlc]+|\d+|[a-h])"
    r"(?: (?:(?!(?:what|which|who|how|when|where|must|may|shall|should|is|are|do|does)\b)[\w'.-]+,? ?)*)?\W*$",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\b[A-Z][A-Z0-9]+\b")
_BODY_BEFORE = re.compile(r"\b[A-Z][A-Z0-9]+\s+$")  # whose report it is: "OHI meeting report"


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a look-up.

    outcome     found, missing (the number or the document does not exist),
                ambiguous (several documents have it), none (no provision was asked for)
    paragraphs  (document, paragraph) in order; one of each document when ambiguous
    message     for missing: what there is instead
    rest        content words of the question that name no provision and no document
    document    the one document meant, if one was
    """

    outcome: Outcome
    paragraphs: tuple[tuple[Document, Paragraph], ...] = ()
    message: str = ""
    rest: tuple[str, ...] = ()
    document: Document | None = None


class Lookup:
    """Finds provisions in one library. Tables of a document are made when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.names = Names(library.documents, library.words)
        self._tables: dict[str, Table] = {}
        self._worded: dict[str, Worded] = {}

    def find(self, question: str) -> Found:
        """The provisions that a question names."""
        found = self._find(question)
        if found.document or found.outcome not in ("missing", "ambiguous"):
            return found
        # the document may be named by an abbreviation that another spells out
        again = (self._find(each) for each in islice(self._spelt_out(question), _READINGS))
        named = (each for each in again if each.document and set(each.rest) <= set(found.rest))
        return next(named, found)

    def _spelt_out(self, question: str) -> Iterator[str]:
        """The question with what its abbreviations may stand for in the library."""
        shorts = tuple(dict.fromkeys(_SHORT.findall(question)))
        known = ((self._abbreviations.full(each),) for each in shorts)
        fulls = [
            full if full[0] else self.names.spelt_out(each) for full, each in zip(known, shorts, strict=True)
        ]
        for meant in product(*(full or (short,) for full, short in zip(fulls, shorts, strict=True))):
            if meant != shorts:
                meaning = dict(zip(shorts, meant, strict=True))
                pieces = re.split(rf"({_SHORT.pattern})", question)
                yield "".join(meaning.get(each) or each for each in pieces)

    def _find(self, question: str) -> Found:
        namings = self.namings(question)
        if copied := self._at_locator(namings):
            return copied
        requests = list(requests_in(question, namings))
        if not any(request.provisions for _, request in requests) and not all(each.exact for each in namings):
            # a near name may have been no name at all
            namings = ()
            requests = list(requests_in(question, namings))
        rest = tuple(word for _, request in requests for word in content_words(request.rest))
        if not any(request.provisions for _, request in requests) and (
            worded := self._by_words(question, namings)
        ):
            return worded
        if not all(request.provisions for _, request in requests):
            # a document named beside the provision is asked about it, or compared with it
            return Found("none", rest=rest)
        found = [self._in_documents(naming, request, rest) for naming, request in requests]
        return found[0] if len(found) == 1 else _together(found, rest)

    @cached_property
    def _abbreviations(self) -> Abbreviations:
        return Abbreviations(self.library, self.names)

    def beside(self, question: str) -> tuple[tuple[Document, Paragraph], ...]:
        """The provisions that a question asks of some of the documents it names, where it names others without any."""
        requests = list(requests_in(question, self.namings(question)))
        asked = [(naming, request) for naming, request in requests if naming and request.provisions]
        if len(asked) == len(requests):
            return ()
        found = [self._in_documents(naming, request, ()) for naming, request in asked]
        return tuple(pair for each in found if each.outcome == "found" for pair in each.paragraphs)

    def table(self, document: Document) -> Table:
        """The table of one document's provisions."""
        if document.id not in self._tables:
            self._tables[document.id] = Table(self.library.document(document.id))
        return self._tables[document.id]

    def _at_locator(self, namings: Sequence[Naming]) -> Found | None:
        """A locator copied from an answer, where one document is named: 'the IPI report, "Early warning", para. 2'."""
        if len(namings) != 1 or not re.search(r'["“”]', namings[0].rest):
            return None
        for document in namings[0].documents:
            at = self.table(document).at_locator(namings[0].rest)
            if any(each.kind != "heading" for each in at):
                return Found("found", tuple((document, each) for each in at), document=document)
        return None

    def _by_words(self, question: str, namings: Sequence[Naming]) -> Found | None:
        """What a question names by words alone, in a document that it names or, a table or row, in any."""
        for naming in namings:
            before = _BODY_BEFORE.sub("", question[: naming.start])
            asked = read_wording(f"{before} {question[naming.end :]}")
            if asked.words and (found := self._worded_in(naming.documents, asked)):
                return found
        asked = read_wording(question)
        if namings or not asked.words:
            return None
        if asked.row or asked.table:
            return self._worded_in(self.library.documents, asked)
        numbered = any(word.isdigit() for word in asked.words)
        return self._worded_beside_title(asked) if numbered or asked.heading else None

    def _worded_beside_title(self, asked: Wording) -> Found | None:
        """What is named before or after words that only one document's names have: "core principle II, Kyoto strategies"."""
        words = asked.words
        for size in range(len(words) - 1, 1, -1):
            for title, name in ((words[:size], words[size:]), (words[-size:], words[:-size])):
                documents = self.names.described_by(title)
                if len(documents) == 1 and (found := self._worded_in(documents, replace(asked, words=name))):
                    return found
        return None

    def _worded_in(self, documents: Sequence[Document], asked: Wording) -> Found | None:
        """What the first of several documents has by that name; one of each where they differ."""
        found: list[tuple[Document, tuple[Paragraph, ...]]] = []
        for each in documents:
            if each.id not in self._worded:
                self._worded[each.id] = Worded(self.table(each).document)
            if paragraphs := self._worded[each.id].find(asked):
                found.append((each, paragraphs))
        if not found:
            return None
        if len({each.title for each, _ in found}) > 1:
            return Found(
                "ambiguous", tuple((each, paragraphs[0]) for each, paragraphs in found[:_CANDIDATES])
            )
        document, paragraphs = found[0]
        return Found("found", tuple((document, each) for each in paragraphs), document=document)

    def namings(self, question: str) -> tuple[Naming, ...]:
        """The names in a question; of two that name one document together, its own."""
        namings: list[Naming] = []
        for naming in self.names.find_all(question):
            if namings and (heads := _head(question, namings[-1], naming)):
                namings[-1] = heads
            else:
                namings.append(naming)
        return tuple(namings)

    def _in_documents(self, naming: Naming | None, request: Request, rest: tuple[str, ...]) -> Found:
        if naming is None:
            return self._in_any(request, rest)
        if not naming.documents:
            return _absent(naming.name, rest)
        return self._in_named(naming.documents, request, rest)

    def _in_named(self, documents: Sequence[Document], request: Request, rest: tuple[str, ...]) -> Found:
        having = [each for each in documents if self.table(each).has_any(request.provisions)] or list(
            documents
        )
        if headed := self._under_heading(documents, request, rest):
            return headed
        if all(wanted.path[:1] and wanted.path[0].startswith("#") for wanted in request.provisions):
            return Found("none", rest=rest)  # "the third bullet" of nothing
        if len(having) > 1 and not _is_one(having) and not self._same_text(having, request):
            return self._candidates(having, request, rest)
        if rest and all(wanted.unit == "annex" and not wanted.annex for wanted in request.provisions):
            # what is asked about an annex need not stand in it
            return Found("none", rest=rest)
        table = self.table(having[0])
        if rest and not any(table.can_be_wrong(wanted) for wanted in request.provisions):
            # it is asked about a provision of another document
            return Found("none", rest=rest)
        found = {wanted: table.find(wanted) for wanted in request.provisions}
        if request.notes and any(found.values()):
            return self._notes_of(having[0], [each for there in found.values() for each in there])
        message = next((table.explain(wanted) for wanted, there in found.items() if not there), "")
        message = message or next(filter(None, map(table.explain_several, request.provisions)), "")
        pairs = tuple(dict.fromkeys((having[0], each) for there in found.values() for each in there))
        return Found("found" if pairs else "missing", pairs, message, rest, having[0])

    def _notes_of(self, document: Document, paragraphs: Sequence[Paragraph]) -> Found:
        """The notes whose marks stand in the paragraphs."""
        ids = {mark.note for each in paragraphs for mark in each.notes}
        notes = tuple((document, each) for each in self.table(document).document.paragraphs if each.id in ids)
        if notes:
            return Found("found", notes, document=document)
        message = f"{short_name(document)}, {paragraphs[0].locator.shown}, has no footnotes."
        return Found("missing", message=message, document=document)

    def _under_heading(
        self, documents: Sequence[Document], request: Request, rest: tuple[str, ...]
    ) -> Found | None:
        """Paragraphs named by a heading and their place under it, in the first document that has such."""
        under = re.search(r"\b(?:under|headed|heading)\b", request.rest, re.IGNORECASE)
        for each in documents if rest else ():
            # without the body or the author whose paper it is
            other = tuple(word for word in rest if not word.isupper() and not self.names.is_about(word, each))
            table = self.table(each)
            words = next((words for words in (rest, other) if heading_key(words) in table.headings), None)
            if words is None:
                continue
            elsewhere = any(table.find(wanted) for wanted in request.provisions if table.is_printed(wanted))
            by_place = under is not None or not elsewhere
            found = [
                under_heading(table.document, words, wanted, by_place=by_place)
                for wanted in request.provisions
            ]
            if pairs := tuple((each, paragraph) for there in found for paragraph in there):
                return Found("found", pairs, document=each)
        return None

    def _in_any(self, request: Request, rest: tuple[str, ...]) -> Found:
        if rest and all(word.isupper() for word in rest) and not self.names.described_by(rest):
            return _absent(" ".join(rest), ())
        if rest and all(wanted.unit in _VAGUE and not wanted.annex for wanted in request.provisions):
            return Found("none", rest=rest)
        if all(wanted.path[:1] and wanted.path[0].startswith("#") for wanted in request.provisions):
            return Found("none", rest=rest)
        if written := self._by_author(request, rest):
            return written
        described = [
            each for each in self.names.described_by(rest) if self.table(each).has_any(request.provisions)
        ]
        if described:
            return self._in_named(described, request, ())
        having = [each for each in self.library.documents if self.table(each).has_any(request.provisions)]
        if having:
            return self._in_named(having, request, rest)
        if len(rest) >= _ASKED_OF_OTHER:
            return Found("none", rest=rest)
        wanted = request.provisions[0]
        return Found(
            "missing",
            message=f"No document in this library has {wanted.unit} {wanted.annex or shown(wanted.path)}.",
            rest=rest,
        )

    def _by_author(self, request: Request, rest: tuple[str, ...]) -> Found | None:
        """Paragraphs under a heading of the one document that the names before it describe: "Quill, Summary, para. 2"."""
        for size in range(len(rest) - 1, 0, -1):
            documents = self.names.described_by(rest[:size]) if all(map(str.istitle, rest[:size])) else ()
            if len(documents) == 1 and (found := self._under_heading(documents, request, rest[size:])):
                return found
        return None

    def _same_text(self, documents: Sequence[Document], request: Request) -> bool:
        """Whether documents are the same one in several files: what is asked for reads the same in all."""
        first: tuple[str, ...] = ()
        if len({each.symbol for each in documents} - {None}) > 1:
            return False
        for document in documents:
            table = self.table(document)
            found = (each for wanted in request.provisions for each in table.find(wanted))
            text = tuple(" ".join(each.text.split()) for each in found)
            first = first or text
            if not text or text != first:
                return False
        return True

    def _candidates(self, documents: Sequence[Document], request: Request, rest: tuple[str, ...]) -> Found:
        pairs = []
        for document in documents[:_CANDIDATES]:
            found = [each for wanted in request.provisions for each in self.table(document).find(wanted)]
            if found:
                pairs.append((document, found[0]))
        if not pairs:
            whys = (self.table(each).explain(request.provisions[0]) for each in documents[:_CANDIDATES])
            why = " ".join(dict.fromkeys(whys))
            return Found("missing", message=why, rest=rest)
        more = len(documents) - _CANDIDATES
        return Found("ambiguous", tuple(pairs), f" ({more} more documents have it)" if more > 0 else "", rest)


def _head(question: str, one: Naming, two: Naming) -> Naming | None:
    """Of two names side by side the one that is meant: "background paper" in "CTOC background paper".

    None when they name two documents.
    """
    between = question[one.end : two.start]
    both = tuple(each for each in one.documents if each in two.documents)
    if both and not between.strip(" ,;:()"):
        head = replace(one, documents=both)  # its title and its symbol
    elif not between.strip():
        head = two
    elif _HEAD_BEFORE.fullmatch(between):
        head = one
    else:
        return None
    rest = f"{question[: one.start]} {question[two.end :]}".strip()
    return Naming(head.documents, question[one.start : two.end], rest, head.exact, one.start, two.end)


def spans_articles(question: str, found: Found) -> bool:
    """Whether a part or a table is named, of which a question may ask what stands elsewhere: "obligations under part III".

    A table is asked itself where a row has half of the question's words: "is acetone in Table I".
    """
    paragraphs = [each for _, each in found.paragraphs]
    if not _LARGE.search(question) or asks_for_table(question):
        return False
    if any(each.kind == "row" for each in paragraphs):
        asked = set(split_terms(" ".join(found.rest)))
        return all(2 * len(asked & set(split_terms(each.text))) < len(asked) for each in paragraphs)
    articles = {(each.document, dict(each.locator.steps).get("article")) for each in paragraphs}
    return len(articles) > len({each.document for each in paragraphs})


def asks_for_table(question: str) -> bool:
    """Whether a question asks what a table holds: "which colours are in table II", "colours in table II of the guide"."""
    return _WHOLE_TABLE.search(question) is not None


def in_turns(hits: Sequence[Hit], found: Found, *, each_provision: bool) -> list[list[Hit]]:
    """The hits of each document that was asked for, or of each article where these are compared, in the order asked."""

    def turn(paragraph: Paragraph) -> tuple[object, ...]:
        return (paragraph.document, *(paragraph.locator.steps[:1] if each_provision else ()))

    turns: dict[tuple[object, ...], list[Hit]] = {turn(paragraph): [] for _, paragraph in found.paragraphs}
    for hit in hits:
        turns[turn(hit.paragraph)].append(hit)
    return list(turns.values())


def says_no_more(found: Found) -> bool:
    """Whether what is said beside several provisions is no more than how they are headed: the texts are asked for."""
    headings = [set(split_terms(" ".join(each.section))) for _, each in found.paragraphs]
    several = len({(each.document, each.locator.steps[:1]) for _, each in found.paragraphs}) > 1
    return several and all(set(split_terms(" ".join(found.rest))) <= heading for heading in headings)


def _is_one(documents: Sequence[Document]) -> bool:
    """Whether documents are files of one, as its symbol says."""
    return documents[0].symbol is not None and len({each.symbol for each in documents}) == 1


def _together(found: Sequence[Found], rest: tuple[str, ...]) -> Found:
    """Several documents' provisions as one outcome."""
    pairs = tuple(dict.fromkeys(pair for each in found for pair in each.paragraphs))
    message = " ".join(each.message for each in found if each.message)
    outcome: Outcome = "found" if pairs else found[0].outcome
    return Found(outcome, pairs, message, rest)


def _absent(name: str, rest: tuple[str, ...]) -> Found:
    """A document that is not there: with more to the question, it is not for look-up to answer."""
    if rest:
        return Found("none", rest=rest)
    return Found("missing", message=f"This library has no document called “{name}”.")
