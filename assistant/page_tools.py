"""The page's tools as Gradio parts: comparing instruments and checking a draft, a tab each."""

from __future__ import annotations

from typing import Any

from . import strings
from .commands_check import DRAFTS
from .endpoints import DRAFT_MOST
from .sharing import QUESTION_MOST
from .tool_handlers import ToolHandlers


def turn_panel(tab: Any, name: str) -> None:
    """Choosing the tab turns the panel beside it to what belongs to it; page.js and page.css know it by this name."""
    tab.select(None, js=f"() => rapporteur.turn('{name}')", api_visibility="private", show_progress="hidden")


def text_line(gr: Any, label: str, hint: str, name: str) -> Any:
    """A line to write in, growing to six."""
    return gr.Textbox(
        label=label, placeholder=hint, elem_id=name, lines=1, max_lines=6, max_length=QUESTION_MOST, scale=8
    )


def hint_line(gr: Any, text: str) -> Any:
    """A sentence that says what a tab is for."""
    return gr.HTML(f'<p class="rp-hint">{text}</p>', js_on_load=None, apply_default_css=False)


def add_compare_tab(gr: Any, tools: ToolHandlers) -> Any:
    """The tab that sets instruments side by side; gives the list of documents, whose choices the page fills."""
    with gr.Tab(strings.COMPARE_TAB) as tab:
        turn_panel(tab, "compare")
        hint_line(gr, strings.COMPARE_TEXT)
        with gr.Row(elem_id="rp-compare-line", elem_classes="rp-line"):
            topic = text_line(gr, strings.COMPARE_LABEL, strings.COMPARE_HINT, "rp-topic")
            begin = gr.Button(
                strings.COMPARE, variant="primary", scale=1, min_width=90, elem_id="rp-compare-begin"
            )
        chosen = gr.Dropdown([], multiselect=True, label=strings.COMPARE_IN, elem_id="rp-instruments")
        table = gr.HTML(elem_id="rp-compared", js_on_load=None, apply_default_css=False)
    for event in (begin.click, topic.submit):
        event(tools.compare, [topic, chosen], table, api_visibility="private", show_progress="minimal")
    return chosen


def add_check_tab(gr: Any, tools: ToolHandlers) -> None:
    """The tab that holds a draft against the library."""
    with gr.Tab(strings.CHECK_TAB) as tab:
        turn_panel(tab, "draft")
        hint_line(gr, strings.CHECK_TEXT)
        draft = gr.Textbox(
            label=strings.CHECK_LABEL,
            placeholder=strings.CHECK_HINT,
            lines=8,
            max_lines=24,
            max_length=DRAFT_MOST,
            elem_id="rp-draft",
        )
        file = gr.File(label=strings.CHECK_FILE, file_types=list(DRAFTS), elem_id="rp-draft-file", height=140)
        begin = gr.Button(strings.CHECK, variant="primary", elem_id="rp-check")
        report = gr.HTML(elem_id="rp-checked", js_on_load=None, apply_default_css=False)
    begin.click(tools.check, [draft, file], report, api_visibility="private", show_progress="minimal")
