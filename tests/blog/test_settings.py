"""Environment variables: their values, former names, and errors that name the variable."""

import os
import stat
import subprocess
import sys
from functools import partial
from runpy import run_path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from blog import environment, secret_key
from blog.data_settings import read_database_settings, read_replica_settings
from blog.environment import Rate
from blog.renamed_variables import FORMER_NAMES, renamed_warnings
from operations.checks import variables_are_current


@pytest.fixture
def given(monkeypatch):
    """Return a function that sets LONGWAVE_TEST."""
    return lambda value: monkeypatch.setenv("LONGWAVE_TEST", value)


def refused(read, *arguments):
    with pytest.raises(ImproperlyConfigured, match=r"^LONGWAVE_TEST=") as refusal:
        read("LONGWAVE_TEST", *arguments)
    return str(refusal.value)


def test_unset_and_empty_have_the_default(monkeypatch, given):
    monkeypatch.delenv("LONGWAVE_TEST", raising=False)
    for _ in range(2):
        assert environment.read_text("LONGWAVE_TEST", "here") == "here"
        assert environment.read_flag("LONGWAVE_TEST", default=True) is True
        assert environment.read_number("LONGWAVE_TEST", 8000) == 8000
        assert environment.read_rate("LONGWAVE_TEST", Rate(3, 10)) == (3, 10)
        assert environment.read_choice("LONGWAVE_TEST", "en", ["en", "zh-hans"]) == "en"
        assert environment.read_hosts("LONGWAVE_TEST") == []
        assert environment.read_origin("LONGWAVE_TEST") == ""
        assert environment.read_database("LONGWAVE_TEST") is None
        assert environment.read_url("LONGWAVE_TEST", "https://api.example/purge") == ""
        assert environment.read_header("LONGWAVE_TEST") == ("", "")
        given("  ")


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("Yes", True), ("off", False)])
def test_flag(given, value, meant):
    given(value)
    assert environment.read_flag("LONGWAVE_TEST") is meant


@pytest.mark.parametrize("value", ["maybe", "2", "-1"])
def test_flag_refuses(given, value):
    given(value)
    assert "use 1 or 0" in refused(environment.read_flag)


@pytest.mark.parametrize("value", ["eighty", "0x10", "-1", "65536", "8000.5", "８０００", "1" * 99])
def test_number_refuses(given, value):
    given(value)
    assert "from 1 to 65535" in refused(environment.read_number, 8000, 1, 65535)


@pytest.mark.parametrize(("value", "rate"), [("30/10s", (30, 10)), ("0/1s", (0, 1))])
def test_rate(given, value, rate):
    given(value)
    assert environment.read_rate("LONGWAVE_TEST", Rate(1, 1)) == rate


@pytest.mark.parametrize("value", ["30", "30/10", "30/0s", "30/3601s", "-1/10s", "30/10m", "٣/1s"])
def test_rate_refuses(given, value):
    given(value)
    assert "such as 30/10s" in refused(environment.read_rate, Rate(1, 1))


def test_choice_refuses_and_lists_the_choices(given):
    given("klingon")
    assert "use one of en, zh-hans" in refused(environment.read_choice, "en", ["zh-hans", "en"])


def test_hosts_are_separated_by_commas(given):
    given(" blog.example, ,www.blog.example ")
    assert environment.read_hosts("LONGWAVE_TEST") == ["blog.example", "www.blog.example"]


def test_networks_and_ports_are_separated_by_commas(given):
    given("10.1.0.0/16, fd00::/8")
    assert list(map(str, environment.read_networks("LONGWAVE_TEST"))) == ["10.1.0.0/16", "fd00::/8"]
    given("80, 8080")
    assert environment.read_ports("LONGWAVE_TEST", (443,)) == (80, 8080)
    given("")
    assert (
        environment.read_networks("LONGWAVE_TEST"),
        environment.read_ports("LONGWAVE_TEST", (443,)),
    ) == ([], (443,))


