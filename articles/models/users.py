"""Who writes."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.base import CleanText
from articles.models.querysets import WriterManager


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
