"""Figures in a text: numbers, in digits or words, with what they count; dates, fractions, ordinals, percentages.

Pure. "four years" and "4 years" are the same figure, "4 months" is another. It
knows a closed list of units and no arithmetic: "a decade" is not ten years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Bound = Literal["", "least", "most"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its span in the text.

    value  canonical: "4", "1400000", "1/3", "#3" for "third", "2025-10-24", "12/7"
    unit   canonical, singular: year, percent, dollar, date, article ...; "" when no known one follows
    bound  least ("at least 4"), most ("within 4"), "" for neither
    """

    start: int
    end: int
    value: str
    unit: str = ""
    bound: Bound = ""


def _numbered(words: str, first: int = 1) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


def _as(unit: str, words: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), unit)


_SMALL = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    0,
)
_TENS = {w: 10 * n for w, n in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()}
_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
NUMBER_WORDS = (*_SMALL, *_TENS, *_SCALES)
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
) | {f"{word.removesuffix('y')}ieth": number for word, number in _TENS.items()}
_TIMES = (
    _as("x2", "twice double doubled doubling") | _as("x1/2", "halved") | _as("x3", "thrice triple tripled")
)
_MONTHS = _numbered("january february march april may june july august september october november december")
_COUNTED = (
    "second minute hour day week month year decade century quarter session tonne ton kilogram gram litre hectare "
    "centimetre millimetre kilowatt megawatt metre acre foot mile watt knot degree dollar euro pound crown franc "
    "peso rupee yen"
)
_UNITS = {
    **{each: each for each in _COUNTED.split()},
    **_as("kilometre", "kilometre kilometer km"),
    **{"meter": "metre", "kg": "kilogram", "feet": "foot", "centuries": "century", "kw": "kilowatt"},
    **{"liter": "litre", "eur": "euro", "usd": "dollar"},
}
_PREFIXES = {
    **_as("article", "article articles art arts"),
    **_as("paragraph", "paragraph paragraphs para paras"),
    "annex": "annex",
    **{
        form: name
        for name in ("chapter", "section", "part", "rule", "table", "note", "page", "resolution")
        for form in (name, f"{name}s")
    },
}
REFERENCE_UNITS = frozenset(_PREFIXES.values())

