"""Names: how a locator is put together, step by step, from what is open around a paragraph.

Pure. It knows the written forms (`art. 12(2)(c)`, `annex I, para. 2`); which
steps apply is decided in structure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Steps = tuple[tuple[str, str], ...]
SHORT = {"section": "sect.", "chapter": "chap."}


@dataclass(frozen=True, slots=True)
class Name:
    """A locator in the making: its steps as data, its printed form, and the printed label alone."""

    steps: Steps = ()
    shown: str = ""
    label: str = ""

    def then(self, step: str, value: str, words: str = "", label: str = "") -> Name:
        """One step further: `annex I` then `para. 2` is `annex I, para. 2`."""
        shown = f"{self.shown}, {words}" if self.shown and words else self.shown or words
        return Name((*self.steps, (step, value)), shown, label)

    def bracketed(self, step: str, value: str) -> Name:
        """One step further in brackets: `art. 12` and 2 is `art. 12(2)`."""
        return Name((*self.steps, (step, value)), f"{self.shown}({value})", f"{self.label}({value})")

    def unnumbered(self, number: int) -> Name:
        """A further paragraph without a number under a numbered one."""
        name = self.then("unnumbered", str(number), f"unnumbered para. {number}")
        return replace(name, label=self.label)

    def in_place(self, place: Steps) -> Name:
        """Under numbered headings: "sect. II.B", "chap. III, sect. A"."""
        words, before = "", ""
        for unit, number in place:
            words += (
                f".{number}" if unit == before else f"{', ' if words else ''}{SHORT.get(unit, unit)} {number}"
            )
            before = unit
        shown = f"{self.shown}, {words}" if self.shown and words else self.shown or words
        return Name((*self.steps, *place), shown)

    def under_headings(self, names: tuple[str, ...]) -> Name:
        """Under a heading, named by as many of the headings above it as tell it apart."""
        if not names:
            return self
        names = tuple(name.rstrip(" :") or name for name in names)
        steps = tuple(("heading", name) for name in names)
        words = quoted(" – ".join(names))
        return Name((*self.steps, *steps), f"{self.shown}, {words}" if self.shown else words)


def quoted(text: str) -> str:
    """Text in the straight quotation marks of locators."""
    return f'"{text}"'
