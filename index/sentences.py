"""Cuts the prose of UN documents into sentences.

A full stop ends a sentence unless the word before it says otherwise ("para. 7",
"Mr. Annan", "U.S. troops"), the sentence so far is only its own number ("12. The
Committee"), or the text goes on in lower case. It does not cut at colons and
semicolons, and it never changes the text: it gives spans.
"""

from __future__ import annotations

import re
from functools import lru_cache

Span = tuple[int, int]
_TEXTS = 4096  # whose sentences are remembered: other questions come back to the same paragraphs

_STOP = re.compile(r"[.?!…]+[\"'”’»)\]]*(?=\s)")
_NEXT = re.compile(r"\s+[\"'“‘«(\[]*(\S)")
_NEXT_WORD = re.compile(r"\s+[\"'“‘«(\[]*([^\s.,;:!?\"'”’)\]]+)")
_WORD = re.compile(r"[^\s\"'“”‘’«»()\[\],;:]*$")
_ENUMERATOR = re.compile(r"[\"“(\[]*(?:[Aa]rticle\s+|Art\.\s*)?(?:\d{1,4}|[A-Za-z]|[ivxlcIVXLC]{1,6})[.)\]]+")
_ROMAN = re.compile(r"[ivxlcdm]+|[IVXLCDM]+")


def _words(listing: str) -> frozenset[str]:
    return frozenset(listing.split())


# Never end a sentence: what follows belongs to them.
_TITLES = _words("mr mrs ms mme messrs dr prof gen maj col lt capt sgt hon rev amb st e.g i.e viz cf vs v")
# Short for a noun only when its number follows: "the state of the art. The" ends, "art. 5" does not.
_NUMBERED = _words(
    "art arts para paras par no nos vol vols p pp sec secs sect ch chap chaps fig figs n nn reg regs rule "
    "res doc docs add corr rev suppl app ann cl col cols ed op pt pts sess mtg subpara subparas tab"
)
# End a sentence only where an ordinary sentence opener follows.
_DOUBTFUL = _words(
    "etc al inc ltd co corp dept govt univ ed eds trans ibid approx est jan feb mar apr jun jul aug sep sept "
    "oct nov dec jr sr a.m p.m ph.d"
)
_OPENERS = _words(
    "the a an this that these those it its he she they we you there here in on at by for from to of with as "
    "if when while where although though because since after before during until under over both each every "
    "all some many most several such other another no not however moreover furthermore therefore thus also "
    "then finally first second third while but and or yet so our their his her according despite given"
)


@lru_cache(maxsize=_TEXTS)
def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a paragraph as (start, end) spans, end exclusive, in order.

    White space between sentences belongs to none; all else belongs to exactly
    one. "1. States shall act. Para. 2 stays." gives (0, 20) and (21, 34).
    """
    spans: list[Span] = []
    start = _skip_space(text, 0)
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, start, stop):
            spans.append((start, stop.end()))
            start = _skip_space(text, stop.end())
    end = len(text.rstrip())
    if start < end:
        spans.append((start, end))
    return tuple(spans)


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    following = _NEXT.match(text, stop.end())
    if following is None or following[1].islower():
        return False
    if _ENUMERATOR.fullmatch(text, start, stop.end()):
        return False
    if text[stop.start()] != "." or len(stop[0].rstrip("\"'”’»)]")) > 1:
        return True
    word = _WORD.search(text, start, stop.start())
    return word is None or _word_lets_end(word[0], _next_word(text, stop.end()), closed=len(stop[0]) > 1)


def _next_word(text: str, start: int) -> str:
    found = _NEXT_WORD.match(text, start)
    return found[1] if found else ""


def _word_lets_end(word: str, following: str, *, closed: bool) -> bool:
    """Whether `word` and a full stop can end a sentence before `following`; closed: by a bracket or quote."""
    lower = word.lower()
    opener = following.lower() in _OPENERS
    if lower in _TITLES and not closed:
        return False
    if lower in _NUMBERED and _is_number(following):
        return False
    if lower in _DOUBTFUL or _is_initial(word) or _is_dotted(word):
        return opener or closed
    return True


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or "/" in word or _is_initial(word) or _ROMAN.fullmatch(word) is not None


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _is_dotted(word: str) -> bool:
    """ "U.S", "U.N", "J.-P": letters with stops between them, as in an abbreviation."""
    parts = re.split(r"\.-?", word)
    return len(parts) > 1 and all(len(part) == 1 and part.isalpha() for part in parts)
