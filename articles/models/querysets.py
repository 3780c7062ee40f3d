"""Querysets of articles. Only `published()` and `reachable()` decide what readers can see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self, cast

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db import connection, models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone

from articles import languages
from articles.db.compiled import now
from articles.db.json_length import JSONLength
from articles.filters import Filters
from articles.models.trash import TrashEntry, TrashQueries
from articles.publishing import after_change, history, indexing
from articles.publishing.relations import ArticleLink, Relation
from media.models import FileUse

Ids = tuple[int, Sequence[int]]  # the id of a topic, 0 if there is none, and the ids of tags

NEWEST_FIRST = ("-published_at", "-pk")
PARTS_IN_ORDER = (F("part").asc(nulls_last=True), "published_at", "pk")
# Large columns that lists do not need. They are the last of the table, so that a database can read
# the beginning of a row without them.
HEAVY = frozenset(
    {"body", "html", "toc", "headings", "prose", "code", "links", "warnings", "sections"}
)
# Small columns behind them, which migrations added. Only the page of an article needs them.
LAST = frozenset({"series", "part", "translation_of", "missing", "pending_status", "written_by"})
# Candidates for related articles: the newest of a topic, and those that link to an article.
MAX_TOPIC_CANDIDATES, MAX_LINKING_CANDIDATES = 20, 20


# The columns that rerender.on_published() reads.
LINKED = ("title", "slug", "source_path", "status", "published_at")


class ArticleQuerySet(TrashQueries):
    # What readers may see

    def published(self) -> Self:
        """The articles in lists, feeds and sitemaps: published, with a date in the past."""
        return self.filter(status="published", published_at__lte=now())

    def reachable(self) -> Self:
        """The articles with a page of their own: published or archived, with a date in the past."""
        return self.filter(status__in=["published", "archived"], published_at__lte=now())

    def hidden(self) -> Self:
        """All articles that are not published()."""
        coming = Q(status="published", published_at__gt=now())
        undated = Q(status="published", published_at=None)
        return self.filter(Q(status__in=["draft", "archived"]) | coming | undated)

    def released(self) -> Self:
        """Published or scheduled articles."""
        return self.filter(status="published")

    def scheduled(self) -> Self:
        """Published articles with a date in the future."""
        return self.coming(now()).released()

    def next_appearance(self, now: datetime) -> datetime | None:
        """The date of the next scheduled article; None if there is none."""
        coming = self.coming(now).order_by()
        return cast("datetime | None", coming.aggregate(at=models.Min("published_at"))["at"])

    def coming(self, now: datetime) -> Self:
        """Articles that get a page of their own by themselves, at a date after this one."""
        return self.filter(status__in=["published", "archived"], published_at__gt=now)

    # What a user may see and change in the admin

    def visible_to(self, user: AbstractUser) -> Self:
        """All articles for editors and reviewers, only their own for authors; none in the trash."""
        reads_all = user.has_perm("articles.read_all_drafts")
        return self.kept() if reads_all else self.kept().of_user(user)

    def restorable_by(self, user: AbstractUser) -> Self:
        """Those in the trash that the user may restore: what becomes public needs permission."""
        theirs = self.in_trash().of_user(user)
        may_publish = user.has_perm("articles.publish_articles")
        return theirs if may_publish else theirs.filter(trash_entry__status="draft")

    def of_user(self, user: AbstractUser) -> Self:
        """Those that the user writes: all for editors."""
        return self if user.has_perm("articles.edit_all_articles") else self.filter(author=user)

    def editable_by(self, user: AbstractUser) -> Self:
        """Like visible_to(), but only drafts for users who may not publish."""
        mine = self.kept().of_user(user)
        if user.has_perm("articles.publish_articles"):
            return mine
        return mine.filter(status="draft", pending_status="")

    def waiting(self) -> Self:
        """Drafts that become public as soon as they can be rendered."""
        return self.exclude(pending_status="")

    def with_warnings(self) -> Self:
        """Those about which rendering warned the author, with the number as `warning_count`."""
        return self.annotate(warning_count=JSONLength("warnings")).filter(warning_count__gt=0)

    def with_broken_links(self) -> Self:
        """Those with links to articles or files that are not there. Each is a warning, too."""
        return self.with_warnings().filter(counts__broken__gt=0)

    def unrendered(self) -> Self:
        """Those whose newest text could not be rendered."""
        return self.filter(renderer_version=0)

    # Filters

    def tagged(self, tag: int) -> Self:
        """With the tag of this id. An id lets the database estimate how many articles match."""
        uses = model("TaggedArticle").objects.filter(tag=tag)
        return self.filter(pk__in=uses.values("content_object"))

    def tagged_exists(self, tag: int) -> Self:
        """The same rows as tagged(), by an EXISTS per row: faster if many articles have the tag."""
        uses = model("TaggedArticle").objects.filter(tag=tag, content_object=OuterRef("pk"))
        return self.filter(Exists(uses))

    def by(self, author: AbstractUser) -> Self:
        return self.filter(author=author)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(published_at__gte=start, published_at__lt=end)

    def matching(self, filters: Filters, ids: Ids) -> Self:
        """What the filters leave. `ids` are those of their topic and tags."""
        topic, tags = ids
        articles = self.filter(category=topic) if filters.topic else self
        for tag in tags:
            articles = articles.tagged(tag)
        articles = articles.between(*filters.period) if filters.period else articles
        return articles.filter(language=filters.language) if filters.language else articles

    def related_candidates(self, article: Any) -> models.QuerySet[Any, int]:
        """The ids of a few articles from which related_among() chooses."""
        near = Relation.objects.filter(article=article.pk)
        everyone = self.model._default_manager.order_by()
        linked = everyone.filter(slug__in=links_in(article).values("slug"))
        linking = links_to(article).order_by("-article").values("article")[:MAX_LINKING_CANDIDATES]
        in_topic = self.filter(category=article.category_id, category__isnull=False)
        latest = in_topic.order_by(*NEWEST_FIRST).values("pk")[:MAX_TOPIC_CANDIDATES]
        others = [linked, everyone.filter(pk__in=linking), everyone.filter(pk__in=latest)]
        return near.values_list("other", flat=True).union(
            *(each.values_list("pk", flat=True) for each in others)
        )

    def related_among(self, few: list[int], article: Any) -> Self:
        """Related articles by descending score, then the newest.

        `score` is None without a relation. `linked_in` is the section of the article that links to
        the other one, '' if it has no title, and None if there is no link; `links_from` is the
        section of the other one that links to the article.

        `few` are the ids of related_candidates(). They are read by a query of their own, because
        PostgreSQL would read all articles for an OR of the conditions.
        """
        near = Relation.objects.filter(article=article.pk)
        work = article.translation_of_id or article.pk
        return (
            self.among(Q(pk__in=few))
            .exclude(Q(pk__in=[article.pk, work]) | Q(translation_of=work))
            .dedupe_translations_top(article.language)
            .annotate(
                score=Subquery(near.filter(other=OuterRef("pk")).values("score")[:1]),
                linked_in=Subquery(
                    links_in(article).filter(slug=OuterRef("slug")).values("section")[:1]
                ),
                links_from=Subquery(
                    links_to(article).filter(article=OuterRef("pk")).values("section")[:1]
                ),
            )
            .order_by(F("score").desc(nulls_last=True), *NEWEST_FIRST)
        )

    def neighbours_of(self, article: Any) -> Self:
        """The previous and the next article by date, in one query."""
        at, pk = article.published_at, article.pk
        older = self.exclude(published_at=at, pk__gte=pk).filter(published_at__lte=at)
        newer = self.exclude(published_at=at, pk__lte=pk).filter(published_at__gte=at)
        near = Q(pk=Subquery(older.order_by(*NEWEST_FIRST).values("pk")[:1]))
        near |= Q(pk=Subquery(newer.order_by("published_at", "pk").values("pk")[:1]))
        return cast(Self, self.model._default_manager.filter(near).for_strips())

    def translations_of(self, article: Any) -> Self:
        """The same article in other languages."""
        original = article.translation_of_id or article.pk
        work = Q(pk=original) | Q(translation_of=original)
        return self.among(work).exclude(pk=article.pk).for_links().order_by("language")

    def dedupe_translations(self, language: str) -> Self:
        """Each article once: its translation into the language if there is one, else the original.

        The hidden rows are found by a subquery over all translations, of which there are few.
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
        """The same rows with an EXISTS per row, which is faster under a small LIMIT."""
        public = self.model._default_manager.published()
        read = public.filter(language=language)
        original = exists_per_row(public.filter(pk=OuterRef("translation_of")))
        better = exists_per_row(read.filter(translation_of=OuterRef("translation_of")))
        foreign = Q(translation_of__isnull=False) & ~Q(language=language)
        shown = self.filter(~Exists(read.filter(translation_of=OuterRef("pk"))))
        return shown.exclude(foreign & (original | better))

    def listed_in(self, language: str, *, only: str) -> Self:
        """Each article once, for a reader of the language; `only` leaves out other languages."""
        return self.written_in(only).dedupe_translations(language)

    def written_in(self, language: str) -> Self:
        """Those in any script of the language; all for ''."""
        return self.filter(language__in=languages.all_scripts(language)) if language else self

    def listed(self, filters: Filters, language: str, ids: Ids) -> Self:
        """The rows of a list: each article once, unless the filters ask for a language."""
        articles = self.matching(filters, ids)
        return articles if filters.language else articles.dedupe_translations(language)

    def listed_top(self, filters: Filters, language: str, ids: Ids) -> Self:
        """The same rows in a form that is faster under a small LIMIT."""
        articles = self.matching(filters, ids)
        return articles if filters.language else articles.dedupe_translations_top(language)

    def in_series(self, series: models.Model | int) -> Self:
        """The articles of a series, in the order of its parts."""
        return self.filter(series=series).for_strips().order_by(*PARTS_IN_ORDER)

    def in_every_series(self) -> Self:
        """The articles of all series, one series after the other."""
        parts = self.filter(series__isnull=False).for_strips()
        return parts.order_by("series", *PARTS_IN_ORDER)

    def among(self, few: Q) -> Self:
        """Those that also match a condition which holds for few rows.

        SQLite underestimates how many articles are published, would use that index first and read
        them all. The EXISTS makes it begin with the condition. PostgreSQL has statistics.
        """
        if connection.vendor == "postgresql":
            return self.filter(few)
        these = Exists(self.order_by().filter(pk=OuterRef("pk")))
        return cast(Self, self.model._default_manager.filter(few, these))

    # Columns and joins for a purpose

    def for_links(self) -> Self:
        """The columns that a link shows."""
        return self.only("title", "slug", "language", "published_at")

    def for_strips(self) -> Self:
        """The columns of a link that stands with the strip, the topic and the length."""
        shown = ("title", "slug", "language", "published_at", "counts", "strip", "series")
        return self.select_related("category").only(*shown, "category__name")

    def for_card(self) -> Self:
        """The columns that a share image shows."""
        shown = ("title", "slug", "language", "published_at", "strip")
        names = ("display_name", "first_name", "last_name", "shows_name")
        author = [f"author__{name}" for name in names]
        related = self.select_related("category", "author")
        return related.only(*shown, "category__name", *author)

    def for_page(self) -> Self:
        return self.with_names().select_related("series").defer(*(HEAVY - {"html", "toc"}))

    def with_names(self) -> Self:
        """With topic, author and tags, so that reading their names makes no further query."""
        named = self.select_related("category", "author").prefetch_related("tags")
        return named.defer("author__bio", "author__bio_html")

    def for_lists(self) -> Self:
        """The columns that an entry of a list shows, the newest first."""
        return self.with_names().defer(*HEAVY, *LAST).order_by(*NEWEST_FIRST)

    def for_admin_list(self) -> Self:
        """Like for_lists(), with the warnings and the draft beside the article."""
        listed = self.for_lists().select_related("category", "author", "draft")
        return listed.defer(None).defer(*(HEAVY - {"warnings"}))

    def for_feeds(self) -> Self:
        return self.with_names().defer(*(HEAVY - {"html"}), *LAST).order_by(*NEWEST_FIRST)

    def for_relating(self) -> Self:
        """The texts from which related articles are found."""
        return self.prefetch_related("tags").only("title", "headings", "prose", "code")

    def starting_at(self, at: datetime, pk: int) -> Self:
        """The articles from the one with this key on, in the order of lists.

        SQLite uses the last bound of a column for the index, so the range condition is last.
        """
        return self.exclude(published_at=at, pk__gt=pk).filter(published_at__lte=at)

    # Verbs

    def update(self, **values: Any) -> int:
        """Like Django's. The search index and the history follow if a column of theirs changes."""
        if (indexing.INDEXED_COLUMNS | history.RECORDED_COLUMNS).isdisjoint(values):
            return super().update(**values)
        with history.change(), indexing.batch_index_updates():
            changed = list(self.order_by().values_list("pk", flat=True))
            if not indexing.INDEXED_COLUMNS.isdisjoint(values):
                indexing.update_index(changed)
            if not history.TEXTS.isdisjoint(values):
                history.record_before(changed)
            if not history.RECORDED_COLUMNS.isdisjoint(values):
                history.record(changed)
            return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        with history.change(), indexing.batch_index_updates():
            created = super().bulk_create(objs, *args, **options)
            indexing.update_index(article.pk for article in created)
            history.record(article.pk for article in created)
        return created

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **options: Any) -> int:
        """Like Django's, in one transaction, which records the history once."""
        with history.change():
            return super().bulk_update(objs, fields, *args, **options)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete. Addresses that were public answer 410 afterwards."""
        with history.change():
            plain = self.select_related(None).prefetch_related(None)
            articles = list(plain.only("slug", "status", "published_at", "was_public"))
            theirs = self.model._default_manager.filter(translation_of__in=articles)
            history.record(theirs.values_list("pk", flat=True))
            for article in articles:
                article.mark_gone()
            FileUse.objects.drop_articles(article.pk for article in articles)
            public = [article for article in articles if article.has_been_public()]
            after_change([], removed=[article.get_absolute_url() for article in public])
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def locked(self) -> Self:
        """The same articles, which nobody else can change until the transaction ends."""
        everything = self.model._default_manager
        rows = everything.select_for_update(no_key=True).order_by("pk")
        chosen = rows.filter(pk__in=self.order_by().values("pk"))
        return cast(Self, everything.filter(pk__in=list(chosen.values_list("pk", flat=True))))

    def publish(self) -> int:
        """Publish the articles and return how many are published; none that is in the trash.

        An article with a date keeps it. One that cannot be rendered stays a draft that waits.
        """
        moment = timezone.now()
        for article in self.kept().exclude(status="published").filter(renderer_version=0):
            article.render()
            article.store_rendering()
        with history.change():
            kept = self.locked().kept()
            kept.filter(published_at=None).update(published_at=moment)
            chosen = list(kept.exclude(status="published").values_list("pk", flat=True))
            changed = self.model._default_manager.filter(pk__in=chosen)
            for article in changed.filter(renderer_version=0):
                article.set_status("published")
            ready = changed.exclude(renderer_version=0)
            ready.update(status="published", pending_status="")
            changed.update(updated_at=moment)
        published = changed.released()
        after_change(chosen, published=published.only(*LINKED))
        return published.count()

    def move_to_trash(self, by: AbstractUser | None = None) -> int:
        """Delete the articles so that they can be restored. Return how many there were."""
        articles = list(self.kept().order_by().values_list("pk", flat=True))
        for pk in articles:
            self.model(pk=pk).move_to_trash(by)
        return len(articles)

    def unpublish(self) -> int:
        """Make drafts of the articles and return how many there were. The trash keeps drafts."""
        with history.change():
            chosen = self.locked()
            seen = chosen.reachable()
            slugs = list(seen.values_list("slug", flat=True))
            seen.update(was_public=True)
            TrashEntry.objects.filter(article__in=chosen.values("pk")).update(status="draft")
            number = chosen.update(status="draft", pending_status="", updated_at=timezone.now())
        after_change([], removed=[reverse("article", args=[slug]) for slug in slugs])
        return number

    def apply_pending_status(self) -> None:
        """Give articles that waited for a rendering, and have one now, their intended status."""
        with history.change():
            ready = self.locked().exclude(renderer_version=0).exclude(pending_status="")
            chosen = list(ready.values_list("pk", flat=True))
            changed = self.model._default_manager.filter(pk__in=chosen)
            changed.update(status=F("pending_status"), pending_status="")
        after_change(chosen, published=changed.only(*LINKED))


def model(name: str) -> Any:
    """A model by its name. Models import this module, so it cannot import them."""
    return apps.get_model("articles", name)


def links_in(article: Any) -> models.QuerySet[ArticleLink]:
    return ArticleLink.objects.filter(article=article.pk)


def links_to(article: Any) -> models.QuerySet[ArticleLink]:
    return ArticleLink.objects.filter(slug=article.slug)


def exists_per_row(rows: ArticleQuerySet) -> Q:
    """Like Exists, but PostgreSQL evaluates it per row and does not turn it into a join."""
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def with_article_counts(queryset: Any, path: str) -> Any:
    """The objects that have published articles, annotated with their number as `total`."""
    theirs = model("Article").objects.published().filter(**{path: OuterRef("pk")}).order_by()
    number = theirs.annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return queryset.filter(Exists(theirs)).annotate(total=Subquery(number))
