"""Times at which something is published: as a form sends them, and as a page shows them."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article
from articles.models.articles import FIRST_YEAR, LAST_YEAR
from desk.models import Draft

TIME_FIELD = "publish_at"


def sent_time(text: str) -> datetime:
    """The moment that a field of a form names, in the time zone of the site.

    Of two moments that a clock shows twice, it is the first. Raises ValidationError.
    """
    shown = parsed_time(text)
    if not FIRST_YEAR <= shown.year <= LAST_YEAR:
        raise ValidationError(_("This year is too far away."))
    moment = timezone.make_aware(shown).astimezone(UTC)
    if timezone.localtime(moment).replace(tzinfo=None) != shown:
        raise ValidationError(
            _("There is no such time: clocks are put forward then. Choose one an hour later.")
        )
    if moment <= timezone.now():
        raise ValidationError(_("This time is over. Choose a later one."))
    return moment


def parsed_time(text: str) -> datetime:
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        found = None
    if found is None or timezone.is_aware(found):
        raise ValidationError(_("Choose a day and a time, such as 2027-01-31 18:00."))
    return found


def planned_time(article: Article, draft: Draft) -> datetime | None:
    """When readers will see something new; None if nothing is planned."""
    return draft.publish_at or (article.published_at if is_coming(article) else None)


def is_coming(article: Article) -> bool:
    """Whether readers will see the article at its date, without anybody's doing."""
    return article.status != Article.Status.DRAFT and not article.is_public()


def plan_context(article: Article, draft: Draft, sent: str) -> dict[str, Any]:
    """What the writing form shows of a plan; `sent` is a time that was sent, and not accepted."""
    at = planned_time(article, draft)
    return {
        "planned": shown_time(at) if at else None,
        "publish_at": sent or (f"{timezone.localtime(at):%Y-%m-%dT%H:%M}" if at else ""),
        "zone": zone_at(at or timezone.now()),
    }


def shown_time(moment: datetime) -> dict[str, str]:
    at = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return {"at": at, "zone": zone_at(moment)}


def zone_at(moment: datetime) -> str:
    """The time zone of the site, with its difference at this moment."""
    offset = f"{timezone.localtime(moment):%z}"
    return f"{settings.TIME_ZONE}, UTC{offset[:3]}:{offset[3:]}"
