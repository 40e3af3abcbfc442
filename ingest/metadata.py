"""Metadata: what a document says of itself: title, symbol, date, authors, publisher, kind and authority.

Pure. Everything comes from the document's own first and last lines, its file
properties and name; what cannot be found is left unknown. `sources.toml`
(sources) overrides any of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .aliases import Owners, aliases_of
from .blocks import Block
from .divisions import Shape
from .document import Binding, Genre
from .masthead import MONTHS, cover, front_of, masthead_of
from .owners import authors_of, publisher_of
from .references import SYMBOL
from .titles import delegate_title, opening_topic, running_title, title_blocks, title_of

_DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) ((?:19|20)\d\d)\b")
# organs and treaty bodies that issue documents
_FILED = re.compile(
    r"(?:A|S|E|T|ST|CAT|CCPR|CEDAW|CERD|CRC|CRPD|CMW|CED|HRI|HSP|TD|DP|UNEP|FCCC|CTOC|CAC)(?:_[A-Z0-9][A-Za-z0-9.]*)+"
)
_LANGUAGE = re.compile(r"[.-](?:ar|en|es|fr|ru|zh)$", re.IGNORECASE)
_MISREAD = str.maketrans("Il|OoSB", "1110058")
_TREATY_WORD = re.compile(
    r"\b(convention|protocol|charter|statute|covenant|treaty|agreement|accord|pact)\b", re.IGNORECASE
)
_MODEL_UN = re.compile(
    r"(?:key terms|major (?:parties|countries)|possible solutions|past actions?|timeline of|un involvement|background information|"
    r"bloc positions|questions to consider|topic background|country position)",
    re.IGNORECASE,
)
_DELEGATE = re.compile(
    r"\b(?:Delegation of|Position paper|Model United Nations|Committee:|Country:)", re.IGNORECASE
)
_SECRETARIAT = re.compile(
    r"(?:prepared|submitted) by the Secretariat|(?:Report|Note|Letter)\w* (?:of|by|from) the Secretary-General|Secretariat"
)
_HOUSE_WORDS = re.compile(
    r"institute|think tank|©|discussion paper|policy (?:brief|report|paper)|working paper|foundation|university",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its paragraphs. titles and masthead:
    indices of the blocks that hold its title, and of the lines about it that say nothing else.
    titled: whether the title is the document's own; its file's name otherwise."""

    title: str
    titled: bool = True
    titles: frozenset[int] = frozenset()
    masthead: frozenset[int] = frozenset()
    symbol: str | None = None
    aliases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None
    genre: Genre = "unknown"
    binding: Binding = "unknown"


def describe(blocks: Sequence[Block], shape: Shape, stem: str, properties: dict[str, str]) -> Metadata:
    """Read a document's metadata off its blocks; stem is the file name without its ending."""
    front = front_of(blocks)
    symbol = _symbol(blocks, front, stem)
    titles = title_blocks(blocks, front)
    title = title_of(blocks, titles, properties) or (running_title(blocks, front) if shape.resolution else "")
    genre = _genre(blocks, front, shape, title, symbol)
    authors = authors_of(blocks, front, titles, genre)
    publisher, short = publisher_of(blocks, front, genre, symbol)
    if not title and genre == "delegate":
        title = delegate_title(blocks, front, authors) or opening_topic(blocks)
    titled, title = bool(title), title or stem
    return Metadata(
        title=title,
        titled=titled,
        titles=frozenset(titles),
        masthead=masthead_of(blocks, front, titles, authors) | cover(blocks, titles, shape),
        symbol=symbol,
        aliases=aliases_of(title, symbol, stem, genre, Owners(publisher, short, authors), blocks),
        authors=authors,
        publisher=publisher,
        date=_date(blocks, front),
        genre=genre,
        binding=_binding(genre, symbol, blocks),
    )


