"""Aliases: the names under which users ask for a document: "the IPI report", "UNCAC", "Lowmere Convention".

Pure. Names come from the title, the symbol, the owner (publisher, authors) and
what the document calls itself; a bare "report" or "paper" names nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .blocks import Block
from .document import Genre

_TREATY_WORD = re.compile(
    r"\b(convention|protocol|charter|statute|covenant|treaty|agreement|accord|pact)\b", re.IGNORECASE
)
_PAPER_WORD = re.compile(
    r"\b((?:summary )?meeting report|(?:final|annual|progress|expert|summary) report|"
    r"(?:discussion|working|policy|background|research|position|occasional|briefing|concept|issue) (?:paper|brief|note)|report|paper)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "against",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "relating",
        "concerning",
        "the",
        "to",
        "with",
    ]
)
# words that open a subject without being it: "the Prevention of", "All Forms of"
_NO_SUBJECT = re.compile(
    r"(?:the |all forms of |(?:prevention|prohibition|suppression|elimination|regulation|control|protection|reduction)"
    r"(?:,? (?:and |or )?(?:prevention|prohibition|suppression|elimination|regulation|punishment|control))* of )+",
    re.IGNORECASE,
)
_EMPTY_SUBJECTS = frozenset(
    [
        "rights",
        "law",
        "status",
        "use",
        "convention",
        "protocol",
        "jurisdiction",
        "certain",
        "international",
        "peoples",
    ]
)
_DONE_AT = re.compile(
    r"\b(?:done|signed|adopted|concluded|opened for signature) (?:at|in) (?:the city of )?"
    r"(?-i:(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}))(?=[,. ]|$)",
    re.IGNORECASE,
)
_SEATS = ("New York", "Geneva", "Vienna", "The Hague", "London", "Paris")  # too many instruments for a name
_OWN_NAME = re.compile(
    r"\(\s*(?:hereinafter\s+|hereafter\s+|henceforth\s+|referred to as\s+|called\s+|or\s+|the\s+)*[“\"'‘]?(?P<name>[^()“”\"‘’]{2,60}?)[”\"'’]?\s*\)"
)
_BODIES = {
    "A": ("General Assembly", "UNGA", "GA"),
    "S": ("Security Council", "UNSC", "SC"),
    "E": ("Economic and Social Council", "ECOSOC"),
    "A/HRC": ("Human Rights Council", "HRC"),
}


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose document it is: publisher, its abbreviation, authors."""

    publisher: str | None
    short: str
    authors: tuple[str, ...]


def aliases_of(
    title: str, symbol: str | None, stem: str, genre: Genre, owners: Owners, blocks: Sequence[Block]
) -> tuple[str, ...]:
    """Every name that users give a document, likeliest first, the title itself left out."""
    names = list(_symbol_names(symbol)) if symbol else []
    if genre == "treaty":
        names += _treaty_names(title, stem, blocks)
    elif genre != "resolution":
        names += _paper_names(title, genre, owners, blocks)
    names += _given_names(title)
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() != title.casefold()))


def _symbol_names(symbol: str) -> Iterator[str]:
    yield symbol
    found = re.fullmatch(r"(?P<body>.+)/RES/(?P<number>.+)", symbol)
    if found is None:
        return
    bare = re.sub(r"\s*\(\d{4}\)", "", found["number"])
    for number in dict.fromkeys((found["number"], bare)):
        yield f"resolution {number}"
    for body in _BODIES.get(found["body"], ()):
        yield f"{body} resolution {bare}"
    if found["body"] == "S":
        yield f"UNSCR {bare}"


# -- treaties -------------------------------------------------------------------------------


def _treaty_names(title: str, stem: str, blocks: Sequence[Block]) -> list[str]:
    folded = re.sub(r"\s+", " ", title.casefold())
    known = [name for phrase, names in _known().items() if _is_about(folded, phrase) for name in names]
    names = [*known]
    if not known:
        names += [*_place_names(title, blocks), *_subject_names(title)]
    bare = re.sub(r"\.(?:en|fr|es)$", "", stem)
    names += [bare.upper()] if _abbreviates(bare, title) else []
    names += [_initials(title)] if not known and 3 <= len(_initials(title)) <= 6 else []
    return [
        *names,
        re.sub(r"^(?:the )?united nations (?=[a-z]*\s*convention)", "", title, flags=re.IGNORECASE),
    ]


def _is_about(title: str, phrase: str) -> bool:
    """Whether the phrase names this instrument, not one that it supplements."""
    at = title.find(phrase)
    if at < 0 or "supplementing" in title[:at]:
        return False
    return not ("protocol" in title[:at] and "protocol" not in phrase)


