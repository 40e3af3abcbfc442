"""Files read in worker processes, so that one that hangs, crashes or eats memory costs only itself.

A `Crew` calls one function on a path in a worker process. Workers live on from
file to file; one that breaks its limits or dies is replaced. What the function
does is not known here, nor how many calls there are at once; nothing is retried.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from .errors import SourceError

T = TypeVar("T")

_START_SECONDS = 60.0  # for a new process to import the function, on a slow disk
_MEGABYTE = 2**20
_PROCESSES = (
    threading.Lock()
)  # multiprocessing keeps a list of children that threads must not work on at once


class Crew(Generic[T]):
    """Calls one function on paths, each in a process of its own kind. Safe for threads; a context manager.

    function   importable by name (a top-level function), with a result that can be pickled
    seconds    wall-clock time that one file may take
    megabytes  address space that one worker may use, its libraries included;
               applied where the platform has such a limit (not on Windows)

    There are as many workers as there are calls at once; they are started when they are needed.
    """

    def __init__(self, function: Callable[[Path], T], *, seconds: float, megabytes: int) -> None:
        self._function = function
        self._limits = _Limits(seconds, megabytes)
        self._changed = threading.Condition()
        self._idle: list[_Worker[T]] = []
        self._busy: set[_Worker[T]] = set()
        self._closed = False

    def call(self, path: Path) -> T | SourceError:
        """What the function gives for a path; waits for it.

        A SourceError that the function raises is given as it is. Anything else
        that stops it, from an exception to a crash, is given as a SourceError too.
        """
        worker = self._take()
        try:
            return worker.run(path)
        finally:
            self._put_back(worker)

    def close(self) -> None:
        """End the workers, those too that have a file in hand: their calls return at once."""
        with self._changed:
            self._closed = True
            for worker in self._busy:
                worker.interrupt()
            self._changed.wait_for(lambda: not self._busy)
            for worker in self._idle:
                worker.end()

    def __enter__(self) -> Crew[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take(self) -> _Worker[T]:
        with self._changed:
            if self._closed:
                raise RuntimeError("this crew is closed")
            worker = self._idle.pop() if self._idle else _Worker(self._function, self._limits)
            self._busy.add(worker)
            return worker

    def _put_back(self, worker: _Worker[T]) -> None:
        with self._changed:
            self._busy.discard(worker)
            if worker.alive:
                self._idle.append(worker)
            self._changed.notify_all()


@dataclass(frozen=True, slots=True)
class _Limits:
    seconds: float
    megabytes: int

    def __str__(self) -> str:
        return f"{self.seconds:g} s and {self.megabytes} MB"


class _Worker(Generic[T]):
    """One process, seen from the parent; used by one thread at a time, but for `interrupt`."""

    def __init__(self, function: Callable[[Path], T], limits: _Limits) -> None:
        # "spawn" because a fork of a process with threads (torch, a server) can deadlock.
        context = multiprocessing.get_context("spawn")
        self._line, far_end = context.Pipe()
        self._line.send(function)  # first of all: one that cannot be pickled is the caller's fault
        self._process = context.Process(target=_work, args=(far_end, limits.megabytes), daemon=True)
        with _PROCESSES:
            self._process.start()
        far_end.close()
        self._limits = limits
        self._ready = False
        self.alive = True

    def run(self, path: Path) -> T | SourceError:
        """What the process makes of a file. Its time begins when the process is up."""
        deadline = time.monotonic() + (self._limits.seconds if self._ready else _START_SECONDS)
        with suppress(OSError):  # a process that is already dead is noticed when it is heard
            self._line.send(path)
        while self._line.poll(max(0.0, deadline - time.monotonic())):
            for result in self._hear(path):
                return result
            deadline = time.monotonic() + self._limits.seconds
        self.end()
        return _error(
            path,
            self._limits,
            "found that it takes longer" if self._ready else "found that no process starts",
        )

    def _hear(self, path: Path) -> tuple[T | SourceError, ...]:
        """What the process has to say of its file; () when it only says that it is up."""
        try:
            # Pickle is safe here: the other end is our own child, and nobody else can write to the pipe.
            word, value = self._line.recv()
        except (EOFError, OSError):
            return (_error(path, self._limits, f"found that it ends the reading process ({self._wait()})"),)
        if word == "ready":
            self._ready = True
            return ()
        if word == "failed":
            self.end()
            return (_error(path, self._limits, f"found a fault in reading it ({value})"),)
        return (SourceError(str(value)) if word == "refused" else value,)

    def interrupt(self) -> None:
        """Kill the process, from another thread; the one that waits for it hears of its death."""
        with _PROCESSES:
            if self.alive:
                self._process.kill()

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self.interrupt()
        self._wait()

    def _wait(self) -> str:
        """Wait until a process that is dying is gone; says how it ended."""
        with _PROCESSES:
            if not self.alive:
                return "ended before"
            self._process.join()
            code = self._process.exitcode or 0
            self._process.close()
            self._line.close()
            self.alive = False
        return f"signal {-code}" if code < 0 else f"exit status {code}"


def _error(path: Path, limits: _Limits, found: str) -> SourceError:
    return SourceError(
        f"{path}: expected a file that can be read within {limits}, {found}; "
        "open it and save it again from the program that made it, or leave it out"
    )


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
