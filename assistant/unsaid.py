"""Unsaid: what a question asks after or names and the nearest paragraphs do not speak of.

Pure. Beside the kinds of things, which wanted knows: whether the thing wanted is stated
plainly, the noun asked after, the deed asked about, the countries named, and whether a
question about what happened meets a text that only prescribes. Each is a sign, a number
greater the more is lacking; missing weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index import split_terms

from .asking import Asking, asking_in
from .bodies import bodies_named, bodies_speaking
from .country_names import lands_asked, lands_in
from .definitions import says_what_it_is
from .nearest import Passage, does_it, terms_of
from .plainly import alike
from .proper_names import names_in
from .series import numbered_in
from .wanted import FIGURES, WHO, Wanted

_PAST = (
    r"(?:\w{2,}ed|took|gave|made|led|wrote|won|lost|paid|said|went|came|became|got|left|met|sent|spent|chose|broke|found|"
    r"brought)"
)
_HAPPENED = re.compile(
    rf"\b(?:was|were|did|had|has|have|been)\b|\bwho (?!\w+s\b)\w+ed\b|\b(?:which|what|how many) (?:[\w-]+ ){{1,5}}{_PAST}\b",
    re.IGNORECASE,
)
_TO_BE_DONE = re.compile(
    r"\b(?:should|must|may|shall|to be|can|could|do|does|need(?:s|ed)?|requires?|happens|(?:is|are) \w+ed|(?:asked|expected|urged|required|obliged|bound|requested|invited|"
    r"encouraged|supposed|meant|called (?:up)?on) to)\b",
    re.IGNORECASE,
)
_PRESCRIBES = re.compile(
    r"\b(?:shall|should|must|may|encourag\w+|urg(?:es|ing)|requests?|calls? (?:up)?on|invit\w+|decides|recommends?|"
    r"to be)\b",
    re.IGNORECASE,
)
# Nouns that tell no more than the kind of thing asked for, and ranks.
_KINDS = frozenset(
    """date day year month time period share percentage proportion sum amount money number numbers name names first
    last""".split()
)

# Who pays, who leads: told by words that any text on it has, whoever it is.
_ROLES = {
    "payer": (
        re.compile(
            rf"{WHO}(?:should |must |shall |has to |will |would )?(?:pays?|paid|funds?|funded|finances?|bears?|covers?|"
            r"meets? the (?:costs?|expenses?))\b|\bhow \b.{1,80}\b(?:paid|pay(?:ing)?) for\b|\bat whose (?:cost|expense)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:pay(?:s|ing|ments?|able)?|paid|costs?|expens\w+|fund(?:s|ed|ing)?|financ(?:es?|ed|ing)|bears?|borne|"
            r"charges?|budget\w*|expenditures?|contribut\w+|donors?|money|compensat\w+)\b",
            re.IGNORECASE,
        ),
    ),
    "leader": (
        re.compile(rf"{WHO}(?:heads?|headed|leads?|led|chairs?|chaired|presides?|presided|directs?|directed)\b", re.IGNORECASE),
        re.compile(r"\b(?:head(?:s|ed)?|chair\w*|presid\w+|led|lead(?:s|er\w*)?|direct(?:s|ed|ors?)|chief)\b", re.IGNORECASE),
    ),
}  # fmt: skip


# "which article deals with X", "provision on X", "where does the Charter say": only the text itself tells
_FOR_PROVISION = re.compile(
    r"^\W*(?:(?:in|under|on|by) )?(?:which|what) (?:[\w-]+ ){0,3}(?:article|provision|paragraph|section|clause|chapter)s?\b(?! \d)|"
    r"\b(?:provision|article|clause)s? (?:on|about|for|dealing|covering|regarding|concerning)\b|"
    r"^\W*where (?:does|do)\b",
    re.IGNORECASE,
)


def unsaid_in(
    question: str, wanted: Wanted | None, three: Sequence[Passage], term: str = ""
) -> dict[str, float]:
    """The signs of what the best passages, best first, leave unsaid, by name; what is 0 is left out.

    term  that the question plainly wants defined
    """
    best = three[0]
    signs: dict[str, float] = {
        "land": _lands_lacking(question, three),
        "norm": _prescribed(question, best),
        **_nouns_lacking(question, wanted, three),
        **_deed_lacking(question, three),
        **_roles_lacking(question, three),
        "body": _of_another_body(question, wanted, three),
        "other body": _on_another_body(question, three[0]),
        "other number": _numbered_otherwise(question, three[0]),
        "definition": _undefined(term, three) if term else 0,
        "provision": not (wanted and wanted.kind == "place") and _FOR_PROVISION.search(question) is not None,
    }
    if wanted and wanted.plainly:
        texts = (best.sentence, best.text, "\n".join(each.text for each in three))
        signs[f"vague {wanted.kind}"] = sum(not wanted.plainly(text) for text in texts)
        signs["undated"] = (
            wanted.kind == "date" and signs["vague date"] == 3 and _HAPPENED.search(question) is not None
        )
    return {name: float(value) for name, value in signs.items() if value}


def asks_after(question: str, wanted: Wanted | None) -> bool:
    """Whether a question asks after a noun that a text which answers it should have."""
    return bool(_own_nouns(asking_in(question), question, wanted))


def has_nouns(question: str, wanted: Wanted | None, text: str) -> bool:
    """Whether a text has all the nouns that a question asks after, names aside."""
    return _has_all(_own_nouns(asking_in(question), question, wanted), terms_of(text))


def _own_nouns(asking: Asking, question: str, wanted: Wanted | None) -> list[str]:
    """The nouns asked after that a text should have: no names, and none that only tells the kind."""
    if asking.form in ("", "which"):
        return []
    nouns = asking.nouns[-1:] if asking.form == "many" else asking.nouns
    names = {word.lower() for name in names_in(question) for word in re.split(r"[-\s]", name)}
    if asking.form == "what" and nouns and nouns[-1].isupper():
        names.discard(nouns[-1].lower())  # "what is the GDP of": a noun for all its capitals
    return [each for each in nouns if each.lower() not in names | _KINDS and not lands_asked(each)]


def nowhere_in(question: str, wanted: Wanted | None, three: Sequence[Passage]) -> tuple[str, ...]:
    """The nouns that a question asks after and that none of the passages has."""
    there = _terms_of_all(three)
    return tuple(each for each in _own_nouns(asking_in(question), question, wanted) if not _has(each, there))


def _nouns_lacking(question: str, wanted: Wanted | None, three: Sequence[Passage]) -> dict[str, float]:
    """Whether the best passage (1), all three (2) lack one of the nouns asked after."""
    asking = asking_in(question)
    nouns = _own_nouns(asking, question, wanted)
    there = (terms_of(three[0].context), _terms_of_all(three))
    return {f"noun {asking.form}": sum(not _has_all(nouns, terms) for terms in there)}


def _deed_lacking(question: str, three: Sequence[Passage]) -> dict[str, float]:
    """Whether the best sentence (1), the passage (2), all three (3) lack the deed asked about."""
    asking = asking_in(question)
    if not asking.deed or not asking.form:
        return {}
    there = (terms_of(three[0].sentence), terms_of(three[0].context), _terms_of_all(three))
    return {f"deed {asking.form}": sum(not _has(asking.deed, terms) for terms in there)}


def _of_another_body(question: str, wanted: Wanted | None, three: Sequence[Passage]) -> int:
    """Whether a figure of a body is asked that the best passage does not name, while one of another document does."""
    asked = bodies_named(question) if wanted and wanted.kind in FIGURES else frozenset()
    if asked:
        asked -= bodies_named(three[0].context) | bodies_speaking(three[0].context)
    others = (each for each in three[1:] if each.document != three[0].document)
    return int(bool(asked) and any(asked & bodies_named(each.context) for each in others))


def _on_another_body(question: str, best: Passage) -> int:
    """Whether the best passage names a body, but not the one that the question names."""
    asked = bodies_named(question) - bodies_speaking(best.context)
    named = bodies_named(best.context)  # by its text or its document's title
    return int(bool(asked - named) and bool(named - asked))


def _numbered_otherwise(question: str, best: Passage) -> int:
    """Whether the best passage is on another of a series than the question: the tenth session, not the first."""
    asked, told = numbered_in(question), numbered_in(best.text)
    of = {thing for _, thing in told}
    return int(any(each not in told and each[1] in of for each in asked))


def _roles_lacking(question: str, three: Sequence[Passage]) -> dict[str, float]:
    """For who pays and who leads: whether the best sentence (1), the passage (2), all three (3) say nothing of it."""
    texts = (three[0].sentence, three[0].text, "\n".join(each.text for each in three))
    return {
        f"no {role}": sum(not told.search(text) for text in texts)
        for role, (asked, told) in _ROLES.items()
        if asked.search(question)
    }


def _undefined(term: str, three: Sequence[Passage]) -> int:
    """Whether the best sentence (1), the passage (2), all three (3) do not say what a term is."""
    best = three[0]
    said = [says_what_it_is(term, each.text, each.heading) for each in three]
    return (not says_what_it_is(term, best.sentence, best.heading)) + (not said[0]) + (not any(said))


def _terms_of_all(three: Sequence[Passage]) -> frozenset[str]:
    return frozenset().union(*(terms_of(each.context) for each in three))


def _has_all(nouns: Sequence[str], there: Collection[str]) -> bool:
    return all(_has(noun, there) for noun in nouns)


def _has(word: str, there: Collection[str]) -> bool:
    terms = set(split_terms(" ".join(alike(word))))
    return not terms or not terms.isdisjoint(there)


def _lands_lacking(question: str, three: Sequence[Passage]) -> int:
    """Whether the best passage (1), all three (2) lack a country of the question."""
    asked = lands_asked(question)
    if not asked:
        return 0
    named = [lands_in(each.context) for each in three]
    return bool(asked - named[0]) + bool(asked.difference(*named))


def _prescribed(question: str, best: Passage) -> int:
    """Whether what happened is asked and the best sentence (1), the passage (2) says what is to be done."""
    if not _HAPPENED.search(question) or _TO_BE_DONE.search(question) or does_it(question, best):
        return 0
    return sum(_PRESCRIBES.search(text) is not None for text in (best.sentence, best.text))
