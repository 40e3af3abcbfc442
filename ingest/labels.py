"""Printed numbers: reading "12.", "(c)", "iv)", "5 bis." at the head of a block, and what follows what.

Pure. It knows how UN documents and treaties print numbers; it does not decide
which of them are paragraphs, headings or plain text (structure does).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

LabelForm = Literal["number", "lower", "upper", "roman", "ROMAN", "decimal", "dash"]

_ROMAN = tuple(
    zip(
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)
_ROMAN_SHAPE = re.compile(r"(?=[ivxlcdm])m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$")
_LATIN = "bis|ter|quater|quinquies|sexies|septies|octies|novies|decies"

# "12.", "12)", "(12)", "5 bis.", "(a)", "a)", "a.", "(iv)", "IV.", "A.", "1.2.3"
_LABEL = re.compile(
    rf"""(?P<open>[(\[])?
    (?P<core>\d{{1,3}}(?:\.\d{{1,3}})+ | \d{{1,4}}(?:\s?(?:{_LATIN})\b)? | [ivxlcdm]{{1,6}}(?![A-Za-z]) |
      [IVXLCDM]{{1,7}}(?![A-Za-z]) | [a-zA-Z](?:\s?(?:{_LATIN})\b)? | (?P<twin>[a-z])(?P=twin) )
    (?P<close>[)\].]+)?(?=\s|$|["“‘'`\[*(A-Z]|(?<=\b[a-z]\.)[a-z]{{2}})""",
    re.VERBOSE,
)
# "24.1 The Office", "29A.3 The strategy", "5.II.1 The": the one number that needs no stop, before a capital
_DECIMAL = re.compile(
    r"(?P<core>\d{1,3}[A-Z]?(?:\.[IVX]{1,5})?(?:\.\d{1,3}){1,3})\s+(?=[“\"‘]?[A-Z][\w’'-]*,?\s)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number.

    form   number (12), lower (c), upper (C), roman (iv), ROMAN (IV), decimal (1.2)
    wrap   how it is dressed: "(x)", "x)", "x." or "x"
    value  the number without its dress, as printed: "12", "c", "iv", "5 bis"
    end    offset in the text after the number and the white space behind it
    """

    form: LabelForm
    wrap: str
    value: str
    end: int


def roman(value: str) -> int:
    """The number that roman numerals stand for, 0 when they are none: "xiv" -> 14."""
    value = value.lower()
    if not value or not _ROMAN_SHAPE.match(value):
        return 0
    total, rest = 0, value
    for sign, worth in _ROMAN:
        while rest.startswith(sign):
            total, rest = total + worth, rest[len(sign) :]
    return total


def parse_label(text: str) -> tuple[Label, ...]:
    """The readings of the printed number at the head of a text, likeliest first.

    "(i) ..." may be roman 1 or the letter i, so two come back. A bare number or
    letter without bracket or stop is no label here ("12 States ..." is text); a
    decimal number before a capital is one ("24.1 The Office ...").

    >>> [label.value for label in parse_label("(c) Promoting transparency")]
    ['c']
    """
    if bare := _DECIMAL.match(text):
        return (Label("decimal", "x", bare["core"], bare.end()),)
    found = _LABEL.match(text)
    if found is None or not found["close"]:
        return ()
    opened, core, closed = found["open"] or "", found["core"], found["close"]
    if (opened == "(") != (")" in closed and opened == "(") or (closed == "]") != (opened == "["):
        return ()
    end = found.end()
    end += len(text[end:]) - len(text[end:].lstrip())
    if not _plausible(opened, core, closed, text[found.end() : found.end() + 1]):
        return ()
    wrap = "(x)" if opened else ("x)" if ")" in closed else "x.")
    return tuple(Label(form, wrap, core, end) for form in _forms(core))


def _plausible(opened: str, core: str, closed: str, after: str) -> bool:
    """Whether this is a number at the head of a paragraph and not an initial ("J. Smith") or a decimal."""
    if opened or ")" in closed:
        return True
    glued = after not in ("", " ", "\t", "\n")
    # "a.promoting" has lost its space, "U.S." has not
    return not glued or core[0].isdigit() or (core.islower() and after.islower())


def _forms(core: str) -> tuple[LabelForm, ...]:
    if core[0].isdigit():
        return ("decimal",) if "." in core else ("number",)
    as_roman: LabelForm = "roman" if core.islower() else "ROMAN"
    as_letter: LabelForm = "lower" if core.islower() else "upper"
    letters = len(core) == 1 or core[:1] * 2 == core or " " in core
    if roman(core) and letters:
        return (as_roman, as_letter) if core.lower() in ("i", "v", "x", "ii", "xx") else (as_letter, as_roman)
    return (as_roman,) if roman(core) else (as_letter,)


def second_label(text: str, label: Label) -> Label | None:
    """The (a) of "1. (a) Each Party": the first of a list that begins on its paragraph's own line."""
    if label.form != "number":
        return None
    inner = parse_label(text[label.end :])
    return next((each for each in inner if begins(each) and each.form in ("lower", "roman")), None)


def ordinal(label: Label) -> int:
    """The place of a label in its series, from 1; "5 bis" has the place of 5."""
    base = label.value.split()[0]
    if label.form == "number":
        return int(re.match(r"\d+", base)[0])  # type: ignore[index]
    if label.form == "decimal":
        return int(base.rsplit(".", 1)[-1])
    if label.form in ("roman", "ROMAN"):
        return roman(base)
    letter = ord(base[0].lower()) - ord("a") + 1
    return letter + 26 if len(base) == 2 else letter


def follows(label: Label, before: Label) -> bool:
    """Whether a label is the next of the same series: (c) after (b), 5 bis after 5, 6 after 5 bis."""
    if (label.form, label.wrap) != (before.form, before.wrap):
        return False
    if label.form == "decimal" and label.value.rpartition(".")[0] != before.value.rpartition(".")[0]:
        return False
    step = ordinal(label) - ordinal(before)
    inserted = " " in label.value and label.value != before.value
    return step == 1 or (step == 0 and inserted)


def begins(label: Label) -> bool:
    """Whether a label can open a series."""
    return ordinal(label) == 1


def names_paragraph(label: Label) -> bool:
    """Whether a label is of the outermost kind: "12." or "24.1"."""
    return label.form == "decimal" or (label.form == "number" and label.wrap == "x.")
