"""Which links of a web page are note marks, which elements are the notes, which links lead back.

A mark is a short link to a place further down; the note is the block that
stands there. Marks without links are left to the reader, who sees that they are
raised.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .marked_text import mark_labels

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# fn1, _ftn1, _edn3, footnote-12, note_smith-4, cite_note-7; not entry5 or page7
_NOTE_NAME = re.compile(
    r"_?(?:fn|ftn?|edn?|en|(?:foot|end|cite_)?note|n)[-_:.]*(?:\w*[-_:.])?\d+", re.IGNORECASE
)
_BACK = re.compile(r"\W*|(?:jump|back|return)\b.*", re.IGNORECASE | re.DOTALL)
_NOTE_TAGS = ("li", "p", "div", "dd", "tr", "aside", "section")
_WRAPPERS = ("li", "div", "dd", "aside")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class HtmlNotes:
    """marks: link to its labels; notes: block to its label; backs: the links in notes that lead back."""

    marks: dict[Element, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[Element, str] = field(default_factory=dict)
    backs: set[Element] = field(default_factory=set)


def text_of(element: Element) -> str:
    """All text in an element, as it stands."""
    return "".join(str(piece) for piece in element.itertext())


def find_notes(root: Element) -> HtmlNotes:
    """Find the linked notes of a page."""
    order = {element: at for at, element in enumerate(root.iter())}
    targets: dict[str, Element] = {}
    for element in order:
        for name in (element.get("id"), element.get("name")):
            if name:
                targets.setdefault(name, element)
    links = [(link, targets.get((link.get("href") or "").rpartition("#")[2])) for link in root.iter("a")]
    led = [(link, target) for link, target in links if target is not None and "#" in (link.get("href") or "")]
    found = HtmlNotes()
    pairs = [(link, target) for link, target in led if order[target] > order[link] and _is_mark(link)]
    _pair(found, pairs)
    for link, target in led:
        if order[target] < order[link] and _inside(link, found.notes) and _leads_back(link):
            found.backs.add(link)
    return found


def _pair(found: HtmlNotes, pairs: list[tuple[Element, Element]]) -> None:
    """Tie each mark to the block of its target, unless that cannot be a note."""
    targets = {target for _, target in pairs}
    shared = Counter(parent for target in targets for parent in target.iterancestors())
    for link, target in pairs:
        note = _note_block(target, shared)
        if note is None or note in link.iterancestors():
            continue
        labels = mark_labels(text_of(link))
        found.marks[link] = labels
        found.notes.setdefault(note, labels[0])


def _note_block(target: Element, shared: Counter[Element]) -> Element | None:
    """The block around a target: the paragraph, or the item around it when that holds no other note."""
    block: Element | None = target
    while block is not None and block.tag not in _NOTE_TAGS:
        block = block.getparent()
    if block is None or any(True for _ in block.iter(*_HEADINGS)):
        return None
    parent = block.getparent()
    alone = parent is not None and parent.tag in _WRAPPERS and shared[parent] == 1
    if block.tag == "p" and parent is not None and alone and not any(True for _ in parent.iter(*_HEADINGS)):
        return parent
    return block


def _is_mark(link: Element) -> bool:
    text = text_of(link).strip()
    if not mark_labels(text):
        return False
    role = " ".join(link.get(name) or "" for name in ("role", "epub:type", "class"))
    parent = link.getparent()
    return (
        text[0] in "[("
        or "noteref" in role
        or (parent is not None and parent.tag == "sup")
        or link.find("sup") is not None
        or _NOTE_NAME.fullmatch((link.get("href") or "").rpartition("#")[2]) is not None
    )


def _inside(element: Element, blocks: dict[Element, str]) -> bool:
    return any(parent in blocks for parent in element.iterancestors())


def _leads_back(link: Element) -> bool:
    text = text_of(link).strip()
    return bool(mark_labels(text) or _BACK.fullmatch(text) or "back" in (link.get("role") or ""))
