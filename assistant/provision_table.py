"""A document's paragraphs by the provision that they are, and what there is instead of a missing one.

Built once for a document; finding is a look in a table. Which document is
meant is lookup's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from ingest import Document, Paragraph, parse_label, roman

from .name_words import fold_name
from .paths import Path
from .provisions import Provision

Key = tuple[str, str, Path]

_ANNEXES = ("annex", "appendix", "schedule", "enclosure")
_CONTAINERS = ("part", "chapter", "section")
_NAMES = {"preambular": "preambular paragraph", "number": "paragraph", "note": "note"}
_UNSHOWN = ("heading", "furniture", "note")


class Table:
    """One document's provisions."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._under: dict[Key, list[Paragraph]] = {}
        self._values: dict[Key, dict[str, None]] = {}
        self._containers: dict[tuple[str, Path], list[Paragraph]] = {}
        for paragraph in document.paragraphs:
            if key := provision_key(paragraph):
                self._enter(key, paragraph)
        self._enter_containers()
        self._annexes = tuple(dict.fromkeys(annex for annex, _, _ in self._under if annex))

    def _enter(self, key: Key, paragraph: Paragraph) -> None:
        annex, unit, path = key
        for depth in range(len(path) + 1):
            self._under.setdefault((annex, unit, path[:depth]), []).append(paragraph)
            if depth < len(path):
                self._values.setdefault((annex, unit, path[:depth]), {})[path[depth]] = None

    def _enter_containers(self) -> None:
        """Parts, chapters and sections: all that stands between their heading and the next of their rank."""
        open_ones: list[tuple[str, str]] = []
        for paragraph in self.document.paragraphs:
            if paragraph.kind == "heading" and (opened := _container(paragraph)):
                rank = _CONTAINERS.index(opened[0])
                open_ones = [each for each in open_ones if _CONTAINERS.index(each[0]) < rank] + [opened]
            if paragraph.locator.steps and paragraph.locator.steps[0][0] in _ANNEXES:
                open_ones = []
            if paragraph.kind in _UNSHOWN:
                continue
            for depth, (unit, value) in enumerate(open_ones):
                above = tuple(number for _, number in open_ones[:depth])
                self._containers.setdefault((unit, (*above, value)), []).append(paragraph)

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
        if wanted.unit in _CONTAINERS or not wanted.path:
            return True
        keys = ((annex, unit, ()) for annex in ("", *self._annexes) for unit in self._units_for(wanted))
        return any(key in self._values for key in keys)

    def find(self, wanted: Provision) -> tuple[Paragraph, ...]:
        """The paragraphs of a provision in order: itself and everything under it; () when it is not there."""
        if wanted.unit in _CONTAINERS:
            return self._in_container(wanted)
        if wanted.unit == "page":
            return self._on_page(wanted.path[0])
        if wanted.unit in ("annex", "preamble"):
            return self._whole(wanted)
        for annex in self._annexes_for(wanted):
            for unit in self._units_for(wanted):
                if path := self._written(annex, unit, wanted.path):
                    return _text(self._under[annex, unit, path])
        return ()

    def _annexes_for(self, wanted: Provision) -> tuple[str, ...]:
        """Where to look: the text, then its only annex; or the annex that is named."""
        if wanted.annex is None:
            lone = self._annexes if len(self._annexes) == 1 else ()
            return ("", *(self._annexes if wanted.unit == "note" else lone))
        if not wanted.annex:
            return self._annexes
        named = tuple(annex for annex in self._annexes if _equal(annex, wanted.annex))
        return named or (
            self._annexes if self._annexes in (("annex",), ("appendix",)) and _is_first(wanted.annex) else ()
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
        return ("", "article", ()) in self._under

    def _written(self, annex: str, unit: str, path: Path) -> Path:
        """The path as the document writes it: "(2)" for "(ii)", the last number for "last"; () when it is not there."""
        written: Path = ()
        path = self._with_dots(annex, unit, path)
        for at, value in enumerate(path):
            values = self._values.get((annex, unit, written), {})
            same = value if value in values else next((each for each in values if _equal(each, value)), None)
            if same == "i" and value == "1" and "a" in values:
                same = None  # the letter, not the roman number
            if value == "last" and values:
                same = next(reversed(values))
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

    def _with_dots(self, annex: str, unit: str, path: Path) -> Path:
        """The path with its first numbers as one where the document counts so: "24.6", "5.I.12"."""
        values = self._values.get((annex, unit, ()), {})
        for size in (2, 3):
            dotted = ".".join(path[:size])
            if len(path) >= size and path[0] not in values and dotted in values:
                return (dotted, *path[size:])
        return path

    def _in_container(self, wanted: Provision) -> tuple[Paragraph, ...]:
        above = tuple(value for _, value in wanted.within)
        fitting = [
            paragraphs
            for (unit, path), paragraphs in self._containers.items()
            if unit == wanted.unit
            and _equal(path[-1], wanted.path[0])
            and all(any(_equal(each, value) for each in path[:-1]) for value in above)
        ]
        return tuple(fitting[0]) if fitting else ()

    def _on_page(self, page: str) -> tuple[Paragraph, ...]:
        return tuple(
            each
            for each in self.document.paragraphs
            if each.locator.page == page and each.kind not in ("heading", "furniture")
        )

    def _whole(self, wanted: Provision) -> tuple[Paragraph, ...]:
        """A preamble or an annex, all of it."""
        found = []
        for paragraph in self.document.paragraphs:
            steps = dict(paragraph.locator.steps)
            label = next((steps[name] for name in _ANNEXES if name in steps), None)
            inside = (
                "preamble" in steps if wanted.unit == "preamble" else _is_annex(label, wanted.annex or "")
            )
            if inside and paragraph.kind not in _UNSHOWN:
                found.append(paragraph)
        return tuple(found)

    # -- explaining -------------------------------------------------------------------------

    def explain(self, wanted: Provision) -> str:
        """Why a provision is not there: the deepest part that is, and the numbers under it."""
        name = _name(self.document)
        if wanted.unit in _CONTAINERS:
            return f"{name} has no {wanted.unit} {wanted.path[0]}{self._container_range(wanted.unit)}"
        if wanted.annex and not self._annexes_for(wanted):
            there = (
                f": its annexes are {', '.join(self._annexes)}." if self._annexes else ": it has no annexes."
            )
            return f"{name} has no annex {wanted.annex.upper()}{there}"
        if not wanted.path or wanted.unit == "page":
            return f"{name} has no {wanted.unit}{''.join(f' {each}' for each in wanted.path)}."
        annex = next(iter(self._annexes_for(wanted)), "")
        unit = self._units_for(wanted)[0]
        return (
            f"{name} has no {self._called(unit, wanted.path, annex)}{self._instead(annex, unit, wanted.path)}"
        )

    def _called(self, unit: str, path: Path, annex: str) -> str:
        where = f" in its annex {annex.upper() if annex not in _ANNEXES else ''}".rstrip() if annex else ""
        return f"{_NAMES.get(unit, unit)} {shown(path)}{where}"

    def _instead(self, annex: str, unit: str, path: Path) -> str:
        kind = _NAMES.get(unit, unit)
        for depth in range(len(path) - 1, -1, -1):
            above = self._written(annex, unit, path[:depth]) if depth else ()
            if depth and not above:
                continue
            values = list(self._values.get((annex, unit, above), {}))
            if not depth:
                return (
                    f": its {kind}s run from {_first_and_last(values)}."
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
            if values := list(self._values.get(("", unit, ()), {})):
                return f": it has no numbered {kind}s; its {unit}s run from {_first_and_last(values)}."
        return f": it has no numbered {kind}s."

    def _container_range(self, unit: str) -> str:
        values = [path[-1] for name, path in self._containers if name == unit]
        return (
            f": its {unit}s run from {values[0].upper()} to {values[-1].upper()}."
            if values
            else f": it has no {unit}s."
        )


def provision_key(paragraph: Paragraph) -> Key | None:
    """(annex, unit, path) of a paragraph that its source numbers; None for the rest. All in lower case."""
    if paragraph.kind == "furniture":
        return None
    annex, unit, path = "", "", []
    for name, value in paragraph.locator.steps:
        value = value.lower()
        if name in _ANNEXES:
            annex = value or name
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
    return (annex, unit, tuple(path)) if unit and path else None


def _container(heading: Paragraph) -> tuple[str, str] | None:
    """The part, chapter or section that a heading opens, with its number."""
    steps = heading.locator.steps
    if steps and steps[-1][0] in _CONTAINERS:
        return steps[-1][0], steps[-1][1].lower()
    labels = parse_label(heading.text)
    if steps and steps[-1][0] == "heading" and labels and labels[0].form in ("ROMAN", "number", "upper"):
        return "section", labels[0].value.lower()
    return None


def _text(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Without the headings, unless there is nothing else; in order."""
    found = [each for each in paragraphs if each.kind != "heading"] or paragraphs
    return tuple(sorted(found, key=lambda each: each.position))


def _equal(one: str, other: str) -> bool:
    """Whether two numbers are the same: "ii" and "2", "5bis" and "5 bis"."""
    if one == other:
        return True
    return (roman(one) or one) == (int(other) if other.isdigit() else other) or (roman(other) or other) == (
        int(one) if one.isdigit() else one
    )


def _is_first(annex: str) -> bool:
    return annex in ("1", "i", "a")


def _is_annex(label: str | None, wanted: str) -> bool:
    """Whether a paragraph of the annex `label` (None: of no annex) belongs to the annex wanted."""
    if label is None:
        return False
    return not wanted or _equal(label.lower(), wanted) or (not label and _is_first(wanted))


def _first_and_last(values: Sequence[str]) -> str:
    numbers = sorted(
        (each for each in values if each.split()[0].isdigit()), key=lambda each: int(each.split()[0])
    )
    ordered = numbers or list(values)
    return f"{ordered[0]} to {ordered[-1]}"


def shown(path: Sequence[str]) -> str:
    """A path as it is printed: ("12", "2", "c") -> "12(2)(c)"."""
    return path[0] + "".join(f"({each})" for each in path[1:]) if path else ""


def _name(document: Document) -> str:
    return document.symbol or next(iter(document.aliases), document.title)
