"""Text and Markdown files as blocks: lines are sorted by what they look like, pieces are not joined.

It reads irregular Markdown ("####Title", "1.To maintain") and plain text
converted from PDF with the same rules, because users' files are mixtures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from .blocks import Block, BlockKind, Break, Place, Reading
from .errors import SourceError
from .inline import RAISED, SUPERSCRIPTS, clean_inline
from .labels import follows, parse_label

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(?P<body>[^#\s].*?)\s*#*\s*$")
_RULE = re.compile(r"\s*(?:[-_=]\s*){3,}$|\s*(?:\*\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*$")
_BULLET = re.compile(r"(?P<indent>\s*)(?P<bullet>[-*+•·–—▪◦●‣○■□])\s+(?P<body>\S.*)$")
_QUOTE = re.compile(r"\s{0,3}>\s?(?P<body>.*)$")
_FOOTNOTE = re.compile(r"\s{0,3}\[\^(?P<label>[^\]\s]+)\]:\s*(?P<body>.*)$")
_RAISED_NOTE = re.compile(
    rf"\s{{0,3}}(?:<sup>\s*(?P<sup>\d{{1,3}}|[*†‡§a-z])\s*</sup>|(?P<raised>[{RAISED}]+))\s*(?P<body>\S.*)$"
)
_TAB_LED = re.compile(r"\t+\s*(?P<body>[^\t]*\S)\s*$")
_DATE_LIKE = re.compile(r"(?:\d{1,2}\s)?(?:[A-Z][a-z]+\.?\s)?(?:c\.\s?)?(?:1[0-9]|20)\d\d\b.{0,15}$")
_MARKDOWN = -1  # a width of its own: Markdown joins lines however short
_WIDEST = 160  # no text is set in longer lines
_CENTRED = 8  # spaces before a centred line
_EARLY = 0.75  # a line that could have held the next word within this part of the width was broken on purpose
# lines of a masthead that say what they are: "Agenda item 9: Fisheries"
_KEYED = re.compile(
    r"(?:Agenda item|Item|Topic|Committee|Council|Country|Delegation|Delegate|Subject|Question|Date|From|To|Submitted by|Sponsors?|"
    r"Signatories)\b[^.:]{0,20}: "
)
_PAGE_GAP = 3  # this many blank lines in converted text stand for a page break


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file: its text, its span, and what stands before it."""

    raw: str
    start: int
    before: Break

    @property
    def end(self) -> int:
        return self.start + len(self.raw)


def read_text(path: Path) -> Reading:
    """Read a text or Markdown file. Raises SourceError when it is empty or not text."""
    text, warnings = decode(path.read_bytes(), path.name)
    markdown = path.suffix.lower() in (".md", ".markdown")
    return Reading(blocks=tuple(text_blocks(text, markdown=markdown)), warnings=warnings)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Bytes to text, with a warning for each thing that had to be guessed."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise SourceError(f"{name}: expected text, found an empty file; remove it or export it again")
    warnings: list[str] = []
    text = _decode_unicode(data)
    if text is None:
        text = data.decode("cp1252", errors="replace")
        warnings.append("not UTF-8: read as Windows-1252; check accents and quotation marks")
    if "\x00" in text:
        warnings.append(f"{text.count(chr(0))} NUL characters left out")
        text = text.replace("\x00", "")
    odd = sum(1 for sign in text[:65536] if ord(sign) < 32 and sign not in "\t\n\r\f\v")
    if odd > len(text[:65536]) * 0.02:
        raise SourceError(f"{name}: expected text, found binary data; give it the ending of its real format")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"), tuple(warnings)


