"""What all views of the desk have in common: who may open them, and their headers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect
from django.urls import reverse

from accounts import audit
from articles import access
from articles.models import Article
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
    """A view of one article, for those who write it; for others it does not exist.

    Who may only read it is led to its review.
    """

    @desk_page
    @wraps(view)
    def article_view(request: HttpRequest, article: int, **kwargs: Any) -> HttpResponseBase:
        user = access.signed_in_user(request)
        if found := article_in(access.writable_articles(user), article):
            return view(request, found, **kwargs)
        if asks_for_page(request) and access.readable_articles(user).filter(pk=article).exists():
            return redirect("desk_review", article)
        return article_is_gone(request)

    return article_view


def readable_article_page(view: View) -> View:
    """A view of one article, for those who write it and for reviewers, who only read it."""

    @desk_page
    @wraps(view)
    def readable_view(request: HttpRequest, article: int, **kwargs: Any) -> HttpResponseBase:
        found = article_in(access.readable_articles(access.signed_in_user(request)), article)
        return view(request, found, **kwargs) if found else article_is_gone(request)

    return readable_view


def article_in(articles: QuerySet[Any], pk: int) -> Article | None:
    found: Article | None = articles.defer("html", "prose", "toc").filter(pk=pk).first()
    return found


def asks_for_page(request: HttpRequest) -> bool:
    """Whether a browser asks for a page, and sends nothing."""
    return request.method in {"GET", "HEAD"} and not wants_json(request)


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
