"""Reviews: an author asks for a look at a draft, and an editor answers."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.models import Article, User
from articles.models.querysets import HEAVY


class ReviewQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Those that are neither withdrawn nor published; at most one of each article."""
        return self.filter(closed_at=None)

    def visible_to(self, user: User) -> Self:
        """The open ones of articles that the user may see, the one that waits longest first."""
        articles = access.visible_objects(user, Article.objects.order_by())
        return self.open().filter(article__in=articles).order_by("asked_at", "pk")

    def waiting_for(self, user: User) -> Self:
        """Those of them with which the user is expected to go on.

        Editors answer what others ask, authors change what an editor asked them to, and whoever
        may publish publishes what is approved.
        """
        mine = Q(asked_by=user)
        next_step = mine & Q(state=Review.State.CHANGES)
        if access.sees_everything(user):
            next_step |= ~mine & Q(state=Review.State.WAITING)
        if access.may_publish(user):
            next_step |= Q(state=Review.State.APPROVED)
        return self.visible_to(user).filter(next_step)

    def with_details(self) -> Self:
        """For showing them without further queries: title and revisions, and no texts."""
        revisions = ("article__draft__head", "revision", "answered_revision")
        large = [f"{name}__metadata" for name in revisions]
        found = self.select_related(*revisions, "asked_by", "answered_by").defer(*large)
        return found.defer(*(f"article__{name}" for name in HEAVY))

    def earlier_than(self, review: "Review | None", article: int) -> Self:
        """Of the article, the last one first, without the open one."""
        found = self.filter(article=article).order_by("-pk")
        return found.exclude(pk=review.pk) if review else found

    def close(self, articles: Iterable[int]) -> None:
        """End the open reviews of these articles."""
        if articles := list(articles):
            self.open().filter(article__in=articles).update(closed_at=timezone.now())


class Review(models.Model):
    """One request and its answer. What follows is a new row, so that all words are kept."""

    class State(models.TextChoices):
        WAITING = "waiting", _("ready for review")
        CHANGES = "changes", _("changes asked for")
        APPROVED = "approved", _("approved")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey("Revision", on_delete=models.DO_NOTHING, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(_("note to the editors"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    # The text that the editor saw: an approval is of this one, and of no later one.
    answered_revision = models.ForeignKey(
        "Revision", on_delete=models.DO_NOTHING, null=True, related_name="+"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer to the author"), blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(closed_at=None), name="one_open_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED

    @property
    def judged_revision(self) -> Any:
        """The revision that was answered; before that, the one for which it was asked."""
        return self.answered_revision or self.revision

    def has_changed(self, head: Any) -> bool:
        """Whether the draft `head` has another content than what was asked for or answered."""
        return bool(self.judged_revision.digest != head.digest)

    def give_answer(self, state: str, revision: int, by: User, words: str) -> None:
        """Store the answer; a second one as another row with the same request."""
        if self.answered_at:
            Review.objects.filter(pk=self.pk).close([self.article_id])
            self.pk, self._state.adding = None, True
        self.state, self.answered_revision_id, self.answered_by = state, revision, by
        self.answered_at, self.answer = timezone.now(), words
        self.save()
