"""Follow-ups: a question that leans on the one before is made to stand alone, without a model.

Pure. What it lacks is carried over from the last question: the document it
named, the provision, or its subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index import Hit, Library, split_terms
from ingest import Paragraph

from .exchanged import ASKING, Likeness, other_term, other_word, put_for, with_kind, with_other_document
from .names import Names
from .proper_names import names_in
from .provisions import parse_request

_LEANS = re.compile(
    r"^\W*(?:and|but|so|what about|how about|what if|what can be done (?:if|when)|also|then|which (?:paragraph|article|page|one|document)|where exactly|"
    r"in (?:the other|that|this)|say more|tell me more|more|why (?:not|so|is it|was it|do they|did they)|"
    r"(?:does|is|was|has|did|can|will) (?:it|that|this)|are (?:they|those)|(?:do|did|were|can|have) they|"
    r"(?P<soft>in which|for (?:which|whom)|on what|by when|since when)|the same)\b",
    re.IGNORECASE,
)
# "that" and "one" after such words alone: "a law that ...", "one delegate" point at nothing
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|those|these|(?<!are )(?<!were )there|he|she|his|her|"
    r"same|such|instead|otherwise|the other|the latter|the former)\b|"
    r"(?:^\W*|\b(?:is|was|do|does|did|can|could|would|should|will|has|about|of|for|to|than|on|in|with|after|before|by|from|under|like|why|how|and|all) )"
    r"that\b|\bthat\W*$|\b(?:which|the|another|each|first|last|other|no|second|any) ones?\b|\bones?\W*$",
    re.IGNORECASE,
)
_OWNS = frozenset("its their his her".split())
# "that meeting", "these bodies": a thing spoken of before, however long the question is
_THAT_THING = re.compile(
    r"\b(?:that|this|these|those|the same|such)\s+(?:article|body|bodies|case|committee|conference|convention|council|"
    r"countr(?:y|ies)|court|decision|duty|event|figure|finding|fund|group|law|measure|meeting|mission|network|number|offence|office|"
    r"organi[sz]ation|panel|paper|paragraph|percentage|period|plan|principle|programme|provision|report|resolution|rule|"
    r"state|statement|strategy|study|system|treaty|protocol)s?\b",
    re.IGNORECASE,
)
# "any exceptions", "has anyone been charged since": of what was asked before
_GOES_ON = re.compile(
    r"^\W*how (?:much|many|long|often|big|large)(?: \w+){0,2}(?: in total| a year| each)?\W*$|"
    r"^\W*(?:any(?:one|body|thing)?|who else|what else|(?:has|have|did|was|were|is|are) any(?:one|body|thing)?)\b|"
    r"\b(?:afterwards|since(?: then)?|later(?: on)?|in the end|eventually|as well|too)\W*$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\bthe [a-z]+\b(?! (?:of|for|on|in|to|that|which|who)\b)")
_ALSO = re.compile(r"^\W*(?:and|what about|how about|also)\b", re.IGNORECASE)
_JOINT = " — "
_OWN = 2  # content words that a follow-up needs to be answered by its own words
_OF_DOCUMENT, _OF_ARTICLE = 0.03, 0.05  # for a paragraph of what the question before was answered from
_SAID = 0.03  # against the very paragraph
_SOFT = 4  # "in which city ...": no more than these
_FEW = 5  # content words: fewer than this and a leaning start make a follow-up


def make_standalone(
    question: str,
    history: Sequence[str],
    names: Names,
    is_defined: Callable[[str], bool] = lambda _: False,
    likeness: Likeness = lambda _, others: (0.0,) * len(others),
) -> str:
    """The question as it would be asked without the conversation; itself when it stands alone.

    is_defined  whether the library defines a term
    likeness    how near each of several words is to one in meaning
    """
    if not history or not _leans(question, names):
        return question
    question = with_other_document(with_kind(question, names), history, names)
    last = history[-1]
    if len(history) > 1 and _leans(last, names):
        last = make_standalone(last, history[:-1], names, is_defined, likeness)
    named = names.find(question)
    if parse_request(question).provisions and not named.documents:
        naming = names.find(last)
        return f"{question} {naming.name}".strip() if naming.documents else question
    if named.documents and not split_terms(named.rest):
        # "in the Charter?": the same, asked of another document
        before = names.find(last)
        if before.documents:
            return put_for(last, before, named, question)
    if named.documents and named.exact and parse_request(last).provisions:
        return question  # that provision is of the document before
    if not named.documents and (
        other := other_term(question, last, is_defined) or other_word(question, last, names, likeness)
    ):
        return other
    return f"{last.rstrip(' ?.!')}{_JOINT}{question}"


def own_words(asked: str) -> str:
    """What a question made self-standing asks itself, without what it was given from the one before.

    The whole of it where it has too few words to be answered by.

    >>> own_words("What is the task force's mandate — Why has it been held back by States?")
    'Why has it been held back by States?'
    """
    own = asked.rpartition(_JOINT)[2]
    return own if len(split_terms(own)) >= _OWN else asked


def words_before(asked: str) -> str:
    """What a question made self-standing was given from the one before it."""
    return asked.rpartition(_JOINT)[0]


def judged_words(asked: str) -> str:
    """What tells whether a question is answered: of a follow-up its own words, however few, where they want a thing.

    >>> judged_words("What does the board do — how many members has it — who heads it?")
    'who heads it?'
    """
    from .wanted import wanted_in  # compiles much: a question that is looked up does not wait for it

    before, _, last = asked.rpartition(_JOINT)
    if before and not ASKING.search(last) and _ALSO.match(last):
        return asked  # "and in the second report?" asks nothing by itself
    return last if wanted_in(last) else own_words(asked)


def refocus(library: Library, hits: Sequence[Hit], own: str) -> tuple[Hit, ...]:
    """The hits of a follow-up in the order of what is newly asked and what was asked before, half and half."""
    weighed = [replace(hit, score=(hit.score + _fit(library, hit, own)) / 2) for hit in hits]
    return tuple(
        replace(hit, rank=rank) for rank, hit in enumerate(sorted(weighed, key=lambda hit: -hit.score), 1)
    )


def near_answer(hits: Sequence[Hit], earlier: Sequence[Hit], again: float = _SAID) -> tuple[Hit, ...]:
    """The hits of a follow-up, those beside the paragraph that leads for the question before a little higher.

    One asks on where one has read: in the same document, mostly the same article, but not the same paragraph.

    again  what is against that paragraph
    """
    if not earlier:
        return tuple(hits)
    answer = earlier[0].paragraph
    lifted = [replace(hit, score=hit.score + _nearness(hit.paragraph, answer, again)) for hit in hits]
    return tuple(
        replace(hit, rank=rank) for rank, hit in enumerate(sorted(lifted, key=lambda hit: -hit.score), 1)
    )


def _nearness(paragraph: Paragraph, answer: Paragraph, again: float) -> float:
    if paragraph.document != answer.document:
        return 0.0
    first = paragraph.locator.steps[:1]
    of_article = bool(first) and first == answer.locator.steps[:1]
    return _OF_DOCUMENT + _OF_ARTICLE * of_article - again * (paragraph.id == answer.id)


def _fit(library: Library, hit: Hit, own: str) -> float:
    late = library.fit_spans(own, hit.paragraph, [(0, len(hit.paragraph.text))])
    return late[0] if late else hit.score


def _definite(question: str) -> bool:
    """Whether a short question without a name speaks of "the vessel", "the judges": which, was said before."""
    without_capital = question[:1].lower() + question[1:]  # that of its first word names nothing
    return _DEFINITE.search(question) is not None and not names_in(without_capital)


def _leans(question: str, names: Names) -> bool:
    content = split_terms(question)
    if len(content) <= 2:
        return True
    if names.find(question, forgiving=False).documents and len(content) > _FEW:
        return False
    if (leaning := _LEANS.match(question)) and len(content) <= (_SOFT if leaning["soft"] else _FEW + 3):
        return True
    naming = names.find(question)
    if naming.documents and not split_terms(naming.rest):
        return True
    if not naming.documents and len(content) <= _FEW and (_GOES_ON.search(question) or _definite(question)):
        return True
    if _THAT_THING.search(question):
        return True
    if len(content) > _FEW + 2:
        return False
    pointing = _POINTS_BACK.finditer(question)
    return any(not (len(content) > _FEW and _is_of_own(question, each)) for each in pointing)


def _is_of_own(question: str, pointing: re.Match[str]) -> bool:
    """Whether "its" or "their" comes after a name in the question itself, which it may be of: "the Mission ... its head"."""
    before = (
        question[:1].lower() + question[1 : pointing.start()]
    )  # the capital of its first word names nothing
    return pointing[0].lower() in _OWNS and bool(names_in(before))
