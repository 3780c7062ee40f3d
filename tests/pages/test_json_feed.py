"""JSON Feed 1.1 of every list."""

import json

import pytest
from django.utils.encoding import iri_to_uri

from articles.models import SiteSettings
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_json_feed_has_what_version_1_1_asks_for(client, author):
    SiteSettings(title="长波", description="一个博客", author="王晓云").save()
    article = make_article(
        title="注意力 <b>", body="第一段 $x$。", summary="摘要", category=make_topic("NLP")
    )
    article.tags.add("GPU")
    feed = client.get("/feed.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "长波"
    assert feed["home_page_url"] == "http://testserver/"
    assert feed["feed_url"] == "http://testserver/feed.json"
    assert feed["description"] == "一个博客"
    assert feed["authors"] == [{"name": "王晓云"}]
    assert feed["icon"] == "http://testserver/icon-512.png"
    (item,) = feed["items"]
    assert item["id"] == article.uid.urn
    assert item["url"] == f"http://testserver{article.get_absolute_url()}"
    assert item["title"] == "注意力 <b>"
    assert item["summary"] == "摘要"
    assert item["content_html"].startswith("<p>第一段")
    assert item["date_published"] < item["date_modified"]
    page = "http://testserver/authors/xiaoyun/"
    assert item["authors"] == [{"name": "Wang Xiaoyun", "url": page}]
    assert item["tags"] == ["NLP", "GPU"]
    assert item["language"] == "zh-CN"


def test_json_feed_without_articles_has_an_empty_list(client):
    assert client.get("/feed.json").json()["items"] == []


@pytest.mark.parametrize("sign", ["\x0b", "\u2028", "</script>", '"', "\\"])
def test_any_sign_in_a_title_makes_valid_json(client, sign):
    make_article(title=f"a{sign}b")
    (item,) = json.loads(client.get("/feed.json").content)["items"]
    assert item["title"].startswith("a")


@pytest.mark.asks_a_database
def test_every_list_with_an_atom_feed_has_a_json_feed_that_its_page_announces(client, author):
    article = make_article(title="in", category=make_topic("NLP"), author=author)
    article.tags.add("注意力")
    year = article.published_at.year
    for place in ("/", "/topics/nlp/", "/tags/注意力/", author.get_absolute_url()):
        assert [each["title"] for each in client.get(place + "feed.json").json()["items"]] == ["in"]
        page = client.get(place).text
        assert 'type="application/feed+json" title="' in page
        assert f'href="{iri_to_uri(place)}feed.json"' in page
    assert client.get(f"/archive/{year}/feed.json").json()["items"]
    assert client.get("/search/feed.json?q=in").json()["items"]
    assert client.get("/topics/none/feed.json").status_code == 404


def test_filters_narrow_a_json_feed(client):
    make_article(title="in").tags.add("GPU")
    make_article(title="out")
    feed = client.get("/feed.json?tag=gpu").json()
    assert [each["title"] for each in feed["items"]] == ["in"]
    assert feed["feed_url"] == "http://testserver/feed.json?tag=gpu"
