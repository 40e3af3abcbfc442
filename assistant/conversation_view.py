"""Conversation view: questions, answers with numbered marks, and what stands around them, as HTML. Pure.

Every word of a document or a user is escaped here, as in views.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from . import strings
from .answer import Answer, Citation, Sentence, meaning_beside
from .citing import lead_of, name_of, place_of, write_answer
from .views import source_button, span_of, status_pill, tag


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
        "h2", tag("span", escape(strings.YOU), class_="rp-hidden") + escape(question), class_="rp-question"
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
        said.append(_quoted(only, before, answer.citations) if only else _in_words(sentence, cited))
        before = only
    return status + first + "".join(said)


def _only_quotation(sentence: Sentence, cited: Mapping[int, Citation]) -> Citation | None:
    """The citation whose very words the sentence is, if there is one."""
    found = [cited[number] for number in sentence.citations if number in cited]
    return found[0] if len(found) == 1 and found[0].quotation.text == sentence.text else None


def _quoted(citation: Citation, before: Citation | None, citations: Sequence[Citation]) -> str:
    paragraph = citation.quotation.paragraph
    words = tag("p", _held(citation.quotation.text, mark_button(citation, len(citations))), class_="rp-words")
    if before and before.document.id == citation.document.id:
        by = escape(paragraph.locator.shown)
    else:
        by = (
            escape(f"{name_of(citation.document)}, {paragraph.locator.shown}")
            + " "
            + status_pill(citation.document)
        )
    means = meaning_beside(citation, citations)
    meant = tag("p", escape(means), class_="rp-by") if means else ""
    return tag("div", words + meant + tag("p", by, class_="rp-by"), class_="rp-said")


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
        span_of(citation),
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
    link = tag("button", escape(strings.LINK), type="button", data_act="link", data_done=strings.LINKED)
    print_ = tag("button", escape(strings.PRINT), type="button", data_act="print")
    chosen = _choice("rp-form", strings.EXPORT_AS, strings.EXPORT_FORMS) + _choice(
        "rp-style", strings.EXPORT_STYLE, strings.EXPORT_STYLES
    )
    save = tag("button", escape(strings.EXPORT), type="button", data_act="save")
    trouble = tag("span", "", class_="rp-trouble", role="status")
    return tag("div", link + print_ + chosen + save + trouble, class_="rp-actions")


def _choice(name: str, label: str, choices: Mapping[str, str]) -> str:
    options = "".join(tag("option", escape(title), value=value) for value, title in choices.items())
    return tag("label", escape(label) + " " + tag("select", options, id=name))


def examples_view(requests: Sequence[str]) -> str:
    """Provisions to try the look-up with."""
    items = [tag("li", tag("button", escape(each), type="button", data_lookup=each)) for each in requests]
    title = tag("h2", escape(strings.LOOKUP_EXAMPLES))
    return tag("div", title + tag("ul", "".join(items)), class_="rp-examples") if items else ""
