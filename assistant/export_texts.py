"""Answers as text with footnotes: Markdown, and plain text. Pure.

Footnotes are numbered through the whole conversation; an annex gives each
quoted paragraph whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .answer import Answer, Citation
from .bibliography import ITALIC, Style, footnotes
from .citing import lead_of, place_of
from .strings import EXPORT_ANNEX, EXPORT_TITLE
from .writing import escape_markdown


def citations_of(answers: Sequence[Answer]) -> tuple[Citation, ...]:
    """All citations of a conversation, in order."""
    return tuple(each for answer in answers for each in answer.citations)


def numbered_sentences(
    answers: Sequence[Answer],
) -> Iterator[tuple[Answer, list[tuple[str, list[int], bool]]]]:
    """Each answer with its sentences: text, footnote numbers from 1 through the conversation, whether it is a quotation."""
    before = 0
    for answer in answers:
        quoted = {each.number: each.quotation.text for each in answer.citations}
        yield (
            answer,
            [
                (
                    each.text,
                    [before + number for number in each.citations],
                    any(quoted.get(number) == each.text for number in each.citations),
                )
                for each in answer.sentences
            ],
        )
        before += len(answer.citations)


def write_markdown(answers: Sequence[Answer], stamp: str, style: Style = "un") -> str:
    """Markdown with footnotes ([^1])."""
    lines = [f"# {EXPORT_TITLE}", "", _plain(stamp), ""]
    for answer, sentences in numbered_sentences(answers):
        lines += [f"## {_plain(answer.question)}", ""]
        if (lead := lead_of(answer)) or not sentences:
            lines += [_plain(lead or answer.text), ""]
        for text, numbers, quotation in sentences:
            marks = "".join(f"[^{number}]" for number in numbers)
            lines += [f"> {_plain(text)}{marks}" if quotation else f"{_plain(text)}{marks}", ""]
    cited = citations_of(answers)
    for number, note in enumerate(footnotes(cited, style), 1):
        lines.append(f"[^{number}]: {_italic(_plain(note), '*')}")
    if cited:
        lines += ["", f"## {EXPORT_ANNEX}", ""]
        for each in cited:
            place = place_of(each.document, each.quotation.paragraph)
            lines += [f"**{_plain(place)}**", "", f"> {_plain(each.quotation.paragraph.text)}", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def write_text(answers: Sequence[Answer], stamp: str, style: Style = "un") -> str:
    """Plain text with footnotes below each answer."""
    lines = [stamp]
    notes = footnotes(citations_of(answers), style)
    for answer, sentences in numbered_sentences(answers):
        lines += ["", answer.question, ""]
        if (lead := lead_of(answer)) or not sentences:
            lines.append(lead or answer.text)
        for text, numbers, quotation in sentences:
            said = f"“{text}”" if quotation else text
            lines.append(f"{said} {''.join(f'[{number}]' for number in numbers)}".rstrip())
        used = [number for _, numbers, _ in sentences for number in numbers]
        lines += [""] if used else []
        lines += [f"[{number}] {_italic(notes[number - 1], '')}" for number in dict.fromkeys(used)]
    return "\n".join(lines) + "\n"


def _italic(text: str, sign: str) -> str:
    return text.replace(ITALIC[0], sign).replace(ITALIC[1], sign)


def _plain(text: str) -> str:
    """One line, with what Markdown would take for markup escaped."""
    return escape_markdown(text).strip()
