"""The overview of topics, and the strip of a topic."""

import re
from datetime import UTC, datetime

import pytest

from articles.lists import topic_overview as overview_module
from articles.lists.topic_overview import topic_overviews
from articles.models import Series
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db
CODE = "```\nx = 1\n```\n"


def published(title, year, topic="NLP", **values):
    at = datetime(year, 6, 1, tzinfo=UTC)
    return make_article(title=title, published_at=at, category=make_topic(topic), **values)


def overview(name="NLP"):
    return next(each for each in topic_overviews("zh-hans") if each.topic.name == name)


def ticks(svg, channel="p"):
    path = re.search(rf'class="{channel}" d="([^"]*)"', svg)
    return path[1].count("M") if path else 0


def width(svg):
    return float(re.search(r' width="([\d.]+)"', svg)[1])


def test_overview_has_the_three_newest_titles():
    for year in range(2020, 2025):
        published(f"n{year}", year)
    assert [article.title for article in overview().newest] == ["n2024", "n2023", "n2022"]


def test_years_are_told_only_where_there_are_several():
    published("a", 2024)
    published("b", 2024)
    assert overview().years == []
    published("c", 2025)
    assert overview().years == [(2025, 1), (2024, 2)]


def test_strip_draws_all_articles_oldest_first_with_a_mark_between():
    published("new", 2025, body=CODE)
    published("old", 2024, body="字" * 58 * 3)
    strip = overview().strip
    assert (ticks(strip), ticks(strip, "c"), ticks(strip, "h")) == (3, 1, 1)
    prose, code = (re.search(rf'class="{c}" d="M(\d+)', strip)[1] for c in "pc")
    assert int(prose) < int(code)


def test_strip_of_a_small_topic_is_no_dot_beside_a_large_one():
    published("long", 2025, "NLP", body="字" * 58 * 2500)
    published("short", 2025, "CV", body="字" * 58 * 25)
    assert width(overview("NLP").strip) <= 640
    assert width(overview("CV").strip) == pytest.approx(64, rel=0.2)  # √100 times shorter
    assert width(overview("NLP").small_strip) == pytest.approx(width(overview("NLP").strip) * 0.4)


def test_totals_of_reading_are_told_if_all_articles_are_drawn(monkeypatch):
    for year in (2023, 2024, 2025):
        published(f"n{year}", year, body="字" * 4000 + "\n\n" + CODE)
    assert overview().reading == (30, 3, 0)
    monkeypatch.setattr(overview_module, "MOST_ARTICLES", 2)
    shown = overview()
    assert (shown.total, shown.reading, ticks(shown.strip, "h")) == (3, None, 1)
    assert [article.title for article in shown.newest] == ["n2025", "n2024"]


def test_draft_never_appears_in_the_overview(client):
    published("shown", 2025)
    published("unready", 2025, status="draft")
    published("alone", 2025, "CV", status="draft")
    page = client.get("/topics/").text
    assert "shown" in page
    assert "unready" not in page
    assert "CV" not in page


def test_translation_counts_once(client):
    original = published("原文", 2025)
    published("in English", 2024, language="en", translation_of=original)
    assert (overview().total, [a.title for a in overview().newest]) == (1, ["原文"])
    (english,) = topic_overviews("en")
    assert [article.title for article in english.newest] == ["in English"]


def test_page_of_a_topic_begins_with_its_strip(client):
    published("a", 2024)
    published("b", 2025)
    page = client.get("/topics/nlp/", headers={"accept-language": "en"}).text
    assert page.count('aria-label="NLP: 2 articles, oldest first"') == 1
    narrowed = client.get("/topics/nlp/?year=2025", headers={"accept-language": "en"}).text
    assert "oldest first" not in narrowed


def test_pages_of_tags_and_authors_begin_with_a_strip_too(client, author):
    for number in range(2):
        article = make_article(body="字" * 580, author=author)
        article.tags.add("attention", f"once {number}")
    for address, name in (("/tags/attention/", "#attention"), (author.get_absolute_url(), author)):
        page = client.get(address, headers={"accept-language": "en"}).text
        assert page.count(f'aria-label="{name}: 2 articles, oldest first"') == 1, address


def test_neighbours_of_a_tag_stand_above_its_articles(client):
    make_article(title="An article").tags.add("attention", "softmax")
    page = client.get("/tags/attention/").text
    neighbours = page[page.index('<nav class="near"') :].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', neighbours) == ["/tags/softmax/"]
    assert page.index("An article") > page.index('<nav class="near"')


def test_the_page_of_topics_leads_to_series(client):
    published("a", 2025)
    assert "/series/" not in client.get("/topics/").text
    series = Series.objects.create(name="读懂注意力")
    published("b", 2025, series=series)
    page = client.get("/topics/", headers={"accept-language": "en"}).text
    assert f'1 part</span><a href="{series.get_absolute_url()}">读懂注意力</a>' in page
    assert '<a href="/series/">All series</a>' in page
