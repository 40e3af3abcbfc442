"""Wanted: the kind of thing that a question asks for, and whether a text states one.

Pure. "How many", "which country", "on what date", "who chaired" each want a thing that
can be told by its form: a number, a country's name, a date, a person's name. A question
for none of these ("what does the article say") wants nothing in this sense. Whether the
thing found is the one meant is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from index import split_terms

from .country_names import countries_in, lands_asked, lands_in
from .figures import NUMBER_WORDS
from .plainly import counts_near, has_calendar_date, has_own_name, has_place, is_ordinary
from .proper_names import names_in

FIGURES = frozenset("share count money measure date limit".split())  # kinds that are one figure


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for.

    kind     by its form: "share", "count", "country" ...
    name     as a refusal says it, with its verb: "states a number of vessels"
    states   whether a text states such a thing; names that the question has itself do not count
    plainly  whether it does so in so many words, near what is asked after; None where that is no stricter
    """

    kind: str
    name: str
    states: Callable[[str], bool] = field(compare=False)
    plainly: Callable[[str], bool] | None = field(default=None, compare=False)


def _any(*alternatives: str) -> str:
    return "|".join(alternatives)


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile(_any(*alternatives), re.IGNORECASE)


_NUMBER = rf"(?:\d[\d.,]*|an?|half|(?:{'|'.join(NUMBER_WORDS)})s?)"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b(?! ?(?:%|per))")
# Numbers that count nothing: of a provision, a document, a note, a day of a month.
_NUMBERING = _pattern(
    r"\b(?:articles?|art\.|paragraphs?|paras?\.|sections?|chapters?|annex|tables?|notes?|no\.|part|resolutions?|"
    r"decisions?|goals?|targets?|page|pp?\.)\s+[\d(][\w/().-]*(?:(?:,| and| to| or)\s+\d[\w/().-]*)*",
    r"\b\w+/\w+(?:/\w+)*",
    r"^\W*\(?\w{1,4}[.)]\s",
    r"\[\d+\]",
    rf"\b\d{{1,2}}(?:\s*(?:,|and|to|–|-)\s*\d{{1,2}})*(?= (?:{_MONTH}))",
    r"\b\d\d?[.:]\d\d(?= [ap]\.m)|\b\d\d?(?= [ap]\.m)",
    r"(?<=[a-z])\d+\b",
    r"\b(?:this|that|the|any|no) one\b",
    r"\bone another\b",
)
_ORDINAL = r"(?:\d+th|\w+(?:tieth|teenth))"
_FIGURE = _pattern(
    rf"\b(?!an?\b){_NUMBER}(?:-\w+)?\b", rf"\b{_ORDINAL} (?!session|anniversary|meeting|century)"
)
_NO_FIGURE = r"\b(?:no|none|all|both|each|every|sole|single|once|twice)\b|\bnumbers? of \w+ equal to\b"
_COUNTED = _pattern(_FIGURE.pattern, _NO_FIGURE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_TIMES = _pattern(r"\bhow many times an? (?:year|month|week|day)\b")
_RHYTHMS = (
    r"\b(?:annual|year|month|week|dai|quarter|biennial|triennial)(?:ly)?\b",
    r"\b(?:each|every|per) (?:\w+ )?(?:hour|day|week|month|year|session)",
)
_HOW_OFTEN = _pattern(rf"\b(?:{_NUMBER}|several) times\b|\b(?:once|twice|thrice)\b", *_RHYTHMS)
_UNITS = (
    r"tons?|tonnes|kilograms?|kilos?|kg|lit(?:re|er)s?|hectares?|kilomet(?:re|er)s?|miles|met(?:re|er)s|"
    r"hours|minutes|days|weeks|months|years"
)
_PAYMENTS = r"fine|fee|budget|salary|reward|bail|contribution"
_MONEY = r"dollar|euro|pound|franc|crown|yen|peso|rupee|rouble|dirham|shilling|rand|real|(?-i:[A-Z]{3})"

_MODAL = (
    r"(?:may|must|shall|should|can|could|would|(?:has|have) jurisdiction|"
    r"ha(?:s|ve|d) to|(?:is|are) (?:to|obliged|required|entitled|asked|bound|urged|allowed|permitted|authori[sz]ed|free|able))\b"
)
_SMALL = r"(?:is|are|was|were|do|does|did|must|may|can|should|shall|will|has|have|a|the|of|to|that|by|when)\b"
_STATES = r"(?:countr(?:y|ies)|states?|governments?|(?<!united )nations?|donors?|parliaments?|part(?:y|ies)|delegations?)"
_BODIES = (
    r"(?:compan(?:y|ies)|organi[sz]ations?|ngos?|agenc(?:y|ies)|universit(?:y|ies)|newspapers?|banks?|firms?|entities|"
    r"manufacturers?|institutions?|programmes?|providers?|bod(?:y|ies)|group|battalions?|networks?|treat(?:y|ies)|"
    r"cases?|court|situations?|territor(?:y|ies)|department|campaign|study|report|book|journal|publication)"
)
_INSTITUTIONS = (
    r"hospitals?|schools?|laborator(?:y|ies)|airlines?|committees?|summits?|missions?|cartels?|gangs?|prisons?|ships?|"
    r"ministr(?:y|ies)|hotels?|clans?|militias?|armies"
)
# Told by a noun of their own, which a text that states them has, or by the form of an address.
_PARTICULARS = (
    r"(?:e-?mail |postal |street )?address|(?:tele)?phone number|fax number|e-?mail|website|url|hotline(?: number)?|isbn|doi|"
    r"colou?rs?|nationality|religion|rank|grade|breed|brand|calibre|logo|flag|emblem|anthem|motto|currency|"
    r"surname|nickname|birthday|password"
)
_QUANTITIES = (
    r"rates?|levels?|population|magnitude|temperature|height|depth|width|length|weight|size|age|scores?|volume|density|"
    r"capacity|speed|distance|ratio|index|gdp|income|profits?|turnout|toll|threshold|ceiling|quota"
)
_RULES = r"(?:\w+ )?(?:powers|information|standards?|rules?|requirements?|guarantees|conditions|safeguards|measures|content)\b"
_PEOPLE = (
    r"leaders?|presidents?|judges?|officers?|officials?|ministers?|chiefs?|heads?|directors?|commissioners?|ambassadors?|"
    r"prosecutors?|generals?|commanders?|chair\w*|authors?|teachers?|journalists?|m[ae]n|wom[ae]n|persons?|people|victims?"
)
_BODY = _pattern(rf"\b{_BODIES}$")
# "how many boats", not "how many serious cases" or "how many is that"
_HOW_MANY = _pattern(r"\bhow many (?!(?:[\w-]+(?:ous|ss)|is|was|has|does)\b)([\w-]+s)\b")
WHO = r"(?:^\W*|[,:;?]\s*|\b(?:and|or|but) )who "
# In this order: the first that fits tells what is asked for.
_ASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "share",
        _pattern(
            r"\b(?:what|which) (?:\w+ )?(?:percentage|per ?cent|proportion)\b|\b(?:what (?:\w+ )?|which )share\b",
            r"\bhow (?:many per ?cent|(?:large|big|high) (?:is |was |a )?(?:the )?(?:share|percentage|proportion))\b",
            r"\b(?:percentage|per ?cent) of\b|^\W*(?:share|proportion) of\b|\bhow much of\b.*\b(?:comes?|came|stems?) from\b",
        ),
    ),
    (
        "vote",
        _pattern(
            r"\b(?:how|which|who|what)\b.*\b(?:voted?|votes (?:were|was|cast)|voting result|vote count|abstained)\b"
        ),
    ),
    (
        "limit",
        _pattern(
            rf"\b(?:what|which)\b.{{0,25}}\b(?<!at a )(?<!at )(?:minimum|maximum|average|longest|shortest)\b(?! {_RULES})",
            rf"^\W*(?:minimum|maximum|average)\b(?! {_RULES})",
            r"\babove what\b(?! (?:amount|sum|price|value)\b)",
            rf"\bwhat (?:is|was|are|were) (?:[\w'’-]+ ){{1,5}}?(?:{_QUANTITIES})\b",
            r"\bwhat (?:age|height|depth|weight|size|temperature|speed|ratio)\b",
            rf"\bhow (?:big|large|high|wide|fast|hot)\b(?! an? (?:{_PAYMENTS})\b)(?!.*\b{_MODAL} (?:be|a|the|it)\b)|\bhow (?:tall|deep|heavy|thick)\b",
        ),
    ),
    (
        "money",
        _pattern(
            r"^\W*(?:what|how (?:big|high|large|much)) (?:is|was|are|were)\b[^,;?]{0,30}"
            r"\b(?:budget|salary|salaries|wage|fee|fine|turnover|price|revenue|balance|income)s?\b",
            rf"\bhow (?:big|high|large) an? (?:{_PAYMENTS})\b",
            r"\bhow much (?:money|funding|compensation|revenue|profit|financial|cash|stolen)\b",
            r"\bhow much (?:does|do|did|was|is|has|have|will|of(?! (?:the|it|its|them|their|this|that|these|those)\b)) .*\b(?:cost|pay|paid|spen[dt]|contribut\w+|earn\w*|get|"
            r"fund\w*|donat\w+|money|receiv\w+|give|gave|set aside|pledged)\b",
            r"\bhow much (?!of (?:the|it|its|them|their|this|that|these|those)\b)(?:\w+ ){0,3}(?:has|have|had) been\b",
            r"\bwhat (?:\w+ly |annual |total )?(?:sum|amount|fee|fine|reward|budget|salary|wage|pay|price)\b",
            r"\b(?:at|above|below|from|over|to) (?:what|which) (?:\w+ )?value\b|\bwhat (?:do|does|did|will|would|has|have) .{1,60}\bcosts?\b(?!.*\bin the long (?:run|term)\b)",
            r"\btotal amount\b|\bworth\?|\bin (?:euros?|(?:us )?dollars|usd|eur)\W*$",
            r"^\W*(?:prices?|costs?|salar(?:y|ies)|wages?|budgets?|pay|fee|fine|honorari(?:um|a)) (?:of|for|paid|per)\b",
            r"^\W*(?:annual|yearly|monthly|total|average) (?:\w+ )?(?:price|cost|salary|wage|budget|pay|fee|revenue|value|turnover)\b",
        ),
    ),
    (
        "measure",
        _pattern(
            rf"\bhow many ({_UNITS})\b",
            r"(?:^\W*|\bfor )how long\b|\bhow long (?:to be |must be |are |to )?(?:kept?|keep|valid|held|stored)\b|\bhow (?:often|old)\b|\bhow many times an? (?:year|month)\b",
            r"\b(?:what|which) (?:period|length|time limit|interval)\b|\b(?:by|until|till) when\b",
            r"^\W*(?:compare (?:the )?)?(?:[\w-]+ ){0,3}(?:periods|time limits?|deadlines?)\b",
        ),
    ),
    (
        "date",
        _pattern(
            r"^\W*when (?:was|were|did|will|has|(?:is|are) the)\b|^\W*(?:the )?(?:exact )?date (?:of|for|on which)\b",
            rf"^(?!.*\b{_MODAL}).*\b(?:and|since|by|until) when\W*$|\b(?:what|which|exact) (?:exact )?(?:year|date|day|month)\b",
        ),
    ),
    (
        "particular",
        _pattern(
            rf"\b(?:what|which) (?!if\b)(?:[\w'’-]+ ){{0,5}}?({_PARTICULARS})(?= (?:of|for|in|on|at|to|is|are|was|were|do|does|did|has|"
            r"have|must|should)\b|\W*$)"
        ),
    ),
    ("language", _pattern(r"\b(?:which|what) (?:(?:is|are|was|were) (?:the )?)?(?:\w+ ){0,2}languages?\b")),
    (
        "country",
        _pattern(
            rf"(?:\bwhich(?! (?:article|paragraph|provision|clause|rule)\b)(?: (?!{_SMALL})[\w-]+){{0,2}}|\bwhat(?: other)?) {_STATES}\b(?: part(?:y|ies))?"
            rf"(?!['’ -]*(?:part(?:y|ies) )?(?:{_MODAL}|\w*(?:bod|worker|agenc|authorit|department|office|leader|member|"
            r"report|support|signator|actor|institution|polic|court)|-\w))",
            rf"(?<!parties )(?<!states )\bwhich (?:[\w-]+ ){{0,3}}members? (?!{_MODAL}|of the sec)",
        ),
    ),
    ("count", _pattern(r"\bhow many\b", r"^\W*numbers? of (?!the\b)|\bwhat number of\b")),
    (
        "place",
        _pattern(
            r"^\W*where (?!.*\b(?:laid down|set out|stated|regulated|dealt with|found|defined)\W*$)(?:is(?! it (?:laid|said|written|stated|provided|set|made|forbidden|prohibited|required)\b)|was|were|will|would|did|has|in(?! (?:the )?(?:[\w-]+ ){0,4}(?:conventions?|charter|statute|treaty|protocol|resolution|report|paper)\b))\b|"
            r"^\W*where (?:does|do)\b.*\b(?:meet|sit|live|lie|go|work|operate|serve|come from|take place|end up|have (?:its|their) seat)\b|"
            r"\b(?:and|or|\+) where\W*$",
            r"\bwhich (?:\w+ )?(?:cit(?:y|ies)|towns?|places?|regions?|ports?|provinces?|districts?|villages?|crossings?|"
            r"street|building|floor)\b",
        ),
    ),
    (
        "person",
        _pattern(
            rf"{WHO}(?:co-)?(?:chair(?:s|ed)?|led|wrote|ran|(?:was|were|has been) (?:the|elected|appointed|chosen|named|picked|\w+ed as)|(?:was|were) in|heads?|leads|headed|took over|replaced|succeeded|"
            r"(?:is|are|was|were) (?:the|on|behind|(?-i:[A-Z][\w.]*['’]s))|"
            r"will (?:be|chair|lead|head|host|moderate|replace|succeed)|coined|drew|got)\b",
            r"^\W*names? of\b|\bthe names of\b",
            rf"\b(?:{_PEOPLE})(?:['’]s)? names?\W*$",
            rf"\bwhat (?:is|was|are|were) the name of (?:[\w'’-]+ ){{1,4}}?(?:{_PEOPLE})\b",
            rf"\bwhich (?:\w+ ){{0,3}}(?:heads?|ministers?|judges?|mediators?|officials?|leaders?|representatives?|surgeons?|"
            rf"journalists?|scientists?)\b(?!['’]| (?:of \w+ )?{_MODAL}| (?:who|that|represent|report)\b)",
        ),
    ),
    (
        "name",
        _pattern(
            rf"{WHO}(?!{_MODAL})(?:\w+ed|first|set|put|funds|did|took part|owns|trains|runs|finances|hosts)\b",
            rf"\bwhich (?:[\w-]+ )?(?:{_INSTITUTIONS})\b(?!(?: (?:or|and) \w+)? {_MODAL})",
            rf"(?:\bwhich(?: (?!{_SMALL})[\w-]+){{0,4}}|\b(?:at|in) what|\bwhat) {_BODIES}\b(?! {_MODAL})",
        ),
    ),
    (
        "penalty",
        _pattern(
            r"\b(?:what|which) (?:(?:is|was|are|were) (?:the )?)?(?:\w+ )?(?:penalt(?:y|ies)|(?:prison )?sentence|punishment|sanctions?)\b",
            r"\bhow does .* sanction\b",
        ),
    ),
    ("reason", _pattern(r"^\W*why\b|\b(?:what|which) reasons?\b")),
)
_NAMES = {
    "share": "states a share or percentage",
    "money": "states a sum of money",
    "measure": "states a period",
    "count": "states such a number",
    "date": "states a date",
    "country": "names a country",
    "place": "names a place",
    "person": "names a person",
    "name": "names a person or body",
    "penalty": "states a penalty",
    "reason": "gives a reason",
    "limit": "states such a figure",
    "vote": "speaks of a vote",
    "language": "names a language",
}
# Compiled when a question asks for the kind: a cold start does not wait for all.
_STATED = {
    "share": _any(
        r"\d ?%|\bper ?cent\b|\b(?:half|thirds?|quarters?|fifths?|tenths?|majority)\b|\b(?:out of|one in)\b",
        rf"\b(?!(?:an?|one)\b){_NUMBER} of (?:the|its|their|all)\b",
    ),
    "money": _any(
        r"[$€£¥] ?\d|\b(?-i:[A-Z]{3}) ?\d|\d\d\d,\d\d\d\b",
        rf"\b{_NUMBER}[ -](?:\w+ ){{0,2}}(?:million|billion|{_MONEY})s?\b",
    ),
    "measure": _any(
        rf"\b(?:{_NUMBER}|{_ORDINAL})[\s-]+(?:[\w()-]+ ){{0,3}}(?:hour|minute|day|week|month|year|decade|centur|session|"
        r"generation|page|word)",
        *_RHYTHMS,
        r"\b(?:forthwith|immediately|promptly|until|without (?:undue )?delay|as soon as|as long as|no longer|shortest|"
        r"lifetime|permanent|indefinite|since|from \d{4}|between \d{4}|regular|periodic|always|duration|periods? of time|before)",
    ),
    "date": _any(
        rf"(?-i:\b(?:{_MONTH}))\b|\b(?:1[5-9]|20)\d\d\b|\b(?:day|year|month|session)\b|\btoday\b|\b(?:biennial|annual)"
    ),
    "penalty": _any(
        r"\b(?:imprison\w*|fined?s?|jail\w*|prison|years?|suspen\w+|dismiss\w*|expel\w*|expulsion|forfeit\w*|"
        r"confiscat\w*|penalt\w+|sanction\w*|punish\w*|disqualif\w+|withdraw(?:al|n)|liab\w+)\b"
    ),
    "reason": _any(
        r"\b(?:because|since|due|owing|result|in order|so|purpose|reasons?|therefore|thus|caus\w+|given|consequen\w+|"
        r"lest|thereby|hence|account of|means?|help\w*|enabl\w+|prevent\w*|lead\w*|for \w+ing|as|to|aim\w*|allow\w*|"
        r"make\w*|if|can|may|could|would)\b"
    ),
    "vote": _any(r"\b(?:vot(?:e|es|ed|ing)|in favou?r|abst\w+|consensus|unanim\w+|majority|\d+ to \d+)\b"),
    "language": _any(
        r"\b(?:Arabic|Chinese|English|French|Russian|Spanish|Portuguese|German|Italian|Swahili|Hindi|Urdu|Malay|Dari|"
        r"Pashto|Persian|Turkish|Japanese|Korean|Bengali|languages?)\b"
    ),
}  # fmt: skip
# A place without a name; not "in the" or "at the", which stand everywhere.
_BESIDE = re.compile(
    r"\b(?:near|below|beneath|beside|behind|inside|outside|opposite|along|next to|in front of) (?:the|an?|its|their|each|every)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@|\bwww\.|https?://|\+\d{2}|\bP\.?O\.? Box", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|Prof|Sir|Ambassador|Judge|Professor|H\.E)\b")
