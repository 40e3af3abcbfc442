"""Trains the cross-encoder: `python -m eval.train_cross OUT --library DIR`.

It starts from the default model, or goes on from a file that it wrote (`--start`), and
reads a question and a passage together. Of the questions of eval/training each has
its paragraph first, over passages that search ranks high; beside them stand near
misses, each written for a paragraph that does not answer it, most of them as the twin
of a question that it does answer. Four losses: the right passage first among its rivals,
each passage's odds right for itself, a question above its twin over their paragraph,
and the place of the answer among the passage's words, or that it is nowhere there
(as in SQuAD 2.0: Rajpurkar and others, arXiv 1806.03822). The lower layers are left as
they are, and of a further pass only a share is taken. `--hold-out` leaves documents out
and measures on their questions instead. The question sets are not looked at.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import torch
import typer
from torch import Tensor, nn
from torch.nn import functional

from index import DEFAULT_MODEL, Library, find_model, load_encoder

from .cli import one_line_errors
from .fit_ranking import NEAR_MISS, Question, read_questions
from .progress import watched
from .train_encoder import FILES, Example, LowRank, Passages, draw_near, examples_of, portions

_DOWN, _UP, _HEAD = ".down", ".up", "head."  # see index/adapters.py
_LAYERS = ("query", "key", "value", "dense")
_LEFT = 2  # layers that are left as they are
_RANK = 32
_UNITS = 64  # of the head
_MATCHES, _BIAS = 10.0, -7.0  # of the head at first
_RATE, _HEAD_RATE, _WARM = 6e-4, 1e-3, 0.06  # see eval/train_encoder.py
_BATCH = 8  # questions
_RIVALS = 4  # passages against the right one
_AMONG = 30  # of which they are drawn
_NEAR = 2  # passages read for a near miss: its paragraph, and the first that search finds
_ODDS, _TWINS, _PLACE = 0.5, 0.5, 0.3  # weights of the other losses beside the first
_NOWHERE = 0.5  # weight, in the last, of a passage that does not answer
_RIGHT = 2.0  # weight of the right passage in the second
_NO_TOKEN = -1e4  # for a token that is not the passage's
_SHARE = 0.6  # of a further pass, the rest stays as it began (Wortsman and others, arXiv 2109.01903)
_LONGEST = 192  # tokens of question and passage
_TOKENS_AT_ONCE = 2400


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its paragraph's passages, and whether the paragraph answers it.

    pool  number of the library
    """

    example: Example
    answered: bool
    pool: int


class Read(NamedTuple):
    """What the model makes of a question and a passage.

    odds    logarithm of the odds that the passage answers, shape ()
    tokens  what speaks for each token to be of the answer, shape (tokens,); very low for those that are not the passage's
    places  where each token stands in the passage's text, characters (start, end); for the others in no text
    """

    odds: Tensor
    tokens: Tensor
    places: Sequence[tuple[int, int]]


