"""Inline markup of text files: emphasis, links, tags and raised numbers out, words and note marks kept.

Pure. One line or paragraph at a time; block structure is read_text's.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from .blocks import Mark

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_TOKEN = re.compile(
    rf"""
    (?P<escape>\\{{1,2}}[_$&%\#]|\\[\\`*_{{}}\[\]()\#+\-.!$&%~<>|])
  | <sup[^>]*>\s*(?P<sup>[^<]{{0,12}}?)\s*</sup>
  | \[\^(?P<footref>[^\]\s]+)\](?!:)
  | (?P<image>!\[[^\]]*\]\([^)]*\))
  | \[(?P<link>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:<[^>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+"[^"]*")?\)
  | <(?P<url>(?:https?://|mailto:)[^>\s]+)>
  | (?P<tag></?(?:a|b|i|u|em|strong|span|sub|small|font|br|p|div|center|cite|q|mark|code)(?:\s[^>]*)?/?>)
  | (?P<raised>[{RAISED}]+)
  | (?P<entity>&(?:\#\d+|\#x[0-9a-fA-F]+|[a-zA-Z]{{2,8}});)
  | (?P<emphasis>(?<![*\w])\*{{1,3}}(?=[^\s*])|(?<=[^\s*])\*{{1,3}}(?![*\w])|(?<=[^\s*\\])\*{{1,3}}(?=\w)
      |(?<![\w_])_{{1,2}}(?=[^\s_])|(?<=[^\s_])_{{1,2}}(?![\w_]))
    """,
    re.VERBOSE,
)
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3}|[a-z])$")
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d(])(?:[kcmd]?m|ft|in|CO|W/m)$")


@dataclass(frozen=True, slots=True)
class Inline:
    """A cleaned piece: text with single spaces, its marks, and whether all of it is bold or italic."""

    text: str
    marks: tuple[Mark, ...]
    bold: bool
    italic: bool


def clean_inline(raw: str) -> Inline:
    """Take inline markup out of one block.

    >>> clean_inline("as **said** before.<sup>12</sup> See [it](x.md)")
    Inline(text='as said before. See it', marks=(Mark(label='12', start=15),), bold=False, italic=False)
    """
    stars = _paired(raw)
    parts: list[str | Mark] = []
    _tokens(raw, stars, parts)
    text, marks = _assemble(parts)
    wrapped = re.fullmatch(r"(\*{1,3}|_{1,2})(?=\S)(.+?)(?<=\S)\1:?\s*", raw.strip())
    solid = wrapped is not None and wrapped[1] not in wrapped[2]
    depth = len(wrapped[1]) if wrapped and solid else 0
    return Inline(text, marks, bold=depth >= 2, italic=depth in (1, 3))


def _paired(raw: str) -> bool:
    """Whether the asterisks of a line open and close; an odd one is a note mark."""
    return len(re.findall(r"(?<!\\)\*+", raw)) % 2 == 0


def _tokens(raw: str, paired: bool, parts: list[str | Mark]) -> None:
    at = 0
    for found in _TOKEN.finditer(raw):
        parts.append(raw[at : found.start()])
        at = found.end()
        parts.extend(_replacement(found, raw, paired))
    parts.append(raw[at:])


def _replacement(found: re.Match[str], raw: str, paired: bool) -> list[str | Mark]:
    kind, value = found.lastgroup, found[found.lastgroup or 0]
    if kind == "escape":
        return [value[-1]]
    if kind in ("sup", "raised", "footref"):
        several = re.fullmatch(r"\d{1,3}(?:\s*[,;]\s*\d{1,3})+", value)
        pieces = re.split(r"\s*[,;]\s*", value) if several else [value]
        return [_raised(each, raw[: found.start()], raw[found.end() :]) for each in pieces]
    if kind == "link":
        inner: list[str | Mark] = []
        _tokens(value, _paired(value), inner)
        return inner
    if kind == "url":
        return [value]
    if kind == "tag":
        return [" " if value.lower().startswith(("<br", "<p", "</p", "<div", "</div")) else ""]
    if kind == "entity":
        return [html.unescape(value)]
    if kind == "emphasis" and not paired and set(value) == {"*"} and _closes_word(found, raw):
        return [Mark(value, 0)]
    return []


def _raised(value: str, before: str, after: str) -> str | Mark:
    """A raised piece: a note mark, or part of the text (10th, km²)."""
    label = value.translate(SUPERSCRIPTS)
    if not _MARK.match(label) or (label in ("2", "3") and _UNIT_BEFORE.search(before)):
        return value
    if re.match(r"[A-Za-z]", after) and label.isalpha():
        return value
    return Mark(label, 0)


def _closes_word(found: re.Match[str], raw: str) -> bool:
    after = raw[found.end() : found.end() + 1]
    return found.start() > 0 and not raw[found.start() - 1].isspace() and not after.isalnum()


def _assemble(parts: list[str | Mark]) -> tuple[str, tuple[Mark, ...]]:
    """Join the pieces, folding white space; marks get the offset where they stood."""
    text, marks = "", []
    for part in parts:
        if isinstance(part, Mark):
            marks.append(Mark(part.label, len(text.rstrip())))
            continue
        folded = re.sub(r"\s+", " ", part.replace("\u00ad", ""))
        text += folded.lstrip() if not text or text.endswith(" ") else folded
    text = text.rstrip()
    return text, tuple(Mark(mark.label, min(mark.start, len(text))) for mark in marks)
