"""What several test modules share: the sample library, made once a run with the real encoder."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def samples_library(tmp_path_factory):
    """A library of the sample pack."""
    from assistant.building import build

    folder = tmp_path_factory.mktemp("samples") / "library"
    build([ROOT / "samples"], folder)
    return folder


@pytest.fixture(scope="session")
def seeds_library(tmp_path_factory):
    """A library of the five seed documents; skips where they are not beside the checkout."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside this checkout")
    from assistant.building import build

    folder = tmp_path_factory.mktemp("seeds") / "library"
    build([CORPUS / "seeds"], folder)
    return folder
