"""Cached fragments show changes immediately, and no content of other users."""

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from articles.cache import memory
from articles.models import Article, Category, Page, SiteSettings, Tag, User
from tests.factories import make_article, make_topic, make_user

PAGES = ("/", "/articles/first/", "/topics/nlp/", "/tags/llm/", "/authors/ada/")


@pytest.fixture
def article(committed):
    article = make_article(
        slug="first",
        title="First",
        body="text",
        category=make_topic("NLP"),
        author=make_user("ada"),
    )
    article.tags.add("LLM")
    make_article(slug="second", title="Second", category=article.category)
    return article


CHANGES = {
    "title": lambda a: Article.objects.filter(pk=a.pk).update(title="Changed"),
    "topic": lambda a: Category.objects.update(name="Changed"),
    "tag": lambda a: Tag.objects.update(name="Changed"),
    "author": lambda a: User.objects.filter(pk=a.author_id).update(display_name="Changed"),
    "site": lambda a: SiteSettings(title="Changed").save(),
    "menu": lambda a: Page.objects.create(title="Changed", body="x"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changes_show_at_once(article, change):
    client = Client()

    def shown():
        return {page for page in PAGES if "Changed" in client.get(page).content.decode()}

    assert not shown()
    assert not shown()
    CHANGES[change](article)
    assert "/articles/first/" in shown()


def test_unpublished_article_disappears_from_all_pages(article):
    client = Client()
    for page in (*PAGES, *PAGES, "/articles/second/"):
        assert "First" in client.get(page).content.decode()
    Article.objects.filter(pk=article.pk).update(status="draft")
    assert client.get("/articles/first/").status_code == 404
    for page in (*PAGES[:1], *PAGES[2:4], "/articles/second/"):
        assert "First" not in client.get(page).content.decode()


def test_page_shows_the_current_html(article):
    client = Client()
    client.get("/articles/first/")
    Article.objects.filter(pk=article.pk).update(html="<p>changed</p>")
    assert "<p>changed</p>" in client.get("/articles/first/").content.decode()


@pytest.mark.either_database
def test_page_depends_on_theme_language_and_host(article):
    client = Client()
    for _time in range(2):
        for theme in ("light", "dark"):
            client.cookies["theme"] = theme
            assert f'data-theme="{theme}"' in client.get("/articles/first/").content.decode()
        for language in ("en", "zh-CN"):
            page = client.get("/articles/first/", headers={"accept-language": language})
            assert f'<html lang="{language}"' in page.content.decode()
        for host in ("localhost", "127.0.0.1"):
            page = client.get("/articles/first/", headers={"host": host}).content.decode()
            assert f'rel="canonical" href="http://{host}/' in page


@pytest.mark.either_database
def test_forms_contain_the_requested_url(article):
    for address in ("/?x=1", "/?x=2", "/?x=1"):
        assert f'name="next" value="{address}"' in Client().get(address).content.decode()


@pytest.fixture
def cache(monkeypatch):
    cache = memory.ValueCache(memory.CacheVersion("", 0, None))
    monkeypatch.setattr(memory, "current_cache", lambda: cache)
    return cache


def rendered(source, request, **values):
    template = Template("{% load fragments %}" + source)
    return template.render(Context({"request": request, **values}))


def test_fragment_is_rendered_once_for_its_values(cache):
    request = RequestFactory().get("/")
    source = '{% fragment "part" a.b %}{{ c }}{% endfragment %}'
    texts = [rendered(source, request, a={"b": b}, c=c) for b, c in ((1, 1), (1, 2), (2, 3))]
    assert texts == ["1", "1", "3"]


def test_fragment_with_undefined_value_is_not_cached(cache):
    request = RequestFactory().get("/")
    source = '{% fragment "part" cache_key %}{{ c }}{% endfragment %}'
    assert [rendered(source, request, c=c) for c in (1, 2)] == ["1", "2"]


@pytest.mark.parametrize("who", ["signed in", "writing templates", "unknown"])
def test_fragment_is_not_cached_for_signed_in_users_and_theme_authors(cache, settings, who):
    request = RequestFactory().get("/")
    settings.DEBUG = who == "writing templates"
    if who == "signed in":
        request.COOKIES["sessionid"] = "x"
    request = None if who == "unknown" else request
    source = '{% fragment "part" %}{{ c }}{% endfragment %}'
    assert [rendered(source, request, c=c) for c in (1, 2)] == ["1", "2"]


def test_cached_fragment_is_escaped_once(cache):
    request = RequestFactory().get("/")
    source = '{% fragment "part" %}<b>{{ c }}</b>{% endfragment %}'
    assert [rendered(source, request, c="<&") for _time in range(2)] == ["<b>&lt;&amp;</b>"] * 2


def test_uncached_part_of_a_fragment_is_rendered_each_time(cache):
    request = RequestFactory().get("/")
    source = (
        '{% fragment "part" %}<i>{% uncached %}{{ c }}{% enduncached %}{{ c }}</i>{% endfragment %}'
    )
    assert [rendered(source, request, c=c) for c in "<b"] == ["<i>&lt;&lt;</i>", "<i>b&lt;</i>"]
    assert rendered(source, None, c="x") == "<i>xx</i>"
