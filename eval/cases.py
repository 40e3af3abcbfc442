"""Cases: the questions of an evaluation, read from JSON lines and checked line by line.

Two forms of one file are read: `evidence` as a verbatim passage, and the
shipped form `{"words": n, "sha256": hex}`. Nothing here looks at a library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ingest import SettingsError

from .evidence import Evidence

Persona = Literal["delegate", "staff", "evaluator"]
Kind = Literal[
    "factoid",
    "definition",
    "list",
    "provision",
    "recommendation",
    "example",
    "source",
    "compare",
    "multi",
    "table",
    "followup",
    "unanswerable",
    "false_premise",
]
Need = Literal["any", "all"]


@dataclass(frozen=True, slots=True)
class Gold:
    """Where the answer stands.

    doc       the document's file name, or its path in the library's folder
    locator   as LOCATORS are shown ("art. 12(2)(c)"); "" where unknown
    evidence  words that the right paragraph of `doc` holds
    alt       other passages, of any document, that answer equally well
    """

    doc: str
    locator: str
    evidence: Evidence
    alt: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a right answer to it must cite and say.

    history  the user's earlier questions, oldest first
    gold     empty for a question that the library does not answer
    need     "any": one of the gold paragraphs is enough; "all": every one
    facts    short strings that a right answer contains
    tags     what else the results should be told apart by ("cut": by a page break)
    set      name of the file it came from, without its ending
    split    "dev", "test" or ""
    """

    id: str
    persona: Persona
    kind: Kind
    question: str
    answerable: bool
    history: tuple[str, ...] = ()
    gold: tuple[Gold, ...] = ()
    need: Need = "any"
    facts: tuple[str, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    set: str = ""
    split: str = ""

    @property
    def units(self) -> tuple[tuple[Gold, ...], ...]:
        """What has to be found: one group of equal golds for "any", one group a gold for "all"."""
        if not self.gold:
            return ()
        return (self.gold,) if self.need == "any" else tuple((gold,) for gold in self.gold)


def read_cases(paths: Iterable[Path]) -> tuple[Case, ...]:
    """The cases of one or more JSON-lines files, in order.

    SettingsError names the file, the line and what is wrong with it: each bad
    line of each file has its own line of the message.
    """
    cases: list[Case] = []
    faults: list[str] = []
    first: dict[str, str] = {}
    for path in paths:
        for place, line in _lines_of(path):
            try:
                case = case_from_line(line, path.stem)
                if case.id in first:
                    raise ValueError(f"id {case.id!r} is used before, at {first[case.id]}")
            except ValueError as error:
                faults.append(f"{place}: {error}")
                continue
            first[case.id] = place
            cases.append(case)
    if faults:
        raise SettingsError("\n".join(faults))
    return tuple(cases)


def _lines_of(path: Path) -> Iterator[tuple[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: expected a UTF-8 file of JSON lines, found: {error}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{path}:{number}", line


def case_from_line(line: str, set: str = "") -> Case:
    """One case from one line of JSON; ValueError says in a few words what is wrong."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(record, dict):
        raise ValueError("expected a JSON object")
    return case_from_record(record, set)


def case_from_record(record: dict[str, Any], set: str = "") -> Case:
    """One case from the plain data of its line; ValueError says what is wrong."""
    kind = _one_of(record, "kind", get_args(Kind))
    case = Case(
        id=_text(record, "id"),
        persona=cast(Persona, _one_of(record, "persona", get_args(Persona))),
        kind=cast(Kind, kind),
        question=_text(record, "question"),
        answerable=_flag(record, "answerable", default=kind not in ("unanswerable", "false_premise")),
        history=_texts(record, "history"),
        gold=tuple(_gold(each) for each in _list(record, "gold")),
        need=cast(Need, _one_of({"need": "any"} | record, "need", get_args(Need))),
        facts=_texts(record, "facts"),
        note=_text({"note": ""} | record, "note", empty=True),
        tags=_texts(record, "tags"),
        set=_text({"set": set} | record, "set", empty=True),
        split=_one_of({"split": ""} | record, "split", ("", "dev", "test")),
    )
    _check(case)
    return case


def _check(case: Case) -> None:
    if case.answerable and not case.gold:
        raise ValueError("answerable, but `gold` is empty")
    if case.kind in ("unanswerable", "false_premise") and case.answerable:
        raise ValueError(f"kind {case.kind!r} but `answerable` is true")
    if case.kind == "followup" and not case.history:
        raise ValueError("kind 'followup' but `history` is empty")


def _gold(record: Any) -> Gold:
    if not isinstance(record, dict):
        raise ValueError("expected `gold` to hold objects")
    return Gold(
        doc=_text(record, "doc"),
        locator=_text({"locator": ""} | record, "locator", empty=True),
        evidence=_evidence(record.get("evidence")),
        alt=tuple(_evidence(each) for each in _list(record, "alt")),
    )


def _evidence(value: Any) -> Evidence:
    if isinstance(value, str):
        return Evidence.of(value)
    if not isinstance(value, dict):
        raise ValueError('expected `evidence` as a passage or as {"words": n, "sha256": hex}')
    words, digest = value.get("words"), value.get("sha256")
    if not isinstance(words, int) or words < 1 or not re.fullmatch(r"[0-9a-f]{64}", str(digest)):
        raise ValueError('expected `evidence` as {"words": n, "sha256": 64 hexadecimal digits}')
    return Evidence(words, str(digest))


def _text(record: dict[str, Any], key: str, *, empty: bool = False) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not (value.strip() or empty):
        raise ValueError(f"expected `{key}` as text, found {value!r:.60}")
    return value


def _one_of(record: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = record.get(key)
    if value not in allowed:
        raise ValueError(f"expected `{key}` as one of {', '.join(allowed)}; found {value!r:.60}")
    return cast(str, value)


def _flag(record: dict[str, Any], key: str, *, default: bool) -> bool:
    value = record.get(key, default)
    if not isinstance(value, bool):
        raise ValueError(f"expected `{key}` as true or false, found {value!r:.60}")
    return value


def _list(record: dict[str, Any], key: str) -> list[Any]:
    value = record.get(key, [])
    if not isinstance(value, list):
        raise ValueError(f"expected `{key}` as a list, found {value!r:.60}")
    return value


def _texts(record: dict[str, Any], key: str) -> tuple[str, ...]:
    values = _list(record, key)
    if not all(isinstance(each, str) and each.strip() for each in values):
        raise ValueError(f"expected `{key}` as a list of texts, found {values!r:.60}")
    return tuple(values)


def case_to_record(case: Case, *, verbatim: bool) -> dict[str, Any]:
    """The plain data of a case; `verbatim=False` leaves hashes in place of the passages."""

    def evidence(each: Evidence) -> Any:
        return each.text if verbatim and each.text else each.hashed()

    record: dict[str, Any] = {"id": case.id, "persona": case.persona, "kind": case.kind}
    record |= {"question": case.question, "history": list(case.history), "answerable": case.answerable}
    record["gold"] = [
        {
            "doc": gold.doc,
            "locator": gold.locator,
            "evidence": evidence(gold.evidence),
            "alt": [evidence(each) for each in gold.alt],
        }
        for gold in case.gold
    ]
    record |= {"need": case.need, "facts": list(case.facts), "note": case.note, "tags": list(case.tags)}
    return record | {key: value for key in ("set", "split") if (value := getattr(case, key))}


def question_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files meant by a list of files and folders (a folder: its *.jsonl, by name).

    SettingsError where a folder holds none.
    """
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not found:
            raise SettingsError(f"{path}: expected question files (*.jsonl), found none")
        files += found
    return tuple(files)
