"""Agreement: whether a sentence in other words says no more than the quotations that bear it.

Pure. It compares figures, names, negation, duty (shall, may, should), and a few
pairs of opposites. It is strict where it cannot tell: a sentence wrongly taken
out costs a quotation shown in its place, one wrongly kept costs trust. It does
not understand the sentence: that every word of it follows is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from index import split_terms

from .figures import Figure, find_figures
from .proper_names import WORD, names_in
from .wording import telling_changes


def _words(listing: str) -> frozenset[str]:
    return frozenset(listing.split())


def disagreements(said: str, quotations: Sequence[str], known: Collection[str] = ()) -> tuple[str, ...]:
    """Why a sentence is not borne by its quotations, all in normal form; () when it is.

    known  names that need no proof
    """
    if any(said in each for each in quotations):
        return ()
    borne = " | ".join(quotations)
    reasons = (
        _figures_differ(said, borne),
        _names_differ(said, borne, known),
        _negation_differs(said, borne),
        _duty_differs(said, borne),
        _turned_round(said, borne),
        _widened(said, borne),
        _reworded(said, borne),
    )
    return tuple(reason for reason in reasons if reason)


# -- figures --------------------------------------------------------------------------------

_NOUN = re.compile(r"[\s-]([A-Za-z][a-z]{2,})")
_NO_NOUN = _words("and but for from the was were had has have into per are who that which with than when")


def _figures_differ(said: str, borne: str) -> str:
    ours, theirs = find_figures(said), find_figures(borne)
    missing = [said[f.start : f.end] for f in ours if not any(_same(f, said, g, borne) for g in theirs)]
    missing = [
        each for each in missing if each.lower() != "one" or _is_counted_otherwise(said, borne, theirs)
    ]
    if missing:
        return f"figure not in the quotation: {', '.join(missing)}"
    if any(pair[::-1] in _moves(borne, theirs) for pair in _moves(said, ours) if pair[0] != pair[1]):
        return "figures in another order than in the quotation"
    return ""


def _same(ours: Figure, said: str, theirs: Figure, borne: str) -> bool:
    if not _same_value(ours, theirs) or (ours.bound and ours.bound != theirs.bound):
        return False
    if ours.unit == theirs.unit or "date" in (ours.unit, theirs.unit):
        return True
    if ours.unit and theirs.unit:
        return False
    bare, text = (ours, said) if theirs.unit else (theirs, borne)
    return not _noun(text, bare.end)


def _same_value(ours: Figure, theirs: Figure) -> bool:
    """Equal, or a date given in part: "2024" and "May 2024" of "24 May 2024"."""
    if ours.value == theirs.value:
        return True
    if theirs.unit != "date":
        return False
    return theirs.value.startswith(f"{ours.value}-") or (
        ours.unit == "date" and ours.value.startswith("--") and theirs.value.endswith(ours.value[1:])
    )


def _noun(text: str, end: int) -> str:
    found = _NOUN.match(text, end)
    return "" if found is None or found[1].lower() in _NO_NOUN else _stem(found[1])


def _is_counted_otherwise(said: str, borne: str, theirs: Sequence[Figure]) -> bool:
    """Whether the quotation counts what the sentence has "one" of, and counts more."""
    nouns = {_noun(said, found.end()) for found in re.finditer(r"\bone\b", said, re.IGNORECASE)} - {""}
    return any(figure.value != "1" and _noun(borne, figure.end) in nouns for figure in theirs)


def _moves(text: str, figures: Sequence[Figure]) -> set[tuple[str, str]]:
    """("51", "29") of "from 51 in 2022 to 29 in 2024"."""
    moves = set()
    for at, first in enumerate(figures):
        if text[: first.start].rstrip("$€£ ").endswith("from"):
            last = next(
                (g for g in figures[at + 1 :] if text[: g.start].rstrip("$€£ ").endswith(" to")), None
            )
            if last:
                moves.add((first.value, last.value))
    return moves


# -- names ----------------------------------------------------------------------------------


def _names_differ(said: str, borne: str, known: Collection[str]) -> str:
    there = {_folded(found[0]) for text in (borne, *known) for found in WORD.finditer(text)}
    stems = {_stem(each) for each in there}
    missing = [
        each
        for each in names_in(said)
        if _folded(each) not in there and not (_stem(each) in stems and each[1:].islower())
    ]
    return f"name not in the quotation: {', '.join(missing)}" if missing else ""


def _folded(name: str) -> str:
    return re.sub(r"'s$|\W", "", name.casefold())


# -- negation -------------------------------------------------------------------------------

_NO_NEGATION = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|later|earlier|longer) than\b|(?:\bnot|\bcannot) exceed\w*|\bnot only\b|\bwhether or not\b"
    r"|\b(?:including|include[sd]?),? but not limited to\b|\bno\.? \d+|\bno less\b|\bwithout prejudice to\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|nothing|nobody)\b|n't\b", re.IGNORECASE
)
_REFUSAL = re.compile(
    r"\b(?:refus|prohibit|forbid|forbad|ban(?:s|ned)?\b|barred|exclud|reject|fail(?:s|ed|ing|ure)? to)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[;:.,!?|]|\b(?:but|unless|except|while|whereas|although)\b|\band(?=\s(?:\w+\s){0,3}(?:shall|may|must|should)\b)",
    re.IGNORECASE,
)
_REACH = 4  # content words that a negation reaches
_PREFIXES = ("un", "non-", "dis")
_IN_WORDS = frozenset(  # "in" before a word turns it round only sometimes: not in "inform"
    split_terms(
        "insufficient inadequate incomplete indirect independent ineffective informal insecure inactive inappropriate "
        "incapable incompatible inconsistent inhuman injustice invalid involuntary impossible improper impartial "
        "illegal illicit irregular irresponsible irrelevant impunity"
    )
)


def _negation_differs(said: str, borne: str) -> str:
    said, borne = _NO_NEGATION.sub(" ", said), _NO_NEGATION.sub(" ", borne)
    shared = _refusals(said).keys() & _refusals(borne).keys()
    ours = (*_negated(said), *(reach for stem, reach in _refusals(said).items() if stem not in shared))
    theirs = (*_negated(borne), *(reach for stem, reach in _refusals(borne).items() if stem not in shared))
    unproved = [scope for scope in ours if not _turned_words((scope,), borne)]
    if unproved and not theirs:
        return "denies what the quotation does not"
    if not all(not scope or any(scope & each for each in theirs) for scope in unproved):
        return "denies something else than the quotation"
    if not ours and _asserted(said) & _only_negated(borne, tuple(_negated(borne))):
        return "asserts what the quotation denies"
    if ours and _asserted(said) & _only_negated(borne, tuple(_negated(borne))) - frozenset().union(*ours):
        return "asserts what the quotation denies"
    return ""


def _turned_words(scopes: Sequence[frozenset[str]], borne: str) -> bool:
    """Whether "not lawful" is the quotation's "unlawful"."""
    stems = _stems(borne)
    return any(_has_opposite(each, stems) for scope in scopes for each in scope)


