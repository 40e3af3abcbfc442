"""Files read in worker processes, so that one that hangs, crashes or eats memory costs only itself.

`run_guarded` calls one function on many paths. Workers live on from file to
file; one that breaks its limits or dies is replaced. What the function does is
not known here, and nothing is retried.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Generic, TypeVar

from .errors import SourceError

T = TypeVar("T")

_START_SECONDS = 60.0  # for a new process to import the function, on a slow disk
_MEGABYTE = 2**20


def run_guarded(
    function: Callable[[Path], T], paths: Sequence[Path], *, workers: int, seconds: float, megabytes: int
) -> Iterator[tuple[Path, T | SourceError]]:
    """Call a function on each path, in up to `workers` processes; results come as they are ready.

    function   importable by name (a top-level function), with a result that can be pickled
    seconds    wall-clock time that one file may take
    megabytes  address space that one worker may use, its libraries included;
               applied where the platform has such a limit (not on Windows)

    A SourceError that the function raises is given as it is. Anything else that
    stops it, from an exception to a crash, is given as a SourceError too. When
    the iterator is closed or interrupted (Ctrl-C), the workers are ended.
    """
    limits = _Limits(seconds, megabytes)
    waiting = deque(paths)
    crew: list[_Worker[T]] = []
    try:
        while waiting or any(worker.path for worker in crew):
            while waiting and len(crew) < max(1, workers):
                crew.append(_Worker(function, limits))
                crew[-1].give(waiting.popleft())
            for worker, result in _listen(crew):
                path = worker.release()
                if worker.alive and waiting:
                    worker.give(waiting.popleft())
                yield path, result
            crew = [worker for worker in crew if worker.alive]
    finally:
        for worker in crew:
            worker.end()


@dataclass(frozen=True, slots=True)
class _Limits:
    seconds: float
    megabytes: int

    def __str__(self) -> str:
        return f"{self.seconds:g} s and {self.megabytes} MB"


class _Worker(Generic[T]):
    """One process, seen from the parent: the file it has in hand, and until when it may take."""

    def __init__(self, function: Callable[[Path], T], limits: _Limits) -> None:
        # "spawn" because a fork of a process with threads (torch, a server) can deadlock.
        context = multiprocessing.get_context("spawn")
        self.line, far_end = context.Pipe()
        self.line.send(function)  # first of all: one that cannot be pickled is the caller's fault
        self._process = context.Process(target=_work, args=(far_end, limits.megabytes), daemon=True)
        self._process.start()
        far_end.close()
        self._limits = limits
        self._ready = False
        self.alive = True
        self.path: Path | None = None
        self.deadline = 0.0

    def give(self, path: Path) -> None:
        """Hand over a file; its time begins when the process is up."""
        self.path = path
        self.deadline = time.monotonic() + (self._limits.seconds if self._ready else _START_SECONDS)
        with suppress(OSError):  # a process that is already dead is noticed when it is heard
            self.line.send(path)

    def release(self) -> Path:
        """Take back the file in hand, whose result has come."""
        path, self.path = self.path, None
        assert path is not None
        return path

    def hear(self) -> tuple[T | SourceError, ...]:
        """What the process has to say of its file; () when it only says that it is up."""
        try:
            # Pickle is safe here: the other end is our own child, and nobody else can write to the pipe.
            word, value = self.line.recv()
        except (EOFError, OSError):
            return (self._dead(),)
        if word == "ready":
            self._ready = True
            self.deadline = time.monotonic() + self._limits.seconds
            return ()
        if word == "failed":
            self.end()
            return (self._error(f"found a fault in reading it ({value})"),)
        return (SourceError(str(value)) if word == "refused" else value,)

    def time_out(self) -> SourceError:
        """End a process that takes too long."""
        self.end()
        return self._error("found that it takes longer" if self._ready else "found that no process starts")

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        if self.alive:
            self._process.kill()
            self._process.join()
            self._process.close()
            self.line.close()
            self.alive = False

    def _dead(self) -> SourceError:
        self._process.join()
        code = self._process.exitcode or 0
        self.end()
        how = f"signal {-code}" if code < 0 else f"exit status {code}"
        return self._error(f"found that it ends the reading process ({how})")

    def _error(self, found: str) -> SourceError:
        return SourceError(
            f"{self.path}: expected a file that can be read within {self._limits}, {found}; "
            "open it and save it again from the program that made it, or leave it out"
        )


def _listen(crew: list[_Worker[T]]) -> Iterator[tuple[_Worker[T], T | SourceError]]:
    """Wait for something to happen, then give the files that are finished, one way or the other."""
    busy = [worker for worker in crew if worker.path is not None]
    soonest = min(worker.deadline for worker in busy)
    wait([worker.line for worker in busy], max(0.0, soonest - time.monotonic()))
    for worker in busy:
        if worker.line.poll():  # asked again, for much can happen while the caller has a result in hand
            for result in worker.hear():
                yield worker, result
        elif time.monotonic() >= worker.deadline:
            yield worker, worker.time_out()


def _work(line: Connection, megabytes: int) -> None:
    """The worker's side: take the function, then one path after the other, until the parent hangs up."""
    _settle(megabytes)
    with suppress(OSError), _last_words(line):
        function = line.recv()  # only now, so that its imports are silent and count
        line.send(("ready", None))
        while (path := _next_path(line)) is not None:
            try:
                answer = "done", function(path)
            except SourceError as error:
                answer = "refused", str(error)
            line.send(answer)


def _next_path(line: Connection) -> Path | None:
    try:
        path: Path = line.recv()
    except EOFError:
        return None
    return path


@contextmanager
def _last_words(line: Connection) -> Iterator[None]:
    """Tell the parent of an exception, which then ends this process: who knows what it has left behind."""
    try:
        yield
    finally:
        kind, value, _ = sys.exc_info()
        if value is not None:
            line.send(("failed", " ".join("".join(traceback.format_exception_only(kind, value)).split())))


def _settle(megabytes: int) -> None:
    """Make this process deaf to Ctrl-C (the parent ends it), silent, and limited in memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (1, 2):  # the descriptors, because libraries in C write there too
        os.dup2(nothing, standard)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):  # a lower limit is in force, or the platform has none
            resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE,) * 2)
