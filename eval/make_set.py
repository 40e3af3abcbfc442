"""Makes a shipped question set of questions with verbatim evidence: hashes, locators, the split.

`python -m eval.make_set NAME FILE... --library DIR` is run by hand when
questions change. Every disagreement with the library is printed. Who is right
has to be looked at: a gold locator that follows the library's mistakes would
hide them, so it is taken over only with `--correct`. A case keeps the split
that it was once given.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from .cases import Case, Gold, case_to_record, question_files, read_cases
from .checking import Fault, check_cases
from .cli import one_line_errors
from .shelf import Shelf, same_locator

QUESTIONS = Path(__file__).parent / "questions"


def settle_locators(case: Case, shelf: Shelf, *, correct: bool) -> Case:
    """The case with the spelling of locators as the library has them.

    A locator that is missing is filled in; one that disagrees is replaced only
    where `correct`. A gold that the library lacks stays as it is.
    """
    return replace(case, gold=tuple(_settled(gold, shelf, correct) for gold in case.gold))


def _settled(gold: Gold, shelf: Shelf, correct: bool) -> Gold:
    held = shelf.holding(gold)
    same = [each for each in held if same_locator(each.locator.shown, gold.locator)]
    agreed = same or (held if correct or not gold.locator else ())
    return replace(gold, locator=agreed[0].locator.shown if agreed else gold.locator)


def assign_splits(cases: Iterable[Case], settled: dict[str, str]) -> tuple[Case, ...]:
    """Give each case "dev" or "test", about half and half within each kind.

    settled  id to the split that it has already, and keeps. The others go, in
             the order of the SHA-256 of their ids, to the smaller half.
    """
    cases = tuple(cases)
    splits = {case.id: settled[case.id] for case in cases if case.id in settled}
    counts = Counter((case.kind, splits[case.id]) for case in cases if case.id in splits)
    for case in sorted(cases, key=lambda each: sha256(each.id.encode()).hexdigest()):
        if case.id not in splits:
            # On a tie the id decides, so that kinds of odd number do not all favour one half.
            half = sha256(case.id.encode()).digest()[0] % 2
            order = ("dev", "test") if half else ("test", "dev")
            splits[case.id] = min(order, key=lambda split: counts[case.kind, split])
            counts[case.kind, splits[case.id]] += 1
    return tuple(replace(case, split=splits[case.id]) for case in cases)


def write_set(cases: Sequence[Case], path: Path, *, verbatim: bool) -> None:
    """Write the shipped form, one case a line."""
    records = (case_to_record(replace(case, set=""), verbatim=verbatim) for case in cases)
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def make_set(
    name: str, paths: Sequence[Path], shelf: Shelf, out: Path, *, verbatim: bool, correct: bool
) -> tuple[tuple[Case, ...], tuple[Fault, ...]]:
    """Read, check, correct, split and write; returns the cases and the faults as given."""
    cases = read_cases(question_files(paths))
    faults = check_cases(cases, shelf)
    target = out / f"{name}.jsonl"
    settled = {case.id: case.split for case in read_cases([target])} if target.exists() else {}
    cases = assign_splits((settle_locators(case, shelf, correct=correct) for case in cases), settled)
    out.mkdir(parents=True, exist_ok=True)
    write_set(cases, target, verbatim=verbatim)
    return cases, faults


def main(
    name: Annotated[str, typer.Argument(help="Name of the set: NAME.jsonl is written.")],
    files: Annotated[list[Path], typer.Argument(help="Question files with verbatim evidence.")],
    library: Annotated[Path, typer.Option(help="Library with the documents asked about.")],
    out: Annotated[Path, typer.Option(help="Folder to write into.")] = QUESTIONS,
    correct: Annotated[bool, typer.Option(help="Take the library's locator where it disagrees.")] = False,
    verbatim: Annotated[bool, typer.Option(help="Keep the evidence as text: for texts of our own.")] = False,
) -> None:
    """Write a shipped question set."""
    from index import Library

    with Library.open(library) as opened:
        cases, faults = make_set(
            name, files, Shelf.of_library(opened), out, verbatim=verbatim, correct=correct
        )
    for fault in faults:
        print(f"{fault.case}: {fault.message}")
    counts = Counter(case.split for case in cases)
    print(f"{len(cases)} cases, {counts['dev']} dev and {counts['test']} test, {len(faults)} remarks")


if __name__ == "__main__":
    with one_line_errors():
        typer.run(main)
