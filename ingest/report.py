"""The ingestion report: what is to be said of one document after it has been read.

Pure. It counts and compares, and mends nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .blocks import Reading
from .document import Paragraph, Report
from .drafts import Drafts
from .join import Joined
from .metadata import Metadata


def report_on(
    reading: Reading, joined: Joined, drafts: Drafts, paragraphs: Sequence[Paragraph], about: Metadata
) -> Report:
    """Everything there is to say of a document; paragraphs are the drafts once their notes are tied."""
    tied = {mark.note for each in paragraphs for mark in each.notes if mark.note}
    doubtful = set(joined.doubtful)
    gaps, repeats = _series(paragraphs)
    return Report(
        units=tuple(sorted(Counter(each.kind for each in paragraphs).items())),
        pages=reading.pages,
        blank_pages=tuple(page + 1 for page in reading.blank_pages),
        joins=joined.joins,
        gaps=gaps,
        repeats=repeats,
        lone_marks=tuple(
            f"{each.locator.shown}: mark {mark.mark}"
            for each in paragraphs
            if each.kind != "furniture"
            for mark in each.notes
            if mark.note is None
        ),
        lone_notes=tuple(e.locator.shown for e in paragraphs if e.kind == "note" and e.id not in tied),
        doubtful=tuple(d.locator.shown for d in drafts.placed if d.source in doubtful),
        warnings=(*reading.warnings, *_warnings(reading, about)),
    )


def _warnings(reading: Reading, about: Metadata) -> tuple[str, ...]:
    found = []
    if reading.blank_pages:
        pages = ", ".join(str(page + 1) for page in reading.blank_pages[:10])
        more = " and more" if len(reading.blank_pages) > 10 else ""
        found.append(f"pages without text: {pages}{more}; if they are scans, run the file through OCR")
    if not about.titled:
        found.append("no title found; give one in sources.toml")
    return tuple(found)


def _series(paragraphs: Sequence[Paragraph]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Printed numbers that a series skips, and those that it has twice."""
    gaps, repeats = [], []
    last: dict[tuple[tuple[str, str], ...], int] = {}
    for each in paragraphs:
        steps = each.locator.steps
        steps = steps[:-1] if steps[-1:] == (("title", ""),) else steps
        name, value = steps[-1] if steps else ("", "")
        stem, _, value = value.rpartition(".")  # the "24." of "24.1" stays the same
        number = re.match(r"\d+", value)
        if name not in ("paragraph", "article") or not number or (name == "paragraph" and not each.lead):
            continue
        above, count = (*steps[:-1], (name, stem)), int(number[0])
        before = last.get(above, 0)
        if count > before + 1:
            gaps += [each.locator.shown.replace(value, str(missing)) for missing in range(before + 1, count)]
        elif (count <= before and " " not in value and each.kind != "body") or count < before:
            repeats.append(each.locator.shown)
        last[above] = max(count, before)
    return tuple(gaps), tuple(repeats)
