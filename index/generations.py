"""Numbered generations of a library folder: one is live, readers hold theirs, a writer adds the next.

    library/
      CURRENT             the number of the live generation, replaced by an atomic rename
      generations/000007  its files, never changed once CURRENT names it
      readers/            one locked file for each reader, named after its generation
      write.lock          held by the one writer
      learnt/             what need not be learnt twice (kept.py)

A writer that dies leaves a folder that CURRENT does not name; the next writer
removes it. What is in the files is not known here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from ingest import LibraryError

from .manifest import mending

if TYPE_CHECKING:
    from filelock import FileLock

CURRENT = "CURRENT"
_OWN = {CURRENT, f"{CURRENT}.new", "generations", "readers", "write.lock"}


class Hold:
    """A reader's hold on the live generation, which is not removed before `release`."""

    def __init__(self, generation: Path, lock: FileLock | None) -> None:
        self.generation = generation
        self._lock = lock

    def release(self) -> None:
        """Lets the generation go; a second call does nothing."""
        if self._lock is None:
            return
        lock, self._lock = self._lock, None
        _drop(lock)


def live_generation(library: Path) -> Path:
    """Folder of the live generation; LibraryError when the library has none."""
    try:
        number = (library / CURRENT).read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LibraryError(
            f"library {library}: expected a folder made by `rapporteur ingest`, found no library there; "
            f"make it with: rapporteur ingest PATH --library {library}"
        ) from error
    except UnicodeDecodeError:
        number = ""
    generation = library / "generations" / number
    if not number.isdigit() or not generation.is_dir():
        raise LibraryError(
            f"library {library}: expected {CURRENT} to name a generation, found {number!r}; "
            f"{mending(library)}"
        )
    return generation


def hold_live(library: Path) -> Hold:
    """A hold on the live generation.

    First the lock, then a second look at CURRENT: a writer changes CURRENT
    first and looks for locks afterwards, so one of the two always sees the other.
    """
    while True:
        generation = live_generation(library)
        hold = Hold(generation, _lock_as_reader(library, generation))
        if live_generation(library) == generation:
            return hold
        hold.release()


def _lock_as_reader(library: Path, generation: Path) -> FileLock | None:
    """None on a medium that cannot be written: there no writer removes anything either."""
    readers = library / "readers"
    lock = _lock(readers / f"{generation.name}-{os.getpid()}-{uuid4().hex[:8]}")
    try:
        readers.mkdir(exist_ok=True)
        lock.acquire()
    except OSError:
        if os.access(library, os.W_OK):
            raise
        return None
    return lock


@contextmanager
def next_generation(library: Path) -> Iterator[Path]:
    """A new folder to write the next generation into; it goes live when the block ends well.

    Raises LibraryError when another process is writing, or when the folder is
    in use for something else.
    """
    _check_ours(library)
    library.mkdir(parents=True, exist_ok=True)
    with _writing(library):
        _remove_unused(library)
        generation = library / "generations" / f"{_highest(library) + 1:06d}"
        generation.mkdir(parents=True)
        try:
            yield generation
            _flush_tree(generation)
        except BaseException:
            shutil.rmtree(generation)
            raise
        _point_to(library, generation)
        _remove_unused(library)


def remove_unused(library: Path) -> None:
    """Removes every generation that is neither live nor held; leaves it to whoever is writing now, if anybody is."""
    with suppress(LibraryError, OSError), _writing(library):
        _remove_unused(library)


def link_file(source: Path, target: Path) -> None:
    """A second name for a file that never changes; a copy on a medium that knows no hard links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _check_ours(library: Path) -> None:
    if not library.exists() or (library / CURRENT).exists():
        return
    names = {path.name for path in library.iterdir()} if library.is_dir() else {library.name}
    strangers = sorted(names - _OWN)
    if strangers:
        raise LibraryError(
            f"library {library}: expected a new or empty folder, found other files in it ({strangers[0]}); "
            "name another: rapporteur ingest PATH --library OTHER_DIR"
        )


@contextmanager
def _writing(library: Path) -> Iterator[None]:
    from filelock import Timeout

    lock = _lock(library / "write.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LibraryError(
            f"library {library}: expected to be its only writer, found another process writing; "
            "wait for it to end and try again"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _highest(library: Path) -> int:
    return max((int(path.name) for path in (library / "generations").glob("[0-9]*")), default=0)


def _point_to(library: Path, generation: Path) -> None:
    fresh = library / f"{CURRENT}.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(generation.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(library / CURRENT)
    _flush_folder(library)


def _flush_tree(generation: Path) -> None:
    for folder, _, names in os.walk(generation):
        for name in names:
            path = Path(folder, name)
            if path.stat().st_nlink == 1:  # a linked file was flushed with the generation that it comes from
                with path.open("rb+") as file:
                    os.fsync(file.fileno())
        _flush_folder(Path(folder))
    _flush_folder(generation.parent)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no way to flush a folder
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_unused(library: Path) -> None:
    """Removes every generation that is neither live nor held by a reader."""
    with suppress(LibraryError):  # no live generation yet: whatever stands there is a dead writer's
        live = live_generation(library)
        held = _held(library, live.name) | {live.name}
        for path in (library / "generations").glob("[0-9]*"):
            if path.name not in held:
                with suppress(PermissionError):  # Windows, a file still mapped: the next writer removes it
                    shutil.rmtree(path)


def _held(library: Path, live: str) -> set[str]:
    """Names of the generations with a living reader; the files of dead readers are removed."""
    held = set()
    for path in (library / "readers").glob("[0-9]*-*"):
        name = path.name.split("-", 1)[0]
        if name != live and _is_locked(path):
            held.add(name)
    return held


def _is_locked(path: Path) -> bool:
    from filelock import Timeout

    lock = _lock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    _drop(lock)
    return False


def _drop(lock: FileLock) -> None:
    """Releases a reader's lock and removes its file."""
    if os.name != "nt":  # Windows does not remove an open file; the next writer tries again
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


def _lock(path: Path) -> FileLock:
    from filelock import FileLock

    return FileLock(path, thread_local=False)
