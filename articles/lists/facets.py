"""What a list can be narrowed to, with counts, and the names of what it is narrowed to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from articles.db.months import MonthNumber
from articles.filters import MAX_TAGS, Filters
from articles.languages import WRITTEN
from articles.lists import pagination, taxonomies
from articles.lists.scopes import Place
from articles.models import Article, Category, Tag, TaggedArticle
from articles.models.querysets import NEWEST_FIRST, ArticleQuerySet

# The newest so many are looked at, so that a list of any length costs the same. What a longer one
# can be narrowed to still leads somewhere, but nobody has counted how far.
SAMPLE = 2000
MOST = 24  # values of one kind
LANGUAGES = dict(WRITTEN)
KINDS = ("tag", "topic", "year", "language")

Rows = QuerySet[Any, Any]


class Found(NamedTuple):
    """A value that `total` of the articles looked at have; 0 where only its name was wanted."""

    kind: str
    value: str
    label: str
    total: int


def found_in(place: Place, filters: Filters, language: str) -> list[Found]:
    """What the articles of a list have, and the names of its filters, in one query."""
    if filters or place.narrow is None:
        rows = [*named(filters), *counted(place, filters, language)]
        together = list(rows[0].union(*rows[1:], all=True)) if rows else []
    else:  # its SQL knows the year
        together = pagination.rows(place, unfiltered, language, timezone.localtime().year)
    found = (Found(*row) for row in together)
    return [f._replace(label=LANGUAGES.get(f.value, f.label)) for f in found]


def unfiltered(place: Place, language: str, _year: int) -> Rows:
    first, *rest = counted(place, Filters(), language)
    return first.union(*rest, all=True)


def names_of(filters: Filters) -> dict[tuple[str, str], str]:
    """The names of the topic and the tags that the filters mention."""
    rows = list(named(filters))
    found = rows[0].union(*rows[1:], all=True) if rows else []
    return {(kind, value): label for kind, value, label, _total in found}


def named(filters: Filters) -> Iterator[Rows]:
    if filters.topic:
        yield rows(Category.objects.filter(slug=filters.topic), "topic", "slug", "name", Value(0))
    if filters.tags:
        yield rows(Tag.objects.filter(slug__in=filters.tags), "tag", "slug", "name", Value(0))


def counted(place: Place, filters: Filters, language: str) -> Iterator[Rows]:
    """Only of the kinds by which the list can be narrowed further."""
    ids = taxonomies.ids_of(filters)
    chosen = newest(place.articles.first_listed(filters, language, ids))
    articles = Article.objects.filter(pk__in=chosen)
    uses = TaggedArticle.objects.filter(content_object__in=chosen)
    many = Count("pk")
    if not (filters.topic or place.value_of("topic")):
        in_topics = articles.filter(category__isnull=False)
        yield rows(in_topics, "topic", "category__slug", "category__name", many)
    if len(filters.tags) < MAX_TAGS:
        others = uses.exclude(tag__slug__in=[*filters.tags, place.value_of("tag")])
        yield rows(others, "tag", "tag__slug", "tag__name", many)
    if not (filters.year or place.leads_through_years):
        dated = articles.annotate(in_year=MonthNumber("published_at") / 12)
        yield rows(dated, "year", "in_year", "in_year", many)
    if not filters.language:
        # In its own language each is listed, also what the list shows in another.
        written = Article.objects.filter(pk__in=newest(place.articles.matching(filters, ids)))
        yield rows(written, "language", "language", "language", many)


def newest(articles: ArticleQuerySet) -> Rows:
    return articles.order_by(*NEWEST_FIRST).values("pk")[:SAMPLE]


def rows(things: Rows, kind: str, value: str, label: str, total: Any) -> Rows:
    """Rows of a Found, all of the same types, so that databases can put them together."""
    columns = {"kind": Value(kind, CharField()), "value": text(value), "label": text(label)}
    grouped = things.order_by().annotate(**columns).values(*columns)
    return grouped.annotate(total=total).values_list(*columns, "total")


def text(name: str) -> Cast:
    return Cast(F(name), CharField())


def offered(found: list[Found], total: int) -> dict[str, list[Found]]:
    """What narrows the list, by kind, the most used first, years by their number."""
    least = min(total, SAMPLE)
    kinds: dict[str, list[Found]] = {kind: [] for kind in KINDS}
    for each in by_use(found):
        if each.total < least or each.kind == "language":
            kinds[each.kind].append(each)
    kinds["year"].sort(key=lambda f: f.value, reverse=True)
    if len(kinds["language"]) == 1:
        del kinds["language"]
    return {kind: values[:MOST] for kind, values in kinds.items() if values}


def by_use(found: list[Found]) -> list[Found]:
    return sorted((f for f in found if f.total), key=lambda f: (-f.total, f.label))
