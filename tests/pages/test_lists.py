"""Lists: home, topics, tags, authors, archive."""

import re
from datetime import UTC, datetime

import pytest

from articles.models import Page, Series, SiteSettings
from tests.each import check_each
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.either_database]


def titles(response):
    return [article.title for article in response.context["listing"].articles]


def entry_texts(response):
    """The paragraphs of each entry: its summary, its excerpt."""
    entries = response.text.split('<article class="entry')[1:]
    return [re.findall(r'<p class="(?:summary|excerpt ex)"[^>]*>([^<]*)</p>', e) for e in entries]


def test_home_shows_hero_and_feed_heading(client):
    text = client.get("/").text
    assert "INCOMING" in text
    assert "TRANSMISSION" in text
    assert "LATEST UPDATES" in text


@pytest.mark.asks_a_database
def test_home_lists_newest_first(client):
    make_article(title="old", published_at=datetime(2024, 1, 1, tzinfo=UTC))
    make_article(title="new", published_at=datetime(2025, 1, 1, tzinfo=UTC))
    assert titles(client.get("/")) == ["new", "old"]


def test_entry_shows_topic_date_excerpt_tags_and_reading_time(client):
    article = make_article(
        title="梯度",
        body="反向传播一次走完。",
        category=make_topic("深度学习"),
        published_at=datetime(2025, 3, 4, 4, tzinfo=UTC),
    )
    article.tags.add("自动微分")
    text = client.get("/", headers={"accept-language": "en"}).text
    for shown in ("深度学习", "2025-03-04", "梯度", "反向传播一次走完。", "自动微分", "1 minute"):
        assert shown in text


def test_entry_labels_what_an_excerpt_cannot_show(client):
    make_article(body="令 $x$ 写成 \\[Math\\]。")
    assert '令<span class="chip i">[Math]</span>写成 [Math]。' in client.get("/").text


def test_summary_by_hand_is_text(client):
    make_article(body="令 $x$", summary="[Math] <b>")
    assert '<p class="summary" lang="zh-CN">[Math] &lt;b&gt;</p>' in client.get("/").text


@pytest.mark.parametrize(
    ("setting", "with_summary", "without"),
    [
        ("both", ["一行概要", "正文开头。"], ["另一篇。"]),
        ("excerpt", ["正文开头。"], ["另一篇。"]),
        ("summary", ["一行概要"], ["另一篇。"]),
    ],
)
def test_entry_shows_the_text_that_the_site_chooses(client, setting, with_summary, without):
    make_article(
        body="正文开头。", summary="一行概要", published_at=datetime(2025, 1, 2, tzinfo=UTC)
    )
    make_article(body="另一篇。", published_at=datetime(2025, 1, 1, tzinfo=UTC))
    SiteSettings(entry_text=setting).save()
    assert entry_texts(client.get("/")) == [with_summary, without]


def test_a_change_of_the_text_in_lists_shows_at_once(client):
    make_article(body="正文开头。", summary="一行概要")
    assert entry_texts(client.get("/")) == [["一行概要", "正文开头。"]]
    SiteSettings(entry_text="summary").save()
    assert entry_texts(client.get("/")) == [["一行概要"]]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize(
    "address", ["/", "/topics/nlp/", "/archive/", "/series/s/", "/search/?q=n"]
)
def test_dates_in_lists_are_iso_dates(client, address, language):
    topic, series = make_topic("NLP"), Series.objects.create(name="s")
    at = datetime(2025, 3, 4, 4, tzinfo=UTC)
    make_article(title="n", category=topic, series=series, published_at=at)
    page = client.get(address, headers={"accept-language": language}).text
    dates = re.findall(r"<time [^>]+>([^<]+)</time>", page)
    assert dates
    assert set(dates) == {"03-04" if address == "/archive/" else "2025-03-04"}


def test_empty_blog_says_so(client):
    response = client.get("/", headers={"accept-language": "en"})
    assert "Nothing has been published yet." in response.text


