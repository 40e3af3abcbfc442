"""Finds the footnotes of a page and cuts them into single notes.

A note area begins under a separator (a short rule, drawn or typed) or with a
line in small type that opens with a mark. It does not tie notes to the marks in
the text, nor join a note that goes on over the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .lines import Line, Rule
from .paragraphs import Type

_TYPED_RULE = re.compile(r"[_–—-]{6,}$|(?:_ ?){6,}$")
_TYPED_MARK = re.compile(r"(\d{1,3}/?|\*{1,4}|[†‡])\s+(?=\S)")
_SMALL = 0.94  # of the body size


@dataclass(frozen=True, slots=True)
class Note:
    """One note, or with label "" the rest of a note that began on the page before."""

    label: str
    lines: tuple[Line, ...]


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
    for line in lines:
        below = any(_is_under(line, rule) for rule in under)
        small = line.size <= _SMALL * usual.size
        mark = mark_of(line, below)
        if not (below or small) or is_typed_rule(line):
            open_note = False
            text.append(line)
        elif mark and (small or below):
            notes.append(Note(mark[0], (mark[1],)))
            open_note = True
        elif notes and open_note and _follows(notes[-1].lines[-1], line):
            notes[-1] = Note(notes[-1].label, (*notes[-1].lines, line))
        elif below and small:
            notes.append(Note("", (line,)))
            open_note = True
        else:
            open_note = False
            text.append(line)
    return text, notes


def mark_of(line: Line, typed_too: bool) -> tuple[str, Line] | None:
    """The mark that a note's first line opens with, and the line without it.

    `typed_too`: a number or star on the baseline counts as well as a raised one.
    """
    if line.marks and line.marks[0].start == 0:
        return line.marks[0].label, replace(line, marks=line.marks[1:])
    typed = _TYPED_MARK.match(line.text) if typed_too else None
    if not typed:
        return None
    cut = typed.end()
    marks = tuple(replace(mark, start=mark.start - cut) for mark in line.marks)
    return typed[1].rstrip("/"), replace(line, text=line.text[cut:], marks=marks)


def _is_under(line: Line, rule: Rule) -> bool:
    near = rule.x0 - 3 * line.size <= line.x0 <= rule.x1 + 2 * line.size
    return near and line.y < rule.y


def _follows(last: Line, line: Line) -> bool:
    drop = last.y - line.y
    return abs(last.size - line.size) < 0.6 and -0.3 * line.size <= drop <= 1.9 * line.size
