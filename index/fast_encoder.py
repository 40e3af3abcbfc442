"""The default encoder: int8 weights in ONNX Runtime, sentence-transformers where that cannot be.

The export is made once a model and kept in the user's cache folder. The work of
making it is done by export.py in a process of its own, so that whatever goes
wrong there costs nothing here, and so that this process never loads torch.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .encoding import Encoding, PairEncoder, PairStates, Progress
from .model_files import ModelFiles
from .onnx_encoder import NoExportError, OnnxEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Part of the export's name: raise it when export.py makes other exports than before.
_EXPORT_VERSION = 1
# Exit status of export.py when the fault is the model's, not one of the moment (a full disk).
REFUSED = 3

_log = logging.getLogger(__name__)


class Engine(PairEncoder, Protocol):
    """What turns texts into vectors; see TokenEncoder."""

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """See Encoder.encode."""

    def encode_tokens(self, texts: Sequence[str], *, progress: Progress | None = None) -> Iterator[Encoding]:
        """See TokenEncoder.encode_tokens."""


class Reference(Engine, Protocol):
    """The encoder whose vectors the fast one must come near."""

    @property
    def dimension(self) -> int: ...  # noqa: D102

    def warm(self) -> None:
        """Loads the weights."""


class FastEncoder:
    """A TokenEncoder that runs a model's export, or the reference. Safe for threads.

    Which one is settled at the first text; a log message at level INFO says that
    an export is being made, one at level WARNING that the reference is taken, and why
    (INFO where that was found and said at an earlier start).
    """

    def __init__(self, files: ModelFiles, reference: Reference) -> None:
        self.name = files.name
        self.folder = files.folder
        self._files = files
        self._reference = reference
        self._lock = threading.Lock()
        self._settled: Engine | None = None

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._files.dimension or self._reference.dimension

    @property
    def fingerprint(self) -> str:
        """Of the model's files: the export's vectors can be compared with the reference's."""
        return self._files.fingerprint

    def warm(self) -> None:
        """Loads the weights now, so that the first question does not wait for them."""
        if self._engine() is self._reference:
            self._reference.warm()

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """See Encoder.encode."""
        return self._engine().encode(texts, progress=progress)

    def encode_tokens(self, texts: Sequence[str], *, progress: Progress | None = None) -> Iterator[Encoding]:
        """See TokenEncoder.encode_tokens."""
        return self._engine().encode_tokens(texts, progress=progress)

    def encode_pairs(self, first: str, seconds: Sequence[str]) -> Iterator[PairStates]:
        """See PairEncoder.encode_pairs."""
        return self._engine().encode_pairs(first, seconds)

    def token_spans(self, text: str) -> Sequence[tuple[int, int]]:
        """See TokenEncoder.token_spans."""
        return self._files.token_spans(text)

    def _engine(self) -> Engine:
        with self._lock:
            if self._settled is None:
                self._settled = self._settle()
            return self._settled

    def _settle(self) -> Engine:
        try:
            return _open_export(self._files)
        except NoExportError as error:
            level = logging.INFO if error.known else logging.WARNING
            _log.log(level, "model %s: runs in sentence-transformers, slower, because %s", self.name, error)
            return self._reference


def find_export(files: ModelFiles) -> Path:
    """Where the export of a model stands, or will: under RAPPORTEUR_CACHE, else ~/.cache/rapporteur."""
    cache = Path(os.environ.get("RAPPORTEUR_CACHE") or "~/.cache/rapporteur").expanduser()
    return cache / "encoders" / f"{files.fingerprint[:32]}.int8-{_EXPORT_VERSION}.onnx"


def _open_export(files: ModelFiles) -> OnnxEncoder:
    """The export of a model, made first where there is none that opens; NoExportError when it cannot be."""
    if not files.has_tokenizer:
        raise NoExportError(f"it has no tokenizer.json in {files.folder}")
    export = find_export(files)
    if export.is_file():
        try:
            return OnnxEncoder(files, export)
        except NoExportError as error:
            _log.info("model %s: %s; it is made anew", files.name, error)
    _make_export(files, export)
    return OnnxEncoder(files, export)


def _make_export(files: ModelFiles, export: Path) -> None:
    """Runs export.py; a model that it refuses is remembered, so that the next start does not try again."""
    refusal = export.with_suffix(".refused")
    if refusal.is_file():
        reason = refusal.read_text("utf-8")
        raise NoExportError(f"{reason} (found earlier; delete {refusal} to try again)", known=True)
    for package in ("onnxruntime", "onnx"):
        if find_spec(package) is None:
            raise NoExportError(f"the package {package} is not installed")
    try:
        export.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoExportError(f"the cache folder cannot be made ({error}); set RAPPORTEUR_CACHE") from error
    _log.info("model %s: preparing it for this machine, once, some 20 seconds", files.name)
    status, reason = _run_export(files, export)
    if status == REFUSED:
        refusal.write_text(reason, "utf-8")
    if status:
        raise NoExportError(reason)


def _run_export(files: ModelFiles, export: Path) -> tuple[int, str]:
    """Exit status of export.py and the last line that it has to say."""
    places = os.pathsep.join([str(Path(__file__).resolve().parents[1]), *filter(None, sys.path)])
    # -P: a file of the same name in the user's folder must not be taken for ours.
    command = [sys.executable, "-P", "-m", "index.export", str(files.folder), str(export)]
    command += [str(files.adapters)] if files.adapters else []
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": places}
    )
    lines = run.stderr.strip().splitlines() or [f"its export ended with status {run.returncode}"]
    return run.returncode, lines[-1]