@pytest.mark.asks_a_database
def test_second_page_has_its_own_address(client):
    for number in range(12):
        make_article(title=f"n{number}")
    response = client.get("/page/2/")
    assert len(titles(response)) == 2
    assert '<link rel="prev" href="/">' in response.text
    assert '<link rel="next" href="/page/2/">' in client.get("/").text


@pytest.mark.asks_a_database
def test_pages_do_not_repeat_or_lose_an_article(client):
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    for number in range(25):
        make_article(title=f"n{number}", published_at=moment)
    seen = [t for page in ("/", "/page/2/", "/page/3/") for t in titles(client.get(page))]
    assert sorted(seen) == sorted(f"n{number}" for number in range(25))


@pytest.mark.parametrize(
    ("asked", "leads_to"), [("/page/1/", "/"), ("/?page=1", "/"), ("/?page=2", "/page/2/")]
)
def test_every_page_of_home_has_one_address(client, asked, leads_to):
    for _number in range(12):
        make_article()
    response = client.get(asked)
    if asked == "/?page=1":
        assert f'rel="canonical" href="http://testserver{leads_to}"' in response.text
    else:
        assert (response.status_code, response["Location"]) == (301, leads_to)


NONSENSE = [
    "page=0",
    "page=-1",
    "page=abc",
    "page=999999",
    "page=9" * 50,
    "page=١",
    "year=abc",
    "year=0",
    "year=99999",
    "tag=%00",
    "topic=a%00b",
    "tag=" + "x" * 10_000,
    "topic=" + "%E6%B3%A8" * 3_000,
    "&".join(f"tag=t{n}" for n in range(50)),
]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/", marks=pytest.mark.asks_a_database),
        *("/topics/nlp/", "/tags/llm/", "/archive/"),
    ],
)
def test_nonsense_in_the_query_is_not_found(client, address):
    def check(query):
        assert client.get(f"{address}?{query}").status_code in {400, 404}

    make_article(category=make_topic("NLP")).tags.add("LLM")
    check_each(NONSENSE, check)


@pytest.mark.parametrize("path", ["/page/0/", "/page/999999/", "/page/99999999999999999999/"])
def test_page_beyond_the_list_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["tag=", "topic=&year=", "utm_source=x", "page=", "q=%27%22%3Cscript%3E", "tag=a&tag=a"],
)
def test_harmless_query_is_answered(client, query):
    assert client.get(f"/?{query}").status_code == 200


@pytest.mark.asks_a_database
def test_filters_combine(client):
    nlp, cv = make_topic("NLP"), make_topic("CV")
    year = {n: datetime(n, 6, 1, tzinfo=UTC) for n in (2024, 2025)}
    make_article(title="hit", category=nlp, published_at=year[2025]).tags.add("注意力", "LLM")
    make_article(title="other tag", category=nlp, published_at=year[2025]).tags.add("LLM")
    make_article(title="other topic", category=cv, published_at=year[2025]).tags.add("注意力")
    make_article(title="other year", category=nlp, published_at=year[2024]).tags.add("注意力")
    response = client.get("/", {"topic": "nlp", "tag": "注意力", "year": "2025"})
    assert titles(response) == ["hit"]
    assert titles(client.get("/topics/nlp/", {"tag": ["注意力", "llm"]})) == ["hit"]


def test_chip_names_its_filter_and_removes_only_it(client):
    make_article(category=make_topic("自然语言")).tags.add("注意力")
    response = client.get("/", {"topic": "zi-ran-yu-yan", "tag": "注意力"})
    chips = {chip.label: chip.removal for chip in response.context["listing"].chips}
    assert chips["自然语言"] == "/?tag=%E6%B3%A8%E6%84%8F%E5%8A%9B"
    assert chips["注意力"] == "/?topic=zi-ran-yu-yan"


