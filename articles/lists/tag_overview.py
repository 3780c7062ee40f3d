"""The overview of tags: the most used with their articles and neighbours, the others from A to Z.

Its queries and its size do not depend on the number of articles: of the most used tags,
MOST_WEIGHTED are drawn, from the newest articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import NamedTuple, cast

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from articles.cache import memory
from articles.lists import facets, taxonomies
from articles.lists.year_chart import ReadingMinutes, full_height, reading_minutes, stacked_bar
from articles.models import Article, Tag, TaggedArticle

MOST_WEIGHTED = 60  # tags
MOST_BARS = 24  # of a tag: its newest articles
MOST_NEIGHBOURS = 4
LARGEST = 4  # a tag of this many articles has the largest size
OTHERS = "#"  # in place of a letter, for tags that begin with a digit
BAR_PITCH = 4
HEIGHT = 30

Minutes = dict[int, ReadingMinutes]  # by the id of the article, the newest first


class WeightedTag(NamedTuple):
    """`size` is 2, 3 or 4."""

    tag: Tag
    size: int
    bars: SafeString
    neighbours: SafeString


class Letter(NamedTuple):
    name: str
    tags: list[Tag]


class TagOverview(NamedTuple):
    """`total` tags, `repeated` of them of several articles."""

    total: int
    repeated: int
    weighted: list[WeightedTag]
    letters: list[Letter]


def tag_overview(language: str) -> TagOverview:
    return cast(
        TagOverview,
        memory.cached(("tag overview", language), lambda: fetch_tag_overview(language)),
    )


def fetch_tag_overview(language: str) -> TagOverview:
    tags = sorted(taxonomies.tags(), key=lambda tag: (-tag.total, tag.sort_key))
    repeated = [tag for tag in tags if tag.total > 1]
    weighted = repeated[:MOST_WEIGHTED]
    return TagOverview(
        len(tags),
        len(repeated),
        weighted_tags(weighted, tags, language),
        letters(tags[len(weighted) :]),
    )


def letters(tags: list[Tag]) -> list[Letter]:
    ordered = sorted(tags, key=lambda tag: (initial(tag) == OTHERS, tag.sort_key))
    return [Letter(name, list(group)) for name, group in groupby(ordered, key=initial)]


def initial(tag: Tag) -> str:
    """The letter under which the tag stands, of the pinyin if it is Chinese; else OTHERS."""
    first = tag.sort_key[:1].upper()
    return first if first.isalpha() else OTHERS


def weighted_tags(weighted: list[Tag], tags: list[Tag], language: str) -> list[WeightedTag]:
    minutes = newest_minutes(language)
    uses = uses_among_newest(language)
    articles = articles_of_tags(uses)
    near = neighbour_ids({tag.pk for tag in weighted}, uses)
    by_id = {tag.pk: tag for tag in tags}
    drawn = {tag.pk: bars_of([pk for pk in minutes if pk in articles[tag.pk]]) for tag in weighted}
    most = full_height([sum(minutes[pk]) for pks in drawn.values() for pk in pks])
    return [
        WeightedTag(
            tag,
            min(tag.total, LARGEST),
            bars_svg([minutes[pk] for pk in drawn[tag.pk]], most),
            neighbour_links([by_id[pk] for pk in near[tag.pk] if pk in by_id]),
        )
        for tag in weighted
    ]


def newest_minutes(language: str) -> Minutes:
    newest = newest_articles(language)
    rows = Article.objects.filter(pk__in=newest).order_by("-published_at", "-pk")
    counts = rows.values_list("pk", Cast("counts", TextField()))
    return {pk: reading_minutes(text) for pk, text in counts}


def uses_among_newest(language: str) -> list[tuple[int, int]]:
    """Pairs of the ids of an article and of a tag."""
    uses = TaggedArticle.objects.filter(content_object__in=newest_articles(language))
    return list(uses.order_by().values_list("content_object", "tag"))


def newest_articles(language: str) -> facets.Rows:
    return facets.newest(Article.objects.published().dedupe_translations_top(language))


def articles_of_tags(uses: list[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for article, tag in uses:
        found[tag].add(article)
    return found


def neighbour_ids(tags: set[int], uses: list[tuple[int, int]]) -> dict[int, list[int]]:
    """The tags with which each of the tags occurs most often."""
    of_article: dict[int, list[int]] = defaultdict(list)
    for article, tag in uses:
        of_article[article].append(tag)
    near: dict[int, Counter[int]] = defaultdict(Counter)
    for several in of_article.values():
        for tag in tags.intersection(several):
            near[tag].update(other for other in several if other != tag)
    return {tag: [pk for pk, _n in near[tag].most_common(MOST_NEIGHBOURS)] for tag in tags}


def bars_of(newest_first: list[int]) -> list[int]:
    """The articles that are drawn, the oldest first."""
    return newest_first[:MOST_BARS][::-1]


def bars_svg(articles: list[ReadingMinutes], most: float) -> SafeString:
    """A bar for each article, whose height is its length; `most` minutes are full_height()."""
    width = BAR_PITCH * max(1, len(articles))
    bars = (
        path
        for n, minutes in enumerate(articles)
        for path in stacked_bar(minutes, n * BAR_PITCH + BAR_PITCH // 2, most)
    )
    paths = "".join(f'<path class="{name}" d="{shape}"/>' for name, shape in bars)
    return mark_safe(
        f'<svg class="strip" viewBox="0 0 {width} {HEIGHT}" preserveAspectRatio="none"'
        f' width="{2 * width}" height="24" aria-hidden="true">{paths}</svg>'
    )


def neighbour_links(tags: list[Tag]) -> SafeString:
    """“Often with A, B” with links; '' if there are none. Made in Python, since it is much."""
    if not tags:
        return SafeString("")
    pairs = ((tag.get_absolute_url(), tag.name) for tag in tags)
    separator = mark_safe(pgettext("between items of a list", ", "))
    links = format_html_join(separator, '<a href="{}">{}</a>', pairs)
    return format_html(gettext("often with {tags}"), tags=links)
