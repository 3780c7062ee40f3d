"""Tags of articles. A tag like 注意力 keeps its letters in the address."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from articles import slugs
from articles.models.base import Sluggable, SortedByName
from articles.models.querysets import model
from articles.models.redirects import Redirect
from articles.publishing import history, indexing


@contextmanager
def changed_together() -> Iterator[None]:
    """Run the block in a transaction; index and record each article once, at the end of it."""
    with history.change(), indexing.batch_index_updates():
        yield


def tags_changed(articles: Iterable[int]) -> None:
    changed = list(articles)
    indexing.update_index(changed)
    history.record(changed)


class UseQuerySet(models.QuerySet[Any]):
    """Which article has which tag. The search index and the history follow every change."""

    def update(self, **values: Any) -> int:
        with changed_together():
            tags_changed(self.articles())
            return super().update(**values)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        with changed_together():
            created = super().bulk_create(objs, *args, **options)
            tags_changed(use.content_object_id for use in created)
        return created

    def delete(self) -> tuple[int, dict[str, int]]:
        with changed_together():
            tags_changed(self.articles())
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
        with changed_together():
            uses = self.order_by().values_list("uses__content_object", flat=True)
            tags_changed(uses.filter(uses__isnull=False))
            return super().delete()


class Tag(SortedByName, Sluggable, TagBase):  # type: ignore[django-manager-missing]
    KIND = Redirect.Kind.TAG

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sort_key", "name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def slugify(self, tag: str, i: int | None = None) -> str:
        """A slug in the script of the tag. taggit calls again with a number if it is taken."""
        slug = slugs.in_any_script(tag) or "tag"
        return slug if i is None else f"{slug}-{i}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.redirect_former_slug()
            indexing.update_index(self.uses.values_list("content_object", flat=True))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with changed_together():
            tags_changed(self.uses.values_list("content_object", flat=True))
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
        verbose_name = _("article with a tag")
        verbose_name_plural = _("articles with a tag")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="one_tag_once")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        with changed_together():
            super().save(*args, **kwargs)
            tags_changed([self.content_object_id])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with changed_together():
            tags_changed([self.content_object_id])
            return super().delete(*args, **kwargs)


class Tags(_TaggableManager):
    """`article.tags`. The article is indexed and recorded once, however many tags change."""

    def add(self, *tags: Any, **options: Any) -> None:
        with changed_together():
            super().add(*tags, **options)

    def set(self, tags: Any, **options: Any) -> None:
        with changed_together():
            super().set(tags, **options)
