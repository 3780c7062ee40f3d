"""Template filters for the results of a search: marked hits, and the sections that have them.

Made in Python, because a template takes most of the time of a search for them.
"""

from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from articles import languages
from articles.search.results import ScopeLink, SearchResults, titles_of_sections
from fulltext.section_hits import CodeLine, SectionHits
from fulltext.snippets import Pieces

register = template.Library()

NO_TITLE = ("", "")

# An `article` is one of `SearchResults.articles`, which has `hits`.


@register.filter("marks")
def highlighted_hits(pieces: Pieces) -> SafeString:
    """The text as HTML with each hit in <mark>."""
    shown = ((escape(text), is_hit) for text, is_hit in pieces)
    return mark_safe("".join(f"<mark>{text}</mark>" if is_hit else text for text, is_hit in shown))


@register.filter
def hit_count(article: Any) -> str:
    """“3 hits”; '' if there are none, because only tags of the article match."""
    return count_label(article.hits.totals.total)


def count_label(number: int) -> str:
    return label_in(get_language(), number)


@lru_cache(maxsize=1000)
def label_in(_language: str | None, number: int) -> str:
    return ngettext("%(n)d hit", "%(n)d hits", number) % {"n": number} if number else ""


@register.filter
def page_hits(listing: SearchResults) -> str:
    """The number of hits in the articles of the page."""
    number = listing.hits.total
    if not number or listing.pages == 1:
        return count_label(number)
    return ngettext("%(n)d hit on this page", "%(n)d hits on this page", number) % {"n": number}


@register.filter
def scope_items(scopes: list[ScopeLink]) -> SafeString:
    return mark_safe("".join(f"<li>{scope_link(scope)}</li>" for scope in scopes))


def scope_link(scope: ScopeLink) -> str:
    current = ' aria-current="page"' if scope.is_current else ""
    count = "" if scope.total is None else f" <small>{scope.total}</small>"
    address = escape(scope.address)
    return f'<a href="{address}" rel="nofollow"{current}>{escape(scope.name)}{count}</a>'


@register.filter
def hit_sections(article: Any) -> SafeString:
    """Dots for the strip, and the sections with most hits as links with snippets; if only tags or
    title have hits, the beginning of the article."""
    language, found = languages.html_lang(article.language), article.hits.best_sections
    if not found:
        return format_html('<p class="excerpt ex" lang="{}">{}</p>', language, article.lede_html)
    address, titles = article.get_absolute_url(), titles_of_sections(article)
    items = (
        section_link(article, section, address, titles.get(section.id, NO_TITLE))
        + section_texts(article, section)
        for section in found
    )
    listed = f'<ol class="hits" lang="{language}"><li>{"</li><li>".join(items)}</li></ol>'
    return mark_safe(article.hit_dots + listed)


def section_link(article: Any, section: SectionHits, address: str, heading: tuple[str, str]) -> str:
    """The heading with the number of its hits; '' for an article without sections."""
    if not section.id and len(article.hits.ends) == 1:
        return ""
    number, title = heading
    shown = article.with_formula_labels(highlighted_hits(article.hits.marked(title)))
    place = f"#{escape(section.id)}" if section.id else ""
    return (
        f'<a href="{address}{place}"><i>{escape(number) or "–"}</i>'
        f"<b>{shown or escape(gettext('Beginning'))}</b>"
        f"<small>{count_label(section.total)}</small></a>"
    )


def section_texts(article: Any, section: SectionHits) -> str:
    text = article.with_formula_labels(highlighted_hits(section.snippet))
    lines = article.hits.code_lines(section)
    code = f"<pre><code>{''.join(map(code_line, lines))}</code></pre>" if lines else ""
    return (f"<p>{text}</p>" if text else "") + code


def code_line(line: CodeLine) -> str:
    number = f' data-n="{line.number}"' if line.number else ""
    return f"<span{number}>{highlighted_hits(line.pieces)}\n</span>"
