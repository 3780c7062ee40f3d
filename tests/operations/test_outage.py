"""The real server while its database is unreachable: cached pages are answered, others get 503."""

import atexit
import json
import os
import shutil
import signal
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from benchmarks.serve.servers import free_port, python
from tests.migrated import copy_to, migrate
from tests.operations import preloaded
from tests.postgres import PostgreSQL
from tests.slow_link import slow_link
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

MAKE = """
import django; django.setup()
from articles.models import Article, User
author, _ = User.objects.get_or_create(username="xiaoyun")
for slug in "ab":
    Article.objects.create(title="First", slug=slug, status="published", body="text", author=author)
"""
SIGN_IN = """
import django; django.setup()
from django.test import Client
from articles.models import Article, User
from desk.models import Draft
user, article = User.objects.get(username="xiaoyun"), Article.objects.get(slug="a")
User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
client = Client()
client.force_login(User.objects.get(pk=user.pk))
print(client.cookies["sessionid"].value, article.pk, Draft.objects.get(pk=article.pk).head_id)
"""
TOKEN = "a" * 32  # of CSRF, in the cookie and in the form
# Far more than anything that is answered at once takes on a busy machine, and far less than any
# time-out of a database: 20 s of SQLite's, 30 s of the pool's, for ever of a query's.
AT_ONCE = 18
PAGES = ["/", "/articles/a/"]
UNREAD = [
    "/articles/b/",
    "/feed.xml",
    "/tags/",
    "/search/?q=text",
    "/search/results/?q=text",
    "/admin/",
    "/desk/sign-in/",
]
ZH, EN = {"Accept-Language": "zh-CN"}, {"Accept-Language": "en"}


class Site:
    def __init__(self, port, log):
        self.port, self.log = port, log

    def ask(self, path, headers=ZH, method="GET", body=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=AT_ONCE)
        with closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read().decode(errors="replace")

    def status(self, path, **more):
        return self.ask(path, **more)[0]

    def read(self):
        """Request pages until they are in the cache of each process."""
        for _time in range(20):
            for path in PAGES:
                assert self.status(path) == 200

    def wait_for(self, status, path="/articles/b/"):
        """Wait for this status of an uncached page: the request has a session cookie."""

        def statuses():
            return {self.status(path, headers={"Cookie": "sessionid=x"}) for _time in range(8)}

        wait_until(lambda: statuses() == {status})


def create_articles(data, database=""):
    """In a database that is migrated."""
    given = {**os.environ, "LONGWAVE_DATA": str(data), "DATABASE_URL": database}
    done = preloaded.run(("-c", MAKE), given)
    assert done.returncode == 0, done.stderr


