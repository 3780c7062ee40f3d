"""Cache-Control and surrogate keys of responses."""

import pytest

from articles.models import Series
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
EVERYBODY = "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("path", ["/", "/nothing/", "/feed.xml", "/topics", "/robots.txt"])
def test_public_pages_are_cacheable_with_revalidation(client, path):
    assert client.get(path).headers["Cache-Control"] == EVERYBODY


@pytest.mark.parametrize("seconds", [0, 60])
def test_not_modified_says_the_same_as_the_page(client, settings, seconds):
    settings.CDN_MAX_AGE = seconds
    page = client.get("/")
    unchanged = client.get("/", HTTP_IF_NONE_MATCH=page.headers["ETag"])
    assert unchanged.status_code == 304
    assert unchanged.headers["Cache-Control"] == page.headers["Cache-Control"]


def test_cdn_max_age_is_sent(client, settings):
    settings.CDN_MAX_AGE = 60
    said = client.get("/").headers["Cache-Control"]
    assert said == (
        "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400"
    )


def test_pages_for_signed_in_users_are_private(client, author):
    client.force_login(author)
    assert client.get("/").headers["Cache-Control"] == "private, max-age=0, must-revalidate"


@pytest.mark.parametrize("path", ["/desk/sign-in/", "/preview/x/"])
def test_private_urls_are_not_public(client, path):
    assert "public" not in client.get(path).headers.get("Cache-Control", "")


def test_response_that_sets_a_cookie_is_private(client):
    answer = client.post(
        "/preferences/", {"theme": "dark"}, headers={"origin": "http://testserver"}
    )
    assert answer.cookies
    assert "public" not in answer.headers["Cache-Control"]


# Surrogate keys


@pytest.fixture
def site(author):
    article = make_article(
        slug="注意力", category=make_topic("NLP"), series=Series.objects.create(name="S")
    )
    article.tags.add("LLM")


NAMED = {
    "/": "site lists home",
    "/feed.xml": "site lists home",
    "/articles/注意力/": "site article:%E6%B3%A8%E6%84%8F%E5%8A%9B",
    "/articles/注意力.md": "site article:%E6%B3%A8%E6%84%8F%E5%8A%9B",
    "/topics/nlp/?page=1": "site lists topic:nlp",
    "/topics/nlp/rss.xml": "site lists topic:nlp",
    "/tags/llm/": "site lists tag:llm",
    "/series/s/feed.xml": "site lists series:s",
    "/authors/xiaoyun/": "site lists author:xiaoyun",
    "/archive/": "site lists archive",
    "/tags/": "site lists overviews",
    "/sitemap.xml": "site lists sitemap",
    "/nothing/": "site page:nothing",
    "/a/b/c/": "site",
    "/robots.txt": "site",
}


@pytest.mark.parametrize("path", NAMED)
def test_pages_have_surrogate_keys_for_a_cdn(client, site, settings, path):
    settings.CDN_MAX_AGE = 60
    answer = client.get(path)
    assert answer.headers["Surrogate-Key"] == NAMED[path]
    assert answer.headers["Cache-Tag"].split(",") == NAMED[path].split()


def test_without_a_cdn_pages_have_no_surrogate_keys(client, site):
    assert not {"Surrogate-Key", "Cache-Tag"} & client.get("/").headers.keys()


def test_private_pages_have_no_surrogate_keys(client, author, settings):
    settings.CDN_MAX_AGE = 60
    client.force_login(author)
    assert "Surrogate-Key" not in client.get("/").headers