_FULL_NAME = re.compile(
    r"\b[A-Z][\w’'.-]+ (?:(?:[A-Z]\.|de|van|von|der|al|el|bin|da|di|la|le) ?)*[A-Z][\w’'-]+"
    r"|\b[A-Z][a-z]+, [A-Z]\.|\b[A-Z][a-z]+, [A-Z][a-z]+,? and [A-Z][a-z]+"
)
# What bodies and offices are called: beside one of these a capital makes no person.
_OFFICES = frozenset(
    """Academy Act Action Adopted Advisory African Agency Agenda Agreement Alliance American Annex Annual Article
    Articles Asia Asian Assembly Association Authorities Authority Bank Board Bureau Capital Centre Center Chairs
    Chapter Charter Chief City Civil Co Code Commission Commissioner Committee Community Conference Congress
    Contracting Convention Conventions Cooperation Council Countries Country Court Crime Declaration Department
    Development Director Economic Environment European Executive Federal Federation Force Forum Framework Fund General
    Geneva Global Goals Government Governments Group Groups Guidelines Head High Human Institute International Interpol
    Justice Law Laws Meeting Member Members Minister Ministers Ministry Mission National Nations New Office Officer
    Operations Optional Organization Organizations Panel Paper Parties Party Peace Permanent Plan Police Policy
    Political President Prime Principles Programme Project Prosecutor Protocol Public Regional Registrar Regular Report
    Reports Representative Republic Research Resolution Rights Rome Rule Rules Secretariat Secretary Section Security
    Session Social Society Special State States Statute Strategy Sub-Commission Subcommittee Summit Support Sustainable
    System Anti-Trafficking Anti-Corruption Border Children Criminal Customs Drug Drugs Health Human Initiative Juvenile
    Municipal Process Protection Trafficking Women Task Team Technical The Trade Transnational Treaty Trial Tribunal Under Union Unit United University Vice
    Vienna Week Working World Year North South East West Northern Southern Eastern Western Central Middle Day""".split()
)


