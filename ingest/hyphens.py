"""Joins the lines of a paragraph into one text and mends the words cut at line ends.

Whether a hyphen at a line end is the word's own is asked of the document
itself: which form occurs elsewhere in it. It uses no dictionary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocks import Mark
from .lines import Line

_SOFT = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_HEAD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[-/.=&_?%#]$")
_SYMBOL = re.compile(r"(?:^|[\s(])[A-Z]{1,6}(?:/[\w.()-]+)*/$")
_MANY_CUTS = 0.04  # of all lines: own hyphens come to stand at the line end less often than that
_HANGING = ("and", "or", "to")  # "pre- and post-trial"
_OWN_HYPHEN = re.compile(
    r"(?:all|anti|co|counter|cross|ex|extra|far|half|high|intra|long|low|macro|micro|mid|multi|neo|non|post|"
    r"pre|pro|quasi|self|semi|short|socio|vice|well)$"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often each word stands whole in the document, and whether the document cuts words.

    cuts  false where hyphens at line ends are nearly always the words' own
    """

    words: Counter[str]
    cuts: bool

    def keeps_hyphen(self, head: str, tail: str) -> bool:
        """Whether head + "-" at a line end and tail on the next line are one hyphenated word."""
        if tail[:1].isupper() and not head.isupper():
            return True
        first, whole = head.lower(), f"{head}{tail}".lower()
        apart, joined = self.words[f"{first}-{tail.lower()}"], self.words[whole]
        if apart != joined:
            return apart > joined  # what the document does with this very word tells most
        if not self.cuts or _OWN_HYPHEN.match(first) or "-" in first:
            return True
        return len(first) > 2 and len(tail) > 2 and bool(self.words[first] and self.words[tail.lower()])


def learn_words(lines: Sequence[Line]) -> Vocabulary:
    """The vocabulary of the document's lines; pieces of words at line ends are left out."""
    words: Counter[str] = Counter()
    ends = list[tuple[str, str]]()
    previous = ""
    for line in lines:
        tail = _TAIL.search(previous)
        head = _HEAD.match(line.text)
        found = [each.lower() for each in _WORD.findall(line.text)]
        if tail and head:
            ends.append((tail[1].lower(), head[0].lower()))
            found = found[1:]
        words.update(found[:-1] if line.text.endswith("-") else found)
        previous = line.text
    cut = sum(words[a + b] > words[f"{a}-{b}"] for a, b in set(ends))
    own = sum(words[f"{a}-{b}"] > words[a + b] for a, b in set(ends))
    many = len(ends) > _MANY_CUTS * len(lines)
    return Vocabulary(words, 3 * cut >= own and (cut > 0 or many))


def join_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[str, tuple[Mark, ...]]:
    """The text of lines that follow each other and the marks at their places in it."""
    text, marks = "", list[Mark]()
    for line in lines:
        text = _ready(text, line.text, vocabulary)
        marks += [replace(mark, start=mark.start + len(text)) for mark in line.marks if line.text]
        if not line.text:
            marks += [replace(mark, start=len(text.rstrip())) for mark in line.marks]
        text += line.text
    text = text.replace(_SOFT, "") if _SOFT in text and not marks else text
    return text.rstrip(), tuple(replace(mark, start=min(mark.start, len(text.rstrip()))) for mark in marks)


def _ready(text: str, following: str, vocabulary: Vocabulary) -> str:
    """The text so far as the next line's text may be put straight after it."""
    if not text or not following:
        return text
    if text.endswith(_SOFT):
        return text[:-1]
    if _ADDRESS.search(text) or _SYMBOL.search(text):
        return text
    tail, head = _TAIL.search(text), _HEAD.match(following)
    if tail and head:
        if head[0] in _HANGING:
            return text + " "
        return text if vocabulary.keeps_hyphen(tail[1], head[0]) else text[:-1]
    if text.endswith("—") or (text.endswith(("-", "–")) and text[-2:-1].strip() and following[0].isalnum()):
        return text
    return text + " "
