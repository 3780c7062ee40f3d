"""A link from the page of an article to its writing form, for who may write it."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from articles import access
from articles.models import Article


def desk_address(request: HttpRequest, article: int) -> str:
    """Path of the form at the desk; empty for readers, and for articles of others.

    Only a request with a session asks who it is. Its page is private, and no cache stores it.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    if not admin.site.has_permission(request):
        return ""
    user = access.signed_in_user(request)
    mine = access.visible_objects(user, Article.objects.filter(pk=article))
    return reverse("desk_article", args=[article]) if mine.exists() else ""
