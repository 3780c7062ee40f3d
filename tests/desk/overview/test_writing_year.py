"""A year of writing counts what somebody wrote on each day, in the time zone of the site."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from desk.models import Revision
from desk.overview.writing_year import WritingYear, written_days
from tests.desk.writing_helpers import Writer
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)


@pytest.fixture
def article(author):
    """Written by nobody, long ago."""
    article = make_article(author=author, published_at=datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC")))
    Revision.objects.update(author=None)
    return article


def revision(article, author, at, added, kind="saved"):
    last = Revision.objects.of(article).first()
    values = ("title", "text", "digest", "characters", "removed", "metadata")
    copied = {name: getattr(last, name) for name in values}
    zone = timezone.get_current_timezone()
    moment = datetime.fromisoformat(at).replace(tzinfo=zone)
    return Revision.objects.create(
        article=article, author=author, created_at=moment, added=added, kind=kind, **copied
    )


def written_on(user):
    return {f"{d.day:%m-%d}": d.characters for d in written_days(user, TODAY) if d.characters}


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Asia/Kathmandu"])
def test_a_day_begins_at_midnight_of_the_site(article, author, zone):
    with timezone.override(zone):
        revision(article, author, "2026-03-08T00:00", 1)  # clocks change on this day in New York
        revision(article, author, "2026-03-08T23:59:59", 2)
        revision(article, author, "2026-03-09T00:00", 4)
        assert written_on(author) == {"03-08": 3, "03-09": 4}


def test_only_what_the_user_wrote_counts(article, author):
    for kind in Revision.Kind.values:
        revision(article, author, "2026-06-01T12:00", 1, kind)
    revision(article, make_user("rival"), "2026-06-01T12:00", 100)
    assert written_on(author) == {"06-01": 3}  # saved, autosaved, published


def test_the_year_is_this_month_and_eleven_before(article, author):
    for at in ("2025-11-30T12:00", "2025-12-01T12:00", "2026-11-30T12:00"):
        revision(article, author, at, 1)
    year = WritingYear.of(author, TODAY)
    assert [month.number for month in year.months] == [12, *range(1, 12)]
    assert (year.days, year.characters, year.today) == (2, 2, 1)


def test_a_text_that_was_saved_twice_counts_once(article, author):
    writer = Writer(article, author)
    writer.autosave(writer.content.body + "1234")
    writer.save(writer.content.body)
    writer.publish()
    assert WritingYear.of(author, timezone.localdate()).today == 4


def test_dots_are_the_days_of_what_readers_see(author):
    for days, status in ((0, "published"), (0, "draft"), (-1, "published"), (2, "published")):
        at = datetime(2026, 6, 2, 12, tzinfo=timezone.get_current_timezone())
        make_article(author=author, status=status, published_at=at + timedelta(days=days))
    make_article(author=make_user("rival"), published_at=at)
    with_dots = [each.day.day for each in written_days(author, TODAY) if each.published]
    assert with_dots == [1, 2, 4]
    june = WritingYear.of(author, TODAY).months[6]
    assert june.paths["x"].count("M") == 3


def test_a_day_with_much_leaves_room_for_one_with_little(article, author):
    revision(article, author, "2026-06-01T12:00", 10_000)
    revision(article, author, "2026-06-02T12:00", 100)
    paths = WritingYear.of(author, TODAY).months[6].paths["p"]
    high, low = (66 - float(line.split("V")[1]) for line in paths.split("M")[1:])
    assert high == 48
    assert low > 8
