"""Search views: results for the script, OpenSearch, rate limit."""

from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from articles.models import RequestCount, SiteSettings
from articles.search import rate_limit
from blog.environment import Rate
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
ADDRESSES = ["/search/", "/search/results/", "/search/feed.xml", "/search/rss.xml"]


@pytest.fixture
def client():
    """A client that sends one request only, since searches are counted."""
    return Client()


@pytest.fixture(autouse=True)
def clock(settings, monkeypatch):
    """A rate of 3/10s and a clock that stands still."""
    settings.SEARCH_RATE = Rate(3, 10)
    cache.clear()
    now = [1_000_002.0]
    monkeypatch.setattr(rate_limit, "time", lambda: now[0])
    return now


def ask(client, address="/search/", words="signal", **more):
    return client.get(address, {"q": words} if words else {}, **more)


def asked_out(client, **more):
    return [ask(client, **more).status_code for _time in range(4)]


# Results for the script


def test_results_for_the_script_are_those_of_the_page(client):
    make_article(title="Signals", slug="signals", body="A signal.")
    part = ask(client, "/search/results/").text
    assert "/articles/signals/" in part
    assert part in ask(client).text
    assert "<html" not in part
    assert "<form" not in part


def test_results_for_the_script_contain_no_drafts(client):
    make_article(title="Signals", slug="signals", body="A signal.", status="draft")
    for words in ("signal", "signals", "sign", "signl"):
        part = ask(client, "/search/results/", words).text
        assert "/articles/" not in part
        assert "Did you mean" not in part


def test_results_lead_to_pages(client):
    for n in range(12):
        make_article(title=f"Signal {n}", slug=f"signal-{n}", body="text")
    part = ask(client, "/search/results/").text
    assert 'href="/search/?q=signal&amp;page=2"' in part
    assert 'href="/search/results/' not in part


def test_search_is_not_indexed(client):
    assert '<meta name="robots" content="noindex, follow">' in ask(client).text
    assert ask(client, "/search/results/").headers["X-Robots-Tag"] == "noindex"


# OpenSearch


def test_opensearch_description(client, settings):
    settings.SITE_URL = "https://blog.example"
    assert 'rel="search" type="application/opensearchdescription+xml"' in client.get("/").text
    response = client.get("/opensearch.xml", headers={"accept-language": "zh-CN"})
    described = ElementTree.fromstring(response.content)
    page = described.find(f"{OPENSEARCH}Url[@type='text/html']")
    assert page.get("template") == "https://blog.example/search/?q={searchTerms}"
    assert described.findtext(f"{OPENSEARCH}Language") == "zh-CN"
    assert described.findtext(f"{OPENSEARCH}Description") == "搜索 Longwave"
    assert "max-age=86400" in response.headers["Cache-Control"]
    assert {"Accept-Language", "Cookie"} <= {*response.headers["Vary"].split(", ")}


def test_any_title_can_be_described(client):
    SiteSettings(title='<A> & "B" 的很长很长很长很长的名字').save()
    described = ElementTree.fromstring(client.get("/opensearch.xml").content)
    assert described.findtext(f"{OPENSEARCH}ShortName") == '<A> & "B" 的很长很长很'


# Rate limit


@pytest.mark.parametrize("address", ADDRESSES)
def test_rate_limit_answers_429(client, clock, address):
    assert asked_out(client, address=address) == [200, 200, 200, 429]
    refused = ask(client, address)
    assert refused.headers["Retry-After"] == "8"
    assert refused.headers["Cache-Control"] == "no-store"
    clock[0] += 8
    assert ask(client, address).status_code == 200


@pytest.mark.parametrize(("asked", "said"), [("zh-CN", "请稍等片刻"), ("en", "One moment")])
def test_page_429_explains_and_keeps_the_words(client, asked, said):
    asked_out(client)
    page = ask(client, words="<b>", headers={"accept-language": asked}).text
    assert said in page
    assert 'value="&lt;b&gt;"' in page


def test_results_for_the_script_are_replaced_by_a_message(client):
    asked_out(client)
    assert ask(client, "/search/results/").text.startswith('<p class="empty">')


def test_page_without_words_is_not_counted(client):
    assert asked_out(client, words="") == [200] * 4


def test_signed_in_users_are_not_limited(client):
    client.force_login(make_user("ada", group="editors"))
    assert asked_out(client) == [200] * 4


def test_invalid_session_is_limited(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    assert asked_out(client) == [200, 200, 200, 429]


def test_all_machines_count_together_on_postgresql(client, clock):
    """Another machine has a cache of its own."""
    alone = 0 if connection.vendor == "postgresql" else 1
    asked_out(client)
    cache.clear()
    assert [ask(client).status_code == 200 for _time in range(3)].count(True) == 3 * alone
    assert RequestCount.objects.count() == 1 - alone
    clock[0] += 8
    assert ask(client, REMOTE_ADDR="203.0.113.2").status_code == 200
    assert RequestCount.objects.count() == 1 - alone, "counts of the past are not kept"


def test_each_client_is_counted_by_itself(client):
    asked_out(client, REMOTE_ADDR="203.0.113.1")
    assert ask(client, REMOTE_ADDR="203.0.113.2").status_code == 200
    asked_out(client, REMOTE_ADDR="2001:db8:1:2::1")
    assert ask(client, REMOTE_ADDR="2001:db8:1:2::9").status_code == 429
    assert ask(client, REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


@pytest.mark.parametrize(
    ("proxies", "told", "counted"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 203.0.113.8", "203.0.113.7"),
        (2, "203.0.113.7", "203.0.113.7"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "2001:db8:1:2::1", "20010db800010002"),
        (1, "nonsense", ""),
        (1, "", ""),
        (1, "203.0.113.7, ", ""),
    ],
)
def test_trusted_proxies_give_the_client_address(rf, settings, proxies, told, counted):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/search/", headers={"x-forwarded-for": told})
    assert rate_limit.client_key(request) == counted


def test_rate_limit_can_be_switched_off(client, settings):
    settings.SEARCH_RATE = Rate(0, 10)
    assert asked_out(client) == [200] * 4
