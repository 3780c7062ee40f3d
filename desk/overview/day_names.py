"""How the desk names a day: in words if it is near."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _


def day_name(day: date, today: date) -> str:
    """“tomorrow”, “12-08”, or “2027-01-05” in another year."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((day - today).days)
    return near or f"{day:%m-%d}" if day.year == today.year or near else f"{day:%Y-%m-%d}"


def moment_name(at: datetime, today: date) -> str:
    """The day and the time, in the time zone of the site."""
    local = timezone.localtime(at)
    return f"{day_name(local.date(), today)} {local:%H:%M}"


def last_change_name(at: datetime, today: date) -> str:
    """The time if it was today, else the day."""
    local = timezone.localtime(at)
    return f"{local:%H:%M}" if local.date() == today else day_name(local.date(), today)


def start_of_week(day: date, first: int) -> date:
    """The beginning of the week of this day. `first` is the day that begins it, 0 for Sunday."""
    return day - timedelta(days=(day.isoweekday() - first) % 7)
