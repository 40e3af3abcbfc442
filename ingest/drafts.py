"""Drafts: named blocks on their way to become paragraphs.

No two that can be cited share a locator: where a source uses one name twice,
the second is told apart by "[2]".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .blocks import Block
from .document import Locator, ParagraphKind
from .naming import Name


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

    @property
    def name(self) -> Name:
        """Its name, as one to go on from."""
        return Name(self.locator.steps, self.locator.shown, self.locator.label)


@dataclass
class Drafts:
    """The drafts of one document, in reading order. section: the headings above what is placed next."""

    placed: list[Draft] = field(default_factory=list)
    section: tuple[str, ...] = ()
    shown: Counter[str] = field(default_factory=Counter)  # how often each locator was given
    by_shown: dict[str, int] = field(default_factory=dict)  # the first draft of each locator

    def __getitem__(self, at: int) -> Draft:
        return self.placed[at]

    def place(
        self,
        source: int,
        block: Block,
        kind: ParagraphKind,
        name: Name,
        lead: int = 0,
        parent: int | None = None,
    ) -> int:
        """Put a named block on the list; returns its index."""
        if name.label and kind in ("body", "item"):
            self._make_way(name)
        first = block.places[0] if block.places else None
        locator = Locator(
            shown=self._unshared(kind, name.shown),
            label=name.label,
            steps=name.steps,
            page=first.page_label if first else None,
            pdf_page=first.page + 1 if first and first.page is not None else None,
        )
        self.by_shown.setdefault(locator.shown, len(self.placed))
        self.placed.append(Draft(block, kind, locator, lead, self.section, parent, source))
        return len(self.placed) - 1

    def _make_way(self, name: Name) -> None:
        """A counted paragraph that has the name of one with a printed number gives it up: the number is the source's."""
        at = self.by_shown.get(name.shown)
        if at is None or self.placed[at].locator.label or self.placed[at].kind != "body":
            return
        draft = self.placed[at]
        *above, (_, number) = draft.locator.steps
        shown = f"{name.shown[: name.shown.rindex('para.')]}unnumbered para. {number}"
        locator = replace(draft.locator, shown=shown, steps=(*above, ("unnumbered", number)))
        self.placed[at] = replace(draft, locator=locator)
        self.shown[name.shown] -= 1
        self.shown[shown] += 1

    def _unshared(self, kind: ParagraphKind, shown: str) -> str:
        if kind in ("heading", "furniture"):
            return shown
        self.shown[shown] += 1
        return shown if self.shown[shown] == 1 else f"{shown} [{self.shown[shown]}]"

    def text(self, at: int | None) -> str:
        """A draft's text without white space at its end; "" for none."""
        return "" if at is None else self.placed[at].block.text.rstrip()

    def ends(self, at: int | None, ends: tuple[str, ...]) -> bool:
        """Whether a draft's text ends in one of these signs, as a text that leads in to something does."""
        return self.text(at).endswith(ends)

    def last_in_flow(self) -> int | None:
        """Index of the last draft that is neither note nor furniture."""
        back = range(len(self.placed) - 1, -1, -1)
        return next((at for at in back if self.placed[at].kind not in ("note", "furniture")), None)

    def ids(self, document: str) -> Iterator[str]:
        """A stable id for each draft from its steps; the second of the same name gets "~2"."""
        seen: Counter[str] = Counter()
        for draft in self.placed:
            key = "/".join(f"{name}:{value}" for name, value in draft.locator.steps)
            seen[key] += 1
            yield f"{document}#{key}" if seen[key] == 1 else f"{document}#{key}~{seen[key]}"
