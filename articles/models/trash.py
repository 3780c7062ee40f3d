"""The trash: articles that were deleted, until they are deleted for ever.

An article in the trash has the status of a draft, so that nothing public shows it; its entry here
keeps the status that it had. Addresses that were public answer 410.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit
from articles.models.redirects import Redirect
from articles.publishing import after_change, history

STATUS_FIELDS = ("status", "pending_status", "was_public")


class TrashEntry(models.Model):
    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="trash_entry"
    )
    deleted_at = models.DateTimeField(_("deleted"), default=timezone.now, db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deleted by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    status = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("article in the trash")
        verbose_name_plural = _("articles in the trash")

    def __str__(self) -> str:
        return f"{self.article_id} {self.deleted_at:%Y-%m-%d}"

    @property
    def expires_at(self) -> datetime:
        """When `manage.py empty_trash` deletes the article for ever."""
        return self.deleted_at + timedelta(days=settings.TRASH_DAYS)


class TrashQueries(models.QuerySet[Any]):
    """What querysets of articles can say about the trash."""

    def in_trash(self) -> Self:
        return self.filter(pk__in=TrashEntry.objects.values("article"))

    def kept(self) -> Self:
        """Without those in the trash."""
        return self.exclude(pk__in=TrashEntry.objects.values("article"))

    def expired(self) -> Self:
        """Those whose days in the trash are over."""
        last = timezone.now() - timedelta(days=settings.TRASH_DAYS)
        return self.filter(pk__in=TrashEntry.objects.filter(deleted_at__lt=last).values("article"))

    def delete_for_ever(self, article: int) -> int:
        """Delete an article and its history, unless it has just been restored. Return how many."""
        with transaction.atomic():
            rows = self.select_for_update(no_key=True).filter(pk=article)
            gone = [found for found in rows if found.is_in_trash()]
            audit.record_all(None, audit.Action.DELETED, gone)
            for found in gone:
                found.delete()
        return len(gone)


class Trashable(models.Model):
    """The verbs of an article that concern the trash."""

    KIND: ClassVar[Redirect.Kind]

    class Meta:
        abstract = True

    def is_in_trash(self) -> bool:
        return self.pk is not None and TrashEntry.objects.filter(article=self.pk).exists()

    def move_to_trash(self, by: AbstractUser | None = None) -> None:
        """Delete the article so that it can be restored. Does nothing if it is there already."""
        with history.change(by):
            article = self.lock()
            if article is None or article.is_in_trash():
                return
            history.record_before([article.pk])
            status = article.pending_status or article.status
            entry = {"article": article, "deleted_by": by, "status": status}
            TrashEntry.objects.create(**entry)
            audit.record(by, audit.Action.TRASHED, article)
            if article.has_been_public():
                Redirect.set_target(self.KIND, article.slug, article.pk)
                after_change([], removed=[article.get_absolute_url()])
            article.set_status("draft")

    def restore_from_trash(self, by: AbstractUser | None = None) -> None:
        """Undo `move_to_trash()`. Readers see an article again that they saw before."""
        with history.change(by):
            article = self.lock()
            entry = TrashEntry.objects.filter(article=self.pk).first()
            if article is None or entry is None:
                return
            entry.delete()
            audit.record(by, audit.Action.RESTORED, article)
            Redirect.objects.filter(kind=self.KIND, slug=article.slug, target=article.pk).delete()
            article.leave_original_if_taken()
            article.set_status(entry.status)
            after_change([article.pk], published=[article])

    def lock(self) -> Any:
        """The stored article, locked until the transaction ends; None if it was deleted."""
        stored = type(self)._default_manager.select_for_update(no_key=True)
        return stored.filter(pk=self.pk).first()

    def set_status(self, status: str) -> None:
        """Change the stored status alone."""
        article: Any = self
        article.was_public = article.has_been_public()
        article.status = status
        article.hold_back()
        values = {name: getattr(article, name) for name in STATUS_FIELDS}
        type(self)._default_manager.filter(pk=self.pk).update(**values)

    def leave_original_if_taken(self) -> None:
        """Be no translation any more if there is another one into this language meanwhile."""
        article: Any = self
        original = article.translation_of
        if original and article.problem_of_translation(original):
            article.translation_of = None
            type(article)._default_manager.filter(pk=article.pk).update(translation_of=None)
