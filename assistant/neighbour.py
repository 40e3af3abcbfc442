"""The paragraph or article next to the one that was read: "and the next article?", "what does the paragraph before say?"

Pure. What was read is the first citation of the answer before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest import Document, Paragraph

from .citing import short_name

_AFTER, _BEFORE = r"next|following|subsequent", r"previous|preceding|prior"
_UNIT = r"(?P<unit>paragraph|para|article|art|sub-?paragraph|item|provision|one|row|entry)s?\b\.?"
_ASKS = re.compile(
    r"^\W*(?:(?:and|then|also|now|but|ok|so|please|what|whats|is|does|do|about|says?|show|give|quote|read|how|me|in|us|go to)\b[\s’'s,]*)*"
    rf"(?:(?:the|its|this|that|very)\s+)*(?:(?:(?:(?P<after>{_AFTER})|(?P<before>{_BEFORE}))\s+{_UNIT})|"
    r"(?P<kind>paragraph|article|one|item) (?:(?P<behind>after|following)|(?P<ahead>before|preceding))(?: (?:that|it|this)(?: one)?)?)"
    r"(?:\s+(?:says?|reads?|is|about|requires?|provides?|then|too|please))*\W*$",
    re.IGNORECASE,
)
_READ = ("body", "item", "quotation", "row")  # kinds that one reads on to


@dataclass(frozen=True, slots=True)
class Step:
    """How far and over what one reads on: 1 or -1 articles, paragraphs, or of either what was read."""

    by: int
    unit: Literal["article", "paragraph", "either"]


def step_asked(question: str) -> Step | None:
    """The step that a question asks to read on by; None where it asks anything else.

    >>> step_asked("and what does the next article say?")
    Step(by=1, unit='article')
    """
    found = _ASKS.match(question)
    if found is None:
        return None
    named = (found["unit"] or found["kind"]).lower()
    unit: Literal["article", "paragraph", "either"] = (
        "article" if named.startswith("art") else "either" if named in ("one", "provision") else "paragraph"
    )
    return Step(1 if found["after"] or found["behind"] else -1, unit)


def request_for(step: Step, document: Document, read: Paragraph, *, by_article: bool) -> str | None:
    """What asks for the neighbour of a paragraph that was read: "A/1/2, para. 58"; "" where none follows or precedes it.

    None where an article is asked for and none was read.

    by_article  whether the whole article was asked for, which "the next one" then means
    """
    by_article = by_article or [kind for kind, _ in read.locator.steps] == ["article"]
    if step.unit == "article" or (step.unit == "either" and by_article):
        if not read.locator.steps or read.locator.steps[0][0] != "article":
            return None
        place = _article_beside(step.by, document, read)
    else:
        place = _paragraph_beside(step.by, document, read)
    return f"{short_name(document)}, {place}" if place else ""


def _article_beside(by: int, document: Document, read: Paragraph) -> str:
    steps = (each.locator.steps[0] for each in document.paragraphs if each.locator.steps)
    numbers = list(dict.fromkeys(number for kind, number in steps if kind == "article"))
    at = numbers.index(read.locator.steps[0][1]) + by
    return f"art. {numbers[at]}" if 0 <= at < len(numbers) else ""


def _paragraph_beside(by: int, document: Document, read: Paragraph) -> str:
    """The next paragraph that is no part of this one, nor what it is a part of."""
    depth = len(read.locator.steps)
    others = [
        each
        for each in document.paragraphs
        if each.kind in _READ
        and len(each.locator.steps) <= depth
        and (each.position - read.position) * by > 0
        and each.id != read.parent
    ]
    nearest = min(others, key=lambda each: abs(each.position - read.position), default=None)
    return nearest.locator.shown if nearest else ""
