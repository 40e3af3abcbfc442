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
_PLAINLY_SAME = 0.75  # for a sentence of few terms
_PERHAPS = 0.34  # enough when the figure is the same too
_NEAR_BEST = 0.75  # of the best sentence's share: as good a place
_AROUND = 7  # words on each side of a figure that say what it counts
_LEAST_TERMS = 4  # terms of a claim that can be told from others
_PLACES = 3  # ordinals up to this put things in order, more often than they count
_OWN = re.compile(r"\b(?:we|our|us|my)\b", re.IGNORECASE)
_BEFORE_SPEAKER = re.compile(
    r"\b(?:according to|as|says?|see|cited? in|reported (?:in|by)) (?:the )?$", re.IGNORECASE
)
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
    own_list    whether it is an item of a list that the writer leads in to with "we"
    """

    text: str
    start: int
    end: int
    figures: tuple[Figure, ...]
    stems: frozenset[str]
    attributed: bool = False
    own_list: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the writer speaks for himself ("we estimate", "in our waters"), so that no source need agree."""
        return not self.attributed and (self.own_list or is_own(self.text[self.start : self.end]))

    @classmethod
    def read(cls, text: str, sentence: Sentence, *, own_list: bool = False) -> Claim:
        """The claim of a sentence of a paragraph's text."""
        bare = masked(text, sentence.quoted)
        places = [(each.start, each.end) for each in sentence.referred] + [
            (each.start, each.end) for each in sentence.named
        ]
        for start, end in places:
            bare = bare[:start] + " " * (end - start) + bare[end:]
        figures = tuple(
            _moved(each, sentence.start)
            for each in find_figures(bare[sentence.start : sentence.end])
            if _counts(each)
        )
        if not sentence.start and (number := re.match(r"\s*(?:\d{1,3}[.)]|\(\w{1,4}\))\s", bare)):
            figures = tuple(
                each for each in figures if each.start >= number.end()
            )  # the paragraph's own number
        words = bare
        for each in figures:
            words = words[: each.start] + " " * (each.end - each.start) + words[each.end :]
        words = words[sentence.start : sentence.end]
        attributed = any(_is_speaker(text, each) for each in sentence.named if each.documents and each.exact)
        return cls(
            bare, sentence.start, sentence.end, figures, _stems(words) - _LEADING, attributed, own_list
        )


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


def is_own(text: str) -> bool:
    """Whether a writer speaks for himself in a text: "we", "our"."""
    return bool(_OWN.search(text))


def _is_speaker(text: str, naming: Naming) -> bool:
    """Whether a document is named as the one that says it: "according to the report", "the report counts"."""
    return bool(_BEFORE_SPEAKER.search(text[: naming.start]) or _SAYS.match(text, naming.end))


def _moved(figure: Figure, by: int) -> Figure:
    return Figure(figure.start + by, figure.end + by, figure.value, figure.unit, figure.bound)


def _counts(figure: Figure) -> bool:
    """Whether a figure is a claim: not a number of a provision, an ordinal, a symbol or a lone "one"."""
    if figure.unit in REFERENCE_UNITS or figure.unit == "symbol":
        return False
    if figure.value.startswith(
        "#"
    ):  # "the ninetieth day", "the fortieth instrument"; not "in the third place"
        return figure.unit in ("day", "year") or int(figure.value[1:]) > _PLACES
    if "/" in figure.value:
        return bool(re.fullmatch(r"\d/(?:2|3|4|5|6|10)", figure.value))
    return figure.value != "1" or bool(figure.unit)


def _stems(text: str) -> frozenset[str]:
    return frozenset(each for each in split_terms(text) if not each[0].isdigit())


# -- figures --------------------------------------------------------------------------------


