"""The script that a user would write with sentence-transformers and FAISS: the reference of `python -m eval speed`.

`python eval/plain_script.py FOLDER MODEL QUESTION` answers from the texts of
FOLDER/texts.json; the index beside them is made where there is none. It imports
nothing of the product, and is no part of it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def load_model(folder: Path) -> Any:
    """The sentence-transformers model in a folder."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    quiet: Any = logging.disable_progress_bar
    quiet()
    return SentenceTransformer(str(folder), device="cpu")


def embed(model: Any, texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of length 1, shape (len(texts), dimension)."""
    vectors: NDArray[np.float32] = model.encode(
        list(texts), normalize_embeddings=True, show_progress_bar=False
    )
    return vectors


def make_index(vectors: NDArray[np.float32]) -> Any:
    """An index that is searched exactly."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def save_index(folder: Path, index: Any) -> None:
    """Write the index beside its texts."""
    import faiss

    faiss.write_index(index, str(folder / "index.faiss"))


def ask(folder: Path, model_folder: Path, question: str, k: int = 5) -> list[str]:
    """The k texts nearest to the question."""
    import faiss

    texts: list[str] = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    model = load_model(model_folder)
    if not (folder / "index.faiss").exists():
        save_index(folder, make_index(embed(model, texts)))
    index = faiss.read_index(str(folder / "index.faiss"))
    _, rows = index.search(embed(model, [question]), k)
    return [texts[row] for row in rows[0] if row >= 0]


if __name__ == "__main__":
    print("\n\n".join(ask(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))
