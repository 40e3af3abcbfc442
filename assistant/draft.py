"""Check my draft: every quotation, provision reference and figure of a text, held against the library.

Pure. Quotations are compared through the gate's normalisation, references
through the provision tables, figures with the sentences that speak of the same
thing. It marks; it never rewrites, and it does not judge an argument.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from index import Library
from ingest import Document, Paragraph

from .claims import Claim, check_figures, find_stating, find_telling, is_own
from .concordance import Concordance, Place
from .draft_counts import check_counts
from .draft_quotations import Change, Checked, check_wording
from .draft_reading import (
    DraftParagraph,
    Quoted,
    Referred,
    Sentence,
    block_parts,
    read_sentences,
    split_draft,
)
from .draft_unchecked import Unchecked, why_unchecked
from .lookup import Lookup

Kind = Literal["quotation", "reference", "figure"]
Verdict = Literal["correct", "wrong locator", "altered wording", "wrong figure", "not in the library"]

_ITEM = re.compile(r"\s*(?:[-•*–—]\s|\(?\w{1,4}[.)]\s|[a-z])")  # an item of a list, by its look
_TERM = 3  # words: a quotation this short that is nowhere is a term, not a quotation


@dataclass(frozen=True, slots=True)
class Source:
    """Where the library has it: the right citation.

    document  symbol or title; source is the file's name
    text      the words of the library that answer to the draft's
    """

    document: str
    source: str
    locator: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing checked.

    paragraph   number of the draft's paragraph, from 1; [start, end) is its span there
    text        the draft's words
    source      the right place, None where the library has none
    changes     for altered wording: the source's words with what the draft deletes and inserts
    note        one line for the reader, "" when the verdict says all
    """

    kind: Kind
    verdict: Verdict
    paragraph: int
    start: int
    end: int
    text: str
    source: Source | None = None
    changes: tuple[Change, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class DraftReport:
    """All findings of a draft, in its order.

    paragraphs  the draft's paragraphs, for the spans of the findings
    unchecked   its sentences without a finding
    library     documents and generation of the library that it was held against
    """

    name: str
    paragraphs: tuple[str, ...]
    findings: tuple[Finding, ...]
    documents: int
    generation: int
    library: str = field(default="")
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Number of findings by verdict, correct first."""
        counted = Counter(each.verdict for each in self.findings)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {**asdict(self), "counts": self.counts}


VERDICTS: tuple[Verdict, ...] = (
    "correct",
    "wrong locator",
    "altered wording",
    "wrong figure",
    "not in the library",
)


def check_draft(library: Library, text: str | Sequence[DraftParagraph], name: str = "draft") -> DraftReport:
    """Hold a draft against a library. Raises LibraryError when the library is damaged."""
    paragraphs = split_draft(text) if isinstance(text, str) else tuple(text)
    checker = _Checker(library)
    findings = tuple(
        finding
        for number, paragraph in enumerate(paragraphs, 1)
        for finding in sorted(checker.paragraph(number, paragraph), key=lambda each: (each.start, each.end))
    )
    texts = tuple(each.text for each in paragraphs)
    return DraftReport(
        name,
        texts,
        findings,
        len(library.documents),
        library.generation,
        str(library.folder),
        tuple(checker.unchecked),
    )


class _Checker:
    """Goes through a draft; remembers which document was named last."""

    def __init__(self, library: Library) -> None:
        self.concordance = Concordance(library)
        self.lookup = Lookup(library)
        self.before: tuple[Document, ...] = ()
        self.announced = False  # whether a colon leads in to what comes next
        self.own_list = False
        self.unchecked: list[Unchecked] = []

    def paragraph(self, number: int, paragraph: DraftParagraph) -> Iterator[Finding]:
        sentences = read_sentences(paragraph, self.lookup.names, self.before)
        if paragraph.block:
            findings = list(self._block(number, paragraph))
            yield from findings
            if not findings:
                self._leave(number, 0, paragraph.text)
            return
        if not _ITEM.match(paragraph.text):
            self.announced = paragraph.text.rstrip().endswith(":")
            self.own_list = self.announced and is_own(paragraph.text)
        for sentence in sentences:
            own_list = self.own_list and bool(_ITEM.match(paragraph.text))
            claim = Claim.read(paragraph.text, sentence, own_list=own_list)
            findings = list(self._sentence(number, paragraph, sentence, claim))
            yield from findings
            if not findings:
                words = paragraph.text[sentence.start : sentence.end]
                self._leave(number, sentence.start, words, why_unchecked(sentence, claim))
            single = [each.documents for each in sentence.named if len(each.documents) == 1]
            self.before = single[-1] if single else self.before

    def _leave(self, number: int, start: int, text: str, why: str = "") -> None:
        """Keeps words that nothing was held against; a bare number is none."""
        if any(map(str.isalpha, text)):
            self.unchecked.append(Unchecked(number, start, start + len(text), text, why))

    def _block(self, number: int, paragraph: DraftParagraph) -> Iterator[Finding]:
        """A block quotation; a reference in brackets at its end belongs to it."""
        quoted, referred = block_parts(paragraph, self.lookup.names, self.before)
        for finding in self._quotation(number, quoted, referred):
            # an indented passage that nothing announces may be a box of the writer's own
            if finding.source or referred or self.announced:
                yield finding

    def _sentence(
        self, number: int, paragraph: DraftParagraph, sentence: Sentence, claim: Claim
    ) -> Iterator[Finding]:
        beside = _pair(paragraph.text, sentence)
        paired = {id(each) for referred in beside.values() for each in referred}
        for at, quoted in enumerate(sentence.quoted):
            referred = beside.get(at, ()) or self._in_notes(paragraph, quoted)
            yield from self._quotation(number, quoted, referred)
        for each in sentence.referred:
            if id(each) not in paired:
                yield from self._reference(number, each, claim if not sentence.quoted else None)
        yield from self._figures(number, paragraph.text, sentence, claim)

    def _in_notes(self, paragraph: DraftParagraph, quoted: Quoted) -> tuple[Referred, ...]:
        """The references in the notes whose marks stand at a quotation's end."""
        found: list[Referred] = []
        for start, text in paragraph.notes:
            if quoted.end - 2 <= start <= quoted.end + 2:
                for sentence in read_sentences(DraftParagraph(text), self.lookup.names, self.before):
                    found += sentence.referred
        return tuple(found)

    # -- quotations -------------------------------------------------------------------------

    def _quotation(self, number: int, quoted: Quoted, referred: Sequence[Referred]) -> Iterator[Finding]:
        checked = check_wording(quoted.words, self.concordance, tuple(self._cited(referred)))
        wanted = [place for place in checked if self._fits(place, referred)]
        best = next(iter(wanted or checked), None)
        short = len(quoted.words.split()) <= _TERM
        if best is None or (short and best.changes):
            if not short:
                note = "no passage of the library is like it"
                yield self._finding("quotation", "not in the library", number, quoted, note=note)
            return
        if short and not referred:
            return
        right = bool(wanted) or not any(self._can_be_of(best.document, each) for each in referred)
        verdict: Verdict = "altered wording" if best.changes else "correct" if right else "wrong locator"
        given = "" if right else f"the draft gives {', '.join(each.text.strip() for each in referred)}"
        if absent := next((each.absent for each in referred if each.absent), ""):
            given = f"the draft gives “{absent}”, which the library does not have"
        note = "; ".join(each for each in (given, best.note) if each)
        yield self._finding("quotation", verdict, number, quoted, best, note)

    def _cited(self, referred: Sequence[Referred]) -> Iterator[Place]:
        """The paragraphs that the draft gives, to be looked at before all others."""
        for each in referred:
            for document in each.documents:
                table = self.lookup.table(document)
                for wanted in each.provisions:
                    for paragraph in _with_lead_ins(table.find(wanted), table.document):
                        yield Place(document, (paragraph,), 0.0)

    def _fits(self, place: Checked, referred: Sequence[Referred]) -> bool:
        """Whether a place is one that the draft refers to, where it refers to any."""
        if not referred:
            return True
        return any(self._is_at(place, each) for each in referred)

    def _can_be_of(self, document: Document, referred: Referred) -> bool:
        """Whether a reference can be held against the place found.

        Not one of a document that the library lacks; nor, where it names none, one
        by page, as notes cite other works, or after another document was spoken of.
        """
        if referred.absent:
            return False
        by_page = all(each.unit in ("page", "note") for each in referred.provisions)
        return not referred.carried or (not by_page and document in (referred.documents or (document,)))

    def _is_at(self, place: Checked, referred: Referred) -> bool:
        if referred.absent or (referred.documents and place.document not in referred.documents):
            return False
        table = self.lookup.table(place.document)
        if not any(table.can_be_wrong(each) for each in referred.provisions):
            return True  # the document prints no such numbers, so that none can be wrong
        ids = {
            each.id
            for wanted in referred.provisions
            for each in _with_lead_ins(table.find(wanted), table.document)
        }
        return all(each.id in ids for each in place.paragraphs if each.kind != "heading")

    # -- references -------------------------------------------------------------------------

    def _reference(self, number: int, referred: Referred, claim: Claim | None) -> Iterator[Finding]:
        if referred.absent:
            note = f"the library has no document “{referred.absent}”"
            yield self._finding("reference", "not in the library", number, referred, note=note)
            return
        if not referred.documents:
            return  # nothing says which document is meant
        found = [
            (document, each)
            for document in referred.documents
            for wanted in referred.provisions
            for each in self.lookup.table(document).find(wanted)
        ]
        if not found:
            yield from self._missing(number, referred)
            return
        better = find_telling(claim, found, self.concordance, referred.documents) if claim else None
        if claim and better is None:
            better = find_stating(claim, self._whole(found), self.concordance, referred.documents)
        if better is not None:
            note = "the passage nearest to this stands elsewhere"
            yield self._finding(
                "reference", "wrong locator", number, referred, Checked(better[0], (better[1],)), note
            )
            return
        yield self._finding("reference", "correct", number, referred, Checked(found[0][0], (found[0][1],)))

    def _whole(self, found: Sequence[tuple[Document, Paragraph]]) -> list[Paragraph]:
        """Provisions with their lead-ins: what a sentence says of one may stand there."""
        return [
            each
            for document, paragraph in found
            for each in _with_lead_ins([paragraph], self.lookup.table(document).document)
        ]

    def _missing(self, number: int, referred: Referred) -> Iterator[Finding]:
        document, wanted = referred.documents[0], referred.provisions[0]
        table = self.lookup.table(document)
        if referred.carried and (wanted.unit != "article" or document.genre != "treaty"):
            return  # a paragraph of some other text, as likely as not
        if len(referred.documents) == 1 and table.can_be_wrong(wanted):
            note = table.explain(referred.provisions[0])
            yield self._finding("reference", "wrong locator", number, referred, note=note)

    # -- figures ----------------------------------------------------------------------------

    def _figures(self, number: int, text: str, sentence: Sentence, claim: Claim) -> Iterator[Finding]:
        documents = tuple(document for each in sentence.named for document in each.documents)
        counts = check_counts(text, sentence, self.lookup, self.before)
        for figure in (*counts, *check_figures(claim, self.concordance, documents)):
            span = Quoted(figure.start, figure.end, figure.text)
            verdict: Verdict = "correct" if figure.right else "wrong figure"
            if figure.document is None or figure.paragraph is None:
                yield self._finding("figure", "not in the library", number, span, note=figure.note)
            else:
                at = Checked(figure.document, (figure.paragraph,), text=figure.source)
                yield self._finding("figure", verdict, number, span, at, figure.note)

    def _finding(
        self,
        kind: Kind,
        verdict: Verdict,
        number: int,
        span: Quoted | Referred,
        at: Checked | None = None,
        note: str = "",
    ) -> Finding:
        text = span.words if isinstance(span, Quoted) else span.text
        changes = at.changes if at else ()
        source = _source(at) if at else None
        return Finding(kind, verdict, number, span.start, span.end, text, source, changes, note)


def _source(at: Checked) -> Source:
    document, paragraphs = at.document, at.paragraphs
    shown = [each.locator.shown for each in paragraphs]
    locator = shown[0] if len(shown) == 1 else f"{shown[0]} to {shown[-1]}"
    text = at.text or " ".join(each.text for each in paragraphs)
    return Source(document.symbol or document.title, document.source, locator, text)


def _with_lead_ins(found: Sequence[Paragraph], document: Document) -> list[Paragraph]:
    """A provision and the lead-ins of its items: "article 12(2)(c)" may be quoted from "shall:" on."""
    by_id = {each.id: each for each in document.paragraphs}
    parents = {each.parent for each in found if each.parent}
    return [*found, *(by_id[each] for each in parents if each in by_id)]


def _pair(text: str, sentence: Sentence) -> dict[int, tuple[Referred, ...]]:
    """The references that belong to each quotation of a sentence, by the quotation's number.

    A reference in brackets belongs to the quotation before it. Where the first
    reference comes before the first quotation, each quotation takes those
    before it, otherwise those after it.
    """
    pairs: dict[int, list[Referred]] = {}
    if not sentence.quoted or not sentence.referred:
        return {}
    leads = sentence.referred[0].start < sentence.quoted[0].start
    for each in sentence.referred:
        earlier = [at for at, quoted in enumerate(sentence.quoted) if quoted.end <= each.start]
        later = [at for at, quoted in enumerate(sentence.quoted) if quoted.start >= each.end]
        bracketed = earlier and "(" in text[sentence.quoted[earlier[-1]].end : each.start]
        if earlier and (bracketed or not leads or not later):
            pairs.setdefault(earlier[-1], []).append(each)
        elif later:
            pairs.setdefault(later[0], []).append(each)
    return {at: _nearest(found, sentence.quoted[at]) for at, found in pairs.items()}


def _nearest(found: Sequence[Referred], quoted: Quoted) -> tuple[Referred, ...]:
    """References on both sides: those that come after, in brackets as a rule, count."""
    after = tuple(each for each in found if each.start >= quoted.end)
    return after or tuple(found)
