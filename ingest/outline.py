"""Outline: the numbers of headings, and under which others each stands: "II", and in it "A".

Pure, and the same for a file that is being read and for a document of a
library. The numbers alone tell how they nest, since levels of markup and type
are often flat; a number that neither begins nor goes on a series is no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .labels import Label, begins, ordinal, parse_label

Place = tuple[tuple[str, str], ...]
"""The numbered headings above a paragraph, outermost first: (("part", "A"), ("section", "II"))."""

_WORDS = ("part", "chapter", "section")
_FORMS = ("ROMAN", "upper", "number")
_SPELT = "one two three four five six seven eight nine ten eleven twelve".split()
_WORDED = re.compile(
    rf"(?P<word>(?i:{'|'.join(_WORDS)}))\s+"
    rf"(?P<value>\d{{1,3}}[A-Z]?|[IVXLC]{{1,7}}|[A-Z]|(?i:{'|'.join(_SPELT)}))(?=[\s.:–—-]|$)"
)
# "II Capacity-building": the number stood on a line of its own
_BARE = re.compile(r"(?P<value>[IVXLC]{1,7}|[A-Z]$)(?=\s+[\"“‘(]?[A-Z0-9]|$)")
_SKIPPED = 2  # a series may step on by as many: a heading was lost


@dataclass(frozen=True, slots=True)
class _Number:
    """The number of a heading as one of its readings has it. rank: 0 the outermost."""

    word: str
    rank: int
    label: Label

    @property
    def is_worded(self) -> bool:
        return self.rank < len(_WORDS)


@dataclass
class Outline:
    """The numbered headings that are open while the headings of a document go by."""

    open: list[_Number] = field(default_factory=list)

    def enter(self, heading: str) -> Place:
        """The place that a heading opens; () where it has no number, and nothing changes."""
        numbers = _readings(heading)
        return self._go_on(numbers) or self._begin(numbers)

    def _go_on(self, numbers: tuple[_Number, ...]) -> Place:
        for depth in range(len(self.open) - 1, -1, -1):
            for number in numbers:
                if _follows(number, self.open[depth]):
                    return self._opened(number, depth)
        return ()

    def _begin(self, numbers: tuple[_Number, ...]) -> Place:
        for number in numbers:
            if number.is_worded or begins(number.label):
                ranks = [each.rank for each in self.open]
                return self._opened(
                    number, next((at for at, r in enumerate(ranks) if r >= number.rank), len(ranks))
                )
        return ()

    def _opened(self, number: _Number, depth: int) -> Place:
        self.open[depth:] = [number]
        return tuple((each.word, each.label.value) for each in self.open)


def _readings(heading: str) -> tuple[_Number, ...]:
    """The number of a heading, likeliest reading first; () where it has none."""
    worded = _WORDED.match(heading)
    if worded:
        rank = _WORDS.index(worded["word"].lower())
        value = worded["value"]
        if value.lower() in _SPELT:
            value = str(1 + _SPELT.index(value.lower()))
        found = parse_label(f"{value}.") or (Label("number", "x.", value, 0),)
        return (_Number(_WORDS[rank], rank, found[0]),)
    bare = _BARE.match(heading)
    labels = parse_label(f"{bare['value']}.") if bare else parse_label(heading)
    return tuple(
        _Number("section", len(_WORDS) + _FORMS.index(each.form), each)
        for each in labels
        if each.form in _FORMS
    )


def _follows(number: _Number, before: _Number) -> bool:
    if (number.word, number.rank, number.label.form) != (before.word, before.rank, before.label.form):
        return False
    return number.is_worded or 1 <= ordinal(number.label) - ordinal(before.label) <= _SKIPPED
