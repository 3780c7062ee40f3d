"""`make run`: what its command does before it becomes the server, and the server itself."""

import os
import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from io import StringIO
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection

from articles.cache import triggers
from articles.models import Article, User
from operations.management.commands import start
from tests.factories import make_article
from tests.modes import modes
from tests.postgres import free_port
from tests.processes import running
from tests.waiting import SECONDS, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.either_database]


@pytest.fixture
def served(monkeypatch):
    """The address the command would serve on, in place of serving."""
    calls = []
    monkeypatch.setattr(start, "become_server", lambda *address: calls.append(address))
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", str(free_port()))
    return calls


@pytest.fixture
def no_samples(monkeypatch):
    monkeypatch.setenv("LONGWAVE_SAMPLE", "0")


def refusal() -> str:
    with pytest.raises(SystemExit) as end:
        call_command("start")
    return str(end.value.code)


def password_in(output: str) -> str:
    return re.search(r"Password:\s+(\S+)", output)[1]


# Where?


def test_busy_port_is_named_in_one_line(served, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        message = refusal()
    assert message.startswith(f"Port {port} on 127.0.0.1 is already in use.")
    assert "make run" in message
    assert "\n" not in message
    assert not served


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_impossible_port_is_named(served, monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    assert refusal().startswith(f"PORT='{port}' cannot be used")


def test_impossible_host_is_named(served, monkeypatch):
    monkeypatch.setenv("HOST", "203.0.113.7")
    assert refusal().startswith("HOST=203.0.113.7 cannot be used")


# The first run


@pytest.mark.asks_a_database
@pytest.mark.django_db
def test_first_run_creates_an_administrator(served, no_samples, capsys):
    call_command("start")
    first = capsys.readouterr().out
    admin = User.objects.get()
    assert admin.is_superuser
    assert admin.username == "admin"
    assert admin.check_password(password_in(first))
    assert f"http://127.0.0.1:{os.environ['PORT']}/admin/" in first
    call_command("start")
    assert "Password" not in capsys.readouterr().out
    assert User.objects.get() == admin
    assert len(served) == 2


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "name"), [(" 王晓云 \n", "王晓云"), ("\n", ""), ("", "")])
def test_first_run_on_a_terminal_asks_for_the_name_of_the_author(
    served, no_samples, monkeypatch, capsys, typed, name
):
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    call_command("start")
    assert User.objects.get().byline == name
    output = capsys.readouterr().out
    assert start.QUESTION in output
    assert ("name no author" in output) == (not name)


@pytest.mark.django_db
def test_first_run_without_a_terminal_asks_nothing_and_names_nobody(
    served, no_samples, monkeypatch, capsys
):
    monkeypatch.setattr("sys.stdin", StringIO("王晓云\n"))
    call_command("start")
    admin = User.objects.get()
    assert admin.byline == ""
    assert f"/admin/articles/user/{admin.pk}/change/" in capsys.readouterr().out


