"""Feeds, parsed as feed readers do."""

import html
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils import timezone
from django.utils.http import http_date

from articles.models import Article, Page, Series, SiteSettings
from tests.factories import make_article, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]
KINDS = ["feed.xml", "rss.xml"]


def parse(client, address):
    response = client.get(address)
    assert response.status_code == 200
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@pytest.mark.parametrize("kind", KINDS)
def test_feed_contains_the_full_article(client, kind):
    article = make_article(title="a < b & 公式", body="第一段。\n\n```python\nx = 1\n```\n")
    article.tags.add("注意力")
    (entry,) = parse(client, f"/{kind}").entries
    assert entry.title in {"a < b & 公式", "a &lt; b &amp; 公式"}
    assert "第一段。" in entry.content[0].value
    assert entry.link == f"http://testserver{article.get_absolute_url()}"
    assert entry.tags[0].term == "注意力"


@pytest.mark.parametrize("kind", KINDS)
def test_links_and_pictures_in_a_feed_are_absolute(client, kind):
    make_article(slug="y", status="archived")
    article = make_article(body="[x](/articles/y/) ![p](/pictures/p.png)\n\n## 节\n\n[z](#节)")
    (entry,) = parse(client, f"/{kind}").entries
    text = entry.content[0].value
    assert 'href="http://testserver/articles/y/"' in text
    assert 'src="http://testserver/pictures/p.png"' in text
    assert f'href="http://testserver{article.get_absolute_url()}#' in text


@pytest.mark.parametrize("kind", KINDS)
def test_id_stays_when_the_address_changes(client, kind):
    article = make_article(slug="old")
    before = parse(client, f"/{kind}").entries[0].id
    article.slug = "new"
    article.save()
    assert parse(client, f"/{kind}").entries[0].id == before == article.uid.urn


@pytest.mark.parametrize("kind", KINDS)
def test_feed_ends_after_the_latest_thirty(client, kind):
    for day in range(32):
        make_article(
            title=f"n{day}", published_at=datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=day)
        )
    entries = parse(client, f"/{kind}").entries
    assert [e.title for e in entries] == [f"n{day}" for day in range(31, 1, -1)]


@pytest.mark.parametrize("kind", KINDS)
def test_topic_tag_and_author_have_feeds(client, author, kind):
    topic = make_topic("NLP")
    make_article(title="in", category=topic, author=author).tags.add("注意力")
    make_article(title="out")
    for place in ("/topics/nlp/", "/tags/注意力/"):
        assert [e.title for e in parse(client, place + kind).entries] == ["in"]
    assert parse(client, author.get_absolute_url() + kind).entries


