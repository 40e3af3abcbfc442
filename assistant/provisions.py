"""How people write provisions: "UNCAC 12(2)(c)", "art 12 para 2 (c) of ...", "paras. 44-46", "OP 7".

Pure: text in, what it asks for out. A text is read part by part ("paragraphs 2
and 3", "article 12"); parts that belong together make a chain, and a chain is
put in order by rank, so that "article 12, paragraph 2" and "paragraph 2 of
article 12" are the same. Which document is meant, and whether the number
exists, is lookup's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from ingest import roman

from .spelling import Spelling
from .tokens import CARDINALS, NAME, ORDINALS, Token, cut, form

Unit = Literal[
    "article", "paragraph", "preambular", "note", "page", "annex", "preamble", "part", "chapter", "section", "number"
]
_Word = Literal[
    "article", "paragraph", "preambular", "note", "page", "annex", "preamble", "part", "chapter", "section", "item"
]
Path = tuple[str, ...]

ASKING = frozenset(
    """a about according an and are as at by can cite could do does exact exactly find for from full give go has have
    hello hi how i in is it lay line look lookup me mean means need of on our out please plz pls provide provides
    prescribe prescribes provision provisions quote read regulate regulates require required requirement requires s
    say saying says see set show source state stated states tell text thanks that the there thing this thx to under
    up us verbatim want was what what's whats where which with word wording words content contents contain contains
    cover covers concern concerns behind section article articles paragraph paragraphs para deal deals actually
    original english document called titled entitled version same and between its be print display open get fetch
    """.split()
)
"""Words that ask for a text without saying anything about its content."""

_WORDS: dict[str, _Word] = {
    word: unit
    for unit, words in {
        "article": "article articles art arts",
        "paragraph": "paragraph paragraphs para paras par pars op ops § ¶",
        "preambular": "pp pps recital recitals",
        "preamble": "preamble preambular preambulatory perambulatory",
        "note": "footnote footnotes fn fns ftn note notes endnote endnotes",
        "page": "page pages pg pgs",
        "annex": "annex annexe annexes appendix appendices schedule",
        "part": "part parts",
        "chapter": "chapter chapters chap chaps ch",
        "section": "section sections sec sect",
        "item": """subparagraph subparagraphs subpara subparas subitem
            sub-item subsection sub-section subclause sub-clause clause clauses item items point points letter lit""",
    }.items()
    for word in words.split()
}  # type: ignore[misc]
_SPELLING = Spelling(word for word in _WORDS if len(word) > 5 and word not in ("points", "letter", "clauses"))
_RANK: dict[_Word, int] = {
    "annex": 0, "part": 1, "chapter": 2, "section": 3, "preamble": 4, "article": 4,
    "paragraph": 5, "preambular": 5, "note": 5, "page": 5, "item": 6,
}  # fmt: skip
_CONTAINERS = ("part", "chapter", "section")
_WEAK = frozenset("item items point points letter lit subitem".split())  # of a provision only, never alone
_COUNTED_IN_WORDS = frozenset({"article", "paragraph", "preambular", "item", "annex", "chapter"})
_WITHIN = frozenset("of in to under from within the this that said present its ' 's".split())
_AND = frozenset(("and", "or", "&", "as", "well", "plus"))
_TO = frozenset(("-", "to", "through", "until"))
_MOST = 60  # provisions in one range
_PLAIN = 3  # digits of a provision's number; longer ones are years


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision asked for.

    unit    what the number counts; "number" for one written without a word
            ("UNCAC 12"), which is an article of a treaty and a paragraph elsewhere
    path    the numbers, outermost first, lower case: ("12", "2", "c"); "last" for the last
    annex   None outside annexes, "" for an annex without number, "ii" for annex II
    within  part, chapter and section around it: (("part", "v"),)
    """

    unit: Unit
    path: Path
    annex: str | None = None
    within: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """The provisions of a question, in its order, and the rest of its words."""

    provisions: tuple[Provision, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One unit with its numbers, and the tokens [start, end) that say so."""

    unit: _Word
    paths: tuple[Path, ...]
    start: int
    end: int


def is_unit(word: str) -> bool:
    """Whether a word, in lower case, counts provisions: "article", "paras"."""
    return word in _WORDS


def parse_request(text: str, *, bare: bool = False) -> Request:
    """Find the provisions in a question.

    The text must not hold the document's own name any more; NAME may stand in its place.
    bare  whether a number without a word before it counts ("12(2)(c)"), which
          it does only where the question names a document

    >>> parse_request("paragraph 2 (c) of article 12").provisions[0].path
    ('12', '2', 'c')
    """
    tokens = cut(text)
    chains = [chain for chain in _chains(tokens) if _stands(chain, tokens)]
    used = {at for chain in chains for at in range(chain[0].start, chain[-1].end)}
    provisions = [each for chain in _inherited(chains, tokens) for each in _assemble(chain)]
    if bare and not provisions:
        for paths, start, end in _bare(tokens):
            provisions += [Provision("number", path) for path in paths]
            used |= set(range(start, end))
    left = [token for at, token in enumerate(tokens) if at not in used and token.kind != "name"]
    return Request(tuple(dict.fromkeys(provisions)), _text(text, left))


def _text(text: str, tokens: Sequence[Token]) -> str:
    """Tokens as they were written."""
    return " ".join(text[token.start : token.end] for token in tokens if token.kind != "sign")


# -- parts ----------------------------------------------------------------------------------


def _parts(tokens: Sequence[Token]) -> Iterator[_Part]:
    at = 0
    while at < len(tokens):
        part = _ordinal_part(tokens, at) or _part(tokens, at)
        if part:
            yield part
        at = part.end if part else at + 1


def _part(tokens: Sequence[Token], start: int) -> _Part | None:
    """ "article 12(2)", "paras. 44-46", "preambular paragraph 3", "annex"."""
    read = _unit(tokens, start)
    if read is None:
        return None
    unit, at = read
    while at < len(tokens) and (tokens[at].value in (".", ":", "#", "no", "nos", "number", "numbers")):
        at += 1
    numbers = _list(tokens, at, unit)
    if numbers and not _is_verb(tokens, start, numbers[0]):
        return _Part(unit, numbers[0], start, numbers[1])
    if unit in ("preamble", "annex") and is_unit(tokens[start].value):
        return _Part(unit, ((),), start, read[1])
    return None


def _unit(tokens: Sequence[Token], at: int) -> tuple[_Word, int] | None:
    """The unit that is written at a token, and the token after it."""
    word = tokens[at].value
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if word in ("operative", "sub") and after and (inner := _unit(tokens, _past(tokens, at + 1, "-"))):
        return ("item" if word == "sub" else "paragraph"), inner[1]
    if word in ("n", "nn", "p") and after and after.value == ".":
        return ("page" if word == "p" else "note"), at + 1
    if word == "p" and after and after.kind == "number":
        return "page", at + 1
    if word == "pp" and after and after.value == ".":
        return "page", at + 1
    word = re.sub(r"^(?:sub-?)+", "sub", word)
    unit = _WORDS.get(word) or (_WORDS.get(_SPELLING.mend(word)) if tokens[at].kind == "word" else None)
    if unit == "preamble" and after:
        inner = _unit(tokens, at + 1) if after.kind == "word" else None
        if inner and inner[0] in ("paragraph", "preambular", "item"):
            return "preambular", inner[1]
        if word != "preamble" and after.kind in ("number", "step"):
            return "preambular", at + 1
    if word in ("§", "¶"):
        return "paragraph", _past(tokens, at + 1, word)
    return (unit, at + 1) if unit else None


def _past(tokens: Sequence[Token], at: int, sign: str) -> int:
    return at + 1 if at < len(tokens) and tokens[at].value == sign else at


def _is_verb(tokens: Sequence[Token], at: int, paths: Sequence[Path]) -> bool:
    """ "states note 5 cases" and "part i played" name nothing."""
    return tokens[at].value in ("part", "parts") and paths[0] == ("i",) and at > 0 and tokens[at - 1].value == "the"


def _ordinal_part(tokens: Sequence[Token], start: int) -> _Part | None:
    """ "third preambular paragraph", "second and third paragraphs", "12th article", "the last paragraph"."""
    values, at = [], start
    while at < len(tokens) and (value := _ordinal(tokens[at])):
        values.append(value)
        at += 1
        if at + 1 < len(tokens) and tokens[at].value in ("and", "or", ",", "to") and _ordinal(tokens[at + 1]):
            at += 1
    read = _unit(tokens, at) if values and at < len(tokens) else None
    if read is None or read[0] not in _COUNTED_IN_WORDS or tokens[at].value in _WEAK:
        return None
    unit, end = read
    if end < len(tokens) and tokens[end].value in ("on", "about", "that", "to", "which", "dealing", "published", "was"):
        return None
    paths = [(value,) for value in values]
    if unit == "paragraph" and (steps := _steps(tokens, end)):
        paths, end = [(*path, *steps[0]) for path in paths], steps[1]
    return _Part(unit, tuple(paths), start, end)


def _ordinal(token: Token) -> str:
    if token.kind == "ordinal":
        return token.value[:-2]
    return ORDINALS.get(token.value, "")


# -- numbers --------------------------------------------------------------------------------


def _list(tokens: Sequence[Token], at: int, unit: _Word) -> tuple[tuple[Path, ...], int] | None:
    """The numbers from a token on, with lists and ranges written out, and the token after them."""
    first = _path(tokens, at, unit)
    if first is None:
        return None
    paths, end = [first[0]], first[1]
    while (joiner := _joiner(tokens, end)) is not None:
        following = _path(tokens, joiner[1], unit, before=paths[-1])
        if following is None or _counts_something(tokens, following[1], joiner[0]):
            break
        path, end = following
        if joiner[0] != "and" and (deeper := _deeper(paths[-1], path, unit)):
            paths[-1] = deeper
            continue
        if joiner[0] == "to":
            paths += _between(paths[-1], path)
        paths.append(path)
    return tuple(paths), end


def _deeper(before: Path, path: Path, unit: _Word) -> Path:
    """What follows a comma or dash but goes on the number before: "1, (b), (ii)"; "art. 18, 9", since lists ascend."""
    if path[: len(before)] == before and len(path) > len(before):
        return path
    numbers = (*before, *path[:1])
    if unit == "article" and len(before) == 1 and all(map(str.isdigit, numbers)) and int(numbers[1]) < int(numbers[0]):
        return (*before, *path)
    return ()


def _joiner(tokens: Sequence[Token], at: int) -> tuple[Literal["comma", "and", "to"], int] | None:
    """How a list goes on at a token, and the token after that."""
    start = at
    while at < len(tokens) and at - start < 3 and tokens[at].value in {",", "up", "and", "or", "&", *_TO}:
        at += 1
    values = {token.value for token in tokens[start:at]} - {"up"}
    if not values:
        return None
    return ("to" if values & _TO else "and" if values & _AND else "comma"), at


def _counts_something(tokens: Sequence[Token], at: int, joiner: str) -> bool:
    """ "in article 5, 23 States": the number after a comma counts what follows it."""
    if joiner != "comma" or at >= len(tokens) or tokens[at].kind != "word":
        return False
    word = tokens[at].value
    return word not in ASKING and word not in _AND and word not in _TO and word not in _WORDS


def _path(
    tokens: Sequence[Token], at: int, unit: _Word, before: Path = ()
) -> tuple[Path, int] | None:
    """One number with the steps under it: "12 (2) (c)"; after `before` also a lone "(c)", which takes its place."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if before and token.kind in ("step", "word") and (value := _value(tokens, at, unit, nested=bool(before[1:]))):
        head = _same_level(before, value)
        steps = _steps(tokens, at + 1)
        return ((*head, value, *steps[0]), steps[1]) if steps else ((*head, value), at + 1)
    value = _value(tokens, at, unit, first=True)
    if not value:
        return None
    end = at + 1
    if token.value in CARDINALS and end < len(tokens) and f"{token.value}-{tokens[end].value}" in CARDINALS:
        value, end = CARDINALS[f"{token.value}-{tokens[end].value}"], end + 1
    steps = _steps(tokens, end)
    return ((value, *steps[0]), steps[1]) if steps else ((value,), end)


def _value(tokens: Sequence[Token], at: int, unit: _Word, *, first: bool = False, nested: bool = False) -> str:
    """The number at a token, if a unit is counted so; "" otherwise.

    first   whether it is the first number of a path
    nested  whether it goes on a list of numbers with steps under them
    """
    token = tokens[at]
    if token.kind == "number":
        return token.value if len(token.value.split()[0]) <= _PLAIN else ""
    if token.kind == "step":
        return token.value if unit in ("item", "paragraph", "annex", "note", *_CONTAINERS) or first or nested else ""
    if token.kind != "word":
        return ""
    if token.value in CARDINALS:
        return CARDINALS[token.value]
    if roman(token.value) and unit in ("article", "annex", "item", *_CONTAINERS) and not _goes_on(tokens, at):
        return token.value if unit in ("item", "annex") else str(roman(token.value))
    lettered = unit in ("item", "paragraph", "annex", "note", "section") or nested
    return token.value if len(token.value) == 1 and lettered and not _goes_on(tokens, at) else ""


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single letter is a word of the sentence ("article 5 a State", "i")."""
    if tokens[at].value not in ("a", "i") or at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    if re.fullmatch(r"[a-z]|[ivx]+", after.value):
        return False
    return after.kind in ("word", "opaque") and after.value not in {*_WITHIN, *_AND, *_TO, *_WORDS}


def _steps(tokens: Sequence[Token], at: int) -> tuple[Path, int] | None:
    """The steps under a number: "(2)(c)", ".2.c", " 2 c", "2)c"; None when there are none."""
    steps, end = [], at
    while end < len(tokens) and _is_step(tokens, end):
        steps.append(tokens[end].value)
        end += 1
    return (tuple(steps), end) if steps else None


def _is_step(tokens: Sequence[Token], at: int) -> bool:
    token, before = tokens[at], tokens[at - 1]
    if token.kind in ("step", "dotted"):
        return True
    glued = token.start == before.end
    if token.kind == "word" and (len(token.value) == 1 or form(token.value) == "roman" and len(token.value) < 6):
        return glued or not _goes_on(tokens, at)
    small = token.kind == "number" and len(token.value) <= 2 and before.kind in ("number", "step")
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return small and (after is None or after.kind != "word" or len(after.value) == 1 or after.value in _WITHIN)


def _same_level(before: Path, value: str) -> Path:
    """The steps above a value that goes on a list: (d) after 12(2)(c) stands under 12(2)."""
    for depth in range(len(before) - 1, -1, -1):
        level = before[depth]
        if form(level) == form(value) or {form(level), form(value)} == {"roman", "letter"} and _next(level, value):
            return before[:depth]
    return before


def _next(first: str, second: str) -> bool:
    return len(first) == len(second) == 1 and ord(second) - ord(first) == 1


def _between(first: Path, last: Path) -> list[Path]:
    """The provisions strictly between two ends of a range."""
    low, high, above = first[-1], last[-1], first[:-1]
    if form(low) == form(high) == "number" and low.isdigit() and high.isdigit():
        inner = [str(number) for number in range(int(low) + 1, int(high))]
    elif form(low) == form(high) == "roman" and not (len(high) == 1 and len(low) == 1 and high < low):
        inner = [_in_roman(number) for number in range(roman(low) + 1, roman(high))]
    elif len(low) == len(high) == 1 and low.isalpha() and high.isalpha():
        inner = [chr(code) for code in range(ord(low) + 1, ord(high))]
    else:
        inner = []
    return [(*above, each) for each in inner] if len(inner) <= _MOST else []


def _in_roman(number: int) -> str:
    return "".join(("", "x", "xx", "xxx", "xl", "l")[number // 10] + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10])


# -- chains ---------------------------------------------------------------------------------


def _chains(tokens: Sequence[Token]) -> list[list[_Part]]:
    """Parts that make one provision together: "paragraph 2 of article 12"."""
    chains: list[list[_Part]] = []
    for part in _parts(tokens):
        link = _link(tokens, chains[-1][-1].end, part.start) if chains else ""
        if link == "to" and chains[-1][-1].unit == part.unit:
            chains[-1][-1] = _stretched(chains[-1][-1], part)
        elif link in ("comma", "of", "to") and _fits(chains[-1], part):
            chains[-1].append(part)
        else:
            chains.append([part])
    return chains


def _link(tokens: Sequence[Token], start: int, end: int) -> str:
    """What joins two parts: comma (or nothing), of, and, to; "" when other words stand between."""
    between = [token.value for token in tokens[start:end]]
    if NAME in between:
        between = [value for value in between if value != NAME and value not in _WITHIN]
    values = set(between) - {",", ";", "(", ")", ":", "."}
    if not values:
        return "comma"
    if values <= {"-", "to"} or values == {"through"}:
        return "to"
    if values <= _WITHIN:
        return "of"
    return "and" if values <= _AND | {"-", "to"} else ""


def _fits(chain: Sequence[_Part], part: _Part) -> bool:
    """Whether a part adds to a chain: each rank once, items as often as they are nested."""
    if part.unit == "item":
        return True
    return _RANK[part.unit] not in {_RANK[each.unit] for each in chain} or _in_preamble(chain, part)


def _in_preamble(chain: Sequence[_Part], part: _Part) -> bool:
    return {"preamble", part.unit} == {*(each.unit for each in chain), part.unit} and part.unit == "paragraph"


def _stretched(first: _Part, last: _Part) -> _Part:
    """ "paragraph 44 to paragraph 46" as one part."""
    inner = _between(first.paths[-1], last.paths[0])
    return replace(first, paths=(*first.paths, *inner, *last.paths), end=last.end)


def _stands(chain: Sequence[_Part], tokens: Sequence[Token]) -> bool:
    """Whether a chain names a provision; "item 98" alone may be anything's."""
    words = [tokens[part.start].value for part in chain]
    return not (all(part.unit == "item" for part in chain) and words[0] in _WEAK and not chain[0].paths[0][1:])


def _inherited(chains: Sequence[list[_Part]], tokens: Sequence[Token]) -> Iterator[list[_Part]]:
    """ "article 12, paragraph 1 and paragraph 3": the second chain takes the first's article, or the other way round."""
    for at, chain in enumerate(chains):
        top = min(_RANK[part.unit] for part in chain)
        lent: list[_Part] = []
        for near in (at - 1, at + 1):
            if 0 <= near < len(chains) and not lent and top >= _RANK["paragraph"]:
                one, two = sorted((at, near))
                joined = _link(tokens, chains[one][-1].end, chains[two][0].start) in ("and", "comma")
                ranks = {_RANK[part.unit] for part in chains[near]}
                if joined and top in ranks:
                    lent = [part for part in chains[near] if _RANK[part.unit] < top]
        yield [*lent, *chain]


def _assemble(chain: Sequence[_Part]) -> Iterator[Provision]:
    """The provisions of a chain: its parts put in order by rank, each number with each."""
    items = _items_in_order(chain)
    ordered = sorted((part for part in chain if part.unit != "item"), key=lambda part: _RANK[part.unit])
    annexes: Sequence[Path | None] = [None]
    places: list[tuple[str, str]] = []
    units: list[_Part] = []
    for part in ordered:
        if part.unit == "annex":
            annexes = part.paths
        elif part.unit in _CONTAINERS and part is not ordered[-1]:
            places.append((part.unit, part.paths[0][0]))
        else:
            units.append(part)
    unit = _unit_of(units, items)
    numbers = [part.paths for part in (*units, *items) if part.unit != "preamble"]
    within = () if unit == "article" else tuple(places)
    for annex, *paths in product(annexes, *numbers):
        inner = annex[1:] if annex else ()
        path = (*inner, *(step for each in paths for step in each))
        label = None if annex is None else (annex[0] if annex else "")
        yield Provision("paragraph" if unit == "annex" and path else unit, path, label, within)


def _items_in_order(chain: Sequence[_Part]) -> list[_Part]:
    """Items from the outermost in: "clause (ii) of subparagraph (a)" names the inner one first."""
    items = [part for part in chain if part.unit == "item"]
    first_is_above = chain[0].unit != "item" or len(items) < 2
    return items if first_is_above or chain[-1].unit == "item" and len(items) == len(chain) and _falls(items) else items[::-1]


def _falls(items: Sequence[_Part]) -> bool:
    """Letters stand above roman numbers in the United Nations' own scheme."""
    return form(items[0].paths[0][0]) == "letter" and form(items[-1].paths[0][0]) == "roman"


def _unit_of(units: Sequence[_Part], items: Sequence[_Part]) -> Unit:
    names = [part.unit for part in units]
    if "preamble" in names:
        return "preambular" if len(names) > 1 else "preamble"
    if names:
        return names[0]  # type: ignore[return-value]
    return "paragraph" if items else "annex"


# -- numbers without a word -----------------------------------------------------------------


def _bare(tokens: Sequence[Token]) -> Iterator[tuple[tuple[Path, ...], int, int]]:
    """Numbers that stand for provisions although no word says so, with their tokens."""
    at = 0
    while at < len(tokens):
        read = _list(tokens, at, "article") if tokens[at].kind == "number" else None
        if read and (_has_brackets(tokens[at : read[1]]) or _alone(tokens, at, read[1])):
            yield (read[0], at, read[1])
        at = read[1] if read else at + 1


def _has_brackets(tokens: Sequence[Token]) -> bool:
    return any(token.kind == "step" for token in tokens)


def _alone(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a plain number is all that is said beside the document's name and words of asking."""
    left, right = tokens[:start], tokens[end:]
    named = any(token.kind == "name" for token in (*left[-3:], *right[:3])) or not any(
        token.kind == "name" for token in tokens
    )
    return named and all(
        token.kind in ("name", "sign") or token.value in ASKING for token in (*left, *right)
    )
