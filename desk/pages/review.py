"""The review of a draft: its lines with comments, and what one asks or answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import access
from articles.models import Article, User
from articles.unsaved import RESUMED
from desk.models import Comment, Draft, Review, Revision
from desk.pages.conflict import conflict_page
from desk.pages.draft_changes import changes_of
from desk.pages.metadata_changes import metadata_changes
from desk.pages.review_lines import Threads, text_part
from desk.pages.review_state import earlier_reviews, is_new_text, open_review, review_context
from desk.pages.sent_text import id_of, text_in
from desk.pages.signed_in import readable_article_page
from desk.pages.write import (
    FORM_METHODS,
    changed_message,
    published_message,
    ready_message,
    show_problems,
)
from desk.reviewing.commenting import add_comment, answer_comment
from desk.reviewing.requests import (
    approve,
    approve_and_publish,
    ask_for_changes,
    ask_for_review,
    withdraw_review,
)
from desk.writing.outcomes import Diverged, Refused, Saved, Stale

WRITERS_VERBS = frozenset({"ask", "withdraw", "publish"})
Outcome = Review | Comment | Saved | Stale | Refused | None


@require_http_methods(FORM_METHODS)
@readable_article_page
def review_article(request: HttpRequest, article: Article) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.with_revisions(), article=article)
    if request.method != "POST" or RESUMED in request.POST:
        return review_page(request, article, draft)
    outcome = done(request, article)
    if isinstance(outcome, Diverged):
        return conflict_page(request, article, outcome, status=409)
    if isinstance(outcome, Stale):
        messages.error(request, changed_message())
        return review_page(request, article, draft, status=409)
    if isinstance(outcome, Refused):
        show_problems(request, outcome)
        return review_page(request, article, draft, status=400)
    anchor = outcome.anchor if isinstance(outcome, Comment) else ""
    return redirect(reverse("desk_review", args=[article.pk]) + anchor)


def done(request: HttpRequest, article: Article) -> Outcome:
    """Do what the pressed button says."""
    verb = request.POST.get("do")
    if verb in WRITERS_VERBS and not access.may_write_draft(user_of(request), article):
        raise PermissionDenied
    match verb:
        case "ask":
            return asked(request, article)
        case "withdraw":
            withdraw_review(article)
        case "comment":
            line, text = id_of(request.POST.get("line", "")), text_in(request, "text")
            return add_comment(seen_revision(request, article), line, text, by=user_of(request))
        case "answer" | "resolve" | "reopen" as verb:
            return talked(request, article, verb)
        case "changes" | "approve" | "publish" as verb:
            return answered(request, article, verb)
    return None


def user_of(request: HttpRequest) -> User:
    return access.signed_in_user(request)


def seen_revision(request: HttpRequest, article: Article) -> Revision:
    """The revision that the page showed."""
    key = id_of(request.POST.get("revision", ""))
    found: Revision = get_object_or_404(Revision.objects.of(article).with_texts(), pk=key)
    return found


def asked(request: HttpRequest, article: Article) -> Review | Refused:
    revision, note = seen_revision(request, article).pk, text_in(request, "note")
    outcome = ask_for_review(article, revision=revision, by=user_of(request), note=note)
    if isinstance(outcome, Review):
        messages.success(request, ready_message())
    return outcome


def talked(request: HttpRequest, article: Article, verb: str) -> Comment | Refused:
    """Answer a comment, resolve it, or open it again. What was written is kept in any case."""
    threads = Comment.objects.filter(article=article, parent=None)
    comment = get_object_or_404(threads, pk=id_of(request.POST.get("comment", "")))
    user, text = user_of(request), text_in(request, "text")
    if verb == "answer" or text:
        outcome = answer_comment(comment, text, by=user)
        if verb == "answer" or isinstance(outcome, Refused):
            return outcome
    comment.set_resolved(user if verb == "resolve" else None)
    return comment


def answered(request: HttpRequest, article: Article, verb: str) -> Outcome:
    review = open_review(article)
    user = user_of(request)
    if review is None:
        return Refused({"state": [_("The review has gone on meanwhile.")]})
    if not access.may_review(user, review.asked_by_id):
        raise PermissionDenied
    given: Any = {
        "revision": seen_revision(request, article).pk,
        "by": user,
        "words": text_in(request, "answer"),
    }
    if verb == "publish":
        return published_review(request, review, given)
    return ask_for_changes(review, **given) if verb == "changes" else approve(review, **given)


def published_review(
    request: HttpRequest, review: Review, given: dict[str, Any]
) -> Saved | Stale | Refused:
    if not access.may_publish(user_of(request)):
        raise PermissionDenied
    outcome = approve_and_publish(review, **given)
    if isinstance(outcome, Saved):
        messages.success(request, published_message(Article.objects.get(pk=review.article_id)))
    return outcome


def review_page(
    request: HttpRequest, article: Article, draft: Draft, *, status: int = 200
) -> HttpResponse:
    """The page, with what was sent and could not be stored."""
    user, sent = user_of(request), request.POST
    line = id_of(request.GET.get("line", "") or sent.get("line", ""))
    threads = Threads.of(draft.head, user)
    state = review_context(article, draft, user)
    context = {
        **state,
        "earlier": earlier_reviews(article, state["review"], user),
        "is_new": (is_new := is_new_text(draft)),
        "may_write": (writes := access.may_write_draft(user, article)),
        "may_ask": writes and state["may_ask"] and is_new,
        "may_publish": writes and state["may_answer"] and access.may_publish(user),
        "article": article,
        "draft": draft,
        "threads": threads,
        "text": text_part(draft, threads, part=id_of(request.GET.get("part", "")), line=line),
        "line": line,
        "sent": sent,
        "changes": changes_of(draft),
        "metadata": changed_metadata(draft, user),
    }
    return render(request, "desk/review.html", context, status=status)


def changed_metadata(draft: Draft, user: User) -> list[Any]:
    """The title and other fields that differ from what readers see, if they see anything."""
    if not draft.live.is_released:
        return []
    return metadata_changes(draft.live.content, draft.head.content, user)
