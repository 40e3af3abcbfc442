"""The command line: `rapporteur ingest`, `ask`, `lookup`, `show`, `sources`, `export`, `check`, `compare`, `chat`, `mcp`.

Thin commands over the library; what a user can mend is one line on standard
error and exit status 2. A command imports what it needs when it runs.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from ingest import RapporteurError, SettingsError

from .commands_check import check
from .commands_compare import compare
from .options import PATH, PORT, example, json_option, library_option, worded

if TYPE_CHECKING:
    from .answer import Answer
    from .writer import ChatModel

# Loading modules makes many objects and drops few: with Python's 700, a tenth of an ask goes into looking for them.
_OBJECTS = 50_000
# All is closed when they end: to take the modules down one by one would be a tenth of their time.
_SHORT = (["ask"], ["lookup"], ["show"], ["sources"], ["--help"])

_Command = TypeVar("_Command", bound=Callable[..., Any])


@click.group()
def app() -> None:
    """Answers from a library of UN-style documents, each with the very paragraph that says so."""


def _model_options(command: _Command) -> _Command:
    name = click.option(
        "--model",
        envvar="RAPPORTEUR_LLM",
        show_envvar=True,
        help="A language model that writes the answer: ollama:llama3, openai:NAME; none by default.",
    )
    url = click.option(
        "--base-url",
        envvar="RAPPORTEUR_LLM_URL",
        show_envvar=True,
        help="Where the model's server listens.",
    )
    return name(url(command))


def _host_option(command: _Command) -> _Command:
    return click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")(
        command
    )


@app.command(
    epilog=example("ingest ~/treaties --library library"), short_help="Read documents into a library."
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=PATH,
    help="Files and folders: text, Markdown, HTML, DOCX, PDF.",
)
@library_option
@click.option("--add", is_flag=True, help="Keep the documents that the library already has.")
@json_option
def ingest(paths: Sequence[Path], library: Path, add: bool, as_json: bool) -> None:
    """Read documents into a library; what has not changed is not read or embedded again."""
    from .building import build
    from .terminal import print_built, progress_bar

    with progress_bar() as progress:
        built = build(paths, library, add=add, progress=progress)
    if as_json:
        from dataclasses import asdict

        reports = {each.source.name: asdict(each.document.report) for each in built.outcomes if each.document}
        errors = {each.source.name: str(each.error) for each in built.failed}
        _print_json({"library": str(library), "reports": reports, "errors": errors})
    else:
        print_built(built)
    for each in built.failed:
        click.echo(f"rapporteur: {each.error}", err=True)
    if built.failed:
        sys.exit(2)


@app.command(epilog=example('ask "what is a conflict of interest?" --library library'))
@click.argument("question", required=False, help="The question.")
@library_option
@json_option
@click.option("--batch", type=PATH, help='JSON lines: {"id", "question", "history"}.')
@click.option("--out", type=PATH, help="Where the answers of --batch go, one JSON line each.")
@click.option(
    "--save", type=PATH, help="Save the answer with its citations: .docx .md .txt .bib .ris .json (CSL)."
)
@click.option(
    "--style",
    type=click.Choice(("un", "chicago")),
    default="un",
    show_default=True,
    help="How the footnotes of --save are written.",
)
@_model_options
def ask(
    question: str | None,
    library: Path,
    as_json: bool,
    batch: Path | None,
    out: Path | None,
    save: Path | None,
    style: Literal["un", "chicago"],
    model: str | None,
    base_url: str | None,
) -> None:
    """Answer a question with quotations and their paragraphs."""
    if (question is None) == (batch is None):
        raise SettingsError("ask: give either a question or --batch FILE")
    if batch is not None and save is not None:
        raise SettingsError("ask: --save takes one question; with --batch give --out FILE")
    if question is not None:
        worded(question, "question")
    from index import Library

    with Library.open(library) as opened:
        opened.begin(question or "")
        from .ask import Assistant

        assistant = Assistant(opened, _model(model, base_url))
        if batch is not None:
            from .batch import answer_batch

            if not answer_batch(assistant, batch, out):
                sys.exit(2)
            return
        answer = assistant.ask(question or "")
        if save is not None:
            from .export import save as save_answer
            from .export import stamp_of

            save_answer([answer], save, stamp_of(opened), style)
        _show_answer(answer, as_json)


@app.command(epilog=example('lookup "UNCAC 12(2)(c)" --library library'))
@click.argument("provision", help="A provision, as people write it.")
@library_option
@json_option
def lookup(provision: str, library: Path, as_json: bool) -> None:
    """Show the exact text of a provision, without a model."""
    from index import Library

    with Library.open(library) as opened:
        opened.begin()
        from .composing import look_up
        from .lookup import Lookup

        _show_answer(look_up(Lookup(opened), provision), as_json)


@app.command(
    epilog=example('show background-paper.pdf "para. 46" --library library'),
    short_help="Show a paragraph with its neighbours and notes.",
)
@click.argument("source", help="A document, by file name, symbol or short name.")
@click.argument("locator", help="A locator as answers show it, or as people write it.")
@library_option
@json_option
def show(source: str, locator: str, library: Path, as_json: bool) -> None:
    """Show a paragraph with its neighbours, its notes and where its references lead."""
    from index import Library

    with Library.open(library) as opened:
        opened.begin()
        from .lookup import Lookup
        from .showing import find_paragraphs, references_of, show_record
        from .terminal import print_paragraph

        looked = Lookup(opened)
        if as_json:
            _print_json(show_record(looked, source, locator))
            return
        document, chosen = find_paragraphs(looked, source, locator)
        print_paragraph(document, document.paragraphs, chosen, references_of(looked, chosen))


@app.command(epilog=example("sources --library library"))
@library_option
@json_option
def sources(library: Path, as_json: bool) -> None:
    """List the library's documents."""
    from index import Library

    from .terminal import print_sources

    with Library.open(library) as opened:
        if as_json:
            records = [each.to_record() for each in opened.documents]
            _print_json(
                [{key: value for key, value in each.items() if key != "paragraphs"} for each in records]
            )
        else:
            print_sources(opened.documents)


