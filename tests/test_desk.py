"""A library that is asked while it changes."""

import threading

import pytest
from small_library import WordEncoder, harbour_report, make_document, orchard_treaty

from assistant.desk import Desk, note_texts
from index import publish
from ingest import LibraryError, NoteMark


@pytest.fixture
def desk(tmp_path):
    publish(tmp_path / "library", [harbour_report(), orchard_treaty()], encoder=WordEncoder())
    desk = Desk(tmp_path / "library", WordEncoder())
    yield desk
    desk.close()


def sources(desk):
    return {each.source for each in desk.documents}


def test_who_is_reading_keeps_his_generation_and_the_next_reader_gets_the_new_one(desk):
    with desk.reading() as before:
        publish(desk.folder, [harbour_report()], encoder=WordEncoder())
        with desk.reading() as after:
            assert len(after.library.documents) == 1
        assert len(before.library.documents) == 2
        assert before.library.document("orchard.txt").paragraphs[0].text.startswith("Each Party")


def test_a_generation_that_nobody_reads_any_more_is_let_go(desk):
    with desk.reading() as before:
        old = before.library
    publish(desk.folder, [harbour_report()], encoder=WordEncoder())
    assert sources(desk) == {"harbour.txt"}
    publish(desk.folder, [orchard_treaty()], encoder=WordEncoder())
    assert not (desk.folder / "generations" / f"{old.generation:06}").exists()


def test_documents_are_removed_and_the_last_one_stays(desk):
    desk.remove(["orchard.txt"])
    assert sources(desk) == {"harbour.txt"}
    with pytest.raises(LibraryError, match="at least one document"):
        desk.remove(["harbour.txt"])
    assert sources(desk) == {"harbour.txt"}


def test_two_people_adding_at_once_lose_nothing(desk, tmp_path):
    files = [tmp_path / f"{name}.txt" for name in ("eels", "crabs")]
    for file in files:
        file.write_text(
            f"Report on {file.stem}\n\nThe {file.stem} of the sound are counted each year by the warden.\n"
        )
    threads = [threading.Thread(target=desk.add, args=([file],)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sources(desk) == {"harbour.txt", "orchard.txt", "added/eels.txt", "added/crabs.txt"}


def test_suggested_questions_are_those_that_the_library_answers(desk):
    desk.warm()
    assert desk.suggestions
    with desk.reading() as assistant:
        assert {assistant.ask(each).status for each in desk.suggestions} == {"answered"}


def test_the_notes_of_a_paragraph_are_found_by_their_ids(tmp_path):
    from dataclasses import replace

    document = make_document("a.txt", "A claim.", "Its source.")
    claim, note = document.paragraphs
    note = replace(note, kind="note")
    claim = replace(claim, notes=(NoteMark("1", 8, note.id),))
    publish(tmp_path / "library", [replace(document, paragraphs=(claim, note))], encoder=WordEncoder())
    desk = Desk(tmp_path / "library", WordEncoder())
    with desk.reading() as assistant:
        assert note_texts(assistant, [claim, note]) == {note.id: "Its source."}
    desk.close()
