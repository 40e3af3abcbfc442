"""A document's paragraphs by the provision that they are, and what there is instead of a missing one.

Built once for a document; finding is a look in a table. Which document is
meant is lookup's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from ingest import Document, Paragraph

from .containers import ANNEXES, Containers, Place, annex_of, equal, shown_place, shown_places
from .name_words import fold_name
from .paths import ON, Path
from .provisions import Provision
from .stretches import STRETCHES, find_stretch, has_numbered_tables, is_first
from .tokens import place_in
from .under_headings import heading_keys
from .units import CONTAINERS

Scope = tuple[str, Place]
"""Where numbers begin again: an annex ("" outside annexes), and the part or section that counts by itself."""

Key = tuple[Scope, str, Path]

_TEXT: Scope = ("", ())
_NAMES = {"preambular": "preambular paragraph", "number": "paragraph", "operative": "operative part"}


class Table:
    """One document's provisions."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._under: dict[Key, list[Paragraph]] = {}
        self._values: dict[Key, dict[str, None]] = {}
        for paragraph in document.paragraphs:
            if key := provision_key(paragraph):
                self._enter(key, paragraph)
        self._scopes = tuple(dict.fromkeys(scope for scope, _, _ in self._under))
        self._annexes = tuple(dict.fromkeys(annex for annex, _ in self._scopes if annex))

    def _enter(self, key: Key, paragraph: Paragraph) -> None:
        scope, unit, path = key
        for depth in range(len(path) + 1):
            self._under.setdefault((scope, unit, path[:depth]), []).append(paragraph)
            if depth < len(path):
                self._values.setdefault((scope, unit, path[:depth]), {})[path[depth]] = None

    @cached_property
    def headings(self) -> frozenset[str]:
        """The keys of the document's headings."""
        return heading_keys(self.document)

    @cached_property
    def _containers(self) -> Containers:
        return Containers(self.document)

    # -- finding ----------------------------------------------------------------------------

    def has_any(self, wanted: Iterable[Provision]) -> bool:
        """Whether the document has at least one of the provisions."""
        return any(self.find(each) for each in wanted)

    def at_locator(self, locator: str) -> tuple[Paragraph, ...]:
        """The paragraphs at a locator as answers show it, quotation marks and all: "“Early warning”, para. 2"."""
        return tuple(self._by_locator.get(fold_name(locator), ()))

    @cached_property
    def _by_locator(self) -> dict[str, list[Paragraph]]:
        table: dict[str, list[Paragraph]] = {}
        for paragraph in self.document.paragraphs:
            if paragraph.kind != "furniture":
                table.setdefault(fold_name(paragraph.locator.shown), []).append(paragraph)
        return table

    def counts(self, wanted: Provision) -> bool:
        """Whether the document has provisions of that unit at all."""
        if wanted.unit == "table":
            return has_numbered_tables(self.document)
        if wanted.unit in CONTAINERS or not wanted.path:
            return True
        keys = ((scope, unit, ()) for scope in self._scopes for unit in self._units_for(wanted))
        return any(key in self._values for key in keys)

    def can_be_wrong(self, wanted: Provision) -> bool:
        """Whether a number is wrong when it is not there: the document counts it and the sections named around it."""
        units = [unit for unit, _ in wanted.within]
        units += [wanted.unit] if wanted.unit in CONTAINERS else []
        return self.counts(wanted) and all(map(self._containers.numbers, units))

    def numbers(self, unit: str) -> tuple[str, ...]:
        """The numbers of a unit in the document's own text, annexes aside, in order, in lower case."""
        if unit in CONTAINERS:
            return self._containers.numbers(unit)
        return tuple(self._values.get((_TEXT, unit, ()), ()))

    def is_printed(self, wanted: Provision) -> bool:
        """Whether the document's own text prints numbers of that unit, not an annex or a list in it alone."""
        return any((_TEXT, unit, ()) in self._values for unit in self._units_for(wanted))

    def find(self, wanted: Provision) -> tuple[Paragraph, ...]:
        """The paragraphs of a provision in order: itself and everything under it; () when it is not there."""
        if wanted.path and wanted.path[-1].endswith(ON):
            return tuple(each for one in self._from_on(wanted) for each in self.find(one))
        if wanted.unit in CONTAINERS:
            return self._in_container(wanted)
        if wanted.unit in STRETCHES and (not wanted.within or wanted.unit in ("page", "table")):
            return find_stretch(self.document, wanted)
        for annex in self._annexes_for(wanted):
            if found := self._in_annex(annex, wanted):
                return found
        return self._counted_in_section(wanted)

    def _from_on(self, wanted: Provision) -> Iterator[Provision]:
        """A provision and those that follow it at its level, to the end of its part, chapter or section."""
        first = _first_of(wanted)
        for scope in self._scopes:
            if scope[0] in self._annexes_for(wanted) and (at := self._at(scope, first)):
                values = list(self._values[(scope, at[0], at[1][:-1])])
                paths = [(*at[1][:-1], value) for value in values[values.index(at[1][-1]) :]]
                places = [self._place_of(self._under[(scope, at[0], path)][-1]) for path in paths]
                near = [path for path, place in zip(paths, places, strict=True) if place == places[0]]
                yield from (replace(first, path=path) for path in (near if near[1:] else paths))
                return

    def _counted_in_section(self, wanted: Provision) -> tuple[Paragraph, ...]:
        """A paragraph by its place in the section named; () where that section prints numbers."""
        if wanted.unit != "paragraph" or len(wanted.path) != 1:
            return ()
        counted = self._uncounted_by_source(wanted)
        place = place_in(f"#{wanted.path[0].removeprefix('#')}", len(counted))
        return (counted[place],) if place is not None else ()

    def _uncounted_by_source(self, wanted: Provision) -> list[Paragraph]:
        """The paragraphs of the section named, when the source numbers none of them."""
        held = self._containers.find(("", *self._annexes), wanted.within) if wanted.within else ()
        printed = any(map(provision_key, held))
        return [] if printed else [each for each in held if each.kind in ("body", "quotation")]

    def _in_annex(self, annex: str, wanted: Provision) -> tuple[Paragraph, ...]:
        """A provision of the text or of one annex: from each section that has the number, or that is asked for."""
        found: list[Paragraph] = []
        for scope in self._scopes:
            if scope[0] == annex and (not wanted.within or not scope[1] or self._fits(scope, wanted)):
                at = self._at(scope, wanted)
                found += _text(self._under[(scope, *at)]) if at else ()
        if wanted.within:
            found = [each for each in found if self._containers.is_in(self._place_of(each), wanted.within)]
        return tuple(found)

    def _at(self, scope: Scope, wanted: Provision) -> tuple[str, Path] | None:
        """The unit and path of a provision in a scope, None where the scope has it not."""
        written = ((unit, self._written(scope, unit, wanted.path)) for unit in self._units_for(wanted))
        return next(((unit, path) for unit, path in written if path), None)

    def _fits(self, scope: Scope, wanted: Provision) -> bool:
        return self._containers.is_in(scope[1], wanted.within)

    def _place_of(self, paragraph: Paragraph) -> Place:
        return self._containers.place_of(paragraph)

    def _annexes_for(self, wanted: Provision) -> tuple[str, ...]:
        """Where to look: the text, then its only annex; or the annex that is named."""
        if wanted.annex is None:
            lone = self._annexes if len(self._annexes) == 1 else ()
            return ("", *(self._annexes if wanted.unit == "note" else lone))
        if not wanted.annex:
            return self._annexes
        named = tuple(annex for annex in self._annexes if equal(annex, wanted.annex))
        return named or (
            self._annexes if self._annexes in (("annex",), ("appendix",)) and is_first(wanted.annex) else ()
        )

    def _units_for(self, wanted: Provision) -> tuple[str, ...]:
        """A number without a word is an article of a treaty, a paragraph of another document."""
        if wanted.unit == "number":
            return ("article",) if self._counts_articles else ("paragraph",)
        if wanted.unit == "paragraph" and len(wanted.path) > 2 and self._counts_articles:
            return ("paragraph", "article")
        return (wanted.unit,)

    @property
    def _counts_articles(self) -> bool:
        return (_TEXT, "article", ()) in self._under

    def _written(self, scope: Scope, unit: str, path: Path) -> Path:
        """The path as the document writes it: "(2)" for "(ii)", the last number for "last"; () when it is not there."""
        written: Path = ()
        path = self._with_dots(scope, unit, path)
        for at, value in enumerate(path):
            values = self._values.get((scope, unit, written), {})
            same = value if value in values else next((each for each in values if equal(each, value)), None)
            if same == "i" and value == "1" and "a" in values:
                same = None  # the letter, not the roman number
            if (place := place_in(value, len(values))) is not None:
                same = list(values)[place]
            if (
                same is None
                and value == "1"
                and at
                and path[at + 1 :]
                and not any(each.isdigit() for each in values)
            ):
                # the one paragraph of an article that is not divided into paragraphs
                continue
            if same is None:
                return ()
            written = (*written, same)
        return written

    def _with_dots(self, scope: Scope, unit: str, path: Path) -> Path:
        """The path with its first numbers as one where the document counts so: "24.6", "5.II.12", "29A.6"."""
        values = self._values.get((scope, unit, ()), {})
        for size in (2, 3):
            for dotted in (".".join(path[:size]), "".join(path[:1]) + ".".join(path[1:size])):
                if len(path) >= size and path[0] not in values and dotted in values:
                    return (dotted, *path[size:])
        return path

    def _in_container(self, wanted: Provision) -> tuple[Paragraph, ...]:
        """All of a part, chapter or section; for "section II.3" the paragraph 3 of section II."""
        annexes = ("", *self._annexes) if wanted.annex is None else self._annexes_for(wanted)
        asked = (*wanted.within, *((wanted.unit, each) for each in wanted.path))
        found = self._containers.find(annexes, asked)
        if found or not wanted.path[1:] or not wanted.path[-1].isdigit():
            return found
        return self.find(replace(wanted, unit="paragraph", path=wanted.path[-1:], within=asked[:-1]))

    # -- explaining -------------------------------------------------------------------------

    def explain(self, wanted: Provision) -> str:
        """Why a provision is not there: the deepest part that is, and the numbers under it."""
        name, wanted = _name(self.document), _first_of(wanted)
        if wanted.unit in CONTAINERS:
            asked = self._asked((*wanted.within, *((wanted.unit, each) for each in wanted.path)))
            return f"{name} has no {asked}{self._containers.shown_range(wanted.unit)}"
        if wanted.annex and not self._annexes_for(wanted):
            there = (
                f": its annexes are {', '.join(self._annexes)}." if self._annexes else ": it has no annexes."
            )
            return f"{name} has no annex {wanted.annex.upper()}{there}"
        if wanted.unit == "table" and not self.counts(wanted):
            return f"{name} has no table {'.'.join(wanted.path)}: no table in it was read with a number."
        if not wanted.path or wanted.unit in ("page", "table"):
            return (
                f"{name} has no {_NAMES.get(wanted.unit, wanted.unit)} {'.'.join(wanted.path)}".rstrip() + "."
            )
        if wanted.within:
            return f"{name} has no {self._elsewhere(wanted)}"
        annex = next(iter(self._annexes_for(wanted)), "")
        unit = self._units_for(wanted)[0]
        scope = self._largest(annex, unit)
        return (
            f"{name} has no {self._called(unit, wanted.path, annex)}{self._instead(scope, unit, wanted.path)}"
        )

    def explain_several(self, wanted: Provision) -> str:
        """That several sections have a number, and which; "" where one has it or the section was named."""
        if wanted.within or not wanted.path or wanted.unit in CONTAINERS:
            return ""
        annex = next((annex for annex in self._annexes_for(wanted) if self._in_annex(annex, wanted)), "")
        places = self._places_with(annex, wanted)
        if len(places) < 2:
            return ""
        unit = self._units_for(wanted)[0]
        there = shown_places([place for place in places if place])
        return f"{_name(self.document)} counts its {_NAMES.get(unit, unit)}s anew in {there}; say which is meant."

    def _elsewhere(self, wanted: Provision) -> str:
        """A number that the section named does not have: where it is, and what the section has."""
        asked = self._asked(wanted.within)
        called = f"{self._called(self._units_for(wanted)[0], wanted.path, '')} in {asked}"
        if not self._containers.find(("", *self._annexes), wanted.within):
            return f"{asked}{self._containers.shown_range(wanted.within[-1][0])}"
        annex = next((each for each in self._annexes_for(wanted)), "")
        there = shown_places([place for place in self._places_with(annex, wanted) if place])
        inside = self._numbers_in(wanted)
        if not there and not inside and (counted := len(self._uncounted_by_source(wanted))):
            inside = f"{counted} paragraph{'s' if counted > 1 else ''}"
        facts = [f"it is in {there}" if there else "", f"{asked} has {inside}" if inside else ""]
        return f"{called}{': ' if any(facts) else ''}{'; '.join(each for each in facts if each)}."

    def _asked(self, place: Place) -> str:
        return shown_place(self._containers.as_printed(place))

    def _places_with(self, annex: str, wanted: Provision) -> list[Place]:
        """The places in which a number stands, whichever is asked for; () outside parts and sections."""
        return [
            scope[1] or self._place_of(self._under[(scope, *at)][0])
            for scope in self._scopes
            if scope[0] == annex and (at := self._at(scope, wanted))
        ]

    def _numbers_in(self, wanted: Provision) -> str:
        """What a section counts of the unit asked for: "paragraphs 19 to 40"."""
        unit = self._units_for(wanted)[0]
        values = [
            key[2][0]
            for each in self._containers.find(("", *self._annexes), wanted.within)
            if (key := provision_key(each)) and key[1] == unit
        ]
        if len(set(values)) < 2:
            return "".join(f"only {_NAMES.get(unit, unit)} {value}" for value in values[:1])
        return f"{_NAMES.get(unit, unit)}s {_first_and_last(list(dict.fromkeys(values)))}"

    def _largest(self, annex: str, unit: str) -> Scope:
        """The scope of an annex or the text that counts farthest in a unit."""
        scopes = [scope for scope in self._scopes if scope[0] == annex]
        return max(
            scopes, key=lambda scope: len(self._values.get((scope, unit, ()), {})), default=(annex, ())
        )

    def _called(self, unit: str, path: Path, annex: str) -> str:
        where = f" in its annex {annex.upper() if annex not in ANNEXES else ''}".rstrip() if annex else ""
        return f"{_NAMES.get(unit, unit)} {shown(path)}{where}"

    def _instead(self, scope: Scope, unit: str, path: Path) -> str:
        kind = _NAMES.get(unit, unit)
        where = f" of its {shown_place(scope[1])}" if scope[1] else ""
        for depth in range(len(path) - 1, -1, -1):
            above = self._written(scope, unit, path[:depth]) if depth else ()
            if depth and not above:
                continue
            values = list(self._values.get((scope, unit, above), {}))
            if not depth:
                return (
                    f": {f'the {kind}s{where}' if where else f'its {kind}s'} run from {_first_and_last(values)}."
                    if values
                    else self._other_numbers(kind)
                )
            if not values:
                return f": its {kind} {shown(above)} is not divided."
            under = (
                "paragraphs" if values[0].isdigit() and unit == "article" and depth == 1 else "sub-paragraphs"
            )
            limits = f"{under} ({values[0]}) to ({values[-1]})" if values[1:] else f"only ({values[0]})"
            return f": its {kind} {shown(above)} has {limits}."
        return "."

    def _other_numbers(self, kind: str) -> str:
        """What a document counts that has none of the kind asked for."""
        for unit in ("article", "paragraph"):
            if values := list(self._values.get((_TEXT, unit, ()), {})):
                return f": it has no numbered {kind}s; its {unit}s run from {_first_and_last(values)}."
        return f": it has no numbered {kind}s."


