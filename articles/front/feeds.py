"""Atom and RSS feeds of every list, with its filters: the latest 30 articles with full text."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles.cache import memory
from articles.detail import queries
from articles.filters import Filters
from articles.front import redirects
from articles.lists import scopes, taxonomies
from articles.lists.listing import name_of_list, with_query
from articles.lists.scopes import Scope
from articles.middleware import site_of
from articles.models import Article, Category, Series, Tag, User
from articles.permalinks import absolute_url
from articles.search import query
from rendering import for_feed

LATEST = 30
XHTML = "http://www.w3.org/1999/xhtml"
STYLESHEETS = ("css/longwave.css", "css/feed.css")


class BrowsableFeed(SyndicationFeed):
    """A feed with an XHTML page for browsers, which feed readers ignore.

    The stylesheets show only this page. XSLT is not used, because browsers are removing it.
    """

    def add_stylesheets(self, handler: SimplerXMLGenerator) -> None:
        for name in STYLESHEETS:
            handler.processingInstruction(
                "xml-stylesheet", f'type="text/css" href="{static(name)}"'
            )

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.ignorableWhitespace(self.feed["page"])  # writes without escaping


class AtomFeed(BrowsableFeed, Atom1Feed):
    def write(self, outfile: Any, encoding: str) -> None:
        """Like Django's, which writes no stylesheets in Atom feeds."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        self.add_stylesheets(handler)
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.startElement("content", AttributesImpl({"type": "xhtml"}))
        handler.startElement("div", AttributesImpl({"xmlns": XHTML}))
        handler.ignorableWhitespace(item["content"])  # writes without escaping
        handler.endElement("div")
        handler.endElement("content")


class RssFeed(BrowsableFeed, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        names = {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}
        return {**super().rss_attributes(), **names}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


@require_safe
def atom(request: HttpRequest, **which: Any) -> HttpResponse:
    return feed_response(request, AtomFeed, which)


@require_safe
def rss(request: HttpRequest, **which: Any) -> HttpResponse:
    return feed_response(request, RssFeed, which)


def feed_response(
    request: HttpRequest, kind: type[AtomFeed | RssFeed], which: dict[str, Any]
) -> HttpResponse:
    filters = Filters.from_request(request).on_page(1)
    scope = feed_scope(which, filters, site_of(request).language)
    if scope is None:
        ((name, slug),) = which.items()
        return redirects.redirect_or_gone(request, name, slug)
    ids = taxonomies.ids_of(filters)
    articles = scope.articles.listed_top(filters, site_of(request).language, ids)
    # prefetch_related() makes reference cycles, which keep the texts in memory for long.
    latest = queries.with_tags(list(articles.for_feeds().prefetch_related(None)[:LATEST]))
    feed = new_feed(request, kind, scope, filters, latest)
    for article in latest:
        add_entry(feed, request, article)
    # No Last-Modified: removing an article from a feed leaves no date. The ETag is made of the
    # content.
    response = HttpResponse(content_type=feed_content_type(request, kind))
    patch_vary_headers(response, ["Accept"])
    feed.write(response, "utf-8")
    return response


def feed_content_type(request: HttpRequest, kind: type[AtomFeed | RssFeed]) -> str:
    """application/xml for browsers, since they apply no stylesheets to the media types of feeds."""
    asks_for_a_page = "text/html" in request.headers.get("Accept", "")
    return "application/xml; charset=utf-8" if asks_for_a_page else kind.content_type


def feed_scope(which: dict[str, Any], filters: Filters, language: str) -> Scope | None:
    """Scope of the feed; None if no object has the slug."""
    match which:
        case {"topic": slug}:
            return scope_by_slug(scopes.topic, Category.objects.filter(slug=slug))
        case {"tag": slug}:
            return scope_by_slug(scopes.tag, Tag.objects.filter(slug=slug))
        case {"author": username}:
            return scope_by_slug(
                scopes.author, User.objects.with_articles().filter(username=username)
            )
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
    request: HttpRequest,
    kind: type[AtomFeed | RssFeed],
    scope: Scope,
    filters: Filters,
    latest: list[Article],
) -> AtomFeed | RssFeed:
    site = site_of(request)
    name = name_of_list(scope, filters)
    title = f"{name} · {site.title}" if name else site.title
    here = absolute_url(request, with_query(request.path, filters.query()))
    home = absolute_url(request, with_query(scope.address, filters.query()))
    about = {"name": title, "address": here, "home": home, "articles": latest}
    return kind(
        title=title,
        link=home,
        description=site.description or site.tagline or site.title,
        language=site.language,
        author_name=site.author or None,
        feed_url=here,
        page=render_to_string("feed.xml", about, request),
    )


def add_entry(feed: SyndicationFeed, request: HttpRequest, article: Article) -> None:
    address = absolute_url(request, article.get_absolute_url())
    names = [article.category.name] if article.category else []
    feed.add_item(
        title=article.title,
        link=address,
        description=escape(article.lede),  # feed readers parse it as HTML
        unique_id=article.uid.urn,
        unique_id_is_permalink=False,
        pubdate=article.published_at,
        updateddate=article.changed_at,
        author_name=article.author.byline,
        categories=names + [tag.name for tag in article.tags.all()],
        content=entry_content(article, address),
    )


def entry_content(article: Article, address: str) -> str:
    """HTML of the article for feeds. It is the same in all feeds."""
    html = article.html
    key = ("in a feed", address, blake2b(html.encode(), digest_size=16).digest())
    text: str = memory.content_cached(key, lambda: for_feed(html, base=address))
    return text
