"""Responses for former slugs: a redirect, or 410 Gone."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from articles.front import errors, old_addresses
from articles.front.redirect_targets import is_deleted, public_object
from articles.models import Redirect


def redirect_or_gone(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Permanent redirect to the current slug, 410 if the object was deleted, else Http404."""
    address = Redirect.objects.filter(kind=kind, slug=slug).first()
    if address is None:
        raise Http404(f"no {kind} {slug}")
    thing = public_object(kind, address.target)
    if thing is None and (address.target is None or is_deleted(kind, address.target)):
        return old_addresses.response_of_path(request) or errors.gone(request)
    if thing is None:
        raise Http404(f"the {kind} is not public")
    return HttpResponsePermanentRedirect(moved_url(request, slug, thing.slug))


def moved_url(request: HttpRequest, old: str, new: str) -> str:
    """The requested URL with the new slug, for pages and feeds alike."""
    match = request.resolver_match
    assert match is not None
    parts = {name: new if value == old else value for name, value in match.kwargs.items()}
    query = request.META.get("QUERY_STRING", "")
    return reverse(match.view_name, kwargs=parts) + (f"?{query}" if query else "")
