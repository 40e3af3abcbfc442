"""Many questions at once: JSON lines in, one answer a line out; a bad line or question is reported and the rest goes on."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, TextIO

from ingest import SourceError

from .ask import Assistant


def answer_batch(assistant: Assistant, questions: Path, out: Path | None) -> bool:
    """Answer each line of a file; answers go to `out`, or to standard output.

    Returns whether every line could be read. Raises SourceError when the file
    is not there.
    """
    if not questions.is_file():
        raise SourceError(f"{questions}: expected a file of questions, found none; check the path")
    if out is None:
        return _answer_all(assistant, questions, sys.stdout)
    with out.open("w", encoding="utf-8") as file:
        return _answer_all(assistant, questions, file)


def _answer_all(assistant: Assistant, questions: Path, file: TextIO) -> bool:
    good = True
    for number, line in enumerate(questions.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = _parse(line)
        except ValueError as error:
            sys.stderr.write(f"rapporteur: {questions} line {number}: {error}\n")
            good = False
            continue
        answer = assistant.ask(record["question"], record.get("history") or ())
        file.write(json.dumps(answer.to_record(record.get("id", str(number))), ensure_ascii=False) + "\n")
        file.flush()
    return good


def _parse(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"expected JSON, found an error ({error.msg}); mend the line") from None
    if (
        not isinstance(record, dict)
        or not isinstance(record.get("question"), str)
        or not record["question"].strip()
    ):
        raise ValueError('expected {"question": "..."}, found no question; add one')
    history = record.get("history") or []
    if not isinstance(history, list) or not all(isinstance(each, str) for each in history):
        raise ValueError(
            'expected "history" to be a list of earlier questions, found something else; mend it'
        )
    return record
