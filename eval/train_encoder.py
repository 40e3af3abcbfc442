"""Trains the adapters of the default model: `python -m eval.train_encoder OUT --library DIR --obliqa DIR`.

Each question of eval/training was written for one paragraph, which answers it; near
misses are left out. Question and passages are encoded by the same model; the passage's
score, late interaction as the product computes it and a little BM25, must be
higher for the right passage than for two that plain search ranks high and for
all passages of the other questions in the batch. Low-rank factors are trained,
the model's own weights stay (LoRA); `--start` goes on from a file that it wrote.
`--hold-out` leaves documents out and measures on their questions instead. The
question sets are not looked at. The libraries may be made with the model without
adapters (RAPPORTEUR_MODEL) or, to go on, with those that are there.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from heapq import nlargest
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from torch import Tensor, nn
from torch.nn import functional

from index import DEFAULT_MODEL, LATE_WEIGHTS, Library, cut_passages, load_encoder

from . import obliqa
from .cli import one_line_errors
from .evidence import words_at, words_of
from .fit_ranking import (
    ASKED,
    DENSE,
    FURTHER,
    INVENTED,
    MORE,
    NEAR_MISS,
    QUESTIONS,
    TREATIES,
    TWINS,
    Question,
    read_questions,
)
from .progress import watched

FILES = (QUESTIONS, MORE, TWINS, INVENTED, DENSE, TREATIES, ASKED, FURTHER)
BASE = "all-MiniLM-L6-v2"
_LAYERS = ("query", "key", "value", "dense")
_RANK = 16
_RATE, _WARM = 4e-4, 0.08  # the greatest step, reached after this share of the steps, then less and less
_BATCH = 32  # questions, all of one library
_HARD = 2  # passages that search ranks high and are wrong, for each question
_AMONG = 40  # of which they are drawn
_BM25 = 0.1  # see index/search.py
_TEMPERATURE = 0.02  # of the scores
_WHOLE, _WHOLE_TEMPERATURE = 0.3, 0.05  # weight of the passages' whole vectors beside their tokens'
_LONGEST_QUESTION, _LONGEST = 64, 160  # tokens
_STRENGTH = 0.7  # of the adapters in use: the rest keeps what the model knew (docs/retrieval.md)
_TOKENS_AT_ONCE = 1600
_USUAL = 100  # tokens; see index/tokens.py


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the passages that answer it, and those that search ranks high.

    right   passages, numbers in the pool's texts, the best first; at least one
    near    others, best first
    shares  BM25 as a share of the best passage's, by passage
    answer  the words of the paragraph that answer; "" where nobody told which
    """

    text: str
    document: str
    right: tuple[int, ...]
    near: tuple[int, ...]
    shares: dict[int, float]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """The passages of one library, as they are embedded, and the questions about them."""

    texts: tuple[str, ...]
    examples: tuple[Example, ...]


class LowRank(nn.Module):
    """A layer's weights and the product of two factors, the second 0 at first."""

    def __init__(self, inputs: int, outputs: int, rank: int = _RANK) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))
        self.up = nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, weight: Tensor) -> Tensor:
        """The weights with the product added."""
        return weight + self.up @ self.down


