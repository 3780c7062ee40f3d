"""Authors without a name for readers: their user names are for signing in and stand nowhere."""

import json
import re
from importlib import import_module

import pytest
from django.apps import apps

from articles.models import SiteSettings, User
from tests.factories import make_article, make_preview_link, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LOGIN = "login-of-somebody"
FEEDS = ("/feed.xml", "/rss.xml", "/feed.json")


@pytest.fixture
def article():
    SiteSettings(title="长波").save()
    return make_article(slug="signal", author=make_user(LOGIN, display_name=""))


def test_user_name_stands_nowhere(client, article):
    preview = make_preview_link(article)
    pages = (article.get_absolute_url(), "/articles/signal.md", preview, "/", "/search/?q=signal")
    for address in (*pages, *FEEDS, "/sitemap-authors.xml"):
        assert LOGIN not in client.get(address).text, address


def test_page_has_no_empty_byline(client, article):
    page = client.get(article.get_absolute_url()).text
    assert 'rel="author"' not in page
    assert "article:author" not in page
    assert re.search(r'<p class="printed">\d{4}-', page)


def test_the_site_stands_for_the_author(client, article):
    page = client.get(article.get_absolute_url()).text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1]
    posting = json.loads(block)["@graph"][0]
    assert posting["author"] == {
        "@type": "Organization",
        "name": "长波",
        "url": "http://testserver/",
    }
    assert "author = {{长波}}" in page


def test_atom_feed_has_an_author(client, article):
    feed = client.get("/feed.xml").text
    assert re.findall(r"<author><name>(.*?)</name></author>", feed) == ["长波"]


def test_unnamed_author_has_no_page_until_there_is_a_name(client, article):
    address = "/authors/ada-lovelace/"
    assert client.get(address).status_code == 404
    assert client.get(address + "feed.xml").status_code == 404
    author = article.author
    author.first_name, author.last_name, author.slug = "Ada", "Lovelace", ""
    author.save()
    assert "Ada Lovelace" in client.get(address).text
    assert (
        f'<a rel="author" href="{address}">Ada Lovelace</a>'
        in client.get(article.get_absolute_url()).text
    )


@pytest.mark.asks_a_database
def test_update_keeps_the_names_that_readers_know(article):
    make_user("admin", display_name="")
    make_user("ada")
    migration = import_module("articles.migrations.0019_unnamed_authors")
    migration.keep_known_names(apps, None)
    names = dict(User.objects.values_list("username", "display_name"))
    assert names == {LOGIN: LOGIN, "admin": "", "ada": "Ada Lovelace"}
