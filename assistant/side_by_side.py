"""Side by side: what a comparison of documents quotes, and which of them are said to be silent on the matter.

Chosen already is what each document says; here the definitions of a term, or the parallel provisions
of treaties and resolutions, take its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index import Hit, Library
from ingest import Document

from .citing import short_name
from .document_names import is_law
from .evidence import defines
from .followup import own_words
from .names import Naming
from .parts import split_parts
from .retrieve import term_wanted
from .strings import NOT_DEFINED_IN, NOTHING_IN

if TYPE_CHECKING:
    from .writer import Evidence

_AS_GOOD = 0.1  # how far behind the best hit a document's best may be for the document not to be silent


def set_side_by_side(
    library: Library,
    asked: str,
    namings: Sequence[Naming],
    quotations: list[Evidence],
    hits: Sequence[Hit],
) -> tuple[list[Evidence], str]:
    """The quotations of the documents that a question compares, and a line for each document that is silent.

    Of a term that is defined the definitions; where treaties or resolutions are compared on a matter, their
    parallel provisions.

    hits  for the question: a document whose best is as good as the others' is not silent
    """
    from .compare import compare_instruments, quotations_of, topic_of  # a plain question does without

    documents = [each.documents[0] for each in namings if len(each.documents) == 1]
    topic = topic_of(asked, namings)
    silent: list[Document] = []
    parts = split_parts(asked)
    of_each_the_same = len(parts) == 1 or all(part.contrasts for part in parts)
    term = term_wanted(own_words(asked), namings) if of_each_the_same else ""
    if defining := [each for each in quotations if defines(each[1].paragraph, term)]:
        quotations = defining
        # said of a document only when all of it was looked through, not for what was not found first
        silent = [
            each
            for each in documents
            if not any(defines(paragraph, term) for paragraph in library.document(each.id).paragraphs)
        ]
    elif topic and len(documents) > 1:
        comparison = compare_instruments(library, topic, documents)
        without = [each.document for each in comparison.provisions if not each.paragraphs]
        speaking = documents_speaking(hits)
        # what is sure of provisions, which are headed and alike, is not of prose: it may say a thing in passing
        silent = [each for each in without if is_law(each) and each.id not in speaking]
        if len(without) == len(documents):
            silent = []
        elif all(map(is_law, documents)) and len(without) == len(silent):
            quotations = list(quotations_of(comparison)) or quotations
    named = {document.id for each in namings for document in each.documents} - {each.id for each in silent}
    said = NOT_DEFINED_IN if defining else NOTHING_IN
    lead = "\n".join(said.format(name=short_name(each)) for each in silent)
    return [each for each in quotations if each[0].id in named] or quotations, lead


def documents_speaking(hits: Sequence[Hit]) -> frozenset[str]:
    """The ids of the documents of which a hit is as good as the best of another."""
    best = max((hit.score for hit in hits), default=0.0)
    return frozenset(hit.paragraph.document for hit in hits if hit.score >= best - _AS_GOOD)
