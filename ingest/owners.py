"""Owners: who wrote a document and who published it.

Pure. Read off bylines, delegations, imprint and what a house says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block
from .document import Genre
from .masthead import BYLINE, DELEGATION
from .titles import plain_case

_NAMES = re.compile(r"(?:[A-ZÀ-Ý][\w.'’À-ÿ-]+(?: (?:and|AND|&) |, | )?){2,8}$")
_PUBLISHED = re.compile(
    r"(?:©|\(c\)|[Cc]opyright)\s*(?:by\s+)?(?:the\s+)?(?P<who>[A-Z][\w’'& .-]{3,70}?),?\s*(?:19|20)\d\d"
)
_UN_SYMBOL = re.compile(r"(?:A|S|E|ST|CTOC|CAC|HRI|CCPR|CRC|CEDAW|UNEP|TD|FCCC|NPT)/")
_SELF = re.compile(
    r"(?:The )?(?P<name>[A-Z][\w ]{2,60}?)(?: \((?P<short>[A-Z]{2,})\))?,? is an? (?:independent|international|global|non)"
)
_HOUSE = re.compile(
    r"(?:[A-ZÀ-Ý][\w’'-]+ (?:(?:for|of|on|and) )?){0,6}(?:Institute|Centre|Center|Foundation|University|Think Tank|Observatory|Initiative)(?: (?:for|of|on) [A-Z][\w’' -]{2,50})?"
)


def authors_of(blocks: Sequence[Block], front: int, titles: Sequence[int], genre: Genre) -> tuple[str, ...]:
    """The authors: a body by its byline, a delegation, or persons whom the document tells of elsewhere."""
    for block in blocks[: front + 1]:
        if found := BYLINE.match(block.text):
            return (found["who"].strip(),)
        if genre == "delegate" and (found := DELEGATION.search(block.text)):
            return ((found["a"] or found["b"]).strip(),)
    if genre in ("treaty", "resolution"):
        return ()
    for at in range(front):
        text = blocks[at].text.strip(" *")
        if (
            at in titles
            or blocks[at].kind in ("note", "row")
            or not _NAMES.fullmatch(text)
            or re.search(r"\d", text)
        ):
            continue
        names = [name.strip() for name in re.split(r"\s+(?:and|AND|&)\s+|,\s*", text)]
        if all(2 <= len(name.split()) <= 4 for name in names) and _is_person(names[0], blocks):
            return tuple(plain_case(name) for name in names)
    return ()


def _is_person(name: str, blocks: Sequence[Block]) -> bool:
    """Whether the document says elsewhere who this is, or cites the name in another order."""
    surname = name.split()[-1].casefold()
    told = re.compile(rf"{re.escape(name)}\b.{{0,40}} is (?:the|an?|\w+ )", re.IGNORECASE)
    cited = re.compile(rf"\b{re.escape(surname)},? [a-z]\.", re.IGNORECASE)
    return any(
        told.search(block.text) or (block.kind in ("note", "furniture") and cited.search(block.text))
        for block in blocks
    )


def publisher_of(
    blocks: Sequence[Block], front: int, genre: Genre, symbol: str | None
) -> tuple[str | None, str]:
    """Publisher and its abbreviation."""
    name, short = None, ""
    for block in blocks:
        if block.kind != "furniture":
            continue
        if found := _PUBLISHED.search(block.text):
            name = name or found["who"].strip()
        if found := _SELF.match(block.text):
            short = found["short"] or (
                found["name"] if found["name"].isupper() and " " not in found["name"] else short
            )
            name = name or (plain_case(found["name"]) if " " in found["name"] else None)
    if short and not name:
        spelled = (block.text for block in blocks if block.text.isupper() and _capitals(block.text) == short)
        name = plain_case(next(spelled, short))
    if (
        name is None
        and (symbol or genre in ("secretariat", "resolution"))
        and _is_of_un(blocks[: front + 5], symbol)
    ):
        return "United Nations", short
    if name is None and genre == "paper":
        houses = (
            _HOUSE.fullmatch(block.text.strip(" *")) for block in blocks[:front] if block.kind != "note"
        )
        name = next((found[0] for found in houses if found), None)
    return name, short


def _is_of_un(head: Sequence[Block], symbol: str | None) -> bool:
    """Whether a document with a symbol is the United Nations' own: other bodies number theirs in the same way."""
    return bool(symbol and _UN_SYMBOL.match(symbol)) or any("United Nations" in block.text for block in head)


def _capitals(text: str) -> str:
    return "".join(
        word[0] for word in text.split() if word[0].isupper() and word.lower() not in ("of", "the", "and")
    )
