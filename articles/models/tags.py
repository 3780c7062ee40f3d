"""Tags: any number an article. 注意力 keeps its letters in the address."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from articles import slugs
from articles.models.querysets import TagQuerySet, UseQuerySet
from articles.models.redirects import Redirect, Sluggable
from articles.permalinks import permalink
from articles.publishing import indexing


class Tag(Sluggable, TagBase):  # type: ignore[django-manager-missing]
    KIND = Redirect.Kind.TAG

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def slugify(self, tag: str, i: int | None = None) -> str:
        """A slug that keeps its script; taggit asks again with a number where it is taken."""
        slug = slugs.in_any_script(tag) or "tag"
        return slug if i is None else f"{slug}-{i}"

    def get_absolute_url(self) -> str:
        return permalink("tag", self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.keep_addresses()
            indexing.index(self.uses.values_list("content_object", flat=True))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with indexing.together():
            indexing.index(self.uses.values_list("content_object", flat=True))
            return super().delete(*args, **kwargs)

    @transaction.atomic
    def merge_into(self, other: "Tag") -> None:
        """Give this tag's articles to the other one; this tag's address leads there from now on."""
        theirs = other.uses.values("content_object")
        self.uses.exclude(content_object__in=theirs).update(tag=other)
        self.leave_addresses_to(other)
        self.delete()


class TaggedArticle(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="uses")
    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE)

    objects = UseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="one_tag_once")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            indexing.index([self.content_object_id])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with indexing.together():
            indexing.index([self.content_object_id])
            return super().delete(*args, **kwargs)


class Tags(_TaggableManager):
    """`article.tags`: however many come and go, the article is indexed once."""

    def add(self, *tags: Any, **options: Any) -> None:
        with indexing.together():
            super().add(*tags, **options)

    def set(self, tags: Any, **options: Any) -> None:
        with indexing.together():
            super().set(tags, **options)
