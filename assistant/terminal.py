"""What the command line prints: answers, tables, reports, and progress bars (only on a terminal)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest import Document, Outcome, Paragraph, Report

    from .answer import Answer, Citation
    from .building import Built, Progress
    from .crossings import Crossing

_STAGES = {"read": "Reading", "embedding": "Embedding", "writing": "Writing", "preparing": "Preparing"}
_NEAREST = 3  # paragraphs shown with a refusal
_KINDS = {
    "body": ("paragraph", "paragraphs"),
    "item": ("item", "items"),
    "quotation": ("block quotation", "block quotations"),
    "row": ("table row", "table rows"),
    "note": ("note", "notes"),
    "heading": ("heading", "headings"),
}


def print_answer(answer: Answer) -> None:
    """The answer, then its citations with locator and quotation."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from .answer import meaning_beside
    from .citing import lead_of

    console = Console(highlight=False)
    if answer.asked and answer.asked != answer.question:
        console.print(Text(f"Understood as: {answer.asked}", style="dim"))
    if (lead := lead_of(answer)) or not answer.sentences:
        console.print(Text(lead or answer.text, style="bold"))
    quoted = {each.quotation.text for each in answer.citations}
    for sentence in answer.sentences:
        if sentence.text not in quoted:  # a language model's words
            console.print(Text(sentence.text + " " + "".join(f"[{number}]" for number in sentence.citations)))
    for each in answer.citations:
        console.print(Text.assemble((f"[{each.number}] ", "bold cyan"), (each.quotation.text, "")))
        if means := meaning_beside(each, answer.citations):
            console.print(Padding(Text(means), (0, 0, 0, 4)))
        console.print(Padding(Text(_where(each), style="dim"), (0, 0, 1, 4)))
    for removed in answer.removed:
        console.print(Text(f"Removed ({removed.reason}): {removed.text}", style="yellow"))
    if answer.status in ("refused", "no_such_provision") and answer.retrieved:
        console.print(Text("Nearest paragraphs:", style="dim"))
        for hit in answer.nearest(_NEAREST):
            title = answer.sources[hit.paragraph.document].title
            text = hit.paragraph.text if len(hit.paragraph.text) <= 160 else hit.paragraph.text[:157] + "..."
            console.print(
                Padding(Text(f"{title}, {hit.paragraph.locator.shown}: {text}", style="dim"), (0, 0, 0, 4))
            )


def _where(citation: Citation) -> str:
    document = citation.document
    parts = [document.symbol or document.title, citation.locator]
    locator = citation.quotation.paragraph.locator
    if locator.page:
        parts.append(f"p. {locator.page}")
    label = {
        "treaty": "treaty",
        "resolution": "resolution",
        "secretariat": "Secretariat document",
        "paper": "paper",
    }
    kind = label.get(document.genre, "")
    tail = f" ({kind}, {document.binding})" if kind and document.binding != "unknown" else ""
    return ", ".join(parts) + tail


