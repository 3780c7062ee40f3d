"""Times at which something is published: as a form sends them, and as a page shows them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from desk.details.site_times import field_text, shown_time, site_moment, zone_at
from desk.models import Draft

TIME_FIELD = "publish_at"


def sent_time(text: str, planned: datetime | None = None) -> datetime:
    """The moment that a field of a form names, in the time zone of the site.

    `planned` is the one that it showed: unchanged, it keeps its seconds. Raises ValidationError.
    """
    if not text.strip():
        raise ValidationError(_("Choose a day and a time, such as 2027-01-31 18:00."))
    moment = planned if planned and text.strip() == field_text(planned) else site_moment(text)
    if moment <= timezone.now():
        raise ValidationError(_("This time is over. Choose a later one."))
    return moment


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
        "publish_at": sent or field_text(at),
        "zone": zone_at(at or timezone.now()),
    }