class Trained:
    """The model with adapters, and its tokenizer.

    start  a file of `save` whose adapters, at their full strength again, are trained further; None begins anew
    """

    def __init__(self, start: Path | None = None) -> None:
        from safetensors.torch import load_file
        from transformers import AutoModel, AutoTokenizer

        folder = str(load_encoder(BASE).folder)
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.model: Any = AutoModel.from_pretrained(folder).eval()  # eval: nothing is dropped out
        self.model.requires_grad_(False)
        self.adapters: dict[str, LowRank] = {}
        for name, layer in list(self.model.encoder.named_modules()):
            if isinstance(layer, nn.Linear) and name.rpartition(".")[2] in _LAYERS:
                low = LowRank(layer.in_features, layer.out_features)
                nn.utils.parametrize.register_parametrization(layer, "weight", low)
                self.adapters[f"encoder.{name}"] = low
        if start:
            held = load_file(start)
            for name, low in self.adapters.items():
                low.down.data = held[f"{name}.down"].float()
                low.up.data = held[f"{name}.up"].float() / _STRENGTH

    def parameters(self) -> list[nn.Parameter]:
        """What is trained."""
        return [each for low in self.adapters.values() for each in low.parameters()]

    def encode(self, texts: Sequence[str], longest: int) -> tuple[list[Tensor], Tensor]:
        """The tokens of each text, (tokens, width), and its whole vectors, (texts, width), all of length 1."""
        ids = self.tokenizer(list(texts), truncation=True, max_length=longest)["input_ids"]
        tokens: dict[int, Tensor] = {}
        whole: dict[int, Tensor] = {}
        for some in portions([len(each) for each in ids]):
            batch = self.tokenizer.pad({"input_ids": [ids[number] for number in some]}, return_tensors="pt")
            with torch.autocast("cpu", torch.bfloat16):
                states = self.model(**batch).last_hidden_state
            states, mask = states.float(), batch["attention_mask"][..., None].float()
            means = functional.normalize((states * mask).sum(1), dim=-1)
            states = functional.normalize(states, dim=-1)
            for place, number in enumerate(some):
                tokens[number] = states[place, 1 : len(ids[number]) - 1]  # without [CLS] and [SEP]
                whole[number] = means[place]
        order = range(len(ids))
        return [tokens[number] for number in order], torch.stack([whole[number] for number in order])

    @torch.no_grad()
    def weaken(self, strength: float = _STRENGTH) -> None:
        """Leaves the adapters only a share of what they add."""
        for low in self.adapters.values():
            low.up.mul_(strength)

    def save(self, path: Path) -> None:
        """Writes the adapters in the form of index/adapters.py."""
        from safetensors.torch import save_file

        factors = {}
        for name, low in self.adapters.items():
            factors[f"{name}.down"] = low.down.detach().half().contiguous()
            factors[f"{name}.up"] = low.up.detach().half().contiguous()
        save_file(factors, path)


