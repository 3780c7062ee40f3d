"""Template tags for dates, search hits, facets and links."""

import re
from datetime import date, datetime
from html import escape, unescape

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from articles import languages
from articles.lists import taxonomies
from articles.lists.book_links import book_link
from articles.lists.listing import Facet, FacetLink
from articles.preferences import translated_path
from articles.templatetags.head import absolute_url_tag
from articles.templatetags.search_hits import highlighted_hits

register = template.Library()
register.simple_tag(absolute_url_tag, takes_context=True, name="absolute")
register.filter(languages.html_lang)
register.filter("path_in", translated_path)
register.simple_tag(taxonomies.author_address)
register.simple_tag(book_link)

MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
EXTERNAL_LINK = re.compile(r'<a\b[^>]*?\shref="(http[^"]*)"')


@register.filter("moment")
def iso_datetime(at: datetime) -> str:
    """Value of a `datetime` attribute, in the local time zone and in seconds."""
    return timezone.localtime(at).isoformat(timespec="seconds")


@register.filter("period")
def period_label(year: int, month: int) -> str:
    """The year, or the month in the reader's language; `month` is 0 for the whole year."""
    return date_format(date(year, month, 1), "YEAR_MONTH_FORMAT") if month else str(year)


register.filter("marks", highlighted_hits)  # for themes, which load only this library


@register.filter("links")
def facet_links(facet: Facet, attributes: str = "") -> SafeString:
    """Links of a facet as <li> elements; `attributes` is HTML for each <a>.

    Made in Python, because a template takes a millisecond for them, most of an uncached page.
    """
    more = f" {attributes}" if attributes else ""
    more += "" if facet.kind == "tag" else ' class="all"'
    return mark_safe("".join(f"<li>{facet_link(value, more)}</li>" for value in facet.values))


def facet_link(value: FacetLink, attributes: str) -> str:
    count = "" if value.total is None else f"<small>{value.total}</small>"
    return f'<a href="{escape(value.address)}"{attributes}>{escape(value.label)}{count}</a>'


@register.simple_tag
def external_links(html: str) -> list[str]:
    """The addresses of links to other sites in rendered HTML, in the order of the page.

    The style sheet for print numbers the same links. It leaves out those in formulas.
    """
    return [unescape(address) for address in EXTERNAL_LINK.findall(MATH.sub("", html))]
