"""Reading view: a document in its own order, at a paragraph, with the quotation marked. Pure.

A long document is drawn in parts; page.js asks for the part before or after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ingest import Document, Paragraph

from . import strings
from .views import Span, fits, paragraph_text, source_button, status_pill, tag

_BEFORE = 40  # paragraphs drawn before the one that was asked for
_PART = 120  # paragraphs drawn at once
_CONTENTS = 200  # headings listed


def reading_view(
    document: Document, at: str | None = None, quoted: Span | None = None, *, pages: bool = False
) -> str:
    """A document's head and the part of it that holds a paragraph.

    at      id of the paragraph to show; the beginning when None or unknown
    quoted  span of the quotation in that paragraph
    pages   whether its pages can be shown as well
    """
    flow = readable(document)
    target = next((each for each in flow if each.id == at), None)
    first = max(0, flow.index(target) - _BEFORE) if target else 0
    lost = quoted and not (target and fits(target, quoted))
    notice = tag("p", escape(strings.NOT_PLACED), class_="rp-notice", role="status") if lost else ""
    return (
        _head(document, pages=pages)
        + notice
        + _contents(document, flow)
        + part_view(document, first, target, quoted)
    )


def part_view(
    document: Document, first: int, target: Paragraph | None = None, quoted: Span | None = None
) -> str:
    """Paragraphs `first` (from 0, in reading order) to `first` + 120, with buttons for what is before and after."""
    flow = readable(document)
    first = max(0, min(first, len(flow)))
    end = min(len(flow), first + _PART)
    notes = {each.id: each.text for each in document.paragraphs if each.kind == "note"}
    depths = _depths(flow[first:end])
    drawn = [
        _paragraph(each, quoted if each == target else None, notes, depths[each.id], here=each == target)
        for each in flow[first:end]
    ]
    earlier = _more(strings.EARLIER, document, max(0, first - _PART), "before") if first else ""
    later = _more(strings.LATER, document, end, "after") if end < len(flow) else ""
    return earlier + "".join(drawn) + later


def frame_view() -> str:
    """The place where documents are read: a bar with citations before and after, and the text, which page.js fills."""
    close = tag("button", escape(strings.CLOSE), type="button", data_act="close")
    form = tag(
        "span",
        tag("button", escape(strings.AS_TEXT), type="button", data_act="text", aria_pressed="true")
        + tag("button", escape(strings.AS_PAGE), type="button", data_act="page", aria_pressed="false"),
        class_="rp-as",
        hidden=True,
    )
    which = tag("span", "", class_="rp-which", role="status")
    back = tag(
        "button", "‹", type="button", data_act="previous", aria_label=strings.PREVIOUS, title=strings.PREVIOUS
    )
    on = tag("button", "›", type="button", data_act="next", aria_label=strings.NEXT, title=strings.NEXT)
    texts = {
        "data_citation_of": strings.CITATION_OF,
        "data_loading": strings.LOADING,
        "data_lost": strings.LOST,
    }
    bar = tag("nav", close + form + which + back + on, class_="rp-bar", aria_label=strings.PANEL)
    text = tag("div", "", class_="rp-text", tabindex="0", role="region", aria_label=strings.PANEL)
    return tag("section", bar + text, id="rp-source", hidden=True, **texts)


def lost_view(reason: str) -> str:
    """What stands where a document could not be opened."""
    return tag("p", escape(strings.LOST.format(reason=reason)), class_="rp-notice", role="alert")


def readable(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs that a reader reads: without running heads, page numbers and the notes, which open in place."""
    tied = {each.note for paragraph in document.paragraphs for each in paragraph.notes}
    return tuple(
        each
        for each in document.paragraphs
        if each.kind != "furniture" and not (each.kind == "note" and each.id in tied)
    )


def _head(document: Document, *, pages: bool) -> str:
    facts = [document.symbol, ", ".join(document.authors), document.publisher, document.date]
    known = " · ".join(escape(each) for each in facts if each)
    line = status_pill(document) + (tag("span", known, class_="rp-page") if known else "")
    title = tag("h2", escape(document.title), tabindex="-1")
    return tag("header", title + tag("p", line, class_="rp-where"), class_="rp-head", data_pages=pages)


def _contents(document: Document, flow: Sequence[Paragraph]) -> str:
    headings = [each for each in flow if each.kind == "heading"][:_CONTENTS]
    if len(headings) < 3:
        return ""
    items = [tag("li", source_button(each.text, document, each, None)) for each in headings]
    content = tag("summary", escape(strings.CONTENTS)) + tag("ul", "".join(items))
    return tag("details", content, class_="rp-contents")


def _depths(paragraphs: Sequence[Paragraph]) -> dict[str, int]:
    """How deep each paragraph is set in: one step below the paragraph that leads in to it."""
    depths: dict[str, int] = {}
    for each in paragraphs:
        above = depths.get(each.parent or "", -1)
        depths[each.id] = min(4, above + 1 if each.parent else 0) if above >= 0 else int(each.kind == "item")
    return depths


def _paragraph(
    paragraph: Paragraph, quoted: Span | None, notes: Mapping[str, str], depth: int, *, here: bool
) -> str:
    text = paragraph_text(paragraph, quoted, notes)
    place = {"data_at": paragraph.id, "title": paragraph.locator.shown}
    if paragraph.kind == "heading":
        level = min(6, 3 + max(0, len(paragraph.section) - 1))
        return tag(f"h{level}", text, class_="rp-heading rp-here" if here else "rp-heading", **place)
    margin = tag("span", escape(paragraph.locator.shown), class_="rp-margin")
    kind = f"rp-para rp-kind-{paragraph.kind} rp-depth-{depth}" + (" rp-here" if here else "")
    return tag("div", margin + tag("p", text), class_=kind, **place)


def _more(label: str, document: Document, first: int, side: str) -> str:
    return tag(
        "button",
        escape(label),
        type="button",
        class_="rp-more",
        data_document=document.id,
        data_first=first,
        data_side=side,
    )
