"""Comments on lines of a draft, and the answers to them."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import User

LONGEST_COMMENT = 10_000  # characters


class CommentQuerySet(models.QuerySet[Any]):
    def threads_of(self, article: int) -> Self:
        """The comments on an article without the answers, which each has in `answers.all()`."""
        threads = self.filter(article=article, parent=None).order_by("pk")
        return threads.prefetch_related("answers")

    def thread_of(self, comment: "Comment") -> Self:
        first = comment.parent_id or comment.pk
        return self.filter(Q(pk=first) | Q(parent=first))

    def unresolved(self) -> Self:
        return self.filter(parent=None, resolved_at=None)

    def numbers_unresolved(self, articles: Iterable[int]) -> dict[int, int]:
        """How many unresolved comments each of these articles has, where there are any."""
        found = self.unresolved().filter(article__in=articles).order_by()
        return dict(found.values_list("article").annotate(n=Count("pk")))


class Comment(models.Model):
    """A comment on a line, or an answer to one.

    The line is counted in the text of `revision`, from 1. Comments are never deleted or changed
    alone, and the revision is kept for them.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    revision = models.ForeignKey("Revision", on_delete=models.DO_NOTHING, related_name="+")
    line = models.PositiveIntegerField(_("line"))
    quote = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["article", "id"], name="article_comments")]

    def __str__(self) -> str:
        return f"{self.article_id}, line {self.line}"

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None

    @property
    def anchor(self) -> str:
        """Where its thread begins on the page of the review."""
        return f"#comment-{self.parent_id or self.pk}"

    def set_resolved(self, by: User | None) -> None:
        """Resolve it; None opens it again."""
        self.resolved_at, self.resolved_by = (timezone.now(), by) if by else (None, None)
        self.save(update_fields=["resolved_at", "resolved_by"])
