"""Headings: which plain lines are headings, and how headings nest.

Pure. Markup and typography are believed where they agree with themselves; a
document converted from PDF often has neither, or levels that contradict each
other, and then the style of the words (numbers, capitals) decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .blocks import Block
from .imprint import ends_open, ends_sentence
from .labels import parse_label
from .recitals import is_opener, is_operative

_LONGEST = 160
_LONG = 60
_SENTENCE = re.compile(r"\b(?:shall|should|must|may|will|can|is|are|was|were|has|have)\b.*[a-z)]\.$")
_STRUCTURAL = re.compile(
    r"(?:(?:article|art\.|section|chapter|part|title|protocol)\s+(?:[IVXLC]+|\d+|[A-Z])\b|(?:annex|appendix|schedule|preamble)\b|"
    r"(?:principle|rule|regulation|guideline|recommendation|clause)\s+\d{1,3}(?:$|[.:]?\s+(?-i:[A-Z])))",
    re.IGNORECASE,
)
# "Article 4. Final provisions.": a title with a stop, no sentence
_STOPPED_TITLE = re.compile(
    r"(?:Article|ARTICLE|Art\.)\s+(?:[IVXLC]+|\d+)\s*[.:–—-]+\s*"
    r"(?!(?:The|An?|Each|Every|Any|No|All|This|These|In|If|Where|When|Nothing)\b)[A-Z][\w’'-]*(?:,?\s[\w’'-]+){0,5}\.$"
)


def mark_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with plain-text headings turned into kind "heading", all with sane levels."""
    found = list(blocks)
    flow = [at for at, block in enumerate(found) if block.kind not in ("furniture", "note")]
    lists = _list_styles(blocks)
    # from the end, so that what stands under a line is known when the line is judged
    for place, at in reversed(list(enumerate(flow))):
        if _style(found[at]) in lists:
            continue
        before = found[flow[place - 1]] if place else None
        after = [found[each] for each in flow[place + 1 : place + 3]]
        if found[at].kind == "text" and _reads_as_heading(found[at], before, after):
            found[at] = replace(found[at], kind="heading")
        elif found[at].kind == "heading" and (
            _is_running_text(found[at]) or _is_provision(found[at].text) or _is_cut(found[at], after)
        ):
            found[at] = replace(found[at], kind="text")
    return _with_levels(found)


def _list_styles(blocks: Sequence[Block]) -> frozenset[str]:
    """Number styles whose short lines end in stops: a list of sentences, not of headings."""
    short = [block for block in blocks if block.kind == "text" and len(block.text) <= _LONGEST]
    stopped = Counter(
        _style(block) for block in short if block.text.endswith(".") and parse_label(block.text)
    )
    return frozenset(style for style, count in stopped.items() if count >= 2)


def _is_running_text(block: Block) -> bool:
    """A "heading" of the markup that is a sentence or more."""
    if len(block.text) > _LONG and _SENTENCE.search(block.text):
        return True
    return len(block.text) > _LONGEST and ends_sentence(block.text)


def _is_cut(block: Block, after: Sequence[Block]) -> bool:
    """A long "heading" that breaks off and is taken up by what follows: a paragraph set in bold, cut."""
    if len(block.text) < _LONG or not after or after[0].kind != "text" or ends_sentence(block.text):
        return False
    return bool(re.match(r"[a-z]|\d[\d.,]*\s", after[0].text)) and not parse_label(after[0].text)


def _is_provision(text: str) -> bool:
    """The line that opens a resolution, and "12. Decides ...": never headings, however they are set."""
    return is_opener(text) or (_labelled(text) and is_operative(_unlabelled(text)))


def _reads_as_heading(block: Block, before: Block | None, after: Sequence[Block]) -> bool:
    text = block.text.strip()
    if not text or len(text) > _LONGEST or not after or _is_provision(text) or _is_running_text(block):
        return False
    if not re.match(r"[\"“‘'(]?[A-Z0-9À-Ý]", text) or re.search(r"https?://|www\.|\w@\w", text):
        return False
    if _STRUCTURAL.match(text) and len(text) < 80 and not ends_sentence(text):
        return True
    if _STOPPED_TITLE.match(text) and not _STRUCTURAL.match(after[0].text) and not _SENTENCE.search(text):
        return True
    if _continues(before, block, after) or ends_open(text):
        return False
    loud = block.bold or block.size > 1.05 or _is_capitals(text)
    if re.search(r"[.;,]$|[.;,][”\"]$", text) and not (loud and block.bold):
        return False
    if text.endswith(":") and not (loud or _labelled(text)):
        return False
    if re.search(r"[.!] [A-Z]", _unlabelled(text)):
        return False
    return _leads_somewhere(text, after, loud)


