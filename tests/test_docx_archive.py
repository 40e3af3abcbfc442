"""Archives that are none, protected, damaged or hostile."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.docx_archive import read_archive
from ingest.errors import SourceError

_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
_THIRTY_MEGABYTES = 30 * 2**20


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as error:
        read_archive(path)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(f"{path.name}: expected")
    return str(error.value)


@pytest.fixture
def bomb(tmp_path: Path) -> Path:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(_THIRTY_MEGABYTES))
    assert path.stat().st_size < 2**20
    return path


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"plain words", "not a zip file"),
        (b"", "not a zip file"),
        (_OLE, "older Word format"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_archive_is_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(data)
    assert reason in refused(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "absent.docx")


def test_a_truncated_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "words " * 1000)
    path.write_bytes(path.read_bytes()[:3000])
    assert "damaged" in refused(path)


def test_a_member_that_is_protected_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "words")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # general purpose flag, bit 0: encrypted
    path.write_bytes(data)
    assert "password" in refused(path)


def test_a_zip_bomb_is_refused(bomb: Path) -> None:
    assert "100 times its size" in refused(bomb)


def test_a_zip_bomb_that_declares_a_small_size_is_refused(bomb: Path) -> None:
    declared = _THIRTY_MEGABYTES.to_bytes(4, "little")
    assert bomb.read_bytes().count(declared) == 2
    bomb.write_bytes(bomb.read_bytes().replace(declared, (1000).to_bytes(4, "little")))
    assert "damaged" in refused(bomb)


def test_a_sound_archive_comes_back_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "words")
    assert read_archive(path) == path.read_bytes()
