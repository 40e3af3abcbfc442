"""Page marks: which pieces of a page's lines hold the words of a quotation. Pure.

It compares letters alone: what a file's text layer and a paragraph write
differently (spaces, line-end hyphens, note marks, ligatures) does not matter
to it. It reads no file and draws nothing; pictures does both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from unicodedata import normalize

from ingest import Paragraph, Place

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it stands on a page: the place (line) that holds it, and its box in that place's points."""

    text: str
    place: Place
    box: Box


def mark_quoted(paragraph: Paragraph, quoted: tuple[int, int], glyphs: Sequence[Glyph]) -> tuple[Place, ...]:
    """The lines of a quotation, the first and last cut to its words; () where its words are not found.

    quoted  span of the quotation in the paragraph's text, end exclusive
    glyphs  of the paragraph's lines, in reading order
    """
    letters = [(letter, at) for at, glyph in enumerate(glyphs) for letter in _letters(glyph.text)]
    wanted = _letters(paragraph.text[slice(*quoted)])
    expected = len(_letters(paragraph.text[: quoted[0]]))
    begins = _nearest("".join(letter for letter, _ in letters), wanted, expected)
    if begins is None:
        return ()
    first, last = letters[begins][1], letters[begins + len(wanted) - 1][1]
    head, tail = _around(paragraph.text[slice(*quoted)])
    first, last = _along(glyphs, first, head, -1), _along(glyphs, last, tail, 1)
    return tuple(_pieces(glyphs[first : last + 1]))


def _letters(text: str) -> str:
    """Letters alone, in one form and case: no digits, for they may be note marks. "Ar-\\nticle 3" -> "article"."""
    return "".join(filter(str.isalpha, normalize("NFKC", text).casefold()))


def _nearest(text: str, wanted: str, expected: int) -> int | None:
    """Where `wanted` begins; of several places the one nearest to `expected`."""
    if not wanted:
        return None
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return min(found, key=lambda each: abs(each - expected), default=None)


def _around(words: str) -> tuple[str, str]:
    """What stands before the first letter, backwards, and after the last: "(3 nets in 1990)." -> "3(", "1990)."."""
    at = [place for place, char in enumerate(words) if char.isalpha()]
    head, tail = words[: at[0]][::-1], words[at[-1] + 1 :]
    return "".join(head.split()), "".join(tail.split())


def _along(glyphs: Sequence[Glyph], at: int, wanted: str, step: int) -> int:
    """The last glyph, from `at` on, of those that go on as wanted: figures, a bracket, the full stop."""
    ahead = at + step
    while wanted and 0 <= ahead < len(glyphs):
        char = glyphs[ahead].text
        if char == wanted[0]:
            at, wanted = ahead, wanted[1:]
        elif char.isprintable() and not char.isspace():
            break
        ahead += step
    return at


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[Place]:
    """Each line's stretch of the glyphs: as high as the line, as long as the glyphs."""
    for place, held in groupby(glyphs, key=lambda glyph: glyph.place):
        boxes = [glyph.box for glyph in held]
        x0, y0, x1, y1 = place.box or boxes[0]
        if x1 - x0 >= y1 - y0:
            x0, x1 = max(x0, min(each[0] for each in boxes)), min(x1, max(each[2] for each in boxes))
        else:  # a line that runs upwards: its page is turned
            y0, y1 = max(y0, min(each[1] for each in boxes)), min(y1, max(each[3] for each in boxes))
        yield replace(place, box=(x0, y0, x1, y1))
