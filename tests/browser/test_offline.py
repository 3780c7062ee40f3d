"""Reading offline: the service worker keeps articles that were read, and nothing else."""

import pytest
from playwright.sync_api import expect

from articles.front import offline
from articles.models import Article, SiteSettings
from tests.browser.conftest import wait_for
from tests.factories import make_article

KEPT = """async () => {
    const cache = await caches.open("longwave-articles");
    return (await cache.keys()).map(({url}) => new URL(url).pathname);
}"""
NOTHING_IS_LEFT = """async () =>
    !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistration())"""
NEW_WORKER_RUNS = "caches.has('longwave-unchecked')"
PICTURE_IS_DRAWN = "document.querySelector('.prose img').naturalWidth > 0"


@pytest.fixture
def site(db):
    site = SiteSettings.current()
    site.offline_reading = True
    site.save()
    return site


@pytest.fixture
def read(visit, live_server, site):
    """Open articles one after another, and wait until they are kept."""

    def read_articles(*slugs, then="/"):
        page = visit("/")
        for slug in slugs:
            page.goto(f"{live_server.url}/articles/{slug}/")
            wait_for(page, lambda slug=slug: page.evaluate(KEPT)[-1:] == [f"/articles/{slug}/"])
        page.goto(live_server.url + then)
        return page

    return read_articles


def test_an_article_that_was_read_is_readable_offline(read, live_server, rich_article):
    rich_article.body += "\n\n![图](/static/icon.svg)"
    rich_article.save()
    page = read("rich", then="/articles/rich/")
    page.locator(".prose img").scroll_into_view_if_needed()
    wait_for(page, lambda: page.evaluate(PICTURE_IS_DRAWN))
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.goto(live_server.url + "/")
    page.context.set_offline(True)
    page.goto(live_server.url + "/articles/rich/?from=mail")
    expect(page.locator("h1")).to_have_text(rich_article.title)
    assert colour == page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.locator(".prose img").scroll_into_view_if_needed()
    wait_for(page, lambda: page.evaluate(PICTURE_IS_DRAWN))


def test_other_pages_list_what_is_kept(read, live_server):
    make_article(title="<b>第一篇", slug="one")
    make_article(title="Second", slug="two", language="en")
    page = read("one", "two")
    page.context.set_offline(True)
    page.goto(live_server.url + "/archive/")
    expect(page.locator(".kept a")).to_have_text(["Second", "<b>第一篇"])
    expect(page.get_by_text("at most 50")).to_be_visible()
    assert page.locator(".kept a").first.get_attribute("lang") == "en"
    page.locator(".kept a").last.click()
    expect(page.locator("h1")).to_have_text("<b>第一篇")


def test_nothing_is_promised_where_no_article_is_kept(read, live_server):
    page = read()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.goto(live_server.url + "/archive/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_text("at most 50")).to_be_hidden()


def test_only_articles_are_kept(read, live_server):
    make_article(slug="one")
    page = read("one", then="/search/?q=x")
    for path in ("/", "/archive/", "/articles/none/", "/desk/sign-in/"):
        page.goto(live_server.url + path)
    page.goto(live_server.url + "/articles/one/")
    assert page.evaluate(KEPT) == ["/articles/one/"]
    files = page.evaluate(
        "caches.open('longwave-files').then(each => each.keys())"
        ".then(all => all.map(({url}) => new URL(url).pathname))"
    )
    assert all(path.startswith(("/static/", "/service-worker/offline/")) for path in files)


def test_the_number_of_kept_articles_is_bounded(read, monkeypatch):
    monkeypatch.setattr(offline, "MOST_ARTICLES", 2)
    for slug in ("one", "two", "three"):
        make_article(slug=slug)
    page = read("one", "two", "one", "three")
    assert page.evaluate(KEPT) == ["/articles/one/", "/articles/three/"]


def test_a_withdrawn_article_is_removed(read, live_server):
    make_article(slug="gone")
    make_article(slug="stays")
    page = read("gone", "stays", then="/articles/stays/")
    Article.objects.get(slug="gone").delete()
    page.goto(live_server.url + "/articles/stays/")

    def is_removed():
        # Chromium looks for a new worker only while the reader opens no other page.
        if page.evaluate(NEW_WORKER_RUNS):
            page.goto(live_server.url + "/articles/stays/")
        return page.evaluate(KEPT) == ["/articles/stays/"]

    wait_for(page, is_removed)


def test_switching_it_off_removes_the_worker_and_what_it_kept(read, site):
    make_article(slug="one")
    page = read("one")
    site.offline_reading = False
    site.save()
    page.reload()
    wait_for(page, lambda: page.evaluate(NOTHING_IS_LEFT))


def test_without_the_setting_there_is_no_worker(visit):
    make_article(slug="one")
    page = visit("/articles/one/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(NOTHING_IS_LEFT)
    assert not page.problems
