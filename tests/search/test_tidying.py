"""What PostgreSQL has put off while somebody saved is done soon, by nobody who waits for it."""

import pytest
from django.db import connection

from articles.publishing import index_maintenance, indexing
from tests.factories import make_article

EMPTIED = "SELECT gin_clean_pending_list('articles_searchentry_lexemes')"


def afterwards():
    """When the thread has done what it was told."""
    index_maintenance.worker.submit(int).result()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite puts nothing off")
def test_no_search_looks_through_what_was_saved_before(committed):
    for number in range(3):
        make_article(title=f"注意力 {number}", slug=f"a{number}")
    afterwards()
    with connection.cursor() as cursor:
        assert cursor.execute(EMPTIED).fetchone() == (0,)


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_only_what_was_put_off_is_waited_for(
    db, monkeypatch, vendor, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(index_maintenance, "soon", (told := []).append)
    backend = {"sqlite": indexing.sqlite_backend, "postgresql": indexing.postgres_backend}[
        vendor
    ].BACKEND
    with django_capture_on_commit_callbacks(execute=True):
        index_maintenance.afterwards(backend.merge_pending_sql)
    assert told == [backend.merge_pending_sql] * (vendor == "postgresql")


def test_who_saves_never_hears_of_a_failure(db, caplog):
    index_maintenance.soon("SELECT nothing_of_the_kind()")
    afterwards()
    assert "could not be tidied" in caplog.text
