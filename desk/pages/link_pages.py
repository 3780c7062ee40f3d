"""The preview links of an article: which there are, making one, withdrawing one."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import audit
from articles import access
from articles.middleware import absolute_url
from articles.models import Article
from desk.models import PreviewLink, Revision
from desk.models.preview_links import Lifetime
from desk.pages.sent_text import clean_line, id_of
from desk.pages.signed_in import article_page
from desk.pages.write import FORM_METHODS

ENDED = 20  # of the links that work no more, the last ones are listed
LONGEST_NOTE = 200


class ListedLink(NamedTuple):
    """`address` has the host; `maker` is empty for a link of one's own."""

    link: PreviewLink
    address: str
    maker: str


@require_http_methods(FORM_METHODS)
@article_page
def article_links(request: HttpRequest, article: Article) -> HttpResponse:
    if request.method == "POST":
        return make_link(request, article)
    revision = chosen_revision(article, request.GET.get("revision", ""))
    return links_page(request, article, revision)


def chosen_revision(article: Article, sent: str) -> Revision | None:
    """The revision of this id; None for the newest draft. Raises Http404 if it is of no article."""
    return get_object_or_404(Revision.objects.of(article), pk=id_of(sent)) if sent else None


def make_link(request: HttpRequest, article: Article) -> HttpResponse:
    sent = request.POST
    revision = chosen_revision(article, sent.get("revision", ""))
    lifetime, note = sent.get("lifetime", ""), clean_line(sent.get("note", ""))
    if lifetime not in Lifetime or len(note) > LONGEST_NOTE:
        text = _("Choose how long the link works, and a note of at most %(most)d characters.")
        messages.error(request, text % {"most": LONGEST_NOTE})
        return links_page(request, article, revision, note=note, status=400)
    user = access.signed_in_user(request)
    PreviewLink.objects.make(article, lifetime, note=note, revision=revision, by=user)
    audit.record(user, audit.Action.LINK_MADE, article, request, lifetime=lifetime)
    messages.success(request, _("The link is ready: it is the first one of the list."))
    return redirect("desk_links", article.pk)


def links_page(
    request: HttpRequest,
    article: Article,
    revision: Revision | None,
    *,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    links = PreviewLink.objects.of(article)
    shown = listed_links(request, [*links.working(), *links.ended()[:ENDED]])
    context = {
        "article": article,
        "revision": revision,
        "note": note,
        "lifetimes": Lifetime.choices,
        "usual": Lifetime.WEEK,
        "longest_note": LONGEST_NOTE,
        "working": [each for each in shown if not each.link.has_ended],
        "ended": [each for each in shown if each.link.has_ended],
    }
    return render(request, "desk/links.html", context, status=status)


def listed_links(request: HttpRequest, links: list[PreviewLink]) -> list[ListedLink]:
    user = access.signed_in_user(request)
    names = access.names_for(user, {link.created_by_id for link in links})
    return [
        ListedLink(
            link,
            absolute_url(request, link.get_absolute_url()),
            names.get(link.created_by_id, ""),
        )
        for link in links
    ]


@require_POST
@article_page
def withdraw_link(request: HttpRequest, article: Article, link: int) -> HttpResponse:
    get_object_or_404(PreviewLink, article=article, pk=link).withdraw()
    audit.record(None, audit.Action.LINK_WITHDRAWN, article, request)
    messages.success(request, _("It is withdrawn: its address shows nothing any more."))
    return redirect("desk_links", article.pk)