def test_unknown_filter_gives_an_empty_list_that_says_so(client):
    make_article()
    response = client.get("/?tag=nothing-has-it", headers={"accept-language": "en"})
    assert response.status_code == 200
    assert "No article matches these filters." in response.text


@pytest.mark.asks_a_database
def test_year_filter_follows_the_site_time_zone(client):
    make_article(title="new year", published_at=datetime(2024, 12, 31, 17, tzinfo=UTC))
    assert titles(client.get("/?year=2025")) == ["new year"]
    assert client.get("/archive/2025/01/").status_code == 200
    assert client.get("/archive/2024/").status_code == 404


@pytest.mark.asks_a_database
def test_archive_counts_by_month(client):
    for month in (1, 1, 2):
        make_article(published_at=datetime(2025, month, 10, tzinfo=UTC))
    (year,) = client.get("/archive/").context["years"]
    assert (year.year, year.total) == (2025, 3)
    assert [(m.month, m.total) for m in year.months] == [(2, 1), (1, 2)]


@pytest.mark.asks_a_database
@pytest.mark.parametrize("year", [1066, 1996, 1997, 2019, 2026])
def test_archive_counts_every_year_in_the_sites_time_zone(client, year):
    make_article(published_at=datetime(year, 2, 28, 15, 50, tzinfo=UTC))
    make_article(published_at=datetime(year, 3, 31, 16, 30, tzinfo=UTC))
    (shown,) = client.get("/archive/").context["years"]
    assert (shown.year, [(m.month, m.total) for m in shown.months]) == (year, [(4, 1), (2, 1)])
    for month in (2, 4):
        assert client.get(f"/archive/{year:04d}/{month:02d}/").context["listing"].total == 1


@pytest.mark.asks_a_database
def test_topics_and_tags_show_counts_of_what_is_public(client):
    topic = make_topic("NLP")
    make_article(category=topic).tags.add("LLM")
    make_article(category=topic, status="draft").tags.add("LLM", "secret")
    (shown,) = client.get("/topics/").context["topics"]
    assert shown.total == 1
    assert [(t.name, t.total) for t in client.get("/tags/").context["tags"]] == [("LLM", 1)]


def test_author_has_a_page(client, author):
    make_article(title="hers", author=author)
    assert titles(client.get(author.get_absolute_url())) == ["hers"]


def test_author_without_articles_has_no_page(client, author):
    assert client.get(author.get_absolute_url()).status_code == 404


@pytest.mark.asks_a_database
def test_an_article_links_to_its_author_only_if_that_page_exists(client, author):
    archived = make_article(author=author, status="archived").get_absolute_url()
    address = author.get_absolute_url()
    page = client.get(archived).text
    assert author.byline in page
    assert address not in page
    make_article(author=author)
    assert page != client.get(archived).text
    assert client.get(archived).text.count(address) == 3  # byline, article:author, JSON-LD
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("path", ["/archive/9999/", "/archive/9999/12/", "/archive/0001/"])
def test_year_without_a_next_one_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.asks_a_database
def test_search_finds_articles_with_all_the_words(client):
    make_article(title="注意力机制", body="Transformer 的核心")
    make_article(title="卷积", body="Transformer 以前")
    make_article(title="注意力草稿", body="Transformer", status="draft")
    found = client.get("/search/", {"q": "注意力 transformer"}).context["listing"].articles
    assert [article.title for article in found] == ["注意力机制"]


@pytest.mark.asks_a_database
@pytest.mark.parametrize("words", ["", " ", "'\"*", "NEAR(", "\\", "%00", "\x01", "词" * 10_000])
def test_whatever_is_searched_for_is_text(client, words):
    make_article(title="卷积")
    assert client.get("/search/", {"q": words}).status_code == 200


