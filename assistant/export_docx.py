"""Answers as a Word document with real footnotes and the quoted paragraphs in an annex.

python-docx writes the document; it knows no footnotes, so their part is made
here after ECMA-376, 17.11: a separator, a continuation separator, then the notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from .answer import Answer
from .bibliography import ITALIC, Style, footnotes
from .citing import lead_of, place_of
from .export_texts import citations_of, numbered_sentences
from .strings import EXPORT_ANNEX, EXPORT_TITLE

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SUPER = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_UNWRITABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))  # what XML 1.0 cannot hold


def write_docx(answers: Sequence[Answer], stamp: str, style: Style = "un") -> bytes:
    """The conversation as the bytes of a .docx file."""
    from docx import Document

    document = Document()
    document.core_properties.title = EXPORT_TITLE
    document.core_properties.author = "Rapporteur"
    document.add_heading(EXPORT_TITLE, 0)
    document.add_paragraph(_writable(stamp))
    for answer, sentences in numbered_sentences(answers):
        document.add_heading(_writable(answer.question), 1)
        if (lead := lead_of(answer)) or not sentences:
            document.add_paragraph(_writable(lead or answer.text))
        for text, numbers, quotation in sentences:
            written = document.add_paragraph(_writable(text), style="Quote" if quotation else None)
            for number in numbers:
                _refer(written, number)
    cited = citations_of(answers)
    if cited:
        document.add_heading(EXPORT_ANNEX, 1)
        for each in cited:
            place = document.add_paragraph()
            place.add_run(_writable(place_of(each.document, each.quotation.paragraph))).bold = True
            document.add_paragraph(_writable(each.quotation.paragraph.text))
        _add_footnotes(document, footnotes(cited, style))
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _refer(paragraph: Any, number: int) -> None:
    """The mark of a footnote at the end of a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run()
    run.font.superscript = True
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    run._r.append(mark)  # python-docx has no other way in for an element it does not know


def _add_footnotes(document: Any, notes: Sequence[str]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    written = "".join(_footnote(number, note) for number, note in enumerate(notes, 1))
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes xmlns:w="{_W}">'
        f"{_SEPARATORS}{written}</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode("utf-8"), document.part.package)
    document.part.relate_to(part, _RELATION)


def _footnote(number: int, note: str) -> str:
    runs = "".join(_runs(_writable(note)))
    return f'<w:footnote w:id="{number}"><w:p><w:r>{_SUPER}<w:footnoteRef/></w:r>{_run(" ")}{runs}</w:p></w:footnote>'


def _runs(note: str) -> list[str]:
    """The note's text, its italics as runs of their own."""
    runs = []
    for at, piece in enumerate(note.split(ITALIC[0])):
        inside, _, after = piece.partition(ITALIC[1]) if at else ("", "", piece)
        runs += [_run(inside, italic=True), _run(after)]
    return runs


def _run(text: str, *, italic: bool = False) -> str:
    dress = "<w:rPr><w:i/></w:rPr>" if italic else ""
    return f'<w:r>{dress}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _writable(text: str) -> str:
    return text.translate(_UNWRITABLE)
