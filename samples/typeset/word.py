"""Writes the resolution as DOCX, with real Word footnotes, which python-docx does not offer.

Parts are stored without compression under one fixed date, so the same text gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from .markup import Block, Source, Span, curl, spans

_DATE = datetime(2022, 11, 24, 9, 0, 0)
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def write_resolution(source: Source) -> bytes:
    """The DOCX of a resolution: masthead, preambular and operative paragraphs, annex, footnotes."""
    document = Document()
    _slim(document)
    _set_styles(document)
    _set_properties(document, source)
    _set_furniture(document, source)
    _write_masthead(document, source)
    blocks = source.blocks()
    annex = next(index for index, block in enumerate(blocks) if block.kind == "heading")
    for block in blocks[:annex]:
        _write_block(document, block)
    for text in source.parts("plenary"):
        _paragraph(document, f"*{text}*").alignment = ALIGN.RIGHT
    for block in blocks[annex:]:
        _write_block(document, block)
    _attach_notes(document, source.notes)
    target = io.BytesIO()
    document.save(target)
    return _stored(target.getvalue())


def _slim(document: Any) -> None:
    """Drop what the template brings and this document does not use: 800 kB of table styles."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    for owner, unused in ((document.part, "stylesWithEffects"), (document.part.package, "thumbnail")):
        del owner.rels[next(key for key, rel in owner.rels.items() if rel.reltype.endswith(unused))]


def _set_styles(document: Any) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for level, size in ((1, 14), (2, 12)):
        heading = styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = "Times New Roman", Pt(size), True
        heading.font.color.rgb = None
        heading.element.rPr.rFonts.attrib.clear()
        heading.font.name = "Times New Roman"
    note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size = normal, Pt(8.5)
    note.paragraph_format.space_after = Pt(0)
    styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True


def _set_properties(document: Any, source: Source) -> None:
    properties = document.core_properties
    properties.title, properties.author = source.fields["title"], source.fields["author"]
    properties.comments = source.fields["mark"]
    properties.created = properties.modified = _DATE
    properties.last_modified_by, properties.revision = source.fields["author"], 1


def _set_furniture(document: Any, source: Source) -> None:
    """Symbol and title above, page number below, from the second page on."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.add_run(source.fields["symbol"]).bold = True
    header.add_run(f"\t\t{source.fields['title']}").font.size = Pt(8.5)
    footer = section.footer.paragraphs[0]
    footer.alignment = ALIGN.CENTER
    for instruction in ("PAGE", "NUMPAGES"):
        if instruction == "NUMPAGES":
            footer.add_run("/")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        footer._p.append(field)


def _write_masthead(document: Any, source: Source) -> None:
    table = document.add_table(rows=2, cols=2)
    fields = source.fields
    for row, texts in enumerate(((fields["organ"], fields["symbol"]), ("", fields["distr"]))):
        for column, text in enumerate(texts):
            paragraph = table.cell(row, column).paragraphs[0]
            paragraph.alignment = ALIGN.RIGHT if column else ALIGN.LEFT
            run = paragraph.add_run(text.replace(" | ", "\n"))
            run.bold, run.font.size = row == 0, Pt(14 if row == 0 else 9.5)
    for name in ("session", "item", "topic"):
        paragraph = _paragraph(document, source.fields[name])
        paragraph.runs[0].bold = name != "item"
        paragraph.paragraph_format.space_after = Pt(0)
    title = _paragraph(document, f"**{source.fields['adopted']}**")
    title.paragraph_format.space_before = Pt(18)
    _paragraph(document, source.fields["basis"])
    document.add_heading(f"{source.fields['number']}.\t{source.fields['title']}", 1)
    _paragraph(document, f"*{source.fields['mark']}*")


def _write_block(document: Any, block: Block) -> None:
    if block.kind == "heading":
        for text in block.text.split(" | "):
            document.add_heading(text, block.depth)
        return
    paragraph = _paragraph(document, f"{block.number}\t{block.text}" if block.number else block.text)
    paragraph.paragraph_format.first_line_indent = Cm(1)
    if block.depth:
        paragraph.paragraph_format.left_indent = Cm(1)


def _paragraph(document: Any, text: str) -> Any:
    paragraph = document.add_paragraph()
    for span in spans(text):
        _add_span(paragraph, span)
    return paragraph


def _add_span(paragraph: Any, span: Span) -> None:
    run = paragraph.add_run("" if span.mark else span.text)
    if span.mark:
        run.style = "footnote reference"
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), span.text)
        run._r.append(reference)
    run.italic, run.bold = span.italic or None, span.bold or None


def _attach_notes(document: Any, notes: tuple[str, ...]) -> None:
    """Add word/footnotes.xml: the two separators that Word expects, then the notes from 1."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    written = "".join(_note_xml(number, text) for number, text in enumerate(notes, 1))
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {nsdecls("w")}>'
    blob = f"{xml}{separators}{written}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, blob, document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)


def _note_xml(number: int, text: str) -> str:
    runs = "".join(
        f"<w:r><w:rPr>{'<w:i/>' if span.italic else ''}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(span.text)}</w:t></w:r>'
        for span in spans(" " + curl(text))
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="footnotereference"/></w:rPr><w:footnoteRef/></w:r>'
    style = '<w:pPr><w:pStyle w:val="footnotetext"/></w:pPr>'
    return f'<w:footnote w:id="{number}"><w:p>{style}{mark}{runs}</w:p></w:footnote>'


def _stored(packed: bytes) -> bytes:
    """The same archive, uncompressed, every part dated 1 January 1980."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(zipfile.ZipInfo(name), source.read(name))
    return target.getvalue()
