"""States what a generation of a library holds and checks that it still does.

`manifest.json` is plain JSON: format and version, program, encoder, counts, the
segments, and size and SHA-256 of every other file. A library of version 1, whose
generation was one segment without a folder of its own, is read as such. Nothing
here opens an index.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ingest import LibraryError

if TYPE_CHECKING:
    from .encoder import Encoder

FORMAT = "rapporteur-library"
VERSION = 2
MANIFEST = "manifest.json"
_SMALL, _GREAT = 1 << 20, 64 << 20  # bytes
_PARAGRAPHS = "paragraphs.jsonl"

When = Literal["open", "paragraphs", "search", "verify"]
IN_USE: tuple[When, ...] = ("open", "paragraphs", "search")
"""All files but those so great that only `Library.verify` reads them through."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the generation: path with "/", size in bytes, SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a generation holds."""

    documents: int
    paragraphs: int
    passages: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Documents that were written together: a folder, never changed, linked from one generation to the next.

    name     its folder within the generation
    counts   what stands in it
    removed  ids of the documents in it that the library no longer holds
    dead     how much of `counts` is theirs
    vectors  kind and settings of its index of vectors
    recall   share of the ten nearest that this index finds, measured on its own vectors when it was built
    """

    name: str
    counts: Counts
    removed: tuple[str, ...] = ()
    dead: Counts = Counts(0, 0, 0)
    vectors: str = "Flat"
    recall: float = 1.0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in manifest.json.

    program  version of the program that wrote it
    created  UTC, ISO 8601
    counts   what the library holds, removed documents not among it
    """

    program: str
    created: str
    encoder: str
    dimension: int
    fingerprint: str
    counts: Counts
    segments: tuple[Segment, ...]
    files: tuple[StoredFile, ...]

    @property
    def stored(self) -> Counts:
        """What stands on disk, removed documents among it."""
        return _sum(each.counts for each in self.segments)

    def folders(self, generation: Path) -> list[Path]:
        """The folders of the segments, in the order of their rows."""
        return [generation / each.name for each in self.segments]


def _sum(counts: Iterable[Counts]) -> Counts:
    listed = list(counts)
    return Counts(
        sum(each.documents for each in listed),
        sum(each.paragraphs for each in listed),
        sum(each.passages for each in listed),
    )


def mending(library: Path) -> str:
    """The command that makes a library anew."""
    return f"mend with: rapporteur ingest PATH --library {library}"


def describe(
    generation: Path, encoder: Encoder, segments: Sequence[Segment], known: Mapping[str, StoredFile]
) -> Manifest:
    """The manifest of a generation folder whose other files are all written.

    known  files linked from an earlier generation, by name: not read again
    """
    stored = _sum(each.counts for each in segments)
    dead = _sum(each.dead for each in segments)
    names = sorted(
        Path(folder, name).relative_to(generation).as_posix()
        for folder, _, its in os.walk(generation)
        for name in its
    )
    return Manifest(
        program=_program_version(),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=encoder.name,
        dimension=encoder.dimension,
        fingerprint=encoder.fingerprint,
        counts=Counts(
            stored.documents - dead.documents,
            stored.paragraphs - dead.paragraphs,
            stored.passages - dead.passages,
        ),
        segments=tuple(segments),
        files=tuple(known.get(name) or _store(generation, name) for name in names),
    )


def _store(generation: Path, name: str) -> StoredFile:
    path = generation / name
    return StoredFile(name, path.stat().st_size, _sha256(path))


def write_manifest(generation: Path, manifest: Manifest) -> None:
    """Writes manifest.json into the generation folder."""
    record = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    (generation / MANIFEST).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")