@lru_cache(maxsize=256)
def wanted_in(question: str) -> Wanted | None:
    """What a question asks for; None where that has no form of its own.

    >>> wanted_in("How many tonnes of sand were sold?").name
    'states a number of tonnes'
    """
    for kind, asks in _ASKS:
        if found := asks.search(question):
            unit = found[1] if kind == "measure" else None
            states = _stating(kind, question, unit)
            return Wanted(kind, _name_of(kind, question, found), states, _plainly(kind, question))
    return None


def _name_of(kind: str, question: str, found: re.Match[str]) -> str:
    """What is asked for in the question's own noun, where it has one."""
    if kind == "measure" and found[1]:
        return f"states a number of {found[1].lower()}"
    if kind == "particular":
        return f"states {_with_article(found[1])}"
    if kind == "count" and (counted := _HOW_MANY.search(question)):
        return f"states a number of {counted[1]}"
    if kind == "name" and (body := _BODY.search(found[0])):
        return f"names such {_with_article(body[0])}"
    return _NAMES[kind]


def _with_article(noun: str) -> str:
    article = "" if noun.endswith("s") else "an " if noun[0] in "aeioAEIO" or noun == "NGO" else "a "
    return article + noun


def _stating(kind: str, question: str, unit: str | None) -> Callable[[str], bool]:
    if unit:
        stem = re.escape(unit.lower().rstrip("s"))
        measured = _pattern(rf"\b(?:{_NUMBER}|{_ORDINAL})[\s-]+(?:[\w()-]+ ){{0,3}}{stem}s?\b")
        return lambda text: measured.search(_YEAR.sub(" ", text)) is not None
    if kind == "count":
        return lambda text: _COUNTED.search(_without_others(question, text)) is not None
    if kind == "limit":
        return lambda text: _FIGURE.search(_without_others(question, text)) is not None
    if kind == "measure" and _TIMES.search(question):
        return lambda text: _HOW_OFTEN.search(text) is not None
    if kind == "particular":
        nouns = re.findall(_PARTICULARS, question.lower())
        return lambda text: _ADDRESS.search(text) is not None or any(noun in text.lower() for noun in nouns)
    if kind == "country":
        asked = lands_asked(question)
        return lambda text: bool(lands_in(text) - asked)
    if kind == "person":
        return lambda text: _has_person(text, question)
    if kind == "place":
        return lambda text: _has_name(text, question) or _BESIDE.search(text) is not None
    if kind == "name":
        return lambda text: _has_name(text, question)
    stated = _pattern(_STATED[kind])
    if kind in ("share", "money"):
        return lambda text: stated.search(_YEAR.sub(" ", text)) is not None
    return lambda text: stated.search(text) is not None


