"""A library that is open and warm: each stage of a question, many questions at once, the rate of embedding.

The reference of a question is the least that any semantic search must do: one
encoding of the question and one exact scan over as many vectors.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import Assistant
from index import Library, cut_passages, load_encoder

from . import plain_script
from .speed_rows import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WHOLE, AT_ONCE, EMBEDDING = 2.0, 1.0, 2.3
THREADS = 20
_EMBEDDED = 128  # texts
_NEAREST = 100


def passages_of(library: Path) -> list[str]:
    """Every text that is embedded for a library, in its order."""
    with Library.open(library) as opened:
        documents = [opened.document(each.id) for each in opened.documents]
    return [passage.text_to_embed for each in documents for passage in cut_passages(each)]


def random_vectors(count: int, dimension: int) -> NDArray[np.float32]:
    """Vectors to scan, where only the time of it matters."""
    import numpy as np

    return np.random.default_rng(0).standard_normal((count, dimension), dtype=np.float32)


def measure_warm(
    library: Path, questions: Sequence[str], passages: int, runs: int, model: Any = None
) -> list[Row]:
    """p50 and p95 of each stage over all questions of all runs.

    model  sentence-transformers' own, in turn with ours, for a row more; left out when None
    """
    encoder = load_encoder()
    encoder.warm()
    index = plain_script.make_index(random_vectors(passages, encoder.dimension))
    encode, scan, whole, search, plain = [], [], [], [], []
    for _ in range(runs):
        with Assistant.open(library) as assistant:  # a new one, since an open library remembers questions
            _warm(assistant)
            for question in questions:
                vectors, seconds = timed(encoder.encode, [question])
                encode.append(seconds)
                scan.append(timed(index.search, vectors, _NEAREST)[1])
                whole.append(timed(assistant.ask, question)[1])
                search.append(timed(assistant.library.search, question)[1])
        plain += _plain_seconds(model, index, questions) if model else []
    least = [sum(each) for each in zip(encode, scan, strict=True)]
    theirs = "sentence-transformers' query encoding and one exact scan"
    return [
        *_quantiles("warm encode", encode),
        *_quantiles("warm search, encoded before", search, scan, "one exact scan"),
        *_quantiles("warm ask", whole, least, "one query encoding and one exact scan", WHOLE),
        *(_quantiles("warm ask to plain script", whole, plain, theirs, WHOLE) if plain else []),
    ]


def _plain_seconds(model: Any, index: Any, questions: Sequence[str]) -> list[float]:
    """Each question as the plain script asks it, after one that does not count."""
    seconds = [
        timed(lambda text: index.search(plain_script.embed(model, [text]), _NEAREST), each)[1]
        for each in ("What is asked first?", *questions)
    ]
    return seconds[1:]


def measure_at_once(library: Path, questions: Sequence[str], runs: int) -> Row:
    """Questions a second: 20 threads, beside one after the other."""
    chosen = [questions[number % len(questions)] for number in range(THREADS)]
    pairs = [(_rate(library, chosen, THREADS), _rate(library, chosen, 1)) for _ in range(runs)]
    ours, one = (statistics.median(each) for each in zip(*pairs, strict=True))
    against = "the same, one after the other"
    return Row(f"{THREADS} questions at once", "/s", ours, one, against, AT_ONCE, at_least=True)


def measure_embedding(texts: Sequence[str], model: Any, runs: int) -> Row:
    """Texts a second, of the same texts in turn."""
    encoder = load_encoder()
    encoder.warm()
    some = texts[:: max(len(texts) // _EMBEDDED, 1)][:_EMBEDDED]
    pairs = [(timed(encoder.encode, some)[1], timed(plain_script.embed, model, some)[1]) for _ in range(runs)]
    ours, theirs = (len(some) / statistics.median(each) for each in zip(*pairs, strict=True))
    return Row("embedding", "/s", ours, theirs, "sentence-transformers' encode", EMBEDDING, at_least=True)


def timed(call: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """What a call gives, and its seconds."""
    begun = time.perf_counter()
    given = call(*arguments)
    return given, time.perf_counter() - begun


def _rate(library: Path, questions: Sequence[str], threads: int) -> float:
    """Questions a second; in a library opened anew, since an open one remembers questions."""
    with Assistant.open(library) as assistant, ThreadPoolExecutor(threads) as pool:
        _warm(assistant)
        return len(questions) / timed(lambda: list(pool.map(assistant.ask, questions)))[1]


def _warm(assistant: Assistant) -> None:
    """As the page does: model and index loaded, what is worked out at a first question worked out."""
    assistant.warm()
    assistant.ask("What is asked first?")


def _quantiles(
    name: str,
    ours: Sequence[float],
    reference: Sequence[float] = (),
    against: str = "",
    target: float | None = None,
) -> list[Row]:
    """A row for the p50 and one for the p95, of seconds, in milliseconds."""
    import numpy as np

    rows = []
    for percent in (50, 95):
        at = 1000 * float(np.percentile(ours, percent))
        beside = 1000 * float(np.percentile(reference, percent)) if reference else None
        rows.append(Row(f"{name} p{percent}", "ms", at, beside, against, target))
    return rows
