"""Finds passages by their words: BM25 over stems, numbers and document symbols.

The only owner of bm25s and of the stemmer. Words are compared in lower case,
without accents and stemmed; symbols such as A/RES/79/190 and numbers stay whole;
a hyphenated word counts as itself and as its parts. No tolerance of typing errors.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .columns import Column

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TOKEN = re.compile(
    r"\w++(?![./,-])"  # a plain word, which the last line would find too, but after all the others
    r"|\w+(?:\.\w+)*(?:/[\w.()-]*\w\)?)+"  # A/RES/79/190, S/2023/1, CTOC/COP/2020/10/Rev.1
    r"|\d+(?:[.,]\d+)+"  # 1,000 and 18.9
    r"|\w+(?:-\w+)+"  # follow-up
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\w+"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_WORDS = "words.json"
_SURE = 2
_TOKENS = 32_768  # whose terms are remembered: most words of a text stand in others too
# "no", "not", "may", "shall" and their like carry meaning in a treaty: they stay.
_STOPWORD_LIST = """
a about am an and any are as at be been being by can could did do does doing for from had has have having
he her hers him his how i if in into is it its itself me my of on or our ours s she so some such than that
the their theirs them then there these they this those to too us was we were what when where which while
who whom whose why will with would you your yours t
"""
_STOPWORDS = frozenset(_STOPWORD_LIST.split())


def split_terms(text: str) -> list[str]:
    """The terms of a text in order, repeats kept.

    "Follow-up to A/RES/55/25" gives follow-up, follow, up, a/res/55/25.
    """
    return list(chain.from_iterable(map(_terms, _TOKEN.findall(_fold(text)))))


@lru_cache(maxsize=_TOKENS)
def _terms(token: str) -> tuple[str, ...]:
    """The terms that one token gives; () for a stopword."""
    kept = [word.lower() for word in _parts(token) if not _is_stopword(word)]
    return tuple(stem if word.isalpha() else word for word, stem in zip(kept, _stem(kept), strict=True))


class TermWriter:
    """Builds the BM25 index of texts, one row each, and writes it into a new folder.

    In memory stay a number for each term of each text, and each word once.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._words: Counter[str] = Counter()
        self._corpus = _Corpus({}, array("i"), array("q", [0]))

    def append(self, texts: Sequence[str]) -> None:
        """Takes up some more rows."""
        vocabulary, terms, ends = self._corpus.vocab, self._corpus.terms, self._corpus.ends
        for text in texts:
            self._words.update(_WORD.findall(text.lower()))
            terms.extend(vocabulary.setdefault(term, len(vocabulary)) for term in split_terms(text))
            ends.append(len(terms))

    def finish(self) -> None:
        """Writes the words, with how often they stand, and the index."""
        # "once" is enough to make two with another segment
        words = {word: min(self._words[word], _SURE) for word in sorted(self._words)}
        (self._folder / _WORDS).write_text(json.dumps(words, ensure_ascii=False, indent=0), encoding="utf-8")
        if not self._corpus.vocab:
            return
        import bm25s

        index = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        index.index(self._corpus, create_empty_token=False, show_progress=False)
        index.save(self._folder, allow_pickle=False, show_progress=False)


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Texts as bm25s takes them: a sequence of rows of numbers, and the number of each term.

    ends  where each row ends in terms, after a 0
    """

    vocab: dict[str, int]
    terms: array[int]
    ends: array[int]

    @property
    def ids(self) -> _Corpus:
        return self

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __iter__(self) -> Iterator[array[int]]:
        return (self.terms[start:end] for start, end in pairwise(self.ends))


class Terms:
    """The BM25 indexes of some segments, one after the other, memory-mapped, opened read-only.

    A segment's scores were made with its own inverse document frequencies; they are
    scaled to those of all segments. The average length stays the segment's own.
    """

    def __init__(self, folders: Sequence[Path], rows: Sequence[int]) -> None:
        self.rows = sum(rows)
        self._folders = folders
        self._sizes = rows
        self._indexes = [_read_index(folder) for folder in folders]

    def words(self) -> tuple[str, ...]:
        """The words that the library spells at least twice, lower case, sorted."""
        counts: Counter[str] = Counter()
        for path in (folder / _WORDS for folder in self._folders):
            words = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
            counts.update(words if isinstance(words, dict) else dict.fromkeys(words, _SURE))
        return tuple(sorted(word for word, count in counts.items() if count >= _SURE))

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 score of every row, shape (rows,); 0 where no term is shared."""
        import numpy as np

        scores = np.zeros(self.rows, dtype=np.float32)
        weights = self.weights(question)
        first = 0
        for index, size in zip(self._indexes, self._sizes, strict=True):
            if index is not None:
                index.add_scores(weights, scores[first : first + size])
            first += size
        return scores

    def weights(self, question: str) -> dict[str, float]:
        """Each distinct term of the question with its inverse document frequency; a term never seen weighs most.

        ln(1 + (N - n + 0.5) / (n + 0.5)) as in BM25 (Robertson and Zaragoza 2009, The Probabilistic
        Relevance Framework), n of the N rows holding the term.
        """
        return {term: _idf(self.rows, n) for term, n in self._counts(question).items()}

    def _counts(self, question: str) -> dict[str, int]:
        """In how many rows each distinct term of the question stands."""
        counts = dict.fromkeys(split_terms(question), 0)
        for index in filter(None, self._indexes):
            for term in counts:
                start, end = index.postings(term)
                counts[term] += end - start
        return counts

    def known(self, question: str) -> dict[str, bool]:
        """Each distinct term of the question, and whether the library has it anywhere."""
        return {term: n > 0 for term, n in self._counts(question).items()}


