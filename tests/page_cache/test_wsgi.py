"""The application that the server runs."""

import pytest

from blog.database import GUARD
from blog.page_cache import PageCache, Watch, remembering
from blog.page_cache.version import Look
from blog.static_first import files_first
from tests.page_cache.conftest import Reader


def test_without_megabytes_there_is_no_memory(site, monkeypatch):
    started = []
    monkeypatch.setattr(Watch, "start", lambda self: started.append(self))
    plain = remembering(site.application, 0)
    assert not isinstance(plain, PageCache)
    for _time in range(2):
        assert Reader(plain).get().status == "200 OK"
    assert len(site.built) == 2
    assert started  # somebody looks whether the database is there
    assert isinstance(remembering(site.application, 1), PageCache)


@pytest.fixture
def sheet(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "a.css").write_text("a { color: red }")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_files_are_answered_before_django_is_asked(site, sheet, method):
    reader = Reader(files_first(site.application))
    answer = reader.get("/static/a.css", method)
    assert answer.status == "200 OK"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not site.built
    reader.get("/static/none.css")
    assert len(site.built) == 1


def test_files_are_not_kept_in_memory(site, sheet, reader, watch):
    reader.application.application = files_first(site.application)
    assert reader.get("/static/a.css").body == b"a { color: red }"
    assert not watch.generation.pages


@pytest.mark.django_db
def test_a_database_that_counts_no_changes_is_not_believed(monkeypatch):
    monkeypatch.setattr(GUARD, "start", lambda: None)
    Look()()
    monkeypatch.setattr("articles.cache.triggers.is_complete", lambda connection: False)
    with pytest.raises(RuntimeError, match="migrate"):
        Look()()
