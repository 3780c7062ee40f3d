"""Who has the form of an article open. A courtesy: it locks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import User

PAUSE = timedelta(seconds=15)  # between two writes of one user for one article
SHOWN_FOR = timedelta(seconds=60)


class PresenceQuerySet(models.QuerySet[Any]):
    def touch(self, article: int, user: User) -> None:
        """Record that the user is there, at most once in PAUSE."""
        now = timezone.now()
        if self.filter(article=article, user=user, seen_at__gt=now - PAUSE).exists():
            return
        row: Any = Presence(article_id=article, user=user, seen_at=now)
        keys = ["article", "user"]
        self.bulk_create(
            [row], update_conflicts=True, unique_fields=keys, update_fields=["seen_at"]
        )

    def of_others(self, articles: Iterable[int], user: User) -> Self:
        """Who else was there in the last minute, the last one first."""
        present = self.filter(article__in=articles, seen_at__gt=timezone.now() - SHOWN_FOR)
        return present.exclude(user=user).order_by("-seen_at", "pk")

    def delete_expired(self) -> int:
        """Delete what is not shown any more. Return the number."""
        number, _models = self.filter(seen_at__lte=timezone.now() - SHOWN_FOR).delete()
        return number


class Presence(models.Model):
    """When a user was last seen at the form of an article."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "presence"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "user"], name="one_presence")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.user_id}"
