"""Public pages need few queries, and their number does not grow with the number of articles."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.cache import memory
from articles.models import Article, Page, Series, SiteSettings, Tag, TaggedArticle
from articles.models.querysets import HEAVY, LAST
from tests.factories import make_article, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST = 6
MOST_AFTER_A_CHANGE = 10  # what is kept until the next one is counted anew
MOST_FOR_AN_ARTICLE = 10  # with its series, its translations, and the tags of related articles
FILTERS = "?tag=llm&topic=nlp&tag=gpu&year={year}"


def fill(number: int) -> None:
    """Create public articles with one topic and two tags, one hour apart."""
    user, topic = make_user("xiaoyun"), make_topic("NLP")
    series = Series.objects.create(name="Series")
    first = make_article(author=user, category=topic, slug="n0", body="text")
    first.tags.add("LLM", "GPU")
    now = timezone.now()
    Article.objects.bulk_create(
        Article(
            title=f"n{i}",
            slug=f"n{i}",
            body="text",
            html="<p>text</p>",
            excerpt="text",
            author=user,
            category=topic,
            status="published",
            published_at=now - timedelta(hours=i),
            series=series if i < 3 else None,
        )
        for i in range(1, number)
    )
    new = Article.objects.exclude(pk=first.pk)
    TaggedArticle.objects.bulk_create(
        TaggedArticle(tag=tag, content_object=article)
        for tag in Tag.objects.all()
        for article in new
    )
    Page.objects.create(title="About", slug="about", body="x")
    SiteSettings().save()


def addresses() -> list[str]:
    year, month = timezone.localtime().year, timezone.localtime().month
    filters = FILTERS.format(year=year)
    lists = [
        "/",
        "/topics/nlp/",
        "/tags/llm/",
        "/authors/xiaoyun/",
        "/archive/",
        f"/archive/{year}/",
    ]
    places = (
        "/",
        *lists[1:4],
        "/series/series/",
        f"/archive/{year}/",
        f"/archive/{year}/{month:02d}/",
    )
    feeds = [place + name for place in places for name in ("feed.xml", "rss.xml")]
    feeds += [*(feed + filters for feed in feeds), "/search/feed.xml?q=n1"]
    others = [
        "/topics/",
        "/tags/",
        "/articles/n1/",
        "/series/",
        "/series/series/",
        "/about/",
        "/nothing/",
        "/robots.txt",
        "/opensearch.xml",
        "/search/",
        "/search/?q=n1",
        "/search/results/?q=n1",
        "/search/results/?q=nx",
    ]
    maps = ["/sitemap.xml", "/sitemap-articles.xml", "/sitemap-topics.xml", "/sitemap-tags.xml"]
    maps += ["/sitemap-series.xml"]
    return [*lists, *(address + filters for address in lists), *feeds, *others, *maps]


def queries(client, before=lambda: None) -> dict[str, list[str]]:
    counted = {}
    for address in addresses():
        before()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code in {200, 404}, address
        counted[address] = [query["sql"] for query in captured]
    return counted


def test_no_public_page_needs_more_than_a_few_queries(client):
    fill(12)
    at_first, later = first_queries(client), known_queries(client)
    assert not {address: q for address, q in later.items() if len(q) > MOST}
    assert len(at_first.pop("/articles/n1/")) <= MOST_FOR_AN_ARTICLE
    assert not {address: q for address, q in at_first.items() if len(q) > MOST_AFTER_A_CHANGE}


@pytest.mark.either_database
def test_pages_of_cached_fragments_need_few_queries(client):
    fill(12)
    later = known_queries(client)
    assert not any(later[address] for address in ("/", "/topics/nlp/", "/topics/", "/tags/"))
    for address in ("/articles/n1/", "/tags/llm/", "/series/series/", "/authors/xiaoyun/"):
        assert len(later[address]) <= 1, address


def first_queries(client) -> dict[str, list[str]]:
    """Queries with an empty cache."""
    with pytest.MonkeyPatch.context() as patch:
        return queries(client, lambda: keep(patch))


def known_queries(client) -> dict[str, list[str]]:
    """Queries with a filled cache."""
    with pytest.MonkeyPatch.context() as patch:
        keep(patch)
        queries(client)
        return queries(client)


def keep(patch) -> None:
    """Enable the cache although the test runs in a transaction."""
    cache = memory.ValueCache(memory.CacheVersion("", 0, timezone.now()))
    patch.setattr(memory, "current_cache", lambda: cache)


@pytest.mark.either_database
def test_queries_do_not_grow_with_the_content(client):
    fill(3)
    few = {address: len(q) for address, q in queries(client).items()}
    Article.objects.all().delete()
    Page.objects.all().delete()
    Series.objects.all().delete()
    fill(3000)
    assert {address: len(q) for address, q in queries(client).items()} == few


@pytest.mark.either_database
def test_lists_never_load_bodies(client):
    fill(3)
    asked = queries(client)
    for address in ("/", "/topics/nlp/", "/tags/llm/", "/authors/xiaoyun/", "/archive/"):
        for sql in (query for query in asked[address] if "articles_article" in query):
            for column in HEAVY | LAST:
                assert f'"articles_article"."{column}"' not in sql, address


def test_error_pages_for_missing_articles_stay_cheap(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST):
        assert client.get("/articles/nothing/").status_code == 404