@cache
def sqlite_template():
    """A data folder with the articles, which tests copy."""
    folder = Path(tempfile.mkdtemp(prefix="longwave-outage-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy_to(folder / "longwave.sqlite3")
    create_articles(folder)
    return folder


@contextmanager
def site(folder, workers=1, **variables):
    data, port = folder / "var", free_port()
    if "DATABASE_URL" not in variables:
        shutil.copytree(sqlite_template(), data)
    settings = {"LONGWAVE_RUN_TASKS": "0", "DATABASE_URL": "", **variables}
    command = ["-m", "blog.serving.run", "127.0.0.1", str(port), str(workers)]
    with python(command, port, data, settings):
        yield Site(port, folder / "log")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A PostgreSQL server with the articles in the database `template`."""
    folder = Path(tempfile.mkdtemp(prefix="longwave-outage-"))
    folder.chmod(0o755)
    server = PostgreSQL(folder / "postgres")
    execute(server, "CREATE DATABASE template")
    data, address = tmp_path_factory.mktemp("template"), address_of(server, "template")
    migrate(str(data), address)
    create_articles(data, address)
    yield server
    if is_running(server):
        server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def postgres(server):
    """The server with a new database, for a test that stops or freezes it."""
    if not is_running(server):
        started(server)
    execute(server, "DROP DATABASE IF EXISTS longwave WITH (FORCE)")
    execute(server, "CREATE DATABASE longwave TEMPLATE template")
    yield server
    if is_running(server):
        thawed(server)


def execute(server, statement):
    with psycopg.connect(address_of(server, "postgres"), autocommit=True) as connection:
        connection.execute(statement)


def address_of(server, database):
    return f"{server.address.rpartition('/')[0]}/{database}"


def is_running(server):
    return (server.folder / "data/postmaster.pid").exists()


def processes(server):
    first = int((server.folder / "data/postmaster.pid").read_text().split()[0])
    return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]


def frozen(server):
    for process in processes(server):
        os.kill(process, signal.SIGSTOP)


def thawed(server):
    for process in processes(server):
        os.kill(process, signal.SIGCONT)


def stopped(server):
    server.stop()


def started(server):
    options = f"-h 127.0.0.1 -p {server.port} -k {server.folder} -c fsync=off"
    server.run("pg_ctl", "--wait", "--options", options, "start")


def is_read_from_memory(site, title):
    for path in PAGES:
        for language in (ZH, EN):
            status, headers, _text = site.ask(path, language)
            assert status in ({200} if language == ZH else {200, 503})
        headers, text = marked(site, path)
        assert title in text
        assert headers["warning"].startswith("110 ")
        assert int(headers["age"]) >= 0
        assert headers["cache-control"] == "public, max-age=0, must-revalidate"
        assert site.ask(path, ZH | {"If-None-Match": headers["etag"]})[0] == 304


def marked(site, path):
    """Return a response with Warning. Each process sends it once its last poll has expired."""
    responses = []

    def is_marked():
        responses.append(site.ask(path))
        return "warning" in responses[-1][1]

    wait_until(is_marked)
    return responses[-1][1:]


def is_current(response, title):
    _status, headers, text = response
    return title in text and "warning" not in headers


def is_refused_with_503(site):
    for path in UNREAD:
        for language, said in ((ZH, "请稍后再试"), (EN, "try again")):
            status, headers, text = site.ask(path, language)
            assert (path, status) == (path, 503)
            assert headers["retry-after"] == "5"
            assert headers["cache-control"] == "no-store"
            assert said in text
            for detail in ("Traceback", "OperationalError", "psycopg", "sqlite", "articles_"):
                assert detail not in text
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for size in (10, 2 * 2**20):
        session = {"Cookie": "sessionid=" + "x" * 32}
        status, _headers, text = site.ask(
            "/admin/articles/article/add/", ZH | form | session, "POST", b"a" * size
        )
        assert status == 503
        assert "没有保存" in text
    nothing_written_is_lost(site)


def nothing_written_is_lost(site):
    """The script of the desk goes on trying; without it, the page has what was sent."""
    own = ZH | {"Origin": f"http://127.0.0.1:{site.port}", "Cookie": "sessionid=x"}
    script = {"Accept": "application/json"}
    status, headers, text = site.ask("/desk/articles/1/autosave/", own | script, "POST", b"a")
    assert (status, headers["retry-after"]) == (503, "5")
    assert "自动保存" in json.loads(text)["words"]
    sent = urlencode({"title": "T", "body": "写了<b>\n很久", "do": "publish", "base": "7"}).encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, headers, text = site.ask("/desk/articles/1/", own | form, "POST", sent)
    assert status == 503
    assert "写了&lt;b&gt;\n很久</textarea>" in text
    assert 'name="do" value="publish"' in text
    elsewhere = own | form | {"Origin": "https://evil.example"}
    assert "很久" not in site.ask("/desk/articles/1/", elsewhere, "POST", sent)[2]


def passes(site, server, go, come_back, title):
    go(server)
    site.wait_for(503)
    is_read_from_memory(site, title)
    is_refused_with_503(site)
    come_back(server)
    site.wait_for(200)
    assert site.status("/search/?q=text") == 200


def test_requests_do_not_wait_for_postgresql(tmp_path, postgres, subtests):
    outages = ((frozen, thawed, "First", "Second"), (stopped, started, "Second", "Third"))
    with site(tmp_path, workers=2, DATABASE_URL=postgres.address) as found:
        for go, come_back, title, later in outages:
            with subtests.test(go.__name__):
                found.read()
                passes(found, postgres, go, come_back, title)
                change(postgres, title, later)
                wait_until(lambda later=later: is_current(found.ask("/articles/a/"), later))


def test_readers_do_not_wait_for_a_slow_link(tmp_path, postgres):
    """Each answer of the database takes 0.6 s, and it takes 10 s to build a page."""
    with slow_link(postgres.port) as link:
        address = postgres.address.replace(str(postgres.port), str(link.port))
        with site(tmp_path, DATABASE_URL=address) as found:
            found.read()
            link.delay = 0.3
            is_read_from_memory(found, "First")
            link.delay = 2.0  # of no use
            found.wait_for(503)
            is_read_from_memory(found, "First")
            is_refused_with_503(found)
            link.delay = 0.0
            found.wait_for(200)
            change(postgres, "First", "Second")
            wait_until(lambda: is_current(found.ask("/articles/a/"), "Second"))


def change(server, before, after):
    with psycopg.connect(server.address) as connection:
        # The server for tests writes commits later: one that is stopped at once would lose it.
        connection.execute("SET synchronous_commit = on")
        connection.execute(
            "UPDATE articles_article SET title = %s WHERE title = %s", (after, before)
        )


def test_requests_do_not_wait_without_a_page_cache(tmp_path, postgres):
    with site(tmp_path, DATABASE_URL=postgres.address, LONGWAVE_PAGE_CACHE_MB="0") as found:
        for go, come_back in ((frozen, thawed), (stopped, started)):
            go(postgres)
            found.wait_for(503)
            is_refused_with_503(found)
            assert found.status("/") == 503
            come_back(postgres)
            found.wait_for(200)


def writers_do_not_block_readers(site, file):
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for path in (*PAGES, "/articles/b/", "/feed.xml", "/search/?q=text"):
            assert site.status(path) == 200


def a_locked_database_keeps_the_text_of_an_author(site, file):
    """Another process holds it for longer than a save waits."""
    session, article, base = given = author_of(file)
    headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "Accept": "application/json"}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    form = {"title": "First", "body": "new", "base": base, "csrfmiddlewaretoken": TOKEN}
    send = (f"/desk/articles/{article}/autosave/", headers, "POST", urlencode(form).encode())
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, headers, text = site.ask(*send)
        assert (status, headers["retry-after"]) == (503, "5"), given
        assert "自动保存" in json.loads(text)["words"]
        for path in (*PAGES, "/articles/b/", "/search/?q=text", "/desk/", send[0][:-9]):
            assert site.status(path, headers={"Cookie": f"sessionid={session}"}) == 200
    status, _headers, text = site.ask(*send)
    assert status == 200
    assert json.loads(text)["base"] > base


def author_of(file):
    """The key of a session, an article, and the revision that it has."""
    done = preloaded.run(
        ("-c", SIGN_IN), {**os.environ, "LONGWAVE_DATA": str(file.parent), "DATABASE_URL": ""}
    )
    assert done.returncode == 0, done.stderr
    session, article, base = done.stdout.split()
    return session, int(article), int(base)


def a_missing_sqlite_file_is_not_created(site, file):
    site.read()
    for name in (file, *file.parent.glob("*-wal"), *file.parent.glob("*-shm")):
        name.rename(f"{name}.away")
    for _time in range(20):
        assert site.status("/search/?q=text") in {200, 503}
    assert not file.exists()
    for name in file.parent.glob("*.away"):
        name.rename(name.with_suffix(""))
    site.wait_for(200)
    assert {site.status("/search/?q=text") for _time in range(20)} == {200}


def test_a_site_on_sqlite_survives_what_happens_to_the_file(tmp_path, subtests):
    with site(tmp_path, workers=2) as found:
        for promise in (
            writers_do_not_block_readers,
            a_locked_database_keeps_the_text_of_an_author,
            a_missing_sqlite_file_is_not_created,
        ):
            with subtests.test(promise.__name__):
                promise(found, tmp_path / "var/longwave.sqlite3")


def test_an_unreadable_sqlite_file_is_an_outage(tmp_path):
    """A site that has read nothing: what a process has in its own memory, it may read on."""
    file = tmp_path / "var/longwave.sqlite3"
    with site(tmp_path) as found:
        whole = file.read_bytes()
        with file.open("r+b") as opened:
            opened.write(b"x" * len(whole))
        found.wait_for(503)
        for path in (*PAGES, *UNREAD):
            status, _headers, text = found.ask(path)
            assert status in {200, 302, 503}
            assert status != 503 or "请稍后再试" in text


def test_stale_pages_have_a_time_limit(tmp_path, postgres):
    with site(tmp_path, DATABASE_URL=postgres.address, LONGWAVE_STALE_SECONDS="3") as found:
        found.read()
        stopped(postgres)
        wait_until(lambda: found.status("/") == 503)
        started(postgres)
        wait_until(lambda: found.status("/") == 200)
