"""The trash: what was deleted, until it is deleted for ever, and the page that asks before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import access
from articles.admin.deletion import reader_losses
from articles.models import Article
from desk.pages.rooms import room_page
from desk.pages.signed_in import article_page, desk_page

LISTED = 200


@require_safe
@desk_page
def trash_list(request: HttpRequest) -> HttpResponse:
    """The articles in the trash that the user may restore, the last one first."""
    user = access.signed_in_user(request)
    found = access.restorable_articles(user).select_related("trash_entry")
    rows = list(found.only("title", "trash_entry").order_by("-trash_entry__deleted_at")[:LISTED])
    names = access.names_for(user, {row.trash_entry.deleted_by_id for row in rows})
    listed = [(row, names.get(row.trash_entry.deleted_by_id, "")) for row in rows]
    may_erase = access.erasable_articles(user).exists()
    return room_page(request, "desk/trash.html", {"listed": listed, "may_erase": may_erase})


@require_POST
@desk_page
def restore_article(request: HttpRequest, article: int) -> HttpResponse:
    user = access.signed_in_user(request)
    found = get_object_or_404(access.restorable_articles(user), pk=article)
    found.restore_from_trash(user)
    messages.success(request, _("It is back, with its address, its tags and its history."))
    return redirect("desk_article", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@article_page
def trash_article(request: HttpRequest, article: Article) -> HttpResponse:
    """Say what readers lose, and move the article to the trash."""
    user = access.signed_in_user(request)
    if not access.may_delete(user, article):
        raise PermissionDenied
    if request.method != "POST":
        context = {"article": article, "losses": list(reader_losses(article))}
        return render(request, "desk/trash_article.html", context)
    article.move_to_trash(user)
    messages.success(request, _("It is in the trash, from which you can restore it."))
    return redirect("desk_trash")
