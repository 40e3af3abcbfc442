"""The page: questions, sources and library in a browser, served by Gradio. It joins the library to the views.

What is shown is drawn in views, reading_view and library_view; what happens in
the browser is in static/page.js; what a request does is in handlers.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import ENDINGS

from . import strings
from .conversation_view import actions_view
from .desk import Desk
from .door import Door
from .endpoints import Endpoints
from .handlers import Handlers
from .page_tools import add_check_tab, add_compare_tab, text_line, turn_panel
from .reading_view import frame_view
from .runs_tab import Runs, add_runs_tab
from .tool_handlers import ToolHandlers
from .writer import ChatModel

_STATIC = Path(__file__).parent / "static"
_UPLOAD_MOST = "64mb"
_OWN_HOSTS = ("127.0.0.1", "localhost", "::1")
_AT_ONCE = 8  # questions answered side by side
SignIn = Callable[[str, str], bool]


def serve(
    library: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    model: ChatModel | None = None,
    sign_in: SignIn | None = None,
) -> None:
    """Serve the page until interrupted, after printing its address; port 0 takes a free one.

    model    writes the answers; quotations alone when None
    sign_in  checks a name and password; nobody is asked for them when None
    Raises LibraryError when there is no library.
    """
    desk = Desk(library, model=model)
    threading.Thread(target=desk.warm, daemon=True).start()
    page, address = start_page(desk, host=host, port=port, sign_in=sign_in)
    if sign_in is None and host not in _OWN_HOSTS:
        print(strings.OPEN_TO_ALL.format(host=host), file=sys.stderr)
    print(strings.ADDRESS.format(address=address), flush=True)
    try:
        page.block_thread()
    finally:
        desk.close()


def start_page(
    desk: Desk,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    sign_in: SignIn | None = None,
    runs: Runs | None = None,
) -> tuple[Any, str]:
    """Start serving in a thread of its own; the Gradio page (stop it with `close()`) and its address.

    runs  adds the tab for evaluators
    """
    gr = _gradio()
    from starlette.middleware import Middleware

    page = _build(gr, Handlers(desk), ToolHandlers(desk), Endpoints(desk), runs)
    page.queue(default_concurrency_limit=_AT_ONCE, max_size=200)
    _, address, _ = page.launch(
        server_name=host,
        server_port=port or _free_port(host),
        auth=sign_in,
        auth_message=strings.SIGN_IN,
        prevent_thread_lock=True,
        quiet=True,
        footer_links=[],
        max_file_size=_UPLOAD_MOST,
        app_kwargs={"middleware": [Middleware(Door)], "docs_url": None, "redoc_url": None},
        ssr_mode=False,
        share=False,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        css_paths=[_STATIC / "page.css"],
        head=f"<script>{(_STATIC / 'page.js').read_text(encoding='utf-8')}</script>",
    )
    return page, address.rstrip("/")


def _gradio() -> Any:
    # Gradio reads these when it is imported: no report home, no model hub
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gradio

    return gradio


def _free_port(host: str) -> int:
    import socket

    with socket.create_server((host, 0)) as free:
        return int(free.getsockname()[1])


# -- the parts ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asking:
    conversation: Any
    question: Any
    send: Any
    only: Any
    new: Any


@dataclass(frozen=True, slots=True)
class _Shelf:
    table: Any
    files: Any
    add: Any
    unwanted: Any
    remove: Any
    outcome: Any


def _build(gr: Any, handlers: Handlers, tools: ToolHandlers, endpoints: Endpoints, runs: Runs | None) -> Any:
    with gr.Blocks(title=strings.NAME, fill_width=True, analytics_enabled=False) as page:
        _offer(gr, endpoints)  # first, so that no private event takes one of their names
        header = gr.HTML(elem_id="rp-header", js_on_load=None, apply_default_css=False)
        with gr.Row(elem_id="rp-desk"):
            with gr.Column(elem_id="rp-left", scale=6, min_width=320), gr.Tabs(elem_id="rp-tabs"):
                asking = _ask_tab(gr)
                request, look, examples = _lookup_tab(gr)
                chosen = add_compare_tab(gr, tools)
                add_check_tab(gr, tools)
                shelf = _library_tab(gr)
                if runs is not None:
                    add_runs_tab(gr, runs)
            with gr.Column(elem_id="rp-panel", scale=5, min_width=320):
                shelf_list, cited, looked = (
                    gr.HTML(elem_id=name, js_on_load=None, apply_default_css=False)
                    for name in ("rp-shelf", "rp-cited", "rp-looked")
                )
                gr.HTML(
                    frame_view(),
                    elem_id="rp-frame",
                    js_on_load="rapporteur.serve(server)",
                    apply_default_css=False,
                    server_functions=handlers.for_browser(),
                )
        stocked = [header, asking.only, chosen, shelf.table, shelf.unwanted, examples, shelf_list]
        _join_asking(gr, page, handlers, asking, cited)
        for event in (look.click, request.submit):
            event(handlers.look_up, request, looked, api_visibility="private", show_progress="hidden")
        _join_library(gr, page, handlers, shelf, stocked)
    return page


def _offer(gr: Any, endpoints: Endpoints) -> None:
    """The named endpoints of docs/api.md; every other event of the page is private."""
    for call in (
        endpoints.ask,
        endpoints.lookup,
        endpoints.compare,
        endpoints.check_draft,
        endpoints.show_paragraph,
    ):
        gr.api(call, api_name=call.__name__, api_description=call.__doc__)


def _ask_tab(gr: Any) -> _Asking:
    with gr.Tab(strings.ASK_TAB) as tab:
        turn_panel(tab, "ask")
        conversation = gr.HTML(
            elem_id="rp-conversation", js_on_load="rapporteur.watch(element)", apply_default_css=False
        )
        with gr.Column(elem_id="rp-composer"):
            with gr.Row(elem_id="rp-line"):
                question = text_line(gr, strings.QUESTION_LABEL, strings.QUESTION_HINT, "rp-question")
                send = gr.Button(strings.ASK, variant="primary", scale=1, min_width=90, elem_id="rp-send")
            with gr.Row(elem_id="rp-options"):
                with gr.Accordion(strings.ONLY_IN, open=False):
                    only = gr.CheckboxGroup([], label=strings.ONLY_IN, show_label=False, elem_id="rp-only")
                new = gr.Button(strings.NEW, size="sm", scale=1, min_width=140, elem_id="rp-new")
        gr.HTML(actions_view(), elem_id="rp-actions", js_on_load=None, apply_default_css=False)
    return _Asking(conversation, question, send, only, new)


def _lookup_tab(gr: Any) -> tuple[Any, Any, Any]:
    """The request, its button and the examples."""
    with gr.Tab(strings.LOOKUP_TAB) as tab:
        turn_panel(tab, "lookup")
        gr.HTML(f'<p class="rp-hint">{strings.LOOKUP_TEXT}</p>', js_on_load=None, apply_default_css=False)
        with gr.Row(elem_id="rp-lookup-line"):
            request = text_line(gr, strings.LOOKUP_LABEL, strings.LOOKUP_HINT, "rp-request")
            look = gr.Button(strings.LOOKUP, variant="primary", scale=1, min_width=90, elem_id="rp-look")
        examples = gr.HTML(elem_id="rp-examples", js_on_load=None, apply_default_css=False)
    return request, look, examples


def _library_tab(gr: Any) -> _Shelf:
    with gr.Tab(strings.LIBRARY_TAB) as tab:
        turn_panel(tab, "library")
        table = gr.HTML(elem_id="rp-library", js_on_load=None, apply_default_css=False)
        with gr.Row(elem_id="rp-change"):
            with gr.Column(min_width=280):
                gr.HTML(
                    f'<p class="rp-hint">{strings.ADD_TEXT}</p>', js_on_load=None, apply_default_css=False
                )
                files = gr.File(
                    label=strings.ADD_LABEL,
                    file_count="multiple",
                    file_types=list(ENDINGS),
                    elem_id="rp-files",
                )
                add = gr.Button(strings.ADD, elem_id="rp-add")
            with gr.Column(min_width=280):
                unwanted = gr.Dropdown(
                    [], multiselect=True, label=strings.REMOVE_LABEL, elem_id="rp-unwanted"
                )
                remove = gr.Button(strings.REMOVE, variant="stop", elem_id="rp-remove")
        outcome = gr.HTML(elem_id="rp-outcome", js_on_load=None, apply_default_css=False)
    return _Shelf(table, files, add, unwanted, remove, outcome)


# -- what happens ---------------------------------------------------------------------------


def _join_asking(gr: Any, page: Any, handlers: Handlers, asking: _Asking, cited: Any) -> None:
    turns = gr.State(())
    address = gr.Textbox(visible=False)
    quiet = {"api_visibility": "private", "show_progress": "hidden"}
    shown = [asking.conversation, cited, turns]
    for event in (asking.send.click, asking.question.submit):
        asked = event(handlers.ask, [asking.question, turns, asking.only], [asking.question, *shown], **quiet)
        asked.failure(handlers.apologise, turns, shown, **quiet)
    asking.new.click(handlers.begin, None, shown, **quiet)
    restored = page.load(
        handlers.shared_documents, address, [address, asking.only], js="() => [location.search]", **quiet
    )
    restored.then(handlers.restore, address, shown, **quiet)


def _join_library(gr: Any, page: Any, handlers: Handlers, shelf: _Shelf, stocked: list[Any]) -> None:
    def add(files: list[str] | None) -> Iterator[str]:
        yield from handlers.add(files or [])

    def stock() -> list[Any]:
        header, choices, table, examples, shelf_list = handlers.stock()
        listed, emptied = gr.update(choices=choices), gr.update(choices=choices, value=[])
        return [header, listed, listed, table, emptied, examples, shelf_list]

    private = {"api_visibility": "private"}
    page.load(stock, None, stocked, show_progress="hidden", **private)
    added = shelf.add.click(
        add, shelf.files, shelf.outcome, concurrency_limit=1, show_progress="hidden", **private
    )
    removed = shelf.remove.click(
        handlers.remove, shelf.unwanted, shelf.outcome, concurrency_limit=1, **private
    )
    for changed in (added, removed):
        changed.then(stock, None, stocked, show_progress="hidden", **private)
    added.then(lambda: None, None, shelf.files, **private)
