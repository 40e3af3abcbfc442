"""Planted errors: drafts made of a library's own sentences, some of them changed, held against the library.

How many of the changes does the draft check find, and how often does it call a
true sentence false? The drafts are made the same way each time; only what is
changed is known to this file, what is found is the product's.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant import check_draft, short_name
from index import Library, split_sentences
from ingest import Document, Paragraph

Error = Literal["altered words", "wrong locator", "wrong figure", "invented quotation", "none"]
ERRORS: tuple[Error, ...] = ("altered words", "wrong locator", "wrong figure", "invented quotation")
# What may be said of each: an invented quotation made of true halves may be called altered.
_FITTING = {
    "altered words": {"altered wording", "not in the library", "wrong figure"},
    "wrong locator": {"wrong locator"},
    "wrong figure": {"wrong figure", "altered wording"},
    "invented quotation": {"not in the library", "altered wording"},
}
_FORMS = (
    "As {where} puts it: “{quote}”.",
    "“{quote}” ({where}).",
    "According to {where}, “{quote}”.",
    "{where} says: “{quote}”",
)
_WORDS = (10, 45)  # words of a sentence that is quoted
_MODALS = {"shall": "may", "may": "shall", "should": "shall", "must": "may"}


@dataclass(frozen=True, slots=True)
class Planted:
    """One sentence of a draft, what is wrong with it, and what the check said of it."""

    text: str
    error: Error
    verdicts: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether the error is found; for a true sentence, whether it raised an alarm."""
        if self.error == "none":
            return any(each != "correct" for each in self.verdicts)
        return bool(_FITTING[self.error] & set(self.verdicts))


def plant(library: Library, each: int = 25, seed: int = 7) -> tuple[Planted, ...]:
    """`each` sentences with every error and as many true ones as false, checked ten to a draft."""
    choice = random.Random(seed)
    drafted: list[tuple[str, Error]] = []
    told = _telling(library)
    true: Error = "none"
    for error in (*ERRORS, *[true] * len(ERRORS)):
        made = 0
        while made < each:
            document, paragraph, quote = choice.choice(told)
            text = _sentence(document, paragraph, quote, error, told, choice)
            if text:
                drafted.append((text, error))
                made += 1
    choice.shuffle(drafted)
    return tuple(
        planted
        for first in range(0, len(drafted), 10)
        for planted in _checked(library, drafted[first : first + 10])
    )


def _checked(library: Library, drafted: Sequence[tuple[str, Error]]) -> list[Planted]:
    report = check_draft(library, "\n\n".join(text for text, _ in drafted))
    verdicts: dict[int, list[str]] = {}
    for finding in report.findings:
        verdicts.setdefault(finding.paragraph, []).append(finding.verdict)
    return [
        Planted(text, error, tuple(verdicts.get(number, ())))
        for number, (text, error) in enumerate(drafted, 1)
    ]


def _telling(library: Library) -> list[tuple[Document, Paragraph, str]]:
    """Sentences that a draft may quote, with their paragraph and document."""
    return [
        (document, paragraph, paragraph.text[start:end].strip())
        for listed in library.documents
        for document in (library.document(listed.id),)
        for paragraph in document.paragraphs
        if paragraph.kind in ("body", "item") and paragraph.locator.label
        for start, end in split_sentences(paragraph.text)
        if start >= paragraph.lead and _WORDS[0] <= len(paragraph.text[start:end].split()) <= _WORDS[1]
        if not re.search("[\"“”‘’'`´]", paragraph.text[start:end])
    ]


def _sentence(
    document: Document,
    paragraph: Paragraph,
    quote: str,
    error: Error,
    told: Sequence[tuple[Document, Paragraph, str]],
    choice: random.Random,
) -> str:
    """A sentence of a draft with its error; "" where this quotation cannot have it."""
    where = paragraph.locator.shown
    if error == "wrong locator":
        others = [
            each.locator.shown
            for each in document.paragraphs
            if each.kind == paragraph.kind and each.locator.label and quote not in each.text
        ]
        where = choice.choice(others) if others else ""
    else:
        quote = _CHANGES[error](quote, told, choice)
    if not where or not quote:
        return ""
    form = choice.choice(_FORMS)
    return form.format(where=f"{short_name(document)}, {where}", quote=quote.rstrip(".;"))


_Change = Callable[[str, Sequence[tuple[Document, Paragraph, str]], random.Random], str]


def _altered(quote: str, told: Sequence[tuple[Document, Paragraph, str]], choice: random.Random) -> str:
    """One word exchanged for one of another sentence; a duty for a leave where there is one, half the time."""
    modal = re.search(rf"\b(?:{'|'.join(_MODALS)})\b", quote)
    if modal and choice.random() < 0.5:
        return quote[: modal.start()] + _MODALS[modal[0]] + quote[modal.end() :]
    words = list(re.finditer(r"\b[a-z]{5,}\b", quote))[1:-1]
    foreign = re.findall(r"\b[a-z]{5,}\b", choice.choice(told)[2])
    if not words or not foreign:
        return ""
    spot, new = choice.choice(words), choice.choice(foreign)
    return quote[: spot.start()] + new + quote[spot.end() :] if new != spot[0] else ""


def _wrong_figure(quote: str, told: Sequence[tuple[Document, Paragraph, str]], choice: random.Random) -> str:
    numbers = list(re.finditer(r"(?<![\w/.,(])\d{1,4}(?![\w/(])", quote))
    if not numbers:
        return ""
    spot = choice.choice(numbers)
    new = str(int(spot[0]) + choice.choice((1, 2, 3, 7, 10)))
    return quote[: spot.start()] + new + quote[spot.end() :]


def _invented(quote: str, told: Sequence[tuple[Document, Paragraph, str]], choice: random.Random) -> str:
    """The beginning of one sentence with the end of another."""
    ours, theirs = quote.split(), choice.choice(told)[2].split()
    return " ".join((*ours[: len(ours) // 2], *theirs[len(theirs) // 2 :]))


_CHANGES: dict[Error, _Change] = {
    "altered words": _altered,
    "wrong figure": _wrong_figure,
    "invented quotation": _invented,
    "none": lambda quote, _told, _choice: quote,
}


def format_planted(planted: Sequence[Planted]) -> str:
    """The figures, and every error missed and every false alarm."""
    lines = []
    for error in ERRORS:
        of_it = [each for each in planted if each.error == error]
        lines.append(f"{error:20s} {sum(each.found for each in of_it)} of {len(of_it)} found")
    wrong = [each for each in planted if each.error != "none"]
    right = [each for each in planted if each.error == "none"]
    alarms = sum(each.found for each in right)
    lines.append(f"{'all':20s} {sum(each.found for each in wrong)} of {len(wrong)} found")
    lines.append(f"{'false alarms':20s} {alarms} of {len(right)} true sentences")
    lines += [f"missed ({each.error}; {_said(each)}): {each.text}" for each in wrong if not each.found]
    lines += [f"false alarm ({_said(each)}): {each.text}" for each in right if each.found]
    return "\n".join(lines)


def _said(planted: Planted) -> str:
    return (
        ", ".join(f"{count} {verdict}" for verdict, count in Counter(planted.verdicts).items()) or "nothing"
    )
