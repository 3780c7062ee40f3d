"""Which addresses the public site has."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from articles.filters import Filters
from articles.front.images import ICONS
from articles.front.sitemaps import SECTIONS, URLS_PER_FILE
from articles.front.views import ARCHIVE_ROWS
from articles.lists import scopes, taxonomies
from articles.lists.archives import archive_years
from articles.lists.listing import FEEDS, Listing
from articles.lists.scopes import Scope
from articles.models import Article, Page, SiteSettings, User
from static_site.static_addresses import NOT_FOUND, SiteAddress

# Names of addresses without parameters.
OVERVIEWS = ("topics", "tags", "all_series", "search")
FILES = ("robots", "site_card", "touch_icon", "favicon", "manifest", "service_worker")


def public_pages(language: str, folder_language: str) -> Iterator[SiteAddress]:
    """The pages of the interface in a language; `folder_language` is '' for the main one.

    Lists have other lengths in other languages: of translations, they have one.
    """
    with translation.override(language):
        yield SiteAddress(NOT_FOUND, language=folder_language)
        for name in OVERVIEWS:
            yield SiteAddress(reverse(name), language=folder_language)
        for path in single_pages():
            yield SiteAddress(path, language=folder_language)
        size = SiteSettings.current().articles_per_page
        for scope, rows in public_lists(language, size):
            for address in list_pages(scope, language, rows):
                yield address._replace(language=folder_language)


def single_pages() -> Iterator[str]:
    for slug in slugs_of_articles():
        yield f"/articles/{slug}/"
    for slug in Page.objects.published().values_list("slug", flat=True):
        yield f"/{slug}/"
    for series in taxonomies.all_series():
        yield f"/series/{series.slug}/"


def slugs_of_articles() -> Iterable[str]:
    return Article.objects.reachable().order_by("pk").values_list("slug", flat=True)


def public_lists(language: str, size: int) -> Iterator[tuple[Scope, int]]:
    """Each list, with the number of articles on one of its pages."""
    yield scopes.home(), size
    yield from ((scopes.topic(each), size) for each in taxonomies.topics())
    yield from ((scopes.tag(each), size) for each in taxonomies.tags())
    yield from ((scopes.author(each), size) for each in User.objects.with_articles())
    yield scopes.archive(), ARCHIVE_ROWS
    for year in archive_years(language):
        yield scopes.year(year.year), ARCHIVE_ROWS
        for month in year.months:
            yield scopes.month(month.year, month.month), ARCHIVE_ROWS


def list_pages(scope: Scope, language: str, size: int) -> Iterator[SiteAddress]:
    pages = Listing.page(scope, Filters(), language=language, size=size).pages
    home = scope.address == reverse("home")
    path = unquote(scope.address)  # files have names without percent signs
    for number in range(1, pages + 1):
        if home and number > 1:
            yield SiteAddress(f"/page/{number}/")
        else:
            yield SiteAddress(path, number)


def public_files() -> Iterator[SiteAddress]:
    """Addresses that are no pages: Markdown, cards, feeds, sitemaps, icons."""
    for slug in slugs_of_articles():
        yield SiteAddress(f"/articles/{slug}.md")
        yield SiteAddress(f"/articles/{slug}/card.png")
    yield from (SiteAddress(reverse(name)) for name in FILES)
    yield from (SiteAddress(reverse("icon", args=[side])) for side in ICONS)
    if settings.SECURITY_CONTACTS:
        yield SiteAddress(reverse("security_txt"))


def public_feeds() -> Iterator[SiteAddress]:
    """The feeds of the site, its topics, series and authors. Those of tags and of years would be
    several times as large as all pages."""
    topics = [f"/topics/{each.slug}/" for each in taxonomies.topics()]
    series = [f"/series/{each.slug}/" for each in taxonomies.all_series()]
    authors = [f"/authors/{each.slug}/" for each in User.objects.with_articles()]
    for path in ("/", *topics, *series, *authors):
        yield from (SiteAddress(f"{path}{name}") for name, _label, _type in FEEDS)


def public_sitemaps() -> Iterator[SiteAddress]:
    yield SiteAddress(reverse("sitemap"))
    for name, section in SECTIONS.items():
        total = section().paginator.count
        for number in range(1, -(-total // URLS_PER_FILE) + 1):
            yield SiteAddress(reverse("sitemap_section", args=[name]), number)
