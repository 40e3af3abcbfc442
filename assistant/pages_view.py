"""Pages view: the pages that a paragraph or its quotation stands on as images, its words boxed. Pure."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from ingest import Document, Paragraph

from . import strings
from .page_marks import Box
from .pictures import Picture
from .views import status_pill, tag

_MARGIN = 0.003  # of the page's width, so that a box does not cut its letters


def pages_view(document: Document, paragraph: Paragraph | None, pictures: Sequence[Picture]) -> str:
    """The pages in order, with printed label and PDF page; a notice and nothing marked where the place is not known."""
    where = tag("span", escape(paragraph.locator.shown), class_="rp-locator") if paragraph else ""
    head = tag(
        "header",
        tag("h2", escape(document.title), tabindex="-1")
        + tag("p", where + status_pill(document), class_="rp-where"),
        class_="rp-head",
    )
    if not pictures:
        return head + tag("p", escape(strings.NO_PLACE), class_="rp-notice", role="status")
    return head + "".join(_page(each, paragraph) for each in pictures)


def _page(picture: Picture, paragraph: Paragraph | None) -> str:
    numbers = [strings.PAGE.format(page=picture.label)] if picture.label else []
    shown = ", ".join([*numbers, strings.PDF_PAGE.format(page=picture.page + 1)])
    alternative = strings.PAGE_PICTURE.format(page=picture.page + 1)
    image = tag(
        "img",
        src=f"data:image/png;base64,{b64encode(picture.png).decode('ascii')}",
        alt=alternative,
        width=picture.width,
        height=picture.height,
    )
    boxes = "".join(map(_box, picture.boxes))
    text = tag("span", escape(paragraph.text), class_="rp-hidden") if paragraph else ""
    return tag(
        "figure",
        tag("div", image + boxes, class_="rp-sheet") + text + tag("figcaption", escape(shown)),
        class_="rp-figure",
        tabindex="0",  # on a phone it is wider than the screen, and the keyboard moves it
    )


def _box(box: Box) -> str:
    left, top, right, bottom = (
        box[0] - _MARGIN, box[1] - _MARGIN, box[2] + _MARGIN, box[3] + _MARGIN
    )  # fmt: skip
    place = f"left:{left:.2%};top:{top:.2%};width:{right - left:.2%};height:{bottom - top:.2%}"
    return tag("span", "", class_="rp-box", style=place, aria_hidden="true")
