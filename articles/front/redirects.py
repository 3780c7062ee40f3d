"""Responses for former slugs: a redirect, or 410 Gone."""

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from articles.front import errors
from articles.models import Article, Category, Page, Redirect, Series, Tag


def redirect_or_gone(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Permanent redirect to the current slug, 410 if the object was deleted, else Http404."""
    address = Redirect.objects.filter(kind=kind, slug=slug).first()
    if address is None:
        raise Http404(f"no {kind} {slug}")
    if address.target is None:
        return errors.gone(request)
    thing = public_objects(kind).filter(pk=address.target).first()
    if thing is None and kind == "article" and Article(pk=address.target).is_in_trash():
        return errors.gone(request)
    if thing is None:
        raise Http404(f"the {kind} is not public")
    return HttpResponsePermanentRedirect(moved_url(request, slug, thing.slug))  # type: ignore[attr-defined]


def public_objects(kind: str) -> QuerySet[Model]:
    return {
        "article": Article.objects.reachable(),
        "page": Page.objects.published(),
        "topic": Category.objects.all(),
        "tag": Tag.objects.all(),
        "series": Series.objects.all(),
    }[kind]


def moved_url(request: HttpRequest, old: str, new: str) -> str:
    """The requested URL with the new slug, for pages and feeds alike."""
    match = request.resolver_match
    assert match is not None
    parts = {name: new if value == old else value for name, value in match.kwargs.items()}
    query = request.META.get("QUERY_STRING", "")
    return reverse(match.view_name, kwargs=parts) + (f"?{query}" if query else "")
