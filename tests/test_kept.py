"""What is learnt from a library is learnt once for what it holds."""

import pytest
from small_library import WordEncoder, make_document

from index import Library, publish

ROPE = make_document("rope.txt", "Ropes are tarred each spring.")
LAMP = make_document("lamp.txt", "Lamps are lit at dusk.")


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path / "library", [ROPE], encoder=WordEncoder())
    return tmp_path / "library"


class Learner:
    """Learns the number of documents; counts how often it has to."""

    def __init__(self, folder):
        self.folder, self.times = folder, 0

    def ask(self, rules="1"):
        with Library.open(self.folder, WordEncoder()) as library:
            return library.keep("number", rules, lambda: self._learn(library))

    def _learn(self, library):
        self.times += 1
        return [len(library.documents)]


def test_it_is_learnt_once_whatever_the_number_of_starts(folder):
    learner = Learner(folder)
    assert [learner.ask(), learner.ask(), learner.ask()] == [[1], [1], [1]]
    assert learner.times == 1


def test_another_document_and_one_less_are_learnt_anew(folder):
    learner = Learner(folder)
    assert learner.ask() == [1]
    publish(folder, [ROPE, LAMP], encoder=WordEncoder())
    assert learner.ask() == [2]
    publish(folder, [LAMP], encoder=WordEncoder())
    assert learner.ask() == [1]
    assert learner.times == 3


def test_other_rules_learn_anew(folder):
    learner = Learner(folder)
    learner.ask("1")
    learner.ask("2")
    assert learner.times == 2


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"key": 1}'])
def test_a_damaged_file_is_learnt_anew_and_mended(folder, content):
    learner = Learner(folder)
    learner.ask()
    (folder / "learnt" / "number.json").write_bytes(content)
    assert [learner.ask(), learner.ask()] == [[1], [1]]
    assert learner.times == 2


def test_a_folder_that_cannot_be_written_is_learnt_from_each_time(folder):
    (folder / "learnt").write_text("a file stands where the folder would be")
    learner = Learner(folder)
    assert [learner.ask(), learner.ask()] == [[1], [1]]
    assert learner.times == 2
