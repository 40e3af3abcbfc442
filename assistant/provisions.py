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
from itertools import product, takewhile
from typing import Literal

from ingest import roman

from .asked_notes import asks_notes
from .bare_numbers import bare_numbers, behind_name
from .paths import Path, between, read_paths, read_steps
from .tokens import CARDINALS, FROM_THE_END, NAME, ORDINALS, Token, cut, form, spell_numbers
from .units import AND, BULLETS, CONTAINERS, RANK, WEAK, WITHIN, UnitWord, is_unit, read_unit

Unit = Literal[
    "article",
    "paragraph",
    "preambular",
    "note",
    "page",
    "annex",
    "preamble",
    "part",
    "chapter",
    "section",
    "table",
    "operative",
    "number",
]

# "79/258 A, para. 3", "79/258, II.B, para. 4": the part or section right behind a document's name
_BEHIND_NAME = re.compile(
    rf"(?<={NAME})(?P<gap>[\s,]+)(?P<number>[A-H]|[IVX]+(?:\.[A-Z])?)"
    r"(?=\s*,?\s*(?:(?:op|pp|pars?|paras?|paragraphs?|preambular|operative|sect?|sections?)\b|§|¶))"
)
_OF_ITS_OWN = frozenset(
    str.split("on about that to which dealing published was")
)  # "the first article about piracy"
_BEFORE_NUMBER = (".", ":", "#", "-", "no", "nos", "number", "numbers", "s")  # "art.s 5 and 6"
_KINDS = frozenset(str.split("convention protocol treaty charter statute covenant resolution report paper"))
_COUNTED_IN_WORDS = frozenset({"article", "paragraph", "preambular", "item", "annex", "chapter"})


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision asked for.

    unit    what the number counts; "number" for one written without a word
            ("UNCAC 12"), which is an article of a treaty and a paragraph elsewhere
    path    the numbers, outermost first, lower case: ("12", "2", "c"); "last" for the last, "#3" for the
            third item whatever its number
    annex   None outside annexes, "" for an annex without number, "ii" for annex II
    within  part, chapter and section around it: (("part", "5"), ("section", "b"))
    """

    unit: Unit
    path: Path
    annex: str | None = None
    within: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """The provisions of a question, in its order, and the rest of its words.

    notes  whether it is their footnotes that are asked for: "the footnote to paragraph 6"
    """

    provisions: tuple[Provision, ...]
    rest: str
    notes: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """One unit with its numbers, and the tokens [start, end) that say so."""

    unit: UnitWord
    paths: tuple[Path, ...]
    start: int
    end: int


def parse_request(text: str, *, bare: bool = False) -> Request:
    """Find the provisions in a question.

    The text must not hold the document's own name any more; NAME may stand in its place.
    bare  whether a number without a word before it counts ("12(2)(c)"), which
          it does only where the question names a document

    >>> parse_request("paragraph 2 (c) of article 12").provisions[0].path
    ('12', '2', 'c')
    """
    text = _BEHIND_NAME.sub(_worded, spell_numbers(text))
    tokens = cut(text)
    chains = [chain for chain in _chains(tokens) if _stands(chain, tokens)]
    used = {at for chain in chains for at in range(chain[0].start, chain[-1].end)}
    provisions = [each for chain in _inherited(chains, tokens) for each in _assemble(chain)]
    if bare and provisions and all(part.unit in ("item", "paragraph") for chain in chains for part in chain):
        above, start, end = behind_name(tokens)
        if above:
            provisions = [Provision("number", (*path, *each.path)) for path in above for each in provisions]
        used |= set(range(start, end))
    if bare and not provisions:
        for paths, start, end in bare_numbers(tokens):
            provisions += [Provision("number", path) for path in paths]
            used |= set(range(start, end))
    left = [token for at, token in enumerate(tokens) if at not in used and token.kind != "name"]
    return Request(
        tuple(dict.fromkeys(provisions)),
        _text(text, left),
        asks_notes(tokens, [chain[0].start for chain in chains]),
    )


def _worded(found: re.Match[str]) -> str:
    unit = "section" if roman(found["number"].partition(".")[0]) and found["number"] not in "CD" else "part"
    return f"{found['gap']}{unit} {found['number']},"


def _text(text: str, tokens: Sequence[Token]) -> str:
    """Tokens as they were written."""
    return " ".join(text[token.start : token.end] for token in tokens if token.kind != "sign")


# -- parts ----------------------------------------------------------------------------------


def _parts(tokens: Sequence[Token]) -> Iterator[_Part]:
    at, before, several = 0, None, False
    while at < len(tokens):
        part = _ordinal_part(tokens, at) or _part(tokens, at, several) or _steps_part(tokens, at)
        if part is None and several and before:
            part = _resumed(tokens, at, before)
        if part:
            yield part
            before = part
            several = several or (part.unit == "article" and tokens[part.start].value.endswith("s"))
        at = part.end if part else at + 1


def _resumed(tokens: Sequence[Token], at: int, before: _Part) -> _Part | None:
    """ "18 ..." of "articles 16 (paras. 1 and 3) and 18 (para. 2)": it goes on the list of articles."""
    joiners = {token.value for token in tokens[before.end : at]}
    joined = joiners <= {*AND, ",", ";", "(", ")"} and not joiners.isdisjoint({*AND, ")"})
    if before.unit == "article" or not joined or tokens[at].kind != "number":
        return None
    numbers = read_paths(tokens, at, "article")
    return _Part("article", numbers[0], at, numbers[1]) if numbers else None


def _part(tokens: Sequence[Token], start: int, in_list: bool) -> _Part | None:
    """ "article 12(2)", "paras. 44-46", "preambular paragraph 3", "annex".

    in_list  whether it stands in a list of articles: "articles 12, paragraph 2, and 14" has one paragraph
    """
    read = read_unit(tokens, start)
    if read is None:
        return None
    unit, at = read
    while at < len(tokens) and tokens[at].value in _BEFORE_NUMBER:
        at += 1
    single = in_list and unit == "paragraph" and not tokens[start].value.endswith("s")
    numbers = _stars(tokens, at, unit) or read_paths(tokens, at, unit, single=single)
    if numbers and not _is_verb(tokens, start, numbers[0]):
        return _Part(unit, numbers[0], start, numbers[1])
    if unit == "operative" or (unit in ("preamble", "annex") and is_unit(tokens[start].value)):
        return _Part(unit, ((),), start, read[1])
    return None


def _stars(tokens: Sequence[Token], at: int, unit: UnitWord) -> tuple[tuple[Path, ...], int] | None:
    """The mark of a note that has no number: "footnote **"."""
    marks = "".join(takewhile("*".__eq__, (token.value for token in tokens[at:])))
    return (((marks,),), at + len(marks)) if marks and unit == "note" else None


def _steps_part(tokens: Sequence[Token], start: int) -> _Part | None:
    """ "(a) and (b)" before "of article 14(1)"."""
    behind_number = start > 0 and tokens[start - 1].kind in ("number", "step", "dotted")  # "16(10) of"
    numbers = (
        read_paths(tokens, start, "item") if tokens[start].kind == "step" and not behind_number else None
    )
    if numbers is None or numbers[1] + 1 >= len(tokens) or tokens[numbers[1]].value != "of":
        return None
    of = numbers[1] + 1
    follows = tokens[of].kind == "name" or read_unit(tokens, of)
    return _Part("item", numbers[0], start, numbers[1]) if follows else None


def _is_verb(tokens: Sequence[Token], at: int, paths: Sequence[Path]) -> bool:
    """ "states note 5 cases" and "part i played" name nothing."""
    return (
        tokens[at].value in ("part", "parts")
        and paths[0] == ("i",)
        and at > 0
        and tokens[at - 1].value == "the"
    )


def _ordinal_part(tokens: Sequence[Token], start: int) -> _Part | None:
    """ "third preambular paragraph", "second and third paragraphs", "12th article", "the last paragraph"."""
    values, at = [], start
    while at < len(tokens) and (value := _ordinal(tokens[at])):
        values.append(value)
        at += 1
        joined = at
        while joined < len(tokens) and tokens[joined].value in ("and", "or", ",", "to", "the"):
            joined += 1
        if joined < len(tokens) and _ordinal(tokens[joined]):
            at = joined
    if values in (["1"], ["last"]) and at < len(tokens) and tokens[at].value in CARDINALS:
        values = _several(values[0], int(CARDINALS[tokens[at].value]))
        at += 1
    read = read_unit(tokens, at) if values and at < len(tokens) else None
    if read is None or read[0] not in _COUNTED_IN_WORDS:
        return None
    unit, end = read
    if tokens[at].value in WEAK and not _within_unit(tokens, end):
        return None
    if end < len(tokens) and tokens[end].value in _OF_ITS_OWN and tokens[at].value not in BULLETS:
        return None
    paths: list[Path] = [(f"#{value}" if unit == "item" else value,) for value in values]
    if unit == "paragraph" and (steps := read_steps(tokens, end)):
        paths, end = [(*path, *steps[0]) for path in paths], steps[1]
    return _Part(unit, tuple(paths), start, end)


def _several(end: str, count: int) -> list[str]:
    """The numbers of "the first four articles" and "the last two"; of the last no more than have words."""
    if end == "1":
        return [str(number) for number in range(1, count + 1)]
    return [word for word, at in reversed(FROM_THE_END.items()) if at >= -count]


def _within_unit(tokens: Sequence[Token], at: int) -> bool:
    """Whether "of article 12" follows."""
    start = at
    while at < len(tokens) and tokens[at].value in WITHIN:
        at += 1
    return start < at < len(tokens) and read_unit(tokens, at) is not None


def _ordinal(token: Token) -> str:
    if token.kind == "ordinal":
        return token.value[:-2]
    return ORDINALS.get(token.value, "")


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
        between = [value for value in between if value != NAME and value not in WITHIN | _KINDS]
    values = set(between) - {",", ";", "(", ")", ":", "."}
    if not values:
        return "comma"
    if values <= {"-", "to"} or values == {"through"}:
        return "to"
    if values <= WITHIN:
        return "of"
    return "and" if values <= AND | {"-", "to"} else ""


def _fits(chain: Sequence[_Part], part: _Part) -> bool:
    """Whether a part adds to a chain: each rank once, items as often as they are nested."""
    if part.unit == "item":
        return True
    return RANK[part.unit] not in {RANK[each.unit] for each in chain} or _in_preamble(chain, part)


def _in_preamble(chain: Sequence[_Part], part: _Part) -> bool:
    return {"preamble", part.unit} == {*(each.unit for each in chain), part.unit} and part.unit == "paragraph"


def _stretched(first: _Part, last: _Part) -> _Part:
    """ "paragraph 44 to paragraph 46" as one part."""
    inner = between(first.paths[-1], last.paths[0])
    return replace(first, paths=(*first.paths, *inner, *last.paths), end=last.end)


def _stands(chain: Sequence[_Part], tokens: Sequence[Token]) -> bool:
    """Whether a chain names a provision; "item 98" alone may be anything's."""
    words = [tokens[part.start].value for part in chain]
    return not (all(part.unit == "item" for part in chain) and words[0] in WEAK and not chain[0].paths[0][1:])


