"""Who may sign in."""

import hashlib

import pytest

from assistant.users import read_users, write_user
from ingest import SettingsError


@pytest.fixture
def users(tmp_path):
    path = tmp_path / "users"
    path.write_text(write_user("ada", "lamp and wick") + "\n" + write_user("bo", "another word") + "\n")
    return path


def test_the_right_password_of_the_right_user_signs_in(users):
    sign_in = read_users(users)
    assert sign_in("ada", "lamp and wick")
    assert not sign_in("ada", "another word")
    assert not sign_in("cy", "lamp and wick")
    assert not sign_in("cy", "")


def test_the_file_holds_no_password_and_no_two_hashes_alike(users):
    assert "lamp" not in users.read_text()
    assert write_user("ada", "lamp and wick") != write_user("ada", "lamp and wick")


def test_a_hash_is_scrypt_as_the_standard_library_makes_it():
    _, salt, digest = write_user("ada", "lamp and wick").split(":")
    assert digest == hashlib.scrypt(b"lamp and wick", salt=bytes.fromhex(salt), n=16384, r=8, p=1).hex()


@pytest.mark.parametrize(
    ("name", "password"), [("a:b", "long enough"), ("", "long enough"), ("ada", "short")]
)
def test_names_and_passwords_that_do_not_fit_are_refused(name, password):
    with pytest.raises(SettingsError, match="expected"):
        write_user(name, password)


@pytest.mark.parametrize("content", ["", "ada:only", "ada:xx:yy"])
def test_a_users_file_that_is_wrong_is_named(tmp_path, content):
    path = tmp_path / "users"
    path.write_text(content)
    with pytest.raises(SettingsError, match="users"):
        read_users(path)


def test_a_users_file_that_is_not_there_is_answered_with_the_command_that_makes_it(tmp_path):
    with pytest.raises(SettingsError, match=r"make one with `rapporteur user NAME >>"):
        read_users(tmp_path / "nowhere")
