"""Names of documents: what each document is called, the kinds of document that it is called, and what else tells which.

Pure. Names that a question writes are found by names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest import SYMBOL, Document

from .name_words import SMALL, fold_name

INSTRUMENTS = frozenset(
    str.split("convention protocol treaty charter statute covenant agreement declaration")
)
KINDS = INSTRUMENTS | frozenset(str.split("resolution report paper guide note letter"))

# what a paper written for a Model UN is called, whatever its title
_MODEL_UN = [
    f"{who} {what}"
    for who in ("Model UN", "MUN", "Model United Nations", "delegate's", "student")
    for what in ("paper", "background paper", "guide", "background guide", "study guide", "report")
] + ["study guide", "background guide"]


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
    written = re.sub(r"\.[a-z]{2}$", "", stem).replace("_", "/")
    if SYMBOL.fullmatch(written) and written[:2] != "//":
        names.append(written)  # a scan may have its printed symbol misread
    return tuple(dict.fromkeys(names))


def _short_symbols(symbol: str) -> Iterator[str]:
    """A/RES/79/190 is "79/190" too."""
    if "/RES/" in symbol:
        number = symbol.split("/RES/")[1]
        yield f"resolution {number}"


def kinds_of(document: Document) -> frozenset[str]:
    """The kinds of document that it is called: "protocol", "paper" and "report"."""
    if document.genre == "resolution":
        # further on, its title may speak of other documents
        return frozenset({"resolution", *fold_name(document.title).split()[:5]}) & KINDS
    heads = (
        next((word for word in fold_name(name).split() if word in KINDS), "") for name in names_of(document)
    )
    return frozenset(heads) - {""} | ({"treaty"} if document.genre == "treaty" else set())


def is_law(document: Document) -> bool:
    """Whether a document lays down what is to be done: a treaty or a resolution."""
    return document.genre in ("treaty", "resolution")


def words_about(document: Document) -> frozenset[str]:
    """Words besides its names by which a document is described: authors, publisher, year."""
    draft = "draft" if re.search(r"/L\.\d", document.symbol or "") else ""
    text = " ".join((*document.authors, document.publisher or "", (document.date or "")[:4], draft))
    return frozenset(fold_name(text).split())


def initialled(short: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """The runs of words in titles and the names of bodies whose first letters an abbreviation is."""
    words = (rf"\b{re.escape(letter)}\w+" for letter in short)
    run = re.compile(
        r"[\s-]+(?:(?:against|an?|and|by|for|in|of|on|the|to|with)\s+)*".join(words), re.IGNORECASE
    )
    texts = (text for each in documents for text in (each.title, *each.authors, each.publisher or ""))
    runs = dict.fromkeys(found[0].lower() for text in texts for found in run.finditer(text))
    return tuple(each for each in runs if each.split()[0] not in SMALL)
