"""Ties: which note each mark leads to, and what an "Ibid." stands for.

Pure. Works on whole paragraphs; finding notes among blocks is footnotes'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .document import Paragraph
from .footnotes import stands_for


def tie_notes(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Give each mark its note: the nearest one after it with its label that no other mark has taken."""
    notes: dict[str, list[int]] = {}
    for at, each in enumerate(paragraphs):
        if each.kind == "note":
            notes.setdefault(each.locator.label, []).append(at)
    taken: set[int] = set()
    for at, each in enumerate(paragraphs):
        if each.notes and each.kind != "note":
            tied = tuple(
                replace(mark, note=_note_for(mark.mark, at, notes, taken, paragraphs)) for mark in each.notes
            )
            paragraphs[at] = replace(each, notes=tied)
    return paragraphs


def _note_for(
    label: str, at: int, notes: dict[str, list[int]], taken: set[int], paragraphs: Sequence[Paragraph]
) -> str | None:
    free = [note for note in notes.get(label, ()) if note not in taken]
    if not free:
        return None
    after = [note for note in free if note > at]
    chosen = after[0] if after else free[-1]
    taken.add(chosen)
    return paragraphs[chosen].id


def meaning_of(note: Paragraph, paragraphs: Sequence[Paragraph]) -> Paragraph:
    """The note that a note's "Ibid." or "(note 12)" stands for, followed to its end; the note itself otherwise."""
    notes = [each for each in paragraphs if each.kind == "note"]
    by_label = {each.locator.label: each for each in notes}
    order = [each.id for each in notes]
    seen = {note.id}
    while True:
        at = order.index(note.id)
        before = notes[at - 1].locator.label if at else None
        target = by_label.get(stands_for(note.text, note.locator.label, before) or "")
        if target is None or target.id in seen:
            return note
        seen.add(target.id)
        note = target
