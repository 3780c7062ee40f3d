"""Pictures of diagrams in feeds, made of the page of the article when they are asked for."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.front.svg_response import svg_response
from articles.middleware import absolute_url
from articles.models import Article
from rendering import diagram_name, diagram_picture, diagrams_of


def diagram_addresses(request: HttpRequest, article: Article) -> Callable[[str], str]:
    """Returns a function that gives the address of the picture of an SVG of the article."""
    return partial(diagram_address, request, article.pk)


def diagram_address(request: HttpRequest, article: int, svg: str) -> str:
    return absolute_url(request, reverse("diagram", args=[article, diagram_name(svg)]))


@require_safe
def picture_of_diagram(request: HttpRequest, article: int, name: str) -> HttpResponse:
    """The picture of a diagram of the article."""
    html = Article.objects.reachable().filter(pk=article).values_list("html", flat=True).first()
    for svg in diagrams_of(html or ""):
        if diagram_name(svg) == name:
            return svg_response(diagram_picture(svg))
    raise Http404("no such diagram")