@pytest.mark.django_db
def test_createsuperuser_takes_the_name_for_readers(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long horse")
    call_command("createsuperuser", "--noinput", username="root", email="", display_name="王晓云")
    assert User.objects.get().byline == "王晓云"


@pytest.mark.django_db
def test_start_with_users_creates_no_administrator(served, author, capsys):
    call_command("start")
    assert "Password" not in capsys.readouterr().out
    assert User.objects.get() == author
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_an_interrupted_first_run_starts_again(served, monkeypatch):
    def interrupt(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("transfer.importer.import_folder", interrupt)
    with pytest.raises(KeyboardInterrupt):
        call_command("start")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_start_warns_once_of_a_former_variable_name(served, author, monkeypatch, capsys):
    monkeypatch.setenv("LONGWAVE_FRONT_SECONDS", "60")
    call_command("start")
    assert capsys.readouterr().err.count("Write LONGWAVE_CDN_MAX_AGE in place of") == 1
    assert served


@pytest.mark.asks_a_database
def test_start_restores_missing_triggers(served, author):
    triggers.uninstall(connection)
    call_command("start")
    assert triggers.is_complete(connection)


@pytest.mark.asks_a_database
@pytest.mark.django_db
def test_start_reports_outdated_articles(served, author, capsys):
    make_article()
    call_command("start")
    assert "rerender" not in capsys.readouterr().out
    Article.objects.update(renderer_version=1)
    call_command("start")
    assert "1 articles and pages" in (said := capsys.readouterr().out)
    assert "manage.py rerender" in said


# The files that pages ask for


def test_static_files_of_templates_exist():
    templates = list((settings.BASE / "templates").rglob("*.html"))
    named = {
        name
        for file in templates
        for name in re.findall(r"""{%\s*static\s+["']([^"']+)""", file.read_text())
    }
    assert named
    assert not [name for name in sorted(named) if finders.find(name) is None]


# The real thing


class Site:
    """A running site: its process, its address, what it says."""

    def __init__(self, process, port, log):
        self.process, self.port, self.log = process, port, log
        self.wait()

    def wait(self):
        """For the first start, which migrates and imports the samples, and for its first page."""
        wait_until(self.listens)
        return self.get("/")

    def listens(self):
        assert self.process.poll() is None, self.output
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def get(self, path):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("GET", path)
        return connection.getresponse()

    def end(self):
        """As its service ends it; no process of it is left."""
        self.process.terminate()
        self.process.wait(SECONDS)
        wait_until(self.is_gone)

    def is_gone(self):
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False

    @property
    def output(self):
        return self.log.read_text()


@contextmanager
def site_in(folder, *, umask=-1, **variables):
    """`manage.py start` in a process of its own, with data in the folder."""
    port, log = free_port(), folder / "log"
    environment = {
        **os.environ,
        "LONGWAVE_DATA": str(folder / "var"),
        "DATABASE_URL": "",
        "PORT": str(port),
        **variables,
    }
    with (
        log.open("w") as output,
        running(
            [sys.executable, "manage.py", "start"],
            cwd=settings.BASE,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            umask=umask,
        ) as process,
    ):
        yield Site(process, port, log)


def begin_to_write(site):
    """Which starts the process that renders."""
    browser = build_opener(HTTPCookieProcessor())
    address = f"http://127.0.0.1:{site.port}/desk/sign-in/"
    page = browser.open(address, timeout=SECONDS).read().decode()
    form = {
        "csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1],
        "login": "admin",
        "password": password_in(site.output),
        "next": "/desk/articles/new/",
    }
    opened = browser.open(address, urlencode(form).encode(), timeout=SECONDS)
    assert opened.url.endswith("/desk/articles/new/")


@pytest.mark.slow
def test_a_site_starts_with_samples_and_restarts_with_its_data(tmp_path, subtests):
    """With a umask that makes files without an explicit mode open to everybody."""
    with site_in(tmp_path, umask=0, LONGWAVE_URL="http://127.0.0.1") as site:
        assert "Password:" in site.output
        home = site.get("/").read().decode()
        addresses = re.findall(r'href="(/articles/[^"/]+/)"', home)
        assert addresses
        assert all(site.get(address).status == 200 for address in addresses)
        assert all(site.get(file).status == 200 for file in re.findall(r'="(/static/[^"]+)"', home))
        card = home.split('property="og:image" content="http://127.0.0.1')[1].split('"')[0]
        assert site.get(card).status == 200
        begin_to_write(site)
        site.end()
    assert site.process.returncode == 0
    assert "Traceback" not in site.output
    assert "leaked" not in site.output
    with subtests.test("a running site creates private files"):
        found = modes(tmp_path / "var")
        assert any(name.startswith("cards/") for name in found)
        assert {name: oct(mode) for name, mode in found.items() if mode & 0o077} == {}
    with site_in(tmp_path, LONGWAVE_URL="http://127.0.0.1") as again:
        assert "Password:" not in again.output
        home = again.get("/").read().decode()
        assert re.findall(r'href="(/articles/[^"/]+/)"', home) == addresses


def test_the_server_begins_with_what_it_was_given_and_reads_env_files_anew(monkeypatch):
    begun = []
    monkeypatch.setattr(os, "execve", lambda *given: begun.append(given))
    monkeypatch.setattr(start.idle_pool, "close_all", lambda: None)
    monkeypatch.setattr(start.connection, "close", lambda: None)
    monkeypatch.setattr(start, "GIVEN_ENVIRONMENT", {"A": "1", "MALLOC_ARENA_MAX": "4"})
    monkeypatch.setenv("LONGWAVE_LANGUAGE", "en")  # of a file that may change
    start.become_server("::1", 8001)
    ((program, command, environment),) = begun
    assert program == sys.executable
    assert command[2:5] == ["blog.serving.run", "::1", "8001"]
    assert environment.pop("MALLOC_TRIM_THRESHOLD_")
    assert environment == {"A": "1", "MALLOC_ARENA_MAX": "4", "SERVED_HOST": "[::1]"}


def test_the_banner_names_the_address_of_readers(settings):
    settings.SITE_URL = ""
    local = "http://127.0.0.1:8000"
    assert start.banner(local, "127.0.0.1", 8000) == f"Longwave is at {local}/ (Ctrl+C ends it)"
    settings.SITE_URL = "https://blog.example"
    said = start.banner(settings.SITE_URL, "127.0.0.1", 8000)
    assert said.startswith("Longwave is at https://blog.example/; this server is at 127.0.0.1:8000")
