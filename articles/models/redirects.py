"""Former slugs: where they lead now."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """A former slug of an object that was public.

    It stores the id of the object and not its next slug. A redirect is therefore always one step,
    and redirects cannot form a loop.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        PAGE = "page", _("page")
        TOPIC = "topic", _("topic")
        TAG = "tag", _("tag")
        SERIES = "series", _("series")
        AUTHOR = "author", _("author")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    slug = models.CharField(max_length=200)
    target = models.BigIntegerField(null=True, help_text="Empty: what stood here was deleted.")

    class Meta:
        db_table = "articles_formeraddress"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "slug"], name="one_former_address")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "target"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug} → {self.target or 'gone'}"

    @classmethod
    def set_target(cls, kind: str, slug: str, target: int | None) -> None:
        cls.objects.update_or_create(kind=kind, slug=slug, defaults={"target": target})

    @classmethod
    def mark_gone(cls, kind: str, target: int) -> None:
        """Let all redirects to the target answer 410."""
        cls.objects.filter(kind=kind, target=target).update(target=None)