def _leads_somewhere(text: str, after: Sequence[Block], loud: bool) -> bool:
    """A heading stands over something longer than itself, or over another heading."""
    follower = after[0]
    if follower.text[:1].islower() and follower.kind == "text" and not parse_label(follower.text):
        return False
    if _labelled(text) and parse_label(follower.text) and len(follower.text) < len(text) * 2:
        # two short numbered lines in a row are a list, unless both stand over text
        return loud or (len(after) > 1 and len(after[1].text) > 2 * len(follower.text))
    if follower.kind == "item" and not loud:
        return not text.endswith(":")
    return loud or follower.kind in ("heading", "row") or len(follower.text) > len(text)


def _continues(before: Block | None, block: Block, after: Sequence[Block]) -> bool:
    """Whether a short line is rather the end of an unfinished paragraph before it."""
    if before is None or before.kind != "text" or len(before.text) < _LONGEST:
        return False
    return not ends_sentence(before.text) and block.before == "page" and ends_sentence(block.text)


def _labelled(text: str) -> bool:
    return bool(parse_label(text))


def _unlabelled(text: str) -> str:
    labels = parse_label(text)
    return text[labels[0].end :] if labels else text


def _is_capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 4 and all(sign.isupper() for sign in letters)


def _style(block: Block) -> str:
    """The style of a heading's words, which stays the same over all headings of one rank."""
    labels = parse_label(block.text)
    if labels:
        return f"{labels[0].form} {labels[0].wrap}"
    return "capitals" if _is_capitals(block.text) else "words"


def _with_levels(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give every heading a level from 1 on: the markup's, where it means anything, else by style."""
    headings = [block for block in blocks if block.kind == "heading"]
    styles: dict[str, list[int]] = {}
    for block in headings:
        styles.setdefault(_style(block), []).append(block.level)
    if _is_trusted(headings, styles):
        return _with_missing_levels(blocks, styles)
    flow = [block for block in blocks if block.kind not in ("note", "furniture")]
    ranks = _ranks(flow, list(styles))
    return tuple(
        replace(block, level=_rank(block, ranks, block is flow[0])) if block.kind == "heading" else block
        for block in blocks
    )


def _is_trusted(headings: Sequence[Block], styles: dict[str, list[int]]) -> bool:
    """Whether the markup's levels agree with the words: one style, one level; plain words may go up and down."""
    marked = [block.level for block in headings if block.level]
    steps = all(second - first <= 1 for first, second in pairwise(marked))
    by_style = all(_agrees(levels) for style, levels in styles.items() if style != "words" or not steps)
    return bool(marked) and by_style and 2 * len(marked) >= len(headings)


def _with_missing_levels(blocks: Sequence[Block], styles: dict[str, list[int]]) -> tuple[Block, ...]:
    """A heading that only its look made one: the level of its style, or one under the heading before it."""
    found: list[Block] = []
    before = 0
    for block in blocks:
        if block.kind == "heading":
            if not block.level:
                known = Counter(level for level in styles[_style(block)] if level)
                numbered = known and _style(block) not in ("words", "capitals")
                block = replace(block, level=known.most_common(1)[0][0] if numbered else before + 1)
            else:
                before = block.level
        found.append(block)
    return tuple(found)


def _agrees(levels: Sequence[int]) -> bool:
    """Whether the markup gives one style one level, as it would if it meant anything (few are no sample)."""
    marked = [level for level in levels if level]
    return len(levels) < 3 or (bool(marked) and Counter(marked).most_common(1)[0][1] >= 0.8 * len(levels))


def _ranks(flow: Sequence[Block], styles: Sequence[str]) -> dict[str, int]:
    """Rank of each style, 1 the outermost: numbers in the UN's order, then what stands directly over what."""
    order = ["ROMAN x.", "upper x.", "number x."]
    labelled = [style for style in order if style in styles]
    others = [style for style in styles if style not in order]
    over = Counter(
        (_style(one), _style(two)) for one, two in pairwise(flow) if one.kind == two.kind == "heading"
    )
    if {"words", "capitals"} <= set(others):
        under = over["words", "capitals"] > over["capitals", "words"]
        others = [style for style in others if style not in ("words", "capitals")]
        others += ["words", "capitals"] if under else ["capitals", "words"]
    ranked = [*labelled, *others]
    return {style: rank for rank, style in enumerate(ranked, 1)}


def _rank(block: Block, ranks: dict[str, int], first: bool) -> int:
    rank = ranks[_style(block)]
    # of two plain headings the one set close under the text before it is the lesser
    return rank + 1 if block.before == "none" and _style(block) == "words" and not first else rank
