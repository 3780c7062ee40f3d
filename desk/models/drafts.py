"""The draft of an article: its newest text, beside the one that its row contains."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.db import compiled


class DraftQuerySet(models.QuerySet[Any]):
    def with_changes(self) -> Self:
        """Drafts that differ from the row of their article."""
        return self.exclude(head=F("live"))

    def with_revisions(self) -> Self:
        """For reading the contents of its revisions without further queries."""
        texts = (f"{name}__text__base" for name in ("head", "live", "base"))
        return self.select_related(*texts)

    def of_article(self, article: int) -> Any:
        """The draft of this id with its revisions. Raises Draft.DoesNotExist."""
        found = compiled.rows(draft_rows, article=article)
        if not found:
            raise Draft.DoesNotExist
        return found[0]

    def with_head(self) -> Self:
        """For reading the newest content, and who wrote it, without further queries."""
        return self.select_related("head__text__base", "head__writer")

    def scheduled(self) -> Self:
        return self.filter(publish_at__isnull=False).order_by("publish_at")

    def due(self, now: datetime) -> Self:
        """Scheduled drafts whose time has come, without those that could not be published."""
        return self.scheduled().filter(publish_at__lte=now, problem="")

    def store(self, drafts: list[Any]) -> None:
        """Insert or update them in one query."""
        columns = [f.name for f in self.model._meta.concrete_fields if not f.primary_key]
        if drafts:
            self.bulk_create(
                drafts, update_conflicts=True, unique_fields=["article"], update_fields=columns
            )


def draft_rows(article: int) -> models.QuerySet[Any]:
    return Draft.objects.with_revisions().filter(article=article)


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
    planned_base = models.ForeignKey(
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
    def needs_merge(self) -> bool:
        """Whether title or text were changed on both sides, so that the row keeps its own."""
        return self.has_diverged and all(
            each.changes_writing_of(self.base) for each in (self.head, self.live)
        )

    @property
    def is_scheduled(self) -> bool:
        return self.publish_at is not None

    def is_due(self, now: datetime) -> bool:
        return self.publish_at is not None and self.publish_at <= now and not self.problem

    @property
    def is_later_than_plan(self) -> bool:
        """Whether the row, of which readers see nothing yet, has a text from after the planning."""
        is_later = self.planned_id is not None and self.live_id > self.planned_id
        return is_later and not (self.live.is_released or self.has_diverged)

    def revision_before(self, source: int | None) -> Any:
        """The revision on which the next state of the row is based: `source`, or else `live`."""
        known = {self.head_id: "head", self.planned_id: "planned"}
        return getattr(self, known.get(source, "live") if source else "live")

    def follow(self, live: Any, source: int | None) -> Self | None:
        """Follow a change of the article's row. Return None if nothing changes here.

        `live` is the revision that records the change; None if the row has not changed. `source` is
        the id of the revision from which the row was written: the draft, or what was planned of it.
        """
        if live is None and source is None:
            return None
        contains_draft = self.is_written_from(source)
        rests_on_live = contains_draft or (source and not self.has_diverged)
        if live and self.is_scheduled and self.live.is_released and not live.is_released:
            self.stop_schedule()
        self.live = live or self.live
        if contains_draft:
            self.head = self.live
        if rests_on_live:
            self.base = self.live
        if source and self.live.is_released:
            self.unschedule()
        return self

    def is_written_from(self, source: int | None) -> bool:
        """Whether the row contains the draft after it was written from `source`."""
        is_plan = source is not None and self.is_later_than_plan
        return source == self.head_id or not (self.has_changes or is_plan)

    def schedule(self, at: datetime, by: Any) -> None:
        """Plan to publish the draft as it is now."""
        self.publish_at, self.planned_by, self.problem = at, by, ""
        self.planned, self.planned_base = self.head, self.base

    def stop_schedule(self) -> None:
        """Publish nothing of an article that was taken back, until somebody chooses a new date."""
        self.problem = gettext(
            "The article was taken back to drafts meanwhile: publish it, or choose a new time."
        )

    def unschedule(self) -> None:
        self.publish_at = self.planned = self.planned_base = self.planned_by = None
        self.problem = ""
