"""Structure: whole blocks become paragraphs, each with the name that its source gives it.

Pure. One pass in reading order keeps what is open (annex, article, numbers,
headings, list) and names each block from it. Printed numbers are taken only as
the next of a series that is open or as the first of a new one, so a year or a
quantity at the head of a line is never taken for a paragraph number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from .blocks import Block
from .document import Locator, ParagraphKind
from .labels import Label, begins, follows, ordinal, parse_label
from .recitals import is_opener, is_operative, is_recital, split_recitals

Steps = tuple[tuple[str, str], ...]

_ARTICLE = re.compile(
    r"(?:ARTICLE|Article|Art\.)\s+(?P<number>\d{1,3}|[IVXLC]{1,7})(?P<latin>\s?(?:bis|ter|quater|quinquies|sexies)\b)?"
    r"\s*(?:[.:–—-]+\s*|\s+|$)(?P<rest>.*)$",
    re.DOTALL,
)
_DIVISION = re.compile(
    r"(?P<name>PART|CHAPTER|SECTION|TITLE|BOOK|Part|Chapter|Section|Title|Book)\s+(?P<number>[IVXLC]{1,7}|\d{1,3}|[A-Z])\b[\s.:–—-]*(?P<rest>.*)$"
)
_BARE_ROMAN = re.compile(r"(?P<number>[IVXLC]{1,6})\.?(?:\s+(?P<rest>[A-Z].*))?$")
_ANNEX = re.compile(
    r"(?P<name>ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|Schedule|ENCLOSURE|Enclosure)(?:\s+(?P<number>[IVXLC]{1,6}|\d{1,2}|[A-Z]))?\b[\s.:–—-]*(?P<rest>.*)$"
)
_PREAMBLE = re.compile(r"PREAMBLE|Preamble|PREAMBULE|Preambule")
_CLOSING = re.compile(r"\W*IN (?:WITNESS|FAITH)\b|\W*DONE (?:at|AT|in|IN)\b|In (?:witness|faith) whereof\b")
_CAPTION = re.compile(r"(?:Table|TABLE|Box|Figure)\s+[\dIVX]+[.:]?\s*")
_GAP = 4  # a series may skip this many numbers (paragraphs lost by conversion) and still be the same


@dataclass(frozen=True, slots=True)
class Shape:
    """What kind of numbering a document uses."""

    treaty: bool
    resolution: bool
    numbered: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A block with its name: what a Paragraph will be made of. parent is an index among the drafts."""

    block: Block
    kind: ParagraphKind
    locator: Locator
    lead: int
    section: tuple[str, ...]
    parent: int | None
    source: int  # index of the block that it came from


def shape_of(blocks: Sequence[Block]) -> Shape:
    """Tell a treaty, a resolution and a numbered document by their habits."""
    articles = sum(1 for block in blocks if block.kind != "furniture" and _article_at(block))
    opened = any(is_opener(block.text) for block in blocks if block.kind == "text")
    recitals = sum(1 for block in blocks if block.kind == "text" and is_recital(block.text))
    return Shape(
        treaty=articles >= 3,
        resolution=opened and (recitals >= 1 or any(is_operative(block.text) for block in blocks)),
        numbered=_is_numbered(blocks),
    )


def _is_numbered(blocks: Sequence[Block]) -> bool:
    """Whether the body runs in numbered paragraphs: a long enough series over most of the text."""
    last, run, long_blocks = 0, 0, 0
    for block in blocks:
        if block.kind != "text":
            continue
        long_blocks += len(block.text) >= 120
        label = next((each for each in parse_label(block.text) if each.form == "number"), None)
        if label and len(block.text) >= 60 and ordinal(label) in (last + 1, last + 2):
            last, run = ordinal(label), run + 1
    return run >= 4 and run >= 0.35 * long_blocks


def _article_at(block: Block) -> re.Match[str] | None:
    """The match of an article's number, when the block is its heading or opens with it."""
    found = _ARTICLE.match(block.text) if block.kind in ("heading", "text") else None
    if found is None:
        return None
    if block.kind == "heading" and len(found["rest"]) < 160:
        return found
    opens = re.match(r"(?:ARTICLE|Article|Art\.)\s+[\dIVXLC]+(?:\s?\w+)?\s*(?:[.:–—]|\.?\s*-)\s+[\"“A-Z(\d]", block.text)
    return found if opens else None


