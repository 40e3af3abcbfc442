"""The documents that the project exists for, where they are at hand: counts that other hands have made.

The files belong to their publishers and are no part of the project; without
them these tests are passed over.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from ingest import Document, read_document

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the real documents are not at {CORPUS}")

# numbers of articles as the treaties' depositaries count them
ARTICLES = {
    "untoc.en.md": 41,
    "uncac.en.md": 71,
    "untoc-prot-trafficking.en.md": 20,
    "untoc-prot-migrants.en.md": 25,
    "untoc-prot-firearms.en.md": 21,
    "un-charter.en.md": 111,
    "vclt.en.md": 85,
    "rome-statute.en.md": 128,
    "opcat.en.md": 37,
    "narcotics-1988.en.md": 34,
    "terrorist-financing.en.md": 28,
}


@cache
def treaty(name: str) -> Document:
    return read_document(CORPUS / "treaties" / name)


@cache
def seed(number: str) -> Document:
    (path,) = (CORPUS / "seeds").glob(f"{number}_*.txt")
    return read_document(path)


def kinds(of: Document, *wanted: str) -> list[str]:
    return [each.locator.shown for each in of.paragraphs if each.kind in wanted]


@pytest.mark.parametrize("name", ARTICLES)
def test_a_treaty_has_its_articles_without_a_gap(name: str) -> None:
    found = [s[1] for p in treaty(name).paragraphs for s in p.locator.steps[:1] if s[0] == "article"]
    assert list(dict.fromkeys(found)) == [str(number) for number in range(1, ARTICLES[name] + 1)]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_sub_paragraph_of_a_treaty_is_addressable_and_has_its_lead_in(name: str) -> None:
    found = treaty(name)
    shown = [each.locator.shown for each in found.paragraphs if each.kind in ("body", "item", "row")]
    assert len(shown) == len(set(shown))
    assert [
        each.locator.shown for each in found.paragraphs if each.kind == "item" and each.parent is None
    ] == []


@pytest.mark.parametrize(
    ("name", "locator"),
    [
        ("uncac.en.md", "art. 12(2)(c)"),
        ("untoc.en.md", "art. 5(1)(a)(ii)"),
        ("rome-statute.en.md", "art. 8(2)(b)(xxvi)"),
        ("un-charter.en.md", "art. 73(e)"),
    ],
)
def test_a_provision_that_people_cite_is_found_under_its_name(name: str, locator: str) -> None:
    (found,) = [each for each in treaty(name).paragraphs if each.locator.shown == locator]
    (last,) = re.findall(r"\((\w+)\)$", locator)
    assert found.text.lstrip("(").startswith(last)


def test_the_numbered_paper_has_its_58_paragraphs_in_order_and_its_notes_tied() -> None:
    found = seed("002")
    assert kinds(found, "body") == [f"para. {number}" for number in range(1, 59)]
    marks = [mark for each in found.paragraphs for mark in each.notes if mark.mark.isdigit()]
    assert [mark.mark for mark in marks] == [str(number) for number in range(1, 53)]
    assert all(mark.note for mark in marks)
    assert (found.report.gaps, found.report.lone_marks, found.report.lone_notes) == ((), (), ())


@pytest.mark.parametrize(("number", "notes"), [("003", 101), ("004", 119)])
def test_the_notes_of_a_paper_are_one_series(number: str, notes: int) -> None:
    found = seed(number)
    labels = [
        each.locator.label
        for each in found.paragraphs
        if each.kind == "note" and each.locator.label.isdigit()
    ]
    # one note is missing from the text of 004
    assert labels == [str(label) for label in range(1, notes + 1) if (number, label) != ("004", 118)]
    assert len(found.report.lone_marks) == (number == "004")
    assert found.report.lone_notes == ()


@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
def test_no_paragraph_of_a_paper_is_left_cut(number: str) -> None:
    bodies = [each for each in seed(number).paragraphs if each.kind == "body"]
    assert [each.locator.shown for each in bodies if each.words[:1].islower()] == []
    unfinished = [each for each in bodies if not re.search(r"[.:?!;…][\"”’')\]]*$", each.text)]
    # what is unfinished leads in to a quotation or a list
    led = {each.parent for each in seed(number).paragraphs}
    assert [each.locator.shown for each in unfinished if each.id not in led] == []


def test_the_timeline_of_the_model_un_paper_keeps_its_dates() -> None:
    rows = [each.text.split("\t") for each in seed("000").paragraphs if each.kind == "row"]
    assert [row[0] for row in rows] == ["Date", "1970", "1994", "1995", "2001", "2008", "2014", "2016"]
    assert all(len(row) == 2 for row in rows)


def test_resolutions_number_their_operative_paragraphs_without_a_gap() -> None:
    for name in ("A_RES_79_154", "A_RES_78_227", "A_RES_80_228", "S_RES_1373_2001"):
        found = read_document(CORPUS / "un-documents" / "starter" / f"{name}.pdf")
        numbers = [
            p.locator.steps[0][1]
            for p in found.paragraphs
            if [s[0] for s in p.locator.steps] == ["paragraph"]
        ]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)], name
        assert len(numbers) > 5
        assert found.genre == "resolution"


def test_a_resolution_in_25_sections_counts_its_paragraphs_in_each_without_a_gap() -> None:
    found = read_document(CORPUS / "un-documents" / "ga-resolutions" / "A_RES_79_258.pdf")
    series: dict[str, list[str]] = {}
    for each in found.paragraphs:
        if [name for name, _ in each.locator.steps] == ["section", "paragraph"]:
            series.setdefault(each.locator.steps[0][1], []).append(each.locator.steps[1][1])
    assert [len(series[section]) for section in ("II", "III", "VIII")] == [12, 11, 38]
    assert all(numbers == [str(at) for at in range(1, len(numbers) + 1)] for numbers in series.values())
    shown = kinds(found, "body", "item")
    assert len(shown) == len(set(shown))


def test_reading_the_seeds_is_quick() -> None:
    from time import process_time

    start = process_time()
    for path in sorted((CORPUS / "seeds").glob("*.txt")):
        read_document(path)
    assert process_time() - start < 3  # five files, about 0.1 s each on an idle machine
