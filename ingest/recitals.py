"""Recitals: the preambular paragraphs of treaties and resolutions, set apart when they are run together.

Pure. The openers are the vocabulary of the genre, in the form UN editors use.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from .blocks import Block, Mark

_OPENER = (
    "Acknowledging|Acting|Affirming|Alarmed|Also|Anxious|Appalled|Appreciating|Approving|Aware|"
    "Bearing|Believing|Calling|Cognizant|Commending|Concerned|Condemning|Confident|Confirming|"
    "Conscious|Considering|Contemplating|Convinced|Declaring|Deeply|Deploring|Desiring|Desirous|"
    "Determined|Disturbed|Emphasizing|Encouraged|Encouraging|Endeavouring|Expecting|Expressing|"
    "Finding|Firmly|Fulfilling|Fully|Further|Gravely|Grieved|Guided|Having|Highlighting|Hoping|"
    "Indignant|Inspired|Intending|Keeping|Meeting|Mindful|Noting|Observing|Persuaded|Pledging|"
    "Pointing|Prompted|Proclaiming|Pursuant|Reaffirming|Realizing|Recalling|Recognising|Recognizing|"
    "Referring|Regretting|Reiterating|Remaining|Reminding|Renewing|Resolved|Resolving|Seeking|"
    "Seriously|Shocked|Stressing|Strongly|Supporting|Taking|Trusting|Underlining|Understanding|"
    "Underscoring|Urging|Viewing|Welcoming|Wishing"
)
_AGREED = r"(?:Have|HAVE|Do|Hereby|HEREBY) (?:hereby )?(?:agreed?|AGREED)"
_BOUNDARY = re.compile(rf"(?<=[,;])\s*(?=(?:(?:And |and )?(?:{_OPENER})\b|{_AGREED}))")
# "We the peoples ..., determined to ..., and to ...": clauses instead of recitals
_PEOPLES = re.compile(r"We,? the peoples?\b")
_CLAUSE = re.compile(
    r"(?:(?<=\bdetermined)|(?<=,)|(?<=, and)|(?<=,and))\s*(?=to [a-z]+[ ,])|(?<=,)\s*(?=Have resolved\b)|(?<=[a-z]\.)\s*(?=[A-Z])"
)
_HEAD = re.compile(r"\W*(?:PREAMBLE|PREAMBULE|Preamble|Preambule)[\s.:]*(?=[A-Z])")
_BODY_OPENER = re.compile(
    r"(?:The|We,? the) [A-Z][^.;:]{2,120},|"
    r"The (?:General Assembly|Security Council|Economic and Social Council|Human Rights Council|Conference of the [A-Z][\w ]{3,80})"
)
_OPERATIVE = re.compile(
    r"(?:(?:Also|Further|Strongly|Urgently|Solemnly|Once again|Again)\s+)?(?:acknowledge|adopt|affirm|agree|appeal|appoint|approve|"
    r"authorize|call|commend|concur|condemn|confirm|congratulate|decide|declare|demand|deplore|determine|direct|elect|emphasize|encourage|"
    r"endorse|express|extend|invite|note|proclaim|reaffirm|recall|recognize|recommend|reiterate|renew|request|"
    r"resolve|stresse|stress|support|take|terminate|underline|underscore|urge|welcome)e?s\b",
    re.IGNORECASE,
)


def is_opener(text: str) -> bool:
    """Whether a block is the line that opens a resolution: "The General Assembly,"."""
    return bool(_BODY_OPENER.fullmatch(text.strip()) or (_PEOPLES.match(text) and len(text) < 120))


def is_enacting(text: str) -> bool:
    """Whether a block is the words with which a treaty's preamble ends: "Have agreed as follows:"."""
    return len(text) < 120 and bool(re.match(_AGREED, text))


def is_operative(text: str) -> bool:
    """Whether a block begins with the verb of an operative paragraph: "Decides", "Further requests"."""
    return text[:1].isupper() and bool(_OPERATIVE.match(text))


def is_recital(text: str) -> bool:
    """Whether a block begins as a preambular paragraph does."""
    return bool(re.match(rf"(?:And |Pp?\d+\.? )?(?:{_OPENER})\b", text))


def split_recitals(block: Block) -> tuple[Block, ...]:
    """A preamble set as one block, as one block for each recital; the word "Preamble" at its head goes.

    >>> [each.text for each in split_recitals(Block("The Parties, Noting this, Convinced of that,"))]
    ['The Parties,', 'Noting this,', 'Convinced of that,']
    """
    head = _HEAD.match(block.text)
    start = head.end() if head else 0
    boundary = _CLAUSE if _PEOPLES.match(block.text, start) else _BOUNDARY
    cuts = [start, *(found.end() for found in boundary.finditer(block.text, start)), len(block.text)]
    return tuple(_piece(block, one, two) for one, two in pairwise(cuts) if block.text[one:two].strip())


def _piece(block: Block, start: int, end: int) -> Block:
    text = block.text[start:end].rstrip()
    marks = tuple(Mark(mark.label, mark.start - start) for mark in block.marks if start <= mark.start <= end)
    before = block.before if start == 0 else "line"
    return replace(block, text=text, marks=tuple(m for m in marks if m.start <= len(text)), before=before)
