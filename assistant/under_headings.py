"""Paragraphs without numbers as people name them: "the third paragraph under Early warning", "last bullet of the Summary".

Pure. They are counted under their heading as their locators are; a paragraph
with a number of its own is the provision table's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest import Document, Paragraph, parse_label

from .name_words import fold_name
from .provisions import Provision
from .tokens import place_in
from .units import content_words

_SAYING = frozenset(("heading", "headed", "subheading", "heading:"))


def under_heading(
    document: Document, words: Iterable[str], wanted: Provision, *, printed: bool = False
) -> tuple[Paragraph, ...]:
    """A paragraph or item by its place under the heading that the words are; () where there is none such.

    The document with its paragraphs. A paragraph comes with its items.
    printed  by the number that it bears, not by its place
    """
    asked = _key(" ".join(word for word in words if word.lower() not in _SAYING))
    if not asked or wanted.unit != "paragraph" or len(wanted.path) != 1 or wanted.annex is not None:
        return ()
    for heading in document.paragraphs:
        if heading.kind == "heading" and asked in _names(heading.text):
            held = [each for each in document.paragraphs if each.section == heading.section]
            if found := (_printed if printed else _counted)(held, wanted.path[0]):
                return found
    return ()


def _names(heading: str) -> Iterator[str]:
    """A heading without its number, whole and up to its colon."""
    labels = parse_label(heading)
    words = heading[labels[0].end :] if labels else heading
    yield _key(words)
    yield _key(words.partition(":")[0])


def _key(text: str) -> str:
    return fold_name(" ".join(content_words(text)))


def _printed(held: Sequence[Paragraph], number: str) -> tuple[Paragraph, ...]:
    first = next((each for each in held if each.locator.label == number and each.kind == "body"), None)
    return _with_items(first, held) if first else ()


def _with_items(first: Paragraph, held: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return (first, *(each for each in held if each.parent == first.id and each.kind == "item"))


def _counted(held: Sequence[Paragraph], number: str) -> tuple[Paragraph, ...]:
    kinds = ("item",) if number.startswith("#") else ("body", "quotation")
    counted = [each for each in held if each.kind in kinds]
    place = place_in(f"#{number.removeprefix('#')}", len(counted))
    if place is None:
        return ()
    return _with_items(counted[place], held)