def provision_key(paragraph: Paragraph) -> Key | None:
    """(scope, unit, path) of a paragraph that its source numbers; None for the rest. All in lower case."""
    if paragraph.kind == "furniture":
        return None
    place: list[tuple[str, str]] = []
    annex, unit, path = annex_of(paragraph), "", []
    for name, value in paragraph.locator.steps:
        value = value.lower()
        if name in CONTAINERS:
            place.append((name, value))
        elif name in ("article", "note"):
            unit, path = name, [value]
        elif name == "preamble":
            unit, path = "preambular", []
        elif name in ("paragraph", "operative"):
            unit = unit or "paragraph"
            path.append(value)
        elif name == "item":
            unit = unit or ("paragraph" if annex else "")
            path.append(value)
        elif name in ("heading", "table", "row", "term"):
            # numbers under a heading are counted, not printed
            return None
    return ((annex, tuple(place)), unit, tuple(path)) if unit and path else None


def _text(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Without the headings, unless there is nothing else; in order."""
    found = [each for each in paragraphs if each.kind != "heading"] or paragraphs
    return tuple(sorted(found, key=lambda each: each.position))


def _first_and_last(values: Sequence[str]) -> str:
    numbers = sorted(
        (each for each in values if each.split()[0].isdigit()), key=lambda each: int(each.split()[0])
    )
    ordered = numbers or list(values)
    return f"{ordered[0]} to {ordered[-1]}"


def shown(path: Sequence[str]) -> str:
    """A path as it is printed: ("12", "2", "c") -> "12(2)(c)"."""
    return path[0] + "".join(f"({each.removeprefix('#')})" for each in path[1:]) if path else ""


def _first_of(wanted: Provision) -> Provision:
    """Without those that follow it."""
    return replace(wanted, path=tuple(step.removesuffix(ON) for step in wanted.path))


def _name(document: Document) -> str:
    return document.symbol or next(iter(document.aliases), document.title)
