"""How fast everything is, as ratios to named references of the same run: `python -m eval speed`.

Cold commands, warm questions, embedding, ingesting, growing, size and memory.
A loaded machine makes the seconds longer and leaves the ratios about as they
are. How good the answers are is measured elsewhere.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from index import Library, load_encoder
from ingest import SettingsError

from . import plain_script, speed_warm
from .cases import Case
from .growth import Growth, measure_growth
from .speed_cold import PLAIN, cold_commands, measure_cold, product
from .speed_cold import plain_script as run_plain_script
from .speed_rows import Row
from .whole import SAMPLES

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured; the small form leaves out what embeds with sentence-transformers.

    grown  passages of the drawn libraries that a document is added to, the lesser first
    """

    cold: int
    warm: int
    questions: int
    grown: tuple[int, int]
    embeds: bool


FULL = Extent(cold=5, warm=3, questions=40, grown=(100, 10_000), embeds=True)
SMALL = Extent(cold=1, warm=1, questions=10, grown=(100, 1000), embeds=False)


def measure(
    library: Path | None, cases: Sequence[Case], extent: Extent = FULL, tell: Tell = lambda *_: None
) -> tuple[Row, ...]:
    """All rows; the library of the samples is measured when None is given.

    Raises SettingsError when no case is about the library's documents.
    """
    load_encoder().warm()  # the export, made once a machine, is no part of any figure
    rows: list[Row] = []
    with TemporaryDirectory() as folder:
        for number, some in enumerate(_parts(library, cases, extent, Path(folder)), start=1):
            rows += some
            tell("measured", number, 6 if extent.embeds else 5)
    return tuple(rows)


def _parts(library: Path | None, cases: Sequence[Case], extent: Extent, work: Path) -> Iterator[list[Row]]:
    model = load_encoder().folder
    ingested = [_ingest(work / f"samples{number}") for number in range(min(extent.cold, 3))]
    library = library or work / "samples0"
    questions = choose_questions(library, cases, extent.questions)
    texts = _write_texts(library, work / "plain")
    vectors = speed_warm.random_vectors(len(texts), load_encoder().dimension)
    plain_script.save_index(work / "plain", plain_script.make_index(vectors))
    yield measure_cold(
        cold_commands(library, questions[0]),
        lambda: run_plain_script(work / "plain", model, questions[0]),
        extent.cold,
    )
    yield [speed_warm.measure_at_once(library, questions, extent.warm)]
    loaded = plain_script.load_model(model) if extent.embeds else None
    yield speed_warm.measure_warm(library, questions, len(texts), extent.warm, loaded)
    if loaded:
        yield [speed_warm.measure_embedding(texts, loaded, extent.warm)]
    yield [_ingest_row(ingested, work, model if extent.embeds else None, questions[0])]
    yield [*_growth_rows(extent), _size_row(library, work / "plain")]


def choose_questions(library: Path, cases: Sequence[Case], limit: int) -> list[str]:
    """Questions about the library's documents, evenly spread, of the kinds that have to be searched for."""
    with Library.open(library) as opened:
        names = {Path(each.source).name for each in opened.documents}
    about = [
        case.question
        for case in cases
        if case.gold and not case.history and case.kind != "provision"
        if all(Path(gold.doc).name in names for gold in case.gold)
    ]
    if not about:
        raise SettingsError(
            f"{library}: expected questions about its documents, found none; give some with --questions"
        )
    return about[:: max(len(about) // limit, 1)][:limit]


def _write_texts(library: Path, folder: Path) -> list[str]:
    texts = speed_warm.passages_of(library)
    folder.mkdir()
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    return texts


def _ingest(folder: Path) -> float:
    return product("ingest", str(SAMPLES), "--library", str(folder)).seconds


def _ingest_row(seconds: Sequence[float], work: Path, model: Path | None, question: str) -> Row:
    """The samples from files to library, beside the plain script over their passages, which need no reading."""
    reference = None
    if model:
        _write_texts(work / "samples0", work / "built")
        reference = run_plain_script(work / "built", model, question).seconds
    against = f"{PLAIN}, over passages read and cut before" if model else ""
    return Row("ingest of the samples", "s", statistics.median(seconds), reference, against)


def _growth_rows(extent: Extent) -> list[Row]:
    """What many passages cost beside few: 100 more of them, opening and a search; encoding, which is the same, apart."""
    runs = [measure_growth(extent.grown) for _ in range(extent.warm)]
    small, large = extent.grown
    wanted: list[tuple[str, str, Callable[[Growth], float]]] = [
        ("one document to", "s", lambda row: row.add_s),
        ("opening", "ms", lambda row: 1000 * row.open_s),
        ("a search in", "ms", lambda row: row.search_ms),
    ]
    rows = []
    for name, unit, take in wanted:
        few, many = (statistics.median(map(take, sizes)) for sizes in zip(*runs, strict=True))
        against = f"the same with {small:,}; encoding apart in both"
        rows.append(Row(f"{name} {large:,} passages", unit, many, few, against))
    return rows


def _size_row(library: Path, plain: Path) -> Row:
    against = f"{PLAIN}, its index and texts"
    return Row("library on disk", "MB", _megabytes(library), _megabytes(plain), against)


def _megabytes(folder: Path) -> float:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e6