def check_figures(
    claim: Claim, concordance: Concordance, documents: Sequence[Document]
) -> Iterator[FigureChecked]:
    """Each figure of a claim that the library speaks of. documents: those that the draft names for it, () for none."""
    if not claim.figures or len(claim.stems) < _LEAST_TERMS - 2 * bool(documents):
        return
    weights = concordance.weigh(claim.stems)
    named = _tellers(claim, weights, concordance, documents) if documents else []
    anywhere = _tellers(claim, weights, concordance, ())
    for figure in claim.figures:
        right = _right(claim, figure, named, weights)
        if not right and _instead(claim, figure, _plain(named), weights) is None:
            right = _right(claim, figure, anywhere, weights)
        if right:
            yield _checked(claim, figure, right, "", True)
        elif wrong := _instead(claim, figure, [*named, *anywhere], weights):
            teller, theirs = wrong
            yield _checked(claim, figure, teller, f"the source has {_in_context(teller.text, theirs)}", False)
        elif documents and claim.attributed and _best(named) < _SAME_MATTER:
            note = "no sentence of the document named speaks of this"
            yield FigureChecked(
                figure.start, figure.end, claim.text[figure.start : figure.end], False, note=note
            )


def _checked(claim: Claim, figure: Figure, teller: _Teller, note: str, right: bool) -> FigureChecked:
    text = claim.text[figure.start : figure.end]
    return FigureChecked(
        figure.start, figure.end, text, right, teller.document, teller.paragraph, teller.text, note
    )


def _plain(tellers: Sequence[_Teller]) -> list[_Teller]:
    """Those that speak of the same thing beyond doubt: what another document has is then beside the point."""
    return [each for each in tellers if each.share >= _PLAINLY_SAME]


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
    rivals = [each for each in tellers if any(_comparable(figure, theirs) for theirs in each.figures)]
    least = max(_PERHAPS, _NEAR_BEST * _best(rivals))
    for teller in rivals:
        if teller.share < least:
            return None
        alike = [
            (_likeness(claim, figure, teller, each, weights), each)
            for each in teller.figures
            if _comparable(figure, each)
        ]
        same = [likeness for likeness, each in alike if _same(figure, each)]
        if same and not _is_swapped(claim, figure, teller, max(same), alike):
            return teller
        if same and teller.share >= 0.9 * _best(rivals):
            return None  # the best place has it for something else
    return None


def _is_swapped(
    claim: Claim, figure: Figure, teller: _Teller, likeness: float, alike: Sequence[tuple[float, Figure]]
) -> bool:
    """Whether the sentence has the figure, but for something else that the claim or the year beside it tells."""
    if year := _year_beside(claim.text, figure):
        others = [each for _, each in alike if _year_beside(teller.text, each) == year]
        return bool(others) and not any(_same(figure, each) for each in others)
    if _is_year(figure):
        return False  # "between 2015 and 2022": the words round both are the same
    better = max(alike, key=lambda each: each[0])
    return likeness < 0.5 * better[0] and any(_same(each, better[1]) for each in claim.figures)


def _year_beside(text: str, figure: Figure) -> str:
    """The year that a figure is of: "61 in 2018", "12 per cent (2022)"."""
    after = re.match(r"[^.;,]{0,14}?\b(?:in |\()(\d{4})\b", text[figure.end :])
    return after[1] if after else ""


def _instead(
    claim: Claim, figure: Figure, tellers: Sequence[_Teller], weights: Mapping[str, float]
) -> tuple[_Teller, Figure] | None:
    """The figure that the best sentences have in its place."""
    if claim.is_own:
        return None
    few = len(claim.stems) <= _LEAST_TERMS
    others = {each.value for each in claim.figures if each is not figure}
    rivals = [
        (teller, each)
        for teller in tellers
        if teller.share >= (_PLAINLY_SAME if few else _SAME_MATTER)
        for each in teller.figures
        if _comparable(figure, each) and not (few and not _counts_alike(claim, figure, teller, each))
    ]
    # what the claim has for something else comes in only where its figures have changed places
    rivals = [each for each in rivals if each[1].value not in others] or rivals
    best = _best([teller for teller, _ in rivals])
    found = [
        (_likeness(claim, figure, teller, each, weights) + teller.share, teller, each)
        for teller, each in rivals
        if teller.share >= 0.9 * best and not _same(figure, each)
    ]
    if not found:
        return None
    _, teller, theirs = max(found, key=lambda each: each[0] + _counts_alike(claim, figure, each[1], each[2]))
    return teller, theirs


