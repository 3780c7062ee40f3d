"""Pictures of formulas in RSS and JSON Feed.

A feed does not wait for pictures: a formula whose picture is not drawn yet is LaTeX in this answer,
which no cache keeps, and its picture is drawn in the background.
"""

from collections.abc import Hashable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.cache import memory
from articles.front import feed_diagrams
from articles.front.svg_response import svg_response
from articles.middleware import absolute_url
from articles.models import Article
from articles.publishing import formula_pictures
from rendering import FormulaImage, for_feed_without_mathml


class FormulaImages:
    """Finds the pictures for one feed, and remembers which are missing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.missing: list[str] = []

    def content(self, key: Hashable, article: Article, address: str) -> str:
        """HTML of the article for feeds, cached if all its pictures are drawn."""
        found: str | None = memory.content_cache.get(key)
        if found is not None:
            return found
        before = len(self.missing)
        text = for_feed_without_mathml(
            article.html,
            base=address,
            find_image=lambda mathml: self.image(mathml, article),
            find_diagram=feed_diagrams.diagram_addresses(self.request, article),
        )
        if len(self.missing) == before:
            memory.content_cached(key, lambda: text)
        return text

    def image(self, mathml: str, article: Article) -> FormulaImage | None:
        name = formula_pictures.picture_name(mathml)
        try:
            size = formula_pictures.drawn_size(name)
        except OSError:
            self.missing.append(mathml)
            return None
        address = reverse("formula", args=[article.pk, name])
        return FormulaImage(absolute_url(self.request, address), size) if size else None

    def draw_missing(self) -> bool:
        """Let them be drawn; return whether there are any."""
        if self.missing:
            formula_pictures.draw_soon(dict.fromkeys(self.missing))
        return bool(self.missing)


@require_safe
def formula(request: HttpRequest, article: int, name: str) -> HttpResponse:
    """The picture of a formula of the article. Another server may have named it in its feed."""
    picture = formula_pictures.picture_of(name)
    if not picture:
        html = Article.objects.reachable().filter(pk=article).values_list("html", flat=True)
        picture = formula_pictures.drawn_for_request(name, html.first() or "")
    if not picture:
        raise Http404("no such formula")
    return svg_response(picture)
