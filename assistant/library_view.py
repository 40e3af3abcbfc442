"""Library view: the documents of a library, what reading them found, and what a change did. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from ingest import Document, Outcome, Report

from . import strings
from .building import Built
from .views import source_start, status_pill, tag

_NAMED = 6  # locators named in one remark


def library_view(documents: Sequence[Document]) -> str:
    """The documents with kind, date, number of paragraphs, file name and remarks."""
    return tag("ul", "".join(_document(each) for each in documents), class_="rp-documents")


def _document(document: Document) -> str:
    count = strings.PARAGRAPHS.format(count=f"{count_paragraphs(document):,}")
    facts = [tag("span", escape(each), class_="rp-page") for each in (document.date, count) if each]
    file = tag("span", escape(document.source), class_="rp-file")
    line = tag("p", status_pill(document) + "".join(facts) + file, class_="rp-where")
    return tag("li", source_start(document) + line + _remarks(document.report), class_="rp-document")


def count_paragraphs(document: Document) -> int:
    """Paragraphs, items, quotations, rows and notes; headings and furniture do not count."""
    return sum(count for kind, count in document.report.units if kind not in ("furniture", "heading"))


def remarks(report: Report) -> tuple[str, ...]:
    """What reading found odd, one line each."""
    found = list(report.warnings)
    for name, title in strings.REMARKS.items():
        values = [str(each) for each in getattr(report, name)]
        if values:
            more = strings.MORE.format(count=len(values) - _NAMED) if len(values) > _NAMED else ""
            found.append(f"{title}: {'; '.join(values[:_NAMED])}{more}")
    return tuple(found)


def _remarks(report: Report) -> str:
    found = remarks(report)
    if not found:
        title = strings.NO_REMARKS
    else:
        title = strings.REMARKS_ONE if len(found) == 1 else strings.REMARKS_MANY.format(count=len(found))
    units = ", ".join(
        f"{count} {strings.UNITS[kind]}" for kind, count in report.units if kind in strings.UNITS
    )
    lines = "".join(tag("li", escape(each)) for each in (units, *found) if each)
    return tag("details", tag("summary", escape(title)) + tag("ul", lines), class_="rp-remarks")


@dataclass(frozen=True, slots=True)
class Adding:
    """How far adding files has come.

    names   of the files; read: what became of those that are read
    stages  read, embedding, writing and preparing, as far as they have begun: steps done and in all, 0 while not known
    """

    names: tuple[str, ...]
    read: tuple[Outcome, ...] = ()
    stages: Mapping[str, tuple[int, int]] = field(default_factory=lambda: {"read": (0, 0)})


def adding_view(adding: Adding) -> str:
    """Each file with a bar of its own, and one for each stage: reading and indexing go side by side."""
    read = {each.source.path.name: each for each in adding.read}
    lines = [_file_line(name, read.get(name)) for name in adding.names]
    begun = [
        (label, adding.stages[stage]) for stage, label in strings.STAGES.items() if stage in adding.stages
    ]
    stages = "".join(tag("p", escape(label) + _bar(label, *step), class_="rp-stage") for label, step in begun)
    return tag("ul", "".join(lines), class_="rp-outcomes") + tag("div", stages, role="status")


def _file_line(name: str, outcome: Outcome | None) -> str:
    if outcome is None:
        return _outcome(
            strings.READING_FILE, name, _bar(strings.READING_OF.format(name=name), 0, 0), "pending"
        )
    if outcome.document is None:
        return _outcome(strings.FAILED, name, tag("p", escape(str(outcome.error))), "failed")
    return _outcome(
        strings.READ_FILE,
        name,
        _bar(strings.READING_OF.format(name=name), 1, 1) + _remarks(outcome.document.report),
        "done",
    )


def _bar(label: str, done: int, total: int) -> str:
    """A progress bar; one that only moves while the total is not known."""
    known: dict[str, object] = {"value": done, "max": total} if total else {}
    return tag("progress", "", class_="rp-progress", aria_label=label, **known)


def built_view(built: Built) -> str:
    """What adding files did: each file with its outcome, its counts and its remarks, or why it failed."""
    changes = built.published.changes if built.published else None
    lines = []
    for each in built.outcomes:
        if each.document is None:
            lines.append(
                _outcome(strings.FAILED, each.source.name, tag("p", escape(str(each.error))), "failed")
            )
            continue
        replaced = changes is not None and each.document.source in changes.changed
        kept = changes is None or each.document.source in changes.kept
        said = strings.KEPT if kept else strings.REPLACED if replaced else strings.ADDED
        lines.append(_outcome(said, each.source.name, _remarks(each.document.report), "done"))
    return tag("ul", "".join(lines), class_="rp-outcomes", role="status")


def removed_view(names: Sequence[str]) -> str:
    """The documents that were taken out."""
    lines = "".join(_outcome(strings.GONE, each, "", "done") for each in names)
    return tag("ul", lines, class_="rp-outcomes", role="status")


def trouble_view(message: str) -> str:
    """Why nothing was changed."""
    return tag("p", escape(message), class_="rp-problem", role="alert")


def _outcome(said: str, name: str, content: str, kind: str) -> str:
    line = tag("strong", escape(said)) + " " + tag("span", escape(name))
    return tag("li", tag("p", line) + content, class_=f"rp-{kind}")
