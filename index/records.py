"""Documents, paragraphs and passages of a segment on disk: plain JSON lines and arrays, read a line at a time.

    documents.jsonl      one line a document: metadata, report, its rows in paragraphs.jsonl, and a digest of it all
    paragraphs.jsonl     one line a paragraph
    paragraphs.idx.npy   where line n begins, int64, one more than there are lines
    paragraphs.ids.npy   (hash of the id, line), uint64, sorted: finds a paragraph by its id
    passages.npy         (paragraph line, start, end, 1 if a note), int32, one row a passage
    passages.keys.npy    128-bit hash of the embedded text, uint8 (n, 16)
    passages.doc.npy     first passage of each document, int64, one more than documents

Nothing of the index proper is here.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest import Document, Paragraph, paragraph_from_record

from .columns import Column, read_shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .passages import Passage


def text_key(text: str) -> bytes:
    """The 16 bytes under which the vectors of a text are kept."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).digest()[:16]


def write_documents(folder: Path, documents: Sequence[Document]) -> int:
    """Writes documents and their paragraphs; gives the number of paragraphs.

    Raises ValueError when two paragraphs have one id.
    """
    ids: list[str] = []
    starts = [0]
    names = ("documents.jsonl", "paragraphs.jsonl")
    with (folder / names[0]).open("wb") as listing, (folder / names[1]).open("wb") as lines:
        for document in documents:
            listing.write(_line(_document_record(document, len(ids))))
            for paragraph in document.paragraphs:
                starts.append(starts[-1] + lines.write(_line(asdict(paragraph))))
                ids.append(paragraph.id)
    _write_paragraph_index(folder, starts, ids)
    return len(ids)


def _document_record(document: Document, first: int) -> dict[str, Any]:
    bare = Document(**{name: getattr(document, name) for name in document.__slots__} | {"paragraphs": ()})
    record = bare.to_record()
    record.pop("paragraphs")
    return record | {"rows": [first, first + len(document.paragraphs)], "digest": digest_of(document)}


def digest_of(document: Document) -> str:
    """Differs when anything in the document does, its paragraphs included."""
    return hashlib.sha256(repr(document).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _line(record: dict[str, Any]) -> bytes:
    # A lone surrogate (from a broken PDF) becomes its own JSON escape, so that the file stays UTF-8.
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _write_paragraph_index(folder: Path, starts: list[int], ids: list[str]) -> None:
    import numpy as np

    (most, times), *_ = Counter(ids).most_common(1) or [("", 0)]
    if times > 1:
        raise ValueError(f"{times} paragraphs have the id {most}")
    table = np.array([(_id_hash(each), row) for row, each in enumerate(ids)], dtype=np.uint64).reshape(-1, 2)
    np.save(folder / "paragraphs.ids.npy", table[np.argsort(table[:, 0], kind="stable")], allow_pickle=False)
    np.save(folder / "paragraphs.idx.npy", np.array(starts, dtype=np.int64), allow_pickle=False)


def _id_hash(paragraph_id: str) -> int:
    return int.from_bytes(text_key(paragraph_id)[:8], "little")


def write_passages(
    folder: Path, documents: Sequence[Document], passages: Sequence[Sequence[Passage]]
) -> None:
    """Writes where the passages of each document stand, in the order of the documents."""
    import numpy as np

    rows: list[tuple[int, int, int, bool]] = []
    keys: list[bytes] = []
    firsts = [0]
    line = 0
    for document, its in zip(documents, passages, strict=True):
        line_of = {paragraph.id: line + number for number, paragraph in enumerate(document.paragraphs)}
        notes = {paragraph.id for paragraph in document.paragraphs if paragraph.kind == "note"}
        rows += [(line_of[it.paragraph], it.start, it.end, it.paragraph in notes) for it in its]
        keys += [text_key(passage.text_to_embed) for passage in its]
        firsts.append(len(rows))
        line += len(document.paragraphs)
    arrays: dict[str, NDArray[Any]] = {
        "passages": np.array(rows, dtype=np.int32).reshape(-1, 4),
        "passages.keys": np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, 16),
        "passages.doc": np.array(firsts, dtype=np.int64),
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def read_array(folder: Path, name: str) -> NDArray[Any]:
    """One of the arrays above, memory-mapped."""
    import numpy as np

    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))


