"""A library opened for reading: its documents, its paragraphs, and search.

One generation is held from `open` to `close`, whatever a writer does meanwhile.
Model and index are loaded at the first question; showing a paragraph needs neither.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ingest import Document, LibraryError, Paragraph, RapporteurError

from .encoding import TokenEncoder
from .generations import Hold, hold_live
from .hit import Hit
from .kept import keep, key_of
from .manifest import IN_USE, Manifest, When, check_count, check_encoder, check_files, read_manifest
from .once import once
from .records import Listed, Paragraphs, measure_passages, read_documents, read_passages
from .spans import best_spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .cross_encoder import CrossEncoder
    from .encoding import Encoder
    from .search import EncodedQuestion, RankedRow, Searcher
    from .tokens import LateWeights
    from .vectors import RowSpan

_KEPT_QUESTIONS = 64
_DOCUMENTS = 16  # read documents that are remembered: one conversation goes back to the same few
_PARAGRAPHS = 4096  # read paragraphs that are remembered, some 3 kB each


class Library:
    """A library folder, opened by `Library.open`. Safe for threads; a context manager."""

    def __init__(self, folder: Path, hold: Hold, encoder: Encoder | None) -> None:
        self.folder = folder
        self.generation = int(hold.generation.name)
        self.manifest: Manifest = read_manifest(hold.generation, folder)
        if encoder is not None:
            check_encoder(self.manifest, encoder, folder)
        self._hold = hold
        self._check("open")
        self._given = encoder
        self._lock = threading.Lock()
        self._encoded: dict[str, EncodedQuestion] = {}
        self._folders = self.manifest.folders(hold.generation)
        self._stored = Paragraphs(self._folders)
        self._check_counts()
        self._remembered = lru_cache(maxsize=_DOCUMENTS)(self._read_whole)
        self._paragraph = lru_cache(maxsize=_PARAGRAPHS)(self._read_paragraph)
        self._line = lru_cache(maxsize=_PARAGRAPHS)(self._find_line)
        self._token_places = lru_cache(maxsize=_PARAGRAPHS)(self._read_token_places)

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

    def _check(self, *when: When) -> None:
        check_files(self.manifest, self._hold.generation, self.folder, when=when)

    def _check_counts(self) -> None:
        counts, dead = self.manifest.counts, [each.dead for each in self.manifest.segments]
        paragraphs = len(self._stored) - sum(each.paragraphs for each in dead)
        check_count(self.folder, "paragraphs", counts.paragraphs, paragraphs)
        passages, columns = measure_passages(self._folders)
        check_count(self.folder, "columns in passages.npy", 4, columns)
        passages -= sum(each.passages for each in dead)
        check_count(self.folder, "passages", counts.passages, passages)

    def close(self) -> None:
        """Lets the generation go; a second call does nothing."""
        self._stored.close()
        self._hold.release()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def verify(self) -> None:
        """Compares every file with its checksum; LibraryError names the first that differs."""
        self._check(*IN_USE, "verify")

    def begin(self, question: str = "") -> None:
        """Begins, in threads, what reading paragraphs needs, and a question; whoever needs it waits, and is told what went wrong."""
        parts: list[Callable[[], object]] = [lambda: self._paragraphs]
        if question:
            # Loaded before there are threads: NumPy cannot be loaded by several at once.
            import numpy  # noqa: F401

            from . import search  # noqa: F401

            parts += [lambda: self._encode(question), lambda: self.reads_as_word("")]
            parts += [lambda: self._searcher.warm(), self._warm_cross_encoder]
        for part in parts:
            threading.Thread(target=_quietly, args=(part,), daemon=True).start()

    def warm(self) -> None:
        """Loads model and index, so that the first question is as fast as the next."""
        self._searcher.warm()
        self._encode("warm")
        self._warm_cross_encoder()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, without their paragraphs, in the order of ingestion."""
        return tuple(each.document for each in self._listing)

    def document(self, source_or_id: str) -> Document:
        """The document with this source name or id, with its paragraphs; LibraryError when there is none."""
        return self._remembered(self._listed(source_or_id).document.id)

    def described(self, source_or_id: str) -> Document:
        """The same document without its paragraphs, which are not read for it."""
        return self._listed(source_or_id).document

    def _read_whole(self, document_id: str) -> Document:
        listed = self._listed(document_id)
        paragraphs = tuple(self._paragraphs[line] for line in range(*listed.lines))
        return replace(listed.document, paragraphs=paragraphs)

    def paragraph(self, paragraph_id: str) -> Paragraph:
        """The paragraph with this id; LibraryError when there is none."""
        line = self._line(paragraph_id)
        if line is None:
            raise LibraryError(
                f"library {self.folder}: expected a paragraph with the id {paragraph_id}, found none; "
                "list the documents with: rapporteur sources"
            )
        return self._paragraph(line)

    def items_of(self, paragraph: Paragraph) -> tuple[Paragraph, ...]:
        """The items that a paragraph leads in to, with their own items, in order; notes are none."""
        lines = self._listed(paragraph.document).lines
        found: dict[int, Paragraph] = {}
        leading = [paragraph.id]
        while leading:
            for line in self._paragraphs.items(lines, leading.pop()):
                item = self._paragraph(line)
                if item.kind not in ("note", "furniture"):
                    found[line] = item
                    leading.append(item.id)
        return tuple(found[line] for line in sorted(found))

    def _read_paragraph(self, line: int) -> Paragraph:
        return self._paragraphs[line]

    def _find_line(self, paragraph_id: str) -> int | None:
        lines = self._paragraphs.lines(paragraph_id)
        return next((line for line in lines if not self._is_removed(line)), None)

    def _is_removed(self, line: int) -> bool:
        if self._whole:
            return False
        return not any(each.lines[0] <= line < each.lines[1] for each in self._listing)

    def search(
        self,
        question: str,
        k: int = 20,
        *,
        reworded: str = "",
        documents: Collection[str] | None = None,
        weights: LateWeights | None = None,
    ) -> tuple[Hit, ...]:
        """The k paragraphs that fit the question best, best first; fewer when there are fewer.

        reworded   the question in other words, which may lift a paragraph and lower none; "" for no others
        documents  sources or ids to search in, all when None
        weights    of late interaction, the chosen ones when None
        Raises LibraryError for an unknown document or another encoder.
        """
        if k < 1:
            raise ValueError(f"k must be 1 or more, not {k}")
        spans = self._live if documents is None else [self._listed(each).rows for each in documents]
        if not any(map(str.isalnum, question)) or not self.manifest.stored.passages:
            return ()
        with self._turns:
            wordings = list(
                zip(
                    (question, reworded),
                    [self._encode(each) for each in (question, reworded) if each],
                    strict=False,
                )
            )
            return self._hits(self._searcher.rank(wordings, k, spans, weights), k)

    def fit_spans(
        self, question: str, paragraph: Paragraph, spans: Sequence[tuple[int, int]]
    ) -> tuple[float, ...]:
        """Late-interaction score of each span of a paragraph's text for a question, -1 to 1.

        () where the library or its encoder has no token vectors. A span is read in
        the context of the passage that holds it; one that no passage holds scores -1.
        """
        return self.fit_all_spans(question, [(paragraph, spans)])[0]

    def fit_all_spans(
        self,
        question: str,
        wanted: Sequence[tuple[Paragraph, Sequence[tuple[int, int]]]],
        *,
        reworded: str = "",
        stretch: tuple[int, int] | None = None,
    ) -> list[tuple[float, ...]]:
        """The same for several paragraphs, each with its spans, in one go; see `search` for `reworded`.

        stretch  start and end of what alone counts of the question, read within the whole of it
        """
        lines = [self._line(paragraph.id) if spans else None for paragraph, spans in wanted]
        rows = [[] if line is None else self._rows_of(line) for line in lines]
        every = [row for its in rows for row in its]
        if not every or self._token_encoder is None:
            return [()] * len(wanted)
        places = [self._token_places(row) for row in every]
        wordings = [self._encode(each) for each in (question, reworded) if each]
        if stretch:
            wordings = [wordings[0].within(self._token_encoder.token_spans(question), stretch)]
        found = self._searcher.token_cosines(wordings, every, [len(each) for each in places])
        if not found:
            return [()] * len(wanted)
        matches = iter(zip(places, found, strict=True))
        return [
            best_spans(spans, [next(matches) for _ in its])
            for (_, spans), its in zip(wanted, rows, strict=True)
        ]

    def judge(self, question: str, hits: Sequence[Hit]) -> tuple[float, ...]:
        """The logarithm of the odds that each hit's passage answers a question; () without a cross-encoder."""
        cross = self._cross_encoder
        return cross.judge(question, hits, self.described, self.paragraph) if cross else ()

    def _read_token_places(self, row: int) -> NDArray[np.int64]:
        """Start and end of each token of a passage in its paragraph's text, shape (tokens, 2)."""
        import numpy as np

        line, start, end, _ = (int(number) for number in self._passages[row])
        text = self._paragraph(line).text[start:end]
        spans = self._token_encoder.token_spans(text) if self._token_encoder else ()
        return np.array(spans, dtype=np.int64).reshape(-1, 2) + start

    def _rows_of(self, line: int) -> range:
        """The passages of a paragraph."""
        import numpy as np

        lines = self._passages[:, 0]
        return range(int(np.searchsorted(lines, line)), int(np.searchsorted(lines, line, side="right")))

    def _warm_cross_encoder(self) -> None:
        if self._cross_encoder:
            self._cross_encoder.warm()

    def _encode(self, question: str) -> EncodedQuestion:
        """The question's vectors, kept for the last few questions."""
        with self._lock:
            if question in self._encoded:
                return self._encoded[question]
        encoded = self._encode_now(question)
        with self._lock:
            while len(self._encoded) >= _KEPT_QUESTIONS:
                self._encoded.pop(next(iter(self._encoded)))
            self._encoded[question] = encoded
        return encoded

    def _encode_now(self, question: str) -> EncodedQuestion:
        from .search import EncodedQuestion

        if self._token_encoder is None:
            return EncodedQuestion(self._encoder.encode([question])[0])
        encoding = next(iter(self._token_encoder.encode_tokens([question])))
        return EncodedQuestion(encoding.vector, encoding.tokens)

    def weigh(self, question: str) -> dict[str, float]:
        """Each distinct term of the question with its inverse document frequency in this library."""
        return self._searcher.terms.weights(question)

    def known(self, question: str) -> dict[str, bool]:
        """Each distinct term of the question, and whether it stands anywhere in this library."""
        return self._searcher.terms.known(question)

    def keep(self, name: str, rules: str, make: Callable[[], Any]) -> Any:
        """What `make` learns from the paragraphs, plain JSON: made once for what the library holds, and kept beside it.

        rules  changes when `make` does
        """
        return keep(self.folder, name, key_of(self.manifest, rules), make)

    def words(self) -> tuple[str, ...]:
        """The words that the library spells at least twice: lower case, four letters and more, sorted."""
        return self._searcher.terms.words()

    def likeness(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        """How near each of other texts is to a text in meaning: the cosine of their vectors, -1 to 1."""
        first, *rest = self._encoder.encode([text, *others])
        return tuple(float(each @ first) for each in rest)

    def reads_as_word(self, word: str) -> bool:
        """Whether the encoder reads a word in one piece: a word though the library may lack it."""
        return self._token_encoder is not None and len(self._token_encoder.token_spans(word)) == 1

    def _hits(self, ranked: Iterable[RankedRow], k: int) -> tuple[Hit, ...]:
        best: dict[int, RankedRow] = {}
        for each in ranked:
            best.setdefault(int(self._passages[each.row, 0]), each)
            if len(best) == k:
                break
        return tuple(self._hit(each, rank) for rank, each in enumerate(best.values(), start=1))

    def _hit(self, ranked: RankedRow, rank: int) -> Hit:
        line, start, end, _ = (int(number) for number in self._passages[ranked.row])
        return Hit(self._paragraph(line), ranked.score, rank, ranked.parts, start, end)

    def _listed(self, source_or_id: str) -> Listed:
        if source_or_id not in self._by_name:
            raise LibraryError(
                f"library {self.folder}: expected one of its {len(self._listing)} documents, found "
                f"{source_or_id!r}; list them with: rapporteur sources --library {self.folder}"
            )
        return self._by_name[source_or_id]

    @once
    def _paragraphs(self) -> Paragraphs:
        self._check("paragraphs")
        return self._stored

    @once
    def _passages(self) -> NDArray[np.int32]:
        return read_passages(self._folders)

    @once
    def _searcher(self) -> Searcher:
        from .search import Searcher

        self._check("search")
        return Searcher(self._hold.generation, self.manifest, self.folder, self._passages[:, 3])

    @cached_property
    def _listing(self) -> list[Listed]:
        listing = [
            listed
            for segment, its in zip(self.manifest.segments, read_documents(self._folders), strict=True)
            for listed in its
            if listed.document.id not in segment.removed
        ]
        check_count(self.folder, "documents", self.manifest.counts.documents, len(listing))
        return listing

    @cached_property
    def _by_name(self) -> dict[str, Listed]:
        by_source = {each.document.source: each for each in self._listing}
        return by_source | {each.document.id: each for each in self._listing}

    @property
    def _whole(self) -> bool:
        """Whether no segment holds a removed document."""
        return not any(each.removed for each in self.manifest.segments)

    @cached_property
    def _live(self) -> list[RowSpan] | None:
        """The rows to search in; None for all."""
        return None if self._whole else [each.rows for each in self._listing]

    @once
    def _turns(self) -> threading.Semaphore:
        """As many searches at a time as there are cores: more would only interrupt each other, all ending late."""
        from .onnx_encoder import count_cores

        return threading.Semaphore(count_cores())

    @once
    def _encoder(self) -> Encoder:
        if self._given is not None:
            return self._given
        from .encoder import load_encoder

        encoder = load_encoder()
        check_encoder(self.manifest, encoder, self.folder)
        return encoder

    @once
    def _cross_encoder(self) -> CrossEncoder | None:
        from .cross_encoder import load_cross_encoder

        return load_cross_encoder(self._encoder.name)

    @once
    def _token_encoder(self) -> TokenEncoder | None:
        """The encoder where it gives a vector for each token; asking a protocol is slow, so it is asked once."""
        return self._encoder if isinstance(self._encoder, TokenEncoder) else None


def _quietly(begin: Callable[[], object]) -> None:
    with suppress(RapporteurError):
        begin()
