"""Titles: which lines at a document's head are its title, and what it is called where it has none.

Pure. Type size, markup and repetition decide; a series name, a masthead line or
the first of many section headings is no title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block
from .masthead import RESOLUTION_TITLE, SERIES, SPONSORS, tells_of_document
from .recitals import is_opener

_TOPIC = re.compile(
    r"(?:Topic|Subject|Agenda item|Item|Question)(?: +\d+| of)?(?: *:| -| –) *(?P<topic>\S.{5,150})",
    re.IGNORECASE,
)
_LONG = re.compile(r"(?:\S+\s+){12}")  # prose, no heading
_OPENING = re.compile(
    r"(?:The|This) (?:issue|question|topic|problem|subject) of (?P<topic>[^.;:]{15,110}?),? "
    r"(?:is|are|has|have|remains?|continues?|was|became|becomes)\b"
)
_DRAFT = re.compile(
    rf"(?:revised )?draft (?:resolution|decision)\b.{{0,200}}|{SPONSORS.pattern}", re.IGNORECASE | re.DOTALL
)
_FRONT = 60  # blocks that may stand before a draft's first line
_TITLE_LINES = 6
_NAMES = re.compile(r"(?:[A-ZÀ-Ý][\w.'’À-ÿ-]+(?: (?:and|AND|&) |, | )?){2,8}$")
_ABBREVIATIONS = ("UN", "EU", "SIPRI", "IPI", "AU", "NATO", "UNODC", "OSCE", "ASEAN", "ECOWAS", "INTERPOL")


def title_blocks(blocks: Sequence[Block], front: int) -> tuple[int, ...]:
    """The blocks of the front matter that make the title, and any later repeat of it."""
    if draft := _draft_title(blocks):
        return draft
    candidates = [at for at in range(front) if _may_be_title(blocks[at]) and not _is_section(blocks, at)]
    if not candidates:
        return ()
    numbered = [at for at in candidates if RESOLUTION_TITLE.match(blocks[at].text)]
    best = numbered[0] if numbered else max(candidates, key=lambda at: _title_weight(blocks, at, candidates))
    chosen = [best]
    while not numbered and chosen[0] - 1 in candidates and blocks[chosen[0] - 1].text.endswith(":"):
        chosen.insert(0, chosen[0] - 1)
    while not numbered and chosen[-1] + 1 in candidates and blocks[chosen[-1]].text.endswith(":"):
        chosen.append(chosen[-1] + 1)
    same = blocks[best].text.casefold()
    repeats = [at for at, block in enumerate(blocks) if block.text.casefold() == same and at not in chosen]
    return (*chosen, *(at for at in repeats if blocks[at].kind in ("heading", "text")))


def _draft_title(blocks: Sequence[Block]) -> tuple[int, ...]:
    """The lines of a draft between "Norland: draft resolution" and "The General Assembly,"."""
    opener = next((at for at, block in enumerate(blocks[:_FRONT]) if is_opener(block.text)), 0)
    heads = [at for at in range(opener) if _DRAFT.fullmatch(blocks[at].text)]
    between = [at for at in range(heads[-1] + 1, opener) if blocks[at].kind != "note"] if heads else []
    while between and blocks[between[0]].text[:1].islower():
        del between[0]  # the second line of the head
    if between and re.fullmatch("[A-Z]", blocks[between[-1]].text):
        del between[-1]  # "A", the first of several resolutions under one title
    return tuple(between) if len(between) <= _TITLE_LINES else ()


def _may_be_title(block: Block) -> bool:
    text = block.text.strip("* ")
    if RESOLUTION_TITLE.match(text) and len(text) <= 400:
        return block.kind in ("heading", "text")
    first = block.kind == "heading" and block.level == 1
    if block.kind not in ("heading", "text") or not (2 if first else 8) <= len(text) <= 400:
        return False
    if re.search(r"[,;]$|@|https?://|www\.", text) or SERIES.fullmatch(text) or SPONSORS.fullmatch(text):
        return False
    loud = block.kind == "heading" or block.bold or block.centred or block.size > 1.05
    is_sentence = re.search(r"[.!:?]$|[.!?] [A-Z]", text)
    return (loud or not is_sentence) and not tells_of_document(text)


def _is_section(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading of the front is the first of several alike that stand over text: no title, a section."""
    block = blocks[at]
    flow = [each for each in blocks[at + 1 :] if each.kind not in ("note", "furniture")]
    over_text = bool(flow) and flow[0].kind == "text" and len(flow[0].text) >= 220
    looks = (block.level, block.size, block.bold, block.text.isupper())
    alike = [each for each in flow if (each.level, each.size, each.bold, each.text.isupper()) == looks]
    return at > 0 and over_text and sum(each.kind == "heading" for each in alike) >= 2


