"""Users: authors and editors."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Exists, OuterRef

from articles.models.authors import AuthorProfile
from articles.models.file_users import FileUserQueries
from articles.models.querysets import model


class WriterManager(UserManager.from_queryset(FileUserQueries)):  # type: ignore[misc]
    def with_articles(self) -> models.QuerySet[Any]:
        """The users with published articles whom readers know by name."""
        theirs = model("Article").objects.published().filter(author=OuterRef("pk"))
        shown = self.filter(shows_name=True).exclude(slug="")
        named = shown.exclude(display_name="", first_name="", last_name="")
        return named.filter(Exists(theirs))


class User(AbstractUser, AuthorProfile):
    # `createsuperuser` asks for these.
    REQUIRED_FIELDS: ClassVar = ["email", "display_name"]

    objects: ClassVar[WriterManager] = WriterManager()

    # For a program with a token: the permissions that are left to it. A person has None here.
    limited_to: frozenset[str] | None = None

    class Meta(AbstractUser.Meta, AuthorProfile.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.name or self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        if self.limited_to is not None and perm not in self.limited_to:
            return False
        return super().has_perm(perm, obj)

    @property
    def name(self) -> str:
        return self.display_name or self.get_full_name()
