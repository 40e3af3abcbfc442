"""The shape of the house: who imports whom, who owns which heavy library, how light the start is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("ingest", "index", "assistant", "eval")
MAY_IMPORT = {
    "ingest": set(),
    "index": {"ingest"},
    "assistant": {"ingest", "index"},
    "eval": {"ingest", "index", "assistant"},
}
OWNERS = {
    "pypdf": {"ingest/read_pdf.py", "ingest/page_content.py", "eval/reading.py"},
    "docx": {"ingest/read_docx.py", "assistant/export_docx.py"},
    "citeproc": {"assistant/bibliography.py"},
    "bibtexparser": {"assistant/export_records.py"},
    "rispy": {"assistant/export_records.py"},
    "faiss": {"index/vectors.py", "eval/plain_script.py"},
    "sentence_transformers": {"index/encoder.py", "eval/plain_script.py"},
    "onnxruntime": {"index/onnx_encoder.py", "index/export.py"},
    "bm25s": {"index/lexical.py"},
    "gradio": {"assistant/page.py"},
    "langchain": {"assistant/model.py"},
    "langchain_core": {"assistant/model.py", "assistant/chain.py"},
    "langsmith": {"assistant/model.py"},
    "mcp": {"assistant/mcp_server.py"},
    "onnx": {"index/onnx_encoder.py", "index/export.py"},
    "pypdfium2": {"assistant/pictures.py"},
    "ir_measures": {"eval/retrieval.py"},
}


def modules():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imports_of(path):
    """(module, whether it stands at the top of the file) for every absolute import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(ast.iter_child_nodes(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or "", node in top


def test_packages_import_only_what_flows_into_them_and_only_through_the_root():
    wrong = []
    for path in modules():
        own = path.relative_to(ROOT).parts[0]
        for module, _ in imports_of(path):
            first, _, inner = module.partition(".")
            if first in PACKAGES and first != own and (first not in MAY_IMPORT[own] or inner):
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_each_heavy_library_has_one_owner_that_imports_it_inside_a_function():
    wrong = []
    for path in modules():
        name = path.relative_to(ROOT).as_posix()
        for module, at_top in imports_of(path):
            library = module.partition(".")[0]
            if library in OWNERS and (name not in OWNERS[library] or at_top):
                wrong.append(f"{name} imports {module}{' at its top' if at_top else ''}")
    assert wrong == []


def test_no_file_is_the_application():
    lengths = {path.relative_to(ROOT).as_posix(): path.read_text().count("\n") for path in modules()}
    assert {name: length for name, length in lengths.items() if length > 420} == {}


@pytest.mark.parametrize(
    "command", [[], ["ingest"], ["ask"], ["lookup"], ["show"], ["sources"], ["chat"], ["mcp"]]
)
def test_help_starts_light_and_shows_an_example(command):
    code = (
        "import sys\nfrom assistant.cli import app\n"
        "try:\n    app(sys.argv[1:], prog_name='rapporteur')\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'faiss', 'gradio', 'transformers', 'sentence_transformers', 'langchain', 'pypdf', 'bm25s'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *command, "--help"], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert "HEAVY []" in run.stdout, run.stdout + run.stderr
    if command:
        assert f"Example: rapporteur {command[0]}" in run.stdout


UNASKED = [
    "torch",
    "transformers",
    "sentence_transformers",
    "scipy",
    "pandas",
    "gradio",
    "langchain",
    "pydantic",
]
UNREAD = [*UNASKED, "numpy", "faiss", "bm25s", "onnxruntime", "tokenizers", "assistant.ask", "index.encoder"]


@pytest.mark.parametrize(
    ("command", "needless"),
    [
        (["ask", "What is a small dredger?"], [*UNASKED, "bm25s"]),
        (["lookup", "Convention against Unlawful Dredging art. 17(3)"], UNREAD),
        (["show", "background-paper.pdf", "para. 16"], UNREAD),
        (["sources"], UNREAD),
    ],
)
def test_a_command_loads_only_what_it_needs(command, needless, samples_library):
    code = (
        "import sys\nfrom assistant.cli import app\n"
        "try:\n    app(prog_name='rapporteur')\nexcept SystemExit as end:\n    assert not end.code\n"
        "print('LOADED', *sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *command, "--library", str(samples_library)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    _, loaded = run.stdout.rsplit("LOADED", 1)
    assert set(loaded.split()) & set(needless) == set(), run.stderr
