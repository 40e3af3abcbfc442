"""Numbering: which printed numbers continue a series, open one, or are only text.

Pure. A number is taken as the next of a series that is open, or as the first of
a new one, so a year or a quantity at the head of a line is never taken for a
paragraph number. What the paragraphs are then called is structure's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .labels import Label, begins, follows, names_paragraph, ordinal

_GAP = 4  # a series may skip this many numbers (paragraphs lost by conversion) and still be the same
_HABIT = 4  # so many decimal numbers are the way in which a document counts
_LOST_PAGES = 30  # the outermost series of a document may skip as many


@dataclass(frozen=True, slots=True)
class Member:
    """The last member of an open series: its label, its place among the drafts, whether it leads in to a list."""

    label: Label
    draft: int
    leads_in: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What a number stands in.

    in_article  within an article
    named       its first numbers name paragraphs (articles, resolutions, numbered documents)
    led_in      the text before ends as one that leads in to a list does
    fresh       nothing has been numbered since the last heading
    """

    in_article: bool
    named: bool
    led_in: bool
    fresh: bool


@dataclass
class Numbering:
    """The series that are open, outermost first."""

    open: list[Member] = field(default_factory=list)
    sibling: Member | None = None  # the member before the last accepted label in its own series
    restarted: bool = False  # the last accepted label begins the outermost series again

    @property
    def path(self) -> list[Label]:
        """The labels of the open members, outermost first."""
        return [member.label for member in self.open]

    def close(self, keep: int = 0) -> None:
        """Close all series but the outermost `keep`."""
        del self.open[keep:]

    def close_lists(self) -> None:
        """Close all series but that of the plain numbers, which may run on over headings and tables."""
        self.close(keep=1 if self.open and names_paragraph(self.open[0].label) else 0)

    def accept(self, labels: Sequence[Label], setting: Setting) -> Label | None:
        """The reading of a printed number that fits what is open, None when the number is only text.

        The series below it are closed; the label itself is not yet a member.
        """
        self.sibling, self.restarted = None, False
        if not labels:
            return None
        return self._next(labels) or self._first(labels, setting) or self._after_gap(labels, setting)

    def _is_named(self) -> bool:
        return bool(self.open) and names_paragraph(self.open[0].label)

    def _members(self) -> Iterator[tuple[int, Member]]:
        """Open members with their depth, innermost first."""
        return reversed(list(enumerate(self.open)))

    def _next(self, labels: Sequence[Label]) -> Label | None:
        for depth, member in self._members():
            for label in labels:
                if follows(label, member.label) and not self._opens_deeper(label, labels, depth):
                    return self._continue(label, depth)
        return None

    def _continue(self, label: Label, depth: int) -> Label:
        self.sibling = self.open[depth]
        self.close(depth)
        return label

    def _opens_deeper(self, label: Label, labels: Sequence[Label], depth: int) -> bool:
        """(i) after (h): the letter, unless (h) has just led in to a list of its own."""
        other = any(begins(each) and each.form != label.form for each in labels)
        return other and depth == len(self.open) - 1 and self.open[depth].leads_in

    def _first(self, labels: Sequence[Label], setting: Setting) -> Label | None:
        return next((each for each in labels if begins(each) and self._may_begin(each, setting)), None)

    def _may_begin(self, label: Label, setting: Setting) -> bool:
        if setting.named and not setting.in_article and names_paragraph(label) and not self._is_named():
            self.close()  # a paragraph's number never stands under a lettered list
        if self.open and names_paragraph(label) and self._is_named() and not setting.in_article:
            # the outermost series begins again under a new heading
            if setting.fresh and not self._is_decimal_beside(label):
                # "5.II.1" after "5.I.63" is a series of its own and says so
                self.restarted = _stem(label) == _stem(self.open[0].label)
                self.close()
                return True
            if not setting.led_in:
                return False  # only text
        alike = [depth for depth, member in enumerate(self.open) if _alike(member.label, label)]
        if alike and not setting.led_in:
            self.close(alike[-1])
        return (
            label.form not in ("upper", "ROMAN", "decimal") or label.wrap == "(x)" or not setting.in_article
        )

    def _is_decimal_beside(self, label: Label) -> bool:
        """Whether paragraphs are counted "24.1" to "24.90" here, so that a plain "1." is an item of a list."""
        outermost = self.open[0].label
        return outermost.form == "decimal" != label.form and ordinal(outermost) >= _HABIT

    def _after_gap(self, labels: Sequence[Label], setting: Setting) -> Label | None:
        for depth, member in self._members():
            for label in labels:
                skipped = ordinal(label) - ordinal(member.label)
                outermost = depth == 0 and names_paragraph(label) and setting.named and not setting.in_article
                furthest = _LOST_PAGES if outermost else _GAP
                if _alike(label, member.label) and 1 < skipped <= furthest:
                    return self._continue(label, depth)
        first = next((label for label in labels if names_paragraph(label)), None)
        if first is None or self.open:
            return None
        # the first numbers of an article or a document may be lost
        latest = 2 if setting.in_article else (_GAP if setting.named else 0)
        return first if ordinal(first) <= latest else None


def _alike(one: Label, two: Label) -> bool:
    """Whether two labels look like members of one series."""
    return (one.form, one.wrap, _stem(one)) == (two.form, two.wrap, _stem(two))


def _stem(label: Label) -> str:
    """What stays the same over a series: the "24" of "24.1"."""
    return label.value.rpartition(".")[0]
