import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_library import WordEncoder, make_document
from text_documents import document

from assistant.commands_check import check
from assistant.draft import check_draft
from assistant.draft_quotations import compare
from assistant.draft_reading import find_quoted, from_document, split_draft
from assistant.draft_report import write_html, write_json, write_markdown
from index import Library, publish
from ingest import Locator, read_document

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SOURCES = ("background-paper.pdf", "lowmere-convention.pdf", "resolution-12-7.docx", "sand-without-papers.md")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("check") / "library"
    publish(path, [read_document(SAMPLES / name) for name in SOURCES], encoder=WordEncoder())
    return path


@pytest.fixture(scope="module")
def library(folder):
    with Library.open(folder, WordEncoder()) as opened:
        yield opened


def checked(library, text):
    """(kind, verdict) of each finding."""
    return [(each.kind, each.verdict) for each in check_draft(library, text).findings]


def only(library, text):
    findings = check_draft(library, text).findings
    assert len(findings) == 1, findings
    return findings[0]


COLLAPSE = (
    "The gravest single loss remains the collapse of the Hallin Bridge, in Caldren, on 12 February 2020"
)


# -- quotations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "draft",
    [
        f"“{COLLAPSE}” (background paper, para. 13).",
        f'As paragraph 13 of the background paper says, "{COLLAPSE}".',
        f"The paper (AR/WG.3/2024/2, para. 13) calls it so: «{COLLAPSE}».",
        f"> {COLLAPSE} (background paper, para. 13)",
        f"> {COLLAPSE}",
        "“The gravest single loss … the collapse of the Hallin Bridge” (background paper, para. 13).",
        "“[T]he gravest single loss remains the collapse of [a bridge]” (background paper, para. 13).",
        "The “gravest single loss remains the collapse of the Hallin\nBridge” (background paper, para. 13).",
        "Article 2(h) of the Lowmere Convention: “a dredger whose installed pumping power does not exceed 15 kilowatts”.",
    ],
)
def test_a_true_quotation_is_correct_however_the_draft_sets_it(library, draft):
    finding = only(library, draft)
    assert (finding.kind, finding.verdict) == ("quotation", "correct")


def test_a_quotation_at_another_place_is_given_its_right_one(library):
    finding = only(library, f"“{COLLAPSE}” (background paper, para. 15).")
    assert finding.verdict == "wrong locator"
    assert finding.source.locator == "para. 13"
    assert finding.source.text == COLLAPSE
    assert "para. 15" in finding.note


def test_the_same_words_are_right_in_their_own_document_only(library):
    finding = only(library, f"“{COLLAPSE}” (Lowmere Convention, art. 13).")
    assert (finding.verdict, finding.source.source) == ("wrong locator", "background-paper.pdf")


def test_an_item_is_not_the_item_beside_it(library):
    quote = "“Loading at night, usually by several small dredgers working around a larger barge”"
    assert only(library, f"{quote} (background paper, para. 9(b)).").verdict == "correct"
    finding = only(library, f"{quote} (background paper, para. 9(c)).")
    assert (finding.verdict, finding.source.locator) == ("wrong locator", "para. 9(b)")


def test_altered_words_are_shown_word_by_word(library):
    finding = only(library, f"“{COLLAPSE.replace('gravest', 'smallest')}” (background paper, para. 13).")
    assert finding.verdict == "altered wording"
    assert [(each.kind, each.text) for each in finding.changes[:4]] == [
        ("same", "The"),
        ("deleted", "gravest"),
        ("inserted", "smallest"),
        ("same", "single loss remains the collapse of the Hallin Bridge, in Caldren, on 12 February 2020"),
    ]


def test_words_left_out_without_an_ellipsis_are_an_alteration(library):
    finding = only(
        library,
        "“The gravest single loss remains the Hallin Bridge, in Caldren” (background paper, para. 13).",
    )
    assert [each.text for each in finding.changes if each.kind == "deleted"] == ["collapse of the"]


def test_a_quotation_that_is_nowhere_is_not_in_the_library(library):
    finding = only(library, "“Every bridge shall carry a lamp for the blind” (Lowmere Convention, art. 4).")
    assert (finding.verdict, finding.source) == ("not in the library", None)