@app.command(epilog=example("export --library library > paragraphs.jsonl"))
@library_option
def export(library: Path) -> None:
    """Print every paragraph as one JSON line (docs/contract.md)."""
    from index import Library

    from .answer import paragraph_record
    from .crossings import Crossings
    from .lookup import Lookup

    with Library.open(library) as opened:
        crossings = Crossings(Lookup(opened))
        for listed in opened.documents:
            document = opened.document(listed.id)
            notes = {each.id: each.text for each in document.paragraphs if each.kind == "note"}
            for paragraph in document.paragraphs:
                record = paragraph_record(document, paragraph, notes, crossings.of(paragraph))
                sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


@app.command(epilog=example("chat --docs ~/treaties --library library --port 7860"))
@library_option
@click.option("--docs", type=PATH, multiple=True, help="Bring the library up to date with these first.")
@click.option(
    "--port", type=PORT, default=7860, show_default=True, help="Port of the page; 0 takes a free one."
)
@_host_option
@click.option("--users", type=PATH, help="Who may sign in; lines from `rapporteur user`.")
@_model_options
def chat(
    library: Path,
    docs: Sequence[Path],
    port: int,
    host: str,
    users: Path | None,
    model: str | None,
    base_url: str | None,
) -> None:
    """Serve the chat page on this machine."""
    if docs:
        from .building import build
        from .terminal import print_built, progress_bar

        with progress_bar() as progress:
            built = build(docs, library, progress=progress)
        if built.published is not None or built.failed:
            print_built(built)
        for each in built.failed:
            click.echo(f"rapporteur: {each.error}", err=True)
    from .page import serve
    from .users import read_users

    sign_in = read_users(users) if users else None
    serve(library, host=host, port=port, model=_model(model, base_url), sign_in=sign_in)


@app.command(epilog=example("user anna >> users.txt"), short_help="Make a line for the file of chat --users.")
@click.argument("name", help="The name to sign in with.")
def user(name: str) -> None:
    """Ask for a password and print the line for the file of `rapporteur chat --users`."""
    from .users import write_user

    click.echo(
        write_user(name, click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    )


@app.command(name="mcp", epilog=example("mcp --library library"))
@library_option
@click.option("--http", is_flag=True, help="Listen on an address instead of stdin and stdout.")
@_host_option
@click.option(
    "--port", type=PORT, default=8765, show_default=True, help="Port to listen on; the path is /mcp."
)
@_model_options
def serve_mcp(
    library: Path, http: bool, host: str, port: int, model: str | None, base_url: str | None
) -> None:
    """Serve the library to MCP clients."""
    from .ask import Assistant
    from .mcp_server import serve

    with Assistant.open(library, model=_model(model, base_url)) as assistant:
        serve(assistant, http=http, host=host, port=port)


app.add_command(check)
app.add_command(compare)


def _model(name: str | None, base_url: str | None) -> ChatModel | None:
    if name is None:
        return None
    from .model import load_model

    return load_model(name, base_url=base_url)


def _show_answer(answer: Answer, as_json: bool) -> None:
    if as_json:
        _print_json(answer.to_record())
    else:
        from .terminal import print_answer

        print_answer(answer)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def main() -> None:
    """Run the command line; errors that a user can mend end with status 2."""
    # no library this program uses may call home, whatever the command
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    # NumPy starts threads as it is imported, for products far greater than any here
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_OBJECTS)
    if sys.stdout is None:  # closed by the shell: >&-
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    try:
        _run()
    except RapporteurError as error:
        click.echo(f"rapporteur: {error}", err=True)
        sys.exit(2)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        from .usage import usage_line

        click.echo(f"rapporteur: {usage_line(error, sys.argv[1])}", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("rapporteur: stopped", err=True)
        sys.exit(1)
    except BrokenPipeError:
        _drop_output()
        sys.exit(1)
    except OSError as error:  # a full disk, a folder without permission
        said = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        click.echo(f"rapporteur: {said}", err=True)
        _drop_output()
        sys.exit(2)


def _drop_output() -> None:
    """What could not be written is not tried again as Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run() -> None:
    app(prog_name="rapporteur", standalone_mode=False)
    if sys.argv[1:2] in _SHORT:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