@cache
def _known() -> dict[str, list[str]]:
    text = files("ingest").joinpath("known_instruments.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["names"])


def _place_names(title: str, blocks: Sequence[Block]) -> Iterator[str]:
    """The instrument by the place where it was done: "Lowmere Convention"."""
    word = _TREATY_WORD.search(title)
    if word is None:
        return
    for block in blocks:
        if (found := _DONE_AT.search(block.text)) and found["place"] not in _SEATS and len(block.text) < 400:
            yield f"{found['place']} {word[1].capitalize()}"
            return


def _subject_names(title: str) -> Iterator[str]:
    """The instrument by its subject: "Convention against Torture and Other ..." is the Torture Convention."""
    word = _TREATY_WORD.search(title)
    if word is None:
        return
    after = re.match(r"\s+(?:against|on|for|concerning|relating to|regarding)\s+", title[word.end() :])
    if after is None:
        return
    subject = _NO_SUBJECT.sub("", title[word.end() + after.end() :], count=1)
    subject = re.split(r",|\s(?:and|or|in|of|on|to|for|by|at|from|with)\s", subject, maxsplit=1)[0].strip()
    last = subject.split()[-1] if subject else ""
    if not subject or last.casefold() in _EMPTY_SUBJECTS or len(subject.split()) > 4:
        return
    yield f"{_capitalized(subject)} {word[1].capitalize()}"
    if len(subject.split()) > 1 and last[:1].isupper():
        yield f"{_capitalized(last)} {word[1].capitalize()}"


def _capitalized(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def _initials(title: str) -> str:
    """The capitals of a name's main words: "Convention on Biological Diversity" is CBD."""
    words = re.findall(r"[\w’'-]+", title)
    return "".join(word[0].upper() for word in words if word.casefold() not in _SMALL_WORDS)


def _abbreviates(stem: str, title: str) -> bool:
    """Whether a file name is made of the title's first letters, in their order."""
    letters = iter(_initials(title).casefold())
    return bool(re.fullmatch(r"[A-Za-z]{3,8}", stem)) and all(letter in letters for letter in stem.casefold())


def _given_names(title: str) -> Iterator[str]:
    """What a title gives in brackets: "... Convention (ABC)"."""
    for found in _OWN_NAME.finditer(title):
        if re.fullmatch(r"[A-Z][A-Z&-]{1,9}s?", found["name"]) or _TREATY_WORD.search(found["name"]):
            yield found["name"]


# -- reports and papers ---------------------------------------------------------------------


def _paper_names(title: str, genre: Genre, owners: Owners, blocks: Sequence[Block]) -> Iterable[str]:
    words = _paper_words(title, blocks)
    if genre == "delegate" and owners.authors:
        words = list(dict.fromkeys([*words, "position paper", "paper"]))
    names = [f"{owner} {word}" for owner in _owner_names(owners) for word in words]
    names += [word for word in words if " " in word]
    names += [owners.short] if owners.short else []
    return names


def _owner_names(owners: Owners) -> list[str]:
    """How users name the owner: an abbreviation, the house, the surnames."""
    house = owners.publisher if owners.publisher != "United Nations" else None
    found = [each for each in (owners.short, house) if each]
    if house and (
        two := re.fullmatch(r"(\w+) (?:Institute|Foundation|Centre|Center|University|Group)", house)
    ):
        found.append(two[1])
    persons = [author for author in owners.authors if _is_person_name(author)]
    found += [author for author in owners.authors if author not in persons]
    found += [
        re.sub(r"^(?:(?:Republic|Kingdom|State|Commonwealth|Federation) of (?:the )?)", "", each)
        for each in found
    ]
    surnames = [person.split()[-1] for person in persons]
    found += [" and ".join(surnames)] if len(surnames) == 2 else []
    return list(dict.fromkeys([*found, *surnames]))


def _is_person_name(author: str) -> bool:
    return 2 <= len(author.split()) <= 4 and not re.search(
        r"\b(?:of|the|and|on)\b|Secretar|Committee|Council|Office|Ministry|Government|Republic|Union|States|Institute",
        author,
    )


def _paper_words(title: str, blocks: Sequence[Block]) -> list[str]:
    """What such a document is called: meeting report, paper, background paper."""
    head = [block.text for block in blocks[:30] if len(block.text) < 120 and block.kind != "note"]
    loud = [block.text for block in blocks if block.text.isupper() and len(block.text) < 60]
    named = [found[1].lower() for text in (title, *head, *loud) for found in _PAPER_WORD.finditer(text)]
    called = [
        found[1].lower()
        for block in blocks[:60]
        for found in re.finditer(r"\b[Tt]his (report|paper|policy brief)\b", block.text)
    ]
    words = list(dict.fromkeys([*named, *called]))
    shorter = [re.sub(r"^summary (?=meeting)", "", word) for word in words]
    generic = [word.split()[-1] for word in words if word.endswith((" paper", " report"))]
    return list(dict.fromkeys([*words, *shorter, *generic]))[:5]
