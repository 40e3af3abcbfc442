"""Many files side by side: each is accounted for, none harms another."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest

from ingest import Outcome, find_sources, read_each, read_sources
from ingest.job import AHEAD


def read(folder: Path, **options: object) -> dict[str, Outcome]:
    return {each.source.name: each for each in read_sources(find_sources([folder]), workers=1, **options)}  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text("The gate leaks.\n\nThe sill does not.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    return tmp_path


def test_a_bad_file_is_reported_and_the_others_are_read(folder: Path) -> None:
    found = read(folder)
    assert found["good.txt"].document is not None
    assert "empty file" in str(found["empty.txt"].error)


def test_the_same_bytes_under_two_names_are_one_document(folder: Path) -> None:
    (folder / "twin.txt").write_bytes((folder / "good.txt").read_bytes())
    assert "the same bytes as good.txt" in str(read(folder)["twin.txt"].error)


def test_a_document_added_beside_changes_no_id(folder: Path) -> None:
    before = read(folder)["good.txt"].document
    (folder / "another.txt").write_text("A weir holds water.\n", encoding="utf-8")
    after = read(folder)["good.txt"].document
    assert before is not None
    assert after is not None
    assert [each.id for each in after.paragraphs] == [each.id for each in before.paragraphs]


def test_what_is_known_is_not_read_again_unless_the_rules_have_changed(folder: Path) -> None:
    document = read(folder)["good.txt"].document
    assert document is not None
    assert read(folder, known={document.id: document})["good.txt"].reused
    stale = type(document).from_record({**document.to_record(), "rules": "0"})
    assert not read(folder, known={document.id: stale})["good.txt"].reused


def test_sources_toml_beside_the_files_overrides_what_was_read(folder: Path) -> None:
    (folder / "sources.toml").write_text('["good.txt"]\ntitle = "Gates"\n', encoding="utf-8")
    document = read(folder)["good.txt"].document
    assert document is not None
    assert document.title == "Gates"


def test_progress_tells_how_many_files_are_done(folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    read(folder, progress=lambda what, done, total: told.append((what, done, total)))
    assert told[-1] == ("read", 2, 2)


def test_outcomes_come_in_the_order_of_the_sources(folder: Path) -> None:
    for number in range(12):
        (folder / f"n{number:02}.txt").write_text("One.\n\n" * (200 if number % 3 == 0 else 1) + str(number))
    sources = find_sources([folder])
    assert [each.source for each in read_each(sources, workers=2)] == list(sources)


def test_no_more_files_are_read_than_are_to_wait(folder: Path) -> None:
    class Asked(dict):  # type: ignore[type-arg]
        """Asked once for each file before it is read."""

        times = 0

        def get(self, key: object, default: object = None) -> None:
            self.times += 1

    for number in range(3 * AHEAD):
        (folder / f"n{number:02}.txt").write_text(f"Sluice {number} is open.\n")
    asked = Asked(x=None)
    outcomes = read_each(find_sources([folder]), known=asked, workers=1)
    for taken in range(1, 4):
        next(outcomes)
        time.sleep(0.5)
        assert asked.times <= taken + AHEAD
    outcomes.close()
    assert multiprocessing.active_children() == []
