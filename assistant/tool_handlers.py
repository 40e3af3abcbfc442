"""Handlers of the page's tools, comparing and checking a draft: values in and HTML out. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ingest import Document, Paragraph, RapporteurError, SourceError, find_sources, read_sources

from . import strings
from .ask import Assistant
from .commands_check import DRAFTS
from .compare import choose_instruments, compare_instruments
from .comparison_view import comparison_view, write_html, write_markdown
from .desk import Desk
from .draft import DraftReport, Source, check_draft
from .draft_reading import from_document
from .draft_report import write_fragment, write_json
from .draft_report import write_html as write_draft_html
from .draft_report import write_markdown as write_draft_markdown
from .library_view import trouble_view
from .views import source_button, tag

_TOPIC_MOST = 300  # characters


class ToolHandlers:
    """The requests of the page's tools to one library."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def compare(self, topic: str, sources: Sequence[str] | None) -> str:
        """What the chosen documents say on a matter, side by side; all treaties when none is chosen."""
        topic = topic.strip()[:_TOPIC_MOST]
        if not topic:
            return trouble_view(strings.COMPARE_NO_TOPIC)
        try:
            with self.desk.reading() as assistant:
                library = assistant.library
                chosen = [each for each in library.documents if each.source in (sources or ())]
                comparison = compare_instruments(library, topic, chosen or choose_instruments(library, ()))
        except RapporteurError as error:
            return trouble_view(str(error))
        files = {"comparison.md": write_markdown(comparison), "comparison.html": write_html(comparison)}
        return comparison_view(comparison) + save_buttons(files)

    def check(self, text: str, file: str | None) -> str:
        """A draft, pasted or as a file, held against the library."""
        try:
            with self.desk.reading() as assistant:
                report = self._check(assistant, text, Path(file) if file else None)
                if report is None:
                    return trouble_view(strings.CHECK_NOTHING)
                content = write_fragment(report, lambda source: _button(assistant, source))
        except RapporteurError as error:
            return trouble_view(str(error))
        files = {
            "draft-check.md": write_draft_markdown(report),
            "draft-check.html": write_draft_html(report),
            "draft-check.json": write_json(report),
        }
        return tag("section", content, class_="rp-draft", aria_label=strings.CHECK_TAB) + save_buttons(files)

    def _check(self, assistant: Assistant, text: str, file: Path | None) -> DraftReport | None:
        if file is not None:
            return check_draft(assistant.library, from_document(_read(file).paragraphs), file.name)
        if not text.strip():
            return None
        return check_draft(assistant.library, text, strings.CHECK_PASTED)


def _read(file: Path) -> Document:
    """An uploaded draft, read in a worker process as any strange file is. Raises SourceError."""
    if file.suffix.lower() not in DRAFTS:
        raise SourceError(
            f"{file.name}: expected a draft as one of {' '.join(DRAFTS)}; save it in one of these"
        )
    (outcome,) = read_sources(find_sources([file]))
    if outcome.document is None:
        raise outcome.error or SourceError(f"{file.name}: could not be read; save it as text")
    return outcome.document


def save_buttons(files: dict[str, str]) -> str:
    """A button for each file, which page.js saves."""
    buttons = (
        tag("button", escape(name), type="button", data_file=name, data_text=text)
        for name, text in files.items()
    )
    label = tag("span", escape(strings.CHECK_SAVE), class_="rp-page")
    return tag("p", label + "".join(buttons), class_="rp-tools")


def _button(assistant: Assistant, source: Source) -> str:
    """The name of a finding's source; it opens the document where the paragraph is found again."""
    label = f"{source.document}, {source.locator}"
    place = _place(assistant, source)
    return source_button(label, *place, None, class_="rp-open") if place else escape(label)


def _place(assistant: Assistant, source: Source) -> tuple[Document, Paragraph] | None:
    document = assistant.library.document(source.source)
    first = source.locator.split(" to ")[0]  # of several paragraphs the first
    found = [each for each in document.paragraphs if each.locator.shown == first]
    return (document, found[0]) if found else None
