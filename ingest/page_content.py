"""Plays the drawing operators of a PDF page and notes every run of text and every rule.

It keeps the graphics and text state of the PDF specification (ISO 32000-2, 8.4
and 9.3) as far as it moves text, and follows forms. It knows no PDF library:
the operators come already parsed, and fonts as `Face`. It draws no pictures and
leaves clipping and colour aside, so text that is hidden is noted as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .lines import IDENTITY, Matrix, Rule, Run

Operations = Iterable[tuple[Any, bytes]]

_DEEPEST_FORM = 8
_THIN = 2.0  # points: a filled box not higher than this is a rule
_GAP = 1.0  # in units of the font size: a wider hole ends a run


@dataclass(slots=True)
class Face:
    """A font as the layout needs it.

    split    cuts a string of the content stream into its codes
    glyphs   code -> (its characters, its width in units of the font size); filled as codes come
    glyph    makes the entry of a code that is not yet in `glyphs`
    has_blank  whether its blank has been shown: then not every narrow hole stands for one
    """

    split: Callable[[bytes], Iterable[Any]]
    glyph: Callable[[Any], tuple[str, float]]
    bold: bool = False
    italic: bool = False
    has_blank: bool = False
    glyphs: dict[Any, tuple[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """What the interpreter asks of the PDF library.

    operations  the parsed operators of a page's contents or a form
    face        the font of that name in the resources, None when there is none
    form        the form of that name with its own resources and matrix, None for a picture
    """

    operations: Callable[[Any], Operations]
    face: Callable[[Any, str], Face | None]
    form: Callable[[Any, str], tuple[Any, Any, Matrix] | None]


@dataclass(slots=True)
class _State:
    """The part of the graphics state that q saves and Q brings back."""

    matrix: Matrix = IDENTITY
    face: Face | None = None
    size: float = 1.0
    character_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> _State:
        return _State(
            self.matrix,
            self.face,
            self.size,
            self.character_space,
            self.word_space,
            self.stretch,
            self.leading,
            self.rise,
        )


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies m first, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def inverse(m: Matrix) -> Matrix:
    """The matrix that undoes m, which must be a turn or a shift, without a change of scale."""
    a, b, c, d, e, f = m
    return (a, c, b, d, -e * a - f * b, -e * c - f * d)


class Player:
    """Plays one page. `runs` holds its upright text, `turned` text at another angle, `rules` its rules.

    `quarters` counts the characters of turned text by its quarter turns to the left, 1 to 3.
    """

    def __init__(self, source: Source) -> None:
        self.runs: list[Run] = []
        self.turned: list[Run] = []
        self.rules: list[Rule] = []
        self.quarters: Counter[int] = Counter()
        self._source = source
        self._state = _State()
        self._stack: list[_State] = []
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._marked: list[bool] = []
        self._path: list[tuple[float, float, float, float]] = []
        self._pen = (0.0, 0.0)
        self._resources: Any = {}
        self._depth = 0
        self._blank = False  # a blank was shown since the last ink
        self._handlers: dict[bytes, Callable[[Any], None]] = {
            b"TJ": self._show_array,
            b"Tj": lambda operands: self._show([operands[0]]),
            b"'": self._next_line_show,
            b'"': self._spaced_show,
            b"Tf": self._font,
            b"Tm": self._text_matrix,
            b"Td": lambda operands: self._move(*map(float, operands)),
            b"TD": self._move_leading,
            b"T*": lambda _: self._move(0.0, -self._state.leading),
            b"BT": self._begin_text,
            b"Tc": lambda operands: setattr(self._state, "character_space", float(operands[0])),
            b"Tw": lambda operands: setattr(self._state, "word_space", float(operands[0])),
            b"Tz": lambda operands: setattr(self._state, "stretch", float(operands[0]) / 100),
            b"TL": lambda operands: setattr(self._state, "leading", float(operands[0])),
            b"Ts": lambda operands: setattr(self._state, "rise", float(operands[0])),
            b"q": lambda _: self._stack.append(self._state.copy()),
            b"Q": self._restore,
            b"cm": self._concatenate,
            b"Do": self._draw_form,
            b"BDC": self._begin_marked,
            b"BMC": self._begin_marked,
            b"EMC": self._end_marked,
            b"re": self._rectangle,
            b"m": self._start_line,
            b"l": self._draw_line,
            b"n": lambda _: self._path.clear(),
            **dict.fromkeys((b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"), self._paint),
        }

    def play(self, contents: Any, resources: Any, matrix: Matrix) -> None:
        """Play the contents; `matrix` leads from their space to the page's."""
        outer_state, outer_resources, outer_depth = self._state, self._resources, len(self._stack)
        self._state, self._resources = self._state.copy(), resources
        self._state.matrix = matrix
        handlers = self._handlers
        for operands, operator in self._source.operations(contents):
            handler = handlers.get(operator)
            if handler is not None:
                try:
                    handler(operands)
                except (TypeError, ValueError, IndexError):
                    continue  # operands missing or of the wrong kind: viewers skip the operator too
        del self._stack[outer_depth:]
        self._state, self._resources = outer_state, outer_resources

    def _begin_text(self, _: Any) -> None:
        self._text = self._line = IDENTITY

    def _text_matrix(self, operands: Any) -> None:
        a, b, c, d, e, f = map(float, operands)
        self._text = self._line = (a, b, c, d, e, f)

    def _move(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self._line
        self._text = self._line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def _move_leading(self, operands: Any) -> None:
        self._state.leading = -float(operands[1])
        self._move(float(operands[0]), float(operands[1]))

    def _font(self, operands: Any) -> None:
        self._state.size = float(operands[1])
        self._state.face = self._source.face(self._resources, operands[0])

    def _restore(self, _: Any) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _concatenate(self, operands: Any) -> None:
        a, b, c, d, e, f = map(float, operands)
        self._state.matrix = times((a, b, c, d, e, f), self._state.matrix)

    def _begin_marked(self, operands: Any) -> None:
        """Headers and footers are marked as pagination artifacts by Word and others (14.8.2.2)."""
        properties = operands[1] if len(operands) > 1 else {}
        kind = properties.get("/Type") if hasattr(properties, "get") else None
        self._marked.append(operands[0] == "/Artifact" and kind == "/Pagination")

    def _end_marked(self, _: Any) -> None:
        if self._marked:
            self._marked.pop()

    def _draw_form(self, operands: Any) -> None:
        form = self._source.form(self._resources, operands[0])
        if form is None or self._depth >= _DEEPEST_FORM:
            return
        contents, resources, matrix = form
        self._depth += 1
        self.play(contents, resources or self._resources, times(matrix, self._state.matrix))
        self._depth -= 1

    def _next_line_show(self, operands: Any) -> None:
        self._move(0.0, -self._state.leading)
        self._show([operands[0]])

    def _spaced_show(self, operands: Any) -> None:
        self._state.word_space, self._state.character_space = float(operands[0]), float(operands[1])
        self._next_line_show(operands[2:])

    def _show_array(self, operands: Any) -> None:
        self._show(operands[0])

    def _show(self, pieces: Iterable[Any]) -> None:
        """Note the strings and move the pen; a hole wider than _GAP ends a run, a narrow one is a space."""
        state, face = self._state, self._state.face
        if face is None:
            return
        size, glyphs, stretch = state.size, face.glyphs, state.stretch
        spread = state.character_space
        narrow = (0.22 if face.has_blank else 0.16) * abs(size)
        letters: list[str] = []
        pen = start = end = 0.0  # in text space, end = right edge of the last ink
        for piece in pieces:
            if isinstance(piece, int | float):
                pen -= piece / 1000 * size * stretch
                continue
            if not isinstance(piece, bytes):
                continue
            for code in face.split(piece):
                glyph = glyphs.get(code)
                if glyph is None:
                    glyph = glyphs[code] = face.glyph(code)
                text, width = glyph
                advance = (width * size + spread) * stretch
                if text == " ":
                    pen += advance + state.word_space * stretch
                    face.has_blank = True
                    if not letters:
                        self._blank = True
                    elif letters[-1] != " ":
                        letters.append(" ")
                    continue
                hole = pen - end
                if not letters:
                    start = pen
                elif hole > _GAP * abs(size):
                    self._note(letters, start, end)
                    letters, start = [], pen
                elif hole > narrow and letters[-1] != " ":
                    letters.append(" ")
                letters.append(text)
                pen += advance
                end = pen - spread * stretch
        if letters:
            self._note(letters, start, end)
        a, b, c, d, e, f = self._text
        self._text = (a, b, c, d, pen * a + e, pen * b + f)

    def _note(self, letters: list[str], start: float, end: float) -> None:
        text = " " * self._blank + "".join(letters)
        self._blank = False
        state = self._state
        a, b, c, d, e, f = times(self._text, state.matrix)
        size = abs(state.size) * (c * c + d * d) ** 0.5
        if not size:
            return
        x, y = state.rise * c + e, state.rise * d + f
        ends = start * a + x, start * b + y, end * a + x, end * b + y
        upright = abs(b) <= 0.02 * abs(a) and a * state.size > 0
        bold, italic = (state.face.bold, state.face.italic) if state.face else (False, False)
        aside = any(self._marked)
        if upright:
            self.runs.append(Run(text, ends[0], ends[2], ends[1], size, bold, italic, aside))
        else:
            self.turned.append(Run(text, *_unturned(ends, a, b), size, bold, italic, aside))
            self.quarters[_quarter(a * state.size, b * state.size)] += len(text)

    def _corner(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._state.matrix
        return x * a + y * c + e, x * b + y * d + f

    def _rectangle(self, operands: Any) -> None:
        x, y, width, height = map(float, operands)
        self._path.append((*self._corner(x, y), *self._corner(x + width, y + height)))

    def _start_line(self, operands: Any) -> None:
        self._pen = self._corner(float(operands[0]), float(operands[1]))

    def _draw_line(self, operands: Any) -> None:
        end = self._corner(float(operands[0]), float(operands[1]))
        self._path.append((*self._pen, *end))
        self._pen = end

    def _paint(self, _: Any) -> None:
        for x0, y0, x1, y1 in self._path:
            if abs(y1 - y0) <= _THIN and abs(x1 - x0) > 2 * _THIN:
                self.rules.append(Rule(min(x0, x1), max(x0, x1), (y0 + y1) / 2))
        self._path.clear()


def _quarter(a: float, b: float) -> int:
    """Quarter turns to the left of the direction (a, b); 0 for what stands askew or runs to the right."""
    if abs(b) <= 0.02 * abs(a):
        return 2 if a < 0 else 0
    if abs(a) <= 0.02 * abs(b):
        return 1 if b > 0 else 3
    return 0


def _unturned(ends: tuple[float, float, float, float], a: float, b: float) -> tuple[float, float, float]:
    """(x0, x1, y) of text at an angle, in a space turned so that its lines run to the right."""
    length = (a * a + b * b) ** 0.5 or 1.0
    cosine, sine = a / length, b / length
    x0, y0, x1, y1 = ends
    return x0 * cosine + y0 * sine, x1 * cosine + y1 * sine, y0 * cosine - x0 * sine
