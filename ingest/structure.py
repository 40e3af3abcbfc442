"""Structure: whole blocks become paragraphs, each with the name that its source gives it.

Pure. One pass in reading order keeps what is open (annex, article, numbers,
section, list) and names each block from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .blocks import Block
from .captions import Caption, captions_of
from .divisions import Division, Entry, Shape, entries_of, is_closing, shape_of
from .document import ParagraphKind
from .drafts import Drafts
from .labels import Label, begins, parse_label, second_label
from .lists import Bullets, Tables
from .naming import Name, quoted
from .numbering import Member, Numbering, Setting
from .quotations import is_announced
from .recitals import is_enacting, is_opener, is_operative, is_recital, split_recitals
from .sections import Section, sections_of

_ANNEX_WORDS = ("annex", "appendix", "schedule", "enclosure")


def build(blocks: Sequence[Block], title: str, titles: frozenset[int] = frozenset()) -> Drafts:
    """Name every block. `titles` are the indices of blocks that hold the document's own title."""
    shape = shape_of(blocks)
    entries = entries_of(blocks, titles, shape)
    builder = _Builder(title, shape, sections_of(entries, shape), captions_of(blocks))
    builder.expects_preamble = any(each.division and each.division.kind == "preamble" for each in entries)
    builder.preamble = shape.treaty and not builder.expects_preamble
    for entry in entries:
        if entry.at in titles:
            builder.drafts.place(entry.at, entry.block, "heading", Name((("title", ""),), "title"))
        else:
            builder.add(entry)
    return builder.drafts


