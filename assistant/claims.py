"""Claims: what a sentence of a draft says of the library's matters, and the sentences there that speak of the same.

Pure. A sentence speaks of the same thing when it holds most of the claim's
words by weight; then its figures must be the claim's. Where none does, nothing
is said, unless the draft names the document that should have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index import split_sentences, split_terms
from ingest import Document, Paragraph

from .concordance import Concordance
from .draft_reading import Sentence, masked
from .figures import REFERENCE_UNITS, Figure, find_figures
from .names import Naming

_SAME_MATTER = 0.5  # share of a claim's weight that a sentence holds when it speaks of the same thing
_PLAINLY_SAME = 0.75  # for a sentence of few terms, or about the writer's own country
_PERHAPS = 0.34  # enough when the figure is the same too
_NEAR_BEST = 0.75  # of the best sentence's share: as good a place
_AROUND = 7  # words on each side of a figure that say what it counts
_LEAST_TERMS = 4  # terms of a claim that can be told from others
_OWN = re.compile(r"\b(?:we|our|us|my)\b", re.IGNORECASE)
_BEFORE_SPEAKER = re.compile(r"\b(?:according to|as|says?|see|cited? in|reported (?:in|by)) (?:the )?$", re.IGNORECASE)
_SAYS = re.compile(
    r",? (?:also )?(?:says|notes|finds|found|reports|states|estimates|shows|counts|puts|gives|records|concludes|recalls)\b"
)
_LEADING = frozenset(
    split_terms(
        "according report reports reported paper document note notes noted says said states stated shows showed "
        "finds found find resolution convention treaty protocol article paragraph also however per cent percent"
    )
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a draft without its quotations, references and names of documents.

    text        the paragraph's text with all those blanked out, so that offsets hold
    attributed  whether the sentence says that a document says so
    """

    text: str
    start: int
    end: int
    figures: tuple[Figure, ...]
    stems: frozenset[str]
    attributed: bool = False

    @property
    def is_about_others(self) -> bool:
        """Whether enough is said to know the matter, and not of the writer's own country."""
        return len(self.stems) > _LEAST_TERMS and not _OWN.search(self.text[self.start : self.end])

    @classmethod
    def read(cls, text: str, sentence: Sentence) -> Claim:
        """The claim of a sentence of a paragraph's text."""
        bare = masked(text, sentence.quoted)
        for span in (*sentence.referred, *sentence.named):
            bare = bare[: span.start] + " " * (span.end - span.start) + bare[span.end :]
        figures = tuple(
            _moved(each, sentence.start) for each in find_figures(bare[sentence.start : sentence.end]) if _counts(each)
        )
        if not sentence.start and (number := re.match(r"\s*(?:\d{1,3}[.)]|\(\w{1,4}\))\s", bare)):
            figures = tuple(each for each in figures if each.start >= number.end())  # the paragraph's own number
        words = bare[sentence.start : sentence.end]
        attributed = any(_is_speaker(text, each) for each in sentence.named if each.documents and each.exact)
        return cls(bare, sentence.start, sentence.end, figures, _stems(words) - _LEADING, attributed)


@dataclass(frozen=True, slots=True)
class FigureChecked:
    """A figure of a draft, and what the library has.

    right      whether the library has it
    source     the sentence of the library
    paragraph  None where the library has no figure for this
    """

    start: int
    end: int
    text: str
    right: bool
    document: Document | None = None
    paragraph: Paragraph | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Teller:
    """A sentence of the library that speaks of a claim, and the share of the claim's weight that it holds."""

    document: Document
    paragraph: Paragraph
    text: str
    share: float
    figures: tuple[Figure, ...]


def _is_speaker(text: str, naming: Naming) -> bool:
    """Whether a document is named as the one that says it: "according to the report", "the report counts"."""
    return bool(_BEFORE_SPEAKER.search(text[: naming.start]) or _SAYS.match(text, naming.end))


def _moved(figure: Figure, by: int) -> Figure:
    return Figure(figure.start + by, figure.end + by, figure.value, figure.unit, figure.bound)