_CARDINAL = "|".join([*sorted((*_SMALL, *_TENS), key=len, reverse=True)])
_SCALE = "|".join(_SCALES)
_MONTH = f"(?-i:{'|'.join(each.title() for each in _MONTHS)})"  # "may" is no month
_AFTER_SCALE = "|".join(f"(?<={each})" for each in _SCALES)
_WORDED = (
    rf"(?:(?:{_CARDINAL})|(?<=\ba )(?:{_SCALE}))"
    rf"(?:[- ](?:{_CARDINAL}|{_SCALE})s?|(?:{_AFTER_SCALE})\sand\s(?:{_CARDINAL}))*"
)
_DIGITS = r"\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_DATE = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\b(?:,?\s(?P<year>\d{{4}})(?!\d))?"
    rf"|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})\b(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<year2>\d{{4}})(?!\d))?"
    rf"|(?P<month3>{_MONTH}),?\s(?P<year3>\d{{4}})\b|(?P<iso>\d{{4}}-\d\d-\d\d)\b"
)
_PART = r"(?P<bottom>halves|(?:half|third|quarter|fifth|sixth|tenth)s?)\b(?!\s(?:party|parties|person|state|countr))"
_FIGURE = re.compile(
    rf"(?P<symbol>(?-i:\b[A-Z]{{1,5}})(?:/[\w.()-]*\w)+)"
    rf"|(?<![\w.])(?P<date>{_DATE})"
    rf"|\b(?P<top>{_CARDINAL}|\d|a(?=\s\w+(?:\sof\b|[.,;:)]|$)))[- ]{_PART}"
    rf"|\b(?P<half>half)\b"
    rf"|\b(?P<times>{'|'.join(_TIMES)})\b"
    rf"|\b(?:(?P<tens>{'|'.join(_TENS)})-)?(?P<ordinal>{'|'.join(_ORDINALS)})\b(?!,)"
    rf"|(?<![\w.,/-])(?P<nth>\d+)(?:st|nd|rd|th)\b"
    rf"|(?<![\w/.])(?P<pair>\d+(?:[/:]\d+)+)"
    rf"|(?<![\w.])(?<!\d,)(?P<digits>{_DIGITS})(?![\d/])(?:[\s-](?P<scale>{_SCALE})\b)?(?P<latin>\s?(?:bis|ter|quater)\b)?"
    rf"|\b(?P<worded>{_WORDED})\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(?P<percent>%|per\s?cent\b|percent\b)|\s(?P<points>percentage\spoints?)\b"
    r"|[\s-](?:(?:calendar|working|consecutive|full|further|additional|more|or more|or fewer|or less|other|whole|cubic|square|nautical|"
    r"US|United States|million|thousand)[\s-])*(?:of\s)?(?P<word>[A-Za-z]+)",
)
_BEFORE = re.compile(
    r"(?:(?P<money>[$€£])\s?|\b(?P<iso>USD|EUR)\s|\b(?P<prefix>articles?|arts?\.?|para(?:graph)?s?\.?|annex|chapters?|sections?|"
    r"parts?|rules?|tables?|notes?|pages?|resolutions?)\s(?:no\.\s)?\(?)$",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"\b(?:at least|(?:no|not) (?:less|fewer) than|minimum of|(?<!not )(?<!no )more than|over|above|exceed(?:s|ed|ing)?|in excess of)\s[$€£]?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:at most|(?:no|not) (?:more|later) than|(?:not|cannot) exceed(?:ing)?|up to|maximum of|(?<!not )(?<!no )(?:less|fewer) than|under|below|"
    r"within|no longer than|not longer than)\s(?:an? (?:additional|further) )?[$€£]?$",
    re.IGNORECASE,
)
_OR = re.compile(r"\s(?:[\w-]+\s){0,2}or\s(?P<way>more|over|longer|less|fewer|under)\b")
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "usd": "dollar", "eur": "euro"}
_SAME_COUNT = re.compile(r"\s?(?:to|and|or|-|–|,|, and|, or)\s?", re.IGNORECASE)


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order.

    >>> [(each.value, each.unit) for each in find_figures("within four years, at 25 per cent")]
    [('4', 'year'), ('25', 'percent')]
    """
    plain = re.sub(r"\s", " ", text)
    figures = [figure for match in _FIGURE.finditer(plain) if (figure := _figure(plain, match))]
    return tuple(_share_units(plain, figures))


def number_of(word: str) -> str:
    """The numeral for a number word or for digits with commas, any other word as it is: "four" and "4" as "4"."""
    if word in _SMALL or word in _TENS:
        return str(_cardinal(word))
    return word.replace(",", "") if word[:1].isdigit() else word


def unit_of(word: str) -> str:
    """The canonical name of a unit, "" for a word that is none: "Years" as "year"."""
    folded = word.lower()
    return _UNITS.get(folded) or _UNITS.get(folded.removesuffix("s"), "")


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    value, unit = _value(match)
    if not value:
        return None
    if not unit:
        unit = _unit_before(text, match.start()) or _unit_after(text, match.end())
    return Figure(match.start(), match.end(), value, unit, _bound(text, match.start(), match.end()))


def _value(match: re.Match[str]) -> tuple[str, str]:
    """The canonical value, and the unit where the form tells it; "" for no figure at all."""
    if match["symbol"]:
        return (match["symbol"].upper(), "symbol") if re.search(r"\d", match["symbol"]) else ("", "")
    if match["date"]:
        return _date(match), "date"
    if match["top"]:
        top = 1 if match["top"].lower() == "a" else _cardinal(match["top"])
        bottom = match["bottom"].lower()
        return f"{top}/{_PARTS.get(bottom) or _PARTS[bottom.removesuffix('s')]}", ""
    if match["half"]:
        return "1/2", ""
    if match["times"]:
        return _TIMES[match["times"].lower()], ""
    if match["ordinal"]:
        return f"#{_TENS.get((match['tens'] or '').lower(), 0) + _ORDINALS[match['ordinal'].lower()]}", ""
    if match["nth"]:
        return f"#{match['nth']}", ""
    if match["pair"]:
        return match["pair"], ""
    if match["digits"]:
        number = Decimal(re.sub(r"[, ]", "", match["digits"])) * _SCALES.get(
            (match["scale"] or "").lower(), 1
        )
        return _written(number) + (match["latin"] or "").strip().lower(), ""
    return _written(Decimal(_cardinal(match["worded"]))), ""


def _written(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cardinal(words: str) -> int:
    """ "one hundred and twenty-five" as 125; a numeral as itself."""
    if words.isdigit():
        return int(words)
    total, part = 0, 0
    for word in re.split(r"[- ]+", words.lower()):
        name = word if word in _SCALES else word.removesuffix("s")
        if name in _SCALES:
            part = max(part, 1) * _SCALES[name]
            if _SCALES[name] > 100:
                total, part = total + part, 0
        elif word != "and":
            part += _SMALL.get(word, 0) + _TENS.get(word, 0)
    return total + part


def _date(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"]
    day = match["day"] or match["day2"]
    month = _MONTHS[(match["month"] or match["month2"] or match["month3"]).lower()]
    year = match["year"] or match["year2"] or match["year3"]
    return (year or "-") + f"-{month:02}" + (f"-{int(day):02}" if day else "")


def _unit_before(text: str, start: int) -> str:
    found = _BEFORE.search(text, max(0, start - 24), start)
    if found is None:
        return ""
    money = found["money"] or found["iso"]
    return _MONEY[money.lower()] if money else _PREFIXES[found["prefix"].lower().rstrip(".")]


def _unit_after(text: str, end: int) -> str:
    found = _AFTER.match(text, end)
    if found is None:
        return ""
    if found["percent"]:
        return "percent"
    if found["points"]:
        return "percentage point"
    return unit_of(found["word"])


def _bound(text: str, start: int, end: int) -> Bound:
    before = text[max(0, start - 40) : start]
    if _MOST.search(before):
        return "most"
    after = _OR.match(text, end)
    if _LEAST.search(before) or (after and after["way"] in ("more", "over", "longer")):
        return "least"
    return "most" if after else ""


def _share_units(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """ "13 to 15 per cent", "articles 12 and 14": a unit said once is the unit of both."""
    shared = list(figures)
    for at in range(len(shared) - 2, -1, -1):
        this, following = shared[at], shared[at + 1]
        if not this.unit and _SAME_COUNT.fullmatch(text, this.end, following.start):
            shared[at] = _like(this, following, text)
    for at in range(1, len(shared)):
        before, this = shared[at - 1], shared[at]
        if (
            not this.unit
            and before.unit in REFERENCE_UNITS
            and _SAME_COUNT.fullmatch(text, before.end, this.start)
        ):
            shared[at] = replace(this, unit=before.unit)
    yield from shared


def _like(this: Figure, following: Figure, text: str) -> Figure:
    """A bare number with the unit and the scale of the next one: "49 to 66 million tonnes"."""
    scale = re.search(rf"\b({_SCALE})$", text[following.start : following.end], re.IGNORECASE)
    value = this.value
    if scale and re.fullmatch(r"[\d.]{1,5}", value) and float(value) < 1000:
        value = _written(Decimal(value) * _SCALES[scale[1].lower()])
    return replace(this, value=value, unit="" if following.unit in REFERENCE_UNITS else following.unit)
