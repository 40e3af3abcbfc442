"""Sufficiency: what speaks for and against the best paragraphs for a question as its answer.

Whether they are on its subject is told by four signs, which refusal weighs. Whether they
hold what it asks for is read twice: for the signs of missing, which are plain rules, and
together with the question by the cross-encoder where that may settle it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index import Hit, Library, split_terms
from ingest import Document, Paragraph

from .country_names import lands_asked
from .intent import Intent
from .parts import split_parts
from .plain_words import reword
from .proper_names import names_in
from .refusal import ANSWERS, Signs
from .retrieve import late_of

if TYPE_CHECKING:
    from .missing import Missing

_JOINT = re.compile(r"[-/]")
_READ = 3  # paragraphs
_NEARLY = 0.44  # probability by the signs from which the cross-encoder is heard: hardly less than enough,
_VOUCHES = -2.0  # and the logarithm of the odds that then is enough
_DENSE = 5  # of which the greatest cosine counts


def signs_of(
    library: Library,
    documents: Mapping[str, Document],
    asked: str,
    hits: Sequence[Hit],
    weights: Mapping[str, float],
) -> Signs:
    """The signs that hits, best first, are on the subject of a question.

    documents  by id
    weights    of the question's terms
    """
    if not hits:
        return Signs(0.0, 0.0, 1.0, 1.0)
    total = sum(weights.values()) or 1.0
    unknown = set(unknown_terms(library, asked))
    said_otherwise = set(split_terms(asked)) - set(split_terms(reword(asked) or asked))
    own = {term: weight / total for term, weight in weights.items() if term not in said_otherwise}
    names = set(split_terms(" ".join(names_in(asked))))
    read = (_with_context(hit.paragraph, documents) for hit in hits[:_READ])
    there = names.union(split_terms(" ".join(read)))
    return Signs(
        late=max(late_of(hit) for hit in hits[:_READ]),
        dense=max(hit.parts.dense for hit in hits[:_DENSE]),
        unknown=sum(share for term, share in own.items() if term in unknown),
        lacking=max(
            (share for term, share in own.items() if not there.issuperset(_parts(term))), default=0.0
        ),
    )


def vouched(library: Library, subject: float, asked: str, hits: Sequence[Hit]) -> float:
    """The probability that hits are on the subject of a question; ANSWERS where it is nearly that and the cross-encoder
    has it that one of the best is likely an answer.

    subject  the probability by the signs
    """
    if not _NEARLY <= subject < ANSWERS:
        return subject
    odds = library.judge(asked, hits[:_READ])
    return ANSWERS if odds and max(odds) > _VOUCHES else subject


def unknown_terms(library: Library, asked: str) -> list[str]:
    """The terms of a question that stand nowhere in the library; "import/export" does where both its words do,
    a people where its country does."""
    return [
        term
        for term, there in library.known(asked).items()
        if not there
        and not ((parts := _parts(term)) != [term] and all(library.known(" ".join(parts)).values()))
        and not any(all(library.known(land).values()) for land in lands_asked(term))
    ]


def unknown_words(library: Library, asked: str) -> list[str]:
    """The words of a question, as it writes them, that stand nowhere in the library."""
    terms = set(unknown_terms(library, asked))
    words = re.findall(r"[\w’'/.-]*\w", asked)
    return list(dict.fromkeys(word for word in words if terms.intersection(split_terms(word))))


def _parts(term: str) -> list[str]:
    """The terms of a compound's words, "ex-fighters", "import/export"; of another the term itself."""
    words = _JOINT.split(term)
    if len(words) < 2 or not all(map(str.isalpha, words)):
        return [term]
    return [part for word in words for part in split_terms(word)] or [term]


def _with_context(paragraph: Paragraph, documents: Mapping[str, Document]) -> str:
    document = documents[paragraph.document]
    return " ".join((document.title, *document.aliases, *paragraph.section, paragraph.text))


def missing_of(
    question: str,
    intent: Intent,
    hits: Sequence[Hit],
    documents: Mapping[str, Document],
    weights: Mapping[str, float],
    term: str = "",
    names_another: Callable[[str], bool] = lambda _: False,
    known_as: Callable[[str], Sequence[str]] = lambda _: (),
) -> Missing | None:
    """What the best three hits lack of what a question asks for, by their words alone; None where that cannot be judged.

    Judged, and fitted, for single questions: of several parts, sources or documents each paragraph may answer one.

    documents  by id
    weights    of the question's terms
    term       that the question plainly wants defined, "" for none
    names_another  whether a sentence is on another document than the one that the question names
    known_as       the other names of what a name stands for
    """
    from .missing import Passage, missing_in

    if not hits or intent in ("source", "compare") or len(split_parts(question)) > 1:
        return None
    best = (hit.paragraph for hit in hits[:_READ])
    passages = [Passage.of(each, documents[each.document], weights) for each in best]
    missing = missing_in(question, passages, term, known_as)
    if missing.wanted and missing.wanted.kind == "date" and names_another(passages[0].sentence):
        return replace(missing, unsaid={**missing.unsaid, "other document": 1.0})
    return missing


def doubted(library: Library, missing: Missing, asked: str, hits: Sequence[Hit]) -> Missing:
    """The same, with what the cross-encoder makes of the three, read one by one until the decision stands."""
    if not missing.undecided:
        return missing
    odds = [hit.parts.odds for hit in hits[:_READ] if hit.parts.odds is not None]
    for hit in hits[:_READ]:
        if odds and missing.doubted(odds).probability < ANSWERS:  # greater odds would doubt it still less
            break
        if hit.parts.odds is None:
            odds += library.judge(asked, [hit])
    return missing.doubted(odds) if odds else missing
