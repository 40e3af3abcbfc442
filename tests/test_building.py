"""A library built from files: read in worker processes while others are embedded, whatever their number."""

import gc
import importlib

import pytest
from small_library import TokenWordEncoder

from assistant.building import build
from index import Library
from ingest import Document, LibraryError, SourceError
from ingest.job import AHEAD

publish_module = importlib.import_module("index.publish")  # index.publish is the function
segment_module = importlib.import_module("index.segment")


def write_files(folder, numbers):
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = f"Letter {number} asks for rope.\n\nSigned by keeper {number}.\n"
        (folder / f"letter{number:03}.txt").write_text(text)
    return folder


def sources(library):
    with Library.open(library, TokenWordEncoder()) as opened:
        opened.verify()
        return [each.source for each in opened.documents]


class Watching(TokenWordEncoder):
    """Notes at each call how many documents are alive, and how many files have been read."""

    def __init__(self):
        super().__init__()
        self.alive, self.read_then, self.read = [], [], 0

    def on_outcome(self, outcome):
        self.read += 1
        assert outcome.document.paragraphs == ()

    def encode(self, texts, *, progress=None):
        # those with paragraphs: what is kept of each file has none
        documents = (each for each in gc.get_objects() if type(each) is Document)
        self.alive.append(sum(bool(each.paragraphs) for each in documents))
        self.read_then.append(self.read)
        return super().encode(texts, progress=progress)


def test_files_are_read_while_others_are_embedded_and_only_so_many_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(segment_module, "_AT_ONCE", 8)
    monkeypatch.setattr(publish_module, "_FEW", 8)
    encoder = Watching()
    files = write_files(tmp_path / "files", range(3 * AHEAD))
    gc.collect()
    encoder.encode([])
    before = encoder.alive.pop()
    encoder.read_then.clear()
    built = build([files], tmp_path / "library", encoder=encoder, on_outcome=encoder.on_outcome)
    assert len(built.outcomes) == built.published.counts.documents == 3 * AHEAD
    assert max(encoder.alive) - before <= AHEAD + 4
    assert encoder.read_then == sorted(encoder.read_then)
    assert encoder.read_then[0] < 10  # of 96 files; embedding begins with the first
    assert sources(tmp_path / "library") == sorted(each.name for each in files.iterdir())


def test_an_added_file_is_all_that_is_embedded_and_known_ones_are_not_read(tmp_path):
    library = tmp_path / "library"
    build([write_files(tmp_path / "files", range(5))], library, encoder=TokenWordEncoder())
    encoder = TokenWordEncoder()
    built = build([write_files(tmp_path / "files", [7])], library, encoder=encoder)
    assert [each.reused for each in built.outcomes] == [True] * 5 + [False]
    assert built.published.changes.added == ("letter007.txt",)
    assert len(encoder.seen) == 2
    assert len(sources(library)) == 6


def test_where_nothing_is_new_nothing_is_written(tmp_path):
    library, files = tmp_path / "library", write_files(tmp_path / "files", range(3))
    build([files], library, encoder=TokenWordEncoder())
    assert build([files], library, encoder=TokenWordEncoder()).published is None
    assert (library / "CURRENT").read_text() == "000001\n"


def test_the_same_files_with_another_model_are_embedded_anew_without_being_read(tmp_path):
    library, files = tmp_path / "library", write_files(tmp_path / "files", range(3))
    build([files], library, encoder=TokenWordEncoder())
    other = TokenWordEncoder(name="others", fingerprint="words-2")
    built = build([files], library, encoder=other)
    assert [each.reused for each in built.outcomes] == [True] * 3
    assert (built.published.embedded, built.published.reused) == (6, 0)
    with Library.open(library, other) as opened:
        opened.verify()
        assert [each.source for each in opened.documents] == [f"letter00{number}.txt" for number in range(3)]
    assert build([files], library, encoder=other).published is None


def test_a_file_that_is_gone_is_forgotten_and_its_generation_is_not_left_behind(tmp_path):
    library, files = tmp_path / "library", write_files(tmp_path / "files", range(3))
    build([files], library, encoder=TokenWordEncoder())
    (files / "letter001.txt").unlink()
    built = build([files], library, encoder=TokenWordEncoder())
    assert (built.published.changes.removed, built.published.embedded) == (("letter001.txt",), 0)
    assert sources(library) == ["letter000.txt", "letter002.txt"]
    assert [path.name for path in (library / "generations").iterdir()] == ["000002"]


def test_a_known_file_described_anew_is_embedded_by_its_new_title_without_being_read(tmp_path):
    library, files = tmp_path / "library", write_files(tmp_path / "files", range(2))
    build([files], library, encoder=TokenWordEncoder())
    (files / "sources.toml").write_text('["letter001.txt"]\ntitle = "On rope"\n')
    encoder = TokenWordEncoder()
    built = build([files], library, encoder=encoder)
    assert [each.reused for each in built.outcomes] == [True, True]
    assert len(encoder.seen) == 2
    assert all(text.startswith("On rope") for text in encoder.seen)
    with Library.open(library, TokenWordEncoder()) as opened:
        assert opened.document("letter001.txt").title == "On rope"
        assert len(opened.document("letter001.txt").paragraphs) == 2


def test_where_no_file_can_be_read_the_library_stays_as_it_was(tmp_path):
    library = tmp_path / "library"
    build([write_files(tmp_path / "files", range(2))], library, encoder=TokenWordEncoder())
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_bytes(b"")
    with pytest.raises(SourceError, match="empty file"):
        build([bad], library, encoder=TokenWordEncoder())
    assert len(sources(library)) == 2


def test_damage_is_told_when_the_same_files_are_read_again(tmp_path):
    library, files = tmp_path / "library", write_files(tmp_path / "files", range(2))
    build([files], library, encoder=TokenWordEncoder())
    path = next(library.glob("generations/*/segments/*/vectors.faiss"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(LibraryError, match=r"vectors\.faiss: expected other contents"):
        build([files], library, encoder=TokenWordEncoder())
