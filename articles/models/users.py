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
        """The users with published articles whom readers know by name."""
        theirs = model("Article").objects.published().filter(author=OuterRef("pk"))
        named = self.exclude(display_name="", first_name="", last_name="")
        return named.filter(Exists(theirs))


class User(AbstractUser, CleanText):
    display_name = models.CharField(
        _("name shown to readers"),
        max_length=80,
        blank=True,
        help_text=_("Left empty, articles do not say who wrote them."),
    )

    # `createsuperuser` asks for these.
    REQUIRED_FIELDS: ClassVar = ["email", "display_name"]

    objects: ClassVar[WriterManager] = WriterManager()

    # For a program with a token: the permissions that are left to it. A person has None here.
    limited_to: frozenset[str] | None = None

    def __str__(self) -> str:
        return self.byline or self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        if self.limited_to is not None and perm not in self.limited_to:
            return False
        return super().has_perm(perm, obj)

    @property
    def byline(self) -> str:
        """The name that readers see; '' if none was given. A user name is for signing in only."""
        return self.display_name or self.get_full_name()

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.username])
