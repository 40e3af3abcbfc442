"""Progress on a terminal: a bar with count, rate and time left; nothing where output is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Item = TypeVar("Item")


def watched(
    items: Iterable[Item], total: int, name: str, note: Callable[[Item], str] | None = None
) -> Iterator[Item]:
    """Pass items through and count them on a bar; `note` gives a few words beside it."""
    with stages() as tell:
        for count, item in enumerate(items, start=1):
            tell(name, count, total, note(item) if note else "")
            yield item


@contextmanager
def stages() -> Iterator[Callable[..., None]]:
    """A function (stage, done, total, note="") that moves the bar of its stage."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    with _bar() as bar:
        tasks: dict[str, Any] = {}
        started: dict[str, float] = {}

        def tell(stage: str, done: int, total: int, note: str = "") -> None:
            now = time.perf_counter()
            if stage not in tasks:
                started[stage] = now
                tasks[stage] = bar.add_task(stage, rate="")
            rate = f"{done / max(now - started[stage], 1e-3):.1f} a second {note}"
            bar.update(tasks[stage], completed=done, total=total, rate=rate)

        yield tell


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    return Progress(TextColumn("{task.description}"), *columns, console=Console(stderr=True))
