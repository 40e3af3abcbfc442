"""Fits the decision to answer or refuse: `python -m eval.fit_refusal --library DIR --questions FILE`.

A logistic regression over the assistant's own signs. Positives are the dev
questions that the library answers; negatives are off-topic questions (every
other line; the rest checks the fit) and, at half weight, the dev questions that
it does not answer. It prints the model to put into assistant/refusal.py, with
what it would refuse at that model's threshold. Test questions are not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Annotated

import typer

from assistant import Assistant, Signs

from .cases import Case, question_files, read_cases
from .cli import one_line_errors

OFF_TOPIC = Path(__file__).parent / "questions" / "off_topic.txt"
_NEAR_MISS = 0.5
_REGULARISATION = 1.0


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


def main(
    library: Annotated[Path, typer.Option("--library")],
    questions: Annotated[list[Path], typer.Option("--questions")],
) -> None:
    """Print a model for assistant/refusal.py."""
    with one_line_errors(), Assistant.open(library) as assistant:
        dev = [case for case in read_cases(question_files(questions)) if case.split == "dev"]
        print_fit(assistant, dev, OFF_TOPIC.read_text(encoding="utf-8").splitlines())


def print_fit(assistant: Assistant, dev: Sequence[Case], off_topic: Sequence[str]) -> None:
    """Fit on the dev questions and half of the off-topic ones, check on the other half."""
    signs = [(case, assistant.signs(case.question, case.history)) for case in dev]
    seen = [(case, each) for case, each in signs if each is not None]
    outside = [each for question in off_topic if (each := assistant.signs(question)) is not None]
    rows = [astuple(each) for _, each in seen] + [astuple(each) for each in outside[::2]]
    answers = [case.answerable for case, _ in seen] + [False] * len(outside[::2])
    weights = [1.0 if case.answerable else _NEAR_MISS for case, _ in seen] + [1.0] * len(outside[::2])
    slopes, bias = fit(rows, answers, weights)
    names = ", ".join(field.name for field in fields(Signs))
    print(
        f"signs: {names}\nMODEL = Model(weights={tuple(round(each, 3) for each in slopes)}, bias={bias:.3f})"
    )
    scores = [bias + sum(w * v for w, v in zip(slopes, astuple(each), strict=True)) for _, each in seen]
    checks = [bias + sum(w * v for w, v in zip(slopes, astuple(each), strict=True)) for each in outside[1::2]]
    for shift in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5):
        false = _share([s < -shift for s, (case, _) in zip(scores, seen, strict=True) if case.answerable])
        near = _share([s < -shift for s, (case, _) in zip(scores, seen, strict=True) if not case.answerable])
        print(
            f"bias +{shift}: false refusals {false:.3f}, near misses refused {near:.3f}, off topic {_share([s < -shift for s in checks]):.3f}"
        )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    typer.run(main)
