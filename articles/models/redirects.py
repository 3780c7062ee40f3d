"""Redirects from former slugs, and the base class of models with a slug."""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import slugs
from articles.models.base import CleanText


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


class Sluggable(CleanText):
    """A model with a unique slug. When the slug changes, the former one redirects."""

    KIND: ClassVar[Redirect.Kind]
    slug: str
    # The values in the database when the object was loaded.
    stored_slug: str | None = None
    stored_public = True
    DECIDES_PUBLIC: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Self:
        thing = super().from_db(db, field_names, values, **options)
        loaded = thing.__dict__
        thing.stored_slug = loaded.get("slug")
        if loaded.keys() >= cls.DECIDES_PUBLIC:
            thing.stored_public = thing.has_been_public()
        return thing

    def has_been_public(self) -> bool:
        """Whether readers could ever open the present address."""
        return True

    def suggested_slug(self) -> str:
        """An unused slug made of the name, or of the kind if the name has no letters."""
        wanted = slugs.suggest_slug(str(self)) or str(self.KIND)
        others: models.QuerySet[Any] = type(self)._default_manager.exclude(pk=self.pk)
        former = Redirect.objects.filter(kind=self.KIND)
        return slugs.first_free(
            wanted,
            lambda slug: others.filter(slug=slug).exists() or former.filter(slug=slug).exists(),
        )

    def redirect_to(self, successor: Self) -> None:
        """Redirect this object's current and former slugs to `successor`. Call before delete()."""
        Redirect.objects.filter(kind=self.KIND, target=self.pk).update(target=successor.pk)
        Redirect.set_target(self.KIND, self.slug, successor.pk)

    def redirect_former_slug(self) -> None:
        """Redirect the former slug if it was public. Call after save().

        Views look for an object with a slug before they look for a redirect. A redirect whose slug
        is used again therefore does no harm.
        """
        if self.stored_slug and self.stored_slug != self.slug and self.stored_public:
            Redirect.set_target(self.KIND, self.stored_slug, self.pk)
        self.stored_slug, self.stored_public = self.slug, self.has_been_public()
