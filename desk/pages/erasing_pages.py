"""Deleting for ever what is in the trash: pages that say what is lost, and ask."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from articles import access
from articles.models import Article, PathRedirect, Redirect
from desk.models import Comment, PreviewLink, Revision
from desk.pages.signed_in import desk_page
from desk.pages.write import FORM_METHODS
from desk.writing.erasing import erase

LAST_FIRST = "-trash_entry__deleted_at"
NAMED = 20  # of the articles that are deleted together


@require_http_methods(FORM_METHODS)
@desk_page
def erase_one(request: HttpRequest, article: int) -> HttpResponse:
    """Say what is lost, and delete an article in the trash for ever."""
    mine = access.erasable_articles(access.signed_in_user(request))
    found = get_object_or_404(mine.defer("html", "prose", "toc"), pk=article)
    if request.method != "POST":
        context = {"article": found, "losses": list(losses_for_ever(found))}
        return render(request, "desk/erase.html", context)
    return erased(request, [found.pk])


@require_http_methods(FORM_METHODS)
@desk_page
def empty_trash(request: HttpRequest) -> HttpResponse:
    """Delete all that the page listed for ever: what came into the trash later stays."""
    mine = access.erasable_articles(access.signed_in_user(request)).order_by(LAST_FIRST)
    if request.method == "POST":
        until = listed_until(request)
        if until is None:
            return HttpResponseBadRequest("The form has no time: open it again.")
        listed = mine.filter(trash_entry__deleted_at__lte=until)
        return erased(request, list(listed.values_list("pk", flat=True)))
    number = mine.count()
    context = {
        "titles": list(mine.values_list("title", flat=True)[:NAMED]),
        "more": max(0, number - NAMED),
        "number": number,
        "until": timezone.now().isoformat(),
    }
    return render(request, "desk/empty_trash.html", context)


def listed_until(request: HttpRequest) -> datetime | None:
    try:
        found = parse_datetime(request.POST.get("until", ""))
        return found.astimezone(UTC) if found and timezone.is_aware(found) else None
    except (ValueError, OverflowError):
        return None


def erased(request: HttpRequest, articles: list[int]) -> HttpResponse:
    number = erase(articles)
    text = ngettext(
        "%(n)d article is deleted for ever.", "%(n)d articles are deleted for ever.", number
    )
    messages.success(request, text % {"n": number})
    return redirect("desk_trash")


def losses_for_ever(article: Article) -> Iterator[str]:
    """Sentences about what nobody can bring back."""
    yield _("The text, of %(n)d characters.") % {"n": len(article.body)}
    yield from counted_belongings(article)
    if article.cover:
        yield _("The cover image, unless something else shows it.")
    if article.has_been_public():
        text = _("The address %(address)s answers “410 Gone” for ever.")
        yield text % {"address": article.get_absolute_url()}
        former = Redirect.objects.filter(kind=article.KIND, target=article.pk).count() - 1
        if n := former + PathRedirect.objects.leading_to(article).count():
            text = ngettext("So does %(n)d former address.", "So do %(n)d former addresses.", n)
            yield text % {"n": n}
    if n := article.translations.count():
        text = ngettext("%(n)d translation stays.", "%(n)d translations stay.", n)
        yield text % {"n": n}


def counted_belongings(article: Article) -> Iterator[str]:
    versions = Revision.objects.of(article)
    if first := versions.last():
        n, day = versions.count(), date_format(timezone.localtime(first.created_at), "DATE_FORMAT")
        text = ngettext("%(n)d version since %(day)s.", "%(n)d versions since %(day)s.", n)
        yield text % {"n": n, "day": day}
    if n := Comment.objects.filter(article=article).count():
        yield ngettext("%(n)d comment.", "%(n)d comments.", n) % {"n": n}
    if n := PreviewLink.objects.filter(article=article).count():
        yield ngettext("%(n)d preview link.", "%(n)d preview links.", n) % {"n": n}
