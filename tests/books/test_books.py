"""Books: what is in them, that programs can read them, and that making them is bounded."""

import re
from datetime import UTC, datetime
from io import BytesIO
from posixpath import join, normpath
from urllib.parse import unquote

import pytest
from django.core.files.storage import default_storage

from articles.models import Series, SiteSettings
from books import views
from books.book_making import BookMaker
from books.book_scopes import BookScope
from books.stored_books import book_path, remove_unread
from media.storing import add_file
from tests.books.reading import MATH, TYPE, XHTML, ReadBook
from tests.each import check_each
from tests.factories import make_article, make_topic, make_user
from tests.media.samples import picture

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

OTHERS = {"EPUB/package.opf", "mimetype", "META-INF/container.xml"}
DATE = datetime(2024, 3, 5, 6, 7, 8, tzinfo=UTC)
BODY = r"""
开头 $E=mc^2$，见[另一篇](/articles/second/#小节)，脚注[^1]。

## 小节 & 更多

```python
def f(x): return x < 3
```

<details><summary>折叠</summary>

藏着的

</details>

- [x] 做完

![别处](https://elsewhere.example/a.png)

[^1]: 注释 $x$。
"""


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA = settings.MEDIA_ROOT = tmp_path


def make_book(scope, most_bytes=2**40):
    out = BytesIO()
    site = SiteSettings.current()
    maker = BookMaker(scope, site, "https://blog.example", most_bytes)
    maker.write(list(scope.articles.with_names()), out)
    return out.getvalue()


def make_text(**values):
    defaults = {"title": "第一篇 <&>", "slug": "first", "body": BODY, "published_at": DATE}
    return make_article(**{**defaults, "updated_at": DATE, **values})


def dead_targets(book):
    """Links and pictures of all pages that lead to nothing in the book."""
    pages = {path: book.page(path) for path in book.items if path.endswith(".xhtml")}
    ids = {path: {node.get("id") for node in page.iter()} for path, page in pages.items()}
    for path, page in pages.items():
        for target in filter(None, (n.get("href") or n.get("src") for n in page.iter())):
            file, _sign, fragment = unquote(target).partition("#")
            where = normpath(join(path.rpartition("/")[0], file)) if file else path
            is_there = where in book.items and (not fragment or fragment in ids[where])
            if not is_there and not target.startswith("https://"):
                yield f"{path}: {target}"


def test_an_article_is_a_book_that_programs_can_read():
    file = add_file(BytesIO(picture("png")), "图.png", make_user())
    article = make_text(body=f"{BODY}\n![图]({file.get_absolute_url()})\n")
    article.tags.add("注意力")
    data = make_book(BookScope.of_article(article))
    book = ReadBook(data)
    page, text = book.page("texts/text-1.xhtml"), book.text("texts/text-1.xhtml")
    pictures = [node.get("src") for node in page.iter(f"{XHTML}img")]
    first = book.archive.infolist()[0]

    def check(found, wanted):
        assert found == wanted

    check_each(
        [
            ((first.filename, first.compress_type), ("mimetype", 0)),
            (book.archive.read("mimetype"), b"application/epub+zip"),
            (book.values("title"), ["第一篇 <&>"]),
            (book.values("identifier"), [f"urn:uuid:{article.uid}"]),
            (book.values("language"), ["zh-CN"]),
            (book.values("creator"), ["Wang Xiaoyun"]),
            (book.values("subject"), ["注意力"]),
            ("2024-03-05T06:07:08Z" in book.text("package.opf"), True),
            (book.spine, ["cover.xhtml", "texts/text-1.xhtml"]),
            (book.properties("texts/text-1.xhtml"), "mathml"),
            (book.properties("files/cover.png"), "cover-image"),
            (book.properties("nav.xhtml"), "nav"),
            (len(pictures), 1),
            ([*dead_targets(book)], []),
            ({f"EPUB/{path}" for path in book.items} | OTHERS, set(book.names)),
            (re.findall(r'(?:src|poster|data)="https?:', "".join(map(book.text, book.spine))), []),
            ("<script" in text or "<details" in text or "<input" in text, False),
            ('<a href="https://elsewhere.example/a.png">别处</a>' in text, True),
            ('<span class="k">def</span>' in text, True),
            (".highlight .k" in book.text("book.css"), True),
            ("藏着的" in text and "☑ 做完" in text, True),
            ([node.get(TYPE) for node in page.iter(f"{XHTML}aside")], ["footnote"]),
            ('href="#fn-1" epub:type="noteref"' in text, True),
        ],
        check,
    )  # fmt: skip
    assert make_book(BookScope.of_article(article)) == data


def test_words_in_formulas_are_html_for_programs_that_read_xml():
    body = r"$\texttt{Pat}$ $\textbf{if } x$ $$y\tag{1}$$ $\textrm{“a”} + \textit{b}$"
    page = ReadBook(make_book(BookScope.of_article(make_text(body=body)))).page(
        "texts/text-1.xhtml"
    )
    assert [node.text for node in page.iter(f"{XHTML}code")] == ["Pat"]
    names = {node.tag.rpartition("}")[2] for node in page.iter() if node.tag.startswith(MATH)}
    assert names & {"b", "code", "i", "span"} == set()


