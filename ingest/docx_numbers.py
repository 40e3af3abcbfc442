"""The list labels that Word computes from numbering.xml.

A paragraph only says "list 5, level 1"; what is printed ("2.1", "(c)", "•")
follows from the list's definition and the paragraphs before it. This file keeps
that count. It does not find the paragraphs.

Rules: ISO/IEC 29500-1, 17.9 (numbering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .number_formats import format_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
# Bullets are mostly characters of the Symbol and Wingdings fonts, in the private use area.
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "–", "\uf0fc": "✓", "\uf0d8": "➢", "\uf02a": "*"}


def attribute(element: Element | None, path: str, name: str = "val") -> str | None:
    """An attribute in Word's name space, of the element or a descendant ("pPr/jc"); None if absent."""
    if element is not None and path:
        element = element.find("/".join(W + step for step in path.split("/")))
    return None if element is None else element.get(W + name)


def whole(value: str | None) -> int | None:
    """The whole number that an attribute holds, None when it holds none."""
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else None


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered.

    number_format  how its number is printed, in Word's name for it: "lowerRoman"
    text          pattern; "%1.%2" stands for the numbers of the first two levels
    restart       the level (from 1) after which it starts again; None: after
                  any level above it; 0: never
    legal         all numbers decimal, whatever their own format
    style         id of the paragraph style that is tied to this level
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: the definition it counts in, its levels, and the levels it starts anew."""

    definition: str
    levels: tuple[Level, ...]
    anew: frozenset[int]


class Numbering:
    """Counts the lists of one document; ask in document order, each paragraph once."""

    def __init__(self, root: Element | None) -> None:
        self._lists = {} if root is None else _read_lists(root)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, number_id: str, style: str | None) -> int:
        """The level of a list that a paragraph style is tied to, 0 when to none."""
        found = self._lists.get(number_id)
        levels = found.levels if found else ()
        return next((at for at, level in enumerate(levels) if style and level.style == style), 0)

    def next_label(self, number_id: str, at: int) -> str:
        """Count one paragraph of a list and give its label; "" when the list prints none."""
        found = self._lists.get(number_id)
        if found is None or not 0 <= at < len(found.levels):
            return ""
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        self._count(found, number_id, at, counts)
        return _label(found.levels, at, counts)

    def _count(self, found: _List, number_id: str, at: int, counts: list[int | None]) -> None:
        level, before = found.levels[at], counts[at]
        anew = at in found.anew and (number_id, at) not in self._begun
        self._begun.add((number_id, at))
        counts[at] = level.start if before is None or anew else before + 1
        for above in range(at):  # a level that was skipped shows its first number
            if counts[above] is None:
                counts[above] = found.levels[above].start
        for below in range(at + 1, len(found.levels)):
            restart = found.levels[below].restart
            if restart is None or at < restart:
                counts[below] = None


def _label(levels: tuple[Level, ...], at: int, counts: list[int | None]) -> str:
    level = levels[at]
    if level.number_format == "bullet":
        return bullet(level.text)

    def printed(found: re.Match[str]) -> str:
        which = int(found[1]) - 1
        style = "decimal" if level.legal else levels[which].number_format if which < len(levels) else "none"
        return format_number(counts[which] or 0, style)

    return re.sub(r"%([1-9])", printed, level.text).strip()


def bullet(sign: str) -> str:
    """A list bullet as a character that every font has."""
    private = "\ue000" <= sign[:1] <= "\uf8ff"
    return _BULLETS.get(sign, "•" if private else sign.strip())


def _read_lists(root: Element) -> dict[str, _List]:
    definitions = {attribute(each, "", "abstractNumId"): each for each in root.findall(f"{W}abstractNum")}
    by_link = {attribute(each, "styleLink"): each for each in definitions.values()}
    lists = {}
    for each in root.findall(f"{W}num"):
        definition = definitions.get(attribute(each, "abstractNumId"))
        if definition is None:
            continue
        definition = by_link.get(attribute(definition, "numStyleLink") or "-", definition)
        name = attribute(definition, "", "abstractNumId") or ""
        lists[attribute(each, "", "numId") or ""] = _read_list(name, definition, each)
    return lists


def _read_list(name: str, definition: Element, num: Element) -> _List:
    levels = [Level(number_format="none")] * _LEVELS
    for each in definition.findall(f"{W}lvl"):
        _put(levels, each, each)
    anew = set()
    for override in num.findall(f"{W}lvlOverride"):
        at = whole(attribute(override, "", "ilvl"))
        start = whole(attribute(override, "startOverride"))
        own = override.find(f"{W}lvl")
        if own is not None:
            _put(levels, own, override)
        if start is not None and at is not None and 0 <= at < _LEVELS:
            old = levels[at]
            levels[at] = Level(start, old.number_format, old.text, old.restart, old.legal, old.style)
            anew.add(at)
    return _List(name, tuple(levels), frozenset(anew))


def _put(levels: list[Level], source: Element, named: Element) -> None:
    at = whole(attribute(named, "", "ilvl"))
    if at is not None and 0 <= at < _LEVELS:
        levels[at] = _read_level(source)


def _read_level(source: Element) -> Level:
    start = whole(attribute(source, "start"))
    legal = source.find(f"{W}isLgl")
    return Level(
        start=0 if start is None else start,
        number_format=attribute(source, "numFmt") or "decimal",
        text=attribute(source, "lvlText") or "",
        restart=whole(attribute(source, "lvlRestart")),
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false", "off"),
        style=attribute(source, "pStyle"),
    )
