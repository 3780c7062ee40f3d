"""A bad value in the environment stops the start, and the message names the variable."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from blog import environment, secret


@pytest.fixture
def given(monkeypatch):
    """Set the variable that the test reads."""
    return lambda value: monkeypatch.setenv("LONGWAVE_TEST", value)


def refused(read, *arguments):
    with pytest.raises(ImproperlyConfigured, match=r"^LONGWAVE_TEST=") as refusal:
        read("LONGWAVE_TEST", *arguments)
    return str(refusal.value)


def test_unset_and_empty_mean_the_default(monkeypatch, given):
    monkeypatch.delenv("LONGWAVE_TEST", raising=False)
    for _ in range(2):
        assert environment.text("LONGWAVE_TEST", "here") == "here"
        assert environment.flag("LONGWAVE_TEST", default=True) is True
        assert environment.number("LONGWAVE_TEST", 8000) == 8000
        assert environment.choice("LONGWAVE_TEST", "en", ["en", "zh-hans"]) == "en"
        assert environment.hosts("LONGWAVE_TEST") == []
        assert environment.web_address("LONGWAVE_TEST") == ""
        assert environment.database("LONGWAVE_TEST") is None
        assert environment.hook("LONGWAVE_TEST") == ""
        assert environment.header("LONGWAVE_TEST") == ("", "")
        given("  ")


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("Yes", True), ("off", False)])
def test_flag(given, value, meant):
    given(value)
    assert environment.flag("LONGWAVE_TEST") is meant


@pytest.mark.parametrize("value", ["maybe", "2", "-1"])
def test_flag_refuses(given, value):
    given(value)
    assert "use 1 or 0" in refused(environment.flag)


@pytest.mark.parametrize("value", ["eighty", "0x10", "-1", "65536", "8000.5", "８０００", "1" * 99])
def test_number_refuses(given, value):
    given(value)
    assert "from 1 to 65535" in refused(environment.number, 8000, 1, 65535)


def test_choice_refuses_and_lists_what_there_is(given):
    given("klingon")
    assert "use one of en, zh-hans" in refused(environment.choice, "en", ["zh-hans", "en"])


def test_words(given):
    given(" blog.example, ,www.blog.example ")
    assert environment.hosts("LONGWAVE_TEST") == ["blog.example", "www.blog.example"]


@pytest.mark.parametrize("value", ["https://blog.example/", "http://[::1]:8000"])
def test_web_address(given, value):
    given(value)
    assert environment.web_address("LONGWAVE_TEST") == value.rstrip("/")


@pytest.mark.parametrize(
    "value",
    ["blog.example", "ftp://blog.example", "https://", "https://blog.example/blog", "https://a:b"],
)
def test_web_address_refuses(given, value):
    given(value)
    assert "such as https://blog.example" in refused(environment.web_address)


def test_database(given):
    given("postgres://wang:secret@db.example:5433/blog")
    found = environment.database("LONGWAVE_TEST")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "blog")


@pytest.mark.parametrize(
    "value", ["mysql://wang:secret@db/blog", "wang:secret@db", "postgres://wang:secret@db:port/b"]
)
def test_database_refuses_and_keeps_the_password_to_itself(given, value):
    given(value)
    assert "secret" not in refused(environment.database)


def test_key_is_made_once_and_is_the_owners_alone(tmp_path):
    first = secret.kept_in(tmp_path / "var")
    file = tmp_path / "var" / "secret_key"
    assert len(first) >= 64
    assert secret.kept_in(tmp_path / "var") == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def start(tmp_path, **variables):
    """Load the settings in a process of their own."""
    return subprocess.run(
        [sys.executable, "-c", "import blog.settings as s; print(s.DATABASE, s.DEBUG)"],
        env={**os.environ, "LONGWAVE_DATA": str(tmp_path), "DATABASE_URL": "", **variables},
        cwd=settings.BASE,
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_load_with_nothing_set(tmp_path):
    done = start(tmp_path)
    assert str(tmp_path / "longwave.sqlite3") in done.stdout
    assert done.stdout.rstrip().endswith("False")
    assert not done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LONGWAVE_DEBUG", "perhaps"),
        ("LONGWAVE_LANGUAGE", "klingon"),
        ("LONGWAVE_DIALECT", "wiki"),
        ("LONGWAVE_URL", "blog.example"),
        ("LONGWAVE_SECRET_KEY", "short"),
        ("LONGWAVE_RENDER_SECONDS", "0"),
        ("DATABASE_URL", "oracle://db/blog"),
    ],
)
def test_settings_name_what_they_refuse(tmp_path, name, value):
    done = start(tmp_path, **{name: value})
    assert done.returncode
    last = done.stderr.splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert name in last


@pytest.mark.parametrize("value", ["Mars/Base", "../etc/passwd", "Asia", "上海"])
def test_time_zone_refuses(given, value):
    given(value)
    assert "Asia/Shanghai" in refused(environment.time_zone, "UTC")


@pytest.mark.parametrize(
    "value",
    [
        "https://blog.example?x=1",
        "https://me:pw@blog.example",
        "https://blog example",
        "https://blog.example/path",
        "ftp://blog.example",
        "https://blog.example:99999",
        "blog.example",
    ],
)
def test_web_address_refuses_what_is_more_or_less_than_one(given, value):
    given(value)
    assert "pw" not in refused(environment.web_address)


@pytest.mark.parametrize(
    "value", ["api.example/purge", "ftp://api.example", "https://me:pw@api.example", "https:// x"]
)
def test_hook_refuses_what_is_no_address(given, value):
    given(value)
    assert "pw" not in refused(environment.hook)


@pytest.mark.parametrize("value", ["secret", "A: secret\nB: x", "A B: secret", "A: 秘密 secret"])
def test_header_refuses_what_is_none_and_does_not_repeat_it(given, value):
    given(value)
    assert "secret" not in refused(environment.header)


def test_hook_and_header_are_read_as_they_are(given):
    given("https://api.example:8443/zones/1/purge?x=%20y")
    assert environment.hook("LONGWAVE_TEST").endswith(":8443/zones/1/purge?x=%20y")
    given("Authorization:  Bearer a=b c ")
    assert environment.header("LONGWAVE_TEST") == ("Authorization", "Bearer a=b c")


def test_web_address_is_read_in_any_case(given):
    given("HTTPS://Blog.Example:8443/")
    assert environment.web_address("LONGWAVE_TEST") == "https://blog.example:8443"


@pytest.mark.parametrize("value", ["https://blog.example", "blog.example/path", "a b"])
def test_hosts_refuse_addresses(given, value):
    given(value)
    assert "blog.example" in refused(environment.hosts)


def test_database_without_a_name_is_refused(given):
    given("postgres://wang@db")
    assert "name of a database" in refused(environment.database)


def test_folder_refuses_a_file(given, tmp_path):
    (tmp_path / "file").touch()
    given(str(tmp_path / "file"))
    assert "no folder" in refused(environment.folder, "var")
