"""The archive: totals and a chart of each year, and rows whose strips can be compared."""

import re
from datetime import UTC, datetime

import pytest

from articles.lists import archive_charts
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db


def published(title, year, month, **values):
    at = datetime(year, month, 10, tzinfo=UTC)
    return make_article(title=title, published_at=at, **values)


def groups(client, address="/archive/", **more):
    return list(client.get(address, **more).context["groups"])


def test_each_year_has_its_totals(client):
    published("a", 2024, 1, body="字" * 4000)
    published("b", 2024, 3, body="字" * 800)
    published("c", 2025, 3, body="字" * 400)
    drawn = {group.year: group.drawn for group in groups(client)}
    assert {year: (each.total, each.minutes) for year, each in drawn.items()} == {
        2025: (1, 1),
        2024: (2, 12),
    }


def test_the_chart_of_a_year_leads_to_its_months(client):
    published("a", 2024, 1)
    published("b", 2024, 3)
    page = client.get("/archive/2024/03/").text
    chart = page[page.index('<ol class="year-chart"') :].partition("</ol>")[0]
    assert re.findall(r'href="([^"]+)"', chart) == ["/archive/2024/01/", "/archive/2024/03/"]
    assert 'href="/archive/2024/03/" aria-current="page"' in chart


def test_a_month_does_not_show_the_totals_of_its_year(client):
    published("a", 2024, 1)
    published("b", 2024, 3)
    page = client.get("/archive/2024/03/", headers={"accept-language": "en"}).text
    assert "1 article<" in page
    assert "2 articles<" not in page
    assert "2 articles<" in client.get("/archive/2024/", headers={"accept-language": "en"}).text


def test_charts_of_years_have_one_scale(client):
    published("long", 2024, 1, body="字" * 8000)
    published("short", 2025, 1, body="字" * 4000)
    short, long = (
        float(re.search(r"V([\d.]+)", group.drawn.chart.months[0].bars[0].paths[0][1])[1])
        for group in groups(client)
    )
    assert 30 - long == pytest.approx(2 * (30 - short), abs=0.2)


def test_minutes_are_not_told_if_some_articles_of_the_year_are_not_drawn(client, monkeypatch):
    monkeypatch.setattr(archive_charts, "MOST_ARTICLES", 2)
    for month in (1, 2, 3):
        published(f"n{month}", 2024, month)
    (group,) = groups(client)
    assert (group.drawn.total, group.drawn.minutes) == (3, 0)
    assert [month.total for month in group.drawn.chart.months[:3]] == [1, 1, 1]


def test_filtered_archive_has_no_charts(client):
    published("a", 2024, 1, category=make_topic("NLP"))
    (group,) = groups(client, "/archive/?topic=nlp")
    assert group.drawn is None


def test_no_month_leads_to_a_page_that_a_reader_finds_empty(client):
    original = published("原文", 2024, 1)
    published("translation", 2024, 3, language="en", translation_of=original)
    for language in ("zh", "en"):
        page = client.get("/archive/", headers={"accept-language": language}).text
        months = re.findall(r'href="(/archive/2024/\d\d/)"', page)
        assert len(months) == 1
        for month in months:
            assert client.get(month, headers={"accept-language": language}).status_code == 200


def test_years_are_linked_if_there_are_several(client):
    published("a", 2024, 1)
    assert 'href="/archive/2024/"' not in client.get("/archive/").text
    published("b", 2025, 1)
    assert 'href="/archive/2024/"' in client.get("/archive/").text


def test_widths_of_strips_tell_lengths(client):
    published("long", 2024, 2, body="字" * 58 * 100)
    published("short", 2024, 1, body="字" * 58 * 50)
    page = client.get("/archive/").text
    assert re.findall(r' width="(\d+)" height="24" role="img"', page) == ["160", "80"]