def _inherited(chains: Sequence[list[_Part]], tokens: Sequence[Token]) -> Iterator[list[_Part]]:
    """ "article 12, paragraph 1 and paragraph 3": the second chain takes the first's article, or the other way round."""
    for at, chain in enumerate(chains):
        top = min(RANK[part.unit] for part in chain)
        lent: list[_Part] = []
        for near in (at - 1, at + 1):
            if 0 <= near < len(chains) and not lent and top >= RANK["paragraph"]:
                one, two = sorted((at, near))
                joined = _link(tokens, chains[one][-1].end, chains[two][0].start) in ("and", "comma")
                ranks = {RANK[part.unit] for part in chains[near]}
                if joined and top in ranks:
                    lent = [part for part in chains[near] if RANK[part.unit] < top]
        yield [*lent, *chain]


def _assemble(chain: Sequence[_Part]) -> Iterator[Provision]:
    """The provisions of a chain: its parts put in order by rank, each number with each."""
    chain = _sections_as_paragraphs(chain)
    if len(chain) > 1 and _ends_list(chain[0], chain[1]):
        yield from _assemble([replace(chain[0], paths=chain[0].paths[:-1])])
        chain = [replace(chain[0], paths=chain[0].paths[-1:]), *chain[1:]]
    items = _items_in_order(chain)
    ordered = sorted((part for part in chain if part.unit != "item"), key=lambda part: RANK[part.unit])
    annexes: Sequence[Path | None] = [None]
    places: list[tuple[str, str]] = []
    units: list[_Part] = []
    for part in ordered:
        if part.unit == "annex":
            annexes = part.paths
        elif part.unit in CONTAINERS and part is not ordered[-1]:
            places += [(part.unit, step) for step in part.paths[0]]
        else:
            units.append(part)
    unit = _unit_of(units, items)
    numbers = [part.paths for part in (*units, *items) if part.unit not in ("preamble", "operative")]
    within = () if unit == "article" else tuple(places)
    for annex, paths in product(annexes, product(*numbers)):
        inner = annex[1:] if annex else ()
        path = (*inner, *(step for each in paths for step in each))
        label = None if annex is None else (annex[0] if annex else "")
        yield Provision("paragraph" if unit == "annex" and path else unit, path, label, within)


