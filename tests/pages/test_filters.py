"""Combined filters of lists: facets, descriptions, feeds."""

import re
from datetime import UTC, datetime
from functools import partial
from html import unescape

import feedparser
import pytest
from django.test import Client

from articles.lists import facets
from articles.models import Series, Tag
from tests.each import check_each
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECRET = "Verschwiegen"


@pytest.fixture
def shelf(author):
    """Eight public articles in two topics, three years and two languages; two hidden ones."""
    nlp, cv = make_topic("NLP"), make_topic("CV")
    Tag.objects.create(name=SECRET)
    for number in range(8):
        article = make_article(
            title=f"n{number}",
            category=(nlp, nlp, cv)[number % 3],
            published_at=datetime(2023 + number % 3, 5, 1 + number, tzinfo=UTC),
            language=("zh-hans", "en")[number % 2],
        )
        article.tags.add(
            "LLM", *(["注意力"] if number % 2 else []), *(["C++"] if number > 4 else [])
        )
    make_article(title=SECRET, category=nlp, status="draft").tags.add("LLM", SECRET)
    later = make_article(title=SECRET, published_at=datetime(2090, 1, 1, tzinfo=UTC), category=cv)
    later.tags.add("LLM", SECRET)


LISTS = [
    "/?tag=llm",
    "/topics/nlp/",
    "/topics/nlp/?tag=llm",
    "/tags/llm/",
    "/tags/llm/?topic=nlp&lang=en",
    "/authors/xiaoyun/",
    "/archive/",
    "/archive/2024/?topic=nlp",
]


@pytest.mark.either_database
def test_every_filter_leads_to_as_many_articles_as_it_says(client, shelf):
    check_each(LISTS, partial(assert_filters_lead_to_what_they_say, client))


def assert_filters_lead_to_what_they_say(client, address):
    """The page is compared with that of the caches, and where it leads to is not: many pages."""
    page, follower = client.get(address), Client()
    shown, text = page.context["listing"], unescape(page.text)
    assert shown.facets
    for each in (value for facet in shown.facets for value in facet.values):
        assert follower.get(each.address).context["listing"].total == each.total, each
        assert each.total
        assert f'href="{each.address}"' in text


@pytest.mark.either_database
def test_hidden_articles_add_no_facets(client, shelf):
    def check(address):
        text = client.get(address).text
        assert SECRET.lower() not in text.lower()
        assert "2090" not in text

    check_each(LISTS, check)


def test_active_filters_are_not_offered_again(client, shelf):
    shown = client.get("/topics/nlp/?tag=llm&year=2024&lang=en").context["listing"]
    assert {facet.kind for facet in shown.facets} <= {"tag"}
    assert not [v for f in shown.facets for v in f.values if v.label == "LLM"]


def test_filter_that_every_article_shares_is_not_offered_alone(client):
    make_article(category=make_topic("NLP")).tags.add("LLM")
    assert client.get("/topics/nlp/").context["listing"].facets == []


def test_translation_is_counted_in_its_own_language(client, shelf):
    nlp = make_topic("NLP")
    original = make_article(title="原文", category=nlp)
    make_article(title="Text", category=nlp, language="en", translation_of=original)
    assert_filters_lead_to_what_they_say(client, "/topics/nlp/")


def test_long_list_offers_filters_without_counts(client, shelf, monkeypatch):
    monkeypatch.setattr(facets, "SAMPLE", 3)
    monkeypatch.setattr("articles.lists.listing.SAMPLE", 3)
    for facet in client.get("/tags/llm/").context["listing"].facets:
        for each in facet.values:
            assert each.total is None
            assert client.get(each.address).context["listing"].total


SENTENCES = [
    (
        "/topics/nlp/?tag=注意力&year=2024",
        "2 articles in “NLP” tagged “注意力” of the year 2024",
        "主题“NLP”、标签“注意力”、2024 年的文章，共 2 篇",
    ),
    (
        "/tags/llm/?tag=cpp&lang=en",
        "2 articles tagged “LLM” and “C++” written in English",
        "标签“LLM”与“C++”、语言为English的文章，共 2 篇",
    ),
    (
        "/authors/xiaoyun/?topic=cv",
        "2 articles in “CV” by Wang Xiaoyun",
        "主题“CV”、作者“Wang Xiaoyun”的文章，共 2 篇",
    ),
    (
        "/archive/2024/05/?topic=cv",
        "0 articles in “CV” of May 2024",
        "主题“CV”、2024年5月的文章，共 0 篇",
    ),
    ("/?tag=nothing", "0 articles tagged “nothing”", "标签“nothing”的文章，共 0 篇"),
]


