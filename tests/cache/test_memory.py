"""Cached values are never older than the last change of the site."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.cache import memory
from articles.lists import taxonomies
from articles.models import Article, Category, SiteSettings, Tag
from tests.factories import make_article, make_topic
from tests.waiting import wait_until


@pytest.fixture(autouse=True)
def empty_cache(monkeypatch):
    monkeypatch.setattr(memory, "latest", None)


@pytest.fixture
def outside(monkeypatch, db):
    """Cache values although the test runs in a transaction."""
    monkeypatch.setattr(memory, "is_within_transaction", lambda: False)


def counted(name="kept"):
    """List with one item per computation, and a function that reads the value."""
    asked = []
    return asked, lambda: memory.cached(name, lambda: asked.append(1) or len(asked))


def plain(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


CHANGES = {
    "saving": lambda article: article.save(),
    "bulk update": lambda article: Article.objects.update(title="other"),
    "plain SQL": lambda article: connection.cursor().execute(
        "UPDATE articles_article SET part = 1"
    ),
    "deleting": lambda article: Article.objects.all().delete(),
    "tagging": lambda article: article.tags.add("LLM"),
    "renaming a topic": lambda article: Category.objects.update(name="other"),
    "settings": lambda article: SiteSettings(title="other").save(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_change_invalidates_cached_values(change, committed):
    article = make_article(category=make_topic())
    asked, value = counted()
    for _time in range(2):
        assert [value(), value()] == [len(asked)] * 2
        CHANGES[change](article)
    assert len(asked) == 2


def test_scheduled_article_invalidates_cached_values(outside, monkeypatch):
    asked, value = counted()
    soon = timezone.now() + timedelta(minutes=1)
    make_article(published_at=soon)
    value(), value()
    assert len(asked) == 1
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    value()
    assert len(asked) == 2


def test_transaction_neither_reads_nor_writes_the_cache(db):
    _asked, value = counted()
    with transaction.atomic():
        assert [value(), value()] == [1, 2]


def test_nothing_is_cached_without_triggers(outside, monkeypatch):
    monkeypatch.setattr(memory, "databases_with_triggers", set())
    monkeypatch.setattr(memory.triggers, "is_complete", lambda connection: False)
    _asked, value = counted()
    assert [value(), value()] == [1, 2]


def test_request_reads_the_version_once(outside, django_assert_num_queries):
    _asked, value = counted()
    value()
    with memory.read_version_once(), django_assert_num_queries(1):
        value(), value()
        with memory.read_version_once():  # of a page that is built from a replica
            value()
        value()


def test_value_is_computed_by_one_thread(monkeypatch):
    cache = memory.ValueCache(memory.CacheVersion("", 0, timezone.now()))
    asked, missed = [], []

    def get(key):
        found = memory.ValueCache.get(cache, key)
        missed.extend([key] if found is None else [])
        return found

    monkeypatch.setattr(cache, "get", get)

    def compute():
        wait_until(lambda: len(missed) == 9)  # all eight have found nothing, this one twice
        return asked.append(1) or "value"

    def reader():
        assert cache.get_or_compute("key", compute) == "value"

    threads = [Thread(target=reader) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked) == 1


def test_least_recently_used_value_is_evicted_first(monkeypatch):
    monkeypatch.setattr(
        memory, "MAX_BYTES", 3 * (memory.estimated_size([0] * 9) + memory.key_size("used"))
    )
    cache = memory.ValueCache(memory.CacheVersion("", 0, timezone.now()))
    cache.set("used", [0] * 9)
    for number in range(10):
        cache.set(number, [0] * 9)
        assert cache.get("used")
        assert cache.size <= memory.MAX_BYTES
    assert set(cache.values) == {"used", 8, 9}
    assert not cache.locks


def test_size_of_keys_is_counted(monkeypatch):
    """Clients decide how long the keys are."""
    monkeypatch.setattr(memory, "MAX_BYTES", 100_000)
    cache = memory.ValueCache(memory.CacheVersion("", 0, timezone.now()))
    for number in range(1000):
        cache.get_or_compute(("top", ("zh", f"/{number}/" + "x" * 8000)), lambda: b"small")
    assert len(cache.values) == 11


def test_exception_leaves_no_lock_and_no_value():
    cache = memory.ValueCache(memory.CacheVersion("", 0, timezone.now()))
    for number in range(10):
        with pytest.raises(ZeroDivisionError):
            cache.get_or_compute(number, lambda: 1 / 0)
    assert not cache.locks
    assert not cache.values


def test_the_size_of_texts_is_counted(monkeypatch):
    monkeypatch.setattr(memory, "MAX_BYTES", 100_000)
    cache = memory.ValueCache(memory.CacheVersion("", 0, timezone.now()))
    for number in range(100):
        cache.get_or_compute(number, lambda: "长" * 4000)
    assert len(cache.values) == 11


def test_tags_count_public_articles_only(db):
    now = timezone.now()
    for values in (
        {},
        {"status": "draft"},
        {"status": "archived"},
        {"published_at": now + timedelta(days=1)},
    ):
        make_article(**values).tags.add("LLM")
    make_article(status="draft").tags.add("hidden")
    Tag.objects.create(name="unused")
    assert {tag.name: tag.total for tag in taxonomies.tags()} == {"LLM": 1}
