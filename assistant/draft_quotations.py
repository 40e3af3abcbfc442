"""The wording of a quotation in a draft: where the library has it, exactly or nearly, and what differs.

Pure. Words left out under an ellipsis and words put in under square brackets
are a writer's right: what stands between them must be exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Literal

from index import split_terms
from ingest import Document, Paragraph

from .concordance import Concordance, Place, dense
from .gate import find_fragments, normalise

_LIKE = 0.58  # a place less like a quotation than this is another passage
_LEFT_OUT = re.compile(r"\[\s*(?:\.\s?){3}\s*\]|\[\s*…\s*\]|\(\s*(?:…|\.{3})\s*\)|…|(?:\.\s?){3,}")
_PUT_IN = re.compile(r"\[[^\]]*\]")
_CAPITAL = re.compile(r"\[([A-Za-z])\](?=\w)")
_ESCAPE = re.compile(r"\\([\[\]$_*])")  # Markdown's, which text files keep
_MOST = 4  # places told apart
_EDGE = 6  # words of the source shown for those that a draft has put at either end


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: the same in both, deleted from the source, or inserted by the draft."""

    kind: Literal["same", "deleted", "inserted"]
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A place of the library that a quotation comes from.

    text     the source's words, "" for all of the paragraphs
    changes  how the draft differs from it, () when it does not
    """

    document: Document
    paragraphs: tuple[Paragraph, ...]
    text: str = ""
    changes: tuple[Change, ...] = ()
    note: str = ""


def check_wording(words: str, concordance: Concordance, cited: Sequence[Place] = ()) -> tuple[Checked, ...]:
    """The places that a quotation comes from: all exact ones, or the nearest ones; () when none is near.

    cited  places that the draft gives; where the words stand in one of them, no other is looked for
    """
    fragments = tuple(_fragments(words))
    if not fragments:
        return ()
    plain = _ESCAPE.sub(r"\1", words)
    places = concordance.places(plain)
    if whole := [each for place in (*cited, *places) if (each := _exact((plain,), place))]:
        inside = [each for each in whole if any(each.paragraphs == place.paragraphs for place in cited)]
        return tuple(inside or _shortest(whole))
    if right := [each for place in cited if (each := _exact(fragments, place))]:
        return tuple(right)
    longest = max(fragments, key=len)
    if len(fragments) > 1:
        places = (*concordance.places(" ".join(fragments)), *concordance.places(longest))
    exact = [each for place in places if (each := _exact(fragments, place))]
    if exact:
        return tuple(_shortest(exact))
    near = [place for place in places if place.likeness >= _LIKE and _shares_matter(words, place)]
    if len(fragments) == 1:
        return tuple(_altered(words, place) for place in near[:_MOST])
    return tuple(_altered_fragment(fragments, place) for place in places[:1] if place.likeness >= _LIKE / 2)


def _shares_matter(words: str, place: Place) -> bool:
    """Whether at least half of the telling words are there, not "is for the" alone."""
    telling = set(split_terms(words))
    there = {term for each in place.paragraphs for term in split_terms(each.words)}
    return 2 * len(telling & there) >= len(telling)


def _fragments(words: str) -> Iterator[str]:
    """The pieces of a quotation between what the writer left out or put in."""
    opened = _CAPITAL.sub(r"\1", _ESCAPE.sub(r"\1", words))
    for piece in re.split(rf"{_LEFT_OUT.pattern}|{_PUT_IN.pattern}", opened):
        if re.search(r"\w", piece):
            yield piece.strip()


def _exact(fragments: Sequence[str], place: Place) -> Checked | None:
    """The place where all pieces stand in their order; a capital at the beginning is free."""
    for paragraphs in _readings(place):
        for first in dict.fromkeys((fragments[0], _other_case(fragments[0]))):
            for text in paragraphs:
                spans = find_fragments((first, *fragments[1:]), text)
                if spans:
                    quoted = text[spans[0].start : spans[-1].end]
                    note = "words are left out" if len(fragments) > 1 else ""
                    return Checked(place.document, place.paragraphs, quoted, (), note)
    return None


def _readings(place: Place) -> Iterator[tuple[str, ...]]:
    """The text of a place with and without the printed numbers at the heads of its paragraphs."""
    with_numbers = " ".join(each.text for each in place.paragraphs)
    without = " ".join(each.words for each in place.paragraphs)
    yield tuple(dict.fromkeys((without, with_numbers)))


def _other_case(text: str) -> str:
    return re.sub(r"[A-Za-z]", lambda found: found[0].swapcase(), text, count=1)


def _shortest(exact: Sequence[Checked]) -> list[Checked]:
    """Of places of one document that lie in one another the shortest only."""
    fewest = {
        each.document.id: min(len(e.paragraphs) for e in exact if e.document.id == each.document.id)
        for each in exact
    }
    return [each for each in exact if len(each.paragraphs) == fewest[each.document.id]]


# -- what differs ---------------------------------------------------------------------------


def _altered(words: str, place: Place) -> Checked:
    source, changes = compare(words, " ".join(each.words for each in place.paragraphs))
    return Checked(place.document, place.paragraphs, source, changes, _note(changes))


def _altered_fragment(fragments: Sequence[str], place: Place) -> Checked:
    """The first piece that does not stand there, compared with what does."""
    text = " ".join(each.words for each in place.paragraphs)
    wrong = next((each for each in fragments if not find_fragments((each,), text)), fragments[0])
    source, changes = compare(wrong, text)
    if all(each.kind == "same" for each in changes):
        changes = (Change("deleted", source), Change("inserted", wrong))
    return Checked(place.document, place.paragraphs, source, changes, f"in the piece “{wrong}”")


def _note(changes: Sequence[Change]) -> str:
    changed = [each.text for each in changes if each.kind != "same"]
    if changed and not any(re.search(r"\w", each) for each in changed):
        return "only the punctuation differs"
    return ""


_TOKEN = re.compile(r"\w+(?:['./,:-]\w+)*%?|[^\w\s]")


def compare(draft: str, source: str) -> tuple[str, tuple[Change, ...]]:
    """The words of a source that a draft's quotation answers to, and the word diff between the two.

    >>> [each.text for each in compare("within ten years of it", "shall, within four years of it, report")[1]]
    ['within', 'four', 'ten', 'years of it']
    """
    ours, theirs = _TOKEN.findall(normalise(draft)), _TOKEN.findall(normalise(source))
    ours = _trimmed(ours)
    folded = [each.casefold() for each in theirs]
    matcher = SequenceMatcher(None, folded, [each.casefold() for each in ours], autojunk=False)
    blocks = dense([each for each in matcher.get_matching_blocks() if each.size])
    if not blocks:
        return source, (Change("inserted", draft),)
    first, last = _limits(blocks, len(ours), len(theirs))
    inner = SequenceMatcher(None, theirs[first:last], ours, autojunk=False)
    changes: list[Change] = []
    for tag, start, end, from_, to in inner.get_opcodes():
        if tag == "equal":
            changes.append(Change("same", _joined(ours[from_:to])))
            continue
        if end > start:
            changes.append(Change("deleted", _joined(theirs[first + start : first + end])))
        if to > from_:
            changes.append(Change("inserted", _joined(ours[from_:to])))
    return _joined(theirs[first:last]), tuple(changes)


def _trimmed(tokens: list[str]) -> list[str]:
    """Without the signs round a quotation."""
    kept = list(tokens)
    while kept and not kept[-1][0].isalnum():
        kept.pop()
    while kept and kept[0] in "\"'.,;:-":
        kept.pop(0)
    return kept


def _limits(blocks: Sequence[Match], ours: int, theirs: int) -> tuple[int, int]:
    """The stretch of the source: from the first to the last word shared, and what stands for the draft's other words."""
    head = min(blocks[0].b, _EDGE)
    tail = min(ours - blocks[-1].b - blocks[-1].size, _EDGE)
    return max(0, blocks[0].a - head), min(theirs, blocks[-1].a + blocks[-1].size + tail)


def _joined(tokens: Sequence[str]) -> str:
    text = " ".join(tokens)
    text = re.sub(r" (?=[.,;:!?)\]%])", "", text)
    return re.sub(r"(?<=[(\[]) ", "", text)
