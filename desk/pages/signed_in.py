"""What all views of the desk have in common: who may open them, and their headers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.urls import reverse

from accounts import audit
from articles import access
from articles.unsaved import (
    GONE,
    REFUSED,
    SIGNED_OUT,
    is_object_form,
    is_writing_form,
    unsaved_page,
    wants_json,
)
from blog.middleware import PRIVATE

View = Callable[..., HttpResponseBase]


def desk_page(view: View) -> View:
    """A view for authors: others are asked to sign in. Nothing of it is cached or indexed.

    A browser may keep the page in memory, so that Back shows a form as it was left.
    """

    @wraps(view)
    def signed_in_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not admin.site.has_permission(request) or is_of_another_user(request):
            return sign_in_first(request)
        with audit.came_from(request):
            response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", PRIVATE)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return signed_in_view


def is_of_another_user(request: HttpRequest) -> bool:
    """Whether a script of a page sent it that was made for another user, in the same browser."""
    user = str(request.user.pk)
    return request.headers.get("X-User", user) != user


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Ask to sign in; show a text that was sent, so that it is not lost."""
    if wants_json(request):
        return JsonResponse({"reason": "signed-out"}, status=403)
    if is_object_form(request):
        return unsaved_page(request, SIGNED_OUT, status=403)
    address = reverse("desk") if request.method == "POST" else request.get_full_path()
    return redirect_to_login(address)


def article_page(view: View) -> View:
    """A view of one article, for those who may see it at the desk; for others it does not exist."""

    @desk_page
    @wraps(view)
    def article_view(request: HttpRequest, article: int, **kwargs: Any) -> HttpResponseBase:
        user = access.signed_in_user(request)
        found = (
            access.writable_articles(user).defer("html", "prose", "toc").filter(pk=article).first()
        )
        return view(request, found, **kwargs) if found else article_is_gone(request)

    return article_view


def new_article_page(view: View) -> View:
    """A view that begins an article. Others are refused, and keep what they sent."""

    @desk_page
    @wraps(view)
    def begun_view(request: HttpRequest) -> HttpResponseBase:
        if access.may_begin(access.signed_in_user(request)):
            return view(request)
        if wants_json(request):
            return JsonResponse({"reason": "refused", "problem": str(REFUSED)}, status=400)
        if is_writing_form(request):
            return unsaved_page(request, REFUSED, status=403)
        raise PermissionDenied

    return begun_view


def article_is_gone(request: HttpRequest) -> HttpResponse:
    """The answer for an article that does not exist, or not for this user."""
    if wants_json(request):
        return JsonResponse({"reason": "gone", "problem": str(GONE)}, status=404)
    if is_writing_form(request):
        return unsaved_page(request, GONE, status=404)
    raise Http404("no such article")
