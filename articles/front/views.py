"""Views of the public pages."""

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.cache import reads
from articles.detail import markdown_export, queries
from articles.detail.article_context import ArticleContext
from articles.filters import MAX_PAGE, Filters
from articles.front import redirects
from articles.front.desk_links import desk_address
from articles.lists import scopes, taxonomies
from articles.lists.archive_charts import archive_groups
from articles.lists.archives import archive_years
from articles.lists.list_strip import list_strip
from articles.lists.listing import Listing, feed_links
from articles.lists.scopes import Scope
from articles.lists.series_overview import SeriesOverview, series_overviews
from articles.lists.tag_overview import tag_overview
from articles.lists.topic_overview import topic_overviews
from articles.lists.year_chart import year_chart
from articles.middleware import absolute_url, allow_frames, site_of
from articles.models import Article, Page
from articles.preferences import interface_language, only_language
from articles.theme_templates import render_page
from rendering import frame_origins_of

ARCHIVE_ROWS = 100


def listing_of_request(request: HttpRequest, scope: Scope, size: int = 0) -> Listing:
    """The page of the list for the query string."""
    filters = Filters.from_request(request)
    size = size or site_of(request).articles_per_page
    return Listing.page(scope, filters, language=interface_language(), size=size)


def chosen_languages(request: HttpRequest, scope: Scope) -> Scope:
    """The list in the reader's language alone, if they chose so and no filter names another."""
    only = only_language(request)
    if only and not Filters.from_request(request).language:
        return scopes.in_one_language(scope, only)
    return scope


def listing_context(shown: Listing) -> dict[str, Any]:
    return {
        "cache_key": shown.here,
        "listing": shown,
        "strip": SimpleLazyObject(lambda: list_strip(shown)),
    }


# Lists


@require_safe
def home(request: HttpRequest, number: int = 1) -> HttpResponse:
    filters = Filters.from_request(request)
    if not 1 <= number <= MAX_PAGE:
        raise Http404("the list has no such page")
    shown = Listing.page(
        chosen_languages(request, scopes.home()),
        filters if filters.page > 1 else filters.on_page(number),
        language=interface_language(),
        size=site_of(request).articles_per_page,
    )
    only = shown.scope.language
    if shown.here.partition("?")[0] != request.path:
        return HttpResponsePermanentRedirect(shown.here)
    context = {
        "topics": SimpleLazyObject(lambda: taxonomies.topics(only)),
        "year": None if filters else SimpleLazyObject(lambda: year_chart(reads.today(), only)),
    }
    return render_page(request, "home.html", context | listing_context(shown))


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    only = only_language(request)
    context = {
        "cache_key": request.path,
        "topics": SimpleLazyObject(lambda: taxonomies.topics(only)),  # for themes
        "overviews": SimpleLazyObject(lambda: topic_overviews(interface_language(), only)),
        "all_series": SimpleLazyObject(taxonomies.all_series),
    }
    return render_page(request, "topics.html", context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    topic = taxonomies.topic_by_slug(slug)
    if topic is None:
        return redirects.redirect_or_gone(request, "topic", slug)
    shown = listing_of_request(request, chosen_languages(request, scopes.topic(topic)))
    context = {
        "topic": topic,
        "topics": SimpleLazyObject(lambda: taxonomies.topics(shown.scope.language)),
        **listing_context(shown),
    }
    return render_page(request, "topic.html", context)


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    context = {
        "cache_key": request.path,
        "tags": SimpleLazyObject(taxonomies.tags),  # for themes
        "overview": SimpleLazyObject(lambda: tag_overview(interface_language())),
    }
    return render_page(request, "tags.html", context)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = taxonomies.tag_by_slug(slug)
    if tag is None:
        return redirects.redirect_or_gone(request, "tag", slug)
    shown = listing_of_request(request, scopes.tag(tag))
    return render_page(request, "tag.html", {"tag": tag} | listing_context(shown))


@require_safe
def all_series(request: HttpRequest) -> HttpResponse:
    context = {
        "cache_key": request.path,
        "all_series": SimpleLazyObject(taxonomies.all_series),  # for themes
        "overviews": SimpleLazyObject(series_overviews),
    }
    return render_page(request, "all_series.html", context)


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    series = taxonomies.series_by_slug(slug)
    if series is None:
        return redirects.redirect_or_gone(request, "series", slug)
    parts = list(Article.objects.published().in_series(series))
    context = {
        "cache_key": request.path,
        "series": series,
        "articles": parts,
        "overview": SeriesOverview(series, parts),
        "feeds": feed_links(scopes.series(series), Filters()),
    }
    return render_page(request, "series.html", context)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    author = taxonomies.author_by_slug(slug)
    if author is None:
        return redirects.redirect_or_gone(request, "author", slug)
    shown = listing_of_request(request, scopes.author(author))
    return render_page(request, "author.html", {"author": author} | listing_context(shown))


# The archive


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    return archive_page(request, scopes.archive())


@require_safe
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    return archive_page(request, scopes.year(year), year=year)


@require_safe
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    return archive_page(request, scopes.month(year, month), year=year, month=month)


def archive_page(request: HttpRequest, scope: Scope, year: int = 0, month: int = 0) -> HttpResponse:
    shown = listing_of_request(request, scope, ARCHIVE_ROWS)
    if year and not shown.total and not shown.filters:
        raise Http404("nothing was published then")
    context = {
        "years": SimpleLazyObject(lambda: archive_years(interface_language())),
        "groups": SimpleLazyObject(lambda: archive_groups(shown)),
        "year": year,
        "month": month,
    }
    return render_page(request, "archive.html", context | listing_context(shown))


# Articles and pages


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.published_html(slug)
    if found is None:
        return redirects.redirect_or_gone(request, "article", slug)
    pk, html = found
    around = ArticleContext(request, lambda: found_or_404(queries.article_by_id(pk)))
    context = {
        "cache_key": pk,
        "body": mark_safe(html),
        "desk_address": desk_address(request, pk),
        **around.context(),
    }
    return with_players(render_page(request, "article.html", context), html)


def with_players(response: HttpResponse, html: str) -> HttpResponse:
    """Let the page load the players of the cards in its text, which a click does."""
    return allow_frames(response, frame_origins_of(html))


def found_or_404(article: Article | None) -> Article:
    """Raises Http404 if there is none, or it was removed after its text was read."""
    if article is None:
        raise Http404("no such article")
    return article


@require_safe
def markdown(request: HttpRequest, slug: str) -> HttpResponse:
    """The Markdown source of an article."""
    article = found_or_404(queries.article_with_source(slug))
    text = markdown_export.markdown_source(
        article, absolute_url(request, article.get_absolute_url())
    )
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response.headers["Link"] = (
        f'<{absolute_url(request, article.get_absolute_url())}>; rel="canonical"'
    )
    return response


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    page = Page.objects.published().filter(slug=slug).first()
    if page is None:
        return redirects.redirect_or_gone(request, "page", slug)
    response = render_page(request, "page.html", {"cache_key": request.path, "page": page})
    return with_players(response, page.html)


# Files


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('desk')}",
        "Disallow: /preview/",
        "Disallow: /*.epub",  # each is made for whoever asks first
        f"Sitemap: {absolute_url(request, reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