def _decode_unicode(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16"
    elif len(data) > 8 and data[1:400:2].count(0) > 100:
        codec = "utf-16-le"
    else:
        codec = "utf-8-sig"
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def text_blocks(text: str, *, markdown: bool = False) -> Iterator[Block]:
    """The blocks of a text; `markdown` joins the lines of a paragraph as Markdown does."""
    lines = _lines(text)
    width = _MARKDOWN if markdown else _width(lines)
    at = 0
    while at < len(lines):
        table = _flattened_table(lines, at) or _pipe_table(lines, at)
        if table:
            blocks, at = table
            yield from blocks
            continue
        last = _last_line(lines, at, width)
        yield from _block(lines[at : last + 1])
        at = last + 1


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start, blanks, page = 0, 0, False
    for raw in re.split(r"(?<=\n)|(?<=\f)", text):
        body = raw.rstrip("\n\f \t")
        if not body.strip(" \t>") or _RULE.match(body):
            blanks += 1  # an empty line, or one between two paragraphs of a quotation
        else:
            before: Break = "page" if page or blanks >= _PAGE_GAP else ("line" if blanks else "none")
            lines.append(_Line(raw.rstrip("\n\f"), start, before))
            blanks, page = 0, False
        page = page or raw.endswith("\f")
        start += len(raw)
    return lines


def _width(lines: list[_Line]) -> int:
    """The column at which a text breaks its lines, 0 when it breaks them only at paragraphs' ends."""
    lengths = [
        len(line.raw)
        for line, after in pairwise(lines)
        if after.before == "none" and _opens(line.raw) is None and not parse_label(after.raw.strip())
    ]
    # an address may be too long for any column
    too_long = sum(len(line.raw) > _WIDEST for line in lines)
    if len(lengths) < 4 or too_long > len(lines) * 0.02:
        return 0
    wrapped = sum(1 for length in lengths if 45 <= length <= 110) >= 0.7 * len(lengths)
    return max(length for length in lengths if length <= _WIDEST) if wrapped else 0


def _opens(raw: str) -> BlockKind | None:
    """What a line visibly opens, None for plain text."""
    if _HEADING.match(raw):
        return "heading"
    if _FOOTNOTE.match(raw) or _RAISED_NOTE.match(raw):
        return "note"
    if _BULLET.match(raw):
        return "item"
    return "quotation" if _QUOTE.match(raw) else None


def _breaks_early(line: str, after: str, width: int) -> bool:
    """Whether a line was broken on purpose: the next word would have fitted with room to spare, or lines are centred."""
    indents = sorted(len(each) - len(each.lstrip()) for each in (line, after))
    centred = indents[1] >= _CENTRED and indents[0] != indents[1]
    fitted = len(line.strip()) + 1 + len(after.split()[0]) < _EARLY * width
    return width > 0 and (centred or fitted or bool(_KEYED.match(after.strip())))


def _opens_numbered(first: str, line: str, after: str, kind: BlockKind | None, width: int) -> bool:
    """Whether a number at the head of a line begins a paragraph: after an end, or as the next of a list.

    first is the block's first line, line the one before `after`. A sentence set in
    a column may bring a page or an initial to the head of a line, a note often
    does; Markdown's lines are the author's own.
    """
    labels = [label for label in parse_label(after.strip()) if len(label.value) < 4]  # no year
    if not labels or kind == "note":
        return False
    if width == _MARKDOWN or labels[0].end == len(after.strip()):
        return width == _MARKDOWN
    in_list = any(follows(label, own) for label in labels for own in parse_label(first.strip()))
    return in_list or bool(re.search(r"[.:;,—][\"”’)]*$|[;,] (?:and|or)$", line.rstrip()))


def _last_line(lines: list[_Line], at: int, width: int) -> int:
    """Index of the last line of the block that begins at `at`."""
    kind, last = _opens(lines[at].raw), at
    while last + 1 < len(lines) and lines[last + 1].before == "none":
        line, after = lines[last].raw, lines[last + 1].raw
        if _inside_emphasis(lines[at : last + 1]):
            last += 1
            continue
        if not width or _breaks_early(line, after, width):
            break
        if kind == "heading" or line.endswith(("  ", "\\")) or "\t" in line.strip():
            break
        opens = _opens(after)
        if opens is not None and not (opens == kind == "quotation"):
            break
        if (
            _opens_numbered(lines[at].raw, line, after, kind, width)
            or "|" in after[:1]
            or "\t" in after.strip()
        ):
            break
        last += 1
    return last


def _inside_emphasis(lines: list[_Line]) -> bool:
    """Whether a "**" that opened on these lines is still open."""
    return sum(line.raw.count("**") for line in lines) % 2 == 1


def _block(lines: list[_Line]) -> Iterator[Block]:
    first = lines[0]
    raw = _unwrap([line.raw for line in lines])
    place = Place(start=first.start, end=lines[-1].end)
    kind, body, label, level = _sort(first.raw, raw)
    inline = clean_inline(body)
    if not inline.text:
        return
    cells = _tab_cells(first.raw) if kind == "text" and len(lines) == 1 else ()
    yield Block(
        text="\t".join(cells) or inline.text,
        kind="row" if cells else kind,
        places=(place,),
        marks=inline.marks,
        level=level,
        label=label,
        cells=cells,
        before=first.before,
        bold=inline.bold,
        italic=inline.italic,
    )


def _sort(first: str, raw: str) -> tuple[BlockKind, str, str, int]:
    """Kind, body, label and level of a block, from its first line and its whole text."""
    if found := _HEADING.match(raw):
        return "heading", found["body"], "", len(found[1])
    if found := _FOOTNOTE.match(raw):
        return "note", found["body"], found["label"], 0
    if found := _RAISED_NOTE.match(raw):
        return "note", found["body"], (found["sup"] or found["raised"]).translate(SUPERSCRIPTS), 0
    if found := _BULLET.match(raw):
        return "item", found["body"], found["bullet"], len(found["indent"].expandtabs(4)) // 2
    if _QUOTE.match(first):
        return "quotation", re.sub(r"(^|\s)>\s?", " ", raw), "", 0
    return "text", raw, "", 0


def _unwrap(lines: list[str]) -> str:
    """Wrapped lines as one; a word cut by a hyphen at a line end is one word."""
    text = lines[0].rstrip(" \\")
    for line in lines[1:]:
        line = line.strip(" \\")
        cut_word = re.search(r"[a-z]-$", text) and line[:1].islower()
        text = text[:-1] + line if cut_word else f"{text} {line}"
    return text


def _tab_cells(raw: str) -> tuple[str, ...]:
    cells = tuple(clean_inline(cell).text for cell in raw.strip().split("\t") if cell.strip())
    return cells if len(cells) >= 2 else ()


def _pipe_table(lines: list[_Line], at: int) -> tuple[list[Block], int] | None:
    """Rows written with "|", and the index after them."""
    rows: list[Block] = []
    last = at
    while last < len(lines) and lines[last].raw.lstrip().startswith("|"):
        line = lines[last]
        if _TABLE_RULE.match(line.raw):
            rows[-1:] = [replace(row, level=1) for row in rows[-1:]]
        elif cells := _pipe_cells(line.raw):
            place = Place(start=line.start, end=line.end)
            rows.append(Block("\t".join(cells), "row", (place,), cells=cells, before=line.before))
        last += 1
        if last < len(lines) and lines[last].before != "none":
            break
    return (rows, last) if last > at else None


def _pipe_cells(raw: str) -> tuple[str, ...]:
    cells = re.split(r"(?<!\\)\|", raw.strip().strip("|"))
    return tuple(clean_inline(cell).text for cell in cells) if any(cell.strip() for cell in cells) else ()


def _flattened_table(lines: list[_Line], at: int) -> tuple[list[Block], int] | None:
    """Two columns that conversion has flattened into lines led by a tab: date, text, date, text."""
    last = at
    while last < len(lines) and _TAB_LED.match(lines[last].raw):
        last += 1
    cells = [clean_inline(line.raw).text for line in lines[at:last]]
    pairs = list(zip(cells[0::2], cells[1::2], strict=False))
    dated = [bool(_DATE_LIKE.match(name)) for name, _ in pairs]
    if len(cells) % 2 or len(pairs) < 2 or not all(dated[1:]):
        return None
    rows = []
    for each, pair in enumerate(pairs):
        first, second = lines[at + 2 * each], lines[at + 2 * each + 1]
        place = Place(start=first.start, end=second.end)
        level = 1 if each == 0 and not dated[0] else 0
        rows.append(Block("\t".join(pair), "row", (place,), cells=pair, before=first.before, level=level))
    return rows, last
