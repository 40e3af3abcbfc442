"""Units: the words that count provisions ("article", "paras.", "OP"), and the words of asking beside them.

Pure. It reads which unit is written at a token, in words or misspelt; its
numbers are read by paths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ingest import roman

from .spelling import Spelling
from .tokens import CARDINALS, ORDINALS, Token

UnitWord = Literal[
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
    "item",
    "table",
    "operative",
]

ASKING = frozenset(
    str.split(
        """a about according an and are as at both by can cite could do does exact exactly find for from full give
        go has have hello hi how i in is it lay line look lookup me mean means need of on our out please plz
        pls provide provides prescribe prescribes provision provisions quote read regulate regulates require
        required requirement requires respectively s say saying says see set show source state stated states tell text
        thanks that the there thing this thx to under up us verbatim want was what what's whats where which
        with word wording words content contents contain contains cover covers concern concerns behind
        section article articles paragraph paragraphs para deal deals actually original english document
        called titled entitled version same explain explains summarise summarize paraphrase recite and between its be print display open get fetch
        add adds compare compared comparing comparison contrast differ differs difference differences different versus
        vs against"""
    )
)
"""Words that ask for a text without saying anything about its content."""

_LISTED: dict[UnitWord, str] = {
    "article": "article articles art arts",
    "paragraph": "paragraph paragraphs para paras para's par pars abs op ops § ¶",
    "preambular": "pp pps recital recitals",
    "preamble": "preamble preambular preambulatory perambulatory",
    "note": "footnote footnotes fn fns ftn note notes endnote endnotes",
    "page": "page pages pg pgs",
    "annex": "annex annexe annexes appendix appendices schedule",
    "part": "part parts",
    "chapter": "chapter chapters chap chaps ch",
    "section": "section sections sec sect",
    "item": """subparagraph subparagraphs subpara subparas subitem
        sub-item subsection sub-section subclause sub-clause clause clauses item items point points letter letters lit litt lett
        bullet bullets indent indents tiret tirets""",
    "table": "table tables",
}
_WORDS = {word: unit for unit, words in _LISTED.items() for word in words.split()}
_SPELLING = Spelling(
    word
    for word in _WORDS
    if len(word) > 5 and word not in ("points", "letter", "letters", "clauses", "bullet", "tables")
)

_NO_UNIT = frozenset(("charter", "charters"))  # however near to "chapter"

RANK: dict[UnitWord, int] = {
    "annex": 0, "part": 1, "chapter": 2, "section": 3, "preamble": 4, "article": 4,
    "paragraph": 5, "preambular": 5, "note": 5, "page": 5, "table": 5,
    "operative": 5, "item": 6,
}  # fmt: skip
"""The order in which the units of one provision stand, outermost first."""

CONTAINERS: tuple[UnitWord, ...] = ("part", "chapter", "section")
"""Units that hold articles or paragraphs without being part of their numbers."""

WEAK = frozenset(str.split("item items point points letter letters lit subitem"))
"""Words that count parts of a provision, but alone may count anything."""

BULLETS = frozenset(str.split("bullet bullets bulleted indent indents tiret tirets"))
"""Words for items that have no number, counted by their order."""

WITHIN = frozenset(str.split("of in to under from within the this that said present its ' 's"))
"""Words that put one unit into another: "paragraph 2 of the article"."""

AND = frozenset(("and", "or", "&", "+", "/", "as", "well", "plus"))
"""Words that set provisions side by side."""

TO = frozenset(("-", "to", "through", "until"))
"""Words and signs that join the ends of a range."""


def is_unit(word: str) -> bool:
    """Whether a word, in lower case, counts provisions: "article", "paras"."""
    return word in _WORDS


def counts_provisions(words: Sequence[str], at: int) -> bool:
    """Whether a word is a unit of provisions or the number of one: "the fourth recital", "para. 30"."""
    if words[at] in ORDINALS or words[at] in CARDINALS or (words[at].isdigit() and len(words[at]) < 4):
        return any(is_unit(each) or each in ("operative", "n") for each in words[max(0, at - 1) : at + 2])
    return is_unit(words[at])


def is_strange(word: str) -> bool:
    """Whether a word that no name has may yet be one of a name's: none of asking, no unit and no number."""
    known = word in ASKING or is_unit(word) or word in ORDINALS or word in CARDINALS
    return word.isalpha() and len(word) > 2 and not known


def content_words(text: str) -> tuple[str, ...]:
    """The words of a text that are neither words of asking nor units."""
    words = re.findall(r"[^\W\d_]+", text)
    return tuple(
        word for word in words if len(word) > 1 and word.lower() not in ASKING and not is_unit(word.lower())
    )


def read_unit(tokens: Sequence[Token], at: int) -> tuple[UnitWord, int] | None:
    """The unit that is written at a token, and the token after it."""
    word = tokens[at].value
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if (
        word == "sub"
        and after
        and (after.kind in ("number", "step") or (len(after.value) == 1 and after.value.isalpha()))
    ):
        return "item", at + 1
    if word == "operative" and after and after.value in ("part", "text", "section"):
        return "operative", at + 2
    if word in ("bullet", "bulleted") and after and after.value in ("point", "points"):
        return "item", at + 2
    if word in ("operative", "sub") and after and (inner := read_unit(tokens, _past(tokens, at + 1, "-"))):
        return ("item" if word == "sub" else "paragraph"), inner[1]
    if word in ("let", "definition") and after and (after.value == "." or after.kind == "step"):
        return "item", _past(tokens, at + 1, ".")
    if (
        word in ("no", "nr", "number")
        and at
        and _is_number(tokens[at - 2 if tokens[at - 1].value == "," else at - 1])
    ):
        inner_at = _past(tokens, at + 1, ".")
        counted = inner_at < len(tokens) and (
            tokens[inner_at].kind == "number" or roman(tokens[inner_at].value)
        )
        return ("item", inner_at) if counted else None
    if word in ("o", "p") and [each.value for each in tokens[at + 1 : at + 3]] == [".", "p"]:
        return ("paragraph" if word == "o" else "preambular"), _past(tokens, at + 3, ".")
    if word in ("n", "nn", "p") and after and after.value == ".":
        return ("page" if word == "p" else "note"), at + 1
    if word == "p" and after and after.kind == "number":
        return "page", at + 1
    if word == "pp" and after and after.value == ".":
        return "page", at + 1
    word = re.sub(r"^(?:sub-?)+", "sub", word)
    misspelt = tokens[at].kind == "word" and word not in _NO_UNIT
    unit = _WORDS.get(word) or (_WORDS.get(_SPELLING.mend(word)) if misspelt else None)
    if unit == "preamble" and after:
        inner = read_unit(tokens, at + 1) if after.kind == "word" else None
        if inner and inner[0] in ("paragraph", "preambular", "item"):
            return "preambular", inner[1]
        if word != "preamble" and after.kind in ("number", "step"):
            return "preambular", at + 1
    if word in ("§", "¶"):
        return "paragraph", _past(tokens, at + 1, word)
    return (unit, at + 1) if unit else None


def _is_number(token: Token) -> bool:
    return token.kind in ("number", "step") or (len(token.value) == 1 and token.value.isalpha())


def _past(tokens: Sequence[Token], at: int, sign: str) -> int:
    return at + 1 if at < len(tokens) and tokens[at].value == sign else at
