"""Responses for addresses of a former site: one redirect to where they lead now."""

from collections.abc import Callable, Iterable
from typing import NoReturn
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, reverse

from articles.cache import memory
from articles.filters import PARAMETERS
from articles.front import errors
from articles.front.redirect_targets import is_deleted, public_object
from articles.models import PathRedirect
from articles.models.path_checks import ADDRESS
from articles.models.path_owners import meanings_of, owners_of
from articles.paths import normal, old_feeds
from articles.paths.normal import OldAddress, Pairs, read_address
from articles.paths.old_feeds import OldFeed
from blog.middleware import private_paths

FEED_KINDS = frozenset({"topic", "tag", "series", "author"})


def redirect_or_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: a redirect from the former site, or the page that says 404."""
    return response_of_path(request) or errors.not_found(request, exception)


def redirect_queries(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer addresses such as /?p=123, of which the path alone is a page of ours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = response_of_query(request) or get_response(request)
        if settings.DEBUG and response.status_code == 404:  # Django calls no handler404 then
            return response_of_path(request) or response
        return response

    return middleware


def response_of_query(request: HttpRequest) -> HttpResponse | None:
    """The redirect of the path with some of its parameters; None if there is none.

    Raises Http404 if it leads to what is not public, as it would without our page at the path.
    """
    if not request.META.get("QUERY_STRING") or not may_be_old(request):
        return None
    pairs, path = pairs_of(request), normal.request_path(request.path_info)
    foreign = set(map(normal.parameter_name, pairs)) - PARAMETERS
    if not foreign or redirected_parameters().isdisjoint(foreign):
        return None
    found = PathRedirect.objects.resolve(path, pairs)
    if found and found[1].pairs:
        return response_of(request, *found) or not_public(*found)
    if name := dict(pairs).get(old_feeds.PARAMETER):
        feed = old_feeds.old_feed(f"{path.rstrip('/')}/{name}")
        return feed and response_of_feed(request, feed, [(old_feeds.PARAMETER, name)])
    return None


def not_public(redirect: PathRedirect, old: OldAddress) -> NoReturn:
    raise Http404(f"what {old} leads to is not public")


def pairs_of(request: HttpRequest) -> Pairs:
    return normal.read_pairs(normal.wsgi_bytes(request.META.get("QUERY_STRING", "")))


def redirected_parameters() -> frozenset[str]:
    """The names of parameters that can make the address of a page of ours an old address."""
    names: frozenset[str] = memory.cached(
        "redirected parameters", PathRedirect.objects.parameter_names
    )
    return names | {old_feeds.PARAMETER}


def response_of_path(request: HttpRequest) -> HttpResponse | None:
    """The redirect of a path where the site has nothing else; None if there is none."""
    if not may_be_old(request):
        return None
    path = normal.request_path(request.path_info)
    found, feed = PathRedirect.objects.resolve(path, pairs_of(request)), old_feeds.old_feed(path)
    if not (found or feed) or is_page_without_slash(request, path):
        return None
    response = response_of(request, *found) if found else None
    return response or (feed and response_of_feed(request, feed))


def may_be_old(request: HttpRequest) -> bool:
    is_read = request.method in {"GET", "HEAD"}
    return is_read and not request.path_info.startswith(private_paths())


def is_page_without_slash(request: HttpRequest, path: str) -> bool:
    """Whether the site answers after a slash is appended, which CommonMiddleware does."""
    owner = None if request.path_info.endswith("/") else owners_of([path]).get(path)
    return owner is not None and owner.answers


def response_of(
    request: HttpRequest, redirect: PathRedirect, old: OldAddress
) -> HttpResponse | None:
    """A redirect, or 410 if its target was deleted; None while the target is no public page."""
    if redirect.kind == ADDRESS:
        if read_address(redirect.address) == old:  # a loop, which plain SQL wrote
            return None
        return permanent_redirect(request, site_url(redirect.address), old.pairs)
    if thing := public_object(redirect.kind, redirect.target):
        return permanent_redirect(request, thing.get_absolute_url(), old.pairs)
    return errors.gone(request) if is_deleted(redirect.kind, redirect.target) else None


def response_of_feed(
    request: HttpRequest, feed: OldFeed, used: Iterable[tuple[str, str]] = ()
) -> HttpResponse | None:
    """A redirect to the feed of the site, or of the list at the path before it."""
    if not feed.of:
        return permanent_redirect(request, reverse(feed.kind), used)
    if found := list_at(feed.of):
        kind, slug = found
        return permanent_redirect(request, reverse(f"{kind}_{feed.kind}", args=[slug]), used)
    return None


def list_at(path: str) -> tuple[str, str] | None:
    """Kind and slug of the list that a path leads to, or that has this path."""
    found = PathRedirect.objects.resolve(path)
    if found and found[0].kind in FEED_KINDS:
        thing = public_object(found[0].kind, found[0].target)
        return (found[0].kind, thing.slug) if thing else None
    meant = next((each for each in meanings_of(path) if each[0] in FEED_KINDS), None)
    return meant if meant and path in owners_of([path]) else None


def site_url(address: str) -> str:
    """The address; a path of this site with the prefix of the site."""
    return get_script_prefix().rstrip("/") + address if address.startswith("/") else address


def permanent_redirect(
    request: HttpRequest, url: str, used: Iterable[tuple[str, str]]
) -> HttpResponse:
    """Redirect, and keep the part of the query string that is not part of the old address."""
    rest = normal.without_pairs(request.META.get("QUERY_STRING", ""), used)
    if rest:
        start, mark, fragment = url.partition("#")
        kept = quote(normal.wsgi_bytes(rest), safe=normal.ASCII_SIGNS)
        url = f"{start}{'&' if '?' in start else '?'}{kept}{mark}{fragment}"
    return HttpResponsePermanentRedirect(url)
