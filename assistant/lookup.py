"""Look-up: the provision that a question names, word for word, without a model.

What is asked for comes from provisions and names; here it is found among the
paragraphs, or refused with the numbers that there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from index import Library
from ingest import Document, Paragraph

from .names import Names, Naming
from .provisions import Provision, Request, parse_request

Outcome = Literal["found", "missing", "ambiguous", "none"]

_UNITS = {"article": "article", "paragraph": "paragraph", "note": "note", "preambular": "preambular paragraph"}
_CANDIDATES = 12  # documents listed when several fit
_ASKING = frozenset(
    """a about an and are as at article articles be by can cite could do does exact exactly find for from full give
    go have i in is it me need of on our para paragraph please pls provision provisions quote read require requires
    required requirement s saying say says section show state stated states tell text that the this thing to under
    us verbatim want was what whats which with word wording words content contents contain contains provide provides
    mean means set out lay down look up lookup line there how regulate regulates cover covers concern concerns hi
    hello thanks thx plz operative preambular preamble annex footnote note notes source behind
    """.split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a look-up.

    outcome     found, missing (the number does not exist), ambiguous (several
                documents have it), none (no provision was asked for)
    paragraphs  (document, paragraph) in order; one of each document when ambiguous
    message     for missing: what there is instead
    rest        content words of the question that name no provision and no document
    document    the one document meant, if one was
    """

    outcome: Outcome
    paragraphs: tuple[tuple[Document, Paragraph], ...] = ()
    message: str = ""
    rest: tuple[str, ...] = ()
    document: Document | None = None


class Lookup:
    """Finds provisions in one library. Tables of a document are made when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.names = Names(library.documents)
        self._tables: dict[str, Table] = {}

    def find(self, question: str) -> Found:
        """The provisions that a question names."""
        naming = self.names.find(question)
        request = parse_request(naming.rest, bare=bool(naming.documents))
        if not request.provisions and naming.documents and not naming.exact:
            # a near name may have been no name at all
            naming = Naming((), rest=question)
            request = parse_request(question)
        rest = _content(request.rest)
        if not request.provisions:
            return Found("none", rest=rest)
        if not naming.documents:
            return self._in_any(request, rest)
        return self._in_named(naming, request, rest)

    def _in_named(self, naming: Naming, request: Request, rest: tuple[str, ...]) -> Found:
        fitting = [each for each in naming.documents if self.table(each).has_any(request.provisions)]
        documents = fitting or list(naming.documents)
        if len(documents) > 1:
            return self._candidates(documents, request, rest)
        document = documents[0]
        table = self.table(document)
        found = [each for wanted in request.provisions for each in table.find(wanted)]
        if not found:
            return Found("missing", message=table.explain(request.provisions[0]), rest=rest, document=document)
        missing = [wanted for wanted in request.provisions if not table.find(wanted)]
        message = table.explain(missing[0]) if missing else ""
        unique = tuple(dict.fromkeys((document, each) for each in found))
        return Found("found", unique, message, rest, document)

    def _in_any(self, request: Request, rest: tuple[str, ...]) -> Found:
        documents = [each for each in self.library.documents if self.table(each).has_any(request.provisions)]
        if len(documents) == 1:
            only = Naming((documents[0],))
            return self._in_named(only, request, rest)
        if not documents:
            return Found("missing", message=self._nowhere(request.provisions[0]), rest=rest)
        return self._candidates(documents, request, rest)

    def _candidates(self, documents: Sequence[Document], request: Request, rest: tuple[str, ...]) -> Found:
        pairs = []
        for document in documents[:_CANDIDATES]:
            found = [each for wanted in request.provisions for each in self.table(document).find(wanted)]
            if found:
                pairs.append((document, found[0]))
        if len(documents) > _CANDIDATES:
            more = f" ({len(documents) - _CANDIDATES} more documents have it)"
        else:
            more = ""
        return Found("ambiguous", tuple(pairs), more, rest)

    def _nowhere(self, wanted: Provision) -> str:
        kind = _UNITS.get(wanted.unit, wanted.unit)
        return f"No document in this library has {kind} {_shown(wanted.path)}."

    def table(self, document: Document) -> Table:
        """The table of one document's provisions."""
        if document.id not in self._tables:
            self._tables[document.id] = Table(self.library.document(document.id))
        return self._tables[document.id]


