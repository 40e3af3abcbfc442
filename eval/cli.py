"""The commands of `python -m eval`; each is a few lines that call the package.

Whatever a user can mend is one line on standard error and exit status 2; a
gate, a check or a self-test that fails exits with 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from ingest import RapporteurError, SettingsError

from .cases import Case, question_files, read_cases
from .rows import read_run
from .shelf import Shelf
from .speed_rows import SPEED

HERE = Path(__file__).parent
RUNS = HERE / "runs"
CORPUS_SET = {"seeds", "treaties", "un"}
_Library = Annotated[Path, typer.Option("--library", help="Library to ask.")]
_Questions = Annotated[
    list[Path], typer.Option("--questions", help="Question file or folder; may be repeated.")
]
_Split = Annotated[
    Literal["all", "dev", "test"], typer.Option("--split", help="Which half of the questions.")
]
_Run = Annotated[Path, typer.Argument(help="Folder of a run; the latest one when left out.")]

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def describe() -> None:
    """Measure how well the assistant cites."""


def main() -> None:
    """Run a command."""
    with one_line_errors():
        app()


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn a RapporteurError into one line for each fault and exit status 2."""
    try:
        yield
    except RapporteurError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


@app.command()
def run(library: _Library, questions: _Questions, split: _Split = "all", out: Path | None = None) -> None:
    """Answer every question and write rows, settings and the report."""
    from assistant import Assistant
    from index import Library

    from . import runner

    files = question_files(questions)
    cases = _of_split(read_cases(files), split)
    folder = out or runner.new_folder(RUNS)
    with Library.open(library) as opened, Assistant.open(library) as assistant:
        shelf = Shelf.of_library(opened)
        settings = runner.settings_of(library, files, split, shelf)
        runner.run(assistant, cases, shelf, folder, settings)
    _print_summary(folder)
    report(folder)


@app.command("all")
def run_all(
    split: _Split = "all",
    cache: Annotated[Path, typer.Option(help="Where the libraries are kept.")] = RUNS / "libraries",
    gated: Annotated[bool, typer.Option("--gate", help="Fail when a run falls below the gate.")] = False,
    update: Annotated[bool, typer.Option("--update", help="Make the runs the new baseline.")] = False,
) -> None:
    """Run every shipped question set whose documents are here."""
    from . import runner, whole
    from .progress import stages

    folders = []
    for part in whole.parts():
        print(f"== {part.name}: {len(part.documents)} documents")
        with stages() as tell:
            whole.build_library(part, cache / part.name, tell)
        folders.append(runner.new_folder(RUNS))
        run(cache / part.name, list(part.questions), split, folders[-1])
    if not (CORPUS_SET & {path.stem for part in whole.parts() for path in part.questions}):
        print("Only the samples were asked: the corpus is not beside this checkout.")
    for folder in folders:
        if update or gated:
            gate(folder, update=update)


def _of_split(cases: Sequence[Case], split: str) -> tuple[Case, ...]:
    chosen = tuple(case for case in cases if split in ("all", case.split))
    if not chosen:
        raise SettingsError(f"expected questions of the split {split!r}, found none among {len(cases)}")
    return chosen


def _print_summary(folder: Path) -> None:
    from .groups import SECONDS, figures
    from .measures import MEASURES

    rows, _ = read_run(folder)
    titles = {each.key: each.title for each in MEASURES} | SECONDS
    for key, value in figures(rows).items():
        print(f"{titles[key]:<28} {value.value:.3f}  ({value.low:.3f} to {value.high:.3f})  n={value.count}")
    errors = sum(bool(row.error) for row in rows)
    print(f"{len(rows)} cases, {errors} with an error. Rows: {folder}")


@app.command()
def report(run: _Run = RUNS) -> None:
    """Write report.html and summary.json beside the rows of a run."""
    from .groups import to_record
    from .report import render_report
    from .speed_rows import read_rows

    folder = _folder(run)
    rows, settings = read_run(folder)
    path = folder / "report.html"
    speed = read_rows(folder.parent / SPEED)
    path.write_text(render_report(rows, settings, speed), encoding="utf-8")
    summary = json.dumps(to_record(rows), indent=1)
    (folder / "summary.json").write_text(summary + "\n", encoding="utf-8")
    print(f"Report: {path}")


def _folder(run: Path) -> Path:
    """The folder itself; for the folder of all runs, its latest finished one."""
    if run != RUNS:
        return run
    finished = sorted(each.parent for each in RUNS.glob("*/settings.json"))
    if not finished:
        raise SettingsError(
            f"{RUNS}: expected a finished run, found none. Make one with `python -m eval run`."
        )
    return finished[-1]


