"""Links by which people without an account read what is not published."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any, Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.models.revisions import Revision

TOKEN_BYTES = 16
# Links of earlier versions had no row: their token is a signature, which ends by itself.
SIGNED_SALT, SIGNED_HOURS = "longwave.preview", 48


class Lifetime(models.TextChoices):
    DAY = "day", _("for 1 day")
    WEEK = "week", _("for 1 week")
    NEVER = "never", _("until it is withdrawn")


SPANS = {Lifetime.DAY: timedelta(days=1), Lifetime.WEEK: timedelta(weeks=1)}


def new_token() -> str:
    return token_urlsafe(TOKEN_BYTES)


class PreviewLinkQuerySet(models.QuerySet[Any]):
    def of(self, article: Any) -> Self:
        """The links of an article, the newest first, with the revisions that they show."""
        return self.filter(article=article).select_related("revision").order_by("-pk")

    def working(self) -> Self:
        """Links that neither expired nor were withdrawn."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))

    def ended(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())

    def make(
        self, article: Any, lifetime: str, *, note: str = "", revision: Any = None, by: Any = None
    ) -> Any:
        """`lifetime` is one of `Lifetime`. Without a revision it shows the newest draft."""
        span = SPANS.get(Lifetime(lifetime))
        ends = timezone.now() + span if span else None
        values = {"article": article, "revision": revision, "note": note, "created_by": by}
        return self.create(expires_at=ends, **values)


class PreviewLink(models.Model):
    """Whoever has the address reads the newest draft of the article, or one revision of it.

    The token is stored as it is, because the desk shows it again. A digest would protect nothing:
    who can read this table can read the drafts.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    # Empty: the newest draft. The database refuses to delete a revision that is in use.
    revision = models.ForeignKey(
        Revision, on_delete=models.DO_NOTHING, null=True, related_name="preview_links"
    )
    token = models.CharField(max_length=43, unique=True, default=new_token)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    expires_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("preview", args=[self.token])

    @property
    def has_ended(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    def withdraw(self) -> None:
        """Let its address show nothing any more."""
        if not self.has_ended:
            self.expires_at = timezone.now()
            self.save(update_fields=["expires_at"])


def signed_article(token: str) -> int | None:
    """Id of the article of a link of an earlier version, within its hours; else None."""
    try:
        return int(signing.loads(token, salt=SIGNED_SALT, max_age=SIGNED_HOURS * 3600))
    except signing.BadSignature:
        return None