@pytest.mark.parametrize("value", ["10.1.0.1/16", "intranet", "80/tcp", "0", "65536", "８０"])
def test_networks_and_ports_refuse(given, value):
    given(value)
    assert "ports such as 80" in refused(environment.read_ports, ())
    if not value.isdigit():
        assert "networks such as 10.0.0.0/8" in refused(environment.read_networks)


@pytest.mark.parametrize("value", ["https://blog.example/", "http://[::1]:8000"])
def test_origin(given, value):
    given(value)
    assert environment.read_origin("LONGWAVE_TEST") == value.rstrip("/")


@pytest.mark.parametrize(
    "value",
    ["blog.example", "ftp://blog.example", "https://", "https://blog.example/blog", "https://a:b"],
)
def test_origin_refuses(given, value):
    given(value)
    assert "such as https://blog.example" in refused(environment.read_origin)


def test_database(given):
    given("postgres://wang:secret@db.example:5433/blog")
    found = environment.read_database("LONGWAVE_TEST")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "blog")


@pytest.mark.parametrize(
    "value",
    [
        "postgres://db/blog?pgbouncer=maybe",
        "mysql://wang:secret@db/blog",
        "wang:secret@db",
        "postgres://wang:secret@db:port/b",
    ],
)
def test_database_refuses_and_hides_the_password(given, value):
    given(value)
    assert "secret" not in refused(environment.read_database)


def test_behind_pgbouncer_nothing_is_asked_of_a_session(monkeypatch, tmp_path):
    for said, is_pooled in (("1", True), ("true", True), ("false", False)):
        monkeypatch.setenv("DATABASE_URL", f"postgres://db/blog?pgbouncer={said}&sslmode=require")
        entry = read_database_settings(tmp_path)
        assert entry["DISABLE_SERVER_SIDE_CURSORS"] is is_pooled
        assert ("options" in entry["OPTIONS"]) is not is_pooled
        assert entry["OPTIONS"]["sslmode"] == "require"
        assert "pgbouncer" not in entry["OPTIONS"]


def test_a_replica_is_another_postgresql(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgres://wang:secret@replica/blog?pgbouncer=true")
    primary = {"ENGINE": "django.db.backends.postgresql"}
    entry = read_replica_settings(primary)["replica"]
    assert (entry["HOST"], entry["DISABLE_SERVER_SIDE_CURSORS"]) == ("replica", True)
    with pytest.raises(ImproperlyConfigured, match="also in DATABASE_URL") as error:
        read_replica_settings({"ENGINE": "django.db.backends.sqlite3"})
    assert "secret" not in str(error.value)
    monkeypatch.delenv("DATABASE_REPLICA_URL")
    assert read_replica_settings(primary) == {}


def test_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    first = secret_key.read_or_create_key(tmp_path / "var")
    file = tmp_path / "var" / "secret_key"
    assert len(first) >= 64
    assert secret_key.read_or_create_key(tmp_path / "var") == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


@pytest.fixture
def load_settings(monkeypatch, tmp_path):
    """Return a function that executes blog/settings.py with these variables."""

    def load(**variables):
        with monkeypatch.context() as patch:
            patch.setenv("LONGWAVE_DATA", str(tmp_path))
            patch.delenv("DATABASE_URL", raising=False)
            for name, value in variables.items():
                patch.setenv(name, value)
            return run_path(str(settings.BASE / "blog/settings.py"))

    return load


def test_settings_load_with_nothing_set(load_settings, tmp_path, capfd):
    found = load_settings()
    assert capfd.readouterr() == ("", "")
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "longwave.sqlite3")
    assert found["DEBUG"] is False