@app.command()
def compare(before: Path, after: Path) -> None:
    """Say which measures moved between two runs, and which cases did it."""
    from .compare import compare as compare_scores
    from .compare import format_changes

    old, new = ({row.case.id: row.scores for row in read_run(folder)[0]} for folder in (before, after))
    if not set(old) & set(new):
        raise SettingsError(
            f"{before} and {after}: expected runs of the same questions, found none in common"
        )
    print(format_changes(compare_scores(old, new)))


@app.command()
def gate(
    run: _Run = RUNS,
    baseline: Path = HERE / "baseline.json",
    floors: Path = HERE / "floors.toml",
    update: Annotated[bool, typer.Option("--update", help="Make this run the baseline of its sets.")] = False,
) -> None:
    """Fail on a significant drop below the baseline, or on a measure below its floor."""
    from .gate import check_gate, read_baseline, read_floors, write_baseline

    rows, _ = read_run(_folder(run))
    if update:
        write_baseline(rows, baseline)
        print(f"Baseline: {baseline}, {len(rows)} cases of this run")
        return
    known = read_baseline(baseline)
    without = {row.case.set for row in rows} - {each["set"] for each in known.values()}
    if without:
        print(f"No baseline for: {', '.join(sorted(without))}. Store one with --update.", file=sys.stderr)
    _verdict(
        check_gate(rows, known, read_floors(floors)), f"gate: {len(rows)} cases, no drop, no floor broken"
    )


def _verdict(faults: Sequence[str], good: str) -> None:
    for fault in faults:
        print(fault)
    if faults:
        raise typer.Exit(1)
    print(good)


@app.command()
def check(library: _Library, questions: _Questions) -> None:
    """Check that each evidence stands in its document, at its locator."""
    from index import Library

    from .checking import check_cases

    cases = read_cases(question_files(questions))
    with Library.open(library) as opened:
        faults = check_cases(cases, Shelf.of_library(opened))
    for fault in faults:
        print(f"{fault.case}: {fault.kind}: {fault.message}")
    golds = sum(len(case.gold) for case in cases)
    print(f"{len(cases)} cases with {golds} golds: {len(faults)} faults")
    if any(fault.kind != "fact" for fault in faults):
        raise typer.Exit(1)


@app.command("export-labels")
def export_labels(run: _Run = RUNS, out: Path = Path("labels.csv")) -> None:
    """Write a run as a CSV sheet for human judgement."""
    from .labels import export_labels as export

    rows, _ = read_run(_folder(run))
    export(rows, out)
    print(f"{out}: {len(rows)} cases; fill in the column `label` with 1 (right) or 0 (wrong)")


@app.command("read-labels")
def read_labels(labels: Path, run: _Run = RUNS) -> None:
    """Read a filled-in sheet and say how far it agrees with the measures."""
    from .labels import agreement
    from .labels import read_labels as read

    rows, _ = read_run(_folder(run))
    found = agreement(rows, read(labels))
    print(f"{found.count} labelled cases, agreement {found.observed:.3f}, Cohen's kappa {found.kappa:.3f}")
    print(f"measure right, person wrong: {', '.join(found.too_kind) or 'none'}")
    print(f"measure wrong, person right: {', '.join(found.too_hard) or 'none'}")


@app.command()
def selftest(library: _Library, questions: _Questions) -> None:
    """Prove that the measures see what they must see, on this library and these questions."""
    from index import Library

    from .selftest import format_findings, run_selftest

    cases = read_cases(question_files(questions))
    with Library.open(library) as opened:
        findings = run_selftest(cases, Shelf.of_library(opened))
    print(format_findings(findings))
    if any(each.unseen for each in findings):
        raise typer.Exit(1)


@app.command()
def drafts(
    library: _Library,
    each: Annotated[
        int, typer.Option(help="Sentences of each kind of error; as many true ones in all.")
    ] = 25,
    seed: Annotated[int, typer.Option(help="Another seed plants other errors.")] = 7,
) -> None:
    """Plant errors in drafts made of a library's own sentences, and count what the draft check finds."""
    from index import Library

    from .planted import format_planted, plant

    with Library.open(library) as opened:
        print(format_planted(plant(opened, each, seed)))


