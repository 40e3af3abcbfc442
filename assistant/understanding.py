"""What a question asks: standing alone, its typing errors mended, and the provision that it looks up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index import Library

from .citing import short_name
from .composing import RETRIEVED
from .evidence import defines
from .followup import make_standalone
from .lookup import Found, Lookup
from .mending import Mender
from .neighbour import request_for, step_asked
from .provisions import parse_request
from .strings import NOTHING_BESIDE

if TYPE_CHECKING:
    from .answer import Answer

AskBefore = Callable[[str, Sequence[str]], "Answer"]


class Understanding:
    """Understands questions put to one library."""

    def __init__(self, library: Library, lookup: Lookup) -> None:
        self._library = library
        self._lookup = lookup
        self._mender = Mender(library)

    def of(self, question: str, history: Sequence[str], ask_before: AskBefore) -> tuple[str, Found]:
        """A question as it is asked of the library, and what it looks up.

        history     the questions before it, oldest first
        ask_before  answers one of them, for a question that reads on from where it was answered
        """
        if history and (beside := self._read_on(question, history, ask_before)):
            return beside
        asked = make_standalone(
            question, history, self._lookup.names, self._is_defined, self._library.likeness
        )
        found = self._lookup.find(asked)
        if found.outcome == "none" and (mended := self._mender.mend(asked)) != asked:
            return mended, self._lookup.find(mended)
        return asked, found

    def _read_on(
        self, question: str, history: Sequence[str], ask_before: AskBefore
    ) -> tuple[str, Found] | None:
        """What asks for the paragraph or article next to where the question before was answered; None for all else."""
        step = step_asked(question)
        citations = ask_before(history[-1], history[:-1]).citations if step else ()
        if step is None or not citations:
            return None
        asked = parse_request(history[-1]).provisions
        document, read = citations[0].document, citations[0].quotation.paragraph
        by_article = bool(asked) and all(len(each.path) == 1 for each in asked)
        request = request_for(step, self._library.document(document.id), read, by_article=by_article)
        if request == "":
            name = f"{short_name(document)}, {read.locator.shown}"
            return question, Found("missing", message=NOTHING_BESIDE[step.by].format(name=name))
        found = self._lookup.find(request) if request else None
        return (request, found) if request and found and found.outcome == "found" else None

    def _is_defined(self, term: str) -> bool:
        """Whether one of the paragraphs that a term finds defines it."""
        return any(defines(hit.paragraph, term) for hit in self._library.search(term, RETRIEVED))
