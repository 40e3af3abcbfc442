"""The tab for evaluators: a run's report, and two runs compared. Who measures gives the runs; nothing is measured here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Protocol

from ingest import RapporteurError

from . import strings
from .library_view import trouble_view
from .page_tools import turn_panel
from .views import tag


class Runs(Protocol):
    """Finished runs of an evaluation; each method but `names` raises RapporteurError for a run that is not there."""

    def names(self) -> Sequence[str]:
        """The runs, the latest first."""

    def report(self, name: str) -> str:
        """The report of a run as a whole HTML page."""

    def comparison(self, before: str, after: str) -> str:
        """Which measures moved between two runs, as text."""


def run_view(runs: Runs, name: str | None, before: str | None = None) -> str:
    """A run's report in a frame of its own; above it what moved since the run before, when one is chosen."""
    if not name:
        return tag("p", escape(strings.NO_RUNS), class_="rp-hint")
    try:
        changes = runs.comparison(before, name) if before and before != name else ""
        page = runs.report(name)
    except RapporteurError as error:
        return trouble_view(str(error))
    title = strings.RUN_TITLE.format(name=name)
    moved = tag("pre", escape(changes), class_="rp-moved", tabindex="0") if changes else ""
    # sandboxed without its own origin: a report may sort its cases and reach nothing of the page
    return moved + tag("iframe", srcdoc=page, sandbox="allow-scripts", class_="rp-report", title=title)


def add_runs_tab(gr: Any, runs: Runs) -> None:
    """The tab with its two choices."""
    names = list(runs.names())
    with gr.Tab(strings.RUNS_TAB) as tab:
        turn_panel(tab, "runs")
        gr.HTML(f'<p class="rp-hint">{strings.RUNS_TEXT}</p>', js_on_load=None, apply_default_css=False)
        with gr.Row():
            chosen = gr.Dropdown(names, value=None, label=strings.RUN, elem_id="rp-run")
            before = gr.Dropdown(
                [("–", ""), *((each, each) for each in names)],
                value="",
                label=strings.RUN_BEFORE,
                elem_id="rp-run-before",
            )
        shown = gr.HTML(
            run_view(runs, None) if not names else "",
            elem_id="rp-run-shown",
            js_on_load=None,
            apply_default_css=False,
        )
    for choice in (chosen, before):
        choice.change(
            lambda name, earlier: run_view(runs, name, earlier),
            [chosen, before],
            shown,
            api_visibility="private",
            show_progress="minimal",
        )