@app.command()
def reading(
    folder: Annotated[Path, typer.Argument(help="PDF files.")],
    limit: Annotated[int, typer.Option(help="Only so many files, evenly spread; 0 for all.")] = 20,
) -> None:
    """Measure how fast PDF files are read, beside bare pypdf in the same run."""
    from .reading import measure

    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        raise SettingsError(f"{folder}: expected PDF files, found none; name another folder")
    paths = paths[:: max(len(paths) // limit, 1)][:limit] if limit else paths
    speed = measure(paths)
    print(f"{speed.files} files, {speed.pages} pages ({speed.left_out} left out)")
    print(f"whole reading {speed.ours:.2f} s, bare pypdf {speed.bare:.2f} s, ratio {speed.ratio:.2f}")


@app.command()
def page(
    library: _Library, runs: Annotated[Path, typer.Option(help="Folder of runs.")] = RUNS, port: int = 7860
) -> None:
    """Serve the page of a library with a tab for evaluators: reports of runs, and two runs compared."""
    from assistant import Desk, start_page

    from .run_pages import RunPages

    server, address = start_page(Desk(library), port=port, runs=RunPages(runs))
    print(f"The page with its runs is at {address} (press Ctrl+C to stop)", flush=True)
    server.block_thread()


@app.command("page-speed")
def page_speed(
    library: _Library,
    questions: _Questions,
    limit: Annotated[int, typer.Option(help="Only so many questions, evenly spread; 0 for all.")] = 10,
) -> None:
    """Measure how long the page takes to show the first quotation, beside `ask` in the same process."""
    from .page_speed import format_shown, measure

    cases = [each for each in read_cases(question_files(questions)) if each.answerable and not each.history]
    cases = cases[:: max(len(cases) // limit, 1)][:limit] if limit else cases
    print(format_shown(measure(library, [each.question for each in cases])))


@app.command()
def speed(
    library: Annotated[
        Path | None, typer.Option("--library", help="Library to ask; one of the samples when left out.")
    ] = None,
    questions: Annotated[
        list[Path] | None, typer.Option("--questions", help="Question files; the shipped ones when left out.")
    ] = None,
    small: Annotated[bool, typer.Option("--small", help="Fewer runs, for CI.")] = False,
    out: Annotated[
        Path, typer.Option("--out", help="Where the rows are written, as JSON for the report.")
    ] = RUNS / SPEED,
    plot: Annotated[Path | None, typer.Option("--plot", help="Write the ratios as an SVG picture.")] = None,
) -> None:
    """Measure cold commands, warm questions, embedding and growth, each beside a named reference."""
    from .progress import stages
    from .speed import FULL, SMALL, measure
    from .speed_rows import format_rows, plot_rows, write_rows
    from .whole import QUESTIONS

    cases = read_cases(question_files(questions or [QUESTIONS]))
    with stages() as tell:
        rows = measure(library, cases, SMALL if small else FULL, tell)
    print(format_rows(rows))
    write_rows(out, rows)
    if plot:
        plot.write_text(plot_rows(rows), encoding="utf-8")


@app.command()
def growth(
    sizes: Annotated[list[int] | None, typer.Option("--size", help="Passages; may be repeated.")] = None,
    small: Annotated[bool, typer.Option("--small", help="Only 10,000 passages.")] = False,
) -> None:
    """Measure build, size, opening and search of drawn libraries as they grow; one JSON line each."""
    from dataclasses import asdict

    from .growth import SIZES, measure_growth

    for size in SIZES[:1] if small else sorted(sizes or SIZES):
        print(json.dumps(asdict(measure_growth([size])[0])), flush=True)


@app.command()
def ingestion(
    files: Annotated[list[int] | None, typer.Option("--files", help="How many; may be repeated.")] = None,
) -> None:
    """Measure memory of reading drawn files, and the time of adding one more; one JSON line each."""
    from dataclasses import asdict

    from .ingestion import FILES, measure_ingestion

    for number in sorted(files or FILES):
        print(json.dumps(asdict(measure_ingestion([number])[0])), flush=True)


@app.command()
def benchmark(
    name: Annotated[Literal["obliqa"], typer.Argument(help="Which public benchmark.")],
    data: Annotated[Path, typer.Option(help="Folder of the data set.")],
    split: Annotated[str, typer.Option(help="dev, test or train.")] = "dev",
    cache: Annotated[Path, typer.Option(help="Where the library of its passages is kept.")] = RUNS / "obliqa",
    limit: Annotated[int, typer.Option(help="Only so many questions, evenly spread; 0 for all.")] = 0,
) -> None:
    """Measure the product's retrieval on a public benchmark."""
    from index import Library

    from . import obliqa
    from .progress import stages

    questions = obliqa.read_questions(data, split)
    questions = questions[:: max(len(questions) // limit, 1)][:limit] if limit else questions
    documents = obliqa.read_documents(data)
    with stages() as tell:
        obliqa.publish_documents(documents, cache, tell)
    with Library.open(cache) as library:
        search = obliqa.library_search(library, documents)
        found = obliqa.measure(questions, search)
    print(obliqa.format_figures(found, len(questions), split))
