"""The command line: `rapporteur ingest`, `ask`, `lookup`, `show`, `sources`, `export`, `check`, `compare`, `chat`, `mcp`.

Thin commands over the library; what a user can mend is one line on standard
error and exit status 2.
"""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest import RapporteurError

from .commands_check import check
from .commands_compare import compare

if TYPE_CHECKING:
    from .writer import ChatModel

app = typer.Typer(
    name="rapporteur",
    help="Answers from a library of UN-style documents, each with the very paragraph that says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

LibraryOption = Annotated[
    Path, typer.Option("--library", "-l", envvar="RAPPORTEUR_LIBRARY", help="The library's folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON (docs/contract.md) instead of text.")]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        envvar="RAPPORTEUR_LLM",
        help="A language model that writes the answer: ollama:llama3, openai:NAME; none by default.",
    ),
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option("--base-url", envvar="RAPPORTEUR_LLM_URL", help="Where the model's server listens."),
]
DEFAULT_LIBRARY = Path("library")


class FootnoteStyle(StrEnum):
    """How footnotes are written."""

    un = "un"
    chicago = "chicago"


@app.command(epilog="Example: rapporteur ingest ~/treaties --library library")
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders: text, Markdown, HTML, DOCX, PDF.")],
    library: LibraryOption = DEFAULT_LIBRARY,
    add: Annotated[
        bool, typer.Option("--add", help="Keep the documents that the library already has.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
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
        typer.echo(f"rapporteur: {each.error}", err=True)
    if built.failed:
        raise typer.Exit(2)


@app.command(epilog='Example: rapporteur ask "what is a conflict of interest?" --library library')
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    library: LibraryOption = DEFAULT_LIBRARY,
    as_json: JsonOption = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", help='JSON lines: {"id", "question", "history"}.')
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the answers of --batch go, one JSON line each.")
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save", help="Save the answer with its citations: .docx .md .txt .bib .ris .json (CSL)."
        ),
    ] = None,
    style: Annotated[
        FootnoteStyle, typer.Option("--style", help="How the footnotes of --save are written.")
    ] = FootnoteStyle.un,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Answer a question with quotations and their paragraphs."""
    from .ask import Assistant

    if (question is None) == (batch is None):
        raise _usage("ask: give either a question or --batch FILE")
    if batch is not None and save is not None:
        raise _usage("ask: --save takes one question; with --batch give --out FILE")
    with Assistant.open(library, model=_model(model, base_url)) as assistant:
        if batch is not None:
            from .batch import answer_batch

            if not answer_batch(assistant, batch, out):
                raise typer.Exit(2)
            return
        answer = assistant.ask(question or "")
        if save is not None:
            from .export import save as save_answer
            from .export import stamp_of

            save_answer([answer], save, stamp_of(assistant.library), style.value)
        _show_answer(answer, as_json)


@app.command(epilog='Example: rapporteur lookup "UNCAC 12(2)(c)" --library library')
def lookup(
    provision: Annotated[str, typer.Argument(help="A provision, as people write it.")],
    library: LibraryOption = DEFAULT_LIBRARY,
    as_json: JsonOption = False,
) -> None:
    """Show the exact text of a provision, without a model."""
    from .ask import Assistant

    with Assistant.open(library) as assistant:
        _show_answer(assistant.look_up(provision), as_json)


@app.command(epilog='Example: rapporteur show background-paper.pdf "para. 46" --library library')
def show(
    source: Annotated[str, typer.Argument(help="A document, by file name, symbol or short name.")],
    locator: Annotated[str, typer.Argument(help="A locator as answers show it, or as people write it.")],
    library: LibraryOption = DEFAULT_LIBRARY,
    as_json: JsonOption = False,
) -> None:
    """Show a paragraph with its neighbours, its notes and where its references lead."""
    from .showing import find_paragraphs, references_of, show_record

    if as_json:
        _print_json(show_record(library, source, locator))
        return
    from .terminal import print_paragraph

    document, chosen = find_paragraphs(library, source, locator)
    print_paragraph(document, document.paragraphs, chosen, references_of(library, chosen))


@app.command(epilog="Example: rapporteur sources --library library")
def sources(library: LibraryOption = DEFAULT_LIBRARY, as_json: JsonOption = False) -> None:
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


@app.command(epilog="Example: rapporteur export --library library > paragraphs.jsonl")
def export(library: LibraryOption = DEFAULT_LIBRARY) -> None:
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


@app.command(epilog="Example: rapporteur chat --docs ~/treaties --library library --port 7860")
def chat(
    library: LibraryOption = DEFAULT_LIBRARY,
    docs: Annotated[
        list[Path] | None, typer.Option("--docs", help="Bring the library up to date with these first.")
    ] = None,
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes a free one.")] = 7860,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    users: Annotated[
        Path | None, typer.Option("--users", help="Who may sign in; lines from `rapporteur user`.")
    ] = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
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
            typer.echo(f"rapporteur: {each.error}", err=True)
    from .page import serve
    from .users import read_users

    sign_in = read_users(users) if users else None
    serve(library, host=host, port=port, model=_model(model, base_url), sign_in=sign_in)


@app.command(epilog="Example: rapporteur user anna >> users.txt")
def user(name: Annotated[str, typer.Argument(help="The name to sign in with.")]) -> None:
    """Ask for a password and print the line for the file of `rapporteur chat --users`."""
    from .users import write_user

    typer.echo(
        write_user(name, typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    )


@app.command(name="mcp", epilog="Example: rapporteur mcp --library library")
def serve_mcp(
    library: LibraryOption = DEFAULT_LIBRARY,
    http: Annotated[
        bool, typer.Option("--http", help="Listen on an address instead of stdin and stdout.")
    ] = False,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; the path is /mcp.")] = 8765,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Serve the library to MCP clients."""
    from .ask import Assistant
    from .mcp_server import serve

    with Assistant.open(library, model=_model(model, base_url)) as assistant:
        serve(assistant, http=http, host=host, port=port)


app.command(epilog="Example: rapporteur check paper.docx --library library")(check)
app.command(epilog='Example: rapporteur compare "confiscation" --in UNTOC,UNCAC --library library')(compare)


def _model(name: str | None, base_url: str | None) -> ChatModel | None:
    if name is None:
        return None
    from .model import load_model

    return load_model(name, base_url=base_url)


def _show_answer(answer: Any, as_json: bool) -> None:
    if as_json:
        _print_json(answer.to_record())
    else:
        from .terminal import print_answer

        print_answer(answer)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _usage(message: str) -> RapporteurError:
    from ingest import SettingsError

    return SettingsError(message)


def main() -> None:
    """Run the command line; errors that a user can mend end with status 2."""
    # no library this program uses may call home, whatever the command
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    try:
        app()
    except RapporteurError as error:
        typer.echo(f"rapporteur: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
