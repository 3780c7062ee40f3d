"""The strip at the head of a list: its articles as one drawing."""

from typing import cast

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from articles.cache import memory
from articles.graphics.joined_strips import joined_strip_svg, scales
from articles.lists.listing import Listing
from articles.lists.pagination import NO_IDS, UNFILTERED
from articles.models.querysets import NEWEST_FIRST

MOST_ARTICLES = 100  # the newest, that are drawn


def list_strip(listing: Listing) -> SafeString:
    """Of all pages of the list, without its filters; '' if it is empty. The oldest is first."""
    key = ("list strip", listing.scope.key, listing.language)
    return cast(SafeString, memory.cached(key, lambda: draw_list_strip(listing)))


def draw_list_strip(listing: Listing) -> SafeString:
    articles = listing.scope.articles.listed_top(UNFILTERED, listing.language, NO_IDS)
    newest = articles.order_by(*NEWEST_FIRST).values_list("strip", flat=True)
    strips = list(newest[:MOST_ARTICLES])[::-1]
    (times,) = scales([strips])
    return mark_safe(joined_strip_svg(strips, times, strip_label(listing.name, listing.total)))


def strip_label(name: str, total: int) -> str:
    """Escaped text: “NLP: 3 articles, oldest first”."""
    count = ngettext("%(n)d article", "%(n)d articles", total) % {"n": total}
    return escape(gettext("%(name)s: %(count)s, oldest first") % {"name": name, "count": count})