@pytest.mark.asks_a_database
def test_topic_offers_its_tags_as_filters_that_lead_somewhere(client, db):
    topic = make_topic("NLP")
    make_article(title="both", category=topic).tags.add("GPU", "LLM")
    make_article(title="one", category=topic).tags.add("GPU")
    make_article(title="draft", category=topic, status="draft").tags.add("Secret")
    make_article(title="elsewhere").tags.add("Other")
    (facet,) = client.get("/topics/nlp/").context["listing"].facets
    assert [(each.label, each.total) for each in facet.values] == [("LLM", 1)]
    page = client.get("/topics/nlp/?tag=llm")
    assert [article.title for article in page.context["listing"].articles] == ["both"]


@pytest.mark.parametrize("address", ["/topics/nlp/", "/nothing/"])
def test_topic_nav_links_to_every_topic_and_marks_the_current(client, db, address):
    make_article(category=make_topic("NLP"))
    html = client.get(address).content.decode()
    marked = ' aria-current="page"' if "topics" in address else ""
    assert f'<a href="/topics/nlp/"{marked}>NLP <small>1</small></a>' in html


def leads(client, address="/"):
    return re.findall(
        r'<article class="entry lead">.*?<h3[^>]*><a[^>]*>([^<]*)', client.get(address).text, re.S
    )


def test_the_newest_article_leads_the_home_page_and_no_other_list(client):
    topic = make_topic("NLP")
    for number in range(12):
        make_article(title=f"n{number}", category=topic)
    assert leads(client) == ["n11"]
    assert leads(client, "/page/2/") == []
    assert leads(client, "/topics/nlp/") == []


def test_featured_articles_lead_instead_of_the_newest(client):
    make_article(title="featured", featured=True)
    make_article(title="newest")
    assert leads(client) == ["featured"]


@pytest.mark.parametrize("address", ["/", "/topics/nlp/", "/tags/llm/"])
def test_the_first_strip_of_a_list_is_explained(client, address):
    for number in range(3):
        make_article(title=f"n{number}", category=make_topic("NLP")).tags.add("LLM")
    page = client.get(address, headers={"accept-language": "en"}).text
    assert page.count('<details class="strip-help">') == 1
    assert "one tick is ten seconds of reading" in page
    assert page.index("<details") < page.index("n1</a></h3>")


@pytest.mark.asks_a_database
def test_topics_with_most_articles_come_first_unless_they_have_positions(client):
    for name, total, position in (("One", 1, 0), ("Two", 2, 0), ("Last", 3, 1)):
        for _number in range(total):
            make_article(category=make_topic(name, position=position))
    names = [topic.name for topic in client.get("/topics/").context["topics"]]
    assert names == ["Two", "One", "Last"]


@pytest.mark.parametrize("address", ["/", "/archive/", "/nothing/"])
def test_every_page_leads_to_the_feed(client, address):
    page = client.get(address).text
    menu = page[page.index("<nav") : page.index("</nav>")]
    assert '<a href="/feed.xml" rel="alternate">' in menu
    foot = page[page.index("<footer") :]
    assert re.findall(r'href="(/[^"]+)"', foot) == ["/feed.xml", "/rss.xml", "/feed.json"]


def test_menu_has_a_page_once_in_the_language_of_the_reader(client):
    for slug, title, language in (
        ("about", "关于", "zh-hans"),
        ("about-en", "About", "en"),
        ("links", "友链", "zh-hans"),
    ):
        Page.objects.create(slug=slug, title=title, language=language, body=title)

    def pages_in_menu(language):
        page = client.get("/", headers={"accept-language": language}).text
        menu = page[page.index("<nav") : page.index("</nav>")]
        return re.findall(r">(关于|About|友链)</a>", menu)

    assert pages_in_menu("en") == ["About", "友链"]
    assert pages_in_menu("zh-CN") == ["关于", "友链"]


def test_description_of_the_site_is_shown_on_the_home_page(client):
    SiteSettings(description="代码与数学").save()
    assert '<p class="intro">代码与数学</p>' in client.get("/").text
