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
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest import Document, Paragraph, paragraph_from_record

from .columns import Column, read_shape
from .manifest import Counts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .passages import Passage


def text_key(text: str) -> bytes:
    """The 16 bytes under which the vectors of a text are kept."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).digest()[:16]


class DocumentWriter:
    """Writes documents, their paragraphs and where their passages stand, one document after the other.

    Of what is written only numbers stay in memory: some 60 bytes for a paragraph with its passages.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listing = (folder / "documents.jsonl").open("wb")
        self._lines = (folder / "paragraphs.jsonl").open("wb")
        self._starts = array("q", [0])
        self._ids = array("Q")  # hash, line, hash, line ...
        self._passages = array("i")
        self._keys = bytearray()
        self._firsts = array("q", [0])

    @property
    def counts(self) -> Counts:
        """How much is written."""
        return Counts(len(self._firsts) - 1, len(self._starts) - 1, len(self._keys) // 16)

    def append(self, document: Document, passages: Sequence[Passage], keys: Sequence[bytes]) -> None:
        """Writes a document; keys are those of its passages' texts. ValueError when two paragraphs have one id."""
        first = self.counts.paragraphs
        line_of = {paragraph.id: first + place for place, paragraph in enumerate(document.paragraphs)}
        _check_distinct(document)
        self._listing.write(_line(_document_record(document, first)))
        for paragraph in document.paragraphs:
            self._starts.append(self._starts[-1] + self._lines.write(_line(asdict(paragraph))))
            self._ids.extend((_id_hash(paragraph.id), line_of[paragraph.id]))
        notes = {paragraph.id for paragraph in document.paragraphs if paragraph.kind == "note"}
        for it in passages:
            self._passages.extend((line_of[it.paragraph], it.start, it.end, it.paragraph in notes))
        self._keys += b"".join(keys)
        self._firsts.append(self.counts.passages)

    def finish(self) -> None:
        """Writes the arrays."""
        import numpy as np

        self.close()
        ids = np.array(self._ids, dtype=np.uint64).reshape(-1, 2)
        arrays: dict[str, NDArray[Any]] = {
            "paragraphs.ids": ids[np.argsort(ids[:, 0], kind="stable")],
            "paragraphs.idx": np.array(self._starts, dtype=np.int64),
            "passages": np.array(self._passages, dtype=np.int32).reshape(-1, 4),
            "passages.keys": np.frombuffer(self._keys, dtype=np.uint8).reshape(-1, 16),
            "passages.doc": np.array(self._firsts, dtype=np.int64),
        }
        for name, its in arrays.items():
            np.save(self._folder / f"{name}.npy", its, allow_pickle=False)

    def close(self) -> None:
        """Closes the files, finished or not."""
        self._listing.close()
        self._lines.close()


def _check_distinct(document: Document) -> None:
    ids = Counter(paragraph.id for paragraph in document.paragraphs)
    (most, times), *_ = ids.most_common(1) or [("", 0)]
    if times > 1:
        raise ValueError(f"{times} paragraphs have the id {most}")


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


def _id_hash(paragraph_id: str) -> int:
    return int.from_bytes(text_key(paragraph_id)[:8], "little")


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


class Sketch(NamedTuple):
    """As much of a document of a segment as a writer needs of all of them.

    lines, rows  its paragraphs and its passages in the segment, end exclusive
    digest       see `digest_of`; "" in a library of version 1
    at           where its line begins in documents.jsonl
    """

    id: str
    source: str
    lines: tuple[int, int]
    rows: tuple[int, int]
    digest: str
    at: int


# Head and tail of a line as `_line` writes it, read in a tenth of the time that all of it takes.
# What JSON escapes is left to JSON.
_HEAD = re.compile(rb'\{"id": "([^"\\]*+)", "source": "([^"\\]*+)", ')
_TAIL = re.compile(rb'"rows": \[(\d++), (\d++)\], "digest": "([0-9a-f]++)"\}\n\Z')
_TAIL_BYTES = 90  # with numbers of up to ten digits


def sketch_documents(folder: Path) -> list[Sketch]:
    """The documents of a segment, removed ones among them."""
    firsts = Column(folder / "passages.doc.npy")
    found: list[Sketch] = []
    at = 0
    with (folder / "documents.jsonl").open("rb") as listing:
        for number, line in enumerate(listing):
            rows = firsts[number], firsts[number + 1]
            head, tail = _HEAD.match(line), _TAIL.search(line, len(line) - _TAIL_BYTES)
            if head and tail:
                name, source, first, end, digest = map(bytes.decode, head.groups() + tail.groups())
                found.append(Sketch(name, source, (int(first), int(end)), rows, digest, at))
            else:
                record = _read_line(line)
                first, end = record["rows"]
                digest = record.get("digest", "")
                found.append(Sketch(record["id"], record["source"], (first, end), rows, digest, at))
            at += len(line)
    return found


def read_bare(folder: Path, sketch: Sketch) -> Document:
    """The document of a sketch of this segment, without its paragraphs."""
    with (folder / "documents.jsonl").open("rb") as listing:
        listing.seek(sketch.at)
        record = _read_line(listing.readline())
    for name in ("rows", "digest"):
        record.pop(name, None)
    return Document.from_record(record | {"paragraphs": []})


def read_whole(folder: Path, sketches: Iterable[Sketch]) -> Iterator[Document]:
    """The documents of some sketches of this segment, with their paragraphs."""
    with closing(Paragraphs([folder])) as stored:
        for each in sketches:
            paragraphs = tuple(stored[line] for line in range(*each.lines))
            yield replace(read_bare(folder, each), paragraphs=paragraphs)


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

    def items(self, lines: tuple[int, int], paragraph_id: str) -> Iterator[int]:
        """The lines of the paragraphs that a paragraph leads in to, among those of its document."""
        segment = bisect_right(self._firsts, lines[0]) - 1
        first = self._firsts[segment]
        for line in self._segments[segment].items((lines[0] - first, lines[1] - first), paragraph_id):
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

    def items(self, lines: tuple[int, int], paragraph_id: str) -> Iterator[int]:
        """The lines that name a paragraph as their parent; no others are read."""
        if self._lines is None:
            return
        named = _line({"parent": paragraph_id})[1:-2]  # a quotation mark within a text would be escaped
        end = self._starts[lines[1]]
        at = self._lines.find(named, self._starts[lines[0]], end)
        while at >= 0:
            line = bisect_right(range(len(self)), at, key=self._starts.__getitem__) - 1
            yield line
            at = self._lines.find(named, self._starts[line + 1], end)

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