class Table:
    """One document's paragraphs by the provision that they are."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._by_key: dict[tuple[str, str, tuple[str, ...]], list[Paragraph]] = {}
        for paragraph in document.paragraphs:
            if key := provision_key(paragraph):
                self._by_key.setdefault(key, []).append(paragraph)

    def has_any(self, wanted: Iterable[Provision]) -> bool:
        """Whether the document has at least one of the provisions."""
        return any(self.find(each) for each in wanted)

    def find(self, wanted: Provision) -> tuple[Paragraph, ...]:
        """The paragraphs of a provision in order: itself and everything under it."""
        for annex in _annexes(wanted):
            for unit in _readings(wanted, self.document):
                exact = self._by_key.get((annex, unit, wanted.path), [])
                under = [
                    paragraph
                    for (where, what, path), paragraphs in self._by_key.items()
                    if (where, what) == (annex, unit) and len(path) > len(wanted.path) and path[: len(wanted.path)] == wanted.path
                    for paragraph in paragraphs
                ] if wanted.path else []
                if exact or under:
                    text = [each for each in exact if each.kind != "heading"]
                    whole = [*(text or ([] if under else exact)), *under]
                    return tuple(sorted(whole, key=lambda each: each.position))
        if wanted.unit in ("annex", "preamble"):
            return self._container(wanted)
        return ()

    def _container(self, wanted: Provision) -> tuple[Paragraph, ...]:
        annex = (wanted.annex or "").lower()
        found = []
        for paragraph in self.document.paragraphs:
            steps = dict(paragraph.locator.steps)
            inside = (
                "preamble" in steps
                if wanted.unit == "preamble"
                else any(name in ("annex", "appendix") and (not annex or value.lower() == annex) for name, value in steps.items())
            )
            if inside and paragraph.kind not in ("heading", "note", "furniture"):
                found.append(paragraph)
        return tuple(found)

    def explain(self, wanted: Provision) -> str:
        """Why a provision is not there: the deepest part that is, and the numbers under it."""
        name = _name(self.document)
        kind = _UNITS.get(wanted.unit, wanted.unit)
        annex = (wanted.annex or "").lower()
        for depth in range(len(wanted.path) - 1, -1, -1):
            above = wanted.path[:depth]
            values = self._values(annex, wanted, depth, above)
            if not values:
                continue
            if depth == 0:
                return f"{name} has no {kind} {_shown(wanted.path)}: its {kind}s run from {values[0]} to {values[-1]}."
            unit = "paragraphs" if values[0].isdigit() else "sub-paragraphs"
            return (
                f"{name} has no {kind} {_shown(wanted.path)}: its {kind} {_shown(above)} has {unit} "
                f"({values[0]})" + (f" to ({values[-1]})." if len(values) > 1 else " only.")
            )
        if any(path[: len(wanted.path) - 1] == wanted.path[:-1] for (_, unit, path) in self._by_key if unit == wanted.unit and wanted.path[:-1]):
            return f"{name} has no {kind} {_shown(wanted.path)}: its {kind} {_shown(wanted.path[:-1])} is not divided."
        return f"{name} has no numbered {kind}s."

    def _values(self, annex: str, wanted: Provision, depth: int, above: tuple[str, ...]) -> list[str]:
        values = [
            path[depth]
            for (where, unit, path) in self._by_key
            if where == annex and unit == wanted.unit and len(path) > depth and path[:depth] == above
        ]
        return list(dict.fromkeys(values))


def provision_key(paragraph: Paragraph) -> tuple[str, str, tuple[str, ...]] | None:
    """(annex, unit, path) of a paragraph that its source numbers; None for the rest. All in lower case."""
    if paragraph.kind == "furniture":
        return None
    annex, unit, path = "", "", []
    for name, value in paragraph.locator.steps:
        value = value.lower()
        if name in ("annex", "appendix", "schedule", "enclosure"):
            annex = value or name
        elif name in ("article", "note"):
            unit, path = name, [value]
        elif name == "preamble":
            unit, path = "preambular", []
        elif name in ("paragraph", "operative"):
            unit = unit or "paragraph"
            path.append(value)
        elif name == "item":
            path.append(value)
        elif name in ("heading", "table", "row", "term"):
            return None if name != "heading" or not paragraph.locator.label else (annex, "paragraph", (value,))
    if unit == "preambular" and not path:
        return None
    return (annex, unit, tuple(path)) if unit and path else None


def _annexes(wanted: Provision) -> tuple[str, ...]:
    if wanted.annex is None:
        return ("",)
    return (wanted.annex.lower(),) if wanted.annex else ("annex", "i", "1", "a", "")


def _readings(wanted: Provision, document: Document) -> tuple[str, ...]:
    """A bare number of a treaty is an article, of another document a paragraph."""
    if wanted.unit == "article" and document.genre != "treaty":
        return ("article", "paragraph")
    if wanted.unit == "paragraph" and document.genre == "treaty" and wanted.annex is None:
        return ("paragraph", "article") if len(wanted.path) == 1 else ("paragraph",)
    return (wanted.unit,)


def _shown(path: Sequence[str]) -> str:
    return path[0] + "".join(f"({each})" for each in path[1:]) if path else ""


def _name(document: Document) -> str:
    short = next((alias for alias in document.aliases if alias.isupper() or "/" in alias), "")
    return document.symbol or short or document.title


def _content(rest: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"[^\W\d_]+", rest.lower()) if word not in _ASKING and len(word) > 1)
