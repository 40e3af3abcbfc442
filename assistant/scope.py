"""Scope: which of the documents that a question names it looks in, and the question to one without that one's name.

Pure. "What does the harbour report say on lamps?" asks the harbour report; searched with
its name, every text about harbours would be as near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import split_terms

from .names import Naming
from .parts import FROM_IT, Part, split_parts

_WITHIN = re.compile(r"\b(?:in|according to|per)\s+(?:the\s+)?(?:(?:19|20)\d\d\s+)?$", re.IGNORECASE)
_WHERE_IN = re.compile(r"^\W*where\s+in\s+(?:the\s+)?$", re.IGNORECASE)  # asks for the provision, no place
_WITHIN_DESCRIBED = re.compile(r"\b(?:in|according to|per)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_AND = re.compile(
    r"[\s,;/]*(?:(?:and|or|vs\.?|versus|&)\s+)?(?:in\s+)?(?:the\s+)?(?:(?:19|20)\d\d\s+)?", re.IGNORECASE
)
_LEFT_OVER = re.compile(r"\b(?:in|according to|per)\s+(?:the\s+)?(?=[\s,.?]*$|\s*,)", re.IGNORECASE)
_SAYS = re.compile(
    r"^(?:['’]s)?\s+(?:authors?|papers?|reports?|say|think|recommend|propos|suggest|defin|ask|call|want|argue|see|"
    r"describ|discuss|give|find)",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:of|to|by|with|under|from|for|on|against|between|and|or)\s+(?:the\s+)?$", re.IGNORECASE
)
_MOST = 4  # documents of one name: more are a kind of document, not a name
_TERMS = 2  # content words that are left to be asked


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked of a document, and the sources of the document, more than one where they share the name."""

    question: str
    sources: tuple[str, ...]


def scope_of(question: str, namings: Sequence[Naming]) -> Scope | None:
    """The document that a question asks what it says; None when it asks of none, or of several.

    namings  the documents that the question names, by the names' places in it
    """
    within = _located(question, namings)
    asked = within or [each for each in namings if _is_subject(question, each)]
    if len(asked) != 1 or (len(namings) > 1 and (not within or _named_apart(question, namings))):
        return None
    naming = asked[0]
    if not naming.exact or len(naming.documents) > _MOST:
        return None
    before = _WHERE_IN.sub("", question[: naming.start])
    rest = _LEFT_OVER.sub(" ", f"{before} {question[naming.end :]}")
    rest = re.sub(r"\s+(?=[?.,;])", "", " ".join(rest.split())).lstrip(" ,;:")
    if len(split_terms(rest)) < _TERMS:
        return None
    return Scope(rest, tuple(each.source for each in naming.documents))


def _named_apart(question: str, namings: Sequence[Naming]) -> bool:
    """Whether each part of a question names a document: "what does the report say, and what the Convention?"."""
    parts = split_parts(question)
    named = [{each.documents for each in namings if part.start <= each.start < part.end} for part in parts]
    return len(parts) > 1 and all(len(each) == 1 for each in named) and len(set().union(*named)) > 1


def _is_subject(question: str, naming: Naming) -> bool:
    """Whether the document says something in the question; "the Parties to the Convention" are not the Convention."""
    return bool(_SAYS.match(question[naming.end :])) and not _PART_OF.search(question[: naming.start])


def searched_in(question: str, namings: Sequence[Naming]) -> list[Naming]:
    """Of the documents that a question names, those that it asks to look in, where it says so of any.

    "What is said of the Convention in the report" looks in the report; "how do the
    Convention and the report differ" in both.
    """
    located = [] if _named_apart(question, namings) else _located(question, namings)
    return located or list(namings)


def shared_by(part: Part, parts: Sequence[Part], namings: Sequence[Naming]) -> list[Naming]:
    """The documents named that a part may be about: not those that the other side of a contrast names, but for "it"."""
    if FROM_IT.search(part.text):
        return [each for each in namings if each.start < part.start][-1:]
    others = [each for each in parts if part.contrasts and each is not part]
    return [each for each in namings if not any(other.start <= each.start < other.end for other in others)]


def _located(question: str, namings: Sequence[Naming]) -> list[Naming]:
    """The documents behind "in", and those joined to them: both of "in the 1968 Convention and the Charter"."""
    located: list[Naming] = []
    for each in namings:
        joined = located and _AND.fullmatch(question[located[-1].end : each.start])
        within = _WITHIN if each.exact else _WITHIN_DESCRIBED  # "in the police corruption report"
        if joined or within.search(question[: each.start]):
            located.append(each)
    return located
