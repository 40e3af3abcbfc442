"""Text collected piece by piece from a marked-up file, note marks and typography kept beside it.

Raised pieces are sorted here for every format that knows them: a note mark is
taken out ("said¹²"), an exponent becomes a raised character (m², 10⁶), the tail
of an ordinal stays (21st). It reads no file and knows no block structure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .blocks import Mark

_ONE_MARK = re.compile(r"[(\[]?(\d{1,3}|[*†‡§¶#]{1,4}|[a-z]|[ivx]{2,5})[)\]]?")
_METRES = re.compile(r"(?:^|[^A-Za-z])[kcmd]?m$")
_POWER = re.compile(r"[×x·*]\s*10$")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


def mark_labels(raised: str) -> tuple[str, ...]:
    """The note marks that a raised piece of text stands for, none when it is something else.

    >>> mark_labels("12, 13"), mark_labels("[*]"), mark_labels("th")
    (('12', '13'), ('*',), ())
    """
    found = [_ONE_MARK.fullmatch(piece.strip()) for piece in re.split(r"[,;]|(?<=\])(?=\[)", raised)]
    return tuple(each[1] for each in found if each) if all(found) else ()


def single_spaced(raw: str) -> str:
    """Text as blocks hold it: one line, single spaces, no soft hyphens or zero-width characters."""
    return " ".join(raw.translate(_INVISIBLE).split())


class MarkedText:
    """A growing text; `text` and `marks` give it as a Block wants it."""

    def __init__(self) -> None:
        self._raw = ""
        self._pending = ""  # raised characters not yet sorted: a mark may come in several pieces
        self._marks: list[tuple[str, int]] = []
        self._letters = self._bold = self._italic = 0
        self._sizes: Counter[float] = Counter()

    def add(self, piece: str, *, bold: bool = False, italic: bool = False, size: float = 0.0) -> None:
        """Append text on the line; size in points, 0 when unknown."""
        self._sort_raised(piece)
        self._raw += piece
        letters = len("".join(piece.split()))
        self._letters += letters
        self._bold += letters * bold
        self._italic += letters * italic
        self._sizes[size] += letters

    def add_raised(self, piece: str) -> None:
        """Append text that stands above the line."""
        self._pending += piece

    def add_mark(self, label: str) -> None:
        """Record a note mark here."""
        self._sort_raised()
        self._marks.append((label, len(self._raw)))

    @property
    def ends(self) -> str:
        """The raw text so far, line breaks and all."""
        self._sort_raised()
        return self._raw

    @property
    def text(self) -> str:
        """The text without marks."""
        return single_spaced(self.ends)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks, in order, with their offsets in `text`."""
        raw = self.ends
        return tuple(Mark(label, len(single_spaced(raw[:start]))) for label, start in self._marks)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return 0 < self._letters == self._bold

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return 0 < self._letters == self._italic

    @property
    def size(self) -> float:
        """The size of most of it, in points; 0 when unknown."""
        return self._sizes.most_common(1)[0][0] if self._sizes else 0.0

    def _sort_raised(self, after: str = "") -> None:
        """Settle what the raised characters before this point are."""
        raised, self._pending = self._pending, ""
        if not raised:
            return
        labels = () if self._is_exponent(raised.strip()) or _goes_on(raised, after) else mark_labels(raised)
        if labels:
            self._marks += [(label, len(self._raw)) for label in labels]
            self._raw += " " if raised[-1].isspace() else ""
        else:
            self._raw += raised.translate(_RAISED)

    def _is_exponent(self, raised: str) -> bool:
        if not re.fullmatch(r"[+−-]?\d{1,2}", raised):
            return False
        return bool(_POWER.search(self._raw) or (raised in ("2", "3") and _METRES.search(self._raw)))


def _goes_on(raised: str, after: str) -> bool:
    """Whether a raised letter is the beginning of a word: Mᶜ Donald, not a mark."""
    return raised[-1:].isalpha() and after[:1].isalpha()


def join_cells(cells: Sequence[MarkedText]) -> tuple[str, tuple[Mark, ...]]:
    """A table row as one line: the cells that are not empty, with " | " between them, and their marks."""
    line, marks = "", []
    for cell in cells:
        if not cell.text:
            continue
        line += " | " if line else ""
        marks += [Mark(mark.label, len(line) + mark.start) for mark in cell.marks]
        line += cell.text
    return line, tuple(marks)
