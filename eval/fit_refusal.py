"""Fits the two decisions to answer or refuse: `python -m eval.fit_refusal subject|fact --library DIR`.

`subject` is a logistic regression over the assistant's signs of the right
subject. Positives are the dev questions that the library answers and some of
eval/training; negatives are its off-topic questions (those of eval/questions
check the fit) and, at half weight, the dev questions that it does not answer. `fact` is one over what
the best paragraphs lack, fitted on the questions and near misses of
eval/training and on its short questions for facts, answered and not, and checked in five folds by document. Each prints what to put into
assistant/refusal.py or assistant/missing.py. Test questions are not looked at.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Annotated

import typer

from assistant import Assistant, Signs

from .cases import Case, question_files, read_cases
from .cli import one_line_errors

OFF_TOPIC = Path(__file__).parent / "questions" / "off_topic.txt"
TRAINING = Path(__file__).parent / "training"
_NEAR_MISS = 0.5  # weight of a question that is not answered, beside 1 of one that is
_EVERY, _ALSO = 3, 0.25  # of the training questions every third, at this weight: some are too hard to find
NEAR_MISSES = "near_misses"
_FILES = ("questions", NEAR_MISSES, "facts")  # the last: short questions for facts, answered and not
_REGULARISATION = 1.0
_FOLDS = 5
_STRENGTH = 0.5  # weight of the data against that of small weights
_STEPS = 4000
_LIMITS = (0.0, -0.2, -0.4, -0.6)  # of the log odds
_RATES = (0.01, 0.02, 0.03, 0.05, 0.1)  # of false refusals

app = typer.Typer(add_completion=False)


def fit(
    rows: Sequence[Sequence[float]], answers: Sequence[bool], weights: Sequence[float]
) -> tuple[list[float], float]:
    """Weights and bias of a logistic regression on the signs as they are (L2, scikit-learn)."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=_REGULARISATION, class_weight="balanced")
    model.fit(scaler.transform(rows), answers, sample_weight=weights)
    slopes = model.coef_[0] / scaler.scale_
    return [float(each) for each in slopes], float(model.intercept_[0] - (slopes * scaler.mean_).sum())


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, those asked before it, and what it weighs in the fit."""

    text: str
    history: tuple[str, ...] = ()
    weight: float = 1.0


@app.command()
def subject(
    library: Annotated[Path, typer.Option("--library")],
    questions: Annotated[list[Path], typer.Option("--questions")],
) -> None:
    """Print a model for assistant/refusal.py."""
    with one_line_errors(), Assistant.open(library) as assistant:
        dev = [case for case in read_cases(question_files(questions)) if case.split == "dev"]
        print_fit(assistant, dev)


def print_fit(assistant: Assistant, dev: Sequence[Case]) -> None:
    """Fit on the questions and the off-topic ones of eval/training, check on those of eval/questions."""
    asked = [
        _Asked(case.question, tuple(case.history), 1.0 if case.answerable else _NEAR_MISS) for case in dev
    ]
    sets = {
        "answerable, dev": [each for each in asked if each.weight == 1.0],
        "not answerable, dev": [each for each in asked if each.weight < 1.0],
        "answerable, training": [_Asked(text, (), _ALSO) for text in _training_questions()[::_EVERY]],
        "off topic, fitted": [_Asked(text) for text in _lines(TRAINING / OFF_TOPIC.name)],
        "off topic, others": [_Asked(text) for text in _lines(OFF_TOPIC)],
    }
    rows = {
        name: [
            (astuple(each), one.weight) for one in some if (each := assistant.signs(one.text, one.history))
        ]
        for name, some in sets.items()
    }
    fitted = [
        (row, weight, name.startswith("answerable"))
        for name, some in rows.items()
        if name != "off topic, others"
        for row, weight in some
    ]
    slopes, bias = fit(*zip(*((row, answers, weight) for row, weight, answers in fitted), strict=True))
    names = ", ".join(field.name for field in fields(Signs))
    print(
        f"signs: {names}\nMODEL = Model(weights={tuple(round(each, 3) for each in slopes)}, bias={bias:.3f})"
    )
    for shift in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5):
        refused = (
            f"{name} {_share([_log_odds(row, slopes, bias) < -shift for row, _ in some]):.3f}"
            for name, some in rows.items()
        )
        print(f"bias +{shift}, refused: {'; '.join(refused)}")


def _training_questions() -> list[str]:
    return [json.loads(line)["question"] for line in _lines(TRAINING / "questions.jsonl")]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _log_odds(row: Sequence[float], slopes: Sequence[float], bias: float) -> float:
    return bias + sum(w * v for w, v in zip(slopes, row, strict=True))


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


@dataclass(frozen=True, slots=True)
class Trial:
    """A question of eval/training: what its best paragraphs lack, by the name of the sign, and its file."""

    document: str
    near_miss: bool
    signs: dict[str, float]
    file: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weights of the signs by name, none below 0, and the bias."""

    weights: dict[str, float]
    bias: float

    def score(self, signs: dict[str, float]) -> float:
        """Log odds that the fact asked for is not there."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in signs.items())


@app.command()
def fact(library: Annotated[Path, typer.Option("--library")]) -> None:
    """Print a model for assistant/missing.py and what it would refuse."""
    with one_line_errors(), Assistant.open(library) as assistant:
        trials = [trial for name in _FILES for trial in _trials(assistant, TRAINING / f"{name}.jsonl")]
    scores = cross_validate(trials)
    print("false refusals  near misses refused")
    for rate, refused in curve(scores, [each.near_miss for each in trials]):
        print(f"{rate:14.2f}  {refused:.3f}")
    for name in sorted({name for each in trials for name in each.signs}):
        held = [[name in each.signs for each in trials if each.near_miss == near] for near in (False, True)]
        print(f"{name:12s} of answerable {_share(held[0]):.3f}, of near misses {_share(held[1]):.3f}")
    for file in _FILES:
        for near in (False, True):
            of_file = [
                score
                for score, each in zip(scores, trials, strict=True)
                if (each.file, each.near_miss) == (file, near)
            ]
            if of_file:
                said = "near misses" if near else "answerable"
                shares = ", ".join(f"{_share([score > at for score in of_file]):.3f}" for at in _LIMITS)
                print(f"{file}, {said}: refused {shares} with log odds above {_LIMITS}")
    model = fit_fact(trials)
    print({name: round(weight, 2) for name, weight in model.weights.items()}, round(model.bias, 2))


def _trials(assistant: Assistant, path: Path) -> list[Trial]:
    """The questions of a file that the decision is asked of; `answered` says which have an answer, or the file does."""
    records = map(json.loads, _lines(path))
    trials: list[Trial] = []
    for record in records:
        if missing := assistant.missing(record["question"]):
            near_miss = not record.get("answered", path.stem != NEAR_MISSES)
            trials.append(Trial(record["document"], near_miss, missing.signs(), path.stem))
    return trials


def fit_fact(trials: Sequence[Trial]) -> Weighed:
    """Logistic regression with small weights, none below 0: what is lacking never speaks for an answer.

    By projected gradient descent, with the step that the greatest curvature allows.
    """
    import numpy as np

    names = sorted({name for each in trials for name in each.signs})
    rows = np.array([[each.signs.get(name, 0.0) for name in names] + [1.0] for each in trials])
    wanted = np.array([each.near_miss for each in trials], dtype=float)
    kept = np.array([1.0] * len(names) + [0.0])
    least = np.array([0.0] * len(names) + [-np.inf])
    step = 1.0 / (_STRENGTH * np.linalg.norm(rows, 2) ** 2 / 4 + 1.0)
    found = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        away = 1.0 / (1.0 + np.exp(-(rows @ found))) - wanted
        found = np.maximum(least, found - step * (_STRENGTH * rows.T @ away + kept * found))
    weights = {name: float(each) for name, each in zip(names, found, strict=False)}
    return Weighed(weights, float(found[-1]))


def cross_validate(trials: Sequence[Trial]) -> list[float]:
    """The score of each trial by a model fitted on other documents than its own."""
    documents = sorted({each.document for each in trials})
    fold = {document: place % _FOLDS for place, document in enumerate(documents)}
    models = [
        fit_fact([each for each in trials if fold[each.document] != number]) for number in range(_FOLDS)
    ]
    return [models[fold[each.document]].score(each.signs) for each in trials]


def curve(scores: Sequence[float], near_misses: Sequence[bool]) -> list[tuple[float, float]]:
    """For each rate of false refusals, the share of near misses above the threshold that keeps to it.

    >>> curve([0.1, 0.9, 0.2, 0.95], [False, True, False, True])[-1]
    (0.1, 1.0)
    """
    answerable = sorted(score for score, near in zip(scores, near_misses, strict=True) if not near)
    missed = [score for score, near in zip(scores, near_misses, strict=True) if near]
    limits = [(rate, answerable[math.ceil(len(answerable) * (1 - rate)) - 1]) for rate in _RATES]
    return [(rate, _share([score > limit for score in missed])) for rate, limit in limits]


if __name__ == "__main__":
    app()
