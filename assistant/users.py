"""Users: who may sign in, with passwords that are kept only as scrypt hashes.

A users file has one line a user, `name:salt:hash` in hexadecimal, as
`write_user` makes it. What the page shows is not decided here.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from pathlib import Path

from ingest import SettingsError

_SALT = 16  # bytes
_COST = {"n": 2**14, "r": 8, "p": 1}  # 16 MiB and some 50 ms for each try


def write_user(name: str, password: str) -> str:
    """The line of a users file for a user; SettingsError when the name or the password does not fit."""
    if not name.strip() or ":" in name or "\n" in name:
        raise SettingsError(f"user {name!r}: expected a name without a colon, found none; choose another")
    if len(password) < 8:
        raise SettingsError(
            f"user {name}: expected a password of 8 or more characters, found {len(password)}"
        )
    salt = secrets.token_bytes(_SALT)
    return f"{name.strip()}:{salt.hex()}:{_hash(password, salt).hex()}"


def read_users(path: Path) -> Callable[[str, str], bool]:
    """Reads a users file and gives the function that checks a name and a password; SettingsError when it is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SettingsError(
            f"{path}: expected a users file, found none that can be read ({error.strerror}); "
            "make one with `rapporteur user NAME >> users.txt`"
        ) from error
    users = dict(_read_line(path, number, line) for number, line in enumerate(lines, 1) if line.strip())
    if not users:
        raise SettingsError(f"{path}: expected at least one user, found none; add a line for each")
    nobody = (b"\0" * _SALT, b"")

    def sign_in(name: str, password: str) -> bool:
        # an unknown name takes as long as a wrong password
        salt, expected = users.get(name.strip(), nobody)
        return hmac.compare_digest(_hash(password, salt), expected)

    return sign_in


def _read_line(path: Path, number: int, line: str) -> tuple[str, tuple[bytes, bytes]]:
    try:
        name, salt, digest = line.split(":")
        return name, (bytes.fromhex(salt), bytes.fromhex(digest))
    except ValueError as error:
        raise SettingsError(
            f"{path}, line {number}: expected name:salt:hash, found something else; make the line again"
        ) from error


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **_COST)
