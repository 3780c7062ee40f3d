"""Tags of articles. A tag like 注意力 keeps its letters in the address."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from articles import slugs
from articles.models.querysets import model
from articles.models.redirects import Redirect, Sluggable
from articles.permalinks import permalink
from articles.publishing import indexing


class UseQuerySet(models.QuerySet[Any]):
    """Which article has which tag. Every change brings the search index up to date."""

    def update(self, **values: Any) -> int:
        with indexing.batch_index_updates():
            indexing.update_index(self.articles())
            return super().update(**values)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        with indexing.batch_index_updates():
            created = super().bulk_create(objs, *args, **options)
            indexing.update_index(use.content_object_id for use in created)
        return created

    def delete(self) -> tuple[int, dict[str, int]]:
        with indexing.batch_index_updates():
            indexing.update_index(self.articles())
            return super().delete()

    def by_tag(self) -> models.QuerySet[Any, Any]:
        """Pairs of the id of a tag and how many articles have it."""
        return self.values_list("tag").annotate(Count("tag"))

    def articles(self) -> list[int]:
        return list(self.order_by().values_list("content_object", flat=True))


class TagQuerySet(models.QuerySet[Any]):
    def with_articles(self) -> list[Any]:
        """The tags that have published articles, with their number as `total`.

        Counts all uses by an index alone and subtracts those of hidden articles, which are few.
        """
        uses = model("TaggedArticle").objects.order_by()
        hidden = dict(uses.filter(content_object__in=model("Article").objects.hidden()).by_tag())
        tags = []
        for tag in self.filter(pk__in=(totals := dict(uses.by_tag()))):
            tag.total = totals[tag.pk] - hidden.get(tag.pk, 0)
            tags += [tag] if tag.total else []
        return tags

    def delete(self) -> tuple[int, dict[str, int]]:
        with indexing.batch_index_updates():
            uses = self.order_by().values_list("uses__content_object", flat=True)
            indexing.update_index(uses.filter(uses__isnull=False))
            return super().delete()


class Tag(Sluggable, TagBase):  # type: ignore[django-manager-missing]
    KIND = Redirect.Kind.TAG

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def slugify(self, tag: str, i: int | None = None) -> str:
        """A slug in the script of the tag. taggit calls again with a number if it is taken."""
        slug = slugs.in_any_script(tag) or "tag"
        return slug if i is None else f"{slug}-{i}"

    def get_absolute_url(self) -> str:
        return permalink("tag", self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.redirect_former_slug()
            indexing.update_index(self.uses.values_list("content_object", flat=True))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with indexing.batch_index_updates():
            indexing.update_index(self.uses.values_list("content_object", flat=True))
            return super().delete(*args, **kwargs)

    @transaction.atomic
    def merge_into(self, other: "Tag") -> None:
        """Move the articles to another tag, redirect the address to it, and delete this one."""
        theirs = other.uses.values("content_object")
        self.uses.exclude(content_object__in=theirs).update(tag=other)
        self.redirect_to(other)
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
            indexing.update_index([self.content_object_id])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with indexing.batch_index_updates():
            indexing.update_index([self.content_object_id])
            return super().delete(*args, **kwargs)


class Tags(_TaggableManager):
    """`article.tags`. The article is indexed once, however many tags change."""

    def add(self, *tags: Any, **options: Any) -> None:
        with indexing.batch_index_updates():
            super().add(*tags, **options)

    def set(self, tags: Any, **options: Any) -> None:
        with indexing.batch_index_updates():
            super().set(tags, **options)