class CrossTrained:
    """The default model with further adapters and a head, and its tokenizer.

    start  a file of adapters and head that are trained further; None begins anew
    """

    def __init__(self, start: Path | None = None) -> None:
        from safetensors.torch import load_file
        from transformers import AutoModel, AutoTokenizer

        files = find_model(DEFAULT_MODEL)
        self.tokenizer: Any = AutoTokenizer.from_pretrained(str(files.folder))
        self.model: Any = AutoModel.from_pretrained(str(files.folder)).eval()  # eval: nothing is dropped out
        self.model.requires_grad_(False)
        begun = load_file(start) if start else {}
        held = begun or (load_file(files.adapters) if files.adapters else {})
        self._base = {name: held[name].float() for name in held if not name.startswith(_HEAD)}
        self.adapters: dict[str, LowRank] = {}
        for name, layer in list(self.model.encoder.named_modules()):
            if not isinstance(layer, nn.Linear) or name.rpartition(".")[2] not in _LAYERS:
                continue
            full = f"encoder.{name}"
            down, up = self._base[full + _DOWN], self._base[full + _UP]
            if trained := int(name.split(".")[1]) >= _LEFT:
                self.adapters[full] = LowRank(layer.in_features, layer.out_features, _RANK)
            if trained and start:  # the file's own factors
                self.adapters[full].down, self.adapters[full].up = nn.Parameter(down), nn.Parameter(up)
                self._base[full + _DOWN], self._base[full + _UP] = down[:0], up[:, :0]
            else:
                layer.weight += up @ down
            if trained:
                nn.utils.parametrize.register_parametrization(layer, "weight", self.adapters[full])
        width = self.model.config.hidden_size
        self.hidden, self.out = nn.Linear(width, _UNITS), nn.Linear(_UNITS, 1)
        self.matches, self.bias = nn.Parameter(torch.tensor(_MATCHES)), nn.Parameter(torch.tensor(_BIAS))
        self.point = nn.Parameter(torch.randn(width) * 0.01)
        if begun:
            self._take_head({name.removeprefix(_HEAD): begun[name].float() for name in begun})

    @torch.no_grad()
    def _take_head(self, head: Mapping[str, Tensor]) -> None:
        self.matches.copy_(head["matches"])
        self.bias.copy_(head["bias"])
        self.hidden.weight.copy_(head["hidden.weight"])
        self.hidden.bias.copy_(head["hidden.bias"])
        self.out.weight.copy_(head["out"][None])
        self.point.copy_(head["point"])
        self.out.bias.zero_()  # `save` counts it to the other bias

    def parameters(self) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
        """What is trained: of the adapters, and of the head."""
        head = [self.matches, self.bias, self.point, *self.hidden.parameters(), *self.out.parameters()]
        return [each for low in self.adapters.values() for each in low.parameters()], head

    def score(self, pairs: Sequence[tuple[str, str]]) -> Tensor:
        """The log odds that each question is answered by its passage, shape (pairs,); see index/cross_encoder.py."""
        return torch.stack([each.odds for each in self.read(pairs)])

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Read]:
        """What it makes of each question and its passage."""
        questions, passages = zip(*pairs, strict=True)
        ids = self.tokenizer(
            list(questions), list(passages), truncation=True, max_length=_LONGEST, return_offsets_mapping=True
        )
        places = ids.pop("offset_mapping")
        read: dict[int, Read] = {}
        for some in portions([len(each) for each in ids["input_ids"]], _TOKENS_AT_ONCE):
            fields = {name: [ids[name][number] for number in some] for name in ids}
            odds, tokens = self._read(self.tokenizer.pad(fields, return_tensors="pt"))
            read |= {number: Read(odds[row], tokens[row], places[number]) for row, number in enumerate(some)}
        return [read[number] for number in range(len(pairs))]

    def _read(self, batch: Any) -> tuple[Tensor, Tensor]:
        with torch.autocast("cpu", torch.bfloat16):
            states = self.model(**batch).last_hidden_state
        states = states.float()
        marks = torch.isin(batch["input_ids"], torch.tensor(self.tokenizer.all_special_ids))
        words, second = batch["attention_mask"].bool() & ~marks, batch["token_type_ids"].bool()
        asked = (words & ~second).float()
        units = functional.normalize(states, dim=-1)
        cosines = (units @ units.transpose(1, 2)).masked_fill(~(words & second)[:, None, :], -1.0)
        number = asked.sum(1)
        matches = (cosines.max(2).values * asked).sum(1) / number
        mean = (states * asked[..., None]).sum(1) / number[:, None]
        weighed: Tensor = self.out(functional.gelu(self.hidden(mean))).squeeze(-1)
        tokens = (states @ self.point).masked_fill(~(words & second), _NO_TOKEN)
        odds: Tensor = self.matches * matches + weighed + tokens.max(1).values + self.bias
        return odds, tokens

    def save(self, path: Path) -> None:
        """Writes adapters, those of the default model among them, and head, as index/cross_encoder.py reads them."""
        from safetensors.torch import save_file

        tensors = {name: tensor.float() for name, tensor in self._base.items()}
        for name, low in self.adapters.items():
            tensors[name + _DOWN] = torch.cat([tensors[name + _DOWN], low.down.detach()], 0)
            tensors[name + _UP] = torch.cat([tensors[name + _UP], low.up.detach()], 1)
        head = {
            "matches": self.matches,
            "bias": self.bias + self.out.bias[0],
            "hidden.weight": self.hidden.weight,
            "hidden.bias": self.hidden.bias,
            "out": self.out.weight[0],
            "point": self.point,
        }
        tensors |= {_HEAD + name: tensor.detach() for name, tensor in head.items()}
        save_file({name: tensor.half().contiguous() for name, tensor in tensors.items()}, path)


