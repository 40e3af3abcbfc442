"""Finds the footnotes of a page and cuts them into single notes.

A note area begins under a separator (a short rule, drawn or typed) or with a
line in small type that opens with a mark. It does not tie notes to the marks in
the text, nor join a note that goes on over the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocks import Block, Mark
from .lines import Line, Rule
from .paragraphs import Type

_TYPED_RULE = re.compile(r"[_–—-]{6,}$|(?:_ ?){6,}$")
_TYPED_NUMBER = re.compile(r"(\d{1,3}/?|[a-z]/)\s+(?=\S)")
_TYPED_STAR = re.compile(r"(\*{1,4}|[†‡])\s+(?=\S)")
_SMALL = 0.94  # of the body size


@dataclass(frozen=True, slots=True)
class Note:
    """One note, or with label "" the rest of a note that began on the page before.

    slashed  its mark is typed with a stroke, here and in the text ("12/"), as before about 1995
    """

    label: str
    lines: tuple[Line, ...]
    slashed: bool = False


def is_typed_rule(line: Line) -> bool:
    """Whether the line is a rule made of underscores or dashes."""
    return bool(_TYPED_RULE.match(line.text))


def separators(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Rule]:
    """The short rules of a page that may stand over notes, typed ones and drawn ones."""
    typed = [Rule(line.x0, line.x1, line.y) for line in lines if is_typed_rule(line)]
    width = max((line.x1 for line in lines), default=0.0) - min((line.x0 for line in lines), default=0.0)
    drawn = [rule for rule in rules if 30 < rule.x1 - rule.x0 < 0.45 * width]
    lowest = min((line.y for line in lines), default=0.0)
    alone = [rule for rule in drawn if sum(abs(rule.y - each.y) < 3 for each in drawn) == 1]
    return typed + [rule for rule in alone if rule.y > lowest]


def split_notes(lines: Sequence[Line], under: Sequence[Rule], usual: Type) -> tuple[list[Line], list[Note]]:
    """The lines that are text, in order, and the notes among them."""
    text: list[Line] = []
    notes: list[Note] = []
    open_note = False
    raised = any(line.marks and line.marks[0].start == 0 and line.marks[0].label.isdigit() for line in lines)
    for line in lines:
        below = any(_is_under(line, rule) for rule in under)
        small = line.size <= _SMALL * usual.size
        mark = _mark_of(line, below, raised)
        if not (below or small) or is_typed_rule(line):
            open_note = False
            text.append(line)
        elif mark and (small or below):
            notes.append(Note(mark[0].rstrip("/"), (mark[1],), mark[0].endswith("/")))
            open_note = True
        elif notes and open_note and _follows(notes[-1].lines[-1], line):
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))
        elif below and small:
            notes.append(Note("", (line,)))
            open_note = True
        else:
            open_note = False
            text.append(line)
    return text, notes


def _mark_of(line: Line, below: bool, raised: bool) -> tuple[str, Line] | None:
    """The mark that a note's first line opens with, and the line without it.

    A star on the baseline counts under a separator, a number there only where
    the numbers of this page's notes are not `raised`.
    """
    if line.marks and line.marks[0].start == 0:
        return line.marks[0].label, replace(line, marks=line.marks[1:])
    typed = _TYPED_STAR.match(line.text) if below else None
    if below and not raised:
        typed = typed or _TYPED_NUMBER.match(line.text)
    if not typed:
        return None
    cut = typed.end()
    marks = tuple(replace(mark, start=mark.start - cut) for mark in line.marks)
    return typed[1], replace(line, text=line.text[cut:], marks=marks)


def take_slashed_marks(block: Block, notes: Sequence[Note]) -> Block:
    """The block without the marks "12/" of the notes on its page: "in 1962 12/ and" gives "in 1962 and"."""
    for note in notes:
        typed = rf"(?:(?<=[^\s\d]) ?|(?<=\d) ){note.label}/(?=[\s.,;:)]|$)"
        found = re.search(typed, block.text) if note.slashed else None
        if found:
            start, end = found.span()
            marks = [
                replace(mark, start=mark.start - (end - start) * (mark.start >= end)) for mark in block.marks
            ]
            marks.append(Mark(note.label, start))
            text = block.text[:start] + block.text[end:]
            block = replace(block, text=text, marks=tuple(sorted(marks, key=lambda mark: mark.start)))
    return block


def _is_under(line: Line, rule: Rule) -> bool:
    near = rule.x0 - 3 * line.size <= line.x0 <= rule.x1 + 2 * line.size
    return near and line.y < rule.y


def _follows(last: Line, line: Line) -> bool:
    drop = last.y - line.y
    return abs(last.size - line.size) < 0.6 and -0.3 * line.size <= drop <= 1.9 * line.size
