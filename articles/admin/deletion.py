"""Deleting articles in the admin: they move to the trash, and the page says what readers lose."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import access
from articles.admin.model_admin import ModelAdmin
from articles.models import Article, PathRedirect, Redirect
from articles.models.querysets import ArticleQuerySet

MOST = 20  # articles whose losses are listed; looking for links reads all texts


class TrashAdmin(ModelAdmin):
    audited_deletion = None  # the trash records it
    delete_confirmation_template = "admin/articles/trash_confirmation.html"
    delete_selected_confirmation_template = "admin/articles/trash_confirmation.html"

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """“Move to the trash” stands for Django's “Delete”, which says that it deletes."""
        found: dict[str, Any] = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    @admin.action(description=gettext_lazy("Move to the trash…"), permissions=["delete"])
    def move_to_trash(self, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse | None:
        if not request.POST.get("post"):
            return delete_selected(self, request, chosen)
        if self.get_deleted_objects(chosen, request)[2]:
            raise PermissionDenied
        number = len(chosen)
        self.log_deletions(request, chosen)
        self.delete_queryset(request, chosen)
        self.report_trashed(request, number)
        return None

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        """Like Django's, but for the message."""
        if IS_POPUP_VAR in request.POST or not self.has_change_permission(request):
            return super().response_delete(request, obj_display, obj_id)
        self.report_trashed(request, 1)
        filters = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return redirect(add_preserved_filters(filters, address))

    def report_trashed(self, request: HttpRequest, number: int) -> None:
        text = ngettext(
            "%(n)d article is in the trash, from which it can be restored.",
            "%(n)d articles are in the trash, from which they can be restored.",
            number,
        )
        self.message_user(request, link_to_trash(text % {"n": number}), messages.SUCCESS)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        obj.move_to_trash(access.signed_in_user(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        queryset.move_to_trash(access.signed_in_user(request))  # type: ignore[attr-defined]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """What readers lose, in place of rows; nothing is deleted that would be protected."""
        articles: list[Article] = list(objs)
        lacking = {
            str(self.opts.verbose_name)
            for article in articles
            if not self.has_delete_permission(request, article)
        }
        number = {self.opts.verbose_name_plural: len(articles)}
        return list(reader_losses_of(articles)), number, lacking, []


def reader_losses_of(articles: Iterable[Article]) -> Iterator[Any]:
    """The titles of the first articles, each with a list of what readers lose."""
    remaining = iter(articles)
    for article in islice(remaining, MOST):
        yield article.title
        yield list(reader_losses(article))
    if number := sum(1 for _article in remaining):
        yield ngettext("and %(n)d more", "and %(n)d more", number) % {"n": number}


def reader_losses(article: Article) -> Iterator[str]:
    if not article.is_public():
        yield _("Readers do not see it.")
        return
    address = article.get_absolute_url()
    yield _("The address %(address)s answers “410 Gone”.") % {"address": address}
    yield from counted_losses(article, address)
    if article.status == Article.Status.PUBLISHED:
        yield _("It leaves the lists, the search and the feeds.")


def counted_losses(article: Article, address: str) -> Iterator[str]:
    former = Redirect.objects.filter(kind=article.KIND, target=article.pk).count()
    if n := former + PathRedirect.objects.leading_to(article).count():
        text = ngettext("So does %(n)d former address.", "So do %(n)d former addresses.", n)
        yield text % {"n": n}
    readable = Article.objects.reachable()
    if n := readable.filter(html__contains=f'href="{address}').exclude(pk=article.pk).count():
        yield ngettext("%(n)d article links to it.", "%(n)d articles link to it.", n) % {"n": n}
    if n := readable.filter(translation_of=article.pk).count():
        yield ngettext("%(n)d translation stays.", "%(n)d translations stay.", n) % {"n": n}


def with_trash(
    found: tuple[Any, Any, Any, Any], request: HttpRequest, articles: ArticleQuerySet
) -> tuple[Any, Any, Any, Any]:
    """What `get_deleted_objects()` found, with a line about articles in the trash and a way on.

    They keep a topic or an author as other articles do. No list shows them, and Django would say
    that the user may not delete them.
    """
    gone, counts, _lacking, kept = found
    if not kept or not access.sees_everything(access.signed_in_user(request)):
        return found
    return gone, counts, set(), [*kept, *lines_about_trash(articles.in_trash().count())]


def lines_about_trash(number: int) -> list[SafeString]:
    if not number:
        return []
    text = ngettext(
        "%(n)d article is in the trash. Restore it or delete it for ever first:",
        "%(n)d articles are in the trash. Restore them or delete them for ever first:",
        number,
    )
    return [link_to_trash(text % {"n": number})]


def link_to_trash(text: str) -> SafeString:
    html = '{} <a href="{}" class="underline">{}</a>'
    return format_html(html, text, reverse("desk_trash"), _("Trash"))