def test_a_quotation_may_run_over_the_items_of_a_list(library):
    quote = (
        "Loading at night, usually by several small dredgers working around a larger barge without lights; "
        "(c) The supply of papers, in which certificates issued for another consignment, or for none, are sold by the bundle"
    )
    finding = only(library, f"“{quote}” (background paper, para. 9).")
    assert (finding.verdict, finding.source.locator) == ("correct", "para. 9(b) to para. 9(c)")


def test_a_term_in_quotation_marks_is_no_quotation(library):
    assert checked(library, "We call it the “sand tax”.") == []


def test_each_of_two_quotations_takes_the_reference_in_brackets_after_it(library):
    draft = (
        f"“{COLLAPSE}” (background paper, para. 13), and “Loading at night, usually by several small dredgers” "
        "(background paper, para. 9(b))."
    )
    assert checked(library, draft) == [("quotation", "correct")] * 2


def test_a_reference_in_a_footnote_belongs_to_the_quotation_with_its_mark(library, tmp_path):
    path = tmp_path / "draft.md"
    path.write_text(
        f"# Paper\n\nWe recall this: “{COLLAPSE}”.[^1] More follows here.\n\n[^1]: Background paper, para. 15.\n"
    )
    findings = check_draft(library, from_document(read_document(path).paragraphs)).findings
    assert ("quotation", "wrong locator") in [(each.kind, each.verdict) for each in findings]


# -- references -------------------------------------------------------------------------------


def test_a_provision_that_is_there_is_correct(library):
    assert checked(library, "We have implemented article 18 of the Lowmere Convention.") == [
        ("reference", "correct")
    ]


def test_a_figure_of_another_provision_than_the_one_given_is_a_wrong_locator(library):
    text = "A transponder failure ends dredging in two hours (Lowmere Convention, article {})."
    assert ("reference", "wrong locator") in checked(library, text.format("9"))
    assert ("reference", "wrong locator") in checked(library, text.format("16"))
    assert set(checked(library, text.format("9 bis"))) == {("reference", "correct"), ("figure", "correct")}


def test_a_provision_that_is_not_there_is_answered_with_the_numbers_there_are(library):
    finding = only(library, "We have implemented article 80 of the Lowmere Convention.")
    assert finding.verdict == "wrong locator"
    assert "articles run from 1 to 27" in finding.note


def test_a_document_that_the_library_lacks_is_named(library):
    finding = only(library, "Article 3 of the Osmund Lighthouse Treaty binds us.")
    assert finding.verdict == "not in the library"
    assert "Osmund Lighthouse" in finding.note


def test_a_reference_that_names_no_document_is_left_alone(library):
    assert checked(library, "We shall come back to article 3.") == []


def test_a_reference_goes_with_the_document_named_before_it(library):
    text = "The Lowmere Convention is our compass.\n\nWe refer to article 80 in particular."
    assert checked(library, text) == [("reference", "wrong locator")]


LONG = "the harbour master to set out what the piers and lamps of the canal will need in the years to come"
SECTIONED = (
    "# Questions of the canal\n\nA/RES/13/9\n\nThe Assembly of the Canal,\n\n"
    f"## I. Piers\n\nRecalling its resolutions 11/2 and 12/4,\n\n1. Requests {LONG};\n\n2. Endorses the plan of works;\n\n"
    f"## II. Ferries\n\n1. Asks {LONG};\n\n2. Sells the rope and the anchors of the old ferry.\n"
)


@pytest.fixture(scope="module")
def sectioned(tmp_path_factory):
    path = tmp_path_factory.mktemp("sections") / "library"
    dotted = make_document("report.txt", "Keepers shall report every lamp that is broken in a storm.")
    locator = Locator("para. 24.95", "24.95", (("paragraph", "24.95"),))
    dotted = replace(
        dotted,
        symbol="A/81/6",
        paragraphs=tuple(replace(each, locator=locator) for each in dotted.paragraphs),
    )
    publish(path, [document(SECTIONED, markdown=True), dotted], encoder=WordEncoder())
    with Library.open(path, WordEncoder()) as opened:
        yield opened


