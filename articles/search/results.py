"""One page of search results: articles with marked hits, facets, suggestions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any, ClassVar, NamedTuple

from django.db.models import QuerySet, Value
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import pgettext_lazy

import rendering
from articles.cache import memory
from articles.db import compiled
from articles.filters import Filters
from articles.graphics.strips import hit_dots_svg
from articles.lists.facets import LANGUAGES, FacetCount, filter_labels
from articles.lists.listing import Facet, Listing, with_query
from articles.models import Article, Tag, TaggedArticle
from articles.search import suggestions
from articles.search.query import ArticleHits, IdIn, ids_literal, search_articles
from fulltext.parser import SCOPES, Query
from fulltext.section_hits import HitTotals, SectionEnd, TextHits

SCOPE_NAMES = {
    "": pgettext_lazy("where to search", "All"),
    "text": pgettext_lazy("where to search", "Text"),
    "code": pgettext_lazy("where to search", "Code"),
    "formula": pgettext_lazy("where to search", "Formulas"),
}
SCOPE = re.compile(r"(?:^|\s)in:\S+", re.IGNORECASE)
TEXTS = ("summary", "headings", "prose", "code", "sections")
# Number of the newest hits in which facets are counted.
SAMPLE = 100
MAX_CACHED = 10_000  # articles whose facets are cached, at about 250 bytes each

Rows = QuerySet[Any, Any]


class HitFacet(NamedTuple):
    """`kind` and `value` of the filter, and the label that readers see."""

    kind: str
    value: str
    label: str


HitFacets = tuple[HitFacet, ...]


class FacetCache(NamedTuple):
    """Facets by article id. Equal facets are one object of `shared`, to save memory."""

    articles: dict[int, HitFacets]
    shared: dict[HitFacet, HitFacet]


class ScopeLink(NamedTuple):
    """`total` is None where another scope is chosen, since its hits are not counted."""

    name: str
    address: str
    total: int | None
    is_current: bool


@dataclass
class SearchResults(Listing):
    answer: ArticleHits
    facets_by_id: dict[int, HitFacets]
    is_by_date: ClassVar[bool] = False

    @classmethod
    def for_words(cls, filters: Filters, *, language: str, size: int) -> SearchResults:
        """The page for the filters. Raises Http404 beyond the last page."""
        start = (filters.page - 1) * size
        given = search_articles(filters, language, start=start, end=start + size)
        if not given.articles and filters.page > 1:
            raise Http404("the list has no such page")
        facets = facets_of_hits({*given.articles, *given.found.newest[:SAMPLE]})
        total = given.found.total
        return cls(given.articles, total, size, given.scope, filters, language, given, facets)

    @cached_property
    def articles(self) -> list[Article]:
        return result_articles(self.ids, self.query, self.facets_by_id)

    @cached_property
    def hits(self) -> HitTotals:
        """The hits in the articles of this page."""
        found: list[Any] = self.articles
        return sum((article.hits.totals for article in found), HitTotals(0, 0, 0))

    @property
    def scopes(self) -> list[ScopeLink]:
        """Links that look for the words in one kind of text only, or in all."""
        return scope_links(self.filters, self.query, self.hits)

    @property
    def query(self) -> Query:
        return self.answer.query

    @property
    def at_least(self) -> int:
        """Lower bound of the number of hits, where not all hits were counted."""
        return self.total // 10 * 10 or self.total

    @cached_property
    def facet_counts(self) -> list[FacetCount]:
        """Facets of the newest hits. Active filters have no count, only their label."""
        if not self.total:
            names = filter_labels(self.filters).items()
            return [FacetCount(kind, value, label, 0) for (kind, value), label in names]
        chosen = {(kind, value) for kind, value, _rest in self.filters.each()}
        newest = self.answer.found.newest[:SAMPLE]
        known = self.facets_by_id
        found = count_facets(known[pk] for pk in newest if pk in known)
        return [f._replace(total=0) if f[:2] in chosen else f for f in found]

    @property
    def is_counted(self) -> bool:
        return self.answer.is_all and self.total <= SAMPLE

    # Without hits

    @cached_property
    def suggestion(self) -> str:
        """The words with corrected spelling; '' if there is no correction."""
        return "" if self.total or self.filters else suggestions.corrected_words(self.filters.words)

    @property
    def suggested(self) -> str:
        """URL of a search for `suggestion`."""
        return with_query(self.scope.address, Filters(words=self.suggestion).query())

    @cached_property
    def elsewhere(self) -> list[Facet]:
        """Facets with all topics and the most similar tags."""
        return suggestions.topics_and_nearest_tags(self.filters.words, self.language)


# Scopes


def scope_links(filters: Filters, query: Query, totals: HitTotals) -> list[ScopeLink]:
    """None if the query has no words, or no hit in any kind of text."""
    if not query.terms or not (query.scope or totals.total):
        return []
    words = SCOPE.sub("", filters.words).strip()
    here, filters = reverse("search"), filters.on_page(1)
    number = {"": totals.total, **dict(zip(SCOPES, totals, strict=True))}
    return [
        ScopeLink(
            str(SCOPE_NAMES[scope]),
            with_query(here, replace(filters, words=scoped(words, scope)).query()),
            number[scope] if query.scope in ("", scope) else None,
            scope == query.scope,
        )
        for scope in SCOPE_NAMES
    ]


def scoped(words: str, scope: str) -> str:
    return f"{words} in:{scope}" if scope else words


# Facets of hits. A search counts them in a hundred hits. Most of these were hits of earlier
# searches too, so the facets of an article are cached until something that readers can see changes.


def count_facets(articles: Iterable[HitFacets]) -> list[FacetCount]:
    totals = Counter(chain.from_iterable(articles))
    return [FacetCount(*facet, total) for facet, total in totals.items()]


def facets_of_hits(articles: Collection[int]) -> dict[int, HitFacets]:
    """Facets of each article that exists. The tags come last, sorted by name."""
    known: FacetCache = memory.cached("facets of hits", lambda: FacetCache({}, {}))
    found = {pk: known.articles[pk] for pk in articles if pk in known.articles}
    if unknown := [pk for pk in articles if pk not in found]:
        for pk, facets in load_facets(unknown).items():
            found[pk] = tuple(known.shared.setdefault(facet, facet) for facet in facets)
        if len(known.articles) < MAX_CACHED:
            known.articles.update(found)
    return found


def load_facets(articles: list[int]) -> dict[int, list[HitFacet]]:
    these = ids_literal(articles)
    zone = timezone.get_current_timezone()
    found = {}
    for pk, at, language, *topic in compiled.rows(article_facet_rows, articles=these):
        year = str(at.astimezone(zone).year)
        found[pk] = [
            HitFacet("year", year, year),
            HitFacet("language", language, LANGUAGES[language]),
        ]
        if topic[0]:
            found[pk].append(HitFacet("topic", *topic))
    for pk, *tag in compiled.rows(tag_facet_rows, articles=these):
        if pk in found:
            found[pk].append(HitFacet("tag", *tag))
    return found


def article_facet_rows(articles: str) -> Rows:
    known = ("pk", "published_at", "language", "category__slug", "category__name")
    return Article.objects.filter(IdIn("pk", Value(articles))).order_by().values_list(*known)


def tag_facet_rows(articles: str) -> Rows:
    found = TaggedArticle.objects.filter(IdIn("content_object", Value(articles)))
    return found.order_by("tag__name").values_list("content_object", "tag__slug", "tag__name")


# Rows


def result_articles(
    chosen: Sequence[int], query: Query, facets: dict[int, HitFacets]
) -> list[Article]:
    """The articles in the given order, with `marked_title`, `hits`, `hit_dots` and `shown_tags`."""
    found = compiled.rows(result_rows, articles=ids_literal(chosen)) if chosen else []
    rows = {each.pk: each for each in found}
    articles = [rows[pk] for pk in chosen if pk in rows]
    for article in articles:
        article.hits = hits_of(article, query)
        article.marked_title = article.hits.marked(article.title)
        places = {section.id: section.places for section in article.hits.sections}
        article.hit_dots = mark_safe(hit_dots_svg(article.strip, places))
        article.shown_tags = hit_tags(facets.get(article.pk, ()))
    return articles


def hit_tags(facets: HitFacets) -> list[Tag]:
    return [Tag(slug=each.value, name=each.label) for each in facets if each.kind == "tag"]


def result_rows(articles: str) -> QuerySet[Any]:
    """Query for the fields that results show and snippets are made from."""
    shown = ("title", "slug", "language", "published_at", "counts", "strip", "excerpt_html")
    topic = ("category__name", "category__slug")
    found = Article.objects.filter(IdIn("pk", Value(articles))).select_related("category")
    return found.order_by().only(*shown, *topic, *TEXTS)


def hits_of(article: Article, query: Query) -> TextHits:
    """A summary is before the first section."""
    summary = f"{article.summary}\n" if article.summary else ""
    shift = len(summary)
    ends = [
        SectionEnd(end["id"], end["headings"], end["prose"] + shift, end["code"])
        for end in article.sections
    ]
    if summary and ends and ends[0].id:
        ends.insert(0, SectionEnd("", 0, shift, ()))
    return TextHits(
        query,
        title=article.title,
        headings=article.headings,
        prose=summary + article.prose,
        code=article.code,
        ends=ends,
    )


def titles_of_sections(article: Any) -> dict[str, rendering.NumberedTitle]:
    """The headings of the sections of a result, with the numbers that its page shows, by id."""
    lines, line, titles = article.headings.split("\n"), 0, {}
    for end in article.hits.ends:
        if end.id and line < len(lines):
            titles[end.id] = lines[line]
        line = end.headings
    counted, written = rendering.section_numbers(titles), rendering.written_numbers(titles)
    named = {each: rendering.NumberedTitle(counted.get(each, ""), titles[each]) for each in titles}
    return named | written