def _plainly(kind: str, question: str) -> Callable[[str], bool] | None:
    if kind == "count":
        return lambda text: counts_near(question, _without_others(question, text))
    if kind == "date":
        return lambda text: has_calendar_date(question, text)
    if kind == "person":
        return lambda text: _has_person(text, question, plainly=True)
    if kind == "place":
        return lambda text: has_place(question, text, _OFFICES) or _BESIDE.search(text) is not None
    if kind == "name":
        return lambda text: has_own_name(question, text)
    return None


def _without_others(question: str, text: str) -> str:
    """A text without years, the numbers of provisions, and the figures that the question has itself."""
    asked = set(_DIGITS.findall(question))
    plain = _YEAR.sub(" ", _NUMBERING.sub(" ", text))
    return _DIGITS.sub(lambda found: " " if found[0] in asked else found[0], plain) if asked else plain


def _has_name(text: str, question: str) -> bool:
    """Whether a text has a name that the question has not."""
    asked = set(split_terms(question))
    return any(not asked.issuperset(split_terms(name)) for name in names_in(text))


def _has_person(text: str, question: str, *, plainly: bool = False) -> bool:
    """Whether a text has a title, or two capitalised words that are no office's, no country's, not the question's.

    plainly  nor end like ordinary words
    """
    asked = set(split_terms(question))
    return _TITLE.search(text) is not None or any(
        _OFFICES.isdisjoint(name.split())
        and not countries_in(name)
        and not (plainly and (is_ordinary(name) or f"the {name}" in text))
        and not asked.issuperset(split_terms(name))
        for name in _FULL_NAME.findall(text)
    )