def read_manifest(generation: Path, library: Path) -> Manifest:
    """The manifest of a generation; LibraryError when it is absent, damaged or of a newer format."""
    try:
        record = json.loads((generation / MANIFEST).read_text("utf-8"))
        _check_format(record, library)
        files = tuple(StoredFile(**each) for each in record.pop("files"))
        counts = Counts(**record.pop("counts"))
        segments = tuple(_read_segment(each) for each in record.pop("segments", ()))
        return Manifest(**record, counts=counts, segments=segments or (Segment(".", counts),), files=files)
    except FileNotFoundError as error:
        raise _damaged(library, f"expected {MANIFEST} in {generation.name}, found none") from error
    except (ValueError, KeyError, TypeError) as error:
        what = f"expected a whole {MANIFEST}, found one that cannot be read ({error})"
        raise _damaged(library, what) from error


def _read_segment(record: dict[str, Any]) -> Segment:
    counts, dead = (Counts(**record.pop(name)) for name in ("counts", "dead"))
    return Segment(**record | {"removed": tuple(record["removed"])}, counts=counts, dead=dead)


def check_encoder(manifest: Manifest, encoder: Encoder, library: Path) -> None:
    """LibraryError unless the encoder is the one whose vectors the library holds."""
    made = (manifest.dimension, manifest.fingerprint)
    if made == (encoder.dimension, encoder.fingerprint):
        return
    raise LibraryError(
        f"library {library}: its vectors are of {_call(manifest.encoder, *made)}, "
        f"the encoder now set is {_call(encoder.name, encoder.dimension, encoder.fingerprint)}; "
        f"set RAPPORTEUR_MODEL={manifest.encoder}, or {mending(library)}"
    )


def check_count(library: Path, what: str, expected: int, found: int) -> None:
    """LibraryError when a file holds another number of things than the manifest says."""
    if expected != found:
        raise _damaged(library, f"expected {expected} {what}, found {found}")


def check_files(
    manifest: Manifest,
    generation: Path,
    library: Path,
    *,
    when: Collection[When] = IN_USE,
    under: str = ".",
) -> None:
    """LibraryError unless all sizes fit, and the checksums of the files that are checked then.

    Files below 1 MiB are checked as the library is opened, greater ones before
    its paragraphs are read or its first search, those of 64 MiB and more only by `Library.verify`.

    under  look only into this segment's folder
    """
    files = files_of(manifest, under)
    for stored in files:
        path = generation / stored.name
        size = path.stat().st_size if path.is_file() else None
        if size != stored.size:
            found = "none" if size is None else f"{size}"
            raise _damaged(library, f"{stored.name}: expected {stored.size} bytes, found {found}")
    check_contents([each for each in files if _moment(each) in when], generation, library)


def check_contents(files: Iterable[StoredFile], generation: Path, library: Path) -> None:
    """LibraryError unless the files have their checksums."""
    for stored in files:
        if _sha256(generation / stored.name) != stored.sha256:
            raise _damaged(library, f"{stored.name}: expected other contents than found (checksum differs)")


def _moment(stored: StoredFile) -> When:
    if stored.size < _SMALL:
        return "open"
    if stored.size >= _GREAT:
        return "verify"
    return "paragraphs" if stored.name.endswith(_PARAGRAPHS) else "search"


def files_of(manifest: Manifest, segment: str) -> list[StoredFile]:
    """The files in a segment's folder; "." is the generation's own."""
    return [each for each in manifest.files if segment == "." or each.name.startswith(f"{segment}/")]


def _check_format(record: Any, library: Path) -> None:
    found, number = record.pop("format"), record.pop("version")
    if found != FORMAT:
        raise _damaged(library, f"expected format {FORMAT}, found {found}")
    if number > VERSION:
        raise NewerLibraryError(
            f"library {library}: expected format version {VERSION} or older, found {number}, made by "
            f"rapporteur {record.get('program')}; install that version, or make another library: "
            "rapporteur ingest PATH --library OTHER_DIR"
        )


class NewerLibraryError(LibraryError):
    """A library in a format of a later program; this one must neither read nor replace it."""


def _damaged(library: Path, what: str) -> LibraryError:
    return LibraryError(f"library {library}: {what}; {mending(library)}")


def _call(name: str, dimension: int, fingerprint: str) -> str:
    return f"{name} (dimension {dimension}, fingerprint {fingerprint[:12]})"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _program_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("rapporteur")
    except PackageNotFoundError:
        return "unknown"
