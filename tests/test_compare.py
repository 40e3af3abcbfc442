"""Instruments compared: the right provision of each, paragraphs beside those they answer to, words that differ."""

import json

import pytest
from click.testing import CliRunner
from small_library import TokenWordEncoder

from assistant.cli import app
from assistant.compare import choose_instruments, compare_instruments, quotations_of
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


def compared(tmp_path, topic, **texts):
    """A matter compared in documents of these texts, in this order."""
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    documents = [read_document(tmp_path / f"{name}.md") for name in texts]
    publish(tmp_path / "library", documents, encoder=TokenWordEncoder())
    with Library.open(tmp_path / "library", TokenWordEncoder()) as opened:
        return compare_instruments(opened, topic, opened.documents)


def test_paragraphs_before_the_first_match_stand_before_it(tmp_path):
    north = "# Convention on Pilots\n\n## Article 1 Pilotage\n\n1. A pilot shall carry a lantern on board.\n"
    south = (
        "# Convention on Harbours\n\n## Article 1 Pilotage\n\n1. Masters choose their own pilotage freely.\n\n"
        "2. A pilot shall carry a lantern on board.\n\n3. Fees for pilotage become due in winter.\n"
    )
    rows = compared(tmp_path, "pilotage", north=north, south=south).rows
    assert [[cell.paragraph.locator.shown if cell else None for cell in row] for row in rows] == [
        [None, "art. 1(1)"],
        ["art. 1(1)", "art. 1(2)"],
        [None, "art. 1(3)"],
    ]


def test_the_article_that_bears_the_matters_name_comes_before_those_that_mention_it(tmp_path):
    text = (
        "# Convention on Bells\n\n## Article 1 Withdrawal of objections to bell ringing\n\n"
        "1. Objections to bell ringing, once made against bell ringing, may be withdrawn.\n\n"
        "## Article 2 Bell ringing\n\n1. Bell ringing begins at noon.\n"
    )
    (found,) = compared(tmp_path, "bell ringing", bells=text).provisions
    assert found.heading == "Article 2 Bell ringing"


def test_a_denunciation_is_found_where_the_treaty_calls_it_withdrawal(tmp_path):
    text = (
        "# Convention on Bells\n\n## Article 1 Ringing\n\n1. Bells are rung at noon.\n\n"
        "## Article 2 Withdrawal\n\n1. A Party may withdraw by a letter to the Keeper of Bells.\n"
    )
    (found,) = compared(tmp_path, "Denunciation", bells=text).provisions
    assert [each.locator.shown for each in found.paragraphs] == ["art. 2(1)"]


def test_an_article_comes_before_a_recital_on_the_same_matter(tmp_path):
    text = (
        "# Convention on Bells\n\nThe Parties to this Convention,\n\nRecalling bell tuning,\n\nHave agreed as follows:\n\n"
        "## Article 1\n\n1. The Keeper oversees bell tuning and bell casting in each belfry.\n"
    )
    (found,) = compared(tmp_path, "bell tuning", bells=text).provisions
    assert [each.locator.shown for each in found.paragraphs] == ["art. 1(1)"]


def test_an_answer_quotes_what_most_instruments_share(tmp_path):
    shared = "For pilotage a pilot shall carry on board:\n\n(a) A lantern;\n\n(b) A bell."
    south = f"# Convention on Harbours\n\n## Article 1 Pilotage\n\n1. A fee is due.\n\n2. {shared}\n"
    comparison = compared(
        tmp_path,
        "pilotage",
        south=south,
        north=f"# Convention on Pilots\n\n## Article 4 Pilotage\n\n1. {shared}\n",
        nets="# Convention on Nets\n\n## Article 1 Nets\n\n1. Nets are inspected in spring.\n",
    )
    quoted = [(document.source, each.paragraph.locator.shown) for document, each in quotations_of(comparison)]
    assert quoted == [
        ("south.md", "art. 1(2)"),
        ("south.md", "art. 1(2)(a)"),
        ("south.md", "art. 1(2)(b)"),
        ("north.md", "art. 4(1)"),
        ("north.md", "art. 4(1)(a)"),
        ("north.md", "art. 4(1)(b)"),
    ]
    assert (
        next(each.text for _, each in quotations_of(comparison))
        == "For pilotage a pilot shall carry on board:"
    )


def test_an_article_on_the_matter_alone_is_quoted_from_its_beginning(tmp_path):
    text = (
        "# Convention on Bells\n\n## Article 1 Bell ringing\n\n"
        "1. Each Party shall see to it that all the harbours of its coast are told of dusk and of dawn.\n\n"
        "2. Bell ringing is free. Bell ringing in fog is bell ringing.\n"
    )
    quoted = quotations_of(compared(tmp_path, "bell ringing", bells=text))
    assert [each.paragraph.locator.shown for _, each in quoted] == ["art. 1(1)"]


def test_a_comparison_that_finds_nothing_quotes_nothing(tmp_path):
    text = "# Convention on Nets\n\n## Article 1 Nets\n\n1. Nets are inspected in spring.\n"
    assert quotations_of(compared(tmp_path, "lanterns", nets=text)) == ()
