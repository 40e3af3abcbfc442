"""Refusal: whether the library answers at all, and what to say when it does not.

Pure. The decision is a logistic model over a few plain features of question and
hits; its weights are fitted on the dev questions by eval and kept here as data.
A question for a percentage, a sum or a measure is refused besides when the best
paragraphs state no such figure. Whether a figure found is the one meant is not decided here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from index import Hit


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against an answer.

    late       late-interaction score of the best paragraph, -1 to 1 (its cosine where there is none)
    dense      greatest cosine of question and passage among the best five
    coverage   share of the question's weighted terms in the best paragraph with its headings and title
    together   share of them in the three best paragraphs together
    unknown    share of them that stands nowhere in the library
    """

    late: float
    dense: float
    coverage: float
    together: float
    unknown: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the decision, in the order of Signs, and its bias."""

    weights: tuple[float, ...]
    bias: float


MODEL = Model(weights=(12.491, 0.438, -1.628, 0.066, -0.344), bias=-5.75)
ANSWERS = 0.5  # least probability for an answer


def probability(signs: Signs, model: Model = MODEL) -> float:
    """Probability that the library answers, 0 to 1."""
    total = model.bias + sum(
        weight * value for weight, value in zip(model.weights, astuple(signs), strict=True)
    )
    return 1.0 / (1.0 + math.exp(-total))


_NUMBER = (
    r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|half|dozens?)"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b(?! ?(?:%|per))")
_MEASURES = r"tons?|tonnes|kilograms?|kilos?|kg|lit(?:re|er)s?|hectares?|kilomet(?:re|er)s?|miles|met(?:re|er)s|hours|minutes|days|weeks|months"

_MONEY = r"dollar|euro|pound|franc|crown|yen|peso|rupee|rouble|dirham|shilling|rand|real|(?-i:[A-Z]{3})"


@dataclass(frozen=True, slots=True)
class Figure:
    """A kind of figure that a question asks for: its name with an article, and what states one."""

    name: str
    stated: re.Pattern[str]


_FIGURES: tuple[tuple[re.Pattern[str], Figure], ...] = (
    (
        re.compile(
            r"\b(?:what|which) (?:percentage|per ?cent|share|proportion)\b|\bhow many per ?cent\b",
            re.IGNORECASE,
        ),
        Figure(
            "a share or percentage",
            re.compile(
                r"\d ?%|\bper ?cent\b|\b(?:half|thirds?|quarters?|fifths?|tenths?|majority)\b|\b(?:out|one) (?:of|in)\b"
                rf"|\b{_NUMBER} of (?:the|its|their|all)\b",
                re.IGNORECASE,
            ),
        ),
    ),
    (
        re.compile(
            r"^\W*(?:what|how (?:big|high|large|much)) (?:is|was|are|were)?[^,;?]{0,30}\b(?:budget|salary|salaries|wage|fee)s?\b"
            r"|^\W*how much (?:money|does \w+ cost)\b",
            re.IGNORECASE,
        ),
        Figure(
            "a sum of money",
            re.compile(
                rf"[$€£¥] ?\d|\b(?-i:[A-Z]{{3}}) ?\d|\b{_NUMBER}[ -](?:\w+ ){{0,2}}(?:million|billion|{_MONEY})s?\b",
                re.IGNORECASE,
            ),
        ),
    ),
)
_HOW_MANY = re.compile(rf"\bhow many ({_MEASURES})\b", re.IGNORECASE)


def wanted_figure(question: str) -> Figure | None:
    """The kind of figure without which a question has no answer; None where it asks for none.

    >>> wanted_figure("How many tonnes of sand were sold?").name
    'a number of tonnes'
    """
    measure = _HOW_MANY.search(question)
    if measure:
        unit = re.escape(measure[1].lower().rstrip("s"))
        stated = re.compile(rf"\b{_NUMBER}[\s-]+(?:[\w()-]+ ){{0,3}}{unit}s?\b", re.IGNORECASE)
        return Figure(f"a number of {measure[1].lower()}", stated)
    return next((figure for asks, figure in _FIGURES if asks.search(question)), None)


def lacks_figure(figure: Figure, texts: Sequence[str]) -> bool:
    """Whether none of the texts states such a figure; a year is none."""
    return not any(figure.stated.search(_YEAR.sub(" ", text)) for text in texts)


def unknown_terms(known: Mapping[str, bool]) -> tuple[str, ...]:
    """The question's terms that the library has nowhere."""
    return tuple(term for term, there in known.items() if not there)


def reason(question: str, missing: Sequence[str], hits: Sequence[Hit], figure: Figure | None = None) -> str:
    """One or two sentences: that the library does not say, and what falls short.

    figure  the kind of figure that is asked for and that the nearest paragraphs lack
    """
    if not hits:
        return "The library does not say: none of the question's words stands in it."
    lacking = f" None of them states {figure.name}." if figure else ""
    if missing:
        words = ", ".join(f"“{word}”" for word in missing[:5])
        verb = "stands" if len(missing) == 1 else "stand"
        return (
            f"The library does not say. {words} {verb} nowhere in it; "
            f"the nearest paragraphs are on other matters.{lacking}"
        )
    return (
        "The library does not say. The nearest paragraphs touch the subject but do not answer the question."
        + lacking
    )