@pytest.mark.parametrize("kind", KINDS)
def test_unchanged_feed_is_not_sent_again(client, kind):
    make_article()
    first = client.get(f"/{kind}")
    again = client.get(f"/{kind}", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("kind", KINDS)
def test_changed_article_changes_the_feed(client, kind):
    article = make_article(published_at=timezone.now() - timedelta(days=3))
    before = client.get(f"/{kind}")
    article.title = "changed"
    article.save()
    after = client.get(f"/{kind}", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_deleted_article_leaves_the_feed(client, kind):
    make_article(title="older")
    newest = make_article(title="newest")
    before = client.get(f"/{kind}")
    newest.delete()
    headers = {"if-none-match": before["ETag"], "if-modified-since": http_date()}
    for asked in (headers, {"if-modified-since": http_date()}):
        after = client.get(f"/{kind}", headers=asked)
        assert after.status_code == 200
        assert [e.title for e in feedparser.parse(after.content).entries] == ["older"]


BODY = """
令 $\\frac{1}{2}$ 为[^1]

$$
\\begin{align} a &= b \\\\ c &= d \\end{align}
$$

```python title="a.py"
x = 1 < 2
```

- [x] 完成

[^1]: 脚注
"""


def test_atom_holds_xhtml_and_mathml_by_their_namespaces(client):
    make_article(body=BODY)
    make_article(body=BODY)
    root = ElementTree.fromstring(client.get("/feed.xml").content)
    contents = root.findall("{*}entry/{*}content")
    assert [content.get("type") for content in contents] == ["xhtml", "xhtml"]
    for content in contents:
        (div,) = content
        assert div.tag == "{http://www.w3.org/1999/xhtml}div"
        formulas = div.findall(".//{http://www.w3.org/1998/Math/MathML}math")
        assert "".join(formulas[0].itertext()) == "(1)/(2)"
        assert len(formulas) == 2
        assert not [each for each in div.iter() if each.get("id") or each.get("class")]


def test_empty_feed_is_valid(client):
    assert parse(client, "/feed.xml").entries == []


def test_feed_of_nothing_is_not_found(client):
    assert client.get("/topics/none/feed.xml").status_code == 404
    assert client.get("/authors/none/rss.xml").status_code == 404


def test_pages_announce_the_feeds(client):
    make_article(category=make_topic("NLP"))
    assert 'href="/topics/nlp/feed.xml"' in client.get("/topics/nlp/").text
    assert 'type="application/atom+xml"' in client.get("/").text


def test_sitemap_names_every_public_page(client, author):
    series = Series.objects.create(name="扩散模型")
    article = make_article(category=make_topic("NLP"), series=series, author=author)
    article.tags.add("注意力")
    Page.objects.create(title="关于", body="我。")
    index = client.get("/sitemap.xml").text
    sections = ("front", "articles", "pages", "topics", "tags", "series", "authors")
    pieces = [f"/sitemap-{name}.xml" for name in sections]
    text = "".join(client.get(piece).text for piece in pieces)
    assert all(f"http://testserver{piece}" in index for piece in pieces)
    assert f"<loc>http://testserver{article.get_absolute_url()}</loc>" in text
    for place in ("/topics/nlp/", "/series/", series.get_absolute_url()):
        assert f"<loc>http://testserver{place}</loc>" in text
    assert f"<loc>http://testserver{author.get_absolute_url()}</loc>" in text


def test_sitemap_index_names_no_empty_sitemap(client):
    make_article(author=make_user("nameless", display_name=""))
    index = client.get("/sitemap.xml").text
    named = re.findall(r"<loc>http://testserver(/sitemap-\w+\.xml)</loc>", index)
    assert named == ["/sitemap-front.xml", "/sitemap-articles.xml"]
    assert all("<loc>" in client.get(address).text for address in named)


def test_sitemap_has_no_author_without_published_articles(client, author, editor):
    make_article(author=author)
    make_article(author=editor, status="draft")
    text = client.get("/sitemap-authors.xml").text
    assert author.get_absolute_url() in text
    assert editor.get_absolute_url() not in text


def test_robots_are_shown_the_sitemap(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


@pytest.mark.parametrize("kind", KINDS)
def test_summary_keeps_angle_brackets(client, kind):
    make_article(body="`std::vector<int>` 与 `a < b`。")
    (entry,) = parse(client, f"/{kind}").entries
    assert "vector<int>" in html.unescape(entry.summary)
    assert "&lt;int&gt;" in entry.summary


@pytest.mark.parametrize("kind", KINDS)
def test_pasted_control_characters_break_no_feed(client, author, kind):
    SiteSettings(title="a\x0bb").save()
    make_article(title="c\x0bd\ud800e", summary="f\x00g", author=author)
    (entry,) = parse(client, f"/{kind}").entries
    assert (entry.title, entry.summary) == ("cde", "fg")


def test_relative_links_in_a_feed_become_absolute(client):
    stored = '<a href="b.html">x</a> <img src="img/p.png"> <a href="../c/?d=1&amp;e=2">q</a>'
    make_article(slug="a")
    Article.objects.update(html=stored)
    text = html.unescape(parse(client, "/feed.xml").entries[0].content[0].value)
    for address in ("/articles/a/b.html", "/articles/a/img/p.png", "/articles/c/?d=1&e=2"):
        assert f'"http://testserver{address}"' in text


XHTML_MAIN = "{http://www.w3.org/1999/xhtml}main"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("language", "words"), [("en", "This is a feed"), ("zh", "这是一个订阅源")]
)
def test_browser_finds_a_page_in_the_feed(client, kind, language, words):
    article = make_article(title="a < b & 公式")
    headers = {"accept-language": language, "accept": "text/html,*/*"}
    answer = client.get(f"/{kind}", headers=headers)
    (page,) = ElementTree.fromstring(answer.content).iter(XHTML_MAIN)
    assert words in "".join(page.itertext())
    addresses = [link.get("href") for link in page.iter("{http://www.w3.org/1999/xhtml}a")]
    assert f"http://testserver{article.get_absolute_url()}" in addresses
    (field,) = page.iter("{http://www.w3.org/1999/xhtml}input")
    assert field.get("value") == f"http://testserver/{kind}"


@pytest.mark.parametrize("kind", KINDS)
def test_stylesheets_of_a_feed_are_there(client, kind):
    text = client.get(f"/{kind}", headers={"accept": "text/html"}).text
    hrefs = re.findall(r'<\?xml-stylesheet type="text/css" href="([^"]+)"\?>', text)
    assert [href.partition(".")[0] for href in hrefs] == [
        "/static/css/longwave",
        "/static/css/feed",
    ]
    assert text.index("<?xml-stylesheet") < text.index("<feed" if kind == "feed.xml" else "<rss")


@pytest.mark.parametrize("kind", KINDS)
def test_page_for_browsers_changes_nothing_for_readers(client, kind):
    make_article(title="a < b & 公式", body=BODY, category=make_topic("NLP")).tags.add("GPU")
    SiteSettings(title="长波", description="一个博客").save()
    whole = client.get(f"/{kind}", headers={"accept": "text/html,*/*"}).text
    bare = client.get(f"/{kind}").text
    assert len(bare) < len(whole)
    with_page, without = feedparser.parse(whole), feedparser.parse(bare)
    assert with_page.entries == without.entries
    assert not with_page.bozo
    for key, value in without.feed.items():
        assert with_page.feed[key] == value, key


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_reader_gets_no_page_for_browsers(client, kind):
    make_article()
    answer = client.get(f"/{kind}")
    assert "<?xml-stylesheet" not in answer.text
    assert "<main" not in answer.text


@pytest.mark.parametrize(
    ("kind", "own", "shown"),
    [
        ("feed.xml", "atom+xml", "xml"),
        ("rss.xml", "rss+xml", "xml"),
        ("feed.json", "feed+json", "json"),
    ],
)
def test_browser_gets_a_type_that_it_shows(client, kind, own, shown):
    make_article()
    reader = client.get(f"/{kind}")
    browser = client.get(f"/{kind}", headers={"accept": "text/html,application/xml;q=0.9"})
    assert reader["Content-Type"] == f"application/{own}; charset=utf-8"
    assert browser["Content-Type"] == f"application/{shown}; charset=utf-8"
    assert "Accept" in browser["Vary"].split(", ")


def test_imported_articles_with_one_date_have_different_dates_of_change(client):
    day = datetime(2024, 5, 1, tzinfo=UTC)
    for _number in range(8):
        make_article(published_at=day, updated_at=day)
    entries = parse(client, "/feed.xml").entries
    assert len({entry.updated for entry in entries}) == 8
    assert {entry.updated[:19] for entry in entries} == {"2024-05-01T00:00:00"}
    assert [entry.updated for entry in parse(client, "/feed.xml").entries] == [
        entry.updated for entry in entries
    ]


@pytest.mark.parametrize("kind", [*KINDS, "feed.json"])
def test_feed_of_long_articles_leaves_out_whole_older_ones(client, kind):
    paragraph = "长文一段 <b> & 收尾。\n\n"
    for day in range(8):
        make_article(
            title=f"n{day}",
            body=f"{paragraph * 2500}末尾",
            published_at=datetime(2025, 1, 1 + day, tzinfo=UTC),
        )
    answer = client.get(f"/{kind}")
    assert len(answer.content) <= 512 * 1024
    titles, texts = titles_and_texts(kind, answer)
    assert 1 < len(titles) < 8
    assert titles == [f"n{day}" for day in range(7, 7 - len(titles), -1)]
    assert all("末尾" in text for text in texts)


@pytest.mark.parametrize("kind", [*KINDS, "feed.json"])
def test_article_longer_than_a_feed_may_be_is_in_its_feed(client, kind):
    make_article(title="older")
    make_article(title="long", body="长" * 200_000 + "末尾")
    titles, texts = titles_and_texts(kind, client.get(f"/{kind}"))
    assert titles == ["long"]
    assert "末尾" in texts[0]


def titles_and_texts(kind, answer):
    if kind.endswith(".json"):
        items = answer.json()["items"]
        return [each["title"] for each in items], [each["content_html"] for each in items]
    entries = feedparser.parse(answer.content).entries
    return [each.title for each in entries], [each.content[0].value for each in entries]