def build(blocks: Sequence[Block], title: str, titles: frozenset[int] = frozenset()) -> tuple[Draft, ...]:
    """Name every block. `titles` are the indices of blocks that hold the document's own title."""
    builder = _Builder(title, shape_of(blocks))
    builder.repeated.update(block.text for block in blocks if block.kind == "heading")
    for at, block in enumerate(blocks):
        if at in titles:
            builder.place(at, block, "heading", (("title", ""),), "title")
        else:
            builder.add(at, block)
    return tuple(builder.drafts)


@dataclass
class _Builder:
    """What is open while the blocks go by."""

    title: str
    shape: Shape
    drafts: list[Draft] = field(default_factory=list)
    annex: tuple[str, str] | None = None
    article: str | None = None
    home: str = ""  # heading that a restarted number series belongs to
    series: list[tuple[Label, int]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    preamble: bool = False
    closing: bool = False
    fresh: bool = True  # nothing numbered since the last heading
    counts: Counter[str] = field(default_factory=Counter)
    lead_in: int | None = None
    items: list[int] = field(default_factory=list)
    item_drafts: list[int] = field(default_factory=list)
    wants_title: int | None = None  # draft of a structural heading whose title may follow
    table: str = ""
    header: int | None = None
    repeated: Counter[str] = field(default_factory=Counter)  # how often each heading comes
    sibling: int | None = None  # draft of the number before in the same series
    last_kind: str = ""

    def __post_init__(self) -> None:
        self.preamble = self.shape.treaty

    # -- dispatch -------------------------------------------------------------------------

    def add(self, at: int, block: Block) -> None:
        """Name one block."""
        if block.kind == "item" and parse_label(f"{block.label} x" if block.label else block.text):
            block = replace(block, kind="text")
        if block.kind == "text" and block.label:
            shift = len(block.label) + 1
            marks = tuple(replace(mark, start=mark.start + shift) for mark in block.marks)
            block = replace(block, text=f"{block.label} {block.text}", label="", marks=marks)
        {
            "heading": self._heading,
            "note": self._note,
            "furniture": self._furniture,
            "row": self._row,
            "item": self._item,
            "text": self._text,
            "quotation": self._text,
        }[block.kind](at, block)
        if block.kind not in ("note", "furniture"):
            self.last_kind = block.kind

    def place(
        self,
        at: int,
        block: Block,
        kind: ParagraphKind,
        steps: Steps,
        shown: str,
        label: str = "",
        lead: int = 0,
        parent: int | None = None,
    ) -> int:
        """Put a named block on the list; returns its index."""
        first = block.places[0] if block.places else None
        locator = Locator(
            shown=shown,
            label=label,
            steps=steps,
            page=first.page_label if first else None,
            pdf_page=first.page + 1 if first and first.page is not None else None,
        )
        section = tuple(text for _, text in self.headings)
        self.drafts.append(Draft(block, kind, locator, lead, section, parent, at))
        return len(self.drafts) - 1

    # -- headings -------------------------------------------------------------------------

    def _heading(self, at: int, block: Block) -> None:
        if self.wants_title is not None and not self._is_structural(block):
            return self._title_of_division(block)
        self.wants_title, self.table, self.header = None, "", None
        self._close_lists()
        if found := _article_at(block):
            self._open_article(at, block, found)
        elif (found := _ANNEX.match(block.text)) and len(block.text) < 200 and self._may_annex(found):
            self._open_annex(at, block, found)
        elif self.shape.treaty and (found := _DIVISION.match(block.text) or _BARE_ROMAN.match(block.text)):
            self._open_division(at, block, found)
        elif _PREAMBLE.fullmatch(block.text.strip(" .:")):
            self.preamble = True
            self._push_heading(8, block.text)
            self.place(at, block, "heading", (*self._prefix_steps(), ("preamble", "")), self._prefix("preamble"))
        else:
            self._open_section(at, block)
        return None

    def _is_structural(self, block: Block) -> bool:
        return bool(_article_at(block) or _ANNEX.match(block.text) or _DIVISION.match(block.text))

    def _may_annex(self, found: re.Match[str]) -> bool:
        formal = self.shape.treaty or self.shape.resolution or self.shape.numbered
        return bool(self.drafts) and (formal or not found["rest"])

    def _title_of_division(self, block: Block) -> None:
        """The title that stands under "Article 12" or "PART II" belongs to that heading."""
        at = self.wants_title
        self.wants_title = None
        if at is None:
            return
        draft = self.drafts[at]
        text = f"{draft.block.text} {block.text}"
        joined = replace(draft.block, text=text, places=draft.block.places + block.places)
        level, _ = self.headings[-1]
        self.headings[-1] = (level, text)
        self.drafts[at] = replace(draft, block=joined)

    def _open_article(self, at: int, block: Block, found: re.Match[str]) -> None:
        self.article = found["number"] + (f" {found['latin'].strip()}" if found["latin"] else "")
        self.series, self.fresh, self.preamble, self.closing = [], True, False, False
        self.counts["article"] = 0
        steps, shown = self._base()
        inline = block.kind == "text"
        self._push_heading(8, block.text[: found.start("rest")].strip() if inline else block.text)
        if inline:
            self.place(at, block, "body", steps, shown, self.article, lead=found.start("rest"))
            self.lead_in = len(self.drafts) - 1
            self.counts["article"] += 1
            return
        self.lead_in = self.place(at, block, "heading", (*steps, ("title", "")), shown, self.article)
        if not found["rest"]:
            self.wants_title = self.lead_in

    def _open_annex(self, at: int, block: Block, found: re.Match[str]) -> None:
        name, number = found["name"].lower(), found["number"] or ""
        self.annex = (name, number)
        self.article, self.series, self.home, self.headings = None, [], "", []
        self.preamble, self.closing, self.fresh, self.lead_in = False, False, True, None
        self.counts = Counter({key: count for key, count in self.counts.items() if key in ("furniture", "table")})
        self._push_heading(0, block.text)
        index = self.place(at, block, "heading", self._prefix_steps(), self._prefix(""), number)
        if not found["rest"]:
            self.wants_title = index

    def _open_division(self, at: int, block: Block, found: re.Match[str]) -> None:
        name = (found.groupdict().get("name") or "chapter").lower()
        level = {"book": 1, "title": 2, "part": 3, "chapter": 4, "section": 5}[name]
        self.article, self.series, self.fresh, self.closing = None, [], True, False
        self.preamble = False
        self._push_heading(level, block.text)
        self.lead_in = None
        shown = self._prefix(f"{name} {found['number']}")
        steps = (*self._prefix_steps(), (name, found["number"]))
        index = self.place(at, block, "heading", steps, shown, found["number"])
        if not found["rest"]:
            self.wants_title = index

    def _open_section(self, at: int, block: Block) -> None:
        if self.article is not None:
            # a heading that is no article's title ends the article: a group of articles, a final act
            self.article, self.series = None, []
        self.series = self.series[:1] if self.shape.numbered or self.shape.resolution else []
        self.fresh, self.lead_in = True, None
        if self.shape.treaty and not self.annex and self.preamble and not self.drafts:
            self.preamble = True
        elif not self.shape.resolution:
            self.preamble = self.preamble and self.shape.treaty
        divided = self.shape.treaty and any(3 <= level <= 5 for level, _ in self.headings)
        self._push_heading(7 if divided else min(6, max(1, block.level)), block.text)
        steps = self._heading_steps()
        self.place(at, block, "heading", steps, f"heading {self._heading_name()}")

    def _push_heading(self, level: int, text: str) -> None:
        while self.headings and self.headings[-1][0] >= level and level > 0:
            self.headings.pop()
        self.headings.append((level, text))

    # -- running text ---------------------------------------------------------------------

    def _text(self, at: int, block: Block) -> None:
        self.wants_title, self.header = None, None
        if found := _article_at(block):
            return self._open_article(at, block, found)
        if self.shape.resolution and block.kind == "text" and is_opener(block.text):
            self.preamble, self.counts["recital"] = True, 0
            return self._close_lists_and_place(at, block, (("preamble", ""),), "preamble")
        if _CLOSING.match(block.text) and (self.shape.treaty or self.closing):
            self.closing, self.article, self.series = True, None, []
            return self._close_lists_and_place(at, block, (("closing", ""),), "closing clause")
        if self.preamble and not self._ends_preamble(block):
            for piece in split_recitals(block):
                self._recital(at, piece)
            return None
        self.preamble = False
        label = self._accept(parse_label(block.text), block)
        if label is not None and block.kind == "text":
            return self._numbered(at, block, label)
        return self._unnumbered(at, block)

    def _close_lists_and_place(self, at: int, block: Block, steps: Steps, shown: str) -> None:
        self._close_lists()
        self.lead_in = self.place(at, block, "body", (*self._prefix_steps(), *steps), self._prefix(shown))

    def _ends_preamble(self, block: Block) -> bool:
        if self.shape.treaty and not self.annex:
            return False
        labels = parse_label(block.text)
        if any(label.form == "number" and begins(label) for label in labels):
            return True
        return is_operative(block.text) and not is_recital(block.text)

    def _recital(self, at: int, block: Block) -> None:
        if is_recital(block.text) or (self.shape.resolution and self.counts["recital"]):
            self.counts["recital"] += 1
            number = str(self.counts["recital"])
            words = "preambular para." if self.shape.resolution and not self.shape.treaty else "preamble, para."
            steps = (*self._prefix_steps(), ("preamble", ""), ("paragraph", number))
            index = self.place(at, block, "body", steps, self._prefix(f"{words} {number}"))
        else:
            index = self.place(
                at, block, "body", (*self._prefix_steps(), ("preamble", "")), self._prefix("preamble")
            )
        self.lead_in = index

    def _accept(self, labels: Sequence[Label], block: Block) -> Label | None:
        """The reading of a printed number that fits what is open, None when the number is only text."""
        self.sibling = None
        for depth in range(len(self.series) - 1, -1, -1):
            open_label, draft = self.series[depth]
            for label in labels:
                if follows(label, open_label) and not self._opens_deeper(label, labels, draft, depth):
                    self.sibling = draft
                    del self.series[depth:]
                    return label
        for label in labels:
            if begins(label) and self._may_begin(label):
                return label
        return self._after_gap(labels)

    def _opens_deeper(self, label: Label, labels: Sequence[Label], draft: int, depth: int) -> bool:
        """(i) after (h): the letter, unless (h) has just led in to a list of its own."""
        other = any(begins(each) and each.form != label.form for each in labels)
        return other and depth == len(self.series) - 1 and self.drafts[draft].block.text.rstrip().endswith((":", "—"))

    def _may_begin(self, label: Label) -> bool:
        if label.form == "number" and label.wrap == "x." and self.article is None and self.series:
            top = self.series[0][0]
            if top.form == "number" and top.wrap == "x." and not self._led_in():
                self.home = self.headings[-1][1] if self.headings else self.home
                self.series = []
                return self.fresh
        same = [depth for depth, (each, _) in enumerate(self.series) if (each.form, each.wrap) == (label.form, label.wrap)]
        if same and not self._led_in():
            del self.series[same[-1] :]
        return label.form not in ("upper", "ROMAN", "decimal") or label.wrap == "(x)" or self.article is None

    def _led_in(self) -> bool:
        return self.lead_in is not None and self.drafts[self.lead_in].block.text.rstrip().endswith((":", "—", ","))

    def _after_gap(self, labels: Sequence[Label]) -> Label | None:
        for depth in range(len(self.series) - 1, -1, -1):
            open_label, open_draft = self.series[depth]
            for label in labels:
                same = (label.form, label.wrap) == (open_label.form, open_label.wrap)
                if same and 1 < ordinal(label) - ordinal(open_label) <= _GAP and label.form != "decimal":
                    self.sibling = open_draft
                    del self.series[depth:]
                    return label
        first = next((label for label in labels if label.form == "number" and label.wrap == "x."), None)
        if first is None or self.series:
            return None
        # the first numbers of an article or a document may be lost
        furthest = 2 if self.article is not None else (_GAP if self.shape.numbered else 0)
        return first if ordinal(first) <= furthest else None

    def _numbered(self, at: int, block: Block, label: Label) -> None:
        self._close_lists()
        parent = self.series[-1][1] if self.series else self._parent_of_list(label)
        if not self._names_paragraphs(self.series[0][0] if self.series else label):
            self._under_heading_list(at, block, label, parent)
            return
        path = [*(each for each, _ in self.series), label]
        steps, shown = self._named(path)
        kind: ParagraphKind = "body" if self.article or len(path) == 1 else "item"
        printed = "".join(value if not at_ and not self.article else f"({value})" for at_, value in enumerate(each.value for each in path))
        printed = f"{self.article}{printed}" if self.article else printed
        lead = min(label.end, len(block.text))
        index = self.place(at, block, kind, steps, shown, printed, lead, parent)
        self.series.append((label, index))
        self.lead_in, self.fresh = index, False
        self.counts["unnumbered"] = 0

    def _names_paragraphs(self, label: Label) -> bool:
        """Whether a label at the outermost depth is a paragraph's name rather than a list's."""
        if self.article is not None:
            return True
        formal = self.shape.numbered or self.shape.resolution or bool(self.annex)
        return formal and label.form == "number"

    def _parent_of_list(self, label: Label) -> int | None:
        if self.sibling is not None:
            return self.drafts[self.sibling].parent
        if self.article is not None and label.form == "number":
            return None
        return self.lead_in

    def _named(self, path: Sequence[Label]) -> tuple[Steps, str]:
        base, shown = self._base()
        steps = list(base)
        for depth, label in enumerate(path):
            first_number = depth == 0 and label.form in ("number", "decimal")
            steps.append(("paragraph" if first_number else "item", label.value))
        brackets = "".join(f"({label.value})" for label in path[1:])
        if self.article is not None:
            return tuple(steps), shown + f"({path[0].value})" + brackets
        name = f"para. {path[0].value}{brackets}"
        home = f"{_quoted(self.home)}, " if self.home else ""
        if self.home:
            steps.insert(len(base), ("heading", self.home))
        return tuple(steps), self._prefix(home + name)

    def _under_heading_list(self, at: int, block: Block, label: Label, parent: int | None) -> None:
        """A numbered or lettered list in a document whose paragraphs have no numbers."""
        base = self.drafts[parent].locator if parent is not None else None
        steps = (*(base.steps if base else self._heading_steps()), ("item", label.value))
        shown = f"{base.shown}({label.value})" if base else f"{self._heading_name()}, item {label.value}"
        lead = min(label.end, len(block.text))
        index = self.place(at, block, "item", steps, shown, label.value, lead, parent)
        self.series.append((label, index))

    def _unnumbered(self, at: int, block: Block) -> None:
        self._close_lists()
        kind: ParagraphKind = "quotation" if block.kind == "quotation" else "body"
        if self.article is not None:
            self.counts["article"] += 1
            steps, shown = self._base()
            if self.counts["article"] > 1 or self.series:
                number = str(max(2, self.counts["article"]))
                steps, shown = (*steps, ("unnumbered", number)), f"{shown}, unnumbered para. {number}"
                self.counts["article"] = int(number)
            index = self.place(at, block, kind, steps, shown, self.article, parent=self._quoting(kind))
        elif self.series and not self.fresh and self._names_paragraphs(self.series[0][0]):
            self.counts["unnumbered"] += 1
            number = str(self.counts["unnumbered"] + 1)
            locator = self.drafts[self.series[0][1]].locator
            steps = (*locator.steps, ("unnumbered", number))
            shown = f"{locator.shown}, unnumbered para. {number}"
            index = self.place(at, block, kind, steps, shown, locator.label, parent=self._quoting(kind))
        elif self.shape.resolution and is_operative(block.text) and not self.annex:
            self.counts["operative"] += 1
            number = str(self.counts["operative"])
            steps, shown = (("operative", number),), f"operative para. {number}"
            index = self.place(at, block, kind, steps, shown)
        else:
            # the numbers of a numbered document go on behind a table or an unnumbered remark
            self.series = self.series[:1] if self.shape.numbered or self.shape.resolution else []
            index = self._counted(at, block, kind)
        self.lead_in = index

    def _quoting(self, kind: str) -> int | None:
        return self.lead_in if kind == "quotation" else None

    def _counted(self, at: int, block: Block, kind: ParagraphKind) -> int:
        """A paragraph that the source gives no number: its heading and its place under it."""
        key = f"under {len(self.headings)} {self._heading_name()} {self._heading_index()}"
        self.counts[key] += 1
        number = str(self.counts[key])
        steps = (*self._heading_steps(), ("paragraph", number))
        shown = f"{self._heading_name()}, para. {number}"
        return self.place(at, block, kind, steps, shown, parent=self._quoting(kind))

    def _heading_index(self) -> int:
        """Index of the last heading draft: two sections of one name are counted apart."""
        return next((i for i in range(len(self.drafts) - 1, -1, -1) if self.drafts[i].kind == "heading"), -1)

    def _heading_steps(self) -> Steps:
        """The innermost heading; with the one above it where the document has several of its name."""
        names = [text for level, text in self.headings if level > 0]
        if not names:
            return self._prefix_steps() or (("heading", self.title),)
        shown = names[-2:] if self.repeated[names[-1]] > 1 else names[-1:]
        return (*self._prefix_steps(), *(("heading", name) for name in shown))

    def _heading_name(self) -> str:
        names = [value for name, value in self._heading_steps() if name == "heading"]
        return self._prefix(_quoted(" – ".join(names)) if names else "")

    # -- lists, tables, notes, furniture ----------------------------------------------------

    def _item(self, at: int, block: Block) -> None:
        if self.preamble and self.shape.treaty:
            return self._recital(at, block)
        self.wants_title = None
        depth = min(block.level, len(self.items))
        del self.items[depth + 1 :], self.item_drafts[depth + 1 :]
        if depth == len(self.items):
            self.items.append(0)
            self.item_drafts.append(-1)
        self.items[depth] += 1
        number = ".".join(str(each) for each in self.items)
        base = self.drafts[self.lead_in].locator if self.lead_in is not None else None
        steps = (*(base.steps if base else self._heading_steps()), ("item", number))
        shown = f"{base.shown if base else self._heading_name()}, item {number}"
        parent = self.item_drafts[depth - 1] if depth else self._item_parent(block)
        self.item_drafts[depth] = self.place(at, block, "item", steps, shown, parent=parent)
        return None

    def _item_parent(self, block: Block) -> int | None:
        """The lead-in; for the text under a title bullet that title."""
        before = self.drafts[-1] if self.drafts else None
        if before and before.kind == "item" and self.last_kind == "item":
            titled = len(before.block.text) < 120 and not re.search(r"[.;,:!?]$", before.block.text)
            if titled and len(block.text) > len(before.block.text) and block.text.endswith("."):
                return len(self.drafts) - 1
        return self.lead_in

    def _close_lists(self) -> None:
        self.items, self.item_drafts = [], []

    def _row(self, at: int, block: Block) -> None:
        self.wants_title = None
        if self.last_kind != "row" or block.level == 1:
            self.table = self._table_name()
            self.header = None
        name = next((cell for cell in block.cells if cell), block.text)[:80]
        block = replace(block, text="\t".join(block.cells) or block.text)
        header = block.level == 1
        steps = (*self._prefix_steps(), ("table", self.table), ("row", "header" if header else name))
        shown = f"table {_quoted(self.table)}, " + ("header" if header else f"row {_quoted(name)}")
        index = self.place(at, block, "row", steps, self._prefix(shown), parent=self.header)
        if header:
            self.header = index

    def _table_name(self) -> str:
        before = next((d for d in reversed(self.drafts) if d.kind not in ("note", "furniture", "row")), None)
        if before and _CAPTION.match(before.block.text) and len(before.block.text) < 200:
            return before.block.text
        return self.headings[-1][1] if self.headings else self.title

    def _note(self, at: int, block: Block) -> None:
        label = block.label or "?"
        steps = (*self._prefix_steps(), ("note", label))
        self.place(at, block, "note", steps, self._prefix(f"n. {label}"), label)

    def _furniture(self, at: int, block: Block) -> None:
        self.counts["furniture"] += 1
        number = str(self.counts["furniture"])
        self.place(at, block, "furniture", (("furniture", number),), f"furniture {number}")

    # -- names ------------------------------------------------------------------------------

    def _prefix_steps(self) -> Steps:
        return (self.annex,) if self.annex else ()

    def _prefix(self, name: str) -> str:
        if not self.annex:
            return name
        annex = " ".join(self.annex).strip()
        return f"{annex}, {name}" if name else annex

    def _base(self) -> tuple[Steps, str]:
        if self.article is None:
            return self._prefix_steps(), ""
        return (*self._prefix_steps(), ("article", self.article)), self._prefix(f"art. {self.article}")


def _quoted(text: str) -> str:
    return f'"{text}"'


def keys(drafts: Sequence[Draft]) -> Iterator[str]:
    """A stable key for each draft from its steps; the second of the same name gets "~2"."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        key = "/".join(f"{name}:{value}" for name, value in draft.locator.steps)
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}~{seen[key]}"
