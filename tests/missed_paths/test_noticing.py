"""What readers did not find is counted, without a word about them and without many writes."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.missed_paths.noticing import MOST_NOTED, NotFoundNotes, WithNotFoundNotes
from articles.models import MissedPath
from articles.models.missed_paths import MOST, MOST_NEW, Miss
from articles.paths.probes import is_probe
from desk.housekeeping import Housekeeping
from tests.each import check_each


class Readers:
    """Ask an application that finds nothing."""

    def __init__(self):
        self.notes = NotFoundNotes()
        self.status = "404 Not Found"
        self.application = WithNotFoundNotes(self.answer, self.notes)

    def answer(self, environ, start_response):
        start_response(self.status, [])
        return [b""]

    def ask(self, path, query="", referrer="", method="GET"):
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1")}
        environ |= {"QUERY_STRING": query, "HTTP_REFERER": referrer, "wsgi.input": BytesIO()}
        assert b"".join(self.application(environ, lambda *said: None)) == b""

    def stored(self):
        self.notes.store()
        return {row.path: row for row in MissedPath.objects.all()}


@pytest.fixture
def readers():
    return Readers()


@pytest.mark.django_db
def test_requests_are_counted_by_path_with_the_last_referrer(readers):
    readers.ask("/旧/文.html")
    readers.ask("/旧/文.html", referrer="https://other.example/list?user=7#x")
    readers.ask("/旧//文.html/", referrer="https://search.example/?q=secret")
    rows = readers.stored()
    assert list(rows) == ["/旧/文.html"]
    row = rows["/旧/文.html"]
    assert (row.times, row.referrer) == (3, "search.example/")
    assert row.last_at <= timezone.now()
    readers.ask("/旧/文.html")
    assert readers.stored()["/旧/文.html"].times == 4


@pytest.mark.django_db
def test_numbers_in_the_query_are_kept_and_nothing_else_of_it(readers):
    readers.ask("/x.html", "p=12&token=secret&email=a@b.example")
    assert list(readers.stored()) == ["/x.html?p=12"]


@pytest.mark.django_db
def test_what_no_reader_asks_for_is_not_counted(readers):
    readers.ask("/a", method="POST")
    for path in ("/admin/x/", "/desk/x/", "/static/none.css", "/files/a/b", "/" + "x" * 600):
        readers.ask(path)
    for path in ("/wp-login.php", "/.env", "/a/.git/config", "/x.php", "/vendor/phpunit/a"):
        readers.ask(path)
    readers.status = "200 OK"
    readers.ask("/found/")
    assert readers.stored() == {}
    readers.status = "404 Not Found"
    readers.ask("/x.php", referrer="https://other.example/")
    assert list(readers.stored()) == ["/x.php"]


def test_probes_are_known():
    probes = ("/wp-includes/a.js", "/xmlrpc.php", "/backup.zip", "/a/../b", "/cgi-bin/x", "/.aws/x")
    check_each(probes, lambda path: holds(is_probe(path)))
    others = ("/2020/01/a.html", "/文章/1", "/feed", "/.well-known/x", "/vendors", "/a.b.c")
    check_each(others, lambda path: holds(not is_probe(path)))


def holds(value):
    assert value


@pytest.mark.django_db
def test_a_flood_costs_no_writes_and_pushes_nothing_real_out(readers):
    for _time in range(2):
        readers.ask("/real.html")
    readers.ask("/linked.html", referrer="https://other.example/")
    readers.stored()
    with CaptureQueriesContext(connection) as queries:
        for number in range(3000):
            readers.ask(f"/flood/{number}")
    assert len(queries) == 0
    assert len(readers.notes.others) == MOST_NOTED
    for start in range(0, MOST + 10 * MOST_NEW, MOST_NEW):
        MissedPath.objects.add(Miss(f"/f/{start + n}", timezone.now()) for n in range(MOST_NEW))
    rows = readers.stored()
    assert len(rows) == MOST
    assert {"/real.html", "/linked.html"} <= rows.keys()


@pytest.mark.django_db
def test_storing_takes_few_queries(readers, django_assert_max_num_queries):
    for number in range(MOST_NEW):
        readers.ask(f"/{number}/x")
    with django_assert_max_num_queries(8):
        readers.notes.store()


@pytest.mark.django_db
def test_ignored_paths_stay_ignored(readers):
    readers.ask("/a/b")
    readers.stored()
    MissedPath.objects.update(is_ignored=True)
    readers.ask("/a/b")
    readers.stored()
    assert not MissedPath.objects.listed().exists()


@pytest.mark.django_db
def test_server_stores_what_was_noted(readers, monkeypatch):
    monkeypatch.setattr("desk.housekeeping.NOTES", readers.notes)
    monkeypatch.setattr("desk.housekeeping.connections.close_all", lambda: None)
    readers.ask("/lost/")
    Housekeeping().look()
    assert MissedPath.objects.get().path == "/lost"