def read_passages(folders: Sequence[Path]) -> NDArray[np.int32]:
    """The passages of some segments, one after the other, with their lines counted through."""
    import numpy as np

    tables = [read_array(folder, "passages") for folder in folders]
    if len(tables) == 1:
        return tables[0]
    sizes = [read_shape(folder / "paragraphs.idx.npy")[0] - 1 for folder in folders]
    joined = np.concatenate(tables)
    joined[:, 0] += np.repeat(np.cumsum([0, *sizes[:-1]], dtype=np.int32), [len(table) for table in tables])
    return joined


def measure_passages(folders: Sequence[Path]) -> tuple[int, int]:
    """Number of passages in some segments, and of numbers for each; the passages themselves are not read."""
    shapes = [read_shape(folder / "passages.npy") for folder in folders]
    return sum(rows for rows, _ in shapes), max(width for _, width in shapes)


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of a segment, without its paragraphs.

    lines, rows  its paragraphs and its passages among those of all segments read, end exclusive
    digest       see `digest_of`; "" in a library of version 1
    """

    document: Document
    lines: tuple[int, int]
    rows: tuple[int, int]
    digest: str


def read_documents(folders: Sequence[Path]) -> list[list[Listed]]:
    """The documents of each segment, removed ones among them."""
    found, line, row = [], 0, 0
    for folder in folders:
        firsts = Column(folder / "passages.doc.npy")
        rows = [row + firsts[at] for at in range(len(firsts))]
        with (folder / "documents.jsonl").open("rb") as listing:
            records = [_read_line(each) for each in listing]
        spans = [(line + first, line + end) for first, end in (record.pop("rows") for record in records)]
        found.append(
            [
                Listed(Document.from_record(record | {"paragraphs": []}), span, (first, end), digest)
                for record, span, first, end in zip(records, spans, rows, rows[1:], strict=False)
                for digest in (record.pop("digest", ""),)
            ]
        )
        line, row = spans[-1][1] if spans else line, rows[-1]
    return found


def _read_line(line: bytes) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(line)
    return record


class Paragraphs:
    """The paragraphs of some segments, one after the other, each read when it is asked for. Safe for threads."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._segments = [_Lines(folder) for folder in folders]
        self._firsts = list(accumulate((len(each) for each in self._segments), initial=0))

    def __len__(self) -> int:
        return self._firsts[-1]

    def __getitem__(self, line: int) -> Paragraph:
        if not 0 <= line < len(self):
            raise IndexError(line)
        segment = bisect_right(self._firsts, line) - 1
        return self._segments[segment][line - self._firsts[segment]]

    def lines(self, paragraph_id: str) -> Iterator[int]:
        """The lines of the paragraphs with this id; more than one where a document was read anew."""
        for segment, first in zip(self._segments, self._firsts, strict=False):
            line = segment.line(paragraph_id)
            if line is not None:
                yield first + line

    def close(self) -> None:
        """Closes the files."""
        for segment in self._segments:
            segment.close()


class _Lines:
    """The paragraphs of one segment."""

    def __init__(self, folder: Path) -> None:
        self._starts = Column(folder / "paragraphs.idx.npy")
        self._ids = Column(folder / "paragraphs.ids.npy")  # hash, line, hash, line ...
        self._file = (folder / "paragraphs.jsonl").open("rb")
        self._lines = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else None

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, line: int) -> Paragraph:
        if self._lines is None or not 0 <= line < len(self):
            raise IndexError(line)
        return paragraph_from_record(_read_line(self._lines[self._starts[line] : self._starts[line + 1]]))

    def line(self, paragraph_id: str) -> int | None:
        wanted = _id_hash(paragraph_id)
        place = bisect_left(range(len(self)), wanted, key=lambda at: self._ids[2 * at])
        while place < len(self) and self._ids[2 * place] == wanted:
            line = self._ids[2 * place + 1]
            if self._is_of(line, paragraph_id):
                return line
            place += 1
        return None

    def _is_of(self, line: int, paragraph_id: str) -> bool:
        """Whether a line is that paragraph's; mostly its first bytes tell, as the id is its first field."""
        head = _line({"id": paragraph_id})[:-2]
        start = self._starts[line]
        return self._lines is not None and (
            self._lines[start : start + len(head)] == head or self[line].id == paragraph_id
        )

    def close(self) -> None:
        if self._lines is not None:
            self._lines.close()
            self._lines = None
        self._file.close()