def loss_of(
    model: CrossTrained, pools: Sequence[Sequence[str]], batch: Sequence[Asked], draw: random.Random
) -> Tensor:
    """How far the model is from telling what answers the batch's questions; pools as texts of passages."""
    read = [_read(each, draw) for each in batch]
    pairs = [
        (each.example.text, pools[each.pool][row])
        for each, rows in zip(batch, read, strict=True)
        for row in rows
    ]
    made = model.read(pairs)
    scores = torch.split(torch.stack([each.odds for each in made]), [len(rows) for rows in read])
    first, odds, twins = [], [], []
    over: dict[tuple[int, int], list[Tensor]] = defaultdict(list)  # near misses' scores over their paragraph
    for each, rows, its in zip(batch, read, scores, strict=True):
        if not each.answered:
            over[each.pool, rows[0]].append(its[0])
    for each, rows, its in zip(batch, read, scores, strict=True):
        right, weights = torch.zeros(len(rows)), torch.ones(len(rows))
        if each.answered:
            right[0], weights[0] = 1.0, _RIGHT
            first.append(torch.logsumexp(its, 0) - its[0])
            twins += [functional.softplus(near - its[0]) for near in over[each.pool, rows[0]]]
        surprise = functional.binary_cross_entropy_with_logits(its, right, weights, reduction="sum")
        odds.append(surprise / weights.sum())
    loss = _ODDS * torch.stack(odds).mean()
    if first:
        loss = loss + torch.stack(first).mean()
    if twins:
        loss = loss + _TWINS * torch.stack(twins).sum() / len(batch)
    # the right passage of an answered question comes first among its passages
    sure = [
        (each, row == 0 and each.answered)
        for each, rows in zip(batch, read, strict=True)
        for row in range(len(rows))
    ]
    places = [
        _misplaced(its, passage, each.example.answer) if right else _NOWHERE * _nowhere(its)
        for (each, right), its, (_, passage) in zip(sure, made, pairs, strict=True)
    ]
    return loss + _PLACE * torch.stack(places).sum() / len(batch)


def _nowhere(its: Read) -> Tensor:
    """How surely the model takes some token for the answer's, where none is."""
    return functional.softplus(torch.logsumexp(its.tokens, 0))


def _misplaced(its: Read, passage: str, answer: str) -> Tensor:
    """How unsure the model is of where the answer stands; anywhere in the passage, where nobody told or it is cut off."""
    start = passage.find(answer) if answer else -1
    of_it = [start >= 0 and one < start + len(answer) and start < other for one, other in its.places]
    of_it += [False] * (len(its.tokens) - len(of_it))
    asked = its.tokens > _NO_TOKEN
    right = asked & torch.tensor(of_it)  # the question's tokens have places too, in its own text
    return _nowhere(its) - torch.logsumexp(its.tokens[right if right.any() else asked], 0)


def train(model: CrossTrained, pools: Sequence[Sequence[str]], asked: Sequence[Asked], seed: int = 0) -> None:
    """One pass over all questions."""
    draw = random.Random(seed)
    batches = list(_batches(asked, draw))
    adapters, head = model.parameters()
    optimiser = torch.optim.AdamW([{"params": adapters}, {"params": head}])
    for step, batch in enumerate(watched(batches, len(batches), "batches")):
        part = min(1.0, (step + 1) / (_WARM * len(batches))) * (1 - step / len(batches))
        for group, rate in zip(optimiser.param_groups, (_RATE, _HEAD_RATE), strict=True):
            group["lr"] = rate * part
        loss = loss_of(model, pools, batch, draw)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*adapters, *head], 1.0)
        optimiser.step()


