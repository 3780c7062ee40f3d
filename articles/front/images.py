"""Views for generated images: share cards, icons and the web app manifest."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.db import compiled
from articles.front import redirects
from articles.graphics import cards
from articles.graphics.cards import card_store
from articles.graphics.cards.card_colours import PAPER
from articles.languages import html_lang
from articles.metadata import share_image
from articles.middleware import site_of
from articles.models import Article
from articles.models.querysets import ArticleQuerySet

A_YEAR, AN_HOUR, A_DAY = 365 * 24 * 3600, 3600, 24 * 3600
ICONS = (32, 180, 192, 512)


@require_safe
def article_card(request: HttpRequest, slug: str) -> HttpResponse:
    found = compiled.rows(card_query, slug=slug)
    if not found:
        return redirects.redirect_or_gone(request, "article", slug)
    card = share_image.card_of(found[0], site_of(request))
    # Without a font for the title, the card of the site is used.
    return card_response(
        request, card if card.can_be_drawn() else share_image.card_of_site(site_of(request))
    )


def card_query(slug: str) -> ArticleQuerySet:
    return Article.objects.reachable().for_card().filter(slug=slug).order_by()


@require_safe
def site_card(request: HttpRequest) -> HttpResponse:
    return card_response(request, share_image.card_of_site(site_of(request)))


def card_response(request: HttpRequest, card: cards.Card) -> HttpResponse:
    """The PNG, cacheable for a year if the URL contains its version, else for an hour."""
    response = HttpResponse(cards.card_png(card), content_type="image/png")
    named = request.GET.get("v") == card_store.card_name(card)
    patch_cache_control(response, public=True, max_age=A_YEAR if named else AN_HOUR)
    return response


@require_safe
def icon(request: HttpRequest, side: int) -> HttpResponse:
    if side not in ICONS:
        raise Http404("no such icon")
    return cached_for_a_day(HttpResponse(cards.site_icon(side), content_type="image/png"))


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For clients that do not read <link rel=icon>."""
    return cached_for_a_day(HttpResponse(cards.site_icon(32, "ICO"), content_type="image/x-icon"))


@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    """For clients that do not read <link rel=apple-touch-icon>."""
    return icon(request, 180)


def cached_for_a_day(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Web app manifest."""
    site = site_of(request)
    data = {
        "name": site.title,
        "short_name": site.title[:12],
        "description": site.description or site.tagline,
        "lang": html_lang(site.language),
        "id": "/",
        "start_url": reverse("home"),
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [icon_entry(side) for side in (192, 512)],
    }
    return cached_for_a_day(JsonResponse(data, content_type="application/manifest+json"))


def icon_entry(side: int) -> dict[str, str]:
    """The icon has the margin of a maskable icon, so one image serves both purposes."""
    return {
        "src": reverse("icon", args=[side]),
        "sizes": f"{side}x{side}",
        "type": "image/png",
        "purpose": "any maskable",
    }
