"""A library opened for reading: its documents, its paragraphs, and search.

One generation is held from `open` to `close`, whatever a writer does meanwhile.
Model and index are loaded at the first question; showing a paragraph needs neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType

from ingest import Document, LibraryError, Paragraph

from .encoder import Encoder, TokenEncoder, load_encoder
from .generations import Hold, hold_live
from .manifest import Manifest, check_count, check_encoder, check_files, read_manifest
from .records import Paragraphs, read_array, read_documents
from .search import EncodedQuestion, Parts, RankedRow, Searcher
from .vectors import RowSpan


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph found, by the best of its passages.

    score       comparable within one search only; greater is better
    rank        1 for the best
    start, end  that passage in the paragraph's text, end exclusive
    """

    paragraph: Paragraph
    score: float
    rank: int
    parts: Parts
    start: int
    end: int


class Library:
    """A library folder, opened by `Library.open`. Safe for threads; a context manager."""

    def __init__(self, folder: Path, hold: Hold, encoder: Encoder | None) -> None:
        self.folder = folder
        self.generation = int(hold.generation.name)
        self.manifest: Manifest = read_manifest(hold.generation, folder)
        if encoder is not None:
            check_encoder(self.manifest, encoder, folder)
        check_files(self.manifest, hold.generation, folder)
        self._given = encoder
        self._hold = hold
        self._paragraphs = Paragraphs(hold.generation)
        self._passages = read_array(hold.generation, "passages")
        self._first_passages = read_array(hold.generation, "passages.doc")
        self._searcher = Searcher(hold.generation, self.manifest, folder)
        check_count(folder, "paragraphs", self.manifest.counts.paragraphs, len(self._paragraphs))
        check_count(folder, "passages", self.manifest.counts.passages, len(self._passages))

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None = None) -> Library:
        """Opens the live generation of a library folder.

        Without an encoder the one of `load_encoder()` is taken at the first
        question. Raises LibraryError when there is no library, when it is
        damaged, of a newer format, or made with another encoder.
        """
        hold = hold_live(Path(folder))
        try:
            return cls(Path(folder), hold, encoder)
        except BaseException:
            hold.release()
            raise

    def close(self) -> None:
        """Lets the generation go; a second call does nothing."""
        self._paragraphs.close()
        self._hold.release()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def verify(self) -> None:
        """Compares every file with its checksum; LibraryError names the first that differs."""
        check_files(self.manifest, self._hold.generation, self.folder, every=True)

    def warm(self) -> None:
        """Loads model and index, so that the first question is as fast as the next."""
        self._searcher.warm()
        self._encode("warm")

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, without their paragraphs, in the order of ingestion."""
        return tuple(document for document, _ in self._listing)

    def document(self, source_or_id: str) -> Document:
        """The document with this source name or id, with its paragraphs; LibraryError when there is none."""
        document, (first, end) = self._listing[self._number(source_or_id)]
        return replace(document, paragraphs=tuple(self._paragraphs[line] for line in range(first, end)))

    def paragraph(self, paragraph_id: str) -> Paragraph:
        """The paragraph with this id; LibraryError when there is none."""
        found = self._paragraphs.find(paragraph_id)
        if found is None:
            raise LibraryError(
                f"library {self.folder}: expected a paragraph with the id {paragraph_id}, found none; "
                "list the documents with: rapporteur sources"
            )
        return found

    def search(
        self, question: str, k: int = 20, *, documents: Collection[str] | None = None
    ) -> tuple[Hit, ...]:
        """The k paragraphs that fit the question best, best first; fewer when there are fewer.

        documents  sources or ids to search in, all when None
        Raises LibraryError for an unknown document or another encoder.
        """
        if k < 1:
            raise ValueError(f"k must be 1 or more, not {k}")
        spans = None if documents is None else [self._span(each) for each in documents]
        if not any(map(str.isalnum, question)) or not len(self._passages):
            return ()
        return self._hits(self._searcher.rank(question, self._encode(question), k, spans), k)

    def _encode(self, question: str) -> EncodedQuestion:
        if not isinstance(self._encoder, TokenEncoder):
            return EncodedQuestion(self._encoder.encode([question])[0])
        encoding = next(iter(self._encoder.encode_tokens([question])))
        return EncodedQuestion(encoding.vector, encoding.tokens)

    def weigh(self, question: str) -> dict[str, float]:
        """Each distinct term of the question with its inverse document frequency in this library."""
        return self._searcher.terms.weights(question)

    def known(self, question: str) -> dict[str, bool]:
        """Each distinct term of the question, and whether it stands anywhere in this library."""
        return self._searcher.terms.known(question)

    def _hits(self, ranked: Iterable[RankedRow], k: int) -> tuple[Hit, ...]:
        best: dict[int, RankedRow] = {}
        for each in ranked:
            best.setdefault(int(self._passages[each.row, 0]), each)
            if len(best) == k:
                break
        return tuple(self._hit(each, rank) for rank, each in enumerate(best.values(), start=1))

    def _hit(self, ranked: RankedRow, rank: int) -> Hit:
        line, start, end = (int(number) for number in self._passages[ranked.row])
        return Hit(self._paragraphs[line], ranked.score, rank, ranked.parts, start, end)

    def _span(self, source_or_id: str) -> RowSpan:
        number = self._number(source_or_id)
        return int(self._first_passages[number]), int(self._first_passages[number + 1])

    def _number(self, source_or_id: str) -> int:
        if source_or_id not in self._numbers:
            raise LibraryError(
                f"library {self.folder}: expected one of its {len(self._listing)} documents, found "
                f"{source_or_id!r}; list them with: rapporteur sources --library {self.folder}"
            )
        return self._numbers[source_or_id]

    @cached_property
    def _listing(self) -> list[tuple[Document, RowSpan]]:
        listing = read_documents(self._hold.generation)
        check_count(self.folder, "documents", self.manifest.counts.documents, len(listing))
        return listing

    @cached_property
    def _numbers(self) -> dict[str, int]:
        by_source = {document.source: number for number, (document, _) in enumerate(self._listing)}
        return by_source | {document.id: number for number, (document, _) in enumerate(self._listing)}

    @cached_property
    def _encoder(self) -> Encoder:
        if self._given is not None:
            return self._given
        encoder = load_encoder()
        check_encoder(self.manifest, encoder, self.folder)
        return encoder
