"""Deleting articles in the admin: they move to the trash, and the page says what readers lose."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import access
from articles.admin.model_admin import ModelAdmin
from articles.models import Article, Redirect

MOST = 20  # articles whose losses are listed; looking for links reads all texts


class TrashAdmin(ModelAdmin):
    delete_confirmation_template = "admin/articles/trash_confirmation.html"
    delete_selected_confirmation_template = "admin/articles/trash_confirmation.html"

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
    if n := Redirect.objects.filter(kind=article.KIND, target=article.pk).count():
        text = ngettext("So does %(n)d former address.", "So do %(n)d former addresses.", n)
        yield text % {"n": n}
    readable = Article.objects.reachable()
    if n := readable.filter(html__contains=f'href="{address}').exclude(pk=article.pk).count():
        yield ngettext("%(n)d article links to it.", "%(n)d articles link to it.", n) % {"n": n}
    if n := readable.filter(translation_of=article.pk).count():
        yield ngettext("%(n)d translation stays.", "%(n)d translations stay.", n) % {"n": n}
