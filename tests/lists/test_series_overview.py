"""The overview of series, and the page of one."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.lists.series_overview import MOST_LISTED, series_overviews
from articles.models import Series
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def written(name, number, **values):
    series, _created = Series.objects.get_or_create(name=name)
    for part in range(1, number + 1):
        at = datetime(2025, 1, part, tzinfo=UTC)
        title = f"{name} {part}"
        make_article(title=title, series=series, part=part, published_at=at, **values)
    return series


def test_each_series_has_its_parts_in_order_their_minutes_and_the_latest_date():
    written("a", 2, body="字" * 4000)
    written("b", 3)
    first, second = series_overviews()
    assert [part.title for part in first.parts] == ["a 1", "a 2"]
    assert (first.minutes, first.latest) == (20, datetime(2025, 1, 2, tzinfo=UTC))
    assert [part.title for part in second.parts] == ["b 1", "b 2", "b 3"]


def test_draft_never_appears_among_the_parts(client):
    series = written("a", 2)
    make_article(title="unready", series=series, status="draft")
    for address in ("/series/", series.get_absolute_url()):
        page = client.get(address).text
        assert "a 2" in page
        assert "unready" not in page


def test_overview_lists_the_first_parts_of_a_long_series_and_its_page_all(client):
    series = written("a", MOST_LISTED + 2)
    last = f">a {MOST_LISTED + 2}</a>"
    overview = client.get("/series/", headers={"accept-language": "en"}).text
    assert f"All {MOST_LISTED + 2} parts" in overview
    assert last not in overview
    assert last in client.get(series.get_absolute_url()).text


def test_page_of_a_series_tells_parts_minutes_and_latest_date(client):
    series = written("a", 2, body="字" * 4000)
    page = client.get(series.get_absolute_url(), headers={"accept-language": "en"}).text
    for shown in ("2 parts", "20 minutes in all", "2025-01-02"):
        assert shown in page


def test_overview_needs_the_same_queries_for_any_number_of_series(client):
    def number():
        with CaptureQueriesContext(connection) as captured:
            client.get("/series/")
        return len(captured)

    written("a", 1)
    few = number()
    for name in "bcdef":
        written(name, 2)
    assert number() == few
