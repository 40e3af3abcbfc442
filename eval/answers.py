"""Answers: the machine-readable answer of one question, checked for its shape and made immutable.

The shape is the public contract (DESIGN.md, "The machine-readable answer");
only what the evaluation looks at is kept. Whether the answer is right is no
matter of this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

STATUSES = ("answered", "refused", "no_such_provision", "ambiguous")


class GivesRecord(Protocol):
    """An answer that can be written as the public JSON object."""

    def to_record(self, id: str | None = None) -> dict[str, Any]:
        """The answer as plain data."""
        ...


class Asks(Protocol):
    """Whatever answers questions: the product's Assistant, or a few lines in a test."""

    def ask(self, question: str, history: Sequence[str] = ()) -> GivesRecord:
        """Answer one question, given the user's earlier ones, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Cited:
    """A paragraph that an answer cites: its document and locator, what it is said to hold, the quotation."""

    number: int
    source: str
    locator: str
    paragraph: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Retrieved:
    """One of the ranked paragraphs behind an answer."""

    source: str
    locator: str
    paragraph: str
    score: float


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given.

    said     the answer's text and its sentences, as the reader sees them
    removed  texts that the gate took out
    """

    status: str
    said: str
    citations: tuple[Cited, ...]
    retrieved: tuple[Retrieved, ...]
    removed: tuple[str, ...]

    @property
    def declined(self) -> bool:
        """Whether it says that the library gives no answer."""
        return self.status in ("refused", "no_such_provision")


def read_answer(record: Mapping[str, Any]) -> Given:
    """The answer in a record; ValueError names the part that breaks the contract."""
    try:
        given = Given(
            status=record["status"],
            said="\n".join([record["answer"], *(each["text"] for each in record["sentences"])]),
            citations=tuple(Cited(**_fields(each, Cited)) for each in record["citations"]),
            retrieved=tuple(Retrieved(**_fields(each, Retrieved)) for each in record["retrieved"]),
            removed=tuple(each["text"] for each in record["removed"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"the answer breaks its contract: {type(error).__name__}: {error}") from error
    if given.status not in STATUSES:
        raise ValueError(f"the answer breaks its contract: status {given.status!r}")
    return given


_TYPES: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float)}


def _fields(record: Mapping[str, Any], shape: type[Cited] | type[Retrieved]) -> dict[str, Any]:
    """The fields of `shape` in a record; KeyError or TypeError names one that is missing or wrong."""
    values = {each.name: record[each.name] for each in fields(shape)}
    for each in fields(shape):
        if not isinstance(values[each.name], _TYPES[str(each.type)]):
            raise TypeError(f"{shape.__name__.lower()}: {each.name} is {values[each.name]!r}")
    return values