@torch.no_grad()
def go_part_of_the_way(parameters: Sequence[nn.Parameter], begun: Sequence[Tensor]) -> None:
    """Leaves of what training changed only a share."""
    for each, before in zip(parameters, begun, strict=True):
        each.copy_(torch.lerp(before, each, _SHARE))


@torch.no_grad()
def measure(model: CrossTrained, pools: Sequence[Sequence[str]], asked: Sequence[Asked]) -> float:
    """How often a question scores higher over its paragraph than a near miss over its own (AUC); nan without either."""
    scores: dict[bool, list[float]] = {True: [], False: []}
    for each in asked:
        text = pools[each.pool][each.example.right[0]]
        scores[each.answered].append(float(model.score([(each.example.text, text)])))
    beaten = sum(one > other for one in scores[True] for other in scores[False])
    pairs = len(scores[True]) * len(scores[False])
    return beaten / pairs if pairs else math.nan


def asked_in(library: Library, questions: Sequence[Question], pool: int) -> tuple[list[str], list[Asked]]:
    """A library's passages, and the questions about the documents that it holds."""
    passages = Passages(library)
    found = examples_of(library, passages, questions)
    asked = [Asked(example, question.style != NEAR_MISS, pool) for question, example in found]
    return passages.texts, asked


def main(
    out: Path,
    library: Annotated[list[Path], typer.Option("--library", help="may be given several times")],
    hold_out: Annotated[list[str] | None, typer.Option("--hold-out", help="a document's source")] = None,
    start: Annotated[Path | None, typer.Option(help="a file that it wrote, to go on from")] = None,
) -> None:
    """Train, write the file, and measure on the questions about what was held out."""
    held: Collection[str] = frozenset(hold_out or ())
    with one_line_errors(), ExitStack() as opened:
        questions = [each for file in FILES for each in read_questions(file)]
        encoder = load_encoder(DEFAULT_MODEL)
        read = [
            asked_in(opened.enter_context(Library.open(each, encoder)), questions, pool)
            for pool, each in enumerate(library)
        ]
        pools, asked = [texts for texts, _ in read], [each for _, its in read for each in its]
        torch.manual_seed(0)
        model = CrossTrained(start)
        others = [each for each in asked if each.example.document in held]
        before = measure(model, pools, others)
        parameters = [each for group in model.parameters() for each in group]
        begun = [each.detach().clone() for each in parameters]
        train(model, pools, [each for each in asked if each.example.document not in held])
        if start:
            go_part_of_the_way(parameters, begun)
        model.save(out)
        print(f"{len(others)} held out, AUC: {before:.3f} -> {measure(model, pools, others):.3f}")


def _read(asked: Asked, draw: random.Random) -> list[int]:
    """The passages that are read for a question, its paragraph's first."""
    example = asked.example
    if asked.answered:
        return [example.right[0], *draw_near(example.near[:_AMONG], _RIVALS, draw)]
    return [example.right[0], *example.near][:_NEAR]


def _batches(asked: Sequence[Asked], draw: random.Random) -> Iterator[list[Asked]]:
    """The questions in batches; those of a paragraph that has near misses stay together."""
    groups: dict[tuple[int, int], list[Asked]] = defaultdict(list)
    for each in asked:
        groups[each.pool, min(each.example.right)].append(each)
    units = [
        unit
        for group in groups.values()
        for unit in ([group] if any(not each.answered for each in group) else [[each] for each in group])
    ]
    draw.shuffle(units)
    flat = [each for unit in units for each in draw.sample(unit, len(unit))]
    return (flat[first : first + _BATCH] for first in range(0, len(flat) - _BATCH + 1, _BATCH))


if __name__ == "__main__":
    typer.run(main)