def test_a_series_is_in_its_order_and_links_stay_in_the_book():
    series = Series.objects.create(name="从零 & 一", slug="zero", description="三篇")
    make_article(title="第二篇", slug="second", series=series, part=1, body="## 小节\n\n正文")
    make_text(series=series, part=2)
    make_article(title="草稿", series=series, part=3, status="draft", body="不公开")
    book = ReadBook(make_book(BookScope.of_series(series, SiteSettings.current())))
    titles = [book.page(path).find(f".//{XHTML}h1").text for path in book.spine[3:]]
    assert titles == ["第二篇", "第一篇 <&>"]
    assert book.spine[1:3] == ["title.xhtml", "nav.xhtml"]
    assert book.values("title") == ["从零 & 一"]
    assert "text-1.xhtml#" in book.text("texts/text-2.xhtml")
    assert "不公开" not in "".join(map(book.text, book.spine))
    assert [*dead_targets(book)] == []


def test_topics_and_the_whole_site_have_each_article_once_the_oldest_first():
    topic = make_topic("机器学习")
    old = make_text(category=topic)
    make_article(title="新", category=topic)
    make_article(title="In English", language="en", translation_of=old, category=topic)
    make_article(title="别的")
    site = SiteSettings.current()

    def titles(scope):
        return [article.title for article in scope.articles]

    assert titles(BookScope.of_topic(topic, site)) == ["第一篇 <&>", "新"]
    assert titles(BookScope.of_site(site)) == ["第一篇 <&>", "新", "别的"]
    book = ReadBook(make_book(BookScope.of_site(site)))
    assert book.values("title") == [site.title]
    assert book.values("identifier")[0].startswith("urn:uuid:")


def test_pictures_beyond_the_limit_or_without_a_file_are_links():
    file = add_file(BytesIO(picture("png")), "a.png", make_user())
    article = make_text(body=f"![图]({file.get_absolute_url()})")
    few = ReadBook(make_book(BookScope.of_article(article), most_bytes=10))
    default_storage.delete(file.content.name)
    gone = ReadBook(make_book(BookScope.of_article(article)))
    for book in (few, gone):
        assert "<img" not in book.text("texts/text-1.xhtml")
        assert ">图</a>" in book.text("texts/text-1.xhtml")


# For readers


def read(response):
    return b"".join(response.streaming_content)


def test_readers_get_books_of_what_is_public(client):
    topic, series = make_topic("机器学习", slug="ml"), Series.objects.create(name="S", slug="s")
    make_text(category=topic, series=series)
    for path in ("/articles/first.epub", "/topics/ml.epub", "/series/s.epub"):
        response = client.get(path)
        assert response["Content-Type"] == "application/epub+zip"
        assert "attachment" in response["Content-Disposition"]
        assert ReadBook(read(response)).spine[-1] == "texts/text-1.xhtml"
        again = client.get(path, headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304


def test_what_is_not_public_has_no_book(client):
    make_text(status="draft")
    make_topic("空", slug="empty")
    make_article(slug="later", published_at=datetime(2090, 1, 1, tzinfo=UTC))
    names = ("articles/first", "articles/later", "topics/empty", "series/no")
    assert {client.get(f"/{name}.epub").status_code for name in names} == {404}


def test_a_former_address_leads_to_the_book(client):
    article = make_text()
    article.slug = "renamed"
    article.save()
    response = client.get("/articles/first.epub")
    assert (response.status_code, response["Location"]) == (301, "/articles/renamed.epub")


def test_a_book_is_made_once_for_each_content(client, monkeypatch):
    article, made = make_text(), []
    write = BookMaker.write
    monkeypatch.setattr(BookMaker, "write", lambda *given: made.append(1) or write(*given))
    for _time in range(3):
        client.get("/articles/first.epub")
    assert len(made) == 1
    article.title = "Neu"
    article.save()
    client.get("/articles/first.epub")
    assert len(made) == 2


def test_making_books_is_bounded(client, monkeypatch):
    topic = make_topic("机器学习", slug="ml")
    make_text(category=topic)
    with views.making:
        busy = client.get("/articles/first.epub")
    assert (busy.status_code, busy["Retry-After"]) == (503, "5")
    assert "no-store" in busy["Cache-Control"]
    monkeypatch.setattr(views, "RATE", (1, 3600))
    statuses = []
    for number in range(3):
        make_article(slug=f"other-{number}")
        statuses.append(client.get(f"/articles/other-{number}.epub").status_code)
    assert statuses.count(429) >= 1
    monkeypatch.setattr(views, "MOST_ARTICLES", 0)
    assert client.get("/topics/ml.epub").status_code == 404


def test_what_nobody_read_for_long_is_removed_first(client):
    make_text()
    make_article(slug="second")
    for slug in ("first", "second", "first"):
        read(client.get(f"/articles/{slug}.epub"))
    folder = book_path("x").parent
    newest = max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    remove_unread(folder, keep=newest, most_bytes=newest.stat().st_size)
    assert [*folder.iterdir()] == [newest]


def test_pages_link_to_their_books(client):
    topic, series = make_topic("机器学习", slug="ml"), Series.objects.create(name="S", slug="s")
    make_text(category=topic, series=series)
    for name in ("/articles/first", "/topics/ml", "/series/s"):
        assert f'href="{name}.epub" rel="alternate nofollow"' in client.get(f"{name}/").text
    assert "Disallow: /*.epub" in client.get("/robots.txt").text