@dataclass
class _Builder:
    """What is open while the blocks go by."""

    title: str
    shape: Shape
    sections: dict[int, Section]
    captions: dict[int, Caption]
    drafts: Drafts = field(default_factory=Drafts)
    numbering: Numbering = field(default_factory=Numbering)
    bullets: Bullets = field(default_factory=Bullets)
    tables: Tables = field(default_factory=Tables)
    section: Section = field(default_factory=Section)
    annex: Name = field(default_factory=Name)
    part: Name = field(default_factory=Name)  # of a resolution in parts: "A", "B"
    article: Name | None = None
    home: Name | None = None  # section that a restarted number series belongs to
    numbered: Name | None = None  # section with a number in which paragraphs are numbered by themselves
    expects_preamble: bool = False  # a heading "Preamble" will come
    preamble: bool = False
    opened: bool = False  # the line that names the parties has come, what follows it is counted
    closing: bool = False
    fresh: bool = True  # nothing numbered since the last heading
    counts: Counter[str] = field(default_factory=Counter)
    lead_in: int | None = None

    def add(self, entry: Entry) -> None:
        """Name one block."""
        at, block = entry.at, entry.block
        if block.kind == "note":
            self._note(at, block)
            return
        if block.kind == "furniture":
            self._furniture(at, block)
            return
        if at in self.captions:
            self._caption(at, block)
        elif entry.division is not None:
            self._division(at, block, entry.division)
        elif block.kind == "row":
            self.tables.add(self.drafts, at, block, self.annex, self._table_words())
        elif block.kind == "item":
            self._item(at, block)
        else:
            self._text(at, block)
        self.tables.ended = self.tables.ended or not (block.kind == "row" or at in self.captions)

    # -- headings -------------------------------------------------------------------------

    def _division(self, at: int, block: Block, division: Division) -> None:
        self.tables.close()
        self.bullets.close()
        self.section = self.sections[at]
        self.drafts.section = self.section.path
        if division.kind == "article":
            self._open_article(at, block, division)
        elif division.kind == "annex":
            self._open_annex(at, block, division)
        elif division.kind == "preamble":
            self.preamble = True
            self.drafts.place(at, block, "heading", self.annex.then("preamble", "", "preamble"))
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
            self.lead_in = self.drafts.place(at, block, "body", self.article, lead=division.rest)
            self.counts["in article"] = 1
            return
        steps = (*self.article.steps, ("title", ""))
        self.lead_in = self.drafts.place(at, block, "heading", replace(self.article, steps=steps))

    def _open_annex(self, at: int, block: Block, division: Division) -> None:
        number, words = division.number, f"{division.name} {division.number}".strip()
        self.counts[words] += 1
        if self.counts[words] > 1:
            # a second annex without a number of its own goes by its title
            number = block.text[division.rest :].strip() or str(self.counts[words])
            words = f"{division.name} {quoted(number)}"
        self.annex = Name(((division.name, number),), words)
        self.article, self.home, self.numbered, self.lead_in = None, None, None, None
        self.numbering.close()
        self.preamble, self.opened, self.closing, self.fresh = False, False, False, True
        kept = ("furniture", *_ANNEX_WORDS)
        self.counts = Counter({key: count for key, count in self.counts.items() if key.startswith(kept)})
        self.drafts.place(at, block, "heading", replace(self.annex, label=division.number))

    def _open_part(self, at: int, block: Block, division: Division) -> None:
        self.article, self.lead_in = None, None
        self.numbering.close()
        self.fresh, self.closing, self.preamble = True, False, False
        name = self.annex.then(division.kind, division.number, f"{division.kind} {division.number}")
        if not self.shape.treaty:
            self.part, self.annex, self.home, self.numbered = name, Name(), None, None
        self.drafts.place(at, block, "heading", replace(name, label=division.number))

    def _open_section(self, at: int, block: Block) -> None:
        if self.article is not None:
            # a heading that is no article's title ends the article: a group of articles, a final act
            self.article = None
            self.numbering.close()
        self.numbering.close_lists()
        self.fresh, self.lead_in = True, None
        if not self.shape.resolution:
            self.preamble = self.preamble and self.shape.treaty
        if self.section.place:
            self._open_numbered_section()
        name = self._heading_name()
        self.drafts.place(at, block, "heading", replace(name, shown=f"heading {name.shown}"))

    def _open_numbered_section(self) -> None:
        """A section with paragraphs 1, 2, 3 of its own, and recitals of its own where it has any."""
        self.numbering.close()
        self.home = self.numbered = self._scope.in_place(self.section.place)
        self.preamble = False

    @property
    def _scope(self) -> Name:
        """The annex or the part of a resolution that is open."""
        return self.annex if self.annex.steps else self.part

    def _is_numbered(self) -> bool:
        """Whether plain numbers outside articles are the names of paragraphs here."""
        return self.shape.numbered or self.shape.resolution or bool(self.annex.steps)

    # -- running text ---------------------------------------------------------------------

    def _text(self, at: int, block: Block) -> None:
        if self.shape.resolution and block.kind == "text" and is_opener(block.text):
            self.preamble, self.counts["recital"] = True, 0
            self.bullets.close()
            self.lead_in = self.drafts.place(
                at, block, "body", self._recital_base().then("preamble", "", "preamble")
            )
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
        self.bullets.close()
        self.lead_in = self.drafts.place(at, block, "body", self.annex.then(step, "", words))

    def _ends_preamble(self, block: Block) -> bool:
        if self.shape.treaty and not self.annex.steps:
            return False
        labels = parse_label(block.text)
        if any(label.form == "number" and begins(label) for label in labels):
            return True
        return is_operative(block.text) and not is_recital(block.text)

    def _opens_part(self, block: Block) -> bool:
        """Whether a resolution whose first line is lost, or a part of one, begins with its recitals."""
        begins_part = (
            self.shape.resolution and not self.shape.treaty and self.fresh and is_recital(block.text)
        )
        if begins_part:
            self.preamble, self.counts["recital"] = True, 0
        return begins_part

    def _recital_base(self) -> Name:
        """The annex, or the part of a resolution whose earlier parts have had their numbers."""
        if self.numbered:
            return self.numbered
        within_part = self.shape.resolution and self.numbering.open and self.section.names
        return self._heading_name() if within_part else self._scope

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
        self.lead_in = self.drafts.place(at, block, "body", name)

    def _setting(self) -> Setting:
        return Setting(self.article is not None, self._is_numbered(), self._led_in(), self.fresh)

    def _led_in(self, ends: tuple[str, ...] = (":", "—", ",")) -> bool:
        return self.drafts.ends(self.lead_in, ends)

    def _numbered(self, at: int, block: Block, label: Label) -> None:
        self.bullets.close()
        if self.numbering.restarted:
            self.home = self._heading_name() if self.section.names else self.home
        parent = self._parent_of(label)
        first = self.numbering.open[0].label if self.numbering.open else label
        if self.article is None and not (self._is_numbered() and first.form in ("number", "decimal")):
            self._listed(at, block, label, parent)
            return
        path = [*self.numbering.path, label]
        lead, inner = min(label.end, len(block.text)), second_label(block.text, label)
        if inner is not None:
            path, lead = [*path, inner], lead + inner.end
        name = self._paragraph_name(path)
        kind: ParagraphKind = "body" if len(path) == 1 and label.form in ("number", "decimal") else "item"
        index = self.drafts.place(at, block, kind, name, lead, parent)
        self._open_member(label, index)
        if inner is not None:
            self._open_member(inner, index)
        self.lead_in, self.fresh = index, False
        if len(path) == 1:
            self.counts["unnumbered"] = 0

    def _open_member(self, label: Label, index: int) -> None:
        self.numbering.open.append(Member(label, index, self.drafts.ends(index, (":", "—"))))

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
            name = (self.home or self._scope).then(step, first.value, f"para. {first.value}")
            name = replace(name, label=first.value)
        for label in deeper:
            name = name.bracketed("item", label.value)
        return name

    def _listed(self, at: int, block: Block, label: Label, parent: int | None) -> None:
        """A numbered or lettered list in a document whose paragraphs have no numbers."""
        if parent is not None:
            name = replace(self.drafts[parent].name.bracketed("item", label.value), label=label.value)
        else:
            name = replace(
                self._heading_name().then("item", label.value, f"item {label.value}"), label=label.value
            )
        index = self.drafts.place(at, block, "item", name, min(label.end, len(block.text)), parent)
        self._open_member(label, index)

    def _unnumbered(self, at: int, block: Block) -> None:
        self.bullets.close()
        led_in = self._is_led_in_to()
        announced = led_in and not self.article and is_announced(block, self.drafts.text(self.lead_in))
        kind: ParagraphKind = "quotation" if announced or block.kind == "quotation" else "body"
        parent = self.lead_in if kind == "quotation" or led_in else None
        if self.article is not None:
            name = self._unnumbered_in_article(self.article)
        elif self.numbering.open and not self.fresh and self._is_numbered():
            self.counts["unnumbered"] += 1
            name = self.drafts[self.numbering.open[0].draft].name.unnumbered(self.counts["unnumbered"] + 1)
        elif self.shape.resolution and is_operative(block.text) and not self.annex.steps:
            above = self._recital_base()  # a section that has its numbers to itself
            self.counts[f"operative {above.shown}"] += 1
            number = str(self.counts[f"operative {above.shown}"])
            name = above.then("operative", number, f"operative para. {number}")
        else:
            # the numbers of a numbered document go on behind a table or an unnumbered remark
            if self._is_numbered():
                self.numbering.close_lists()
            else:
                self.numbering.close()
            name = self._counted_name()
        index = self.drafts.place(at, block, kind, name, parent=parent)
        # a quotation leaves its lead-in open: a second one belongs to the same text
        self.lead_in = index if kind == "body" or self.lead_in is None else self.lead_in

    def _is_led_in_to(self) -> bool:
        """Whether the text just before announces what comes: "The board found:"."""
        return self._led_in((":",)) and self.drafts.last_in_flow() == self.lead_in

    def _unnumbered_in_article(self, article: Name) -> Name:
        self.counts["in article"] += 1
        if self.counts["in article"] == 1 and not self.numbering.open:
            return article
        self.counts["in article"] = max(2, self.counts["in article"])
        return article.unnumbered(self.counts["in article"])

    def _counted_name(self) -> Name:
        """A paragraph that the source gives no number: its section and its place in it."""
        above = self._heading_name()
        self.counts[f"under {above.shown}"] += 1
        number = str(self.counts[f"under {above.shown}"])
        return above.then("paragraph", number, f"para. {number}")

    def _heading_name(self) -> Name:
        if self.section.names or self._scope.steps:
            return self._scope.under_headings(self.section.names)
        return Name().under_headings((self.title,))

    # -- lists, tables, notes, furniture ----------------------------------------------------

    def _item(self, at: int, block: Block) -> None:
        if self.preamble and self.shape.treaty:
            self._recital(at, block)
            return
        above = self.drafts[self.lead_in].name if self.lead_in is not None else self._heading_name()
        self.bullets.add(self.drafts, at, block, replace(above, label=""), self.lead_in)

    def _caption(self, at: int, block: Block) -> None:
        name = self.tables.open(self.annex, self._table_words(self.captions[at]))
        self.drafts.place(at, block, "heading", replace(name, steps=(*name.steps, ("caption", ""))))

    def _table_words(self, caption: Caption | None = None) -> str:
        words = caption.table if caption else ""
        return words or (self.section.path[-1] if self.section.path else self.title)

    def _note(self, at: int, block: Block) -> None:
        label = block.label or "?"
        self.drafts.place(
            at, block, "note", replace(self.annex.then("note", label, f"n. {label}"), label=label)
        )

    def _furniture(self, at: int, block: Block) -> None:
        self.counts["furniture"] += 1
        number = str(self.counts["furniture"])
        self.drafts.place(at, block, "furniture", Name((("furniture", number),), f"imprint, line {number}"))