def _idf(rows: int, n: int) -> float:
    return math.log(1 + (rows - n + 0.5) / (n + 0.5))


class _Index:
    """The index of one segment as bm25s has written it, read without bm25s, which would load SciPy."""

    def __init__(self, folder: Path) -> None:
        self._numbers: dict[str, int] = json.loads((folder / "vocab.index.json").read_text("utf-8"))
        self._starts = Column(folder / "indptr.csc.index.npy")
        self._rows = _map(folder / "indices.csc.index.npy")
        self._scores = _map(folder / "data.csc.index.npy")

    def postings(self, term: str) -> tuple[int, int]:
        """Where a term's rows and their scores stand; (0, 0) when it lacks the term."""
        at = self._numbers.get(term)
        return (0, 0) if at is None else (self._starts[at], self._starts[at + 1])

    def add_scores(self, weights: Mapping[str, float], scores: NDArray[np.float32]) -> None:
        """Adds the BM25 score of each term, with its weight in the library, to those of the segment's rows."""
        import numpy as np

        for term, weight in weights.items():
            start, end = self.postings(term)
            if end > start:
                scale = np.float32(weight / _idf(len(scores), end - start))
                scores[self._rows[start:end]] += self._scores[start:end] * scale


def _read_index(folder: Path) -> _Index | None:
    return _Index(folder) if (folder / "params.index.json").is_file() else None


def _map(path: Path) -> NDArray[Any]:
    import numpy as np

    return np.asarray(
        np.load(path, mmap_mode="r", allow_pickle=False)
    )  # a memmap's slices cost ten times as much


def _fold(text: str) -> str:
    text = text.replace("’", "'")
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def _is_stopword(word: str) -> bool:
    """Written in capitals it is none: WHO, IT, US."""
    return word.lower() in _STOPWORDS and not (word.isupper() and len(word) > 1)


def _parts(token: str) -> list[str]:
    if "/" in token or not any(map(str.isalpha, token)):
        return [token]
    token = token.replace(".", "")
    return [token, *token.split("-")] if "-" in token else [token]


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


def _stem(words: list[str]) -> list[str]:
    stems: list[str] = _stemmer().stemWords(words)
    return stems
