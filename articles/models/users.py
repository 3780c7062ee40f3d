"""Users: authors and editors."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.base import CleanText
from articles.models.querysets import model


class WriterManager(UserManager[Any]):
    def with_articles(self) -> models.QuerySet[Any]:
        """The users with published articles."""
        theirs = model("Article").objects.published().filter(author=OuterRef("pk"))
        return self.filter(Exists(theirs))


class User(AbstractUser, CleanText):
    display_name = models.CharField(
        _("name shown to readers"),
        max_length=80,
        blank=True,
        help_text=_("The user name is shown where this is empty."),
    )

    objects: ClassVar[WriterManager] = WriterManager()

    def __str__(self) -> str:
        return self.byline

    @property
    def byline(self) -> str:
        return self.display_name or self.get_full_name() or self.username

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.username])
