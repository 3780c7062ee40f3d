"""What the editor offers while one writes, as JSON."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import access
from articles.filters import clean_words
from desk.completions.emoji_names import emoji_names
from desk.completions.latex import commands
from desk.pages.signed_in import desk_page

HOUR = "private, max-age=3600"
MOST = 12


@require_safe
@desk_page
def latex_commands(request: HttpRequest) -> JsonResponse:
    return lasting([{"form": each.form, "mathml": each.mathml} for each in commands()])


@require_safe
@desk_page
def emoji_list(request: HttpRequest) -> JsonResponse:
    return lasting([{"name": name, "text": text} for name, text in emoji_names()])


def lasting(items: list[dict[str, str]]) -> JsonResponse:
    return JsonResponse({"items": items}, headers={"Cache-Control": HOUR})


@require_safe
@desk_page
def article_titles(request: HttpRequest) -> JsonResponse:
    """The articles to which one may link whose title or address contains `q`, the newest first."""
    user = access.signed_in_user(request)
    known = access.nameable_articles(user)
    for word in clean_words(request.GET.get("q", "")).split():
        known = known.filter(Q(title__icontains=word) | Q(slug__icontains=word))
    rows = known.order_by("-published_at", "-pk").values_list("title", "slug", "published_at")
    return JsonResponse({"items": [article_item(*row) for row in rows[:MOST]]})


def article_item(title: str, slug: str, published_at: Any) -> dict[str, str]:
    day = timezone.localtime(published_at).date().isoformat() if published_at else ""
    return {"title": title, "slug": slug, "date": day}
