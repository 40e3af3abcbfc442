"""Series: sessions, meetings and whatever else is held one after the other and numbered. Pure."""

from __future__ import annotations

from index import split_terms

from .figures import find_figures

_HELD = frozenset(
    split_terms("session meeting conference congress summit assembly cycle review round edition phase")
)
_AFTER = 2  # words after the ordinal in which the thing is looked for


def numbered_in(text: str) -> frozenset[tuple[str, str]]:
    """What of a series a text numbers: ordinal as figures has it, stem of the thing.

    >>> numbered_in("at its tenth session, a third State")
    frozenset({('#10', 'session')})
    """
    return frozenset(
        (each.value, stem)
        for each in find_figures(text)
        if each.value.startswith("#")
        for stem in split_terms(" ".join(text[each.end :].split()[:_AFTER]))
        if stem in _HELD
    )
