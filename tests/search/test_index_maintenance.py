"""Index maintenance that PostgreSQL defers is done soon, in another thread than the save."""

import pytest
from django.db import connection

from articles.publishing import index_maintenance, indexing
from tests.factories import make_article

EMPTIED = "SELECT gin_clean_pending_list('articles_searchentry_lexemes')"


def afterwards():
    """Wait until the thread has finished."""
    index_maintenance.worker.submit(int).result()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite puts nothing off")
def test_search_does_not_scan_pending_index_entries(committed):
    for number in range(3):
        make_article(title=f"注意力 {number}", slug=f"a{number}")
    afterwards()
    with connection.cursor() as cursor:
        assert cursor.execute(EMPTIED).fetchone() == (0,)


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_only_deferred_work_is_waited_for(
    db, monkeypatch, vendor, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(index_maintenance, "submit_maintenance", (told := []).append)
    backend = {"sqlite": indexing.sqlite_backend, "postgresql": indexing.postgres_backend}[
        vendor
    ].BACKEND
    with django_capture_on_commit_callbacks(execute=True):
        index_maintenance.schedule_maintenance(backend.merge_pending_sql)
    assert told == [backend.merge_pending_sql] * (vendor == "postgresql")


def test_failed_maintenance_does_not_fail_the_save(db, caplog):
    index_maintenance.submit_maintenance("SELECT nothing_of_the_kind()")
    afterwards()
    assert "could not be tidied" in caplog.text
