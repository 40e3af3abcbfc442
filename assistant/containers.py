"""Parts, chapters and sections of a document: what stands in each, and in which one a paragraph stands.

Their numbers come from the headings. Numbers of paragraphs are the provision
table's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest import Document, Outline, Paragraph, roman

from .paths import in_roman
from .units import CONTAINERS

Place = tuple[tuple[str, str], ...]
"""Containers from the outermost in: (("part", "a"), ("section", "ii")); values in lower case."""

ANNEXES = ("annex", "appendix", "schedule", "enclosure")
_UNSHOWN = ("heading", "furniture", "note")


class Containers:
    """The containers of one document, by annex ("" outside) and place."""

    def __init__(self, document: Document) -> None:
        self._held: dict[tuple[str, Place], list[Paragraph]] = {}
        self._places: dict[str, Place] = {}
        self._wordless: set[tuple[str, str]] = set()
        outline, before, place = Outline(), "", Place()
        for paragraph in document.paragraphs:
            annex = annex_of(paragraph)
            if paragraph.kind != "furniture" and annex != before:
                outline, before, place = Outline(), annex, ()
            if paragraph.kind == "heading" and (opened := _enter(outline, paragraph)):
                place = tuple((unit, value.lower()) for unit, value in opened)
                if not paragraph.text.lower().startswith(CONTAINERS):
                    self._wordless.add(place[-1])
            if paragraph.kind not in _UNSHOWN:
                self._put(annex, place, paragraph)

    def _put(self, annex: str, place: Place, paragraph: Paragraph) -> None:
        self._places[paragraph.id] = place
        for depth in range(1, len(place) + 1):
            self._held.setdefault((annex, place[:depth]), []).append(paragraph)

    def place_of(self, paragraph: Paragraph) -> Place:
        """Where a paragraph stands, () outside all containers."""
        return self._places.get(paragraph.id, ())

    def find(self, annexes: Iterable[str], asked: Place) -> tuple[Paragraph, ...]:
        """What stands in the containers asked for, in order; of those alike the outermost, all of them."""
        for annex in annexes:
            fitting = [place for held, place in self._held if held == annex and self.is_at(place, asked)]
            least = min(map(len, fitting), default=0)
            found = [each for place in fitting if len(place) == least for each in self._held[annex, place]]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def is_in(self, place: Place, asked: Place) -> bool:
        """Whether a place is one asked for or lies within one."""
        return any(self.is_at(place[:depth], asked) for depth in range(1, len(place) + 1))

    def is_at(self, place: Place, asked: Place) -> bool:
        """Whether a place is one asked for: the innermost the same, those around it among those around it."""
        if not asked or not place or not self._same(place[-1], asked[-1]):
            return False
        above = list(place[:-1])
        for each in reversed(asked[:-1]):
            while above and not self._same(above[-1], each):
                above.pop()
            if not above:
                return False
            above.pop()
        return True

    def _same(self, one: tuple[str, str], asked: tuple[str, str]) -> bool:
        """One without a word of its own is called chapter, part or section, where the document has no such thing."""
        called = one[0] == asked[0] or (one in self._wordless and not self._values(asked[0]))
        return called and equal(one[1], asked[1])

    def _values(self, unit: str) -> list[str]:
        """The numbers of the outermost containers of a unit."""
        places = [place for annex, place in self._held if not annex and place[-1][0] == unit]
        least = min(map(len, places), default=0)
        return [place[-1][1] for place in places if len(place) == least]

    def numbers(self, unit: str) -> tuple[str, ...]:
        """The numbers of the document's parts, chapters or sections, in order; () where it numbers none."""
        return tuple(self._values(unit))

    def as_printed(self, asked: Place) -> Place:
        """A place that is not there in the document's own way to count: roman numbers where it has them."""
        return tuple(
            (
                unit,
                in_roman(int(value))
                if value.isdigit() and int(value) < 60 and self._is_roman(unit)
                else value,
            )
            for unit, value in asked
        )

    def _is_roman(self, unit: str) -> bool:
        values = self._values(unit) or self._values("section")
        return bool(values) and all(map(roman, values))

    def shown_range(self, unit: str) -> str:
        """What there is of a unit: ": its sections run from I to XVI."."""
        if values := self._values(unit):
            return f": its {unit}s run from {values[0].upper()} to {values[-1].upper()}."
        return f": it has no {unit}s."


def annex_of(paragraph: Paragraph) -> str:
    """The annex that a paragraph stands in, in lower case: "ii", "annex" for one without number, "" outside."""
    for name, value in paragraph.locator.steps[:1]:
        if name in ANNEXES:
            return value.lower() or name
    return ""


def _enter(outline: Outline, heading: Paragraph) -> Place:
    steps = heading.locator.steps
    if not steps or steps[-1][0] not in ("heading", *CONTAINERS):
        return ()
    return outline.enter(" ".join(steps[-1]) if steps[-1][0] in CONTAINERS else heading.text)


def shown_place(place: Place) -> str:
    """A place in words: "part A, section II.B"."""
    words, before = "", ""
    for unit, value in place:
        words += f".{value.upper()}" if unit == before else f"{', ' if words else ''}{unit} {value.upper()}"
        before = unit
    return words


def shown_places(places: Sequence[Place]) -> str:
    """Several of them: "section I, section III and section IV"."""
    words = list(dict.fromkeys(shown_place(each) for each in places))
    joiner = "; " if any("," in each for each in words) else ", "
    return " and ".join([*([joiner.join(words[:-1])] if words[1:] else []), *words[-1:]])


def equal(one: str, other: str) -> bool:
    """Whether two numbers are the same: "ii" and "2", "5bis" and "5 bis"."""
    if one == other:
        return True
    return (roman(one) or one) == (int(other) if other.isdigit() else other) or (roman(other) or other) == (
        int(one) if one.isdigit() else one
    )
