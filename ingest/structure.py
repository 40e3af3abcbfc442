"""Structure: whole blocks become paragraphs, each with the name that its source gives it.

Pure. One pass in reading order keeps what is open (annex, article, numbers,
section, list) and names each block from it. Where a source uses one name twice,
the second is told apart by "[2]": no two paragraphs share a locator.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from .blocks import Block
from .captions import Caption, captions_of
from .divisions import Division, Entry, Section, Shape, entries_of, is_closing, sections_of, shape_of
from .document import Locator, ParagraphKind
from .labels import Label, begins, parse_label
from .naming import Name, quoted
from .numbering import Member, Numbering, Setting
from .recitals import is_enacting, is_opener, is_operative, is_recital, split_recitals

_ROW_NAME = 80  # longest name of a table row, in characters
_NAMELESS = Section()


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


def build(blocks: Sequence[Block], title: str, titles: frozenset[int] = frozenset()) -> tuple[Draft, ...]:
    """Name every block. `titles` are the indices of blocks that hold the document's own title."""
    shape = shape_of(blocks)
    entries = entries_of([_with_label(block) for block in blocks], titles, shape)
    builder = _Builder(title, shape, sections_of(entries, shape), captions_of(blocks))
    builder.expects_preamble = any(each.division and each.division.kind == "preamble" for each in entries)
    builder.preamble = shape.treaty and not builder.expects_preamble
    for entry in entries:
        if entry.at in titles:
            builder.place(entry.at, entry.block, "heading", Name((("title", ""),), "title"))
        else:
            builder.add(entry)
    return tuple(builder.drafts)


def _with_label(block: Block) -> Block:
    """A block whose text is led by the number that its list markup gives, as text; bullets stay items."""
    if block.kind not in ("text", "item"):
        return block
    if not block.label:
        return replace(block, kind="text") if block.kind == "item" and parse_label(block.text) else block
    if block.kind == "item" and not parse_label(f"{block.label} x"):
        return block
    shift = len(block.label) + 1
    marks = tuple(replace(mark, start=mark.start + shift) for mark in block.marks)
    return replace(block, kind="text", text=f"{block.label} {block.text}", label="", marks=marks)


