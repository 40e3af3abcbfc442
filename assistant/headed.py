"""Headed: the article whose heading is what a question asks about, and the paragraph that leads in it.

Pure. "Extradition in UNTOC" asks for no sentence of a long article rather than
another; a drafter lays down the rule first, so its first paragraph answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import split_terms
from ingest import Document, Paragraph

from .names import names_of
from .units import ASKING

_SAYING = ASKING | frozenset(
    str.split(
        """address addresses apply applies compare rule rules law laws treat treats handle handles govern governs
        matter matters issue issues topic question position regarding respect relation concerning"""
    )
)
_SAID = frozenset(split_terms(" ".join(_SAYING)))
_OF_TERMS = re.compile(r"(?:\d+\.\s*)?For the purposes? of this [Aa]rticle\b")


def asks_for_heading(question: str, document: Document, headings: Sequence[str]) -> bool:
    """Whether a question asks for nothing but one of some headings of a document, which may lack its paragraphs."""
    asked, named = _asked_in(question), _terms(" ".join(names_of(document)))
    return any(_is_asked(heading_terms(each), asked, named) for each in headings)


def leading_paragraph(question: str, document: Document) -> Paragraph | None:
    """The first paragraph of the article that a question asks about by its heading; None when it asks for more.

    The document with its paragraphs.
    """
    asked = _asked_in(question)
    named = _terms(" ".join(names_of(document)))
    headings = [each for each in document.paragraphs if each.kind == "heading" and _article(each)]
    fitting = [each for each in headings if _is_asked(heading_terms(each.text), asked, named)]
    best = max(fitting, key=lambda each: len(heading_terms(each.text)), default=None)
    return first_of(_article(best), document.paragraphs) if best else None


def _asked_in(question: str) -> frozenset[str]:
    """The terms of a question without those of asking."""
    words = re.findall(r"[\w’'/.-]*\w", question)
    return _terms(" ".join(word for word in words if word.lower() not in _SAYING))


def _is_asked(heading: frozenset[str], asked: frozenset[str], named: frozenset[str]) -> bool:
    """Whether the rest of a question names the document; of a heading, words of asking are as little told ("rule of")."""
    heading = heading - _SAID or heading
    return bool(heading) and heading <= asked and asked - heading <= named


def heading_terms(heading: str) -> frozenset[str]:
    """The terms of an article's heading without its number."""
    return frozenset(term for term in _terms(heading) if term != "articl" and not term[0].isdigit())


def _terms(text: str) -> frozenset[str]:
    """The terms of a text; of "bell-ringing" only its parts."""
    return frozenset(term for term in split_terms(text) if "-" not in term)


def first_of(article: str, paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The first paragraph of an article that is not about its own terms."""
    own = [each for each in paragraphs if _article(each) == article and each.kind in ("body", "item")]
    return next((each for each in own if not _OF_TERMS.match(each.text)), None)


def _article(paragraph: Paragraph) -> str:
    """The article that a paragraph stands in or heads, "" for none and in annexes."""
    steps = paragraph.locator.steps
    return steps[0][1] if steps and steps[0][0] == "article" else ""
