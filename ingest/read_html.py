"""Web pages as blocks: headings, paragraphs, list items with their numbers, rows, quotations and notes.

It follows the page's own markup. Scripts, forms and hidden elements are left
out; menus, banners and lists of links into the page are furniture. How a style
sheet would show the page is not known, only style attributes are seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from .blocks import Block, Reading
from .html_notes import HtmlNotes, find_notes, text_of
from .labels import Label, begins, follows, parse_label
from .marked_text import MarkedText, join_cells, mark_labels, single_spaced
from .number_formats import format_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_Role = Literal["note", "furniture", "heading", "item", "quotation", "cell"]

_DROPPED = {"head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed"}
_DROPPED |= {"video", "audio", "canvas", "map", "button", "select", "textarea", "input", "dialog", "del"}
_FURNITURE = {"nav", "aside", "footer", "header"}
_FURNITURE_NAMES = {"navigation", "banner", "contentinfo", "doc-toc", "search", "toc"}
_BLOCKS = {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl"}
_BLOCKS |= {"dt", "fieldset", "figcaption", "figure", "form", "hr", "legend", "li", "main", "ol", "p", "pre"}
_BLOCKS |= {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"} | _FURNITURE
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LIST_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "none": "none",
}
_ARTICLE = re.compile(r"(?:Article|ARTICLE|Art\.)\s+(?:\d{1,3}|[IVXLC]+)\.?")
_ROLES: dict[str, _Role] = {"li": "item", "blockquote": "quotation"}
_META = re.compile(
    r"(?:author|creator|date|title|subject|description|keywords|publisher|language)$"
    r"|(?:dc|dcterms|citation|article|og)[.:_]",
    re.IGNORECASE,
)


def read_html(text: str) -> Reading:
    """Read a web page from its decoded text; one without text gives no blocks and a warning."""
    root, warnings = _parse(text)
    if root is None:
        return Reading((), warnings=("no text was found",))
    walker = _Walker(find_notes(root))
    walker.walk(root)
    warnings += () if walker.blocks else ("no text was found",)
    return Reading(tuple(walker.blocks), properties=_properties(root), warnings=warnings)


def _parse(text: str) -> tuple[Element | None, tuple[str, ...]]:
    """The root element, None when there is none, and where the parser gave up, if it did."""
    from lxml import etree, html

    # Bytes, because lxml refuses a str that declares an encoding of its own.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root: Element = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.ParserError:  # nothing but white space or comments
        return None, ()
    fatal = [error for error in parser.error_log if error.level == etree.ErrorLevels.FATAL]
    return root, tuple(f"not read beyond line {error.line}: {error.message}" for error in fatal[:1])


def _properties(root: Element) -> tuple[tuple[str, str], ...]:
    """Title, language and the descriptive <meta> values, the first of each name."""
    title = root.find(".//title")
    found = {"title": single_spaced(text_of(title))} if title is not None else {}
    for meta in root.iter("meta"):
        name, value = meta.get("name") or meta.get("property") or "", single_spaced(meta.get("content") or "")
        if value and _META.match(name):
            found.setdefault(name.lower(), value)
    if root.get("lang"):
        found.setdefault("language", root.get("lang") or "")
    return tuple((name, value) for name, value in found.items() if value)


@dataclass(slots=True)
class _List:
    """An open list: how its items are numbered ("bullet" when they are not) and the next number."""

    style: str
    next: int = 1


class _Table:
    """An open table of data: the cells of the row in hand, and columns that a cell above still covers."""

    def __init__(self) -> None:
        self._cells: list[MarkedText] = []
        self._covered: dict[int, int] = {}

    def add(self, text: MarkedText, cell: Element) -> None:
        """Put a cell into its columns; a merged cell stands in the first of them."""
        self._skip_covered()
        high = _span(cell, "rowspan")
        for at in range(_span(cell, "colspan")):
            self._covered[len(self._cells)] = high - 1
            self._cells.append(MarkedText() if at else text)

    def end_row(self) -> list[MarkedText]:
        """The cells of the row in hand; the next one begins."""
        self._skip_covered()
        cells, self._cells = self._cells, []
        return cells

    def _skip_covered(self) -> None:
        while self._covered.get(len(self._cells), 0) > 0:
            self._covered[len(self._cells)] -= 1
            self._cells.append(MarkedText())


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or ""
    return min(max(int(value), 1), 99) if re.fullmatch(r"\d{1,4}", value) else 1


class _Walker:
    """Goes through a page once, without recursion, and collects its blocks."""

    def __init__(self, notes: HtmlNotes) -> None:
        self.blocks: list[Block] = []
        self._notes = notes
        self._text = MarkedText()
        self._open: list[tuple[Element, _Role]] = []  # the elements around that say what their text is
        self._lists: list[_List] = []
        self._numbers: dict[str, Label] = {}  # the last number of each form at the head of a block
        self._label = ""  # of the list item whose text is still to come
        self._table: _Table | None = None
        self._bold = self._italic = self._centred = 0

    def walk(self, root: Element) -> None:
        """Collect the blocks of a whole page."""
        from lxml.etree import iterwalk

        walker = iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in walker:
            if event == "start" and self._skips(element):
                skipped = element
                walker.skip_subtree()
            elif event == "start":
                self._start(element)
                self._add(element.text)
            else:
                if element is not skipped:
                    self._end(element)
                self._add(element.tail)
        self._flush()

    def _skips(self, element: Element) -> bool:
        """Whether an element's content is no running text; the marks in it are taken up here."""
        if element.tag in _DROPPED or element in self._notes.backs or _is_hidden(element):
            return True
        if element in self._notes.marks:
            self._add_marks(self._notes.marks[element])
            return True
        if element.tag == "sup":
            self._add_raised(element)
            return True
        return _is_permalink(element)

    def _add_raised(self, sup: Element) -> None:
        raised = text_of(sup)
        labels = mark_labels(raised)
        if labels and any(link in self._notes.marks for link in sup.iter("a")):
            self._add_marks(labels)
        else:
            self._text.add_raised(raised)

    def _add_marks(self, labels: tuple[str, ...]) -> None:
        for label in labels:
            self._text.add_mark(label)

    def _add(self, text: str | None) -> None:
        if text:
            flat = re.sub(r"\s+", " ", text)  # so that a line break in it can only be a <br>
            if self._text.ends.rstrip(" ").endswith("\n") and self._begins_paragraph(flat.strip()):
                self._break(None)
            self._text.add(flat, bold=self._bold > 0, italic=self._italic > 0)

    def _begins_paragraph(self, line: str) -> bool:
        """Whether the line after a <br> begins a paragraph: the next number of a list, the text under "Article 5"."""
        if self._text.bold and not self._bold and line and _ARTICLE.fullmatch(self._text.text):
            return True
        labels = [label for label in parse_label(line) if label.form in ("number", "lower", "roman")]
        before = self._numbers | {label.form: label for label in parse_label(self._text.text)}
        return any(begins(each) or follows(each, before.get(each.form, each)) for each in labels)

    def _start(self, element: Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS or element in self._notes.notes:
            self._break(element)
        if tag == "br":
            self._break_line()
        elif tag in ("ol", "ul"):
            self._lists.append(_list(element))
        elif tag == "li":
            self._label = self._next_label(element)
        elif tag == "table" and not self._is_layout(element):
            self._table = _Table()
        self._turn(element, 1)
        role = self._role(element)
        if role:
            self._open.append((element, role))

    def _end(self, element: Element) -> None:
        tag = str(element.tag)
        if self._table is not None and tag in ("td", "th", "tr", "table"):
            self._end_in_table(self._table, element)
        elif tag in _BLOCKS or element in self._notes.notes:
            self._break(element)
        if tag in ("ol", "ul"):
            self._lists.pop()
        self._turn(element, -1)
        if self._open and self._open[-1][0] is element:
            self._open.pop()

    def _role(self, element: Element) -> _Role | None:
        if element in self._notes.notes:
            return "note"
        if _is_furniture(element):
            return "furniture"
        if element.tag in ("td", "th") and self._table is not None:
            return "cell"
        return "heading" if element.tag in _HEADINGS else _ROLES.get(str(element.tag))

    def _turn(self, element: Element, by: int) -> None:
        """Open (by 1) or close (by -1) what an element says of typography."""
        style = (element.get("style") or "").replace(" ", "").lower()
        centre = "text-align:center" in style or (element.get("align") or "").lower() == "center"
        self._bold += by * (element.tag in ("b", "strong", "th") or "font-weight:bold" in style)
        self._italic += by * (element.tag in ("i", "em") or "font-style:italic" in style)
        self._centred += by * (element.tag == "center" or centre)
        if element.tag == "q":
            self._text.add("“" if by > 0 else "”")

    def _break_line(self) -> None:
        """One <br> is a space, two are the end of a paragraph."""
        if self._text.ends.rstrip(" ").endswith("\n"):
            self._break(None)
        else:
            self._text.add("\n")

    def _break(self, element: Element | None) -> None:
        """End a block here; within a note or a cell only a word, for these are one block each."""
        if any(role in ("note", "cell") and each is not element for each, role in self._open):
            self._text.add(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        text, self._text = self._text, MarkedText()
        if text.text:
            self._numbers |= {label.form: label for label in parse_label(text.text)}
            self.blocks.append(self._block(text))

    def _block(self, text: MarkedText) -> Block:
        """The collected text as a block of the kind that the open elements say."""
        block = Block(text.text, marks=text.marks, bold=text.bold, italic=text.italic)
        block = replace(block, centred=self._centred > 0)
        inner = {role: element for element, role in self._open}
        depth = [role for _, role in self._open].count("quotation")
        if "note" in inner:
            return _as_note(block, self._notes.notes[inner["note"]])
        if "furniture" in inner or not any(map(str.isalnum, text.text)):
            return replace(block, kind="furniture")
        if "heading" in inner:
            return replace(block, kind="heading", level=_HEADINGS[str(inner["heading"].tag)])
        if "item" in inner:
            label, self._label = self._label, ""
            return replace(block, kind="item", level=max(len(self._lists) - 1, 0), label=label)
        if depth:
            return replace(block, kind="quotation", level=depth - 1)
        raised_first = bool(block.marks) and block.marks[0].start == 0  # a note that nothing links to
        return _as_note(block, block.marks[0].label) if raised_first else block

    def _next_label(self, item: Element) -> str:
        """The bullet or number of a list item, as a browser shows it."""
        here = self._lists[-1] if self._lists else _List("bullet")
        if here.style == "bullet":
            return "•"
        value = item.get("value") or ""
        number = int(value) if value.isdecimal() else here.next
        here.next = number + 1
        printed = format_number(number, here.style)
        return f"{printed}." if printed else ""

    def _is_layout(self, table: Element) -> bool:
        """Whether a table only places things on the page: its cells are then read as running text."""
        widths = [sum(cell.tag in ("td", "th") for cell in row) for row in table.iter("tr")]
        holds = any(each is not table for each in table.iter("table", *_HEADINGS))
        return max(widths, default=0) <= 1 or holds or any(each in self._notes.notes for each in table.iter())

    def _end_in_table(self, table: _Table, element: Element) -> None:
        if element.tag in ("td", "th"):
            table.add(self._text, element)
            self._text = MarkedText()
        elif element.tag == "tr":
            self._end_row(element, table.end_row())
        else:
            self._flush()
            self._table = None

    def _end_row(self, row: Element, cells: list[MarkedText]) -> None:
        line, marks = join_cells(cells)
        if not line:
            return
        if any(role == "furniture" for _, role in self._open):
            self.blocks.append(Block(line, "furniture", marks=marks))
            return
        texts = tuple(cell.text for cell in cells)
        bold = all(cell.bold for cell in cells if cell.text)
        self.blocks.append(Block(line, "row", (), marks, int(_is_header(row)), cells=texts, bold=bold))


def _is_header(row: Element) -> bool:
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    return all(cell.tag != "td" for cell in row)


def _is_furniture(element: Element) -> bool:
    if element.tag == "header":  # that of an article holds its title
        return not any(parent.tag in ("article", "main", "section") for parent in element.iterancestors())
    names = {element.get("role"), element.get("id"), *(element.get("class") or "").split()}
    return element.tag in _FURNITURE or bool(names & _FURNITURE_NAMES) or _is_contents(element)


def _is_contents(element: Element) -> bool:
    """Whether a list is one of links into the page."""
    if element.tag not in ("ol", "ul"):
        return False
    links = [link for link in element.iter("a") if (link.get("href") or "").startswith("#")]
    linked = sum(len("".join(text_of(link).split())) for link in links)
    return len(links) > 1 and linked >= 0.9 * len("".join(text_of(element).split()))


def _is_hidden(element: Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _is_permalink(element: Element) -> bool:
    """Whether an element is the sign beside a heading that links to the heading."""
    own = element.tag == "a" and (element.get("href") or "").startswith("#")
    return own and text_of(element).strip() in ("¶", "#", "§", "🔗")


def _list(element: Element) -> _List:
    css = re.search(r"list-style(?:-type)?:\s*([\w-]+)", element.get("style") or "")
    styled = _LIST_STYLES.get(css[1].lower()) if css else None
    if element.tag == "ul":
        return _List(styled or "bullet")
    start = element.get("start") or ""
    style = styled or _LIST_TYPES.get(element.get("type") or "1", "decimal")
    return _List(style, int(start) if start.isdecimal() else 1)


def _as_note(block: Block, label: str) -> Block:
    """A note without the sign at its head."""
    marks = block.marks[1:] if block.marks and block.marks[0].start == 0 else block.marks
    head = re.match(rf"[\[(]?{re.escape(label)}[\])]?[.:]?(?:\s+|$)", block.text)
    cut = head.end() if head else 0
    marks = tuple(replace(mark, start=max(mark.start - cut, 0)) for mark in marks)
    return replace(block, text=block.text[cut:], kind="note", label=label, marks=marks)