@dataclass
class _Builder:
    """What is open while the blocks go by."""

    title: str
    shape: Shape
    sections: dict[int, Section]
    captions: dict[int, Caption]
    drafts: list[Draft] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    section: Section = _NAMELESS
    annex: Name = Name()
    article: Name | None = None
    home: Name | None = None  # section that a restarted number series belongs to
    expects_preamble: bool = False  # a heading "Preamble" will come
    preamble: bool = False
    opened: bool = False  # the line that names the parties has come, what follows it is counted
    closing: bool = False
    fresh: bool = True  # nothing numbered since the last heading
    counts: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)  # how often each locator was given
    lead_in: int | None = None
    items: list[int] = field(default_factory=list)  # place in each open level of a bulleted list
    item_drafts: list[int] = field(default_factory=list)
    table: Name | None = None
    header: int | None = None
    last_kind: str = ""

    def add(self, entry: Entry) -> None:
        """Name one block."""
        at, block, division = entry.at, entry.block, entry.division
        if at in self.captions:
            self._caption(at, block)
        elif division is not None:
            self._division(at, block, division)
        else:
            self._running(at, block)
        if block.kind not in ("note", "furniture"):
            self.last_kind = block.kind

    def _running(self, at: int, block: Block) -> None:
        if block.kind == "note":
            self._note(at, block)
        elif block.kind == "furniture":
            self._furniture(at, block)
        elif block.kind == "row":
            self._row(at, block)
        elif block.kind == "item":
            self._item(at, block)
        else:
            self._text(at, block)

    def place(
        self, at: int, block: Block, kind: ParagraphKind, name: Name, lead: int = 0, parent: int | None = None
    ) -> int:
        """Put a named block on the list; returns its index."""
        first = block.places[0] if block.places else None
        locator = Locator(
            shown=self._unshared(kind, name.shown),
            label=name.label,
            steps=name.steps,
            page=first.page_label if first else None,
            pdf_page=first.page + 1 if first and first.page is not None else None,
        )
        self.drafts.append(Draft(block, kind, locator, lead, self.section.path, parent, at))
        return len(self.drafts) - 1

    def _unshared(self, kind: ParagraphKind, shown: str) -> str:
        if kind in ("heading", "furniture"):
            return shown
        self.shown[shown] += 1
        return shown if self.shown[shown] == 1 else f"{shown} [{self.shown[shown]}]"

    # -- headings -------------------------------------------------------------------------

    def _division(self, at: int, block: Block, division: Division) -> None:
        self.table, self.header = None, None
        self._close_list()
        self.section = self.sections[at]
        if division.kind == "article":
            self._open_article(at, block, division)
        elif division.kind == "annex":
            self._open_annex(at, block, division)
        elif division.kind == "preamble":
            self.preamble = True
            self.place(at, block, "heading", self.annex.then("preamble", "", "preamble"))
        elif division.kind == "heading":
            self._open_section(at, block)
        else:
            self._open_part(at, block, division)

    def _open_article(self, at: int, block: Block, division: Division) -> None:
        number = division.number
        self.article = self.annex.then("article", number, f"art. {number}")
        self.article = replace(self.article, label=number)
        self.numbering.close()
        self.fresh, self.preamble, self.closing = True, False, False
        self.counts["in article"] = 0
        if block.kind != "heading":
            self.lead_in = self.place(at, block, "body", self.article, lead=division.rest)
            self.counts["in article"] = 1
            return
        steps = (*self.article.steps, ("title", ""))
        self.lead_in = self.place(at, block, "heading", replace(self.article, steps=steps))

    def _open_annex(self, at: int, block: Block, division: Division) -> None:
        number, words = division.number, f"{division.name} {division.number}".strip()
        self.counts[words] += 1
        if self.counts[words] > 1:
            # a second annex without a number of its own goes by its title
            number = block.text[division.rest :].strip() or str(self.counts[words])
            words = f"{division.name} {quoted(number)}"
        self.annex = Name(((division.name, number),), words)
        self.article, self.home, self.lead_in = None, None, None
        self.numbering.close()
        self.preamble, self.opened, self.closing, self.fresh = False, False, False, True
        kept = ("furniture", "annex", "appendix", "schedule", "enclosure", "table")
        self.counts = Counter({key: count for key, count in self.counts.items() if key.startswith(kept)})
        self.place(at, block, "heading", replace(self.annex, label=division.number))

    def _open_part(self, at: int, block: Block, division: Division) -> None:
        self.article, self.lead_in = None, None
        self.numbering.close()
        self.fresh, self.closing, self.preamble = True, False, False
        name = self.annex.then(division.kind, division.number, f"{division.kind} {division.number}")
        self.place(at, block, "heading", replace(name, label=division.number))

    def _open_section(self, at: int, block: Block) -> None:
        if self.article is not None:
            # a heading that is no article's title ends the article: a group of articles, a final act
            self.article = None
            self.numbering.close()
        self.numbering.close(keep=1)  # numbers may run on over headings
        self.fresh, self.lead_in = True, None
        if not self.shape.resolution:
            self.preamble = self.preamble and self.shape.treaty
        name = self._heading_name()
        self.place(at, block, "heading", replace(name, shown=f"heading {name.shown}"))

    def _is_numbered(self) -> bool:
        """Whether plain numbers outside articles are the names of paragraphs here."""
        return self.shape.numbered or self.shape.resolution or bool(self.annex.steps)

    # -- running text ---------------------------------------------------------------------

    def _text(self, at: int, block: Block) -> None:
        self.header = None
        if self.shape.resolution and block.kind == "text" and is_opener(block.text):
            self.preamble, self.counts["recital"] = True, 0
            self._close_list()
            self.lead_in = self.place(at, block, "body", self._recital_base().then("preamble", "", "preamble"))
        elif is_closing(block.text) and (self.shape.treaty or self.closing):
            self.closing, self.article = True, None
            self.numbering.close()
            self._set_apart(at, block, "closing", "closing clause")
        elif (self.preamble or self._opens_part(block)) and not self._ends_preamble(block):
            for piece in split_recitals(block):
                self._recital(at, piece)
        else:
            self._numbered_or_not(at, block)

    def _numbered_or_not(self, at: int, block: Block) -> None:
        self.preamble = False
        label = None
        if block.kind == "text":
            label = self.numbering.accept(parse_label(block.text), self._setting())
        if label is None:
            self._unnumbered(at, block)
        else:
            self._numbered(at, block, label)

    def _set_apart(self, at: int, block: Block, step: str, words: str) -> None:
        self._close_list()
        self.lead_in = self.place(at, block, "body", self.annex.then(step, "", words))

    def _ends_preamble(self, block: Block) -> bool:
        if self.shape.treaty and not self.annex.steps:
            return False
        labels = parse_label(block.text)
        if any(label.form == "number" and begins(label) for label in labels):
            return True
        return is_operative(block.text) and not is_recital(block.text)

    def _opens_part(self, block: Block) -> bool:
        """Whether a resolution whose first line is lost, or a part of one, begins with its recitals."""
        begins_part = self.shape.resolution and not self.shape.treaty and self.fresh and is_recital(block.text)
        if begins_part:
            self.preamble, self.counts["recital"] = True, 0
        return begins_part

    def _recital_base(self) -> Name:
        """The annex, or the part of a resolution whose earlier parts have had their numbers."""
        within_part = self.shape.resolution and self.numbering.open and self.section.names
        return self._heading_name() if within_part else self.annex

    def _recital(self, at: int, block: Block) -> None:
        """A preambular paragraph; the line that names the body and the words that enact are not counted."""
        resolution = self.shape.resolution and not self.shape.treaty
        base = self._recital_base()
        name = base.then("preamble", "", "" if resolution else "preamble")
        if is_enacting(block.text):
            name = base.then("preamble", "enacting", "preamble, enacting words")
        elif is_opener(block.text):
            self.opened = True
            name = base.then("preamble", "", "preamble")
        elif is_recital(block.text) or self.counts["recital"] or self.opened:
            self.counts["recital"] += 1
            number = str(self.counts["recital"])
            name = name.then("paragraph", number, f"{'preambular ' if resolution else ''}para. {number}")
        elif resolution:
            name = base.then("preamble", "", "preamble")
        self.lead_in = self.place(at, block, "body", name)

    def _setting(self) -> Setting:
        return Setting(self.article is not None, self._is_numbered(), self._led_in(), self.fresh)

    def _led_in(self, ends: tuple[str, ...] = (":", "—", ",")) -> bool:
        return self.lead_in is not None and _leads_in(self.drafts[self.lead_in].block.text, ends)

    def _numbered(self, at: int, block: Block, label: Label) -> None:
        self._close_list()
        if self.numbering.restarted:
            self.home = self._heading_name() if self.section.names else self.home
        parent = self._parent_of(label)
        first = self.numbering.open[0].label if self.numbering.open else label
        if self.article is None and not (self._is_numbered() and first.form == "number"):
            self._listed(at, block, label, parent)
            return
        path = [*self.numbering.path, label]
        lead, inner = min(label.end, len(block.text)), _second_label(block.text, label)
        if inner is not None:
            path, lead = [*path, inner], lead + inner.end
        name = self._paragraph_name(path)
        kind: ParagraphKind = "body" if len(path) == 1 and label.form in ("number", "decimal") else "item"
        index = self.place(at, block, kind, name, lead, parent)
        self._open_member(label, index)
        if inner is not None:
            self._open_member(inner, index)
        self.lead_in, self.fresh = index, False
        if len(path) == 1:
            self.counts["unnumbered"] = 0

    def _open_member(self, label: Label, index: int) -> None:
        leads_in = _leads_in(self.drafts[index].block.text, (":", "—"))
        self.numbering.open.append(Member(label, index, leads_in))

    def _parent_of(self, label: Label) -> int | None:
        """The number above; for the first series of all, the text that leads in to it."""
        if self.numbering.open:
            return self.numbering.open[-1].draft
        if self.numbering.sibling is not None:
            before = self.drafts[self.numbering.sibling.draft]
            return before.parent if before.section == self.section.path or self._is_numbered() else None
        names_paragraphs = self.article is not None or self._is_numbered()
        if names_paragraphs and label.form == "number" and not self._led_in((":", "—")):
            return None
        return self.lead_in

    def _paragraph_name(self, path: Sequence[Label]) -> Name:
        first, *deeper = path
        step = "paragraph" if first.form in ("number", "decimal") else "item"
        if self.article is not None:
            name = self.article.bracketed(step, first.value)
        else:
            name = (self.home or self.annex).then(step, first.value, f"para. {first.value}")
            name = replace(name, label=first.value)
        for label in deeper:
            name = name.bracketed("item", label.value)
        return name

    def _listed(self, at: int, block: Block, label: Label, parent: int | None) -> None:
        """A numbered or lettered list in a document whose paragraphs have no numbers."""
        if parent is not None:
            above = self.drafts[parent].locator
            name = replace(Name(above.steps, above.shown).bracketed("item", label.value), label=label.value)
        else:
            name = replace(self._heading_name().then("item", label.value, f"item {label.value}"), label=label.value)
        index = self.place(at, block, "item", name, min(label.end, len(block.text)), parent)
        self._open_member(label, index)

    def _unnumbered(self, at: int, block: Block) -> None:
        self._close_list()
        kind: ParagraphKind = "quotation" if block.kind == "quotation" else "body"
        parent = self.lead_in if kind == "quotation" or self._is_led_in_to() else None
        if self.article is not None:
            name = self._unnumbered_in_article(self.article)
        elif self.numbering.open and not self.fresh and self._is_numbered():
            self.counts["unnumbered"] += 1
            above = self.drafts[self.numbering.open[0].draft].locator
            name = _another(Name(above.steps, above.shown, above.label), self.counts["unnumbered"] + 1)
        elif self.shape.resolution and is_operative(block.text) and not self.annex.steps:
            self.counts["operative"] += 1
            number = str(self.counts["operative"])
            name = Name((("operative", number),), f"operative para. {number}")
        else:
            # the numbers of a numbered document go on behind a table or an unnumbered remark
            self.numbering.close(keep=1 if self._is_numbered() else 0)
            name = self._counted_name()
        index = self.place(at, block, kind, name, parent=parent)
        # a quotation leaves its lead-in open: a second one belongs to the same text
        self.lead_in = index if kind == "body" or self.lead_in is None else self.lead_in

    def _is_led_in_to(self) -> bool:
        """Whether the text just before announces what comes: "The board found:"."""
        flow = (at for at in range(len(self.drafts) - 1, -1, -1) if self.drafts[at].kind not in ("note", "furniture"))
        return self._led_in((":",)) and next(flow, None) == self.lead_in

    def _unnumbered_in_article(self, article: Name) -> Name:
        self.counts["in article"] += 1
        if self.counts["in article"] == 1 and not self.numbering.open:
            return article
        self.counts["in article"] = max(2, self.counts["in article"])
        return _another(article, self.counts["in article"])

    def _counted_name(self) -> Name:
        """A paragraph that the source gives no number: its section and its place in it."""
        above = self._heading_name()
        self.counts[f"under {above.shown}"] += 1
        number = str(self.counts[f"under {above.shown}"])
        return above.then("paragraph", number, f"para. {number}")

    def _heading_name(self) -> Name:
        if self.section.names or self.annex.steps:
            return self.annex.under_headings(self.section.names)
        return Name().under_headings((self.title,))

    # -- lists, tables, notes, furniture ----------------------------------------------------

    def _item(self, at: int, block: Block) -> None:
        if self.preamble and self.shape.treaty:
            self._recital(at, block)
            return
        depth = min(block.level, len(self.items))
        del self.items[depth + 1 :], self.item_drafts[depth + 1 :]
        if depth == len(self.items):
            self.items.append(0)
            self.item_drafts.append(-1)
        self.items[depth] += 1
        number = ".".join(str(each) for each in self.items)
        above = self.drafts[self.lead_in].locator if self.lead_in is not None else None
        name = Name(above.steps, above.shown) if above else self._heading_name()
        parent = self.item_drafts[depth - 1] if depth else self._item_parent(block)
        name = name.then("item", number, f"item {number}")
        self.item_drafts[depth] = self.place(at, block, "item", name, parent=parent)

    def _item_parent(self, block: Block) -> int | None:
        """The lead-in; for the text under a title bullet that title."""
        before = self.drafts[-1] if self.drafts else None
        if before and before.kind == "item" and self.last_kind == "item":
            titled = len(before.block.text) < 120 and not re.search(r"[.;,:!?]$", before.block.text)
            if titled and len(block.text) > len(before.block.text) and block.text.endswith("."):
                return len(self.drafts) - 1
        return self.lead_in

    def _close_list(self) -> None:
        self.items, self.item_drafts = [], []

    def _caption(self, at: int, block: Block) -> None:
        self._close_list()
        name = self._open_table(self.captions[at].table)
        self.place(at, block, "heading", replace(name, steps=(*name.steps, ("caption", ""))))

    def _open_table(self, words: str) -> Name:
        """The table that these words name, once for all lines of its caption."""
        words = words or (self.section.path[-1] if self.section.path else self.title)
        if self.table is None or self.last_kind == "row" or self.table.label != words:
            key = f"table {self.annex.shown} {words}"
            self.counts[key] += 1
            called = words if self.counts[key] == 1 else f"{words} ({self.counts[key]})"
            self.table = replace(self.annex.then("table", called, f"table {quoted(called)}"), label=words)
            self.header = None
        return replace(self.table, label="")

    def _row(self, at: int, block: Block) -> None:
        header = block.level == 1
        begins_again = header and self.last_kind == "row" and self.header is None
        if self.table is None or self.last_kind != "row" and not self._under_caption() or begins_again:
            self.table = None
            self._open_table("")
        table = replace(self.table, label="") if self.table else Name()
        called = next((cell for cell in block.cells if cell), block.text)[:_ROW_NAME]
        block = replace(block, text="\t".join(block.cells) or block.text)
        words = "header" if header else f"row {quoted(called)}"
        index = self.place(
            at, block, "row", table.then("row", "header" if header else called, words), parent=self.header
        )
        self.header = index if header else self.header

    def _under_caption(self) -> bool:
        return bool(self.drafts) and any(
            self.drafts[at].locator.steps[-1:] == (("caption", ""),)
            for at in range(len(self.drafts) - 1, max(-1, len(self.drafts) - 4), -1)
        )

    def _note(self, at: int, block: Block) -> None:
        label = block.label or "?"
        self.place(at, block, "note", replace(self.annex.then("note", label, f"n. {label}"), label=label))

    def _furniture(self, at: int, block: Block) -> None:
        self.counts["furniture"] += 1
        number = str(self.counts["furniture"])
        self.place(at, block, "furniture", Name((("furniture", number),), f"furniture {number}"))


def _leads_in(text: str, ends: tuple[str, ...]) -> bool:
    return text.rstrip().endswith(ends)


def _second_label(text: str, label: Label) -> Label | None:
    """The (a) of "1. (a) Each Party": the first of a list that begins on its paragraph's own line."""
    if label.form != "number":
        return None
    inner = parse_label(text[label.end :])
    return next((each for each in inner if begins(each) and each.form in ("lower", "roman")), None)


def _another(name: Name, number: int) -> Name:
    """A further paragraph without a number under a numbered one."""
    words = f"unnumbered para. {number}"
    return replace(name.then("unnumbered", str(number), words), label=name.label)


def keys(drafts: Sequence[Draft]) -> Iterator[str]:
    """A stable key for each draft from its steps; the second of the same name gets "~2"."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        key = "/".join(f"{name}:{value}" for name, value in draft.locator.steps)
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}~{seen[key]}"