def print_paragraph(
    document: Document,
    paragraphs: Sequence[Paragraph],
    chosen: Sequence[Paragraph],
    references: Mapping[str, Sequence[Crossing]],
) -> None:
    """A paragraph with the one before, its lead-in and the one after; below it its notes and where it refers to."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(document.symbol or document.title, style="bold"))
    flow = [each for each in paragraphs if each.kind not in ("furniture", "note", "heading")]
    by_id = {each.id: each for each in paragraphs}
    first, last = chosen[0], chosen[-1]
    console.print(Text(" › ".join(first.section), style="dim"))
    before, after = _beside(flow, first, -1), _beside(flow, last, 1)
    parent = by_id.get(first.parent or "")
    for each in dict.fromkeys(p for p in (before, parent) if p and p not in chosen):
        console.print(Text(f"{each.locator.shown}  {each.text}", style="dim"))
    for each in chosen:
        console.print(Text.assemble((f"{each.locator.shown}  ", "bold cyan"), each.text))
        for mark in each.notes:
            note = by_id.get(mark.note or "")
            if note:
                console.print(Text(f"    {note.locator.shown}  {note.text}", style="dim"))
        for line in dict.fromkeys(filter(None, map(_leads_to, references[each.id]))):
            console.print(Text(line, style="dim"))
    if after:
        console.print(Text(f"{after.locator.shown}  {after.text}", style="dim"))


def _leads_to(crossing: Crossing) -> str:
    """ "    refers to A/RES/1/2, para. 3"; "" where the library does not have it."""
    document = crossing.document
    if document is None:
        return ""
    places = ", ".join(each.locator.shown for each in crossing.paragraphs)
    return f"    refers to {document.symbol or document.title}" + (f", {places}" if places else "")


def _beside(flow: Sequence[Paragraph], paragraph: Paragraph, step: int) -> Paragraph | None:
    if paragraph not in flow:
        return None
    at = list(flow).index(paragraph) + step
    return flow[at] if 0 <= at < len(flow) else None


def print_sources(documents: Sequence[Document]) -> None:
    """The library's documents, two lines each: a table of long names and titles has no room on a terminal."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for each in documents:
        count = sum(count for kind, count in each.report.units if kind not in ("furniture", "heading"))
        status = "" if each.binding == "unknown" else each.binding
        about = (each.genre, status, each.symbol, each.date, f"{count} paragraphs")
        console.print(Text.assemble((each.source, "bold cyan"), f"  {each.title}"))
        console.print(Padding(Text(", ".join(filter(None, about)), style="dim"), (0, 0, 0, 4)))


def print_built(built: Built) -> None:
    """The ingestion report: what each document newly read holds, and what is doubtful in it."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for outcome in built.outcomes:
        if outcome.document is None or outcome.reused:
            continue
        console.print(Text(outcome.source.name, style="bold cyan"), soft_wrap=True)
        console.print(Text(f"    {_holds(outcome.document.report)}", style="dim"), soft_wrap=True)
        for line in _warnings(outcome):
            console.print(Text(f"    {line}", style="yellow"), soft_wrap=True)
    unchanged = sum(each.reused for each in built.outcomes)
    if unchanged:
        console.print(f"{unchanged} read before and unchanged.")
    published = built.published
    if published is None:
        console.print("Nothing has changed.")
    else:
        console.print(
            f"{published.counts.documents} documents, {published.counts.passages} passages: "
            f"{published.embedded} embedded, {published.reused} reused."
        )


def _holds(report: Report) -> str:
    """ "58 paragraphs, 53 notes, 1 heading; 7 joined over a page or column break"."""
    units: dict[str, int] = dict(report.units)
    counts = [(units.get(kind, 0), names) for kind, names in _KINDS.items()]
    held = ", ".join(f"{count} {names[count != 1]}" for count, names in counts if count) or "nothing to quote"
    return held + (f"; {report.joins} joined over a page or column break" if report.joins else "")


def _warnings(outcome: Outcome) -> list[str]:
    if outcome.document is None:
        return []
    report = outcome.document.report
    found = list(report.warnings)
    for name, values in (
        ("numbers skipped", report.gaps),
        ("numbers that come twice", report.repeats),
        ("marks without a note", report.lone_marks),
        ("notes without a mark", report.lone_notes),
        ("joined on a guess", report.doubtful),
    ):
        if values:
            more = f" and {len(values) - 5} more" if len(values) > 5 else ""
            found.append(f"{name}: {'; '.join(values[:5])}{more}")
    return found


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A progress function with a bar, rate and time left for each stage on a terminal; None elsewhere.

    Reading and embedding go side by side; while a total is not known (0) its bar only moves.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, object] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(
                    _STAGES.get(stage, stage.capitalize()), total=total or None, rate=""
                )
            task = tasks[stage]
            speed = next((each.speed for each in bars.tasks if each.id == task), None)
            bars.update(task, completed=done, total=total or None, rate=f"{speed:.1f}/s" if speed else "")  # type: ignore[arg-type]

        yield show
