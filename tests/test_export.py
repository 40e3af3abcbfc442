"""Answers taken away: worked examples byte for byte, and every form read back by a parser that is not ours."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import bibtexparser
import pytest
import rispy
from click.testing import CliRunner
from docx import Document as read_docx
from lxml import etree

from assistant.answer import Answer, Citation, Quotation, Sentence
from assistant.bibliography import footnotes, pinpoint
from assistant.cli import app
from assistant.export import FORMS, export, save
from ingest import Document, Locator, Paragraph, SettingsError

STAMP = "Quoted by Rapporteur 0.1.0 from a library of 3 documents (generation 7) on 2 March 2026."


def paragraph(document, text, shown, steps, page=None):
    return Paragraph(f"{document}#{shown}", document, 0, "body", text, Locator(shown, "", steps, page))


CONVENTION = Document(
    "c1", "lamps.pdf", "Convention on Lamps & Beacons", (), None, ("CLB",), date="2011-05-03", genre="treaty"
)
RESOLUTION = Document("r1", "r.docx", "Lamps at sea", (), "A/RES/90/7", date="2035-12-18", genre="resolution")
PAPER = Document(
    "p1", "paper.md", "Who pays for light?", (), authors=("Ada Wick", "Bo Lens"), publisher="Beacon Institute",
    date="2024", genre="paper",
)  # fmt: skip
DUTY = paragraph(
    "c1",
    "(c) Trim the wick at dusk <daily>;",
    "art. 12(2)(c)",
    (("article", "12"), ("paragraph", "2"), ("item", "c")),
)
CALL = paragraph("r1", "7. Calls for light;", "para. 7", (("paragraph", "7"),))
COST = paragraph(
    "p1", "Light costs four shells.", '"Costs", para. 2', (("heading", "Costs"), ("paragraph", "2")), "15"
)


@pytest.fixture(scope="module")
def answers():
    cited = tuple(
        Citation(number, Quotation(each, 0, len(each.text)), document)
        for number, (document, each) in enumerate(((CONVENTION, DUTY), (RESOLUTION, CALL)), 1)
    )
    first = Answer(
        "Who trims the wick?", "answered", f"x: “{DUTY.text}” [1]\nx: “{CALL.text}” [2]",
        tuple(Sentence(each.quotation.text, (each.number,)) for each in cited), cited,
    )  # fmt: skip
    cost = Citation(1, Quotation(COST, 0, len(COST.text)), PAPER)
    second = Answer(
        "What does light cost?", "answered", f"x: “{COST.text}” [1]", (Sentence(COST.text, (1,)),), (cost,)
    )
    refused = Answer("Who won?", "refused", "The library does not say.")
    return [first, second, refused]


@pytest.mark.parametrize(
    ("where", "written"),
    [
        (DUTY, "art. 12, para. 2 (c)"),
        (CALL, "para. 7"),
        (COST, '"Costs", para. 2, p. 15'),
        (
            paragraph("d", "x", "annex I, art. 5(a)", (("annex", "I"), ("article", "5"), ("item", "a"))),
            "annex I, art. 5 (a)",
        ),
        (
            paragraph(
                "d",
                "x",
                "part A, sect. II.B, para. 4(a)",
                (("part", "A"), ("section", "II"), ("section", "B"), ("paragraph", "4"), ("item", "a")),
                "7",
            ),
            "part A, sect. II.B, para. 4 (a)",
        ),
        (
            paragraph("d", "x", "chap. III, para. 2", (("chapter", "III"), ("paragraph", "2")), "7"),
            "chap. III, para. 2",
        ),
    ],
)
def test_a_pinpoint_is_written_as_the_united_nations_print_it(where, written):
    assert pinpoint(where) == written


def test_footnotes_of_the_united_nations(answers):
    cited = [each for answer in answers for each in answer.citations]
    assert footnotes(cited) == (
        "Convention on Lamps & Beacons, art. 12, para. 2 (c).",
        "General Assembly resolution 90/7, para. 7.",
        'Ada Wick and Bo Lens, \ue000Who pays for light?\ue001 (Beacon Institute, 2024), "Costs", para. 2, p. 15.',
    )


def test_footnotes_after_chicago(answers):
    cited = [each for answer in answers for each in answer.citations]
    assert footnotes(cited, "chicago") == (
        "Convention on Lamps & Beacons, May 3, 2011, art. 12, para. 2 (c).",
        "General Assembly, “Lamps at sea,” A/RES/90/7 (December 18, 2035), para. 7.",
        'Ada Wick and Bo Lens, \ue000Who pays for light?\ue001 (Beacon Institute, 2024), "Costs", para. 2, p. 15.',
    )


@pytest.mark.parametrize("style", ["un", "chicago"])
@pytest.mark.parametrize(
    "shown",
    ['"Pre-dawn lamp-lighting", para. 2', '"Who said “no”, and why", para. 1', 'table "1-2", row "A & B"'],
)
def test_a_pinpoint_stands_in_a_footnote_letter_for_letter(style, shown):
    where = paragraph("p1", "Light.", shown, (("heading", "x"),))
    (note,) = footnotes([Citation(1, Quotation(where, 0, 6), PAPER)], style)
    assert note == f"Ada Wick and Bo Lens, \ue000Who pays for light?\ue001 (Beacon Institute, 2024), {shown}."


def test_a_pinpoint_that_ends_with_a_full_stop_gets_no_second_one():
    (note,) = footnotes([Citation(1, Quotation(paragraph("c1", "Light.", "etc.", ()), 0, 6), CONVENTION)])
    assert note == "Convention on Lamps & Beacons, etc."


def test_a_ministry_with_and_in_its_name_is_one_author_in_bibtex():
    owner = replace(PAPER, authors=("Ministry of Lamps and Oil", "Ada Wick"))
    answer = Answer("?", "answered", "x", (), (Citation(1, Quotation(COST, 0, 5), owner),))
    library = bibtexparser.parse_string(
        export([answer], "bib", STAMP).decode(),
        append_middleware=[bibtexparser.middlewares.SeparateCoAuthors()],
    )
    assert library.entries[0].fields_dict["author"].value == ["{Ministry of Lamps and Oil}", "Ada Wick"]


def test_markdown_byte_for_byte(answers):
    assert export(answers, "md", STAMP).decode() == (
        "# Answers with their sources\n\n"
        "Quoted by Rapporteur 0.1.0 from a library of 3 documents (generation 7) on 2 March 2026.\n\n"
        "## Who trims the wick?\n\n"
        "> (c) Trim the wick at dusk \\<daily\\>;[^1]\n\n"
        "> 7. Calls for light;[^2]\n\n"
        "## What does light cost?\n\n"
        "> Light costs four shells.[^3]\n\n"
        "## Who won?\n\n"
        "The library does not say.\n\n"
        "[^1]: Convention on Lamps & Beacons, art. 12, para. 2 (c).\n"
        "[^2]: General Assembly resolution 90/7, para. 7.\n"
        '[^3]: Ada Wick and Bo Lens, *Who pays for light?* (Beacon Institute, 2024), "Costs", para. 2, p. 15.\n\n'
        "## Annex: the paragraphs quoted\n\n"
        "**Convention on Lamps & Beacons, art. 12(2)(c)**\n\n"
        "> (c) Trim the wick at dusk \\<daily\\>;\n\n"
        "**A/RES/90/7, para. 7**\n\n"
        "> 7. Calls for light;\n\n"
        '**Who pays for light?, "Costs", para. 2, p. 15**\n\n'
        "> Light costs four shells.\n"
    )


def test_ris_byte_for_byte(answers):
    assert export(answers[1:2], "ris", STAMP).decode() == (
        "TY  - RPRT\nID  - beacon-institute-costs-para-2\n".replace("beacon-institute", "who-pays-for-light")
        + "TI  - Who pays for light?\nAU  - Ada Wick\nAU  - Bo Lens\nPB  - Beacon Institute\nPY  - 2024\n"
        'N1  - "Costs", para. 2, p. 15\n'
        f"N1  - {STAMP}\n"
        "AB  - Light costs four shells.\nER  - \n\n"
    )


def test_bibtex_is_read_back_with_its_pinpoints(answers):
    library = bibtexparser.parse_string(export(answers, "bib", STAMP).decode())
    assert library.failed_blocks == []
    assert [each.fields_dict["note"].value for each in library.entries] == [
        "art. 12, para. 2 (c)",
        "para. 7",
        r"{\textquotedblleft}Costs{\textquotedblright}, para. 2, p. 15",
    ]
    assert library.entries[0].fields_dict["title"].value == r"Convention on Lamps \& Beacons"
    assert library.entries[2].fields_dict["author"].value == "Ada Wick and Bo Lens"
    assert library.comments[0].comment == STAMP


def test_ris_is_read_back_with_its_pinpoints(answers):
    records = rispy.loads(export(answers, "ris", STAMP).decode())
    assert [each["notes"][0] for each in records] == [
        "art. 12, para. 2 (c)",
        "para. 7",
        '"Costs", para. 2, p. 15',
    ]
    assert records[1]["number"] == "A/RES/90/7"


def test_csl_json_names_document_and_paragraph(answers):
    records = json.loads(export(answers, "json", STAMP))
    assert [(each["type"], each["note"]) for each in records] == [
        ("treaty", "art. 12, para. 2 (c)"),
        ("legislation", "para. 7"),
        ("report", '"Costs", para. 2, p. 15'),
    ]
    assert records[0]["issued"] == {"date-parts": [[2011, 5, 3]]}
    assert len({each["id"] for each in records}) == 3


def test_the_word_document_has_real_footnotes_and_the_paragraphs_in_an_annex(answers):
    content = export(answers, "docx", STAMP)
    texts = [each.text for each in read_docx(BytesIO(content)).paragraphs]
    assert STAMP in texts
    assert (
        texts[texts.index("Annex: the paragraphs quoted") + 1]
        == "Convention on Lamps & Beacons, art. 12(2)(c)"
    )
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
    ids = body.xpath("//w:footnoteReference/@w:id", namespaces=names)
    assert ids == ["1", "2", "3"]
    note = notes.xpath("//w:footnote[@w:id='3']", namespaces=names)[0]
    assert "".join(note.itertext()).strip().startswith("Ada Wick and Bo Lens, Who pays for light?")
    assert note.xpath(".//w:r[w:rPr/w:i]/w:t/text()", namespaces=names) == ["Who pays for light?"]


def test_a_document_that_holds_control_characters_is_still_written(answers):
    odd = Answer("a\x0bb\x00", "refused", "The library does not say.")
    assert read_docx(BytesIO(export([odd], "docx", STAMP))).paragraphs[2].text == "ab"


def test_the_same_answers_give_the_same_text(answers):
    for form in set(FORMS) - {"docx"}:
        assert export(answers, form, STAMP) == export(answers, form, STAMP)


def test_an_unknown_ending_is_refused_with_the_known_ones(answers, tmp_path):
    with pytest.raises(SettingsError, match=r"pdf: expected one of docx, md, txt, bib, ris, json"):
        save(answers, tmp_path / "answers.pdf", STAMP)


def test_ask_saves_its_answer(samples_library, tmp_path):
    file = tmp_path / "answer.txt"
    question = "Within what time must an emergency authorization be notified?"
    told = CliRunner().invoke(app, ["ask", question, "-l", str(samples_library), "--save", str(file)])
    assert told.exit_code == 0, told.output
    text = file.read_text(encoding="utf-8")
    assert "72 hours" in text
    assert "Convention against Unlawful Dredging in Inland Waters, art. 4, para. 5." in text
    assert str(date.today().year) in text.splitlines()[0]
