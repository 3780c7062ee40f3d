"""The chart of the last twelve months on the home page."""

import re
from datetime import date, datetime

import pytest
from django.utils import timezone

from articles.lists.year_chart import LEAST_HEIGHT, MOST_TITLES, SLOTS, draw_year_chart
from tests.factories import make_article

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 15)


def published(title, year, month, day, **values):
    at = timezone.make_aware(datetime(year, month, day, 12))
    return make_article(title=title, published_at=at, **values)


def height(path):
    start, end = path.partition(" ")[2].split("V")
    return float(start) - float(end)


def test_chart_has_the_last_twelve_months_with_their_totals():
    published("a", 2024, 7, 1)
    published("b", 2025, 6, 10)
    published("c", 2025, 6, 11)
    published("too old", 2024, 6, 30)
    months = draw_year_chart(TODAY).months
    assert [(m.year, m.month) for m in months] == [
        *((2024, month) for month in range(7, 13)),
        *((2025, month) for month in range(1, 7)),
    ]
    assert [m.total for m in months] == [1, *[0] * 10, 2]


def test_a_tick_names_its_article():
    published("first", 2025, 6, 1)
    published("later", 2025, 6, 10)
    *_others, june = draw_year_chart(TODAY).months
    assert [bar.titles for bar in june.bars] == ["first", "later"]
    assert june.titles == "first · later"


@pytest.mark.parametrize(("year", "month", "days"), [(2025, 2, 28), (2025, 5, 31)])
def test_each_day_of_a_month_has_its_place(year, month, days):
    for day in (1, days):
        published(str(day), year, month, day)
    drawn = next(m for m in draw_year_chart(TODAY).months if (m.year, m.month) == (year, month))
    assert [bar.titles for bar in drawn.bars] == ["1", str(days)]
    assert drawn.empty.count("M") == SLOTS - 2


def test_articles_of_one_day_share_a_tick_that_names_the_newest():
    for number in range(MOST_TITLES + 2):
        published(f"n{number}", 2025, 6, 10)
    *_others, june = draw_year_chart(TODAY).months
    (bar,) = june.bars
    newest = [f"n{number}" for number in range(2, MOST_TITLES + 2)]
    assert bar.titles == " · ".join(["…", *newest])


def test_the_longest_is_the_highest_and_channels_are_stacked():
    published("long", 2025, 6, 1, body="字" * 4000 + "\n\n```\n" + "x\n" * 40 + "```\n")
    published("short", 2025, 6, 10, body="字" * 1600)
    *_others, june = draw_year_chart(TODAY).months
    long, short = ([height(path) for _name, path in bar.paths] for bar in june.bars)
    assert len(long) == 2
    assert sum(long) == pytest.approx(27, abs=0.1)
    assert sum(short) == pytest.approx(sum(long) / 3, abs=0.1)


def test_an_import_of_many_articles_does_not_flatten_the_other_days():
    for number in range(30):
        published(f"imported {number}", 2025, 6, 10, body="字" * 4000)
    for month, length in ((1, 4000), (2, 2000), (3, 10)):
        published(f"of month {month}", 2025, month, 1, body="字" * length)
    bars = [bar for month in draw_year_chart(TODAY).months for bar in month.bars]
    *others, imported = [sum(height(path) for _name, path in bar.paths) for bar in bars]
    assert imported == pytest.approx(27, abs=0.1)
    assert others == pytest.approx([27 * 2 / 3, 27 / 3, LEAST_HEIGHT], abs=0.1)


def test_months_with_articles_lead_to_their_archive_pages(client):
    make_article(title="今天")
    today = timezone.localdate()
    page = client.get("/", headers={"accept-language": "en"}).text
    chart = page[page.index('<ol class="year-chart"') : page.index("</ol>")]
    (link,) = re.findall(r"<a [^>]+>", chart)
    assert f'href="/archive/{today:%Y/%m}/"' in link
    assert "1 article: 今天" in link
    assert "<title>今天</title>" in chart
    assert client.get(f"/archive/{today:%Y/%m}/").status_code == 200


def test_the_whole_year_is_one_drawing_too():
    published("first", 2024, 7, 1)
    published("last", 2025, 6, 30)
    chart = draw_year_chart(TODAY)
    prose = [path for name, path in chart.paths if name == "h"]
    first, last = (int(path[1:].partition(" ")[0]) for path in prose)
    assert 0 < first < chart.width
    assert 11 * chart.width < last < 12 * chart.width
    assert sum(path.count("M") for name, path in chart.paths if name == "p") == 12 * SLOTS - 2
