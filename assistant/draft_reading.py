"""Reading a draft: its paragraphs, and in each the quotations, the provisions it refers to and the documents it names.

Spans are offsets in a paragraph's text. What a quotation or a reference is
worth is for draft to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index import split_sentences
from ingest import Document, Paragraph

from .names import Names, Naming
from .provisions import Provision, parse_request
from .tokens import NAME
from .units import CONTAINERS

_QUOTED = re.compile(
    r"“(?P<curly>[^“”]*(?:“[^“”]*”[^“”]*)*)(?:”|$)"
    r"|„(?P<low>[^“”„]+)[“”]"
    r"|«(?P<angle>[^«»]+)»"
    r"|``(?P<typed>.+?)(?:''|\")"
    r"|(?<!\w)\"(?P<straight>[^\"]+)\""
    r"|(?<!\w)‘(?P<single>(?:[^‘’]|’(?=\w))+)’(?!\w)"
)
_NUMBER = r"(?:\d{1,4}(?:\.\d{1,4}){0,3}(?:\s?(?:bis|ter|quater|quinquies)\b)?(?:\s?\(\w{1,4}\))*|\(\w{1,4}\)(?:\s?\(\w{1,4}\))*)"
_SERIES = rf"{_NUMBER}(?:\s?(?:,|and|or|to|through|-|–|, and)\s?{_NUMBER})*"
_UNIT = (
    r"(?:(?:preambular|operative|sub-?)\s?)?(?:para(?:graph)?s?\b\.?|§{1,2}|¶{1,2})|\bsub-?paragraphs?\b"
    r"|\bart(?:icle)?s?\b\.?|\bOPs?\b|\bPPs?\b|\b(?:foot)?notes?\b|\bnn?\.|\bfn\.?|\bpp?\.|\bpages?\b|\bitems?\b"
)
# sections as headings number them, whatever the case of the rest: "section II.B", "Part A", "chap. 3"
_PLACED = r"(?:[IVXLC]{1,7}|[A-Z])(?:\.[A-Z])?|\d{1,2}"
_ONES_PART = "".join(rf"(?<!\b{word} )" for word in ("my", "our", "his", "her", "its", "their"))
_HELD = rf"(?:\b(?:sections?|sect\.|chapters?|chap\.)|{_ONES_PART}\bparts?)\s(?-i:(?:{_PLACED})\b(?![’'-]))"
_PIECE = (
    rf"(?:(?:{_UNIT})\s?{_SERIES}|{_HELD}"
    r"|\bannex\b(?:\s(?:[IVX]{1,4}|\d{1,2}|[A-F])\b)?(?=,\s(?:para|art|sect|chap|part)))"
)
_REFERENCE = re.compile(
    rf"{_PIECE}(?:(?:,\s?|\s|\sof\s|\sto\s|,\sof\s|\sin\s)(?:the\s)?{_PIECE})*", re.IGNORECASE
)
_BEHIND_NAME = re.compile(r"[\s,]+(?P<number>[A-H]|[IVX]+(?:\.[A-Z])?)[\s,]+")  # "79/258, II.B, para. 4"
_BARE = re.compile(r",?\s(?P<number>\d{1,3}(?:\s?bis\b)?(?:\(\w{1,4}\))+)")
_TO_NAME = re.compile(r"[\s,(\[]*(?:(?:of|in|to|from|under|annexed to)\s)?(?:the\s)?[\s\"“]*", re.IGNORECASE)
_FROM_NAME = re.compile(r"(?:['’]s?)?[\s,(\[:;]*(?:in\s|at\s|its\s|see\s)*", re.IGNORECASE)
_SMALL = frozenset(str.split("the a an of on in for to and against between"))
_SOURCE_LINE = re.compile(r"\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[—–-]\s[^—–]{3,120})\.?\s*$")
_OF_OTHER = re.compile(r",?\s(?:of|to)\sthe\s(?!present|said|same)(?:[\w’'-]+\s){0,4}?[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of a draft.

    block  whether all of it is a quotation (a block quotation)
    notes  (offset, text) of the notes marked in it
    """

    text: str
    block: bool = False
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a draft: [start, end) with its marks, and the words between them."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Referred:
    """A reference to provisions, and the documents that it may be of.

    documents  () when none is named: any
    absent     the name of a document that the library does not have, "" otherwise
    carried    whether the documents are those last named in an earlier sentence
    """

    start: int
    end: int
    text: str
    provisions: tuple[Provision, ...]
    documents: tuple[Document, ...] = ()
    absent: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft with what stands in it; no sentence ends within a quotation."""

    start: int
    end: int
    quoted: tuple[Quoted, ...]
    referred: tuple[Referred, ...]
    named: tuple[Naming, ...]


def split_draft(text: str) -> tuple[DraftParagraph, ...]:
    """The paragraphs of a plain text; lines that begin with ">" are a block quotation."""
    paragraphs = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        if stripped := part.strip():
            block = all(line.lstrip().startswith(">") for line in stripped.split("\n"))
            plain = re.sub(r"(?m)^\s*>\s?", "", stripped) if block else stripped
            paragraphs.append(DraftParagraph(plain, block))
    return tuple(paragraphs)


def from_document(paragraphs: Sequence[Paragraph]) -> tuple[DraftParagraph, ...]:
    """The paragraphs of a draft that was read from a file, notes among them, furniture and headings not."""
    notes = {each.id: each.words for each in paragraphs if each.kind == "note"}
    return tuple(
        DraftParagraph(
            each.text,
            each.kind == "quotation",
            tuple((mark.start, notes[mark.note]) for mark in each.notes if mark.note in notes),
        )
        for each in paragraphs
        if each.kind not in ("furniture", "heading")
    )


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """The quotations of a paragraph, outermost marks only."""
    return tuple(
        Quoted(found.start(), found.end(), words)
        for found in _QUOTED.finditer(text)
        if (words := next(group for group in found.groups() if group is not None)).strip()
    )


def read_sentences(
    paragraph: DraftParagraph, names: Names, before: Sequence[Document] = ()
) -> tuple[Sentence, ...]:
    """The sentences of a paragraph.

    before  the documents last named before it, which a reference without a name may mean
    """
    text = paragraph.text
    quoted = () if paragraph.block else find_quoted(text)
    sentences = []
    for start, end in _spans(text, quoted):
        within = tuple(each for each in quoted if start <= each.start < end)
        named = _named(text, start, end, within, names)
        referred = tuple(_referred(text, start, end, within, named, before))
        sentences.append(Sentence(start, end, within, referred, named))
        before = next((each.documents for each in reversed(named) if len(each.documents) == 1), before)
    return tuple(sentences)


def _spans(text: str, quoted: Sequence[Quoted]) -> list[tuple[int, int]]:
    """Sentence spans; what begins within a quotation or with a bracket belongs to the sentence before."""
    spans: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        inside = any(each.start < start < each.end for each in quoted)
        if spans and (inside or text[start] in "([,;"):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def block_parts(
    paragraph: DraftParagraph, names: Names, before: Sequence[Document] = ()
) -> tuple[Quoted, tuple[Referred, ...]]:
    """A block quotation without the reference in brackets, or after a dash, at its end; and that reference."""
    text = paragraph.text
    end = len(text.rstrip())
    found = _SOURCE_LINE.search(text)
    referred: tuple[Referred, ...] = ()
    if found:
        named = _named(text, found.start(), end, (), names)
        referred = tuple(_referred(text, found.start(), end, (), named, before))
        end = found.start() if referred else end
    return Quoted(0, end, text[:end].strip().strip('“”"').strip()), referred


def masked(text: str, quoted: Iterable[Quoted]) -> str:
    """A text with its quotations blanked out, every offset kept."""
    for each in quoted:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _named(text: str, start: int, end: int, quoted: Sequence[Quoted], names: Names) -> tuple[Naming, ...]:
    """The documents named outside quotations (a title in quotation marks counts), with spans in the paragraph."""
    titles = [each for each in quoted if _is_title(each.words, names)]
    bare = masked(text, [each for each in quoted if each not in titles])[start:end]
    moved = []
    for naming in names.find_all(bare):
        moved.append(
            Naming(
                naming.documents,
                naming.name,
                naming.rest,
                naming.exact,
                start + naming.start,
                start + naming.end,
            )
        )
    return tuple(sorted(moved, key=lambda each: each.start))


def _is_title(words: str, names: Names) -> bool:
    naming = names.find(words, forgiving=False)
    return naming.exact and bool(naming.documents) and not naming.rest.strip(" ,.")


def _referred(
    text: str,
    start: int,
    end: int,
    quoted: Sequence[Quoted],
    named: Sequence[Naming],
    before: Sequence[Document],
) -> Iterable[Referred]:
    bare = masked(text, quoted)
    for naming in named:  # the numbers of a symbol or a title are none of a provision
        bare = bare[: naming.start] + "\x00" * (naming.end - naming.start) + bare[naming.end :]
    for found in _REFERENCE.finditer(bare, start, end):
        at, asked = _with_section(bare, found, named)
        if provisions := parse_request(asked).provisions:
            referred = Referred(at, found.end(), bare[at : found.end()], provisions)
            referred = _with_document(text, referred, named, before)
            if not _is_lone_section(referred):
                yield referred
    for naming in named:
        bare_number = _BARE.match(bare, naming.end, end)
        if bare_number and naming.documents:
            provisions = parse_request(bare_number["number"], bare=True).provisions
            yield Referred(
                bare_number.start("number"),
                bare_number.end(),
                bare_number["number"],
                provisions,
                naming.documents,
            )


def _with_section(bare: str, found: re.Match[str], named: Sequence[Naming]) -> tuple[int, str]:
    """Where a reference begins and how it is read, with a section that stands without a word behind the name."""
    for naming in named:
        if number := _BEHIND_NAME.fullmatch(bare, naming.end, found.start()):
            return number.start("number"), NAME + bare[naming.end : found.end()]
    return found.start(), found[0]


def _is_lone_section(referred: Referred) -> bool:
    """A part, chapter or section alone may be the writer's own, unless the document is named and there."""
    lone = all(each.unit in CONTAINERS for each in referred.provisions)
    return lone and (referred.carried or bool(referred.absent))


