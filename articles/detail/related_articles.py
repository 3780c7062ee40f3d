"""A few articles to read after another one, each with the reason why.

Everything comes from stored relations and links, the tags and the topic.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from articles.detail import queries
from articles.models import Article

RELATED = 3


def related(article: Article, above: Iterable[Article]) -> list[Article]:
    """The best ones with their `reason`, a sentence; `above` are on the page already.

    First those with a link to or from the article, then those with a common tag, then by the
    similarity of the texts, and last the newest of the topic.
    """
    shown = {other.pk for other in above}
    found = [other for other in queries.related_candidates(article) if other.pk not in shown]
    common = common_tags(article, found)
    # Stable: within a rank, the order of the candidates stays.
    best = sorted(found, key=lambda other: rank(other, common[other.pk]))[:RELATED]
    for other in best:
        vars(other)["reason"] = reason(article, other, common[other.pk])
    return best


def common_tags(article: Article, others: list[Article]) -> dict[int, str]:
    """By id of the other article, the tag in common that fewest of them have; '' for none."""
    own = [tag.name for tag in article.tags.all()]
    names = {other.pk: {tag.name for tag in other.tags.all()} for other in others}
    uses = Counter(name for each in names.values() for name in each)
    by_rarity = sorted(own, key=lambda name: uses[name])
    return {pk: next((name for name in by_rarity if name in names[pk]), "") for pk in names}


def rank(other: Any, tag: str) -> int:
    """0 is best. A link from a text about something else says little."""
    if other.linked_in is not None or (other.links_from is not None and other.score):
        return 0
    return 1 if tag else 2


def reason(article: Article, other: Any, tag: str) -> str:
    if other.linked_in is not None or other.links_from is not None:
        return link_reason(other)
    if tag:
        return _("Also about “%(tag)s”") % {"tag": tag}
    if other.category_id and other.category_id == article.category_id:
        return _("Also in “%(name)s”") % {"name": other.category}
    if other.series_id and other.series_id == article.series_id:
        return _("Also in the series “%(name)s”") % {"name": article.series}
    return _("A similar text")


def link_reason(other: Any) -> str:
    if other.linked_in:
        return _("This article links to it in “%(section)s”") % {"section": other.linked_in}
    if other.linked_in is not None:
        return _("This article links to it")
    if other.links_from:
        return _("Links to this article in “%(section)s”") % {"section": other.links_from}
    return _("Links to this article")
