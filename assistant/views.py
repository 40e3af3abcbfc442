"""Views: an answer and its sources as HTML. Every word of a document or a user is escaped here.

Pure: values in, strings out. The page puts them on the screen; page.js reads
the data attributes. A whole document is drawn in reading_view, the library in
library_view.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise

from ingest import Document, Paragraph

from . import strings
from .answer import Answer, Citation, Sentence
from .citing import lead_of, name_of, place_of, status_of, write_answer

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
            _card(c.document, c.quotation.paragraph, _span(c), notes, c.number) for c in answer.citations
        ]
        return _panel(title, "".join(cards))
    hits = answer.retrieved[:NEAREST]
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


def _span(citation: Citation) -> Span:
    return citation.quotation.start, citation.quotation.end


# -- the conversation -----------------------------------------------------------------------


def conversation_view(
    answers: Sequence[Answer],
    *,
    waiting: str | None = None,
    said: Sequence[str] = (),
    problem: str | None = None,
    first: Sequence[str] = (),
    link: str = "",
) -> str:
    """All turns of a conversation; the first questions where there are none.

    waiting  a question that is being answered now
    said     its sentences so far
    problem  why the last question was not answered
    first    suggested questions
    link     query of the address that restores the conversation
    """
    turns = [turn_view(answer, number) for number, answer in enumerate(answers, 1)]
    if waiting is not None:
        sofar = "".join(tag("p", escape(each), class_="rp-words") for each in said)
        searching = sofar + tag(
            "p", escape(strings.WRITING if said else strings.SEARCHING), class_="rp-waiting"
        )
        turns.append(tag("article", _question(waiting) + searching, class_="rp-turn", aria_busy="true"))
    if problem is not None:
        turns.append(problem_view(strings.PROBLEM, problem))
    return tag(
        "div",
        "".join(turns) or _welcome(first),
        class_="rp-turns",
        role="region",
        aria_label=strings.CONVERSATION,
        data_link=link,
    )


def problem_view(title: str, message: str) -> str:
    """What went wrong, or what there is not, in one box."""
    return tag(
        "div",
        tag("p", tag("strong", escape(title))) + tag("p", escape(message)),
        class_="rp-problem",
        role="alert",
    )


def _welcome(first: Sequence[str]) -> str:
    buttons = [tag("li", tag("button", escape(each), type="button", data_ask=each)) for each in first]
    list_ = tag("h3", escape(strings.SUGGESTIONS)) + tag("ul", "".join(buttons)) if buttons else ""
    head = tag("h2", escape(strings.WELCOME)) + tag("p", escape(strings.WELCOME_TEXT))
    return tag("div", head + list_, class_="rp-welcome")


def turn_view(answer: Answer, number: int) -> str:
    """One question and its answer. number: of the turn, from 1."""
    body = "".join(
        (
            _question(answer.question),
            _understood(answer),
            tag("div", answer_view(answer), class_=f"rp-answer rp-{answer.status.replace('_', '-')}"),
            _removed(answer),
            _tools(answer),
        )
    )
    return tag(
        "article",
        body,
        class_="rp-turn",
        data_turn=number,
        data_question=answer.question,
        data_status=answer.status,
    )


def _question(question: str) -> str:
    return tag(
        "h3", tag("span", escape(strings.YOU), class_="rp-hidden") + escape(question), class_="rp-question"
    )


def _understood(answer: Answer) -> str:
    if not answer.asked or answer.asked == answer.question:
        return ""
    label = tag("span", escape(strings.UNDERSTOOD) + ": ")
    return tag("p", label + escape(answer.asked), class_="rp-understood")


def answer_view(answer: Answer) -> str:
    """The answer itself: what it says first, then each sentence with its numbered marks."""
    lead = lead_of(answer)
    status = (
        tag("p", escape(strings.STATUS[answer.status]), class_="rp-outcome")
        if answer.status != "answered"
        else ""
    )
    first = tag("p", escape(lead), class_="rp-lead") if lead else ""
    cited = {each.number: each for each in answer.citations}
    said, before = [], None
    for sentence in answer.sentences:
        only = _only_quotation(sentence, cited)
        said.append(_quoted(only, before, len(cited)) if only else _in_words(sentence, cited))
        before = only
    return status + first + "".join(said)


def _only_quotation(sentence: Sentence, cited: Mapping[int, Citation]) -> Citation | None:
    """The citation whose very words the sentence is, if there is one."""
    found = [cited[number] for number in sentence.citations if number in cited]
    return found[0] if len(found) == 1 and found[0].quotation.text == sentence.text else None


def _quoted(citation: Citation, before: Citation | None, count: int) -> str:
    paragraph = citation.quotation.paragraph
    words = tag("p", _held(citation.quotation.text, mark_button(citation, count)), class_="rp-words")
    if before and before.document.id == citation.document.id:
        by = escape(paragraph.locator.shown)
    else:
        by = (
            escape(f"{name_of(citation.document)}, {paragraph.locator.shown}")
            + " "
            + status_pill(citation.document)
        )
    return tag("div", words + tag("p", by, class_="rp-by"), class_="rp-said")


def _in_words(sentence: Sentence, cited: Mapping[int, Citation]) -> str:
    marks = "".join(
        mark_button(cited[number], len(cited)) for number in sentence.citations if number in cited
    )
    return tag("p", _held(sentence.text, marks), class_="rp-words")


def _held(text: str, marks: str) -> str:
    """The text with its marks held to its last word, so that none begins a line."""
    before, space, last = text.rpartition(" ")
    return escape(before + space) + tag("span", f"{escape(last)} {marks}", class_="rp-hold")


def mark_button(citation: Citation, count: int) -> str:
    """The numbered mark of a citation; hovering tells its place and words, choosing it opens the source."""
    paragraph = citation.quotation.paragraph
    label = strings.CITATION.format(
        number=citation.number, document=name_of(citation.document), locator=paragraph.locator.shown
    )
    return source_button(
        str(citation.number),
        citation.document,
        paragraph,
        _span(citation),
        number=citation.number,
        class_="rp-mark",
        aria_label=label,
        data_count=count,
        data_place=place_of(citation.document, paragraph),
        data_quote=citation.quotation.text,
    )


def _removed(answer: Answer) -> str:
    if not answer.removed:
        return ""
    count = len(answer.removed)
    title = strings.REMOVED_ONE if count == 1 else strings.REMOVED_MANY.format(count=count)
    items = [
        tag("li", tag("q", escape(each.text)) + tag("p", escape(each.reason))) for each in answer.removed
    ]
    return tag("details", tag("summary", escape(title)) + tag("ul", "".join(items)), class_="rp-removed")


def _tools(answer: Answer) -> str:
    copy = tag(
        "button",
        escape(strings.COPY),
        type="button",
        data_copy=write_answer(answer),
        data_done=strings.COPIED,
    )
    took = tag(
        "span", escape(strings.TOOK.format(milliseconds=round(answer.seconds * 1000))), class_="rp-took"
    )
    return tag("div", copy + took, class_="rp-tools")


# -- around it ------------------------------------------------------------------------------


def header_view(documents: int, paragraphs: int) -> str:
    """Name, purpose and size of the library."""
    count = strings.DOCUMENTS_COUNT.format(documents=documents, paragraphs=f"{paragraphs:,}")
    name = tag("h1", escape(strings.NAME)) + tag("p", escape(strings.TAGLINE))
    return tag("header", tag("div", name) + tag("p", escape(count), class_="rp-count"), class_="rp-top")


def actions_view() -> str:
    """What can be done with the whole conversation; page.js does it."""
    names = (
        ("link", strings.LINK, strings.LINKED),
        ("save", strings.EXPORT, None),
        ("print", strings.PRINT, None),
    )
    buttons = [
        tag("button", escape(label), type="button", data_act=act, data_done=done)
        for act, label, done in names
    ]
    return tag("div", "".join(buttons), class_="rp-actions")


def examples_view(requests: Sequence[str]) -> str:
    """Provisions to try the look-up with."""
    items = [tag("li", tag("button", escape(each), type="button", data_lookup=each)) for each in requests]
    title = tag("h2", escape(strings.LOOKUP_EXAMPLES))
    return tag("div", title + tag("ul", "".join(items)), class_="rp-examples") if items else ""