def _refusals(text: str) -> dict[str, frozenset[str]]:
    """For each word that refuses ("prohibits"), its stem and the stems of what stands round it."""
    found = {}
    for each in _REFUSAL.finditer(text):
        word = re.match(r"\w+", text[each.start() :])
        before = _terms(text[max(0, each.start() - 60) : each.start()])[-_REACH:]
        found[_stem(word[0] if word else "")] = (
            frozenset((*before, *_terms(text[each.end() :])[:_REACH])) - _FUNCTION
        )
    return found


def _negated(text: str) -> Iterator[frozenset[str]]:
    """For each negation, the stems of the content words that it reaches."""
    for found in _NEGATION.finditer(text):
        end = _CLAUSE_END.search(text, found.end())
        reach = [
            each
            for each in _terms(text[found.end() : end.start() if end else len(text)])
            if each not in _FUNCTION
        ]
        yield frozenset(reach[: 2 if found[0].lower() == "without" else _REACH])


def _asserted(said: str) -> frozenset[str]:
    """The stems of the clauses of a sentence that have no negation."""
    clauses = (each for each in _CLAUSE_END.split(said) if not _NEGATION.search(each))
    return frozenset(stem for each in clauses for stem in _terms(each)) - _FUNCTION


def _only_negated(borne: str, scopes: Sequence[frozenset[str]]) -> frozenset[str]:
    counts: dict[str, int] = {}
    for stem in _terms(borne):
        counts[stem] = counts.get(stem, 0) + 1
    for scope in scopes:
        for stem in scope:
            counts[stem] = counts.get(stem, 0) - 1
    return frozenset(stem for scope in scopes for stem in scope if counts.get(stem, 0) <= 0)


# -- duty -----------------------------------------------------------------------------------

_DUTY = {
    "shall": r"shall|must|requir(?:e|es|ed|ing)|obliged|obligat(?:ion|ions|ed)|obliges?|mandatory|ha(?:s|ve|d) to|duty|undertakes? to",
    "may": r"may(?!\s\d)|can|cannot|might|could|allow(?:s|ed)?|permit(?:s|ted)?|entitled|authori[sz]e[sd]?|discretion|optional|free to",
    "should": r"should|ought|recommend\w*|encourag\w+|invit(?:e|es|ed|ing)|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:up)?on|advis\w+",
}
_MODAL = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _DUTY.items()), re.IGNORECASE)
_EFFORT = frozenset(("consid", "endeavour", "endeavor", "strive", "seek", "attempt"))
_FUNCTION = _words("not no nor also be all each every other under more shall may must should")


