"""Chooses the weights of late interaction: `python -m eval.fit_ranking --library DIR`.

Each question of eval/training/questions.jsonl was written for one paragraph, drawn
at random among those of 14 words and more. For each pair of weights it prints
the share of questions whose paragraph, or one with the same words, is the first
or among the first 5 or 10. Documents fall into five folds: each fold is
measured with the pair that is best on the other four. The question sets, dev and
test, are not looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Annotated

import typer

from index import LateWeights, Library, load_encoder

from .bootstrap import estimate
from .cli import one_line_errors
from .evidence import Evidence
from .progress import watched

QUESTIONS = Path(__file__).parent / "training" / "questions.jsonl"
MORE = QUESTIONS.with_name("encoder.jsonl")
TWINS = QUESTIONS.with_name("twins.jsonl")  # questions and near misses in pairs
INVENTED = QUESTIONS.with_name("invented.jsonl")  # the same over the documents of the folder of that name
DENSE = QUESTIONS.with_name("dense.jsonl")  # twins too, up to twelve questions for one paragraph
TREATIES = QUESTIONS.with_name(
    "treaties.jsonl"
)  # on treaty paragraphs that the others had left; a tenth near misses
ASKED = QUESTIONS.with_name(
    "asked.jsonl"
)  # as delegates and staff might ask, by writers of fresh question sets
FURTHER = QUESTIONS.with_name("further.jsonl")  # what else the same paragraphs say; a tenth near misses
NEAR_MISS = "n"  # the style of a question that its paragraph does not answer
WEIGHTS = tuple(LateWeights(*pair) for pair in product((0.0, 0.15, 0.3, 0.45), (0.0, 0.02, 0.03, 0.04)))
_FIRST = (1, 5, 10)
_FOLDS = 5
# Paragraphs with fewer words were not drawn, so that none of them can be right: they take no place.
_LEAST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the paragraph that it was written for, known by its words.

    style   k: keywords, o: in other words, p: precise, a: any of them; n: a near miss, which it does not answer
    answer  the place of the answer among the paragraph's words and how many words it has; None where nobody told
    """

    text: str
    style: str
    document: str
    evidence: Evidence
    answer: tuple[int, int] | None = None


def read_questions(path: Path = QUESTIONS) -> tuple[Question, ...]:
    """The questions of a file, one JSON object a line."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(
        Question(
            each["question"],
            each["style"],
            each["document"],
            Evidence(**each["evidence"]),
            tuple(each["answer"]) if "answer" in each else None,
        )
        for each in records
    )


def folds_of(questions: Sequence[Question]) -> dict[str, int]:
    """A fold for each document: the longest first, each into the fold with the fewest questions."""
    counts: dict[str, int] = {}
    for each in questions:
        counts[each.document] = counts.get(each.document, 0) + 1
    load, folds = [0] * _FOLDS, {}
    for document in sorted(counts, key=lambda name: (-counts[name], name)):
        folds[document] = load.index(min(load))
        load[folds[document]] += counts[document]
    return folds


def place_of(question: Question, library: Library, weights: LateWeights) -> int:
    """Place of the question's paragraph among those found, from 1; 99 beyond the first 20."""
    hits = library.search(question.text, 20, weights=weights)
    texts = [hit.paragraph.text for hit in hits]
    able = [text for text in texts if len(text.split()) >= _LEAST_WORDS]
    found = (number for number, text in enumerate(able, 1) if question.evidence.stands_in(text))
    return next(found, 99)


def main(library: Annotated[Path, typer.Option("--library")]) -> None:
    """Print the figures of each pair of weights, and those of the folds."""
    with one_line_errors(), Library.open(library, load_encoder()) as opened:
        held = {document.source for document in opened.documents}
        questions = [each for each in read_questions() if each.document in held]
        places = {
            weights: [place_of(each, opened, weights) for each in questions]
            for weights in watched(WEIGHTS, len(WEIGHTS), "weights")
        }
    for line in report(questions, places):
        print(line)


def report(questions: Sequence[Question], places: Mapping[LateWeights, Sequence[int]]) -> Iterator[str]:
    """One line for each pair of weights, then the folds."""
    yield f"{len(questions)} questions; share with the paragraph among the first {_FIRST}"
    for weights, found in places.items():
        by_style = {
            style: _shares([p for p, q in zip(found, questions, strict=True) if q.style == style])
            for style in "kop"
        }
        styles = ", ".join(f"{style} {shares}" for style, shares in by_style.items())
        yield f"weakest {weights.weakest:<4} length {weights.length:<4}: {_shares(found)}; {styles}"
    folds = folds_of(questions)
    checked: list[int] = []
    for fold in range(_FOLDS):
        inside = [folds[each.document] == fold for each in questions]
        best = max(places, key=lambda weights: _fitness(places[weights], inside))
        checked += [place for place, held_out in zip(places[best], inside, strict=True) if held_out]
        yield f"fold {fold}: {best}"
    yield "held out: " + ", ".join(
        f"{first}: {estimate([float(place <= first) for place in checked])}" for first in _FIRST
    )


def _fitness(places: Sequence[int], held_out: Sequence[bool]) -> float:
    """Mean reciprocal place outside the fold."""
    return sum(1 / place for place, out in zip(places, held_out, strict=True) if not out)


def _shares(places: Sequence[int]) -> str:
    return " ".join(f"{sum(place <= first for place in places) / len(places):.3f}" for first in _FIRST)


if __name__ == "__main__":
    typer.run(main)
