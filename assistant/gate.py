"""The gate: no sentence is shown whose quotation is not in the cited paragraph, or that says more than it.

Pure. A quotation must stand in the paragraph word for word after the published
normalisation below; a sentence in other words must agree with its quotations
(see agreement). It judges, it never mends.

The normalisation, which changes how text looks and never what it says:
- Unicode NFKC: ligatures, full-width forms, letters with their accents; a
  raised digit after a digit keeps its place ("10²" is not "102");
- one form of quotation mark, of ellipsis and of dash; a dash with space round
  it, and every long dash, is " - ";
- a hyphen at a line end and the break after it are taken out; when texts are
  compared the hyphen may be there or not ("Guinea-" / "Bissau");
- soft hyphens and zero-width signs are taken out;
- white space, page breaks included, is folded to one space.
What stands round a quotation (quotation marks, an ellipsis, its last stop or
comma) is no part of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Span", "disagreements", "find_fragments", "find_quotation", "normalise"]

_SAME = {
    **dict.fromkeys("‘’‚‛`´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–−", "-"),
    **dict.fromkeys("—―", " - "),
    "…": "...",
}
_NOTHING = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_SOFT = "\u00ad"
# Where a line end cut a word: a hyphen may have stood here of its own right. Before "and" and its like the
# hyphen may also be that of "short- and long-term", with a space after it.
_BREAK, _HANGING = "\x1f", "\x1e"
_PASSES = 8  # more than any text has needed
_LEAST_WORDS = 2  # a quotation of one word proves nothing

# ASCII that stays as it is: no hyphen, slash or grave; a letter before an accent of its own is left out
_PLAIN = re.compile(r"[!-,.0-_a-~]+(?: [!-,.0-_a-~]+)*(?![\u0300-\u036f])")
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_LINE_ENDS = "\n\r\f\v\x85\u2028\u2029"
_WORD_BREAK = re.compile(rf"\s*[{_LINE_ENDS}]\s*(?=\w)")
_SPACE = re.compile(r"\s+(?=\S)")
_LINKING = re.compile(r"(?:and|or|to|nor|but)\b")
_HEAD = re.compile(rf"(?:[\"' .,;:!?{_BREAK}{_HANGING}]|-(?!\d))+")  # round a quotation, after normalising
_TAIL = re.compile(rf"[\"' .,;:!?{_BREAK}{_HANGING}-]+$")
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)")  # 9 400
_DECIMAL = re.compile(r"\d[.,:]\d")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a quotation stands in a paragraph's text: [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Mapped:
    """A text in normal form, breaks kept as signs; origins[i] is where its i-th sign stood in the text."""

    text: str
    origins: list[int]


def normalise(text: str) -> str:
    """A text in the published normal form.

    >>> normalise("the “ef\\ufb01cient, inter-\\nregional”  approach")
    'the "efficient, interregional" approach'
    """
    # signs that vanish may leave a break that was not one before: once more, until nothing changes
    for _ in range(_PASSES):
        before, text = text, _mapped(text).text.replace(_BREAK, "").replace(_HANGING, "- ")
        if text == before:
            break
    return text


def find_quotation(quote: str, paragraph: str) -> Span | None:
    """Where a quotation stands in a paragraph's text, None when it does not.

    It must be whole words, at least two of them, one unbroken run.
    """
    if len(_core(quote).replace("-", " ").split()) < _LEAST_WORDS:
        return None
    spans = find_fragments((quote,), paragraph)
    return spans[0] if spans else None


def find_fragments(fragments: Sequence[str], paragraph: str) -> tuple[Span, ...] | None:
    """Where the pieces of a quotation with words left out stand, in this order; None unless all do.

    The caller says that words were left out: nothing here takes an ellipsis for one.
    """
    mapped = _mapped(paragraph)
    broken = _BREAK in mapped.text or _HANGING in mapped.text
    spans: list[Span] = []
    at = 0
    for fragment in fragments:
        pattern = _pattern(_core(fragment), broken)
        found = next((each for each in pattern.finditer(mapped.text, at) if _is_whole(mapped, each)), None)
        if found is None or found.start() == found.end():
            return None
        spans.append(Span(mapped.origins[found.start()], mapped.origins[found.end() - 1] + 1))
        at = found.end()
    return tuple(spans)


def disagreements(
    sentence: str, quotations: Sequence[str], known_names: Collection[str] = ()
) -> tuple[str, ...]:
    """What a sentence says that its quotations do not bear; () when it passes.

    known_names  names that need no proof: titles and aliases of the cited documents
    """
    from .agreement import disagreements as find_disagreements

    return find_disagreements(normalise(sentence), [normalise(each) for each in quotations], known_names)


def _core(quote: str) -> str:
    """The quotation itself: normal form without the marks and stops round it."""
    core = _bare(_mapped(quote).text)
    for opening, closing in ("()", "[]"):
        if core.startswith(opening) and closing not in core:
            core = core[1:]
        if core.endswith(closing) and opening not in core:
            core = core[:-1]
    return _bare(core)


def _bare(text: str) -> str:
    head = _HEAD.match(text)
    return _TAIL.sub("", text[head.end() if head else 0 :])


def _pattern(core: str, broken: bool) -> re.Pattern[str]:
    """What matches a quotation in a normal form; broken: that form has words cut by line ends."""
    signs = {"-": f"[-{_BREAK}]", _BREAK: f"[-{_BREAK}]?", _HANGING: f"(?:{_HANGING}|[-{_BREAK}]?)"}
    between = f"[{_BREAK}{_HANGING}]?" if broken else ""
    return re.compile(between.join(signs.get(each) or re.escape(each) for each in core))


# -- whole words ----------------------------------------------------------------------------


def _is_whole(mapped: _Mapped, found: re.Match[str]) -> bool:
    text, start, end = mapped.text, found.start(), found.end()
    return not (_joined(text, start) or _joined(text, end) or _cuts_number(text, start, end))


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Whether a quotation holds only a part of a number like "9 400"."""
    groups = _GROUPED.finditer(text, max(0, start - 12), end + 12)
    return any(each.start() < edge < each.end() for each in groups for edge in (start, end))


