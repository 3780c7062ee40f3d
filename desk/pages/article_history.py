"""The history of an article: its revisions, and how one of them became another."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.models import Article
from desk.comparing.comparison import compare
from desk.models import Draft, Revision
from desk.pages.conflict import conflict_page
from desk.pages.metadata_changes import metadata_changes
from desk.pages.revision_list import RevisionList
from desk.pages.sent_text import clean_line, id_of
from desk.pages.shown_passages import MOST_PASSAGES, shown_passages
from desk.pages.signed_in import article_page, readable_article_page
from desk.pages.time_line import time_line
from desk.writing.outcomes import Stale
from desk.writing.saving import restore

# Ways of showing a comparison.
WAYS = {"words": _("by words"), "lines": _("by lines"), "sides": _("side by side")}


@require_safe
@readable_article_page
def article_history(request: HttpRequest, article: Article) -> HttpResponse:
    user = access.signed_in_user(request)
    listed = RevisionList.page(article, user, number_in(request, "before"))
    draft = get_object_or_404(Draft, article=article)
    old, new = chosen_revisions(request, article, draft)
    may_write = access.may_write_draft(user, article)
    context = {
        "article": article,
        "today": timezone.localdate(),
        "is_later_page": "before" in request.GET,
        "draft": draft,
        "listed": listed,
        "strips": time_line(listed.revisions, new.pk),
        "ways": WAYS.items(),
        "way": way_of(request),
        "old": old,
        "new": new,
        "may_write": may_write,
        "can_restore": may_write and old.digest != new.digest and old.pk != draft.head_id,
        **compared(old, new, user, request.GET.get("page", "")),
    }
    return render(request, "desk/history.html", context)


def number_in(request: HttpRequest, name: str) -> int | None:
    return id_of(request.GET.get(name, "")) or None


def way_of(request: HttpRequest) -> str:
    way = request.GET.get("show", "")
    return way if way in WAYS else "words"


def chosen_revisions(
    request: HttpRequest, article: Article, draft: Draft
) -> tuple[Revision, Revision]:
    """Which two are compared: those of the query, or else what readers see and the draft.

    Without a draft, the newest revision is compared with the one before it.
    """
    new_id = number_in(request, "new") or draft.head_id
    old_id = number_in(request, "old")
    if old_id is None and new_id == draft.head_id and draft.has_changes:
        old_id = draft.live_id
    both = Revision.objects.of(article).select_related("text__base", "author")
    found = both.in_bulk([pk for pk in (new_id, old_id) if pk])
    new = found.get(new_id)
    if new is None or (old_id and old_id not in found):
        raise Http404("no such revision")
    old = found.get(old_id or 0) or both.filter(pk=new.parent_id or 0).first()
    return old or new, new


def compared(old: Revision, new: Revision, user: Any, page: str) -> dict[str, Any]:
    comparison = compare(old.text.text, new.text.text)
    shown = Paginator(comparison.passages, MOST_PASSAGES).get_page(page)
    kinds = [each.kind for each in comparison.passages if not each.is_same]
    return {
        "comparison": comparison,
        "page": shown,
        "passages": shown_passages(shown.object_list),
        "formulas": kinds.count("formula"),
        "code": kinds.count("code"),
        "metadata": metadata_changes(old.content, new.content, user),
    }


@require_POST
@article_page
def restore_revision(request: HttpRequest, article: Article, revision: int) -> HttpResponse:
    """Make an old revision the newest one."""
    found = revision_of(article, revision)
    base = id_of(request.POST.get("base", ""))
    outcome = restore(found, base=base, by=access.signed_in_user(request))
    if isinstance(outcome, Stale):
        return conflict_page(request, article, outcome, status=409)
    messages.success(
        request, gettext("The old version is the newest now. Nothing of the other is lost.")
    )
    return redirect("desk_article", article.pk)


@require_POST
@article_page
def name_revision(request: HttpRequest, article: Article, revision: int) -> HttpResponse:
    """Give a revision a name, with which it is kept for ever; an empty one takes it away."""
    revision_of(article, revision).set_name(clean_line(request.POST.get("name", "")))
    address = reverse("desk_history", args=[article.pk])
    return redirect(f"{address}?new={revision}")


def revision_of(article: Article, revision: int) -> Revision:
    return get_object_or_404(Revision.objects.of(article).with_texts(), pk=revision)
