"""The documents of the sample library are the ones that their sources make, byte for byte."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"
DOCUMENTS = (
    "background-paper.pdf",
    "karsova-position.txt",
    "lowmere-convention.pdf",
    "resolution-12-7.docx",
    "sand-without-papers.md",
)


def _make(folder: Path) -> Path:
    folder.mkdir()
    subprocess.run([sys.executable, SAMPLES / "make.py", folder], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def made_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    base = tmp_path_factory.mktemp("samples")
    return _make(base / "first"), _make(base / "second")


def test_the_pack_holds_these_five_documents_and_no_other(made_twice: tuple[Path, Path]) -> None:
    assert tuple(sorted(path.name for path in made_twice[0].iterdir())) == DOCUMENTS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_making_a_document_twice_gives_the_committed_bytes(name: str, made_twice: tuple[Path, Path]) -> None:
    first, second = ((folder / name).read_bytes() for folder in made_twice)
    assert first == second
    assert first == (SAMPLES / name).read_bytes()