@pytest.mark.parametrize(
    "where",
    [
        "section {}, paragraph 2, of A/RES/13/9",
        "paragraph 2 of section {} of A/RES/13/9",
        "A/RES/13/9, sect. {}, para. 2",
        "A/RES/13/9, {}, para. 2",
    ],
)
def test_a_paragraph_that_begins_again_is_looked_for_in_the_section_given(sectioned, where):
    quoted = "“Sells the rope and the anchors of the old ferry” ({})."
    assert checked(sectioned, quoted.format(where.format("II"))) == [("quotation", "correct")]
    assert checked(sectioned, quoted.format(where.format("I"))) == [("quotation", "wrong locator")]


def test_a_section_that_is_not_there_is_answered_with_those_there_are(sectioned):
    assert "sections run from I to II" in only(sectioned, "Section IV of A/RES/13/9 binds us.").note
    assert "section II has paragraphs 1 to 2" in only(sectioned, "A/RES/13/9, II, para. 9, binds us.").note


@pytest.mark.parametrize(
    "own", ["Section IV of the Penal Code binds us.", "We take part I think.", "See part IV."]
)
def test_sections_of_other_texts_are_left_alone(sectioned, own):
    assert checked(sectioned, f"A/RES/13/9 is near to us.\n\n{own}") == []


def test_a_number_with_a_dot_is_read_whole(sectioned):
    text = "As A/81/6, para. 24.95, puts it: “Keepers shall report every lamp that is broken in a storm”."
    assert checked(sectioned, text) == [("quotation", "correct")]


# -- figures ----------------------------------------------------------------------------------

FIGURES = (
    (
        "The Secretariat estimates that {} of bed material were taken unlawfully from inland waters in 2022.",
        "41 million tonnes",
        "14 million tonnes",
    ),
    ("The board of inquiry into the Hallin Bridge, in Caldren, counted {} dead.", "23", "32"),
    ("Position data were used in {} of the 61 prosecutions begun in Dorvane.", "46", "64"),
    ("The Sand Trade Register has been in operation since {}.", "1 October 2015", "1 October 2016"),
    (
        "At 40 landing places {} of the consignments stopped were accompanied by a valid certificate, the paper says.",
        "62 per cent",
        "26 per cent",
    ),
    ("Nine inspectors were killed and {} were injured in the five years from 2018 to 2022.", "47", "74"),
    ("Entries in the register are to be made within {} of the issue of a certificate.", "30 days", "13 days"),
    ("The first purchaser shall keep the certificate for not less than {}.", "five years", "two years"),
    ("Consumption of cement in member States grew by {} between 2015 and 2022.", "34%", "43%"),
    (
        "Of the consignments traced by the Secretariat, {} were first used within 120 kilometres.",
        "71 per cent",
        "17 per cent",
    ),
)


@pytest.mark.parametrize(("claim", "right", "wrong"), FIGURES)
def test_a_figure_is_held_against_the_sentence_that_speaks_of_the_same(library, claim, right, wrong):
    assert "wrong figure" not in [verdict for _, verdict in checked(library, claim.format(right))]
    found = [
        each for each in check_draft(library, claim.format(wrong)).findings if each.verdict == "wrong figure"
    ]
    assert [each.text for each in found] == [
        re.match(r"\S+(?: million| October \d{4})?", wrong)[0].rstrip("%")
    ]
    assert re.match(r"\S+", right)[0].rstrip("%") in found[0].note


def test_two_figures_that_change_places_are_noticed(library):
    right = "The number of attacks on river traffic rose from 61 in 2018 to 143 in 2022."
    wrong = "The number of attacks on river traffic rose from 143 in 2018 to 61 in 2022."
    assert "wrong figure" not in [verdict for _, verdict in checked(library, right)]
    assert [verdict for _, verdict in checked(library, wrong)].count("wrong figure") == 2


def test_a_writers_own_figures_are_not_held_against_others(library):
    assert "wrong figure" not in [
        v
        for _, v in checked(
            library, "We estimate that 58 million tonnes were taken unlawfully in our inland waters in 2022."
        )
    ]
    assert checked(library, "Our ministry opened 12 courts in 2021.") == []


