"""The sitemap: an index of pieces, for search engines."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Article, Category, Page, Series, Tag

PIECE = 5000


class OfThisSite(Sitemap):
    limit = PIECE

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc or super().get_domain(site)

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme or super().get_protocol(protocol)


class Front(OfThisSite):
    def items(self) -> list[str]:
        return ["home", "archive", "topics", "tags"]

    def location(self, item: str) -> str:
        return reverse(item)


class Articles(OfThisSite):
    def items(self) -> QuerySet[Article]:
        return Article.objects.published().only("slug", "published_at", "updated_at")

    def lastmod(self, item: Article) -> datetime:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        return self.items().aggregate(latest=Max("updated_at"))["latest"]


class Pages(OfThisSite):
    def items(self) -> QuerySet[Page]:
        return Page.objects.published().only("slug", "updated_at")

    def lastmod(self, item: Page) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> None:
        """Left out of the index: pages are few."""


class Topics(OfThisSite):
    def items(self) -> QuerySet[Model]:
        return Category.objects.with_articles().only("slug").order_by("pk")


class Tags(OfThisSite):
    def items(self) -> QuerySet[Model]:
        return Tag.objects.with_articles().only("slug").order_by("pk")


class AllSeries(OfThisSite):
    def items(self) -> QuerySet[Model]:
        return Series.objects.with_articles().only("slug").order_by("pk")


SECTIONS: dict[str, type[Sitemap] | Sitemap] = {
    "front": Front,
    "articles": Articles,
    "pages": Pages,
    "topics": Topics,
    "tags": Tags,
    "series": AllSeries,
}


def index(request: HttpRequest) -> HttpResponse:
    return views.index(request, SECTIONS, sitemap_url_name="sitemap_section")


def section(request: HttpRequest, section: str) -> HttpResponse:
    return views.sitemap(request, SECTIONS, section)
