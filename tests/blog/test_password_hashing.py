"""One password is hashed at a time on a machine."""

import subprocess
import sys

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password

from blog.password_hashing import NAME, OneAtATimePBKDF2

TRY = "import fcntl, sys; fcntl.flock(open(sys.argv[1]), fcntl.LOCK_EX | fcntl.LOCK_NB)"


@pytest.fixture
def data(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["blog.password_hashing.OneAtATimePBKDF2"]
    settings.DATA = tmp_path
    return tmp_path


def is_free(data):
    """Whether another process would get the lock now."""
    command = [sys.executable, "-S", "-c", TRY, str(data / NAME)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_another_process_waits_while_a_password_is_hashed(data, monkeypatch):
    seen = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(
        PBKDF2PasswordHasher, "encode", lambda *given: seen.append(is_free(data)) or encode(*given)
    )
    OneAtATimePBKDF2().encode("password", "salt", 1)
    assert seen == [False]
    assert is_free(data)


def test_hashes_are_those_of_django_and_are_made_where_there_is_no_lock(data):
    known = PBKDF2PasswordHasher().encode("password", "salt", 1)
    assert OneAtATimePBKDF2().encode("password", "salt", 1) == known
    assert check_password("password", known, preferred="default")
    (data / NAME).unlink()
    (data / NAME).mkdir()
    assert OneAtATimePBKDF2().encode("password", "salt", 1) == known
