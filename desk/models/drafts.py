"""The draft of an article: its newest text, beside the one that its row contains."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class DraftQuerySet(models.QuerySet[Any]):
    def with_changes(self) -> Self:
        """Drafts that differ from the row of their article."""
        return self.exclude(head=F("live"))

    def scheduled(self) -> Self:
        return self.filter(publish_at__isnull=False).order_by("publish_at")

    def due(self, now: datetime) -> Self:
        return self.scheduled().filter(publish_at__lte=now)

    def store(self, drafts: list[Any]) -> None:
        """Insert or update them in one query."""
        columns = [f.name for f in self.model._meta.concrete_fields if not f.primary_key]
        if drafts:
            self.bulk_create(
                drafts, update_conflicts=True, unique_fields=["article"], update_fields=columns
            )


class Draft(models.Model):
    """Which revisions of an article are its newest text and its published one.

    Readers see the row of the article, which `live` records. `head` is the newest text of the
    author; it equals `live` if there are no changes. `base` is the live revision on which the draft
    rests: if it is not `live`, the article has been changed beside the draft, and both are merged
    before the draft is published.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="draft"
    )
    # Revisions are deleted with their article only, or by thinning, which spares these.
    head = models.ForeignKey("Revision", on_delete=models.DO_NOTHING, related_name="+")
    live = models.ForeignKey("Revision", on_delete=models.DO_NOTHING, related_name="+")
    base = models.ForeignKey("Revision", on_delete=models.DO_NOTHING, related_name="+")
    # Later texts are not published: only what was there when somebody chose the date.
    planned = models.ForeignKey(
        "Revision", on_delete=models.DO_NOTHING, null=True, related_name="+"
    )
    publish_at = models.DateTimeField(_("publish changes on"), null=True, db_index=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    problem = models.TextField(blank=True, default="")

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.head_id}"

    @property
    def has_changes(self) -> bool:
        """Whether it differs from what the row of the article contains."""
        return self.head_id != self.live_id

    @property
    def has_diverged(self) -> bool:
        """Whether the article was changed beside the draft."""
        return self.has_changes and self.base_id != self.live_id

    @property
    def is_scheduled(self) -> bool:
        return self.publish_at is not None

    def follow(self, live: Any, *, replaced: bool) -> Self | None:
        """Follow a change of the article's row. Return None if nothing changes here.

        `live` is the revision that records the change; None if the row has not changed.
        `replaced`: the row now contains what this draft did.
        """
        if live is None and not (replaced and self.has_changes):
            return None
        if replaced:
            self.unschedule()
        had_changes = self.has_changes
        self.live = live or self.live
        if replaced or not had_changes:
            self.head = self.base = self.live
        return self

    def unschedule(self) -> None:
        self.publish_at = self.planned = self.planned_by = None
        self.problem = ""
