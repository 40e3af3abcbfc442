"""The library's documents and the report of a change, as HTML."""

from pathlib import Path

from small_library import make_document
from test_views import HOSTILE, Reader

from assistant.building import Built
from assistant.library_view import Adding, adding_view, built_view, library_view, remarks
from index import Changes, Counts, Published
from ingest import Outcome, Report, Source, SourceError


def test_each_document_is_listed_with_kind_date_paragraphs_and_file():
    report = Report(units=(("body", 40), ("note", 3), ("heading", 9), ("furniture", 7)))
    document = make_document(
        "a.pdf",
        "x",
        title="On shells",
        date="2019-05-03",
        genre="paper",
        binding="not binding",
        report=report,
    )
    text = Reader(library_view([document])).text
    for part in ("On shells", "2019-05-03", "Paper, not binding", "43 paragraphs", "a.pdf"):
        assert part in text


def test_a_remark_names_the_first_six_places_and_counts_the_rest():
    report = Report(gaps=tuple(f"para. {number}" for number in range(1, 10)), warnings=("no title found",))
    assert remarks(report) == (
        "no title found",
        "numbers that the series skips: para. 1; para. 2; para. 3; para. 4; para. 5; para. 6 and 3 more",
    )


def test_every_added_file_is_reported_as_what_it_became():
    names = ("new.txt", "again.txt", "same.txt")
    outcomes = [Outcome(Source(Path(name), name, {}), make_document(name, name)) for name in names]
    outcomes.append(Outcome(Source(Path("bad.pdf"), "bad.pdf", {}), error=SourceError(f"bad.pdf: {HOSTILE}")))
    changes = Changes(added=("new.txt",), changed=("again.txt",), kept=("same.txt",))
    built = Built(tuple(outcomes), Published(2, Counts(3, 3, 3), 3, 0, changes, frozenset()))
    text = Reader(built_view(built)).text
    for line in (
        "Added new.txt",
        "Replaced again.txt",
        "Already there, unchanged same.txt",
        "Not added bad.pdf",
    ):
        assert line in text
    assert "<script>" not in built_view(built)


def test_each_file_has_a_bar_of_its_own_while_files_are_added():
    read = (
        Outcome(Source(Path("done.txt"), "added/done.txt", {}), make_document("done.txt", "One.")),
        Outcome(Source(Path("bad.pdf"), "added/bad.pdf", {}), error=SourceError(f"bad.pdf: {HOSTILE}")),
    )
    stages = {"read": (2, 3), "embedding": (40, 0)}
    shown = adding_view(Adding(("done.txt", "bad.pdf", "next.txt"), read, stages))
    assert shown.count("<progress") == 4  # of the file that is read, of the one that is not, of each stage
    assert 'value="2" max="3"' in shown
    assert 'value="40"' not in shown  # of how many is not known yet: that bar only moves
    assert shown.index("Reading files") < shown.index("Indexing paragraphs")
    assert HOSTILE not in shown
    assert shown.index("done.txt") < shown.index("bad.pdf") < shown.index("next.txt")