def _title_weight(blocks: Sequence[Block], at: int, candidates: Sequence[int]) -> tuple[float, int]:
    """How much a block looks like the title: type size, markup, repetition; then its length."""
    block = blocks[at]
    weight = 2 * block.size
    if block.kind == "heading":
        weight += {1: 1.5, 2: 1.0}.get(block.level, 0.0)
    if sum(1 for other in candidates if blocks[other].text.casefold() == block.text.casefold()) > 1:
        weight += 2.0
    if (
        _NAMES.fullmatch(block.text)
        and len(block.text.split()) <= 6
        and not block.text.endswith(":")
        and block.level != 1
    ):
        weight -= 2.0
    if re.search(r"[.!]$", block.text):
        weight -= 2.0
    return weight + 0.5 * (block.bold and block.kind != "heading"), len(block.text)


def title_of(blocks: Sequence[Block], titles: Sequence[int], properties: dict[str, str]) -> str:
    """The title as one line, "" when there is none."""
    if titles:
        numbered = RESOLUTION_TITLE.match(blocks[titles[0]].text)
        lines = [numbered["title"]] if numbered else list(dict.fromkeys(blocks[at].text for at in titles))
        return " ".join(plain_case(line) for line in lines)
    given = properties.get("title", "").strip()
    if len(given) > 8 and not re.match(
        r"(?:microsoft word|untitled)|.*\.(?:docx?|pdf|indd)$", given, re.IGNORECASE
    ):
        return given
    return ""


def running_title(blocks: Sequence[Block], front: int) -> str:
    """A resolution's title that stands at the head of its pages too and was taken for furniture with them."""
    over = [block.text for block in blocks[:front] if block.kind == "furniture" and len(block.text) > 12]
    told = (text for text in reversed(over) if not (tells_of_document(text) or SPONSORS.fullmatch(text)))
    return next((text for text in told if not text[-1].isdigit() or " " in text), "")


def delegate_title(blocks: Sequence[Block], front: int, authors: Sequence[str]) -> str:
    """A delegation's paper goes by its delegation and topic when it has no title of its own."""
    topics = (_TOPIC.search(block.text) for block in blocks[:front])
    topic = next((found["topic"].strip() for found in topics if found), "")
    article = (
        "the "
        if authors and re.match(r"(?:\w+ )?(?:Republic|Kingdom|State|Union|United|Federation)", authors[0])
        else ""
    )
    paper = f"Position paper of {article}{authors[0]}" if authors else ""
    return ": ".join(each for each in (paper, topic) if each)


def opening_topic(blocks: Sequence[Block]) -> str:
    """What a study guide without a title says that it is about: "The issue of lamps at sea is ..." is on "lamps at sea"."""
    first = next((block.text for block in blocks if _LONG.search(block.text)), "")
    found = _OPENING.match(first)
    return f"[{found['topic'][0].upper()}{found['topic'][1:]}]" if found else ""


def plain_case(text: str) -> str:
    """A title in capitals, in the case of a sentence's names."""
    if not text.isupper():
        return text
    small = {
        "of",
        "the",
        "and",
        "to",
        "in",
        "on",
        "for",
        "a",
        "an",
        "against",
        "with",
        "by",
        "from",
        "at",
        "or",
    }
    words = [word if word.strip("():,") in _ABBREVIATIONS else word.capitalize() for word in text.split()]
    return " ".join(w.lower() if at and w.lower() in small else w for at, w in enumerate(words))
