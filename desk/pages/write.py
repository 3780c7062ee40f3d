"""The plain writing form: title, text, and what one can do with them."""

from collections.abc import Callable
from functools import partial
from itertools import chain
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import access
from articles.models import Article, User
from articles.unsaved import RESUMED
from books.chromium import find_chromium
from desk.details.form import DetailsForm
from desk.details.new_articles import new_content
from desk.models import Draft
from desk.pages.begun_article import begin_article
from desk.pages.conflict import conflict_page
from desk.pages.copy_pages import COPY, remote_files, wish_for_copies
from desk.pages.details import details_context
from desk.pages.draft_changes import changes_of
from desk.pages.editor import editor_page
from desk.pages.editors import editors
from desk.pages.inserted_files import text_of
from desk.pages.publishing_times import (
    TIME_FIELD,
    is_coming,
    plan_context,
    planned_time,
    sent_time,
    shown_time,
)
from desk.pages.reader_changes import reader_changes
from desk.pages.review_state import review_context
from desk.pages.sent_text import SentForm, SentText, text_in
from desk.pages.signed_in import article_page, new_article_page
from desk.pages.text_warnings import text_warnings
from desk.reviewing.requests import ask_for_review
from desk.writing.outcomes import Refused, Saved, Stale
from desk.writing.publishing import publish_changes, publish_later, withdraw_plan
from desk.writing.saving import autosave, discard_draft, save_draft

Verb = Callable[..., Saved | Stale | Refused]
FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@new_article_page
def write_new_article(request: HttpRequest) -> HttpResponse:
    sent = text_of(request)
    if request.method != "POST" or RESUMED in request.POST:
        return new_form_page(request, sent)
    if problems := sent.problems():
        for text in problems:
            messages.error(request, text)
        return new_form_page(request, sent, status=400)
    begun = begin_article(sent)
    form = SentForm(begun.sent, begun.article, draft_or_404(begun.article))
    if begun.is_new and not form.problems and form.draft.head.has(form.content):
        report_saved(request)
        return redirect("desk_article", begun.article.pk)
    return act(request, form)


def new_form_page(request: HttpRequest, sent: SentText, *, status: int = 200) -> HttpResponse:
    seen = new_content(sent.by)
    shown = {
        "title": sent.title,
        "body": sent.body,
        "uid": sent.uid or uuid4(),
        "is_unsaved": bool(sent.title or sent.body),
        **details_context(DetailsForm(sent.details, seen=seen, user=sent.by), sent.title),
    }
    return editor_page(request, shown, status=status)


@require_http_methods(FORM_METHODS)
@article_page
def write_article(request: HttpRequest, article: Article) -> HttpResponse:
    draft = draft_or_404(article)
    if request.method != "POST":
        return form_page(request, article, draft)
    sent = SentForm(text_of(request), article, draft)
    if RESUMED in request.POST:
        return form_page(request, article, draft, sent)
    return act(request, sent)


def draft_or_404(article: Article) -> Draft:
    try:
        draft: Draft = Draft.objects.of_article(article.pk)
    except Draft.DoesNotExist:
        raise Http404("no revision yet") from None
    return draft


def act(request: HttpRequest, sent: SentForm) -> HttpResponse:
    """Do what the pressed button says: save if it is none of the others."""
    user, do = access.signed_in_user(request), request.POST.get("do")
    if sent.problems and do != "discard":
        return asked_again(request, sent)
    match do:
        case "publish" if access.may_publish(user):
            return published(request, sent)
        case "review":
            return asked_for_review(request, sent)
        case "schedule" if access.may_publish(user):
            return scheduled(request, sent)
        case "unschedule" if access.may_publish(user):
            return plan_withdrawn(request, sent)
        case "discard":
            return discarded(request, sent)
        case None if COPY in request.POST:
            return copied_into_text(request, sent)
    return after(request, sent.article, saved(request, sent))


def saved(request: HttpRequest, sent: SentForm) -> Saved | Stale:
    user = access.signed_in_user(request)
    return save_draft(sent.article, sent.content, base=sent.base, by=user)


def asked_again(request: HttpRequest, sent: SentForm) -> HttpResponse:
    """Save all but the details that are wrong, and show the form again with these."""
    outcome = saved(request, sent)
    if isinstance(outcome, Stale):
        return after(request, sent.article, outcome)
    messages.error(request, _("Saved, except for what is marked in the details."))
    sent.base = outcome.revision.pk
    draft = draft_or_404(sent.article)
    return form_page(request, sent.article, draft, sent, status=400)


def discarded(request: HttpRequest, sent: SentForm) -> HttpResponse:
    """Keep in the history what was sent, and return to what readers see."""
    user, article = access.signed_in_user(request), sent.article
    kept = autosave(article, sent.content, base=sent.base, by=user)
    if isinstance(kept, Stale):
        return after(request, article, kept)
    ends_plan = access.may_publish(user)
    outcome = discard_draft(article, base=kept.revision.pk, ends_plan=ends_plan)
    if isinstance(outcome, Saved) and Draft.objects.scheduled().filter(article=article).exists():
        messages.info(request, _("What an editor has scheduled still appears at its time."))
    return after(request, article, outcome)


def copied_into_text(request: HttpRequest, sent: SentForm) -> HttpResponse:
    """Save the text, and have files of other sites copied."""
    outcome = saved(request, sent)
    if isinstance(outcome, Saved):
        wish_for_copies(request, sent.article, sent.sent.body)
    return after(request, sent.article, outcome)


