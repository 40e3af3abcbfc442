"""Real worker processes with real faults."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import warnings
from pathlib import Path

import pytest

from ingest.ahead import call_ahead
from ingest.errors import SourceError
from ingest.guard import Crew

_POSIX = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")

_LIMITED = pytest.mark.skipif(sys.platform != "linux", reason="only Linux is sure to limit address space")


def obey(path: Path) -> str:
    """Do what the file's name says."""
    order = path.stem
    if order == "sleep":
        time.sleep(60)
    elif order == "eat":
        return str(len(bytearray(3 * 2**30)))  # more than the limit below, and only that forbids it
    elif order == "raise":
        raise ValueError("a stray bracket")
    elif order == "recurse":
        return obey(path) + "x"
    elif order == "refuse":
        raise SourceError("refuse.txt: expected words, found none; add some")
    elif order == "exit":
        os._exit(3)
    elif order == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif order == "shout":
        print("printed")
        warnings.warn("warned", stacklevel=1)
        os.write(2, b"written\n")
    return f"{path.name} read"


def read(*names: str, workers: int = 2, seconds: float = 30.0) -> dict[str, str | SourceError]:
    paths = [Path("folder") / f"{name}.txt" for name in names]
    with Crew(obey, seconds=seconds, megabytes=2000) as crew:
        return dict(zip(names, call_ahead(crew.call, paths, threads=workers, ahead=8), strict=True))


def children() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


def test_every_file_gets_its_result() -> None:
    names = [f"file{number}" for number in range(20)]
    assert read(*names) == {name: f"{name}.txt read" for name in names}


def test_no_files_need_no_worker() -> None:
    assert read() == {}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        pytest.param("eat", "MemoryError", marks=_LIMITED),
        ("raise", "ValueError: a stray bracket"),
        ("recurse", "RecursionError"),
        ("exit", "exit status 3"),
        pytest.param("crash", "signal 11", marks=_POSIX),
    ],
)
def test_a_fault_costs_only_its_own_file(fault: str, told: str) -> None:
    results = read("before", fault, "after", workers=1)
    assert results["before"] == "before.txt read"
    assert results["after"] == "after.txt read"
    error = results[fault]
    assert isinstance(error, SourceError)
    assert str(error).startswith(str(Path("folder") / f"{fault}.txt: expected"))
    assert told in str(error)
    assert "\n" not in str(error)


def test_a_file_that_takes_too_long_is_stopped_and_the_others_go_on() -> None:
    began = time.monotonic()
    results = read("sleep", "a", "b", "c", seconds=1.0)
    assert time.monotonic() - began < 20
    assert "within 1 s" in str(results.pop("sleep"))
    assert results == {name: f"{name}.txt read" for name in "abc"}


def test_a_result_that_waits_while_the_caller_is_busy_is_not_too_late() -> None:
    paths = [Path(f"{name}.txt") for name in "abcd"]
    results = []
    with Crew(obey, seconds=0.5, megabytes=2000) as crew:
        for result in call_ahead(crew.call, paths, threads=2, ahead=3):
            time.sleep(0.7)
            results.append(result)
    assert results == [f"{path.name} read" for path in paths]


def test_results_come_in_the_order_of_the_files_and_the_next_are_read_meanwhile() -> None:
    begun: list[str] = []
    released = {name: threading.Event() for name in "abcd"}

    def call(name: str) -> str:
        begun.append(name)
        released[name].wait(10)
        return name

    results = call_ahead(call, "abcd", threads=2, ahead=3)
    for name in "ba":
        released[name].set()
    assert next(results) == "a"
    released["c"].set()
    assert next(results) == "b"
    released["d"].set()
    assert list(results) == ["c", "d"]
    assert sorted(begun) == ["a", "b", "c", "d"]


def test_no_more_files_are_begun_ahead_than_allowed() -> None:
    begun: list[int] = []
    for taken, _ in enumerate(call_ahead(begun.append, range(100), threads=4, ahead=5), start=1):
        time.sleep(0.002)
        assert len(begun) <= taken + 5
    assert len(begun) == 100


def test_the_readers_own_error_is_kept_word_for_word() -> None:
    error = read("refuse")["refuse"]
    assert isinstance(error, SourceError)
    assert str(error) == "refuse.txt: expected words, found none; add some"


def test_no_process_is_left_when_all_is_done_or_the_caller_stops() -> None:
    before = children()
    read("a", "raise")
    assert children() == before
    began = time.monotonic()
    with Crew(obey, seconds=60, megabytes=2000) as crew:
        paths = [Path("a.txt"), Path("sleep.txt"), Path("sleep.txt")]
        results = call_ahead(crew.call, paths, threads=2, ahead=3)
        assert next(results) == "a.txt read"
    assert children() == before
    assert time.monotonic() - began < 20


def test_workers_print_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert read("shout", "raise")["shout"] == "shout.txt read"
    assert capfd.readouterr() == ("", "")


@_POSIX
def test_an_interrupt_ends_the_workers_at_once_and_is_raised_again(tmp_path: Path) -> None:
    script = tmp_path / "job.py"
    script.write_text(
        textwrap.dedent(
            """
            import signal
            from pathlib import Path
            from ingest.ahead import call_ahead
            from ingest.guard import Crew
            from test_guard import obey

            if __name__ == "__main__":
                # a job that a shell puts in the background is born deaf to interrupts
                signal.signal(signal.SIGINT, signal.default_int_handler)
                paths = [Path("a.txt"), Path("sleep.txt"), Path("sleep.txt")]
                try:
                    with Crew(obey, seconds=60, megabytes=2000) as crew:
                        for result in call_ahead(crew.call, paths, threads=2, ahead=3):
                            print(result, flush=True)
                except KeyboardInterrupt:
                    import multiprocessing
                    print("interrupted", len(multiprocessing.active_children()), flush=True)
            """
        )
    )
    here = Path(__file__).resolve().parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(here.parent), str(here)))}
    job = subprocess.Popen(
        [sys.executable, str(script)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert job.stdout is not None
    assert job.stdout.readline() == "a.txt read\n"
    time.sleep(0.5)  # both workers are asleep in their files now
    began = time.monotonic()
    os.killpg(job.pid, signal.SIGINT)
    out, err = job.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert out == "interrupted 0\n"
    assert err == ""