def _ends_list(articles: _Part, part: _Part) -> bool:
    """Whether one paragraph stands behind several articles: "articles 8, 9 and 10, paragraph 2" has it of the last."""
    several = articles.unit == "article" and len(articles.paths) > 1
    return several and part.unit == "paragraph" and len(part.paths) == 1 and part.start >= articles.end


def _sections_as_paragraphs(chain: Sequence[_Part]) -> Sequence[_Part]:
    """Sections behind an article are its paragraphs: "article 26, section 1"; one before it holds the article."""
    if [part.unit for part in chain[:2]] != ["article", "section"]:
        return chain
    return [chain[0], replace(chain[1], unit="paragraph"), *chain[2:]]


def _items_in_order(chain: Sequence[_Part]) -> list[_Part]:
    """Items from the outermost in, whichever is written first: numbers, letters, roman numbers."""
    items = [part for part in chain if part.unit == "item"]
    return sorted(items, key=lambda part: ("number", "letter", "roman").index(form(part.paths[0][0])))


def _unit_of(units: Sequence[_Part], items: Sequence[_Part]) -> Unit:
    names = [part.unit for part in units]
    if "preamble" in names:
        return "preambular" if len(names) > 1 else "preamble"
    if names:
        return names[0]  # type: ignore[return-value]
    return "paragraph" if items else "annex"