@pytest.mark.either_database
def test_list_describes_its_filters(client, shelf):
    def check(address, english, chinese):
        for language, words in (("en", english), ("zh-hans", chinese)):
            page = client.get(address, headers={"accept-language": language})
            assert page.context["listing"].sentence == words
            assert words in page.text

    check_each(SENTENCES, check)


@pytest.mark.either_database
def test_title_contains_the_filters(client, shelf):
    text = client.get("/topics/nlp/?year=2024&tag=llm").text
    assert "<title>NLP · #LLM · 2024 · Longwave</title>" in text


ADDRESSES = [
    ("/topics/nlp/", "/topics/nlp/", True),
    ("/?topic=nlp", "/topics/nlp/", True),
    ("/?tag=llm", "/tags/llm/", True),
    ("/?tag=none", "/?tag=none", False),
    ("/?topic=a/b", "/?topic=a%2Fb", False),
    ("/?lang=en", "/?lang=en", False),
    ("/topics/nlp/?tag=llm", "/topics/nlp/?tag=llm", False),
    (
        "/?year=2024&tag=注意力&tag=llm",
        "/?tag=llm&tag=%E6%B3%A8%E6%84%8F%E5%8A%9B&year=2024",
        False,
    ),
]


@pytest.mark.either_database
def test_combinations_are_kept_out_of_search_engines(client, shelf):
    def check(address, canonical, indexed):
        text = unescape(client.get(address).text)
        assert f'<link rel="canonical" href="http://testserver{canonical}">' in text
        assert ('<meta name="robots" content="noindex, follow">' not in text) == indexed

    check_each(ADDRESSES, check)


FEEDS = [
    *LISTS,
    "/archive/2024/",
    "/archive/2024/05/",
    "/archive/?topic=nlp",
    "/?lang=en",
    "/search/?q=n1",
]


@pytest.mark.either_database
def test_every_list_announces_feeds_of_the_same_articles(client, shelf):
    check_each(FEEDS, partial(assert_feeds_have_the_same_articles, client))


def assert_feeds_have_the_same_articles(client, address):
    page = client.get(address)
    links = re.findall(
        r'type="application/(?:atom|rss)\+xml" title="[^"]+" href="([^"]+)"', page.text
    )
    own = [unescape(href) for href in links if href not in {"/feed.xml", "/rss.xml"}]
    assert len(own) == (0 if address == "/archive/" else 2)
    titles = sorted(article.title for article in page.context["listing"].articles)
    for href in own:
        answer = client.get(href)
        parsed = feedparser.parse(answer.content)
        assert not parsed.bozo
        assert sorted(entry.title for entry in parsed.entries) == titles
        assert SECRET not in answer.text
        assert client.get(parsed.feed.link).context["listing"].total == len(titles)


@pytest.mark.either_database
def test_feed_has_the_title_of_its_list(client, shelf):
    parsed = feedparser.parse(client.get("/topics/nlp/feed.xml?tag=llm&year=2024").content)
    assert parsed.feed.title == "NLP · #LLM · 2024 · Longwave"
    (own,) = (link.href for link in parsed.feed.links if link.rel == "self")
    assert own == "http://testserver/topics/nlp/feed.xml?tag=llm&year=2024"


def test_series_has_feeds(client):
    series = Series.objects.create(name="扩散")
    make_article(title="in", series=series)
    make_article(title="out")
    make_article(title="draft", series=series, status="draft")
    page = client.get(series.get_absolute_url()).text
    for name in ("feed.xml", "rss.xml"):
        address = series.get_absolute_url() + name
        assert f'href="{address}"' in page
        entries = feedparser.parse(client.get(address).content).entries
        assert [entry.title for entry in entries] == ["in"]
    series.slug = "diffusion"
    series.save()
    assert client.get(address).url == "/series/diffusion/rss.xml"


def test_search_for_nothing_has_an_empty_feed(client, shelf):
    assert feedparser.parse(client.get("/search/feed.xml").content).entries == []