def _with_document(
    text: str, referred: Referred, named: Sequence[Naming], before: Sequence[Document]
) -> Referred:
    naming = _naming_beside(text, referred, named)
    if (
        naming is None
        and (other := _OF_OTHER.match(text, referred.end))
        and not _overlaps(other.span(), named)
    ):
        return replace(referred, absent=other[0].split("the ", 1)[-1])
    if naming is None:
        earlier = [each for each in named if each.end <= referred.start] or list(named)
        naming = earlier[-1] if earlier else None
    if naming and not naming.documents and is_written_as_name(naming.name):
        return replace(referred, absent=naming.name)
    if naming and naming.documents:
        narrowed = len(naming.documents) > 1 and bool(before) and set(before) <= set(naming.documents)
        return replace(referred, documents=tuple(before) if narrowed else naming.documents)
    return replace(referred, documents=tuple(before), carried=True)


def is_written_as_name(name: str) -> bool:
    """Whether capital letters or a number say that this is a title: not "Convention to join"."""
    words = [word for word in re.findall(r"[^\s,]+", name) if word.lower() not in _SMALL]
    return bool(words) and all(word[0].isupper() or re.search(r"\d", word) for word in words)


def _naming_beside(text: str, referred: Referred, named: Sequence[Naming]) -> Naming | None:
    """The name right after a reference ("article 12 of the Charter") or right before it ("the Charter, art. 12")."""
    for naming in named:
        if naming.start >= referred.end and _TO_NAME.fullmatch(text, referred.end, naming.start):
            return naming
    for naming in reversed(named):
        if naming.end <= referred.start and _FROM_NAME.fullmatch(text, naming.end, referred.start):
            return naming
    return None


def _overlaps(span: tuple[int, int], named: Sequence[Naming]) -> bool:
    return any(each.start < span[1] and span[0] < each.end for each in named)
