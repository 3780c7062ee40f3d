"""Two texts that were made of one: what was merged, and a choice for each place that was not."""

from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import access
from articles.models import Article, User
from desk.comparing.comparison import compare
from desk.comparing.merge import Choice
from desk.models import Draft, Revision
from desk.models.content import Content
from desk.pages.merge_rows import merge_rows
from desk.pages.metadata_changes import content_for, field_name, shown_value
from desk.pages.sent_text import id_of
from desk.pages.signed_in import article_page
from desk.writing.merging import ContentMerge
from desk.writing.outcomes import Diverged, Stale
from desk.writing.saving import save_merge

CHOICES = ("ours", "theirs", "both")


@require_http_methods(["GET", "HEAD", "POST"])
@article_page
def merge_conflict(request: HttpRequest, article: Article, revision: int) -> HttpResponse:
    """The conflict of a text that came too late, now or later."""
    both = Revision.objects.of(article).with_texts().select_related("fork__text__base", "author")
    ours = get_object_or_404(both, pk=revision)
    draft = get_object_or_404(Draft.objects.with_revisions(), article=article)
    found = conflict_of_revision(ours, draft)
    if request.method != "POST":
        return conflict_page(request, article, found, status=200)
    theirs = get_object_or_404(both, pk=id_of(request.POST.get("theirs", "")))
    return resolved(request, article, replace(found, theirs=theirs))


def conflict_of_revision(ours: Revision, draft: Draft) -> Stale:
    """The conflict of a text that came too late, or of a draft beside which the article changed."""
    if ours.fork is not None:
        return Stale(ours.fork, draft.head, ours)
    if draft.has_diverged and ours.pk == draft.head_id:
        return Diverged(draft.base, draft.live, draft.head)
    raise Http404("no conflict")


def resolved(request: HttpRequest, article: Article, stale: Stale) -> HttpResponse:
    """Save the merged text as the draft, or ask again if a choice is missing."""
    merge = stale.merged()
    content = chosen_content(request, merge)
    if content is None:
        messages.error(request, _("Choose one for each place."))
        return conflict_page(request, article, stale, status=409)
    user = access.signed_in_user(request)
    outcome = save_merge(article, content, stale, by=user)
    if isinstance(outcome, Stale):
        return conflict_page(request, article, outcome, status=409)
    messages.success(request, _("Both texts are one now. It is the draft."))
    return redirect("desk_article", article.pk)


def chosen_content(request: HttpRequest, merge: ContentMerge) -> Content | None:
    """The merged content with the choices of the form; None if one is missing."""
    numbers = range(1, len(merge.body.conflicts) + 1)
    choices = [request.POST.get(f"place-{number}") for number in numbers]
    fields = {each.name: request.POST.get(f"field-{each.name}") for each in merge.fields}
    if not set(choices) <= set(CHOICES) or not set(fields.values()) <= {"ours", "theirs"}:
        return None
    values = {each.name: getattr(each, cast(str, fields[each.name])) for each in merge.fields}
    return merge.merged.changed(body=merge.body.resolve(cast(list[Choice], choices)), **values)


def conflict_page(
    request: HttpRequest, article: Article, stale: Stale, *, status: int
) -> HttpResponse:
    user = access.signed_in_user(request)
    merge = stale.merged()
    rows = merge_rows(merge.body)
    context = {
        "article": article,
        "base": stale.base,
        "ours": stale.ours,
        "theirs": stale.theirs,
        "who": access.names_for(user, [stale.theirs.author_id]).get(stale.theirs.author_id, ""),
        "our_changes": compare(stale.base.text.text, stale.ours.text.text),
        "their_changes": compare(stale.base.text.text, stale.theirs.text.text),
        "rows": rows,
        "fields": field_rows(merge, stale, user),
        "left": len(merge.body.conflicts) + len(merge.fields),
        "merged": sum(row.number for row in rows if hasattr(row, "first")),
    }
    return render(request, "desk/conflict.html", context, status=status)


def field_rows(merge: ContentMerge, stale: Stale, user: User) -> list[dict[str, Any]]:
    """The fields that both changed: name, label and both values as words."""
    names = [each.name for each in merge.fields]
    ours, theirs = (content_for(user, each.content, names) for each in (stale.ours, stale.theirs))
    return [
        {
            "name": each.name,
            "label": field_name(each.name),
            "ours": shown_value(each.name, ours),
            "theirs": shown_value(each.name, theirs),
        }
        for each in merge.fields
    ]
