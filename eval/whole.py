"""The whole evaluation in one go: builds the libraries that the shipped sets ask about, runs and gates them.

Each set goes with its documents: `samples` with the pack in this repository,
the others with the corpus beside it, where there is one. A library is kept
between runs, so only what changed is embedded again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .cases import Case, read_cases

QUESTIONS = Path(__file__).parent / "questions"
ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
CORPUS = ROOT.parent / "shared" / "corpus"
_ON_CORPUS = ("seeds", "treaties", "un")


@dataclass(frozen=True, slots=True)
class Part:
    """Question files that are asked of one library, and the documents that make it."""

    name: str
    questions: tuple[Path, ...]
    documents: tuple[Path, ...]


def parts(corpus: Path = CORPUS) -> tuple[Part, ...]:
    """The parts that can be run here: the samples, and the corpus where its folder is."""
    found = [Part("samples", (QUESTIONS / "samples.jsonl",), (SAMPLES,))]
    files = tuple(path for name in _ON_CORPUS if (path := QUESTIONS / f"{name}.jsonl").is_file())
    if corpus.is_dir() and files:
        cases = [case for path in files for case in read_cases([path])]
        found.append(Part("corpus", files, documents_of(cases, corpus)))
    return tuple(found)


def documents_of(cases: Sequence[Case], corpus: Path) -> tuple[Path, ...]:
    """The corpus documents of the questions: all seeds and treaties, of the rest those that a gold names."""
    named = {gold.doc for case in cases for gold in case.gold}
    always = [path for folder in ("seeds", "treaties") for path in sorted((corpus / folder).glob("*.*"))]
    others: dict[str, Path] = {}
    for path in sorted(corpus.rglob("*.*")):
        if path.name in named and path not in always:
            others.setdefault(path.name, path)
    return (*always, *others.values())


def build_library(part: Part, folder: Path, progress: Callable[[str, int, int], None] | None) -> None:
    """Bring the library of a part up to date."""
    from index import load_encoder, publish
    from ingest import find_sources, read_sources

    outcomes = read_sources(find_sources(part.documents), progress=progress)
    documents = [each.document for each in outcomes if each.document is not None]
    publish(folder, documents, encoder=load_encoder(), progress=progress)
