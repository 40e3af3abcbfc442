"""Titles: whether a question asks for what stands under a title, whatever its paragraphs' words: "rule of speciality".

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from index import split_terms
from ingest import Paragraph

_NUMBERED = re.compile(r"^\W*(?:article|art\.|section|chapter|part|annex)\s+[\dIVXivx]+\b\W*", re.IGNORECASE)
_LEAST = 0.6  # share of the question's weighted terms that the title has


def asks_for_title(weights: Mapping[str, float], paragraph: Paragraph, names: Collection[str]) -> bool:
    """Whether a question is little more than the title that a paragraph stands under.

    weights  of the question's terms
    names    the terms of the document's names, which do not count
    """
    if not paragraph.section:
        return False
    title = set(split_terms(_NUMBERED.sub("", paragraph.section[-1]))) - set(names)
    own = {term: weight for term, weight in weights.items() if term not in names}
    if not title or not title <= own.keys():
        return False
    return sum(own[term] for term in title) >= _LEAST * sum(own.values())
