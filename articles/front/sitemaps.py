"""Sitemap index and its sections."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap, views
from django.core import paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from articles.cache import memory
from articles.lists import taxonomies
from articles.lists.pagination import KeysetPaginator
from articles.middleware import site_origin
from articles.models import Article, Category, Page, Series, Tag, User
from articles.models.querysets import ArticleQuerySet

URLS_PER_FILE = 5000
NOINDEX_HEADERS = {"X-Robots-Tag": "noindex, noodp, noarchive"}


class BlogSitemap(Sitemap):
    limit = URLS_PER_FILE

    def __init__(self, origin: str = "") -> None:
        """`origin` of the site; by default, Django takes that of the request."""
        self.origin = urlsplit(origin)

    def get_domain(self, site: Any = None) -> str:
        return self.origin.netloc or super().get_domain(site)

    @cached_property
    def paginator(self) -> "paginator.Paginator[Any]":
        return super().paginator

    def get_protocol(self, protocol: str | None = None) -> str:
        return self.origin.scheme or super().get_protocol(protocol)


class StaticSitemap(BlogSitemap):
    def items(self) -> list[str]:
        names = ["home", "archive", "topics", "tags"]
        return [*names, "all_series"] if taxonomies.all_series() else names

    def location(self, item: str) -> str:
        return reverse(item)


class KeysetSitemapPaginator(paginator.Paginator):
    """Keyset pagination, so that late pages are as fast as the first."""

    def __init__(self, keyset: KeysetPaginator, size: int) -> None:
        super().__init__(keyset.articles(), size)
        self.keyset = keyset

    @property
    def count(self) -> int:
        return self.keyset.total

    def page(self, number: int | str) -> Any:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = self.keyset.page_articles(start, start + self.per_page)
        return paginator.Page(rows, number, self)


class ArticleSitemap(BlogSitemap):
    def items(self) -> ArticleQuerySet:
        return Article.objects.published().only("slug", "published_at", "updated_at")

    @cached_property
    def paginator(self) -> KeysetSitemapPaginator:
        return KeysetSitemapPaginator(KeysetPaginator("sitemap", self.items), self.limit)

    def lastmod(self, item: Article) -> datetime:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        newest = Article.objects.published().order_by("-updated_at")
        return newest.values_list("updated_at", flat=True).first()


class PageSitemap(BlogSitemap):
    def items(self) -> QuerySet[Page]:
        return Page.objects.published().only("slug", "updated_at")

    def lastmod(self, item: Page) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> None:
        """No lastmod in the index: there are few pages."""


class TopicSitemap(BlogSitemap):
    def items(self) -> list[Category]:
        return taxonomies.topics()


class TagSitemap(BlogSitemap):
    def items(self) -> list[Tag]:
        return taxonomies.tags()


class SeriesSitemap(BlogSitemap):
    def items(self) -> list[Series]:
        return taxonomies.all_series()


class AuthorSitemap(BlogSitemap):
    def items(self) -> list[User]:
        return list(User.objects.with_articles().order_by("slug"))


SECTIONS: dict[str, type[BlogSitemap]] = {
    "front": StaticSitemap,
    "articles": ArticleSitemap,
    "pages": PageSitemap,
    "topics": TopicSitemap,
    "tags": TagSitemap,
    "series": SeriesSitemap,
    "authors": AuthorSitemap,
}


def all_sections(request: HttpRequest) -> dict[str, type[Sitemap] | Sitemap]:
    return {name: section(site_origin(request)) for name, section in SECTIONS.items()}


def filled_sections(request: HttpRequest) -> dict[str, type[Sitemap] | Sitemap]:
    """Search engines report an empty sitemap as an error."""
    sections: dict[str, Any] = all_sections(request)
    return {name: section for name, section in sections.items() if section.paginator.count}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Cached, because it needs a query for each file."""
    origin, asked = site_origin(request), f"{request.scheme}://{request.get_host()}"

    def made() -> str:
        sections = filled_sections(request)
        response = views.index(request, sections, sitemap_url_name="sitemap_section")
        text = str(response.render().content.decode())
        # Django names the files by the host of the request.
        return text.replace(f"<loc>{asked}/", f"<loc>{origin or asked}/")

    text = memory.cached(("sitemap", asked, origin), made)
    return HttpResponse(text, content_type="application/xml", headers=NOINDEX_HEADERS)


@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return views.sitemap(request, all_sections(request), section)
