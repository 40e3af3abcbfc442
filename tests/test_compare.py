"""Instruments compared: the right provision of each, paragraphs beside those they answer to, words that differ."""

import json

import pytest
from small_library import TokenWordEncoder
from typer.testing import CliRunner

from assistant.cli import app
from assistant.compare import choose_instruments, compare_instruments
from assistant.comparison_view import comparison_view, write_html, write_markdown
from index import Library, publish
from ingest import SourceError, read_document

TREATY = """# {title}

## Article 1 {first}

1. Each Party shall keep every lighthouse lit from {dusk} until dawn.

2. A lamp that fails shall be mended within {days} days.
{more}
## Article 2 {second}

1. The Council of Keepers shall meet once a year.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    texts = {
        "northern.md": TREATY.format(
            title="Convention on Northern Lights",
            first="Lighthouses",
            dusk="dusk",
            days="two",
            more="",
            second="Council",
        ),
        "southern.md": TREATY.format(
            title="Convention on Southern Lights",
            first="Lighthouses",
            dusk="nightfall",
            days="ten",
            more="\n3. Foghorns &lt;b&gt;need&lt;/b&gt; not be sounded in clear weather.\n",
            second="Council",
        ),
        "nets.md": "# Convention on Nets\n\n## Article 1 Nets\n\n1. Each Party shall inspect fishing nets in spring.\n\n## Article 2 Fees\n\n1. No fee is due.\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    documents = [read_document(folder / name) for name in texts]
    publish(folder / "library", documents, encoder=TokenWordEncoder())
    with Library.open(folder / "library", TokenWordEncoder()) as opened:
        yield opened


@pytest.fixture(scope="module")
def lights(library):
    names = ["Convention on Northern Lights", "Convention on Southern Lights", "Convention on Nets"]
    return compare_instruments(library, "lighthouses", choose_instruments(library, names))


def test_each_instrument_gives_its_own_article(lights):
    assert [each.heading for each in lights.provisions[:2]] == ["Article 1 Lighthouses"] * 2


def test_an_instrument_without_a_provision_is_said_to_have_none(lights):
    assert lights.provisions[2].document.title == "Convention on Nets"
    assert lights.provisions[2].paragraphs == ()


def test_paragraphs_stand_beside_those_they_answer_to(lights):
    shown = [[cell.paragraph.locator.shown if cell else None for cell in row] for row in lights.rows]
    assert shown == [
        ["art. 1(1)", "art. 1(1)", None],
        ["art. 1(2)", "art. 1(2)", None],
        [None, "art. 1(3)", None],
    ]


def test_only_the_words_that_differ_are_marked(lights):
    marked = [[cell.paragraph.text[start:end] for start, end in cell.differs] for _, cell, _ in lights.rows]
    assert marked == [["nightfall"], ["ten"], []]
    assert all(cell.differs == () for cell, _, _ in lights.rows if cell)


def test_a_name_that_is_no_document_is_refused_with_those_there_are(library):
    with pytest.raises(
        SourceError, match=r"Convention on Whales: expected one document.*found none.*Northern"
    ):
        choose_instruments(library, ["Convention on Whales"])


def test_without_names_all_treaties_are_compared(samples_library):
    with Library.open(samples_library) as opened:
        assert [each.source for each in choose_instruments(opened, ())] == ["lowmere-convention.pdf"]


def test_what_a_document_says_never_becomes_markup(lights):
    for page in (comparison_view(lights), write_html(lights)):
        assert "<b>need</b>" not in page
        assert "&lt;b&gt;need&lt;/b&gt;" in page


def test_the_markdown_table_has_one_line_a_row(lights):
    lines = [line for line in write_markdown(lights).splitlines() if line.startswith("|")]
    assert len(lines) == 2 + len(lights.rows)
    assert "**ten**" in lines[3]


def test_the_command_writes_json(samples_library):
    told = CliRunner().invoke(
        app,
        [
            "compare",
            "legal assistance",
            "--in",
            "Lowmere Convention",
            "-l",
            str(samples_library),
            "-f",
            "json",
        ],
    )
    assert told.exit_code == 0, told.output
    record = json.loads(told.stdout)
    assert record["instruments"][0]["heading"] == "Article 19 Mutual legal assistance"
    assert record["rows"][0][0]["locator"] == "art. 19(1)"