def _modals(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """(kind of duty, stems of the three content words after it) for each modal of a text."""
    found = []
    for modal in _MODAL.finditer(text):
        if modal[0] == "May":
            continue
        end = _CLAUSE_END.search(text, modal.end())
        rest = _terms(
            text[modal.end() : end.start() if end and end.start() > modal.end() + 2 else modal.end() + 120]
        )
        found.append((modal.lastgroup or "", tuple(each for each in rest if each not in _FUNCTION)[:3]))
    return found


def _duty_differs(said: str, borne: str) -> str:
    ours, theirs = _modals(said), _modals(borne)
    kinds = {kind for kind, _ in theirs}
    for kind, words in ours:
        beside = {other for other, theirs_words in theirs if set(words) & set(theirs_words)} or kinds
        if kind not in beside:
            return f"says {kind} where the quotation does not"
    if "shall" in kinds and ours and "shall" not in {kind for kind, _ in ours} and not _apart(ours, theirs):
        return "weakens the duty in the quotation"
    return _dropped(said, borne, theirs, {kind for kind, _ in ours})


def _apart(
    ours: Sequence[tuple[str, tuple[str, ...]]], theirs: Sequence[tuple[str, tuple[str, ...]]]
) -> bool:
    """Whether each modal of the sentence has its own like in the quotation."""
    return all(
        any(kind == other and set(words) & set(each) for other, each in theirs) for kind, words in ours
    )


def _dropped(said: str, borne: str, theirs: Sequence[tuple[str, tuple[str, ...]]], kept: set[str]) -> str:
    stems, counts = _stems(said), list(_terms(borne))
    for kind, words in theirs:
        if (
            kind in ("may", "should")
            and not kept
            and words
            and words[0] in stems
            and counts.count(words[0]) == 1
        ):
            return f"drops the {kind} of the quotation"
        if len(words) > 1 and words[0] in _EFFORT and not stems & _EFFORT and words[1] in stems and kept:
            return "makes a duty to try one to do"
    return ""


# -- opposites and quantity -----------------------------------------------------------------

_OPPOSITES = tuple(
    (frozenset(split_terms(one)), frozenset(split_terms(other)))
    for one, other in (
        (
            "increase increased rise rose risen grow grew growth climbed",
            "decrease decreased fall fell fallen decline declined drop dropped shrank",
        ),
        ("before prior preceding", "after following subsequent"),
        ("more greater higher larger above", "less fewer lower smaller below"),
        ("permit permitted allow allowed", "prohibit prohibited forbid forbidden ban banned"),
        ("include included including", "exclude excluded excluding"),
        ("maximum most", "minimum least"),
        ("accept accepted support supported", "reject rejected oppose opposed"),
        ("first earliest", "last latest final"),
        ("public", "private"),
        ("import imported", "export exported"),
        ("succeed succeeded success", "fail failed failure"),
        ("strengthen strengthened", "weaken weakened"),
        ("annual annually yearly", "monthly quarterly weekly daily"),
    )
)


def _turned_round(said: str, borne: str) -> str:
    ours, theirs = _stems(said), _stems(borne)
    for one, other in (*_OPPOSITES, *((b, a) for a, b in _OPPOSITES)):
        if ours & one and not theirs & one and theirs & other and not ours & other:
            return f"says {min(ours & one)} where the quotation says {min(theirs & other)}"
    if _NEGATION.search(said) or _NEGATION.search(borne):
        return ""
    turned = [
        each for each in ours - theirs if _has_opposite(each, theirs) or _is_opposite(each, theirs - ours)
    ]
    return f"turns a word of the quotation round: {min(turned)}" if turned else ""


def _has_opposite(stem: str, stems: frozenset[str]) -> bool:
    turned = {f"{prefix}{stem}" for prefix in _PREFIXES}
    turned |= {f"{prefix}{stem}" for prefix in ("in", "im", "il", "ir")} & _IN_WORDS
    return len(stem) > 2 and bool(turned & stems)


def _is_opposite(stem: str, stems: frozenset[str]) -> bool:
    return any(_has_opposite(each, frozenset((stem,))) for each in stems)


_ALL = re.compile(r"\b(?:all|every|each|always|any|everyone|universal\w*|entire)\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:some|many|several|certain|few|(?<!at )most|often|sometimes|usually|a number of|majority)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"(?<!not )\b(?:only|solely|exclusively)\b", re.IGNORECASE)
_SOLE = re.compile(
    r"\b(?:only|solely|exclusively|sole|alone|no other|limited to|nothing but|unless|except)\b", re.IGNORECASE
)
_MOST = re.compile(r"(?<!at )\bmost\b(?! \w+(?:ly|ed)\b)|\bmajority\b", re.IGNORECASE)


def _widened(said: str, borne: str) -> str:
    if _ALL.search(said) and not _ALL.search(borne) and _SOME.search(borne) and not _SOME.search(said):
        return "says all where the quotation says some"
    if _ONLY.search(said) and not _SOLE.search(borne):
        return "says only where the quotation does not"
    if _MOST.search(said) and _SOME.search(borne) and not _MOST.search(borne):
        return "says most where the quotation does not"
    return ""


def _reworded(said: str, borne: str) -> str:
    changes = telling_changes(said, borne)
    return f"changes the quotation at: {', '.join(changes)}" if changes else ""


# -- words ----------------------------------------------------------------------------------


def _terms(text: str) -> list[str]:
    return split_terms(text)


def _stems(text: str) -> frozenset[str]:
    return frozenset(split_terms(text))


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    return next(iter(split_terms(word)), word.lower())
