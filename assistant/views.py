"""Views: paragraphs and the sources of an answer as HTML. Every word of a document is escaped here.

Pure: values in, strings out. The page puts them on the screen; page.js reads
the data attributes. The answer itself is drawn in conversation_view, a whole
document in reading_view, the library in library_view.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise

from ingest import Document, Paragraph

from . import strings
from .answer import Answer, Citation
from .citing import name_of, status_of

NEAREST = 5  # paragraphs shown with a refusal
Span = tuple[int, int]


def tag(name: str, content: str = "", **attributes: object) -> str:
    """An element; `content` is HTML, attribute values are escaped, None and False are left out.

    tag("p", "x", class_="a", data_at=3) == '<p class="a" data-at="3">x</p>'
    """
    written = [
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    ]
    return f"<{name}{''.join(written)}>{content}</{name}>"


# -- paragraphs -----------------------------------------------------------------------------


def paragraph_text(paragraph: Paragraph, quoted: Span | None, notes: Mapping[str, str]) -> str:
    """A paragraph's text with the quotation marked and its notes behind their marks.

    quoted  span in the text, end exclusive; nothing is marked where it does not fit
    notes   text of each note by its id
    """
    text = paragraph.text
    inside = quoted if quoted and fits(paragraph, quoted) else None
    cuts = {0, paragraph.lead, len(text), *(inside or ()), *(each.start for each in paragraph.notes)}
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    pieces = [_notes_at(paragraph, 0, notes)]
    for start, end in pairwise(edges):
        pieces += [_piece(text[start:end], start, paragraph.lead, inside), _notes_at(paragraph, end, notes)]
    return "".join(pieces)


def fits(paragraph: Paragraph, quoted: Span) -> bool:
    """Whether a span lies in the paragraph's text."""
    return 0 <= quoted[0] < quoted[1] <= len(paragraph.text)


def _piece(text: str, start: int, lead: int, quoted: Span | None) -> str:
    content = escape(text)
    if start < lead:
        content = tag("span", content, class_="rp-number")
    return tag("mark", content) if quoted and quoted[0] <= start < quoted[1] else content


def _notes_at(paragraph: Paragraph, offset: int, notes: Mapping[str, str]) -> str:
    found = [each for each in paragraph.notes if each.start == offset]
    return "".join(_note(each.mark, notes.get(each.note or "")) for each in found)


def _note(mark: str, text: str | None) -> str:
    label = strings.NOTE.format(mark=mark)
    button = tag(
        "button", escape(mark), type="button", class_="rp-notemark", aria_expanded="false", aria_label=label
    )
    return button + tag("span", escape(text or strings.NOTE_LOST), class_="rp-note", role="note", hidden=True)


def status_pill(document: Document) -> str:
    """The label that says what a document is and whether it binds."""
    return tag(
        "span", escape(status_of(document)), class_=f"rp-status rp-{document.binding.replace(' ', '-')}"
    )


def _card(
    document: Document,
    paragraph: Paragraph,
    quoted: Span | None,
    notes: Mapping[str, str],
    number: int | None = None,
) -> str:
    badge = tag("span", str(number), class_="rp-badge", aria_hidden="true") if number else ""
    head = tag("h3", badge + tag("span", escape(name_of(document))), title=document.title)
    where = (
        tag("span", escape(paragraph.locator.shown), class_="rp-locator")
        + _pages(paragraph)
        + status_pill(document)
    )
    text = tag("blockquote", paragraph_text(paragraph, quoted, notes))
    lost = (
        tag("p", escape(strings.NOT_PLACED), class_="rp-notice")
        if quoted and not fits(paragraph, quoted)
        else ""
    )
    button = source_button(strings.OPEN, document, paragraph, quoted, number=number, class_="rp-open")
    path = _section(paragraph.section)
    return tag(
        "article", head + tag("p", where, class_="rp-where") + path + text + lost + button, class_="rp-card"
    )


def _pages(paragraph: Paragraph) -> str:
    locator = paragraph.locator
    shown = strings.PAGE.format(page=locator.page) if locator.page else ""
    pdf = strings.PDF_PAGE.format(page=locator.pdf_page) if locator.pdf_page else ""
    return tag("span", escape(shown or pdf), class_="rp-page", title=pdf or None) if shown or pdf else ""


def _section(section: Sequence[str]) -> str:
    return tag("p", escape(" › ".join(section)), class_="rp-section") if section else ""


def source_button(
    label: str, document: Document, paragraph: Paragraph, quoted: Span | None, **attributes: object
) -> str:
    """A button that opens a document at a paragraph; page.js asks the server for it."""
    number = attributes.pop("number", None)
    start, end = quoted or (None, None)
    places = {
        "data_document": document.id,
        "data_paragraph": paragraph.id,
        "data_start": start,
        "data_end": end,
    }
    return tag("button", escape(label), type="button", data_number=number, **places, **attributes)


# -- sources beside the answer --------------------------------------------------------------


def cited_view(answer: Answer, notes: Mapping[str, str], title: str = strings.CITED) -> str:
    """The paragraphs that an answer cites, or those nearest to what it refuses. notes: note id to text."""
    if answer.citations:
        title = strings.CANDIDATES if answer.status == "ambiguous" else title
        cards = [
            _card(c.document, c.quotation.paragraph, span_of(c), notes, c.number) for c in answer.citations
        ]
        return _panel(title, "".join(cards))
    hits = answer.nearest(NEAREST)
    cards = [_card(answer.sources[each.paragraph.document], each.paragraph, None, notes) for each in hits]
    note = tag("p", escape(strings.NEAREST_TEXT), class_="rp-hint")
    return _panel(strings.NEAREST, note + "".join(cards)) if cards else ""


def shelf_view(documents: Iterable[Document]) -> str:
    """The library's documents as a short list: what the panel shows before the first question."""
    rows = [
        tag(
            "li",
            source_start(each) + tag("p", status_pill(each) + _date(each), class_="rp-where"),
            class_="rp-shelved",
        )
        for each in documents
    ]
    return _panel(strings.IN_THE_LIBRARY, tag("ul", "".join(rows), class_="rp-shelf"))


def source_start(document: Document) -> str:
    """A button with a document's title that opens it at its beginning."""
    symbol = tag("span", escape(document.symbol), class_="rp-symbol") if document.symbol else ""
    label = symbol + tag("span", escape(document.title))
    return tag(
        "button", label, type="button", class_="rp-title", data_document=document.id, title=document.source
    )


def _date(document: Document) -> str:
    return tag("span", escape(document.date), class_="rp-page") if document.date else ""


def _panel(title: str, content: str) -> str:
    return tag("section", tag("h2", escape(title)) + content, class_="rp-list", aria_label=title)


def span_of(citation: Citation) -> Span:
    """Where a quotation stands in its paragraph."""
    return citation.quotation.start, citation.quotation.end
