"""The zip archive around a DOCX file, unpacked once within limits before anything else touches it.

It tells a hostile, damaged or protected archive from a sound one. What is in
the archive does not concern it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from .errors import SourceError

_LARGEST = 200 * 2**20  # bytes, packed or unpacked
_HIGHEST_RATIO = 100  # unpacked over packed; real documents stay under 40
_ALWAYS_FINE = 20 * 2**20  # bytes unpacked: below this no ratio matters
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def read_archive(path: Path) -> bytes:
    """The bytes of a file that is a sound zip archive.

    Raises SourceError when it is none, is protected by a password, or unpacks
    to more than 200 MB or (above 20 MB) a hundred times its size.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except OSError as error:
        raise SourceError(f"{path.name}: expected a readable file, found: {error.strerror}") from error
    if data is None:
        raise _too_large(path)
    if data.startswith(_OLE):
        raise _protected(path) if "EncryptedPackage".encode("utf-16-le") in data else _old_format(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _unpack(path, archive, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError) as error:
        raise SourceError(
            f"{path.name}: expected a DOCX file, which is a zip archive, found none or a damaged one "
            f"({error}); open it in Word or LibreOffice and save it again as .docx"
        ) from error
    return data


def _unpack(path: Path, archive: zipfile.ZipFile, packed: int) -> None:
    """Unpack everything in small pieces and keep nothing: the sizes that an archive declares may be false."""
    limit = min(_LARGEST, max(_ALWAYS_FINE, packed * _HIGHEST_RATIO))
    if sum(member.file_size for member in archive.infolist()) > limit:
        raise _too_large(path)
    unpacked = 0
    for member in archive.infolist():
        if member.flag_bits & 1:
            raise _protected(path)
        with archive.open(member) as stream:
            while piece := stream.read(2**16):
                unpacked += len(piece)
                if unpacked > limit:
                    raise _too_large(path)


def _protected(path: Path) -> SourceError:
    return SourceError(
        f"{path.name}: expected an open DOCX file, found one that is protected with a password; "
        "open it in Word and save it again without the password"
    )


def _old_format(path: Path) -> SourceError:
    return SourceError(
        f"{path.name}: expected a DOCX file, found the older Word format (.doc); "
        "open it in Word or LibreOffice and save it as .docx"
    )


def _too_large(path: Path) -> SourceError:
    return SourceError(
        f"{path.name}: expected a DOCX file that unpacks to at most {_LARGEST >> 20} MB and "
        f"{_HIGHEST_RATIO} times its size, found more; save it again without its pictures, or leave it out"
    )
