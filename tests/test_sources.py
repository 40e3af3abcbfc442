"""Which files a folder holds, and what its sources.toml may say of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from text_documents import document

from ingest import SettingsError, SourceError, find_sources
from ingest.sources import apply_overrides, read_overrides


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("_", ".")
        path.write_text(text, encoding="utf-8")
    return folder


def test_documents_are_found_by_name_and_other_files_passed_over(tmp_path: Path) -> None:
    write(tmp_path, b_txt="B.", a_md="A.", c_xyz="C.")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", a_md="A too.")
    assert [source.name for source in find_sources([tmp_path])] == ["a.md", "b.txt", "deep/a.md"]


def test_a_file_named_twice_is_one_source(tmp_path: Path) -> None:
    write(tmp_path, a_txt="A.")
    assert len(find_sources([tmp_path, tmp_path / "a.txt"])) == 1


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, a_txt=name)
    assert [source.name for source in find_sources([tmp_path / "one", tmp_path / "two"])] == [
        "a.txt",
        "two/a.txt",
    ]


def test_a_path_that_is_not_there_and_a_folder_without_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="found nothing there"):
        find_sources([tmp_path / "gone"])
    with pytest.raises(SourceError, match="found none"):
        find_sources([tmp_path])


def test_an_unknown_key_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    write(tmp_path, sources_toml='["a.txt"]\ncolour = "blue"\n')
    with pytest.raises(SettingsError, match=r"unknown key colour; known keys are title, symbol, aliases"):
        read_overrides(tmp_path / "sources.toml")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("aliases = 'one'", "expected a list of texts"),
        ("genre = 'poem'", "expected one of treaty, resolution"),
        ("title = ", "expected TOML"),
    ],
)
def test_a_wrong_value_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    write(tmp_path, sources_toml=f'["a.txt"]\n{line}\n')
    with pytest.raises(SettingsError, match=complaint):
        read_overrides(tmp_path / "sources.toml")


def test_a_key_outside_a_table_is_refused(tmp_path: Path) -> None:
    write(tmp_path, sources_toml='title = "x"\n')
    with pytest.raises(SettingsError, match="found the key title"):
        read_overrides(tmp_path / "sources.toml")


def test_the_users_word_overrides_and_aliases_are_added() -> None:
    read = document("# Wet Gates of Umber\n\nThe gates leak.\n", markdown=True)
    changed = apply_overrides(read, {"title": "Gates", "aliases": ["the gate book"], "genre": "paper"})
    assert (changed.title, changed.genre) == ("Gates", "paper")
    assert changed.aliases[0] == "the gate book"
    assert changed.paragraphs == read.paragraphs
