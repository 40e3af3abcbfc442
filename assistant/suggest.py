"""Suggest: first questions drawn from what the documents define, number and are headed. Pure.

Whether the library answers them is not known here; the page shows only those that it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from ingest import Document

from .citing import name_of

_DEFINES = re.compile(r"[“\"]([A-Za-z][^”\"]{2,40})[”\"](?: \([^)]*\))? (?:means|shall mean|refers to)\b")
_NUMBERED = re.compile(
    r"^(?:(?:[IVXLC]+|[A-Z]|\d+(?:\.\d+)*)[.)]|(?:Article|Part|Chapter|Section|Annex)\s+\S+)\s+",
    re.IGNORECASE,
)
_PLAIN = frozenset(
    [
        "introduction",
        "conclusion",
        "conclusions",
        "preamble",
        "annex",
        "contents",
        "notes",
        "summary",
        "background",
        "scope",
    ]
)
_CITABLE = re.compile(r"(?:art|para)\. \d+(?: bis)?(?:\(\w+\))*")
_LONGEST = 60  # letters of a heading that still makes a question


def suggest_questions(documents: Iterable[Document], limit: int = 12) -> tuple[str, ...]:
    """Questions of several kinds, in turns over kinds and documents; documents come with their paragraphs."""
    kept = list(documents)
    kinds: tuple[Callable[[Document], Iterator[str]], ...] = (_subjects, _definitions, _provisions)
    by_kind = [_in_turns([list(kind(document)) for document in kept]) for kind in kinds]
    return tuple(dict.fromkeys(_in_turns(by_kind)))[:limit]


def suggest_provisions(documents: Iterable[Document], limit: int = 4) -> tuple[str, ...]:
    """Provisions to look up, one of each document in turn."""
    return tuple(_in_turns([list(_provisions(document)) for document in documents]))[:limit]


def _in_turns(rows: Sequence[Sequence[str]]) -> list[str]:
    return [each for column in zip_longest(*rows) for each in column if each is not None]


def _definitions(document: Document) -> Iterator[str]:
    for paragraph in document.paragraphs:
        found = _DEFINES.search(paragraph.text)
        if found and paragraph.kind != "note":
            yield f"What does “{_lowered(found[1])}” mean?"


def _subjects(document: Document) -> Iterator[str]:
    """Headings that name a subject. A treaty's are left to definitions and provisions."""
    if document.genre == "treaty":
        return
    headings = [
        _NUMBERED.sub("", each.text).strip(" .:") for each in document.paragraphs if each.kind == "heading"
    ]
    middle = len(headings) // 3  # the first ones are often titles
    for subject in (*headings[middle:], *headings[:middle]):
        if _makes_subject(subject) and subject != document.title:
            yield f"What do the documents say about {_lowered(subject)}?"


def _makes_subject(heading: str) -> bool:
    letters = heading.replace(" ", "").replace("-", "")
    short = len(heading.split()) >= 2 and len(heading) <= _LONGEST
    return short and letters.isalpha() and not heading.isupper() and heading.lower() not in _PLAIN


def _lowered(subject: str) -> str:
    first = subject.split()[0]
    return subject if any(letter.isupper() for letter in first[1:]) else subject[:1].lower() + subject[1:]


def _provisions(document: Document) -> Iterator[str]:
    """A provision from the first third of the document, as readers write it; a sub-paragraph if there is one."""
    shown = [each.locator.shown for each in document.paragraphs if _CITABLE.fullmatch(each.locator.shown)]
    deep = [each for each in shown if each.endswith(")")] or shown
    if deep:
        yield f"{name_of(document)}, {deep[len(deep) // 3]}"