def published(request: HttpRequest, sent: SentForm) -> HttpResponse:
    """Publish now; also an article that was to appear later."""
    at = timezone.now() if is_coming(sent.article) else None
    return publish(request, sent, partial(publish_changes, at=at))


def scheduled(request: HttpRequest, sent: SentForm) -> HttpResponse:
    try:
        at = sent_time(request.POST.get(TIME_FIELD, ""), planned_time(sent.article, sent.draft))
    except ValidationError as error:
        messages.error(request, error.message)
        return form_page(request, sent.article, sent.draft, sent, status=400)
    return publish(request, sent, partial(publish_later, at=at))


def publish(request: HttpRequest, sent: SentForm, verb: Verb) -> HttpResponse:
    """Save the text, and publish it if nothing came in between and nothing is wrong with it."""
    article, head = sent.article, sent.draft.head
    if sent.base == head.pk and head.has(sent.content):
        outcome: Saved | Stale | Refused = Saved(head)  # the form has saved it by itself
    else:
        outcome = saved(request, sent)
    if not isinstance(outcome, Saved):
        return after(request, article, outcome)
    user = access.signed_in_user(request)
    outcome = verb(article, base=outcome.revision.pk, by=user)
    if isinstance(outcome, Saved):
        found = Article.objects.select_related("draft").get(pk=article.pk)
        messages.success(request, published_message(found))
        return redirect("desk_article", article.pk)
    return after(request, article, outcome)


def asked_for_review(request: HttpRequest, sent: SentForm) -> HttpResponse:
    """Save the text, and tell the editors that it is ready."""
    outcome = saved(request, sent)
    note, article = text_in(request, "note"), sent.article
    if isinstance(outcome, Saved):
        revision, user = outcome.revision.pk, access.signed_in_user(request)
        review = ask_for_review(article, revision=revision, by=user, note=note)
        if not isinstance(review, Refused):
            show_problems(request, outcome)
            messages.success(request, ready_message())
            return redirect("desk_article", article.pk)
        show_problems(request, review)
    if note:
        messages.warning(request, _("Your note was not sent: “%(note)s”") % {"note": note})
    return after(request, article, outcome)


def ready_message() -> str:
    return _("Ready for review: the editors find it in their list.")


def plan_withdrawn(request: HttpRequest, sent: SentForm) -> HttpResponse:
    """Save the text, and take back the time at which something was to be published."""
    outcome = saved(request, sent)
    if not isinstance(outcome, Stale):
        withdraw_plan(sent.article, by=access.signed_in_user(request))
        messages.success(request, _("Nothing is published at a later time any more."))
    return after(request, sent.article, outcome)


def published_message(article: Article) -> str:
    """What readers see of an article whose draft was just published."""
    if article.pending_status:
        return _("Published: readers see this text as soon as it can be rendered.")
    if at := planned_time(article, article.draft):
        return _("Readers see this text from %(at)s (%(zone)s).") % shown_time(at)
    if article.status == Article.Status.ARCHIVED:
        return _("Published: readers of the archived article see this text now.")
    return _("Published: readers see this text now.")


def after(request: HttpRequest, article: Article, outcome: Saved | Stale | Refused) -> HttpResponse:
    """The answer to a verb: the form again, or the page of the conflict."""
    if isinstance(outcome, Stale):
        if outcome.has_conflict:
            return conflict_page(request, article, outcome, status=409)
        messages.error(request, changed_message())
        return redirect("desk_article", article.pk)
    show_problems(request, outcome)
    if isinstance(outcome, Saved):
        report_saved(request)
    return redirect("desk_article", article.pk)


def changed_message() -> str:
    return _("The text changed while you read it. Here is the newest one.")


def show_problems(request: HttpRequest, outcome: Saved | Refused) -> None:
    for text in chain.from_iterable(outcome.problems.values()):
        messages.error(request, text)


def report_saved(request: HttpRequest) -> None:
    time = date_format(timezone.localtime(), "H:i")
    messages.success(request, _("Saved at %(time)s.") % {"time": time})


def form_page(
    request: HttpRequest,
    article: Article,
    draft: Draft,
    sent: SentForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The form with the newest text, or with what was sent and could not be saved."""
    user = access.signed_in_user(request)
    title = sent.sent.title if sent else draft.head.title
    content = sent.content if sent else draft.head.content
    context = {
        "article": article,
        "draft": draft,
        "title": title,
        "body": sent.sent.body if sent else draft.head.text.text,
        "base": sent.base if sent else draft.head_id,
        **details_context(details_form(sent, article, draft, user), title),
        **review_context(article, draft, user),
        "is_unsaved": sent is not None,
        "remote_files": [] if sent else remote_files(draft.head.text.text, user),
        "warnings": [] if sent else text_warnings(article, draft),
        "editors": editors(user, [article.pk])[article.pk],
        "may_publish": access.may_publish(user),
        "can_print": find_chromium() is not None,
        "may_delete": access.may_delete(user, article),
        "changes": changes_of(draft),
        "reader_changes": reader_changes(article, draft, content, user),
        **plan_context(article, draft, request.POST.get(TIME_FIELD, "")),
    }
    return editor_page(request, context, status=status)


def details_form(sent: SentForm | None, article: Article, draft: Draft, user: User) -> DetailsForm:
    if sent and sent.sent.details is not None:
        return sent.details
    return DetailsForm(seen=draft.head.content, user=user, article=article)