def _symbol(blocks: Sequence[Block], front: int, stem: str) -> str | None:
    """The document's own symbol; the file name's where the text has none, or the same in letters misread by a scanner."""
    printed, filed = _printed_symbol(blocks, front, stem), _filed_symbol(stem)
    if filed and (printed is None or printed.translate(_MISREAD) == filed.translate(_MISREAD)):
        return filed
    return printed


def _filed_symbol(stem: str) -> str | None:
    """The symbol by which the United Nations files a document, "A_39_361.en" for A/39/361."""
    filed = _LANGUAGE.sub("", stem)
    if not _FILED.fullmatch(filed) or not re.search(r"\d", filed):
        return None
    symbol = filed.replace("_", "/")
    return re.sub(r"^(S/RES/\d+)/((?:19|20)\d\d)$", r"\1 (\2)", symbol)


def _printed_symbol(blocks: Sequence[Block], front: int, stem: str) -> str | None:
    """The symbol alone on a line, in a running header, or in the file name and the text."""
    for block in blocks:
        found = SYMBOL.search(block.text)
        if (
            block.kind == "furniture"
            and found
            and re.search(r"\d", found[0])
            and not re.search(r"[(\[]\s*$", block.text[: found.start()])
        ):
            return found[0].rstrip(".-*")
    for block in blocks[:front]:
        if SYMBOL.fullmatch(block.text.strip("* ")) and re.search(r"\d", block.text):
            return block.text.strip("* ")
    named = re.sub(r"[_ ]+", "/", re.sub(r"\.(?:en|fr|es)$", "", stem))
    for found in (each for block in blocks[:front] for each in SYMBOL.finditer(block.text)):
        if re.sub(r"\W", "", found[0]) in re.sub(r"\W", "", named):
            return found[0]
    return None


def _date(blocks: Sequence[Block], front: int) -> str | None:
    """ISO date (or year and month) from the front matter, else from the imprint."""
    imprint = (block for block in blocks if block.kind == "furniture")
    for block in (*blocks[:front], *imprint):
        if block.kind != "note" and (found := _DATE.search(block.text)):
            month = f"{found[3]}-{MONTHS.index(found[2]) + 1:02d}"
            return f"{month}-{int(found[1]):02d}" if found[1] else month
    found_year = (
        re.search(r"(?:©.*|\()((?:19|20)\d\d)\b", block.text) for block in blocks if block.kind == "furniture"
    )
    return next((found[1] for found in found_year if found), None)


def _genre(blocks: Sequence[Block], front: int, shape: Shape, title: str, symbol: str | None) -> Genre:
    head = " ".join(block.text for block in blocks[: front + 3] if block.kind != "note")[:4000]
    if (symbol and "/RES/" in symbol) or (shape.resolution and not shape.treaty):
        return "resolution"
    if shape.treaty and (_TREATY_WORD.search(title) or not shape.numbered):
        return "treaty"
    if sum(1 for block in blocks if block.kind == "heading" and _MODEL_UN.search(block.text)) >= 3:
        return "delegate"
    if _DELEGATE.search(head):
        return "delegate"
    if (
        symbol
        and re.search(r"/L\.\d", symbol)
        and re.search(r"draft (?:resolution|decision)|amendment to", head)
    ):
        return "resolution"
    if symbol or _SECRETARIAT.search(head):
        return "secretariat"
    text = " ".join(block.text for block in blocks if block.kind == "furniture") + head
    return "paper" if _HOUSE_WORDS.search(text) else "unknown"


def _binding(genre: Genre, symbol: str | None, blocks: Sequence[Block]) -> Binding:
    if genre == "treaty":
        return "binding"
    if genre == "resolution" and symbol and symbol.startswith("S/RES/"):
        acting = any(re.search(r"\bActing under Chapter VII\b", block.text) for block in blocks)
        return "binding" if acting else "unknown"
    return "unknown" if genre == "unknown" else "not binding"
