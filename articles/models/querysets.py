"""Which articles, and in what order. `published()` alone decides what readers may find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self, cast

from django.apps import apps
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import connection, models, transaction
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone

from articles.db.compiled import now
from articles.filters import Filters
from articles.publishing import indexing, related, rerender
from articles.publishing.relations import Relation

Ids = tuple[int, Sequence[int]]  # of a topic, 0 for none, and of tags

NEWEST_FIRST = ("-published_at", "-pk")
# The columns a list never needs. They stand last in the table, so that a row's beginning is read
# without them.
HEAVY = frozenset({"body", "html", "toc", "headings", "prose", "code", "links", "warnings"})
# Short ones that came later stand behind them, and only pages of one article need them.
LAST = frozenset({"series", "part", "translation_of", "missing", "pending_status", "written_by"})
FEW = 20  # articles of a topic that are looked at for related ones


class ArticleQuerySet(models.QuerySet[Any]):
    # What readers may see

    def published(self) -> Self:
        """Articles that lists, feeds and sitemaps show: published, and not in the future."""
        return self.filter(status="published", published_at__lte=now())

    def reachable(self) -> Self:
        """Articles that answer at their own address: the published and the archived ones."""
        return self.filter(status__in=["published", "archived"], published_at__lte=now())

    def hidden(self) -> Self:
        """All but the published ones."""
        coming = Q(status="published", published_at__gt=now())
        undated = Q(status="published", published_at=None)
        return self.filter(Q(status__in=["draft", "archived"]) | coming | undated)

    def released(self) -> Self:
        """What readers may find, now or at its date."""
        return self.filter(status="published")

    def next_appearance(self, now: datetime) -> datetime | None:
        """When the clock will next show an article."""
        coming = self.filter(status__in=["published", "archived"], published_at__gt=now)
        return cast(
            "datetime | None", coming.order_by().aggregate(at=models.Min("published_at"))["at"]
        )

    # What somebody may see and change in the admin

    def visible_to(self, user: AbstractUser) -> Self:
        """Everything for editors, their own for authors."""
        return self if user.has_perm("articles.edit_all_articles") else self.filter(author=user)

    def editable_by(self, user: AbstractUser) -> Self:
        """Of those drafts alone, for who may not publish."""
        mine = self.visible_to(user)
        if user.has_perm("articles.publish_articles"):
            return mine
        return mine.filter(status="draft", pending_status="")

    def waiting(self) -> Self:
        """Those that are to be public once they can be rendered."""
        return self.exclude(pending_status="")

    # Which ones

    def tagged(self, tag: int) -> Self:
        """`tag` is its id: databases know how many articles that one has."""
        uses = model("TaggedArticle").objects.filter(tag=tag)
        return self.filter(pk__in=uses.values("content_object"))

    def tagged_exists(self, tag: int) -> Self:
        """As `tagged`: article by article, which is quick where many have the tag."""
        uses = model("TaggedArticle").objects.filter(tag=tag, content_object=OuterRef("pk"))
        return self.filter(Exists(uses))

    def by(self, author: AbstractUser) -> Self:
        return self.filter(author=author)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(published_at__gte=start, published_at__lt=end)

    def matching(self, filters: Filters, ids: Ids) -> Self:
        """`ids` are those of the topic and the tags that the filters name."""
        topic, tags = ids
        articles = self.filter(category=topic) if filters.topic else self
        for tag in tags:
            articles = articles.tagged(tag)
        articles = articles.between(*filters.period) if filters.period else articles
        return articles.filter(language=filters.language) if filters.language else articles

    def related_candidates(self, article: Any) -> models.QuerySet[Any, int]:
        """The ids of a few articles that `related_among` chooses from."""
        near = Relation.objects.filter(article=article.pk)
        in_topic = self.filter(category=article.category_id, category__isnull=False)
        latest = in_topic.order_by(*NEWEST_FIRST).values("pk")[:FEW]
        others = self.model._default_manager.filter(pk__in=latest).order_by()
        return near.values_list("other", flat=True).union(others.values_list("pk", flat=True))

    def related_among(self, few: list[int], article: Any) -> Self:
        """Other works about the same, the nearest first; then the latest of the topic.

        `few` are the ids of `related_candidates`, looked up by itself: for one or the other
        PostgreSQL would read every article.
        """
        near = Relation.objects.filter(article=article.pk)
        work = article.translation_of_id or article.pk
        return (
            self.among(Q(pk__in=few))
            .exclude(Q(pk__in=[article.pk, work]) | Q(translation_of=work))
            .dedupe_translations_top(article.language)
            .annotate(score=Subquery(near.filter(other=OuterRef("pk")).values("score")[:1]))
            .order_by(F("score").desc(nulls_last=True), *NEWEST_FIRST)
        )

    def neighbours_of(self, article: Any) -> Self:
        """The one before and the one after, in one query."""
        at, pk = article.published_at, article.pk
        older = self.exclude(published_at=at, pk__gte=pk).filter(published_at__lte=at)
        newer = self.exclude(published_at=at, pk__lte=pk).filter(published_at__gte=at)
        near = Q(pk=Subquery(older.order_by(*NEWEST_FIRST).values("pk")[:1]))
        near |= Q(pk=Subquery(newer.order_by("published_at", "pk").values("pk")[:1]))
        return cast(Self, self.model._default_manager.filter(near).for_links())

    def translations_of(self, article: Any) -> Self:
        """The same work in other languages."""
        original = article.translation_of_id or article.pk
        work = Q(pk=original) | Q(translation_of=original)
        return self.among(work).exclude(pk=article.pk).for_links().order_by("language")

    def dedupe_translations(self, language: str) -> Self:
        """Each work once: in the reader's language where it is written in it, else the original.

        What is hidden is found from the translations, which are few.
        """
        public = self.model._default_manager.published()
        translations = public.filter(translation_of__isnull=False)
        read = translations.filter(language=language).values("translation_of")
        shown = Exists(public.filter(pk=OuterRef("translation_of")))
        superseded = translations.exclude(language=language).filter(
            Q(shown) | Q(translation_of__in=read)
        )
        return self.exclude(pk__in=read).exclude(pk__in=superseded.values("pk"))

    def dedupe_translations_top(self, language: str) -> Self:
        """The same, for the first few of many: each article is asked whether it is hidden."""
        public = self.model._default_manager.published()
        read = public.filter(language=language)
        original = exists_per_row(public.filter(pk=OuterRef("translation_of")))
        better = exists_per_row(read.filter(translation_of=OuterRef("translation_of")))
        foreign = Q(translation_of__isnull=False) & ~Q(language=language)
        shown = self.filter(~Exists(read.filter(translation_of=OuterRef("pk"))))
        return shown.exclude(foreign & (original | better))

    def listed(self, filters: Filters, language: str, ids: Ids) -> Self:
        """What a list shows: each work once, unless the filters ask for a language."""
        articles = self.matching(filters, ids)
        return articles if filters.language else articles.dedupe_translations(language)

    def listed_top(self, filters: Filters, language: str, ids: Ids) -> Self:
        """The same, for its first few."""
        articles = self.matching(filters, ids)
        return articles if filters.language else articles.dedupe_translations_top(language)

    def in_series(self, series: models.Model | int) -> Self:
        """In the order in which they are meant to be read."""
        place = F("part").asc(nulls_last=True)
        return self.filter(series=series).for_links().order_by(place, "published_at", "pk")

    def among(self, few: Q) -> Self:
        """Those of the few that a condition names. It is looked up first.

        SQLite takes all that is published for less than it is, so that it would begin there, and
        look at everything. PostgreSQL counts.
        """
        if connection.vendor == "postgresql":
            return self.filter(few)
        these = Exists(self.order_by().filter(pk=OuterRef("pk")))
        return cast(Self, self.model._default_manager.filter(few, these))

    # For what use

    def for_links(self) -> Self:
        """What a link shows."""
        return self.only("title", "slug", "language", "published_at")

    def for_card(self) -> Self:
        """What a picture for sharing shows."""
        shown = ("title", "slug", "language", "published_at", "strip", "category__name")
        return self.select_related("category").only(*shown)

    def for_page(self) -> Self:
        return self.with_names().select_related("series").defer(*(HEAVY - {"html", "toc"}))

    def with_names(self) -> Self:
        """The names of topic, author and tags at no further cost."""
        return self.select_related("category", "author").prefetch_related("tags")

    def for_lists(self) -> Self:
        """What an entry of a list shows; bodies stay in the database."""
        return self.with_names().defer(*HEAVY, *LAST).order_by(*NEWEST_FIRST)

    def for_admin_list(self) -> Self:
        """As readers' lists, with the warnings."""
        return self.for_lists().defer(None).defer(*(HEAVY - {"warnings"}))

    def for_feeds(self) -> Self:
        return self.with_names().defer(*(HEAVY - {"html"}), *LAST).order_by(*NEWEST_FIRST)

    def for_relating(self) -> Self:
        """What articles are compared by."""
        return self.prefetch_related("tags").only("title", "headings", "prose", "code")

    def starting_at(self, at: datetime, pk: int) -> Self:
        """From this article on, in the order of lists.

        The last bound of a column is the one that SQLite looks up in the index.
        """
        return self.exclude(published_at=at, pk__gt=pk).filter(published_at__lte=at)

    # Verbs

    def update(self, **values: Any) -> int:
        """As Django's; search follows."""
        if indexing.DECIDES.isdisjoint(values):
            return super().update(**values)
        with indexing.together():
            indexing.index(list(self.order_by().values_list("pk", flat=True)))
            return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        with indexing.together():
            created = super().bulk_create(objs, *args, **options)
            indexing.index(article.pk for article in created)
        return created

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, and let the addresses that readers knew answer that the article is gone."""
        plain = self.select_related(None).prefetch_related(None)
        articles = list(plain.only("slug", "status", "published_at", "was_public"))
        for article in articles:
            article.mark_gone()
        rerender.on_removed(a.get_absolute_url() for a in articles if a.has_been_public())
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def publish(self) -> int:
        """Publish now; what has a date keeps it, and what cannot be rendered yet waits."""
        moment = timezone.now()
        self.filter(published_at=None).update(published_at=moment)
        hidden = self.exclude(status="published").order_by()
        failed = list(hidden.filter(renderer_version=0).values_list("pk", flat=True))
        for article in self.model._default_manager.filter(pk__in=failed):
            article.status = "published"
            article.save()  # which tries again to render it
        chosen = list(hidden.exclude(pk__in=failed).values_list("pk", flat=True))
        changed = self.model._default_manager.filter(pk__in=chosen)
        changed.update(status="published", updated_at=moment)
        related.update_related(chosen)
        rerender.on_published(
            changed.only("title", "slug", "source_path", "status", "published_at")
        )
        return len(chosen) + self.model._default_manager.filter(pk__in=failed).released().count()

    def unpublish(self) -> int:
        slugs = list(self.reachable().values_list("slug", flat=True))
        self.reachable().update(was_public=True)
        rerender.on_removed(reverse("article", args=[slug]) for slug in slugs)
        return self.update(status="draft", pending_status="", updated_at=timezone.now())

    def settle(self) -> None:
        """What waited until it could be rendered becomes what it was meant to be."""
        ready = self.exclude(renderer_version=0).exclude(pending_status="")
        chosen = list(ready.values_list("pk", flat=True))
        changed = self.model._default_manager.filter(pk__in=chosen)
        changed.update(status=F("pending_status"), pending_status="")
        related.update_related(chosen)
        rerender.on_published(
            changed.only("title", "slug", "source_path", "status", "published_at")
        )


def model(name: str) -> Any:
    """One that is defined in terms of these querysets, and so after them."""
    return apps.get_model("articles", name)


def exists_per_row(rows: ArticleQuerySet) -> Q:
    """As Exists, of one article after the other: PostgreSQL would collect all that exist first."""
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def with_counts(queryset: Any, path: str) -> Any:
    """Those with published articles, each annotated with their number as `total`."""
    theirs = model("Article").objects.published().filter(**{path: OuterRef("pk")}).order_by()
    number = theirs.annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return queryset.filter(Exists(theirs)).annotate(total=Subquery(number))


class TopicQuerySet(models.QuerySet[Any]):
    def with_articles(self) -> Self:
        return with_counts(self, "category")


class SeriesQuerySet(models.QuerySet[Any]):
    def with_articles(self) -> Self:
        return with_counts(self, "series")


class UseQuerySet(models.QuerySet[Any]):
    """Which article has which tag: search follows every change."""

    def update(self, **values: Any) -> int:
        with indexing.together():
            indexing.index(self.articles())
            return super().update(**values)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        with indexing.together():
            created = super().bulk_create(objs, *args, **options)
            indexing.index(use.content_object_id for use in created)
        return created

    def delete(self) -> tuple[int, dict[str, int]]:
        with indexing.together():
            indexing.index(self.articles())
            return super().delete()

    def by_tag(self) -> models.QuerySet[Any, Any]:
        """(tag, how many uses)."""
        return self.values_list("tag").annotate(Count("tag"))

    def articles(self) -> list[int]:
        return list(self.order_by().values_list("content_object", flat=True))


class TagQuerySet(models.QuerySet[Any]):
    def with_articles(self) -> list[Any]:
        """Those with published articles, each with their number as `total`.

        All uses are counted by an index alone; those of what is not public are fewer.
        """
        uses = model("TaggedArticle").objects.order_by()
        hidden = dict(uses.filter(content_object__in=model("Article").objects.hidden()).by_tag())
        tags = []
        for tag in self.filter(pk__in=(totals := dict(uses.by_tag()))):
            tag.total = totals[tag.pk] - hidden.get(tag.pk, 0)
            tags += [tag] if tag.total else []
        return tags

    def delete(self) -> tuple[int, dict[str, int]]:
        with indexing.together():
            uses = self.order_by().values_list("uses__content_object", flat=True)
            indexing.index(uses.filter(uses__isnull=False))
            return super().delete()


class PageQuerySet(models.QuerySet[Any]):
    def editable_by(self, user: AbstractUser) -> Self:
        """Those that nobody can read yet, for who may not publish."""
        return (
            self if user.has_perm("articles.publish_articles") else self.exclude(is_published=True)
        )

    def published(self) -> Self:
        return self.filter(is_published=True)

    def settle(self) -> None:
        """What waited until it could be rendered becomes public."""
        ready = self.exclude(renderer_version=0).exclude(pending_status="")
        chosen = list(ready.values_list("pk", flat=True))
        changed = self.model._default_manager.filter(pk__in=chosen)
        changed.update(is_published=True, pending_status="")
        rerender.on_published(changed.only(*rerender.NAMED, "is_published"))

    def in_menu(self) -> Self:
        return self.published().filter(in_menu=True).only("title", "slug", "language")


class WriterManager(UserManager[Any]):
    def with_articles(self) -> models.QuerySet[Any]:
        """Those who have published something."""
        theirs = model("Article").objects.published().filter(author=OuterRef("pk"))
        return self.filter(Exists(theirs))