def _joined(text: str, at: int) -> bool:
    """Whether the sign at `at` belongs to the same word or number as the one before it."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if after in f"-{_BREAK}{_HANGING}" and before.isalnum():  # "four|-year"
        return at + 1 < len(text) and text[at + 1].isalnum()
    if before in f"-{_BREAK}{_HANGING}" and after.isalnum():  # "non-|binding"; "-|5" is a number below nought
        return at > 1 and (text[at - 2].isalnum() or after.isdigit())
    if after in ".,:" or before in ".,:":  # "1|.5", "1.|5"; but "7.|Convention" only lacks a space
        return bool(_DECIMAL.search(text[max(0, at - 2) : at + 2]))
    if after in "/'^" and before.isalnum():  # "State|'s"
        return at + 1 < len(text) and text[at + 1].isalnum()
    if before in "/'^" and after.isalnum():
        return at > 1 and text[at - 2].isalnum()
    return before.isdigit() and after in "%^"


# -- normal form ----------------------------------------------------------------------------


def _mapped(text: str) -> _Mapped:
    signs: list[str] = []
    origins: list[int] = []
    for at, piece in _pieces(text):
        if _PLAIN.fullmatch(piece):
            signs.extend(piece)
            origins.extend(range(at, at + len(piece)))
            continue
        for sign in _plain(piece, signs):
            if sign != " " or (signs and signs[-1] != " "):
                signs.append(sign)
                origins.append(at)
    return _with_dashes(signs, origins)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Runs of plain ASCII, words cut by line ends, and single signs with their accents, each with its place."""
    at = 0
    while at < len(text):
        broken = _break_at(text, at)
        if broken:
            hanging = text[at] in "-‐‑" and _LINKING.match(text, broken)
            yield at, text[at:broken] + (_HANGING if hanging else _BREAK)
            at = broken
            continue
        run = _PLAIN.match(text, at) or _CLUSTER.match(text, at)
        assert run is not None  # a cluster begins with any sign
        yield at, run[0]
        at = run.end()


def _break_at(text: str, at: int) -> int:
    """The end of a hyphen and line break that cut a word here, 0 when there is none."""
    if text[at] not in f"-‐‑–/{_SOFT}" or at == 0 or not text[at - 1].isalnum():
        return 0
    broken = _WORD_BREAK.match(text, at + 1)
    if broken is None and text[at] in "-‐‑" and text[at - 1].isalpha():
        space = _SPACE.match(text, at + 1)  # "Con- vention": a break that a file has kept
        broken = space if space and _begins_small(text[space.end()]) else None
    return broken.end() if broken else 0


def _begins_small(sign: str) -> bool:
    """Whether a sign is a small letter a to z or, like a ligature, becomes one first."""
    return "a" <= unicodedata.normalize("NFKC", sign)[:1] <= "z"


def _plain(piece: str, before: Sequence[str]) -> str:
    """The normal form of one sign, or of a hyphen with the line break after it."""
    if len(piece) > 1 and piece[-1:] in (_BREAK, _HANGING):
        kept = piece[0] in "–/" or (piece[0] != _SOFT and bool(before) and before[-1].isdigit())
        return _SAME.get(piece[0], piece[0]) if kept else piece[-1]
    if piece in _NOTHING or piece == _SOFT:
        return ""
    if piece.isspace() or piece in _LINE_ENDS:
        return " "
    plain = "".join(_SAME.get(sign, sign) for sign in unicodedata.normalize("NFKC", _SAME.get(piece, piece)))
    if plain[:1].isdigit() and not piece.isdecimal() and before and before[-1].isdigit():
        return f"^{plain}"
    return "".join(" " if sign.isspace() else sign for sign in plain)


def _with_dashes(signs: list[str], origins: list[int]) -> _Mapped:
    """One form for a dash that stands between words."""
    text = "".join(signs)
    if " -" not in text:
        return _Mapped(text, origins)
    kept = bytearray(b"\x01" * len(text))
    for found in re.finditer(r" (?:- ?)+(?=-)", text):  # "--" and " - - " are one dash
        kept[found.start() + 1 : found.end()] = bytes(found.end() - found.start() - 1)
    chosen = [at for at in range(len(text)) if kept[at]]
    return _Mapped("".join(text[at] for at in chosen), [origins[at] for at in chosen])
