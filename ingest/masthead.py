"""Masthead: the lines at a document's head that say what it is and nothing else.

Pure. Session, item, date, sponsors, symbol, byline, series: they feed the
metadata and are no evidence for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block
from .divisions import Shape
from .labels import parse_label
from .recitals import is_opener
from .references import SYMBOL

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(MONTHS)
_MASTHEAD = re.compile(
    rf"""^(?:United\ Nations|General\ Assembly|Security\ Council|Economic\ and\ Social\ Council|Human\ Rights\ Council|
      Conference\ of\ the\ (?:States\ )?Parties\b.*|Commission\ on\ .*|Working\ Group\ on\ .*|Distr\.?.*|Original:.*|English\b.*|
      .*\bsession|Agenda\ items?\b.*|Items?\ \d+.*\b(?:agenda|preliminary\ list)\b.{{0,6}}|[\[(]?(?:original|language):?.*|
      (?:[\w .'’-]{{2,30}},\ )?\d.*\b(?:{_MONTH})\ \d{{4}}(?:\ (?:Item|Agenda)\ .*)?|
      \[?(?:without\ reference|on\ the\ (?:report|recommendation|proposal)).*|Resolution\ adopted\ by.*|on\ \d.*|
      Adopted\ by\ the\ Security\ Council.*|Provisional.*|Summary|\d{{2}}-\d{{4,6}}.*|\*\d+\*|Page\ .*|
      (?:Done|Signed|Adopted|Concluded|Opened\ for\ signature|Entr(?:y|ed)\ into\ force)\b.*\b\d{{4}}\b.{{0,60}})$""",
    re.VERBOSE | re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:(?:Background |Discussion |Working |Conference room )?(?:paper|note|report|document)s?|Report|Note|Letter|Memorandum)"
    r"\s(?:prepared |submitted |drafted )?(?:by|of)\s(?:the\s)?(?P<who>[A-Z][^.]{2,90})$"
)
# the sponsors' line of a draft: "Norway and Peru: draft resolution"
SPONSORS = re.compile(
    r".{3,}:\s?\*{0,2}\s?(?:revised |oral )?(?:draft (?:resolution|decision)|amendments?\b).*", re.IGNORECASE
)
SERIES = re.compile(
    r"(?:[A-Z]{2,}\s|[A-Z]\w+ Institute )?(?:(?:summary|final|annual|joint) )?"
    r"(?:(?:meeting|discussion|working|policy|background|research|position|occasional|briefing|issue|concept|special|technical) )?"
    r"(?:report|paper|brief|note)s?(?: (?:no\.?|number|series) ?\d+)?",
    re.IGNORECASE,
)
DELEGATION = re.compile(
    r"(?:Delegation|Delegate|Representative)s? (?:of|from) (?:the )?(?P<a>[A-Z][^.,;:]{2,60})|(?:Country|Submitted by|Delegation|Sponsor)s?: *(?:the )?(?P<b>[A-Z][^.;:]{2,60})",
    re.IGNORECASE,
)
RESOLUTION_TITLE = re.compile(
    r"(?P<number>\d{1,3}/\d{1,3}(?: [A-Z])?|\d{1,3}/[A-Z][\w.]*)\.\s+(?P<title>[A-Z\d“\"].*)"
)
_FRONT = 40  # blocks from the start that may hold the masthead and title


def front_of(blocks: Sequence[Block]) -> int:
    """Index of the first block of the content: a numbered heading, an article, a long sentence, an opener."""
    for at, block in enumerate(blocks[:_FRONT]):
        if block.kind in ("furniture", "note"):
            continue
        if RESOLUTION_TITLE.match(block.text) or _MASTHEAD.match(block.text):
            continue
        label = parse_label(block.text)
        if block.kind == "heading" and label:
            return at
        if re.match(
            r"(?:article|chapter|part|preamble|annex|introduction|abstract|executive summary|abbreviations)\b",
            block.text,
            re.I,
        ):
            return at
        if (
            is_opener(block.text)
            or len(block.text) >= 220
            or (label and label[0].form == "number" and len(block.text) > 60)
        ):
            return at
    return min(len(blocks), _FRONT)


def tells_of_document(text: str) -> bool:
    """Whether a line is masthead, byline, symbol or the name of a delegation."""
    told = _MASTHEAD.match(text) or BYLINE.match(text) or SYMBOL.fullmatch(text) or DELEGATION.fullmatch(text)
    return bool(told)


def masthead_of(
    blocks: Sequence[Block], front: int, titles: Sequence[int], authors: Sequence[str]
) -> frozenset[int]:
    """Lines that only feed the metadata: in the front matter, and on a cover that stands elsewhere."""
    found = {at for at in range(front) if at not in titles and _is_masthead(blocks[at], authors)}
    for title in titles:
        for at in (title - 2, title - 1, title + 1, title + 2):
            beside = 0 <= at < len(blocks) and at not in titles
            if beside and (_is_by_names(blocks[at], authors) or SERIES.fullmatch(blocks[at].text)):
                found.add(at)
    return frozenset(found)


def cover(blocks: Sequence[Block], titles: Sequence[int], shape: Shape) -> frozenset[int]:
    """What stands before the line that opens a resolution: sponsors, committee, the report it came from."""
    opener = next((at for at, block in enumerate(blocks[:_FRONT]) if is_opener(block.text)), 0)
    if not shape.resolution or shape.treaty:
        return frozenset()
    return frozenset(
        at for at in range(opener) if at not in titles and blocks[at].kind in ("heading", "text")
    )


def _is_masthead(block: Block, authors: Sequence[str]) -> bool:
    """A line of the front matter that only feeds the metadata."""
    if block.kind not in ("heading", "text"):
        return False
    text = block.text.strip("* ")
    told = _MASTHEAD.match(text) or BYLINE.match(text) or SYMBOL.fullmatch(text)
    return bool(told) or _is_by_names(block, authors)


def _is_by_names(block: Block, authors: Sequence[str]) -> bool:
    """Whether a line does nothing but name the authors."""
    text = block.text.strip("* ").casefold()
    named = bool(authors) and all(author.casefold() in text for author in authors)
    return named and len(text) <= sum(len(author) + 12 for author in authors)
