"""The runner: every question through the public path, with progress, into rows and settings.

It takes anything with `ask`. A question that raises counts as zero and keeps
its error; only an interruption from outside ends a run.
"""

from __future__ import annotations

import json
import platform
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from .answers import Asks, Given, read_answer
from .cases import Case
from .judge import judge
from .progress import watched
from .rows import ROWS, SETTINGS, Row, write_rows
from .shelf import Shelf


def ask_all(assistant: Asks, cases: Sequence[Case], shelf: Shelf) -> Iterator[Row]:
    """One judged row for each case, in order."""
    for case in cases:
        yield ask_one(assistant, case, shelf)


def ask_one(assistant: Asks, case: Case, shelf: Shelf) -> Row:
    """Ask one question and judge what comes; an error becomes part of the row."""
    answer: dict[str, Any] | None = None
    given: Given | None = None
    error = ""
    start = time.perf_counter()
    try:
        answer = assistant.ask(case.question, case.history).to_record(case.id)
    # Whatever a question breaks must not hide how the other questions fare.
    except Exception:  # noqa: BLE001
        error = traceback.format_exc()
    seconds = time.perf_counter() - start
    if answer is not None:
        try:
            given = read_answer(answer)
        except ValueError as fault:
            error, answer = f"{fault}\n{json.dumps(answer, default=str)}", None
    return judge(case, given, shelf, answer=answer, error=error, seconds=seconds)


def run(assistant: Asks, cases: Sequence[Case], shelf: Shelf, folder: Path, settings: dict[str, Any]) -> None:
    """Answer and judge every case; write rows.jsonl as they come, and settings.json at the end.

    A run without settings.json is one that was interrupted.
    """
    folder.mkdir(parents=True)
    start = time.perf_counter()
    rows = watched(ask_all(assistant, cases, shelf), len(cases), "questions", _verdict)
    write_rows(rows, folder / ROWS)
    settings = settings | {"cases": len(cases), "seconds": round(time.perf_counter() - start, 3)}
    text = json.dumps(settings, indent=2, ensure_ascii=False)
    (folder / SETTINGS).write_text(text + "\n", encoding="utf-8")


def _verdict(row: Row) -> str:
    return f"{row.case.id}: {row.stage or 'right'}"


def new_folder(runs: Path) -> Path:
    """A folder for a run that starts now, named by the time (UTC)."""
    return runs / datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S-%fZ")


def settings_of(library: Path, questions: Iterable[Path], split: str, shelf: Shelf) -> dict[str, Any]:
    """What a run was made with: program, library, documents, questions and their SHA-256."""
    return {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": ["python", "-m", "eval", *sys.argv[1:]],
        "program": _program_version(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "library": str(library),
        "documents": [
            {"source": each.source, "id": each.id, "paragraphs": len(each.paragraphs)}
            for each in shelf.documents()
        ],
        "questions": {str(each): sha256(each.read_bytes()).hexdigest() for each in questions},
        "split": split or "all",
    }


def _program_version() -> str:
    try:
        return version("rapporteur")
    except PackageNotFoundError:
        return "not installed"
