"""What becomes public by itself stands in the calendar on its day, in the time zone of the site."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from desk.overview.plans import Calendar
from desk.writing.publishing import schedule_changes
from tests.desk.writing_helpers import Writer, draft_of
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Monday. In London it is Sunday still.
NOW = datetime(2027, 11, 1, 7, tzinfo=SHANGHAI)


def scheduled(title, at, user, status="published"):
    return make_article(title=title, published_at=at, status=status, author=user)


def marked(calendar):
    cells = [cell for week in calendar.weeks for cell in week]
    return {
        f"{cell.day:%m-%d}": [p.article.title for p in cell.plans] for cell in cells if cell.plans
    }


def test_a_plan_is_on_its_day_in_the_zone_of_the_site(author):
    scheduled("late", NOW.replace(hour=23), author)
    scheduled("early", (NOW + timedelta(days=1)).replace(hour=1), author)
    with timezone.override("Asia/Shanghai"), translation.override("zh-hans"):
        shanghai = Calendar.of(author, NOW)
        assert marked(shanghai) == {"11-01": ["late"], "11-02": ["early"]}
        assert [plan.when for plan in shanghai.plans] == ["今天 23:00", "明天 01:00"]
        assert [short for _name, short in shanghai.weekdays] == list("一二三四五六日")
        assert shanghai.zone == "Asia/Shanghai"
        assert shanghai.weeks[0][0].is_today
    with timezone.override("Europe/London"), translation.override("en-gb"):
        assert marked(Calendar.of(author, NOW)) == {"11-01": ["late", "early"]}


def test_articles_and_changes_are_in_one_order(author):
    now = timezone.now()
    scheduled("third", now + timedelta(days=3), author)
    scheduled("first", now + timedelta(days=1), author, status="archived")
    changed = make_article(title="second", author=author)
    Writer(changed, author).save("later")
    base = draft_of(changed).head_id
    schedule_changes(changed, now + timedelta(days=2), base=base, by=author)
    make_article(author=author), make_article(status="draft", author=author)
    plans = Calendar.of(author, now).plans
    assert [(p.article.title, p.is_change) for p in plans] == [
        ("first", False),
        ("second", True),
        ("third", False),
    ]


def test_the_calendar_ends_with_the_last_plan_and_is_never_long(author):
    assert len(Calendar.of(author, NOW).weeks) == 3
    scheduled("T", NOW + timedelta(days=30), author)
    assert len(Calendar.of(author, NOW).weeks) == 5
    scheduled("in a year", NOW + timedelta(days=400), author)
    calendar = Calendar.of(author, NOW)
    assert len(calendar.weeks) == 6
    assert calendar.plans[-1].when == f"{NOW + timedelta(days=400):%Y-%m-%d %H:%M}"


def test_plans_of_others_and_of_the_trash_are_not_shown(author, editor):
    later = timezone.now() + timedelta(days=1)
    scheduled("T", later, make_user("rival"))
    scheduled("T", later, author).move_to_trash(author)
    assert Calendar.of(author, timezone.now()).plans == []
    assert len(Calendar.of(editor, timezone.now()).plans) == 1
