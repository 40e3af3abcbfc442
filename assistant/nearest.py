"""Nearest: a paragraph found for a question, as those that judge whether it answers read it.

Pure. It holds the paragraph's text, its best sentence and what stands over it. What it
lacks is for missing and unsaid to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from index import split_terms
from ingest import Document, Paragraph

from .evidence import coverage, sentences_of

_OPERATIVE = re.compile(r"\W*(?:\w{1,4}[.)]\s+)?(?:(?:Also|Further) )?([A-Z][a-z]+(?:s|ing))\b")
_TEXTS = 4096  # whose terms are remembered: other questions come back to the same paragraphs


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph found: its text, its best sentence with the next, and the text with headings, title, symbol and date.

    row       a row of a table, whose units and years stand in the table's head, which is not at hand
    heading   the last of the headings over it, "" without one
    document  its document's id
    """

    text: str
    sentence: str
    context: str
    row: bool = False
    heading: str = ""
    document: str = ""

    @classmethod
    def of(cls, paragraph: Paragraph, document: Document, weights: Mapping[str, float]) -> Passage:
        """A paragraph of a document; the best sentence is that with most of the question's weighted terms, and the next."""
        spans = sentences_of(paragraph) or ((0, len(paragraph.text)),)
        sentences = [paragraph.text[start:end] for start, end in spans]
        best = max(range(len(sentences)), key=lambda at: coverage(sentences[at], weights))
        about = (document.title, *document.aliases, document.symbol or "", document.date or "")
        return cls(
            paragraph.text,
            " ".join(sentences[best : best + 2]),
            " ".join((*about, *paragraph.section, paragraph.text)),
            paragraph.kind == "row",
            paragraph.section[-1] if paragraph.section else "",
            paragraph.document,
        )


def does_it(question: str, passage: Passage) -> bool:
    """Whether a question is about what the paragraph of a resolution itself does, by its first verb: "Extends ..."."""
    found = _OPERATIVE.match(passage.text)
    return found is not None and not terms_of(question).isdisjoint(split_terms(found[1]))


@lru_cache(maxsize=_TEXTS)
def terms_of(text: str) -> frozenset[str]:
    """The distinct terms of a text."""
    return frozenset(split_terms(text))
