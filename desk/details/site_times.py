"""Moments as authors write and read them, in the time zone of the site."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models.articles import FIRST_YEAR, LAST_YEAR
from desk.dates import read_moment


def site_moment(text: str) -> datetime:
    """The moment that a field of a form names, in UTC.

    Of two moments that a clock shows twice, it is the first. Raises ValidationError.
    """
    shown = understood(text)
    if not FIRST_YEAR <= shown.year <= LAST_YEAR:
        raise ValidationError(_("This year is too far away."))
    if timezone.is_aware(shown):
        return shown.astimezone(UTC)
    moment = timezone.make_aware(shown).astimezone(UTC)
    if timezone.localtime(moment).replace(tzinfo=None) != shown:
        raise ValidationError(
            _("There is no such time: clocks are put forward then. Choose one an hour later.")
        )
    return moment


def understood(text: str) -> datetime:
    try:
        return read_moment(text, timezone.localtime())
    except (ValueError, OverflowError) as error:
        raise ValidationError(
            _("This is not understood. Write for example: %(examples)s")
            % {"examples": _("tomorrow 9:00; Dec 1, 2026 9am; 2026-12-01 9:00")}
        ) from error


def field_text(moment: datetime | None) -> str:
    """The moment as a field shows it, to the minute."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def read_back(moment: datetime) -> str:
    """The moment in full, with its zone, and what one may not expect of it."""
    text = f"{in_full(moment)} ({zone_at(moment)})"
    if is_shown_twice(moment):
        return text + _("; clocks show this time twice that day, and this is the first")
    return text


def in_full(moment: datetime) -> str:
    at = timezone.localtime(moment)
    values = {"date": date_format(at, "DATE_FORMAT"), "time": date_format(at, "H:i")}
    return _("%(weekday)s, %(date)s, %(time)s") % {"weekday": date_format(at, "l"), **values}


def is_shown_twice(moment: datetime) -> bool:
    """Whether clocks are put back, so that they show its time again."""
    at = timezone.localtime(moment)
    return at.fold == 0 and at.utcoffset() != at.replace(fold=1).utcoffset()


def shown_time(moment: datetime) -> dict[str, str]:
    at = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return {"at": at, "zone": zone_at(moment)}


def zone_at(moment: datetime) -> str:
    """The time zone of the site, with its difference at this moment."""
    offset = f"{timezone.localtime(moment):%z}"
    return f"{settings.TIME_ZONE}, UTC{offset[:3]}:{offset[3:]}"