def _counts(figure: Figure) -> bool:
    """Whether a figure is a claim: not a number of a provision, an ordinal, a symbol or a lone "one"."""
    if figure.unit in REFERENCE_UNITS or figure.unit == "symbol" or figure.value.startswith("#"):
        return False
    return "/" not in figure.value.replace("1/", "").replace("2/3", "").replace("3/4", "") and (
        figure.value != "1" or bool(figure.unit)
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(each for each in split_terms(text) if not each[0].isdigit())


# -- figures --------------------------------------------------------------------------------


def check_figures(
    claim: Claim, concordance: Concordance, documents: Sequence[Document]
) -> Iterator[FigureChecked]:
    """Each figure of a claim that the library speaks of. documents: those that the draft names for it, () for none."""
    if not claim.figures or len(claim.stems) < _LEAST_TERMS:
        return
    weights = concordance.weigh(claim.stems)
    named = _tellers(claim, weights, concordance, documents) if documents else []
    anywhere = _tellers(claim, weights, concordance, ())
    for figure in claim.figures:
        right = _right(claim, figure, named, weights) or _right(claim, figure, anywhere, weights)
        if right:
            yield _checked(claim, figure, right, "", True)
        elif wrong := _instead(claim, figure, [*named, *anywhere], weights):
            teller, theirs = wrong
            yield _checked(claim, figure, teller, f"the source has {_in_context(teller.text, theirs)}", False)
        elif documents and claim.attributed and _best(named) < _SAME_MATTER:
            note = "no sentence of the document named speaks of this"
            yield FigureChecked(figure.start, figure.end, claim.text[figure.start : figure.end], False, note=note)


def _checked(claim: Claim, figure: Figure, teller: _Teller, note: str, right: bool) -> FigureChecked:
    text = claim.text[figure.start : figure.end]
    return FigureChecked(figure.start, figure.end, text, right, teller.document, teller.paragraph, teller.text, note)


def _best(tellers: Sequence[_Teller]) -> float:
    return max((each.share for each in tellers), default=0.0)


def _tellers(
    claim: Claim, weights: Mapping[str, float], concordance: Concordance, documents: Sequence[Document]
) -> list[_Teller]:
    total = sum(weights.values()) or 1.0
    tellers = []
    for document, paragraph in concordance.tellers(claim.stems, _among(documents)):
        around = _stems(" ".join(paragraph.section[-2:]))
        for text in _sentences(paragraph):
            held = _stems(text)
            share = sum(weights[each] for each in claim.stems & held) / total
            share += 0.5 * sum(weights[each] for each in (claim.stems & around) - held) / total
            tellers.append(_Teller(document, paragraph, text, share, find_figures(text)))
    return sorted(tellers, key=lambda each: -each.share)


def _among(documents: Sequence[Document]) -> Callable[[Document], bool]:
    ids = {each.id for each in documents}
    return lambda document: not ids or document.id in ids


def _sentences(paragraph: Paragraph) -> list[str]:
    if paragraph.kind == "row":
        return [paragraph.text]
    return [paragraph.words[start:end] for start, end in split_sentences(paragraph.words)]


def _right(
    claim: Claim, figure: Figure, tellers: Sequence[_Teller], weights: Mapping[str, float]
) -> _Teller | None:
    """The best sentence that has the figure for the same thing."""
    least = max(_PERHAPS, _NEAR_BEST * _best(tellers))
    for teller in tellers:
        if teller.share < least:
            return None
        alike = [
            (_likeness(claim, figure, teller, each, weights), each)
            for each in teller.figures
            if _comparable(figure, each)
        ]
        same = [likeness for likeness, each in alike if _same(figure, each)]
        if same and max(same) >= 0.5 * max(likeness for likeness, _ in alike):
            return teller
    return None


def _instead(
    claim: Claim, figure: Figure, tellers: Sequence[_Teller], weights: Mapping[str, float]
) -> tuple[_Teller, Figure] | None:
    """The figure that the best sentences have in its place."""
    least = max(_SAME_MATTER if claim.is_about_others else _PLAINLY_SAME, 0.9 * _best(tellers))
    taken = {each.value for each in claim.figures if each is not figure}
    found = [
        (_likeness(claim, figure, teller, each, weights) + teller.share, teller, each)
        for teller in tellers
        if teller.share >= least
        for each in teller.figures
        if _comparable(figure, each) and each.value not in taken
    ]
    if not found:
        return None
    _, teller, theirs = max(found, key=lambda each: each[0])
    return teller, theirs


def _comparable(ours: Figure, theirs: Figure) -> bool:
    """Whether two figures are of one kind: both years, both per cent, both counts."""
    if not _counts(theirs):
        return False
    if ours.unit == theirs.unit:
        return _is_year(ours) == _is_year(theirs)
    if "date" in (ours.unit, theirs.unit):
        return _is_year(ours) or _is_year(theirs)
    return _is_time(ours.unit) and _is_time(theirs.unit)


def _is_year(figure: Figure) -> bool:
    return not figure.unit and bool(re.fullmatch(r"1[5-9]\d\d|20\d\d", figure.value))


def _is_time(unit: str) -> bool:
    return unit in ("day", "week", "month", "year", "hour", "minute")


def _same(ours: Figure, theirs: Figure) -> bool:
    if ours.bound and theirs.bound and ours.bound != theirs.bound:
        return False
    if ours.value == theirs.value and ours.unit == theirs.unit:
        return True
    if theirs.unit == "date" or ours.unit == "date":
        return theirs.value.startswith(f"{ours.value}-") or (
            ours.value.startswith("--") and theirs.value.endswith(ours.value[1:])
        ) or (ours.value.startswith(f"{theirs.value}-") and not ours.unit)
    return False


def _likeness(
    claim: Claim, ours: Figure, teller: _Teller, theirs: Figure, weights: Mapping[str, float]
) -> float:
    """Share of the weight of the words round the claim's figure that stand round the other too."""
    near = _near(claim.text[claim.start : claim.end], ours.start - claim.start, ours.end - claim.start)
    there = _near(teller.text, theirs.start, theirs.end)
    total = sum(weights.get(each, 0.0) for each in near)
    return sum(weights.get(each, 0.0) for each in near & there) / total if total else 0.0


def _near(text: str, start: int, end: int) -> frozenset[str]:
    before = " ".join(text[:start].split()[-_AROUND:])
    after = " ".join(text[end:].split()[:_AROUND])
    return _stems(f"{before} {after}")


def _in_context(text: str, figure: Figure) -> str:
    """A figure with its unit, for the reader: "25 per cent"."""
    after = re.match(r"(?:\s?%|\s(?:per cent|percentage points?|[a-z]+))?", text[figure.end :])
    currency = "$" if text[max(0, figure.start - 1) : figure.start] == "$" else ""
    return f"{currency}{text[figure.start : figure.end]}{after[0] if after else ''}"


# -- references -----------------------------------------------------------------------------


def find_telling(
    claim: Claim,
    cited: Sequence[tuple[Document, Paragraph]],
    concordance: Concordance,
    documents: Collection[Document],
) -> tuple[Document, Paragraph] | None:
    """The paragraph that plainly says what a claim says, where the cited ones plainly do not; None otherwise."""
    if len(claim.stems) < _LEAST_TERMS + 1:
        return None
    weights = concordance.weigh(claim.stems)
    total = sum(weights.values()) or 1.0
    here = _stems(" ".join(f"{' '.join(each.section[-1:])} {each.text}" for _, each in cited))
    share = sum(weights[each] for each in claim.stems & here) / total
    cited_ids = {each.id for _, each in cited}
    for document, paragraph in concordance.tellers(claim.stems, _among(tuple(documents)), 6):
        held = _stems(f"{' '.join(paragraph.section[-1:])} {paragraph.text}")
        there = sum(weights[each] for each in claim.stems & held) / total
        if paragraph.id not in cited_ids and there >= 0.6 and share <= 0.5 * there:
            return document, paragraph
    return None
