"""The first page of the desk: what one writes at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import access
from articles.admin_site import warn_of_theme
from articles.models import Article
from desk.models import Review
from desk.pages.editors import editors
from desk.pages.signed_in import desk_page

NEWEST = 30


@require_safe
@desk_page
def desk_home(request: HttpRequest) -> HttpResponse:
    """The articles whose drafts changed last. Five queries at most."""
    user = access.signed_in_user(request)
    warn_of_theme(request)
    visible = access.visible_objects(user, Article.objects.all())
    rows = visible.filter(draft__isnull=False).select_related("draft__head", "author")
    newest = rows.defer("body", "html", "toc", "headings", "prose", "code", "links", "warnings")
    articles = list(newest.order_by("-draft__head_id")[:NEWEST])
    present = editors(user, [article.pk for article in articles])
    listed = [(article, present[article.pk]) for article in articles]
    waiting = Review.objects.waiting_for(user).count()
    return render(request, "desk/home.html", {"listed": listed, "waiting": waiting})
