"""Old addresses: a changed slug redirects for ever, a deleted article says that it is gone."""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import slugs
from articles.models.base import CleanText


class Redirect(models.Model):
    """A slug that something readers could see once had.

    It names the thing by its id and not by its next slug, so that any number of
    changes is one step, and no chain of redirects can close into a loop.
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
    def leave(cls, kind: str, slug: str, target: int | None) -> None:
        cls.objects.update_or_create(kind=kind, slug=slug, defaults={"target": target})

    @classmethod
    def give_up(cls, kind: str, target: int) -> None:
        """Everything that led to the target leads nowhere now."""
        cls.objects.filter(kind=kind, target=target).update(target=None)


class Sluggable(CleanText):
    """A thing with a slug of its own that leaves a redirect behind when the slug changes."""

    KIND: ClassVar[Redirect.Kind]
    slug: str
    # As it was loaded: what readers may know of it is decided by that.
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
        """Whether a reader can have met the present address."""
        return True

    def suggested_slug(self) -> str:
        """A free slug made of the name; made of the kind where the name has no letters."""
        wanted = slugs.suggest(str(self)) or str(self.KIND)
        others: models.QuerySet[Any] = type(self)._default_manager.exclude(pk=self.pk)
        former = Redirect.objects.filter(kind=self.KIND)
        return slugs.first_free(
            wanted,
            lambda slug: others.filter(slug=slug).exists() or former.filter(slug=slug).exists(),
        )

    def leave_addresses_to(self, heir: Self) -> None:
        """Call before deleting: every address this one had leads to the heir."""
        Redirect.objects.filter(kind=self.KIND, target=self.pk).update(target=heir.pk)
        Redirect.leave(self.KIND, self.slug, heir.pk)

    def keep_addresses(self) -> None:
        """Call after saving: a slug that readers may know leads here.

        Who lives at a slug is found before who lived there, so nothing need be taken away.
        """
        if self.stored_slug and self.stored_slug != self.slug and self.stored_public:
            Redirect.leave(self.KIND, self.stored_slug, self.pk)
        self.stored_slug, self.stored_public = self.slug, self.has_been_public()