def late_scores(questions: Sequence[Tensor], passages: Sequence[Tensor]) -> Tensor:
    """Late interaction as index/tokens.py has it, shape (questions, passages)."""
    cosines = torch.cat(list(questions)) @ torch.cat(list(passages)).T
    best = torch.stack(
        [each.max(1).values for each in torch.split(cosines, [len(p) for p in passages], 1)], 1
    )  # (tokens of all questions, passages)
    rows = []
    for matches in torch.split(best, [len(q) for q in questions]):
        least = matches.topk(max(len(matches) // 4, 1), 0, largest=False).values.mean(0)
        rows.append((matches.mean(0) + LATE_WEIGHTS.weakest * least) / (1 + LATE_WEIGHTS.weakest))
    lengths = torch.tensor([float(len(each)) for each in passages])
    return torch.stack(rows) - LATE_WEIGHTS.length * torch.log(lengths / _USUAL)


def loss_of(model: Trained, pool: Pool, batch: Sequence[Example], draw: random.Random) -> Tensor:
    """How far the right passages are from being first among all of the batch."""
    rows = list(
        dict.fromkeys(row for each in batch for row in (each.right[0], *draw_near(each.near, _HARD, draw)))
    )
    tokens, whole = model.encode([each.text for each in batch], _LONGEST_QUESTION)
    passages, whole_passages = model.encode([pool.texts[row] for row in rows], _LONGEST)
    right = torch.tensor([[row in each.right for row in rows] for each in batch])
    shares = torch.tensor([[each.shares.get(row, 0.0) for row in rows] for each in batch])
    scores = late_scores(tokens, passages) + _BM25 * shares
    by_whole = _surprise(whole @ whole_passages.T / _WHOLE_TEMPERATURE, right)
    return _surprise(scores / _TEMPERATURE, right) + _WHOLE * by_whole


def train(model: Trained, pools: Sequence[Pool], seed: int = 0) -> None:
    """One pass over all examples, in batches of one pool each."""
    draw = random.Random(seed)
    batches = [(pool, batch) for pool in pools for batch in _batches(pool.examples, draw)]
    draw.shuffle(batches)
    parameters = model.parameters()
    optimiser = torch.optim.AdamW(parameters, lr=_RATE)
    for step, (pool, batch) in enumerate(watched(batches, len(batches), "batches")):
        warm = min(1.0, (step + 1) / (_WARM * len(batches)))
        optimiser.param_groups[0]["lr"] = _RATE * warm * (1 - step / len(batches))
        loss = loss_of(model, pool, batch, draw)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()


@torch.no_grad()
def measure(model: Trained, pool: Pool, first: Sequence[int] = (1, 5, 10)) -> list[float]:
    """Shares of the examples whose passage is among the first, of those that search ranks high and itself."""
    places = []
    for each in pool.examples:
        rows = (each.right[0], *each.near)
        tokens, _ = model.encode([each.text], _LONGEST_QUESTION)
        passages, _ = model.encode([pool.texts[row] for row in rows], 256)
        shares = torch.tensor([each.shares.get(row, 0.0) for row in rows])
        scores = late_scores(tokens, passages)[0] + _BM25 * shares
        places.append(int((scores > scores[0]).sum()) + 1)
    return [sum(place <= k for place in places) / max(len(places), 1) for k in first]


class Passages:
    """A library's passages as they are embedded, found by paragraph or by their paragraph's words."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.texts: list[str] = []
        self._rows: dict[tuple[str, int], int] = {}
        self._same: dict[tuple[str, ...], list[int]] = {}
        for document in map(library.document, (each.id for each in library.documents)):
            words = {each.id: words_of(each.text) for each in document.paragraphs}
            for passage in cut_passages(document):
                self._rows[passage.paragraph, passage.start] = len(self.texts)
                self._same.setdefault(words[passage.paragraph], []).append(len(self.texts))
                self.texts.append(passage.text_to_embed)

    def example(self, text: str, document: str, answer: str) -> Example:
        """A question and what search finds for it; paragraphs with the answer's words are all right."""
        hits = self._library.search(text, 2 * _AMONG)
        most = max((hit.parts.lexical for hit in hits), default=0.0) or 1.0
        found = {self._rows[hit.paragraph.id, hit.start]: hit.parts.lexical / most for hit in hits}
        same = self._same.get(words_of(answer), ())
        # the passages of a long paragraph: what search found of it first
        right = sorted(same, key=lambda row: list(found).index(row) if row in found else len(found))
        near = [row for row in found if row not in same]
        return Example(text, document, tuple(right), tuple(near[:_AMONG]), found)


def pool_of(library: Library, questions: Sequence[Question]) -> Pool:
    """A library's passages, and the questions about the documents that it holds."""
    passages = Passages(library)
    return Pool(tuple(passages.texts), tuple(each for _, each in examples_of(library, passages, questions)))


def examples_of(
    library: Library, passages: Passages, questions: Sequence[Question]
) -> Iterator[tuple[Question, Example]]:
    """The questions about the documents that a library holds, each with its paragraph's passages, where they are found."""
    named = {each.source: each.id for each in library.documents}
    asked = [each for each in questions if each.document in named]
    for each in watched(asked, len(asked), "questions"):
        paragraphs = library.document(named[each.document]).paragraphs
        answer = next((p.text for p in paragraphs if each.evidence.stands_in(p.text)), "")
        example = passages.example(each.text, each.document, answer)
        if example.right:
            told = words_at(answer, *each.answer) if each.answer else ""
            yield each, replace(example, answer=told)


def obliqa_pool(library: Library, data: Path) -> Pool:
    """ObliQA's development questions over the library that eval/obliqa.py makes."""
    passages = Passages(library)
    texts = {
        f"{Path(each.source).stem}/{paragraph.locator.label}": paragraph.text
        for each in library.documents
        for paragraph in library.document(each.id).paragraphs
    }
    questions = obliqa.read_questions(data, "dev")
    examples = [
        passages.example(each.text, each.relevant[0].partition("/")[0], texts.get(each.relevant[0], ""))
        for each in watched(questions, len(questions), "ObliQA")
    ]
    return Pool(tuple(passages.texts), tuple(each for each in examples if each.right))


def main(
    out: Path,
    library: Annotated[list[Path], typer.Option("--library", help="may be given several times")],
    data: Annotated[Path | None, typer.Option("--obliqa", help="ObliQA's folder")] = None,
    obliqa_library: Annotated[Path, typer.Option("--obliqa-library")] = Path("eval/runs/obliqa"),
    hold_out: Annotated[list[str] | None, typer.Option("--hold-out", help="a document's source")] = None,
    start: Annotated[Path | None, typer.Option(help="a file that it wrote, to go on from")] = None,
) -> None:
    """Train, write the adapters, and measure on the questions about what was held out."""
    held = frozenset(hold_out or ())
    with one_line_errors(), ExitStack() as opened:
        questions = [each for file in FILES for each in read_questions(file) if each.style != NEAR_MISS]
        encoder = load_encoder(DEFAULT_MODEL if start else BASE)
        pools = [pool_of(opened.enter_context(Library.open(each, encoder)), questions) for each in library]
        if data:
            benchmark = opened.enter_context(Library.open(obliqa_library, encoder))
            pools.append(obliqa_pool(benchmark, data))
        torch.manual_seed(0)
        model = Trained(start)
        before = [measure(model, _only(pool, held)) for pool in pools]
        train(model, [_without(pool, held) for pool in pools])
        model.weaken()
        model.save(out)
        for pool, first in zip(pools, before, strict=True):
            others = _only(pool, held)
            print(f"{len(others.examples)} held out: {_shown(first)} -> {_shown(measure(model, others))}")


def draw_near(near: Sequence[int], number: int, draw: random.Random) -> list[int]:
    """Some of the passages near the right one, best first, drawn with weights 1 / (place + 4) (Efraimidis and Spirakis, 2006)."""
    keys = [draw.random() ** (place + 4) for place in range(len(near))]
    return [row for _, row in nlargest(number, zip(keys, near, strict=True))]


def portions(lengths: Sequence[int], most: int = _TOKENS_AT_ONCE) -> Iterator[list[int]]:
    """Texts of about the same length together, as many as fit, filled up, into so many tokens."""
    some: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda each: lengths[each]):
        if some and lengths[number] * (len(some) + 1) > most:
            yield some
            some = []
        some.append(number)
    yield some


def _without(pool: Pool, documents: Collection[str]) -> Pool:
    return replace(pool, examples=tuple(each for each in pool.examples if each.document not in documents))


def _only(pool: Pool, documents: Collection[str]) -> Pool:
    return replace(pool, examples=tuple(each for each in pool.examples if each.document in documents))


def _shown(shares: Sequence[float]) -> str:
    return ", ".join(f"{each:.3f}" for each in shares)


def _batches(examples: Sequence[Example], draw: random.Random) -> list[Sequence[Example]]:
    shuffled = draw.sample(examples, len(examples))
    return [shuffled[first : first + _BATCH] for first in range(0, len(shuffled) - _BATCH + 1, _BATCH)]


def _surprise(scores: Tensor, right: Tensor) -> Tensor:
    """Mean of minus the logarithm of the right passages' share, by rows."""
    among = scores.masked_fill(~right, -1e9)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(among, 1)).mean()


if __name__ == "__main__":
    typer.run(main)
