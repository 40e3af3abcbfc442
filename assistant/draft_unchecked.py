"""Unchecked: the sentences of a draft that nothing could be held against, and why.

Pure. They are counted and named so that nobody takes silence for agreement;
they are not judged.
"""

from __future__ import annotations

from dataclasses import dataclass

from .claims import Claim
from .draft_reading import Sentence, is_written_as_name


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A sentence without a finding.

    paragraph  number of the draft's paragraph, from 1; [start, end) is its span there
    why        what it holds that could not be checked, "" where it holds no quotation, provision, figure or document
    """

    paragraph: int
    start: int
    end: int
    text: str
    why: str = ""


def why_unchecked(sentence: Sentence, claim: Claim) -> str:
    """What in a sentence without findings could not be checked; "" for one that holds nothing to check."""
    absent = [each.name for each in sentence.named if not each.documents and is_written_as_name(each.name)]
    if absent:
        return f"the library has no document “{absent[0]}”"
    if any(each.documents for each in sentence.named):
        return "it names a document, but no passage of it that could be compared"
    if sentence.referred:
        return "nothing says of which document the provision is"
    if claim.figures:
        own = "the figure is the writer’s own"
        return own if claim.is_own else "no passage of the library speaks plainly of the same figure"
    return ""
