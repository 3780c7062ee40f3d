"""The WSGI application that the server runs: page cache and static files."""

import pytest

from blog.database import DATABASE_GUARD
from blog.page_cache import GenerationTracker, PageCache, with_page_cache
from blog.page_cache.version_poll import VersionPoll
from blog.static_files import with_static_files
from tests.page_cache.conftest import Reader


def test_zero_megabytes_switch_the_cache_off(site, monkeypatch):
    started = []
    monkeypatch.setattr(GenerationTracker, "start", lambda self: started.append(self))
    plain = with_page_cache(site.application, 0)
    assert not isinstance(plain, PageCache)
    for _time in range(2):
        assert Reader(plain).get().status == "200 OK"
    assert len(site.built) == 2
    assert started  # polls detect an outage
    assert isinstance(with_page_cache(site.application, 1), PageCache)


@pytest.fixture
def sheet(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "a.css").write_text("a { color: red }")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_static_files_are_answered_before_django(site, sheet, method):
    reader = Reader(with_static_files(site.application))
    answer = reader.get("/static/a.css", method)
    assert answer.status == "200 OK"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not site.built
    reader.get("/static/none.css")
    assert len(site.built) == 1


def test_static_files_are_not_cached(site, sheet, reader, tracker):
    reader.application.application = with_static_files(site.application)
    assert reader.get("/static/a.css").body == b"a { color: red }"
    assert not tracker.generation.pages


@pytest.mark.django_db
def test_a_database_without_triggers_is_an_error(monkeypatch):
    monkeypatch.setattr(DATABASE_GUARD, "start", lambda: None)
    VersionPoll()()
    monkeypatch.setattr("articles.cache.triggers.is_complete", lambda connection: False)
    with pytest.raises(RuntimeError, match="migrate"):
        VersionPoll()()
