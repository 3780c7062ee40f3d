"""What becomes public by itself: scheduled articles and scheduled changes, and their calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, get_format

from articles import access
from articles.models import Article, User
from desk.overview.day_names import moment_name, start_of_week

MOST = 50
CHINESE_WEEKDAY = "星期"  # Django has no shorter names
FEWEST_WEEKS, MOST_WEEKS = 3, 6
SHOWN = ("title", "language", "published_at", "draft__publish_at", "draft__problem")


@dataclass(frozen=True, slots=True)
class Plan:
    """An article that appears, or changes of it that do."""

    at: datetime
    article: Article
    is_change: bool
    today: date

    @property
    def when(self) -> str:
        return moment_name(self.at, self.today)

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)

    @property
    def anchor(self) -> str:
        return f"plan-{self.article.pk}{'-changes' if self.is_change else ''}"

    @property
    def problem(self) -> str:
        """Why the changes could not be published."""
        return str(self.article.draft.problem) if self.is_change else ""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    day: date
    plans: Sequence[Plan]
    is_today: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plans, the earliest first, and the weeks up to the last of them, at most MOST_WEEKS."""

    plans: list[Plan]
    weeks: list[list[CalendarDay]]
    zone: str

    @classmethod
    def of(cls, user: User, now: datetime) -> "Calendar":
        """Of the articles that the user may see, in the time zone of the site. Two queries."""
        today = timezone.localdate(now)
        plans = plans_of(user, now, today)
        return cls(plans, calendar_weeks(plans, today), timezone.get_current_timezone_name())

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """Their names and their short names, in the order of a week."""
        names = [[date_format(cell.day, each) for each in ("l", "D")] for cell in self.weeks[0]]
        return [(name, short.removeprefix(CHINESE_WEEKDAY)) for name, short in names]


def plans_of(user: User, now: datetime, today: date) -> list[Plan]:
    shown = Article.objects.select_related("draft").only(*SHOWN)
    articles = access.visible_objects(user, shown.coming(now))
    changes = access.visible_objects(user, shown.filter(draft__publish_at__isnull=False))
    first = articles.order_by("published_at", "pk")[:MOST]
    found = [Plan(each.published_at, each, False, today) for each in first]
    first = changes.order_by("draft__publish_at", "pk")[:MOST]
    found += [Plan(each.draft.publish_at, each, True, today) for each in first]
    return sorted(found, key=lambda plan: plan.at)


def calendar_weeks(plans: Sequence[Plan], today: date) -> list[list[CalendarDay]]:
    by_day: dict[date, list[Plan]] = {}
    for plan in plans:
        by_day.setdefault(plan.day, []).append(plan)
    start = start_of_week(today, int(get_format("FIRST_DAY_OF_WEEK")))
    weeks = (max([*by_day, today]) - start).days // 7 + 1
    days = [start + timedelta(days=n) for n in range(7 * min(max(weeks, FEWEST_WEEKS), MOST_WEEKS))]
    cells = [CalendarDay(day, by_day.get(day, ()), day == today) for day in days]
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]
