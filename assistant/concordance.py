"""Concordance: where every run of words of a library stands, for exact and near quotations, and who says what.

All paragraphs are one stream of words; runs of two and three words are looked up
in it. Near quotations are found by the runs that they share with a place, then
compared with it word by word. It keeps everything in memory and writes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from index import Library, split_terms
from ingest import Document, Paragraph

from .gate import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+")
_COMMON = 3000  # a run that stands in more places than this says nothing
_CANDIDATES = 10  # places compared word by word
_SLACK = 12  # words that may be put in or left out before a place


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document that is like a quotation.

    paragraphs  the paragraphs it runs over, one as a rule, in order
    likeness    0 to 1: twice the words in common over the words of both; 1 for the same words
    """

    document: Document
    paragraphs: tuple[Paragraph, ...]
    likeness: float


class Concordance:
    """The words of a library; made in seconds for thousands of paragraphs."""

    def __init__(self, library: Library) -> None:
        self.documents: list[Document] = []
        self.paragraphs: list[Paragraph] = []
        for listed in library.documents:
            document = library.document(listed.id)
            text = [each for each in document.paragraphs if each.kind not in ("note", "furniture")]
            notes = [each for each in document.paragraphs if each.kind == "note"]
            self.paragraphs += [*text, *notes]
            self.documents += [listed] * (len(text) + len(notes))
        self._words: list[str] = []
        self._owners: list[int] = []
        for number, paragraph in enumerate(self.paragraphs):
            if number and self.documents[number] is not self.documents[number - 1]:
                self._words += ["\0"] * 3  # no run goes from one document into the next
                self._owners += [number] * 3
            words = words_of(paragraph.words)
            self._words += words
            self._owners += [number] * len(words)

    # -- quotations -------------------------------------------------------------------------

    def places(self, quote: str) -> tuple[Place, ...]:
        """The places most like a quotation, best first; () where no run of two words is shared."""
        words = words_of(quote)
        starts = self._starts(words, 3) or self._starts(words, 2)
        found: dict[tuple[int, int], Place] = {}
        for start in starts:
            if (place := self._compare(words, start)) is not None:
                first, last, likeness = place
                known = found.get((first, last))
                if known is None or likeness > known.likeness:
                    found[first, last] = Place(
                        self.documents[first], tuple(self.paragraphs[first : last + 1]), likeness
                    )
        return tuple(sorted(found.values(), key=lambda place: (-place.likeness, len(place.paragraphs))))

    def _starts(self, words: Sequence[str], size: int) -> list[int]:
        """Where in the stream a quotation seems to begin, by the runs that it shares with it."""
        votes: Counter[int] = Counter()
        for at in range(len(words) - size + 1):
            positions = self._positions(words[at : at + size])
            if len(positions) <= _COMMON:
                votes.update((int(position) - at) // _SLACK for position in positions)
        for bucket in list(votes):  # words put in or left out shift the rest into the next bucket
            votes[bucket] += min(votes.get(bucket + 1, 0), 10**6)
        return [bucket * _SLACK for bucket, _ in votes.most_common(_CANDIDATES)]

    def _positions(self, run: Sequence[str]) -> NDArray[np.int64]:
        import numpy as np

        ids = [self._vocabulary.get(word, -1) for word in run]
        keys, positions = self._runs(len(run))
        if -1 in ids:
            return positions[:0]
        key = _key(np.array([ids]).T, len(self._vocabulary))[0]
        return positions[np.searchsorted(keys, key, "left") : np.searchsorted(keys, key, "right")]

    def _compare(self, words: Sequence[str], start: int) -> tuple[int, int, float] | None:
        """First and last paragraph of the stretch that is like the words, and how like it is."""
        begin = max(0, start - _SLACK)
        window = self._words[begin : start + len(words) + 3 * _SLACK]
        matcher = SequenceMatcher(None, window, words, autojunk=False)
        blocks = dense([block for block in matcher.get_matching_blocks() if block.size])
        if not blocks:
            return None
        first, last = blocks[0].a, blocks[-1].a + blocks[-1].size
        shared = sum(block.size for block in blocks)
        owners = self._owners[begin + first : begin + last]
        return owners[0], owners[-1], 2 * shared / (len(words) + last - first)

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(dict.fromkeys(self._words))}

    @cached_property
    def _stream(self) -> NDArray[np.int64]:
        import numpy as np

        return np.array([self._vocabulary[word] for word in self._words], dtype=np.int64)

    def _runs(self, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(keys, positions) of all runs of `size` words, sorted by key."""
        return self._threes if size == 3 else self._twos

    @cached_property
    def _threes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self._sorted_runs(3)

    @cached_property
    def _twos(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self._sorted_runs(2)

    def _sorted_runs(self, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        import numpy as np

        count = max(len(self._stream) - size + 1, 0)
        keys = _key(np.stack([self._stream[at : at + count] for at in range(size)]), len(self._vocabulary))
        order = np.argsort(keys, kind="stable")
        return keys[order], order

    # -- claims -----------------------------------------------------------------------------

    def weigh(self, stems: Collection[str]) -> dict[str, float]:
        """Each stem with its inverse document frequency over paragraphs; unknown ones weigh most."""
        from math import log

        count = len(self.paragraphs) + 1
        return {stem: log(count / (1 + len(self._holders.get(stem, ())))) for stem in stems}

    def tellers(
        self, stems: Collection[str], fits: Callable[[Document], bool], most: int = 12
    ) -> Iterator[tuple[Document, Paragraph]]:
        """The paragraphs of fitting documents that hold most of the stems by weight, best first."""
        scores: dict[int, float] = {}
        for stem, weight in self.weigh(stems).items():
            for number in self._holders.get(stem, ()):
                scores[number] = scores.get(number, 0.0) + weight
        given = 0
        for number in sorted(scores, key=lambda each: -scores[each]):
            if given == most:
                return
            if fits(self.documents[number]):
                given += 1
                yield self.documents[number], self.paragraphs[number]

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """Stem -> the numbers of the paragraphs that hold it."""
        holders: dict[str, list[int]] = {}
        for number, paragraph in enumerate(self.paragraphs):
            if paragraph.kind != "heading":
                for stem in set(split_terms(paragraph.words)):
                    holders.setdefault(stem, []).append(number)
        return holders


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: normal form, lower case, no signs."""
    return _WORD.findall(normalise(text).casefold())


def _key(ids: NDArray[np.int64], base: int) -> NDArray[np.int64]:
    """One number for each column of word numbers; it may overflow, which is only a rare false candidate."""
    import numpy as np

    key = np.zeros(ids.shape[1], dtype=np.int64)
    for row in ids:
        key = key * (base + 1) + row
    return key


def dense(blocks: Sequence[Match]) -> list[Match]:
    """Matching blocks, in order, without stray words at either end, far from the rest."""
    kept = list(blocks)
    while len(kept) > 1 and kept[0].size < 3 and kept[1].a - kept[0].a - kept[0].size > 2 * kept[0].size + 1:
        kept.pop(0)
    while (
        len(kept) > 1
        and kept[-1].size < 3
        and kept[-1].a - kept[-2].a - kept[-2].size > 2 * kept[-1].size + 1
    ):
        kept.pop()
    return kept
