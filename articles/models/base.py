"""Base classes of models: text without control characters, slugs whose former values redirect."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import get_script_prefix, reverse

from articles import slugs
from articles.models.path_redirects import PathRedirect
from articles.models.redirects import Redirect

# Control characters except tab and line ends, surrogates, and what XML forbids.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class CleanText(models.Model):
    """Removes them on saving: they come with pasted text, and authors cannot see them."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if isinstance(value, str) and UNWANTED.search(value):
                setattr(self, field.attname, UNWANTED.sub("", value))
        super().save(*args, **kwargs)


class SortedByName(models.Model):
    """A model that is sorted by its name, Chinese by its pinyin."""

    sort_key = models.CharField(  # made from the name
        max_length=slugs.LONGEST, default="", editable=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = slugs.suggest_slug(str(self))
        super().save(*args, **kwargs)


PERMALINKS = 4000  # paths in memory


class Sluggable(CleanText):
    """A model with a unique slug. When the slug changes, the former one redirects."""

    KIND: ClassVar[Redirect.Kind]
    # The fields that decide whether readers can open it.
    DECIDES_PUBLIC: ClassVar[tuple[str, ...]] = ()
    slug: str
    # The slug and these fields, as they were in the database when the object was loaded.
    stored: Mapping[str, Any] = MappingProxyType({})

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Self:
        thing = super().from_db(db, field_names, values, **options)
        loaded = thing.__dict__
        names = ("slug", *cls.DECIDES_PUBLIC)
        loaded["stored"] = {name: loaded[name] for name in names if name in loaded}
        return thing

    def get_absolute_url(self) -> str:
        return permalink(str(self.KIND), self.slug)

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
        """Redirect all addresses of this object to `successor`. Call before delete()."""
        Redirect.objects.filter(kind=self.KIND, target=self.pk).update(target=successor.pk)
        Redirect.set_target(self.KIND, self.slug, successor.pk)
        PathRedirect.objects.follow(self, successor)

    def redirect_former_slug(self) -> None:
        """Redirect the former slug if it was public. Call after save().

        Views look for an object with a slug before they look for a redirect. A redirect whose slug
        is used again therefore does no harm.
        """
        former = self.stored.get("slug")
        if former and former != self.slug and self.was_stored_public():
            Redirect.set_target(self.KIND, former, self.pk)
        self.stored = {name: getattr(self, name) for name in ("slug", *self.DECIDES_PUBLIC)}

    def was_stored_public(self) -> bool:
        """Whether readers could open the address as it was loaded; True if that is not known."""
        is_known = self.stored.keys() >= set(self.DECIDES_PUBLIC)
        return not is_known or type(self)(**self.stored).has_been_public()


def permalink(name: str, slug: str) -> str:
    """Path of the named URL pattern for this slug.

    Cached, because pages link to the same topics and tags many times, and reverse() takes as long
    as twenty cache lookups.
    """
    return cached_reverse(get_script_prefix(), name, slug)


@lru_cache(maxsize=PERMALINKS)
def cached_reverse(_prefix: str, name: str, slug: str) -> str:
    return reverse(name, args=[slug])
