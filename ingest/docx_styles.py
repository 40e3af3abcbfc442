"""What Word's styles say of a paragraph or run: heading or not, list, typography, all inheritance done.

It reads styles.xml and the properties on the paragraph or run itself. It does
not look at the text. Table styles and theme fonts are left out: neither says
what a paragraph is.

UN documents are set with the house's own styles (H1, H23, HCh, TitleHCH, with
or without an outline level), which are recognised by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .blocks import BlockKind
from .docx_numbers import W, attribute, whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_UN_STYLE = re.compile(r"(?:title)?h(ch|m|[1-6](?:/?[1-6])*)g?")
_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)|table of (?:figures|authorities)")
_QUOTATION = re.compile(r"(?:intense )?quote|block ?(?:text|quote|quotation)|quotations?")


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run is set. size in points, 0 when no style gives one."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    raised: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph is by its style and its own properties.

    level    of a heading, as in Block
    number   (list id, level in it); level None when the list's own tie to the
             style decides; None when the paragraph is in no list
    style    id of its style
    """

    kind: BlockKind = "text"
    level: int = 0
    centred: bool = False
    number: tuple[str, int | None] | None = None
    style: str | None = None
    run: RunLook = RunLook()


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {each.get(f"{W}styleId") or "": each for each in found}
        self._default = next((each for each in found if _is_default_paragraph(each)), None)
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._looks: dict[str | None, ParagraphLook] = {}

    def paragraph(self, paragraph: Element) -> ParagraphLook:
        """The look of a paragraph."""
        own = paragraph.find(f"{W}pPr")
        style = attribute(own, "pStyle")
        if style not in self._looks:
            self._looks[style] = self._style_look(style)
        look = self._looks[style]
        if own is None:
            return look
        laid = _overlay(look, own)
        # A heading's own outline level only places it in the navigation pane.
        return replace(laid, kind=look.kind, level=look.level) if look.kind == "heading" else laid

    def run(self, run: Element, base: RunLook) -> RunLook:
        """The look of a run in a paragraph whose look is `base`."""
        own = run.find(f"{W}rPr")
        if own is None:
            return base
        for style in reversed(self._chain(self._styles.get(attribute(own, "rStyle") or ""))):
            base = _overlay_run(base, style.find(f"{W}rPr"))
        return _overlay_run(base, own)

    def _style_look(self, style: str | None) -> ParagraphLook:
        look = ParagraphLook(style=style, run=_overlay_run(RunLook(), self._defaults))
        chain = self._chain(self._styles.get(style or "", self._default))
        for each in reversed(chain):
            properties = each.find(f"{W}pPr")
            look = look if properties is None else _overlay(look, properties)
            look = replace(look, run=_overlay_run(look.run, each.find(f"{W}rPr")))
        for each in chain:  # the style's own name, or the nearest above it, knows best
            named = _by_name((attribute(each, "name") or "").lower())
            if named is not None:
                return replace(look, kind=named[0], level=named[1])
            if attribute(each, "pPr/outlineLvl") == "9":  # body text, whatever it is based on
                break
        return look

    def _chain(self, style: Element | None) -> list[Element]:
        """A style and those that it is based on, nearest first."""
        chain: list[Element] = []
        while style is not None and style not in chain:
            chain.append(style)
            style = self._styles.get(attribute(style, "basedOn") or "")
        return chain


def _is_default_paragraph(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _by_name(name: str) -> tuple[BlockKind, int] | None:
    """What the name of a style says: (kind, level)."""
    if found := _HEADING.fullmatch(name):
        return "heading", min(int(found[1]), 6)
    if found := _UN_STYLE.fullmatch(re.sub(r"[\s_]", "", name)):
        return "heading", min(int(found[1][0]) + 1, 6) if found[1][0].isdigit() else 1
    if name in ("title", "subtitle"):
        return "heading", int(name == "title")
    if _CONTENTS.fullmatch(name):
        return "furniture", 0
    return ("quotation", 0) if _QUOTATION.fullmatch(name) else None


def _overlay(look: ParagraphLook, properties: Element) -> ParagraphLook:
    """A look with the properties of a w:pPr over it."""
    outline = whole(attribute(properties, "outlineLvl"))
    if outline is not None and look.kind in ("text", "heading"):
        heading = 0 <= outline < 9  # 9 is body text
        level = min(outline + 1, 6) if heading else 0
        look = replace(look, kind="heading" if heading else "text", level=level)
    alignment = attribute(properties, "jc")
    if alignment is not None:
        look = replace(look, centred=alignment == "center")
    number = properties.find(f"{W}numPr")
    return look if number is None else replace(look, number=_list_place(number, look.number))


def _list_place(number: Element, inherited: tuple[str, int | None] | None) -> tuple[str, int | None] | None:
    list_id = attribute(number, "numId") or (inherited[0] if inherited else None)
    if list_id in (None, "0"):
        return None
    return str(list_id), whole(attribute(number, "ilvl"))


def _overlay_run(look: RunLook, properties: Element | None) -> RunLook:
    """A look with the properties of a w:rPr over it."""
    if properties is None:
        return look
    size = whole(attribute(properties, "sz"))
    raised = attribute(properties, "vertAlign")
    return RunLook(
        bold=_switch(properties, "b", look.bold),
        italic=_switch(properties, "i", look.italic),
        hidden=_switch(properties, "vanish", look.hidden),
        raised=look.raised if raised is None else raised == "superscript",
        size=look.size if size is None else size / 2,
    )


def _switch(properties: Element, name: str, inherited: bool) -> bool:
    found = properties.find(W + name)
    return inherited if found is None else found.get(f"{W}val") not in ("0", "false", "off")