def _counts_alike(claim: Claim, ours: Figure, teller: _Teller, theirs: Figure) -> float:
    """1 where both figures count the same thing: "18 judges" and "15 judges", "four years" and "two years"."""
    one, other = claim.text[ours.end :].split()[:1], teller.text[theirs.end :].split()[:1]
    return float(bool(one and other) and split_terms(one[0]) == split_terms(other[0]))


def _comparable(ours: Figure, theirs: Figure) -> bool:
    """Whether two figures are of one kind: both years, both per cent, both counts."""
    if not _counts(theirs) or any((sign in ours.value) != (sign in theirs.value) for sign in "/#"):
        return False
    if ours.unit == theirs.unit:
        return _is_year(ours) == _is_year(theirs)
    if "date" in (ours.unit, theirs.unit):
        return _is_year(ours) or _is_year(theirs)
    return _is_time(ours.unit) and _is_time(theirs.unit)


def _is_year(figure: Figure) -> bool:
    plain = figure.end - figure.start == 4  # "1,600" is a count
    return not figure.unit and plain and bool(re.fullmatch(r"1[5-9]\d\d|20\d\d", figure.value))


def _is_time(unit: str) -> bool:
    return unit in ("day", "week", "month", "year", "hour", "minute")


def _same(ours: Figure, theirs: Figure) -> bool:
    if ours.bound and theirs.bound and ours.bound != theirs.bound:
        return False
    if ours.value == theirs.value and ours.unit == theirs.unit:
        return True
    if theirs.unit == "date" or ours.unit == "date":
        return (
            theirs.value.startswith(f"{ours.value}-")
            or (ours.value.startswith("--") and theirs.value.endswith(ours.value[1:]))
            or (ours.value.startswith(f"{theirs.value}-") and not ours.unit)
        )
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
    """The stems of the words round a figure, within its clause."""
    before = re.split(r"[,;:]\s", text[:start])[-1].split()[-_AROUND:]
    after = re.split(r"[,;:]\s", text[end:])[0].split()[:_AROUND]
    return _stems(" ".join((*before, *after)))


def _in_context(text: str, figure: Figure) -> str:
    """A figure with its unit, for the reader: "25 per cent"."""
    after = re.match(
        r"\s?%|\s(?:per cent|percentage points?|(?!(?:in|to|of|and|or|on|at|by|for|from)\b)[a-z]+)",
        text[figure.end :],
    )
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
    best, telling = 0.0, None
    for document, paragraph in concordance.tellers(claim.stems, _among(tuple(documents)), 6):
        held = _stems(f"{' '.join(paragraph.section[-1:])} {paragraph.text}")
        there = sum(weights[each] for each in claim.stems & held) / total
        if there > best and paragraph.id not in {each.id for _, each in cited}:
            best, telling = there, (document, paragraph)
    # a low share alone is no sign: the writer may sum up, or speak of the article's place
    plain = (best >= 0.6 and share <= 0.4 * best) or (best >= _SAME_MATTER and share <= 0.1)
    return telling if plain else None


def find_stating(
    claim: Claim, cited: Sequence[Paragraph], concordance: Concordance, documents: Sequence[Document]
) -> tuple[Document, Paragraph] | None:
    """The paragraph of the documents that states a claim's figures, where the cited ones have none of them; None otherwise."""
    here = {(each.value, each.unit) for paragraph in cited for each in find_figures(paragraph.words)}
    if any({(each.value, each.unit), (each.value, "")} & here for each in claim.figures):
        return None
    stated = [each for each in check_figures(claim, concordance, documents) if each.right]
    if len(stated) < len(claim.figures) or not stated:
        return None
    document, paragraph = stated[0].document, stated[0].paragraph
    return (document, paragraph) if document in documents and document and paragraph else None
