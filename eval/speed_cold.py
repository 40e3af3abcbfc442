"""Commands of the product in fresh processes, beside the plain script: seconds, and the greatest memory.

Nothing is asked here of a library that is open already.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import short_name
from index import Library
from ingest import Document, SettingsError

from .speed_rows import Row

ASK_OF_PLAIN, OTHERS_OF_ASK = 0.12, 1 / 3
PLAIN = "the plain script: sentence-transformers and FAISS"
_PRODUCT = [sys.executable, "-c", "from assistant.cli import main; main()"]
# Between this process and the measured one: Linux counts the memory of whoever starts a process as its peak.
_METER = """
import json, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, capture_output=True)
seconds = time.perf_counter() - begun
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
except ImportError:  # Windows has none
    peak = float("nan")
print(json.dumps([done.returncode, seconds, peak, done.stderr.decode(errors="replace")]))
"""
_SCRIPT = Path(__file__).with_name("plain_script.py")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took: seconds, and mebibytes at its greatest (nan on Windows)."""

    seconds: float
    peak: float


def cold_commands(library: Path, question: str) -> dict[str, list[str]]:
    """The arguments of each command that is measured, `ask` first; the place shown is the library's own."""
    with Library.open(library) as opened:
        document, place = _place(opened)
    where = ["--library", str(library)]
    return {
        "ask": ["ask", question, *where],
        "lookup": ["lookup", f"{short_name(document)}, {place}", *where],
        "show": ["show", document.source, place, *where],
        "sources": ["sources", *where],
        "--help": ["--help"],
    }


def _place(library: Library) -> tuple[Document, str]:
    """A document and one of its places: an article or a numbered paragraph where a document has any."""
    documents = [library.document(each.id) for each in library.documents]
    for printed in (True, False):
        for document in documents:
            body = [each for each in document.paragraphs if each.kind == "body"]
            if places := [each.locator for each in body if each.locator.label or not printed]:
                return document, places[len(places) // 2].shown
    raise SettingsError(
        f"{library.folder}: expected a document with paragraphs, found none; name another library"
    )


def product(*arguments: str) -> Spent:
    """One `rapporteur` command in a fresh process."""
    return spend([*_PRODUCT, *arguments])


def plain_script(folder: Path, model: Path, question: str) -> Spent:
    """The plain script in a fresh process; see plain_script.py."""
    return spend([sys.executable, "-P", str(_SCRIPT), str(folder), str(model), question])


def measure_cold(commands: Mapping[str, Sequence[str]], plain: Callable[[], Spent], runs: int) -> list[Row]:
    """Each command's median over several rounds, in each of which all take their turn."""
    product(*commands["ask"])  # so that the library's files are in memory for every command
    rounds = [
        {"plain": plain()} | {name: product(*words) for name, words in commands.items()} for _ in range(runs)
    ]
    seconds = {name: statistics.median(each[name].seconds for each in rounds) for name in rounds[0]}
    peak = {name: statistics.median(each[name].peak for each in rounds) for name in ("plain", "ask")}
    others = [
        Row(f"cold {name}", "s", seconds[name], seconds["ask"], "cold ask", OTHERS_OF_ASK)
        for name in commands
        if name != "ask"
    ]
    return [
        Row("cold ask", "s", seconds["ask"], seconds["plain"], PLAIN, ASK_OF_PLAIN),
        *others,
        Row("peak memory of ask", "MiB", peak["ask"], peak["plain"], PLAIN),
    ]


def spend(words: Sequence[str]) -> Spent:
    """Run a command to its end. Raises SettingsError with its last line when it fails."""
    meter = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _METER, *words], capture_output=True, text=True, check=True
    )
    status, seconds, peak, said = json.loads(meter.stdout)
    if status:
        last = (said.strip().splitlines() or ["nothing was said"])[-1]
        raise SettingsError(f"{' '.join(words[-4:])}: expected exit status 0, found {status}: {last}")
    return Spent(seconds, peak)
