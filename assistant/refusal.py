"""Refusal: whether the library treats the subject of a question at all, and what to say when it does not answer.

Pure. The decision is a logistic model over a few plain features of question and
hits; its weights are fitted by eval/fit_refusal.py and kept here as data.
Whether paragraphs on the right subject lack the fact asked for is for missing to judge.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from index import Hit


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against an answer.

    late     late-interaction score of the best paragraph, -1 to 1 (its cosine where there is none)
    dense    greatest cosine of question and passage among the best five
    unknown  share of the question's weighted terms that stands nowhere in the library
    lacking  share of the weightiest term that the three best paragraphs lack, with their headings and titles;
             names aside, which missing reads
    """

    late: float
    dense: float
    unknown: float
    lacking: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the decision, in the order of Signs, and its bias."""

    weights: tuple[float, ...]
    bias: float


# The fit's, rounded, but for a milder bias: of questions that the library answers the fit's own refuses one in ten.
MODEL = Model(weights=(8.7, 10.1, -0.5, -3.7), bias=-6.5)
ANSWERS = 0.5  # least probability for an answer


def probability(signs: Signs, model: Model = MODEL) -> float:
    """Probability that the library answers, 0 to 1."""
    total = model.bias + sum(
        weight * value for weight, value in zip(model.weights, astuple(signs), strict=True)
    )
    return 1.0 / (1.0 + math.exp(-total))


def reason(missing: Sequence[str], hits: Sequence[Hit], remark: str = "") -> str:
    """Why the library does not say, in a few sentences.

    missing  words of the question that stand nowhere in the library
    remark   what the nearest paragraphs lack; "" where nothing certain
    """
    if not hits:
        return "The library does not say: none of the question's words stands in it."
    said = (
        "The library does not say. The nearest paragraphs touch the subject but do not answer the question."
    )
    if missing:
        words = ", ".join(f"“{word}”" for word in missing[:5])
        verb = "stands" if len(missing) == 1 else "stand"
        said = (
            f"The library does not say. {words} {verb} nowhere in it; "
            "the nearest paragraphs do not answer the question."
        )
    return f"{said} {remark}".strip()
