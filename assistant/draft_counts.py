"""Counts: how many articles, chapters or parts a draft says that a document has, held against the document's own numbers.

Pure. Only what is said of the document itself is judged ("the Convention has 71
articles"), and only where its numbers run on without a gap; of what a sentence
in the library says, claims is the judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest import Document, roman

from .citing import short_name
from .claims import FigureChecked
from .draft_reading import Sentence, masked
from .figures import find_figures
from .lookup import Lookup
from .provisions import Provision

_ITEM = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?) (?:articles|chapters|parts)"
_HAS = re.compile(
    rf"\b(?:has|contains|comprises|consists of|is made up of) (?P<items>{_ITEM}(?:(?:,|,? and) {_ITEM})*)"
    r"(?=\s*(?:[.,;:)]|$)| in (?:all|total)\b)"
)
_SAME = re.compile(
    r"\s*(?:It|(?:This|The|That) (?:Convention|Protocol|Treaty|Covenant|Statute|Charter)) ", re.I
)


def check_counts(
    text: str, sentence: Sentence, lookup: Lookup, before: Sequence[Document]
) -> Iterator[FigureChecked]:
    """Each number of articles, chapters or parts that a sentence gives a document.

    before  the document last named before the sentence, which "it" means
    """
    bare = masked(text, sentence.quoted)
    for said in _HAS.finditer(bare, sentence.start, sentence.end):
        document = _subject(bare, said.start(), sentence, before)
        if document is None:
            continue
        for item in re.finditer(_ITEM, said["items"]):
            yield from _held(item[0], said.start("items") + item.start(), document, lookup)


def _subject(text: str, verb: int, sentence: Sentence, before: Sequence[Document]) -> Document | None:
    """The one document that is said to have something: named right before the verb, or meant by "it"."""
    for naming in sentence.named:
        if naming.end <= verb and not text[naming.end : verb].strip() and len(naming.documents) == 1:
            return naming.documents[0]
    meant = _SAME.fullmatch(text, sentence.start, verb) and len(before) == 1
    return before[0] if meant else None


def _held(item: str, at: int, document: Document, lookup: Lookup) -> Iterator[FigureChecked]:
    figures, unit = find_figures(item), item.split()[-1].removesuffix("s")
    table = lookup.table(document)
    numbers = table.numbers(unit)
    last = table.find(Provision(unit, numbers[-1:]))  # type: ignore[arg-type]
    if not figures or not last or not _runs_on(numbers):
        return
    figure = figures[0]
    right = figure.value == str(len(numbers))
    there = f"{len(numbers)} {unit}s, {numbers[0].upper()} to {numbers[-1].upper()}"
    note = "" if right else f"{short_name(document)} has {there}"
    words = item[figure.start : figure.end]
    yield FigureChecked(at + figure.start, at + figure.end, words, right, document, last[0], there, note)


def _runs_on(numbers: Sequence[str]) -> bool:
    """Whether numbers count from one on without a gap; those such as "5 bis" come between."""
    plain = [int(each) if each.isdigit() else roman(each) for each in numbers if " " not in each]
    return bool(plain) and plain == list(range(1, len(plain) + 1))
