"""Missing: whether paragraphs that are on the right subject lack the very thing that a question asks for.

Pure. It reads the best three paragraphs and weighs, in one logistic model fitted by eval:
the kind of thing asked for that is not stated, names and years of the question that stand
nowhere in them, "first" or "next" without its like, a question about what happened
over a text that tells of nothing that did, and the signs of unsaid. Whether the subject is
right at all is for refusal to judge.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index import split_terms

from .country_names import lands_asked
from .nearest import Passage, does_it, terms_of
from .proper_names import names_in
from .unsaid import asks_after, has_nouns, nowhere_in, unsaid_in
from .wanted import Wanted, wanted_in

__all__ = ["Missing", "Passage", "missing_in"]


@dataclass(frozen=True, slots=True)
class Missing:
    """What a question asks for or names and the best paragraphs lack.

    wanted   the kind of thing asked for; None where the question has no such kind
    lacking  0 stated in the best sentence; else one for each that lacks it: sentence, paragraph, all three
    names    the question's names that the best paragraph lacks
    nowhere  those of them, of its years and the nouns it asks after that all three lack, with headings and titles
    years    for each of the question's years: 1 lacking in the best paragraph, 2 in all three
    ranks    "first", "next", "most": 1 for each without its like in the best sentence, 2 in the best paragraph
    untold   what happened is asked, and the best sentence (1), the best paragraph (2) tells of nothing that did
    unsaid   further signs by name: countries, nouns and deeds, the thing wanted not plainly stated
    doubt    how far the best odds that one of them answers, as read by the cross-encoder, fall short of even ones;
             below 0 where they are better
    """

    wanted: Wanted | None
    lacking: int
    names: tuple[str, ...]
    nowhere: tuple[str, ...]
    years: int
    ranks: int
    untold: int
    unsaid: Mapping[str, float] = field(default_factory=dict)
    doubt: float = 0.0

    def signs(self) -> dict[str, float]:
        """The numbers of the model by name; what is 0 is left out."""
        kind = {f"no {self.wanted.kind}": self.lacking} if self.wanted else {}
        rest = {
            "names": len(self.names),
            "years": self.years,
            "ranks": self.ranks,
            "untold": self.untold,
            "doubt": self.doubt,
            **self.unsaid,
        }
        return {name: float(value) for name, value in {**kind, **rest}.items() if value}

    @property
    def probability(self) -> float:
        """Probability that what is asked for is not there, 0 to 1."""
        return 1.0 / (1.0 + math.exp(-self._log_odds))

    @property
    def undecided(self) -> bool:
        """Whether doubt, which nobody has looked for yet, would settle it."""
        return -WEIGHTS["doubt"] * MOST_DOUBT < self._log_odds <= WEIGHTS["doubt"] * MOST_TRUST

    def doubted(self, odds: Sequence[float]) -> Missing:
        """The same with the doubt that the odds of the paragraphs leave, as logarithms; at least one."""
        most = 0.0 if self.unsaid.get("undated") else MOST_TRUST
        return replace(self, doubt=min(max(-max(odds), -most), MOST_DOUBT))

    @property
    def _log_odds(self) -> float:
        return BIAS + sum(WEIGHTS.get(name, 0.0) * value for name, value in self.signs().items())

    def remark(self, unknown: Sequence[str] = ()) -> str:
        """What the nearest paragraphs lack, in a few sentences; "" where that cannot be said.

        unknown  words that are said to stand nowhere in the library, and need no second mention
        """
        said = []
        if nowhere := [each for each in self.nowhere if each not in unknown][:3]:
            words = ", ".join(f"“{word}”" for word in nowhere)
            said.append(f"{words} {'stands' if len(nowhere) == 1 else 'stand'} in none of them.")
        if self.wanted and self.lacking == 3:
            said.append(f"None of them {self.wanted.name}.")
        elif self.wanted and self.lacking:
            verb, thing = self.wanted.name.split(" ", 1)
            said.append(f"{_NEAREST[self.lacking]} does not {verb.removesuffix('s')} {thing}.")
        elif self.wanted and self.unsaid.get(f"vague {self.wanted.kind}") == 3:
            said.append(f"None of them {self.wanted.name} in so many words.")
        if self.unsaid.get("body") or self.unsaid.get("other body"):
            said.append("The nearest paragraph is on another body.")
        if self.unsaid.get("other number"):
            said.append("The nearest paragraph is on another session or meeting.")
        if self.unsaid.get("other document"):
            said.append("The date that it states is another document's.")
        for sign, thing in _UNSAID.items():
            if self.unsaid.get(sign) == 3:
                said.append(f"None of them {thing}.")
        if not said and self.untold:
            said.append(f"{_NEAREST[self.untold]} says what is or should be, not what happened.")
        return " ".join(said)


# Of the signs by name, "no KIND" and "vague KIND" for kinds of things wanted: fitted by eval.fit_refusal, but "no share",
# "vague count", "vague person", "vague place", "no payer", "no leader", "definition", "body", "other body", "other number", "other document", "provision", "doubt", its bounds and the bias, which were set by hand on fresh questions
# (docs/retrieval.md): the fit's own questions are among those that the cross-encoder was trained on.
WEIGHTS: Mapping[str, float] = {
    "names": 0.42, "ranks": 1.2, "untold": 0.45, "years": 0.35, "no count": 1.13, "no country": 1.79, "no date": 0.83,
    "no language": 0.76, "no limit": 1.71, "no measure": 1.48, "no money": 2.08, "no name": 0.36, "no particular": 1.3,
    "no penalty": 1.69, "no person": 0.23, "no place": 0.73, "no reason": 0.52, "no share": 1.5, "no vote": 1.19,
    "vague count": 0.75, "vague date": 0.54, "vague name": 0.85, "vague person": 0.8, "vague place": 0.75, "land": 1.28,
    "norm": 0.6, "noun many": 0.35, "noun what": 0.39, "noun who": 0.55, "deed many": 0.35, "deed which": 0.27,
    "deed who": 0.14, "no payer": 1.2, "no leader": 0.6, "definition": 1.8, "body": 4.5, "other body": 2.0, "other number": 2.0, "other document": 4.5, "provision": 1.3, "doubt": 0.8,
}  # fmt: skip
MOST_DOUBT = 6.0  # more counts no more; with it alone an answer is refused
MOST_TRUST = 2.0  # nor do better odds: a near miss may be on the very subject
BIAS = -3.2  # the fit's is higher: see docs/retrieval.md

# what all three may leave unsaid, as a refusal says it
_UNSAID = {
    "no payer": "says who pays",
    "no leader": "says who leads",
    "definition": "says what the term means",
}
_NEAREST = {1: "The sentence nearest to the question", 2: "The nearest paragraph"}  # by how many lack it
_FIGURES = ("share", "money", "measure", "count", "limit")
_NOW = r"do|does|need(?:s|ed)?|requires?|happens|(?:is|are) \w+ed"
_NO_DEED = r"(?!(?:organi[sz]|arm|unit|advanc|detail|so-call)ed\b)"
_HAPPENED = re.compile(
    rf"^(?!.*\b(?:should|must|may|shall|to be|{_NOW})\b).*\b(?:which|who|what|when|where|how|why)\b.{{0,60}}?"
    rf"\b(?:was|were|did|had|has|have|been|{_NO_DEED}\w+ed)\b|so far|already",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?:once|as soon as|unless)\b.*", re.IGNORECASE
)  # what is to happen first has not happened
_TELLS = re.compile(
    r"\b(?:was|were|had|did|became|took|began|led|decided|agreed|has|have been|have \w+ed)\b", re.IGNORECASE
)
# A rank asked for, by its first word, and how a text may put the like.
_LIKE = {
    "first": "first|initial|original|earliest|inaugural|1st|conven(?:e|ed)\\b",
    "last": "last|final|latest|recent",
    "next": "next|follow|future|subsequent|forthcoming",
    "most": "most|largest|highest|biggest|greatest|main|primar|top|best|leading|major|more than|exceed|maxim",
    "average": "averag|mean",
    "minimum": "minim|at least|lowest|less than|smallest|fewer",
    "maximum": "maxim|at most|up to|longest|exceed|no more|not more|within",
    "current": "current|now|present|today",
    "successor": "success|replac|succeed",
}
_SAME = {
    "used": "most", "largest": "most", "highest": "most", "biggest": "most", "lowest": "minimum",
    "smallest": "minimum", "longest": "maximum", "currently": "current", "replaced": "successor",
    "succeeded": "successor",
}  # fmt: skip
_RANKED = re.compile(
    r"\b((?<!at )first(?! (?:be )?\w+ed\b| open\b)|(?<!they )(?<!it )(?<!to )last(?= \w)(?! word| for\b)|next(?! (?:year|month|week|to|door))|most(?= (?:often|frequently|used))|used(?= most)|largest|highest|"
    r"biggest|average|minimum|lowest|smallest|maximum|longest|current|currently|replaced|succeeded|successor)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_RESOLUTION = re.compile(r"\b(?:resolutions?|res\.?|SCR)\s+\d{3,4}\s*\((?:19|20)\d\d\)", re.IGNORECASE)
_SYMBOL = re.compile(r"\S*/\S+")
# Capitals that single nothing out in documents of this kind, and question words that open a sentence.
_NO_NAMES = frozenset(
    """do does did was were can could might will would am has had must whom whose state states party parties member
    members convention protocol united nations un government governments assembly council general security
    secretary-general article resolution committee commission court charter conference international
    longest shortest largest smallest highest lowest biggest maximum minimum max min""".split()
)


def missing_in(
    question: str,
    passages: Sequence[Passage],
    term: str = "",
    known_as: Callable[[str], Sequence[str]] = lambda _: (),
) -> Missing:
    """What the best passages, best first, lack of what a single question asks for; at least one passage.

    term  that the question plainly wants defined, "" for none
    """
    three = passages[:3]
    best = three[0]
    wanted = wanted_in(question)
    texts = (best.sentence, best.text, "\n".join(each.text for each in three))
    in_row = any(each.row and re.search(r"\d", each.text) for each in three)
    if in_row and wanted and wanted.kind in _FIGURES and _told_by_head(question, wanted, three):
        wanted = None
    lacking = sum(not wanted.states(text) for text in texts) if wanted else 0
    whole = " ".join(each.context for each in three)
    names = _absent(_names_of(question), best)
    forms = {name: (name, *known_as(name)) for name in names}
    names = tuple(name for name in names if not _stands_in(forms[name], best))
    years = () if in_row else tuple(dict.fromkeys(_YEAR.findall(_RESOLUTION.sub(" ", question))))
    return Missing(
        wanted,
        lacking,
        names,
        (
            *(name for name in names if not _stands_in(forms[name], *three)),
            *(year for year in years if year not in whole),
            *nowhere_in(question, wanted, three),
        ),
        sum((year not in best.context) + (year not in whole) for year in years),
        sum(_unlike(question, text) for text in (best.sentence, best.text)),
        _untold(question, best),
        unsaid_in(question, wanted, three, term),
    )


def _told_by_head(question: str, wanted: Wanted, three: Sequence[Passage]) -> bool:
    """Whether a row, with its document's title and headings, is about what is asked after: it has the nouns and names.

    The first alone, where no noun tells.
    """
    names = _names_of(question)
    rows = [each for each in (three[:2] if asks_after(question, wanted) else three[:1]) if each.row]
    return any(has_nouns(question, wanted, row.context) and not _absent(names, row) for row in rows)


def _names_of(question: str) -> tuple[str, ...]:
    """The capitalised words of a question that name something of their own; countries are read by `unsaid`."""
    words = (re.sub(r"['’]s?$", "", found).strip(".") for found in names_in(_SYMBOL.sub(" ", question)))
    names = (each for each in words if each.lower() not in _NO_NAMES and not lands_asked(each))
    return tuple(dict.fromkeys(names))


def _absent(names: Sequence[str], *passages: Passage) -> tuple[str, ...]:
    there = frozenset().union(*(terms_of(each.context) for each in passages))
    return tuple(name for name in names if not there.issuperset(split_terms(name)))


def _stands_in(forms: Sequence[str], *passages: Passage) -> bool:
    """Whether a passage has all words of one form of a name."""
    return any(terms_of(each.context).issuperset(split_terms(form)) for form in forms for each in passages)


def _unlike(question: str, text: str) -> int:
    asked = {each.lower() for each in _RANKED.findall(question)}
    kinds = {_SAME.get(each, each) for each in asked}
    return sum(not re.search(rf"\b(?:{_LIKE[kind]})", text, re.IGNORECASE) for kind in kinds)


def _untold(question: str, best: Passage) -> int:
    if not _HAPPENED.search(_ONCE.sub("", question)) or does_it(question, best):
        return 0
    return sum(not _TELLS.search(text) for text in (best.sentence, best.text))