def test_an_error_is_the_last_line_of_a_command(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**os.environ, "LONGWAVE_DATA": str(tmp_path), "LONGWAVE_DEBUG": "perhaps"},
        cwd=settings.BASE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    last = done.stderr.splitlines()[-1]
    assert last.startswith("LONGWAVE_DEBUG='perhaps' cannot be used")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LONGWAVE_DEBUG", "perhaps"),
        ("LONGWAVE_LANGUAGE", "klingon"),
        ("LONGWAVE_DIALECT", "wiki"),
        ("LONGWAVE_URL", "blog.example"),
        ("LONGWAVE_SECRET_KEY", "short"),
        ("LONGWAVE_RENDER_TIMEOUT", "0"),
        ("LONGWAVE_TRASH_DAYS", "0"),
        ("LONGWAVE_AUDIT_DAYS", "0"),
        ("LONGWAVE_RUN_TASKS", "sometimes"),
        ("LONGWAVE_EMAIL_HOST", "mail.blog.example"),  # without the variables that it needs
        ("LONGWAVE_EMAIL_URL", "mail.blog.example"),
        ("LONGWAVE_SECOND_FACTOR", "perhaps"),
        ("LONGWAVE_SESSION_DAYS", "0"),
        ("LONGWAVE_EMAIL_FROM", "nobody"),
        ("LONGWAVE_EMAIL_PORT", "0"),
        ("LONGWAVE_EMAIL_TLS", "perhaps"),
        ("DATABASE_URL", "oracle://db/blog"),
    ],
)
def test_error_names_the_variable(load_settings, name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        load_settings(**{name: value})


@pytest.mark.parametrize("value", ["Mars/Base", "../etc/passwd", "Asia", "上海"])
def test_time_zone_refuses(given, value):
    given(value)
    assert "Asia/Shanghai" in refused(environment.read_time_zone, "UTC")


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
def test_origin_refuses_paths_queries_and_passwords(given, value):
    given(value)
    assert "pw" not in refused(environment.read_origin)


@pytest.mark.parametrize(
    "value", ["api.example/purge", "ftp://api.example", "https://me:pw@api.example", "https:// x"]
)
def test_purge_url_refuses_bad_urls(given, value):
    given(value)
    assert "pw" not in refused(partial(environment.read_url, example="https://api.example"))


@pytest.mark.parametrize("value", ["secret", "A: secret\nB: x", "A B: secret", "A: 秘密 secret"])
def test_header_refuses_bad_headers_and_hides_their_value(given, value):
    given(value)
    assert "secret" not in refused(environment.read_header)


def test_purge_url_and_header_keep_their_value(given):
    given("https://api.example:8443/zones/1/purge?x=%20y")
    assert environment.read_url("LONGWAVE_TEST", "https://api.example/purge").endswith(
        ":8443/zones/1/purge?x=%20y"
    )
    given("Authorization:  Bearer a=b c ")
    assert environment.read_header("LONGWAVE_TEST") == ("Authorization", "Bearer a=b c")


def test_origin_is_lowercased(given):
    given("HTTPS://Blog.Example:8443/")
    assert environment.read_origin("LONGWAVE_TEST") == "https://blog.example:8443"


@pytest.mark.parametrize("value", ["https://blog.example", "blog.example/path", "a b"])
def test_hosts_refuse_addresses(given, value):
    given(value)
    assert "blog.example" in refused(environment.read_hosts)


def test_database_without_a_name_is_refused(given):
    given("postgres://wang@db")
    assert "name of a database" in refused(environment.read_database)


def test_folder_refuses_a_file(given, tmp_path):
    (tmp_path / "file").touch()
    given(str(tmp_path / "file"))
    assert "no folder" in refused(environment.read_folder, "var")


# Variables with a new name

VALUES = {
    "LONGWAVE_CDN_MAX_AGE": ("CDN_MAX_AGE", "60", 60),
    "LONGWAVE_CDN_PURGE_HEADER": ("CDN_PURGE_HEADER", "Key: secret", ("Key", "secret")),
    "LONGWAVE_CDN_PURGE_METHOD": ("CDN_PURGE_METHOD", "BAN", "BAN"),
    "LONGWAVE_CDN_PURGE_URL": ("CDN_PURGE_URL", "https://a.example/p", "https://a.example/p"),
    "LONGWAVE_PAGE_CACHE_MB": ("PAGE_CACHE_MB", "7", 7),
    "LONGWAVE_RENDER_TIMEOUT": ("RENDER_TIMEOUT", "9", 9),
    "LONGWAVE_TRUSTED_PROXIES": ("TRUSTED_PROXIES", "2", 2),
}


def test_each_renamed_variable_is_tested():
    assert VALUES.keys() == FORMER_NAMES.keys()


@pytest.mark.parametrize("name", FORMER_NAMES)
def test_new_and_former_name_give_the_setting(load_settings, name):
    setting, value, expected = VALUES[name]
    assert load_settings(**{name: value})[setting] == expected
    assert load_settings(**{FORMER_NAMES[name]: value})[setting] == expected


@pytest.mark.parametrize("name", FORMER_NAMES)
def test_former_name_warns_without_its_value(monkeypatch, name):
    monkeypatch.setenv(name, " ")
    assert renamed_warnings() == []
    monkeypatch.setenv(FORMER_NAMES[name], VALUES[name][1])
    (warning,) = renamed_warnings()
    assert warning.startswith(f"{FORMER_NAMES[name]} is called {name} now.")
    assert "secret" not in warning


@pytest.mark.parametrize("name", FORMER_NAMES)
def test_new_name_counts_where_both_are_set(monkeypatch, name):
    monkeypatch.setenv(name, "new")
    monkeypatch.setenv(FORMER_NAMES[name], "former")
    assert environment.read_text(name) == "new"
    (warning,) = renamed_warnings()
    assert warning.startswith(f"{FORMER_NAMES[name]} is not read, because {name} is set too.")


def test_error_names_the_former_variable(monkeypatch):
    monkeypatch.setenv("LONGWAVE_RENDER_SECONDS", "soon")
    with pytest.raises(ImproperlyConfigured, match=r"^LONGWAVE_RENDER_SECONDS='soon' cannot"):
        environment.read_number("LONGWAVE_RENDER_TIMEOUT", 5)


def search_rate():
    return environment.read_search_rate("LONGWAVE_SEARCH_RATE")


def test_search_rate(monkeypatch):
    assert search_rate() == (30, 10)
    monkeypatch.setenv("LONGWAVE_SEARCH_RATE", "5/60s")
    assert search_rate() == (5, 60)
    assert renamed_warnings() == []


@pytest.mark.parametrize(
    ("former", "rate"),
    [
        ({"LONGWAVE_SEARCHES": "5"}, "5/10s"),
        ({"LONGWAVE_SEARCH_SECONDS": "60"}, "30/60s"),
        ({"LONGWAVE_SEARCHES": "0", "LONGWAVE_SEARCH_SECONDS": "60"}, "0/60s"),
    ],
)
def test_former_variables_of_the_search_rate(monkeypatch, former, rate):
    for name, value in former.items():
        monkeypatch.setenv(name, value)
    expected = search_rate()
    assert len(renamed_warnings()) == len(former)
    assert all(f"Write LONGWAVE_SEARCH_RATE={rate}:" in text for text in renamed_warnings())
    monkeypatch.setenv("LONGWAVE_SEARCH_RATE", rate)
    assert search_rate() == expected
    assert all("is not read" in text for text in renamed_warnings())


def test_former_variables_of_the_search_rate_refuse_bad_values(monkeypatch):
    monkeypatch.setenv("LONGWAVE_SEARCH_SECONDS", "0")
    with pytest.raises(ImproperlyConfigured, match="LONGWAVE_SEARCH_SECONDS='0'"):
        search_rate()
    monkeypatch.setenv("LONGWAVE_SEARCH_RATE", "5/1s")
    assert search_rate() == (5, 1)


def test_check_warns_of_former_names(monkeypatch):
    assert variables_are_current() == []
    monkeypatch.setenv("LONGWAVE_PROXIES", "2")
    (warning,) = variables_are_current()
    assert warning.id == "operations.W002"
    assert "LONGWAVE_TRUSTED_PROXIES" in warning.msg
