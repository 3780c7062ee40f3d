"""Feeds of every list, with its filters: the latest articles with full text, in three formats."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from hashlib import blake2b
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import escape
from django.views.decorators.http import require_safe

from articles.cache import memory
from articles.detail import queries
from articles.filters import Filters
from articles.front import feed_diagrams, redirects
from articles.front.feed_files import EntryFiles, files_of_entries
from articles.front.feed_formats import AtomFeed, FeedFormat, JsonFeed, RssFeed
from articles.front.feed_formulas import FormulaImages
from articles.languages import html_lang
from articles.lists import scopes, taxonomies
from articles.lists.listing import name_of_list, with_query
from articles.lists.scopes import Scope
from articles.middleware import absolute_url, site_of
from articles.models import Article, Category, Series, SiteSettings, Tag, User
from articles.search import query
from rendering import for_feed, for_feed_without_mathml

LATEST = 30
# Readers give up on large feeds. Whole older entries are left out; the newest is always there.
MOST_BYTES = 512 * 1024
ENTRY_BYTES = 3000  # of an entry beside its text, at most: title, summary, tags, addresses
FEED_BYTES = 20_000  # of a feed beside its entries, with the page for browsers
ICON_SIDE = 512


@require_safe
def atom(request: HttpRequest, **which: Any) -> HttpResponse:
    return feed_response(request, AtomFeed, which)


@require_safe
def rss(request: HttpRequest, **which: Any) -> HttpResponse:
    return feed_response(request, RssFeed, which)


@require_safe
def json_feed(request: HttpRequest, **which: Any) -> HttpResponse:
    return feed_response(request, JsonFeed, which)


def feed_response(request: HttpRequest, kind: FeedFormat, which: dict[str, Any]) -> HttpResponse:
    filters = Filters.from_request(request).on_page(1)
    scope = feed_scope(which, filters, site_of(request).language)
    if scope is None:
        ((name, slug),) = which.items()
        return redirects.redirect_or_gone(request, name, slug)
    latest = latest_articles(request, scope, filters)
    feed = new_feed(request, kind, scope, filters, latest)
    images = FormulaImages(request)
    contents = entry_contents(request, kind, latest, images)
    files = files_of_entries(latest[: len(contents)])
    for article, content in zip(latest, contents, strict=False):
        add_entry(feed, request, article, content, files[article.pk])
    # No Last-Modified: removing an article from a feed leaves no date. The ETag is made of the
    # content.
    response = HttpResponse(content_type=feed_content_type(request, kind))
    patch_vary_headers(response, ["Accept"])
    if images.draw_missing():
        response.headers["Cache-Control"] = "no-cache"  # the next answer has the pictures
    feed.write(response, "utf-8")
    return response


def latest_articles(request: HttpRequest, scope: Scope, filters: Filters) -> list[Article]:
    language = site_of(request).language
    articles = scope.articles.listed_top(filters, language, taxonomies.ids_of(filters))
    # prefetch_related() makes reference cycles, which keep the texts in memory for long.
    return queries.with_tags(list(articles.for_feeds().prefetch_related(None)[:LATEST]))


def is_for_browser(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def feed_content_type(request: HttpRequest, kind: FeedFormat) -> str:
    """Browsers apply no stylesheets to the media types of feeds, and save JSON Feed as a file."""
    return kind.browser_type if is_for_browser(request) else kind.content_type


def feed_scope(which: dict[str, Any], filters: Filters, language: str) -> Scope | None:
    """Scope of the feed; None if no object has the slug."""
    match which:
        case {"topic": slug}:
            return scope_by_slug(scopes.topic, Category.objects.filter(slug=slug))
        case {"tag": slug}:
            return scope_by_slug(scopes.tag, Tag.objects.filter(slug=slug))
        case {"author": slug}:
            return scope_by_slug(scopes.author, User.objects.with_articles().filter(slug=slug))
        case {"series": slug}:
            return scope_by_slug(scopes.series, Series.objects.filter(slug=slug))
        case {"year": year, "month": month}:
            return scopes.month(year, month)
        case {"year": year}:
            return scopes.year(year)
        case {"search": _}:
            return query.search_articles(filters, language).scope
    return scopes.home()


def scope_by_slug(make: Callable[[Any], Scope], things: QuerySet[Any]) -> Scope | None:
    thing = things.first()
    return make(thing) if thing else None


def new_feed(
    request: HttpRequest, kind: FeedFormat, scope: Scope, filters: Filters, latest: list[Article]
) -> AtomFeed | RssFeed | JsonFeed:
    site = site_of(request)
    name = name_of_list(scope, filters)
    title = f"{name} · {site.title}" if name else site.title
    here = absolute_url(request, with_query(request.path, filters.query()))
    home = absolute_url(request, with_query(scope.address, filters.query()))
    about = {"name": title, "address": here, "home": home, "articles": latest}
    has_page = is_for_browser(request) and kind is not JsonFeed
    return kind(
        title=title,
        link=home,
        description=site.description or site.tagline or site.title,
        language=html_lang(site.language),
        author_name=site.author or site.title,  # of entries without one, too
        feed_url=here,
        page=render_to_string("feed.xml", about, request) if has_page else "",
        icon=absolute_url(request, reverse("icon", args=[ICON_SIDE])),
        favicon=absolute_url(request, reverse("favicon")),
    )


def add_entry(
    feed: AtomFeed | RssFeed | JsonFeed,
    request: HttpRequest,
    article: Article,
    content: str,
    files: EntryFiles,
) -> None:
    names = [article.category.name] if article.category else []
    absolute = partial(absolute_url, request)
    feed.add_item(
        title=article.title,
        link=absolute_url(request, article.get_absolute_url()),
        description=escape(article.lede),  # feed readers parse it as HTML
        unique_id=article.uid.urn,
        unique_id_is_permalink=False,
        pubdate=article.published_at,
        updateddate=updated_date(article),
        author_name=article.author.byline or None,
        author_link=author_link(absolute, article),
        categories=names + [tag.name for tag in article.tags.all()],
        content=content,
        summary=article.lede,
        cover=files.cover and files.cover._replace(address=absolute(files.cover.address)),
        sound=files.sound,
        enclosures=files.enclosures(absolute),
        language=html_lang(article.language),
    )


def author_link(absolute: Callable[[str], str], article: Article) -> str | None:
    address = taxonomies.author_address(article)
    return absolute(address) if address else None


def updated_date(article: Article) -> datetime:
    """The date of the last change. Imported articles often share one, but entries should not.

    The microseconds are made of the id, so the same article always has the same.
    """
    return article.changed_at.replace(microsecond=article.uid.int % 1_000_000)


def entry_contents(
    request: HttpRequest, kind: FeedFormat, articles: list[Article], images: FormulaImages
) -> list[str]:
    """HTML of the articles, without the older ones that would make the feed too long."""
    contents: list[str] = []
    left = MOST_BYTES - FEED_BYTES
    for article in articles:
        content = entry_content(request, kind, article, images)
        left -= kind.content_bytes(content) + ENTRY_BYTES
        if left < 0 and contents:
            break
        contents.append(content)
    return contents


def entry_content(
    request: HttpRequest, kind: FeedFormat, article: Article, images: FormulaImages
) -> str:
    html, address = article.html, absolute_url(request, article.get_absolute_url())
    site: SiteSettings = site_of(request)
    form = "mathml" if kind.has_mathml else site.feed_formulas
    key = ("in a feed", form, address, blake2b(html.encode(), digest_size=16).digest())
    if form == SiteSettings.FeedFormulas.PICTURES:
        return images.content(key, article, address)
    convert = for_feed if kind.has_mathml else for_feed_without_mathml
    find = feed_diagrams.diagram_addresses(request, article)
    text: str = memory.content_cached(key, lambda: convert(html, base=address, find_diagram=find))
    return text
