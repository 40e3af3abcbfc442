"""Paragraphs without numbers as people name them: "the third paragraph under Early warning", "last bullet of the Summary".

Pure. They are counted under their heading as their locators are; a paragraph
with a number of its own is the provision table's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest import Document, Paragraph, parse_label

from .name_words import fold_name
from .provisions import Provision
from .tokens import place_in
from .units import content_words

_SAYING = frozenset(("heading", "headed", "subheading", "heading:"))


def under_heading(
    document: Document, words: Iterable[str], wanted: Provision, *, by_place: bool = True
) -> tuple[Paragraph, ...]:
    """A paragraph or item by its place under the heading that the words are; () where there is none such.

    The document with its paragraphs. A paragraph comes with its items; after its
    place that of one item under it may stand.
    by_place  whether the place counts too where paragraphs under the heading bear numbers
    """
    asked = heading_key(words)
    if not asked or wanted.unit != "paragraph" or not wanted.path or wanted.annex is not None:
        return ()
    for heading in document.paragraphs:
        if heading.kind == "heading" and asked in _names_of(heading.text):
            held = [each for each in document.paragraphs if each.section == heading.section]
            found = _printed(held, wanted.path[0])
            if by_place or not any(map(_is_numbered, held)):
                found = found or _counted(held, wanted.path[0])
            for step in wanted.path[1:]:
                found = _item(found, step)
            if found:
                return found
    return ()


def heading_key(words: Iterable[str]) -> str:
    """What is asked for, as the keys of headings are."""
    return _key(" ".join(word for word in words if word.lower() not in _SAYING))


def heading_keys(document: Document) -> frozenset[str]:
    """The keys of all headings of a document with its paragraphs."""
    headings = (each.text for each in document.paragraphs if each.kind == "heading")
    return frozenset(key for text in headings for key in _names_of(text))


@lru_cache(maxsize=16384)
def _names_of(heading: str) -> tuple[str, str, str]:
    """A heading without its number, whole and up to its colon, and as it stands."""
    labels = parse_label(heading)
    words = heading[labels[0].end :] if labels else heading
    return _key(words), _key(words.partition(":")[0]), _key(heading)


def _is_numbered(paragraph: Paragraph) -> bool:
    """Whether a paragraph bears a number of its own instead of its place under the heading."""
    return paragraph.kind == "body" and "heading" not in dict(paragraph.locator.steps)


def _key(text: str) -> str:
    return fold_name(" ".join(content_words(text)))


def _printed(held: Sequence[Paragraph], number: str) -> tuple[Paragraph, ...]:
    first = next((each for each in held if each.locator.label == number and each.kind == "body"), None)
    return _with_items(first, held) if first else ()


def _with_items(first: Paragraph, held: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return (first, *(each for each in held if each.parent == first.id and each.kind == "item"))


def _item(found: Sequence[Paragraph], step: str) -> tuple[Paragraph, ...]:
    """Of a paragraph with its items the item of that number, or that many from the first, with its own."""
    items = [each for each in found[1:] if each.parent == found[0].id]
    numbers = [each.locator.label.strip("().").lower() for each in items]
    at = numbers.index(step) if step in numbers else place_in(f"#{step.removeprefix('#')}", len(items))
    return _with_items(items[at], found) if at is not None else ()


def _counted(held: Sequence[Paragraph], number: str) -> tuple[Paragraph, ...]:
    kinds = ("item",) if number.startswith("#") else ("body", "quotation")
    counted = [each for each in held if each.kind in kinds]
    place = place_in(f"#{number.removeprefix('#')}", len(counted))
    if place is None:
        return ()
    return _with_items(counted[place], held)