def test_a_delegates_own_paper_raises_no_alarm(library):
    report = check_draft(library, from_document(read_document(SAMPLES / "karsova-position.txt").paragraphs))
    assert [
        each
        for each in report.findings
        if each.verdict == "wrong figure" or each.verdict == "altered wording"
    ] == []


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("The Lowmere Convention has 28 articles.", "correct"),
        ("The Lowmere Convention contains twenty-seven articles.", "wrong figure"),
        ("The Lowmere Convention is our compass. It has 140 articles.", "wrong figure"),
        ("The Lowmere Convention is our compass. The Convention has 28 articles in all.", "correct"),
    ],
)
def test_the_number_of_a_documents_articles_is_held_against_the_document(library, said, verdict):
    finding = only(library, said)
    assert (finding.kind, finding.verdict) == ("figure", verdict)
    assert verdict == "correct" or "28 articles, 1 to 27" in finding.note


@pytest.mark.parametrize(
    "said",
    [
        "The Lowmere Convention has 3 articles on dredgers.",
        "It has 140 articles.",
        "Our law has 140 articles.",
    ],
)
def test_a_number_of_some_articles_or_of_another_texts_is_left_alone(library, said):
    assert checked(library, said) == []


# -- sentences without a finding ----------------------------------------------------------------


def test_what_could_not_be_checked_is_named_with_the_reason(library):
    text = (
        "Our paper begins. We shall return to article 3. Resolution 99/154 decides everything. "
        "The Lowmere Convention is our compass. Harbours of the west keep 5,117 lanterns of polished brass."
    )
    report = check_draft(library, text)
    assert report.findings == ()
    assert [each.why for each in report.unchecked] == [
        "",
        "nothing says of which document the provision is",
        "the library has no document “Resolution 99/154”",
        "it names a document, but no passage of it that could be compared",
        "no passage of the library speaks plainly of the same figure",
    ]
    assert all(text[each.start : each.end] == each.text for each in report.unchecked)


def test_the_report_counts_the_sentences_that_it_says_nothing_of(library):
    text = f"We are few. Resolution 99/154 decides <all>. “{COLLAPSE}” (background paper, para. 13)."
    report = check_draft(library, text)
    for written in (write_markdown(report), write_html(report)):
        assert "1 sentence could not be checked. 1 sentence holds nothing that can be checked." in written
        assert "Could not be checked" in written
    assert "decides &lt;all&gt;" in write_html(report)
    assert json.loads(write_json(report))["unchecked"][0]["text"] == "We are few."


# -- a draft with planted errors --------------------------------------------------------------

PLANTED = (
    *((claim.format(wrong), "wrong figure") for claim, _, wrong in FIGURES),
    (f"“{COLLAPSE.replace('remains', 'was')}” (background paper, para. 13).", "altered wording"),
    (f"“{COLLAPSE.replace('2020', '2021')}” (background paper, para. 13).", "altered wording"),
    (f"“{COLLAPSE}” (background paper, para. 31).", "wrong locator"),
    (
        "Article 2(g) of the Lowmere Convention speaks of “a dredger whose installed pumping power does not exceed 15 kilowatts”.",
        "wrong locator",
    ),
    ("Article 28 of the Lowmere Convention is the last.", "wrong locator"),
    (
        "The paper finds that “a lamp on every pier would have saved them all from the flood”.",
        "not in the library",
    ),
    (
        "In the words of resolution 12/7, “no member shall sell a single grain before the harvest is in”.",
        "not in the library",
    ),
)


def test_every_planted_error_of_a_draft_is_found_and_nothing_else(library):
    right = [claim.format(figure) for claim, figure, _ in FIGURES]
    paragraphs = [text for pair in zip(right, [text for text, _ in PLANTED], strict=False) for text in pair]
    paragraphs += [text for text, _ in PLANTED[len(right) :]]
    report = check_draft(library, "\n\n".join(paragraphs))
    wrong = {each.paragraph: each.verdict for each in report.findings if each.verdict != "correct"}
    assert wrong == {paragraphs.index(text) + 1: verdict for text, verdict in PLANTED}


