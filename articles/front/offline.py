"""Reading offline: the service worker, and the page in place of one that it has not kept."""

import json

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.converters import article_slug
from articles.middleware import is_static, site_of
from articles.models import Article, SiteVersion
from blog.middleware import static_path

MOST_ARTICLES, MOST_FILES = 50, 300
LARGEST_FILE = 2 * 2**20  # bytes; larger pictures are not kept


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker of this version of the site.

    If reading offline is off, or the site is files, it is one that removes itself and all that was
    kept: browsers ask for the script again when a page is opened.
    """
    constants = {
        "VERSION": SiteVersion.current(),
        "OFFLINE_PAGE": reverse("offline"),
        "WITHDRAWN": reverse("withdrawn"),
        "KEPT_PATHS": kept_paths(),
        "MOST_ARTICLES": MOST_ARTICLES,
        "MOST_FILES": MOST_FILES,
        "LARGEST_FILE": LARGEST_FILE,
    }
    is_on = site_of(request).offline_reading and not is_static(request)
    name = "service-worker.js" if is_on else "service-worker-removal.js"
    context = {"constants": json.dumps(constants)}
    return render(request, name, context, content_type="text/javascript; charset=utf-8")


def kept_paths() -> list[str]:
    """Beginnings of the addresses of files that the worker keeps.

    Files on another host are left to the browser: the worker may not follow a redirection there.
    """
    return [static_path()] if settings.MEDIA_ORIGINS else [static_path(), "/uploads/"]


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows without a connection: a script lists the articles that it has kept."""
    return render(request, "offline.html", {"most": MOST_ARTICLES})


@csrf_exempt  # it changes nothing, and the answer is the same for everybody
@require_POST
def withdrawn(request: HttpRequest) -> HttpResponse:
    """Which of the posted paths, a JSON list, are no longer those of public articles.

    A POST, because 50 paths are too long for an address, and no cache may answer it.
    """
    slugs = {path: article_slug(path) for path in posted_paths(request)}
    public = set(
        Article.objects.reachable()
        .filter(slug__in=slugs.values())
        .order_by()
        .values_list("slug", flat=True)
    )
    return JsonResponse([path for path, slug in slugs.items() if slug not in public], safe=False)


def posted_paths(request: HttpRequest) -> list[str]:
    """Raises BadRequest for anything but a list of at most MOST_ARTICLES strings."""
    try:
        paths = json.loads(request.body)
    except (ValueError, RecursionError) as error:  # the second one: nested too deeply
        raise BadRequest("no JSON") from error
    is_list = isinstance(paths, list) and len(paths) <= MOST_ARTICLES
    if not is_list or not all(isinstance(path, str) for path in paths):
        raise BadRequest("no list of paths")
    return paths
