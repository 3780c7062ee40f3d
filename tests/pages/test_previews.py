"""Previews of drafts have working links only."""

from datetime import timedelta
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles.detail import markdown_export
from articles.models import Article, Series
from tests.factories import make_article, make_preview_link, make_topic, make_user
from tests.transfer.imports import import_folder

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]
ADDRESSES = {
    "a[href], link[href]": "href",
    "img[src], script[src], source[src]": "src",
    'meta[property="og:url"], meta[property="og:image"]': "content",
    'meta[property="article:author"]': "content",
}
BODY = """## 一节

文 $x$ [二](#二) [别处](other) 脚注[^1]

## 二

[^1]: 注。
"""


def addresses(tree):
    for selector, attribute in ADDRESSES.items():
        yield from (node.attributes[attribute] for node in tree.css(selector))


def broken_links(client, path):
    """Links of the page that answer 404. The page is compared with that of the caches, and where it
    leads to is not: many pages."""
    follower = Client()
    follower.cookies = client.cookies
    tree = LexborHTMLParser(client.get(path).text)
    here = "http://testserver" + path
    found = {urlsplit(urljoin(here, address)) for address in addresses(tree)}
    assert len(found) > 10
    for link in found:
        if link.netloc != "testserver":
            continue
        if link.path == path and link.fragment:
            works = tree.css_first(f'[id="{unquote(link.fragment)}"]') is not None
        elif link.path.startswith("/static/"):
            works = finders.find(link.path.removeprefix("/static/")) is not None
        else:
            asked = link.path + (f"?{link.query}" if link.query else "")
            works = follower.get(asked, follow=True).status_code == 200
        if not works:
            yield link.geturl()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "values",
    [
        {"status": "draft", "published_at": None},
        {"status": "published", "published_at": timezone.now() + timedelta(days=9)},
        {"status": "archived"},
        {"status": "published"},
    ],
    ids=["draft", "scheduled", "archived", "published"],
)
def test_every_link_of_a_preview_works(client, values, language):
    """The draft is the only article of its author, topic, series and tags."""
    topic, series = make_topic("新话题"), Series.objects.create(name="新系列")
    others = {"author": make_user("ada", group="editors"), "body": "其他"}
    original = make_article(slug="other", language="en", title="Other", **others)
    article = make_article(
        slug="草稿",
        body=BODY,
        category=topic,
        series=series,
        translation_of=original,
        summary="概要",
        **values,
    )
    article.tags.add("新标签", "C++")
    path = make_preview_link(article)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert not list(broken_links(client, path))


def test_every_link_of_an_article_works(client):
    article = make_article(slug="a", body=BODY, category=make_topic())
    article.tags.add("标签")
    make_article(slug="other", category=make_topic())
    assert not list(broken_links(client, "/articles/a/"))


def test_the_source_of_a_draft_is_there_for_who_has_the_link(client):
    article = make_article(slug="d", body="geheim", status="draft")
    path = make_preview_link(article)
    text = client.get(path).text
    (source,) = {
        node.attributes["href"] for node in LexborHTMLParser(text).css('[type="text/markdown"]')
    }
    response = client.get(source)
    assert response.text.endswith("geheim\n")
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert client.get("/articles/d.md").status_code == 404
    assert client.get(source.replace(".md", "x.md")).status_code == 404


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_the_source_of_what_is_not_public_says_so_to_an_import(tmp_path, author, status):
    article = make_article(slug="d", status=status)
    (tmp_path / "d.md").write_text(markdown_export.markdown_source(article))
    Article.objects.all().delete()
    import_folder(tmp_path, author=author)
    assert Article.objects.get().status == status