# -- parts ------------------------------------------------------------------------------------


def test_spans_point_into_the_draft(library):
    report = check_draft(library, f"First.\n\nSecond: “{COLLAPSE}” (background paper, para. 15).")
    (finding,) = report.findings
    assert report.paragraphs[finding.paragraph - 1][finding.start : finding.end] == f"“{COLLAPSE}”"


def test_quotation_marks_of_many_kinds_are_read():
    text = '“one “inner” two” and "three four" and «five six» and „seven eight“ and ‘nine’s ten’ but it’s not'
    assert [each.words for each in find_quoted(text)] == [
        "one “inner” two",
        "three four",
        "five six",
        "seven eight",
        "nine’s ten",
    ]


def test_a_plain_draft_is_split_at_empty_lines_and_quoted_lines_are_blocks():
    assert [(each.text, each.block) for each in split_draft("One\ntwo.\n\n> three\n> four\n")] == [
        ("One\ntwo.", False),
        ("three\nfour", True),
    ]


def test_the_word_diff_takes_only_the_stretch_that_is_meant():
    source, changes = compare("within ten years of it", "Each Party shall, within four years of it, report.")
    assert source == "within four years of it"
    assert [(each.kind, each.text) for each in changes] == [
        ("same", "within"),
        ("deleted", "four"),
        ("inserted", "ten"),
        ("same", "years of it"),
    ]


def test_an_empty_draft_has_no_findings(library):
    assert check_draft(library, "").findings == ()


# -- reports ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(library):
    hostile = f"“{COLLAPSE.replace('loss', '<script>alert(1)</script> loss')}” (background paper, para. 13)."
    return check_draft(library, f"“{COLLAPSE}” (background paper, para. 15).\n\n{hostile}", "<b>draft</b>.md")


def test_the_page_is_escaped_and_needs_nothing_from_outside(report):
    page = write_html(report)
    assert "<script" not in page
    assert "<b>draft" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?:", page)
    assert "prefers-color-scheme: dark" in page


def test_the_page_links_each_finding_and_its_place(report):
    page = write_html(report)
    assert set(re.findall(r'href="#([fd]\d+)"', page)) <= set(re.findall(r'id="([fd]\d+)"', page))


def test_the_markdown_report_names_the_right_place(report):
    text = write_markdown(report)
    assert "**wrong locator**, quotation in paragraph 1" in text
    assert "AR/WG.3/2024/2, para. 13" in text
    assert r"\<script\>" in text


def test_the_json_report_can_be_read_back(report):
    record = json.loads(write_json(report))
    assert record["counts"]["wrong locator"] == 1
    assert record["findings"][0]["source"]["locator"] == "para. 13"


# -- the command ------------------------------------------------------------------------------


def test_the_command_writes_the_report_where_it_is_told(folder, tmp_path):
    draft, out = tmp_path / "draft.txt", tmp_path / "report.html"
    draft.write_text(f"Our paper.\n\nIt says: “{COLLAPSE}” (background paper, para. 15).\n")
    run = CliRunner().invoke(
        check, [str(draft), "--library", str(folder), "--format", "html", "--out", str(out)]
    )
    assert run.exit_code == 0, run.output
    assert "1 wrong locator" in run.output
    assert out.read_text().startswith("<!doctype html>")


def test_a_draft_in_another_format_is_refused_with_the_formats_there_are(folder, tmp_path):
    draft = tmp_path / "draft.odt"
    draft.write_text("x")
    run = CliRunner().invoke(check, [str(draft), "--library", str(folder)])
    assert "save it in one of these" in str(run.exception)


def test_a_library_of_one_short_document_can_be_checked_against(tmp_path):
    publish(
        tmp_path / "small",
        [make_document("harbour.txt", "Keepers shall report every lamp.")],
        encoder=WordEncoder(),
    )
    with Library.open(tmp_path / "small", WordEncoder()) as small:
        assert checked(small, "“Keepers shall report every lamp”") == [("quotation", "correct")]
        assert checked(small, "“Keepers may report every lamp”") == [("quotation", "altered wording")]
