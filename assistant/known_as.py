"""Known as: the other names of what a name in a question stands for, so that a text with one of them has it.

"UNCAC" stands in a paragraph that speaks of the United Nations Convention against Corruption.
"""

from __future__ import annotations

from .abbreviations import Abbreviations
from .document_names import names_of
from .initials import Initials
from .names import Names
from .plain_words import reword


class KnownAs:
    """What the documents of one library are called, and what its abbreviations stand for."""

    def __init__(self, names: Names, abbreviations: Abbreviations, initials: Initials) -> None:
        self._names = names
        self._abbreviations = abbreviations
        self._initials = initials

    def others(self, name: str) -> tuple[str, ...]:
        """What the one document of a name is called besides, and the full name of an abbreviation, also of one that
        everybody at the United Nations knows."""
        documents = self._names.find(name, forgiving=False).documents
        called = names_of(documents[0]) if len(documents) == 1 else ()
        full = (self._abbreviations.full(name), self._initials.full(name), reword(name))
        return tuple(form for form in (*called, *full) if form and form != name)
