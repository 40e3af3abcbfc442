"""Documents in, a searchable library on disk out. Imports only `ingest`.

Reading order: sentences, passages (what is embedded); encoding, model_files,
adapters, encoder, onnx_encoder, fast_encoder, export (texts into vectors); vectors and
lexical (the two ways to find), fusion, products and tokens (late interaction),
spans, search (all together), hit; cross_encoder (question and passage read
together); records, manifest and generations (a segment, what a library holds,
the disk), kept (what was learnt), columns and once (tools); embed, segment,
held and publish (write a segment, keep the others), originals (the PDF files kept
for their pages), library (reads).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cross_encoder import load_cross_encoder
    from .encoder import DEFAULT_MODEL, Encoder, Encoding, TokenEncoder, load_encoder
    from .fusion import fuse_ranks
    from .held import Held, open_held
    from .hit import Hit
    from .lexical import split_terms
    from .library import Library
    from .manifest import Counts, Manifest
    from .model_files import find_model
    from .originals import drop_originals, keep_original, original_of
    from .passages import Passage, cut_passages
    from .publish import Changes, Published, publish
    from .records import Sketch
    from .search import Parts
    from .sentences import split_sentences
    from .tokens import LATE_WEIGHTS, LateWeights

# loaded at first use: listing the documents needs neither encoder nor search
_LATER = {
    "cross_encoder": ("load_cross_encoder",),
    "encoder": ("DEFAULT_MODEL", "Encoder", "Encoding", "TokenEncoder", "load_encoder"),
    "fusion": ("fuse_ranks",),
    "held": ("Held", "open_held"),
    "lexical": ("split_terms",),
    "hit": ("Hit",),
    "library": ("Library",),
    "manifest": ("Counts", "Manifest"),
    "model_files": ("find_model",),
    "originals": ("drop_originals", "keep_original", "original_of"),
    "passages": ("Passage", "cut_passages"),
    "publish": ("Changes", "Published", "publish"),
    "records": ("Sketch",),
    "search": ("Parts",),
    "sentences": ("split_sentences",),
    "tokens": ("LATE_WEIGHTS", "LateWeights"),
}


def __getattr__(name: str) -> Any:
    """All that is below, loaded when it is asked for."""
    for module, names in _LATER.items():
        if name in names:
            loaded = import_module(f".{module}", __name__)
            # kept, as the function `publish` would else be hidden by its module from now on
            globals().update({each: getattr(loaded, each) for each in names})
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "DEFAULT_MODEL",
    "LATE_WEIGHTS",
    "Changes",
    "Counts",
    "Encoder",
    "Encoding",
    "Held",
    "Hit",
    "LateWeights",
    "Library",
    "Manifest",
    "Parts",
    "Passage",
    "Published",
    "Sketch",
    "TokenEncoder",
    "cut_passages",
    "drop_originals",
    "find_model",
    "fuse_ranks",
    "keep_original",
    "load_cross_encoder",
    "load_encoder",
    "open_held",
    "original_of",
    "publish",
    "split_sentences",
    "split_terms",
]
