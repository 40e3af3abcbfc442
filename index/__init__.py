"""Documents in, a searchable library on disk out. Imports only `ingest`.

Reading order: sentences, passages (what is embedded); encoding, model_files,
encoder, onnx_encoder, fast_encoder, export (texts into vectors); vectors and
lexical (the two ways to find), fusion, tokens (late interaction), search (all
together); records, manifest and generations (a segment, what a library holds,
the disk); embed and publish (write a segment, keep the others), originals (the
PDF files kept for their pages), library (reads).
"""

from .encoder import DEFAULT_MODEL, Encoder, Encoding, TokenEncoder, load_encoder
from .fusion import fuse_ranks
from .lexical import split_terms
from .library import Hit, Library
from .manifest import Counts, Manifest
from .originals import drop_originals, keep_original, original_of
from .passages import Passage, cut_passages
from .publish import Changes, Published, publish
from .search import Parts
from .sentences import split_sentences

__all__ = [
    "DEFAULT_MODEL",
    "Changes",
    "Counts",
    "Encoder",
    "Encoding",
    "Hit",
    "Library",
    "Manifest",
    "Parts",
    "Passage",
    "Published",
    "TokenEncoder",
    "cut_passages",
    "drop_originals",
    "fuse_ranks",
    "keep_original",
    "load_encoder",
    "original_of",
    "publish",
    "split_sentences",
    "split_terms",
]
