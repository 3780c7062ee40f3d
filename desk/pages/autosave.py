"""Answers to the script that saves while somebody writes, in JSON. Readers see nothing of it.

`base` is the id of the revision that the next text is based on, `words` says what happened. A text
that came too late is kept beside the draft: 409 with the address of the conflict page. A text that
is refused is answered with `problem`.
"""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article, User
from desk.models import Draft, Presence, Revision
from desk.pages.begun_article import begin_article
from desk.pages.editors import editors
from desk.pages.sent_text import SentForm, SentText
from desk.pages.signed_in import article_page, new_article_page
from desk.writing.outcomes import Stale
from desk.writing.saving import autosave
from rendering import keep_ready


@require_POST
@new_article_page
def autosave_new_article(request: HttpRequest) -> JsonResponse:
    """Create the article, once, and tell the address of its form."""
    sent = SentText.of(request)
    if problems := sent.problems():
        return JsonResponse({"problem": " ".join(problems)}, status=400)
    begun = begin_article(sent)
    return autosaved(begun.article, begun.sent)


@require_POST
@article_page
def autosave_article(request: HttpRequest, article: Article) -> JsonResponse:
    return autosaved(article, SentText.of(request))


@require_POST
@article_page
def presence(request: HttpRequest, article: Article) -> JsonResponse:
    """Tell that the user has the form open, and get who else does.

    The form tells so more often than the renderer's process ends for want of work.
    """
    keep_ready()
    user = access.signed_in_user(request)
    Presence.objects.touch(article.pk, user)
    return JsonResponse({"editors": editors(user, [article.pk])[article.pk]})


def autosaved(article: Article, text: SentText) -> JsonResponse:
    draft = get_object_or_404(Draft.objects.with_revisions(), article=article)
    sent = SentForm(text, article, draft)
    outcome = autosave(article, sent.content, base=sent.base, by=text.by)
    Presence.objects.touch(article.pk, text.by)
    if isinstance(outcome, Stale):
        return stale_answer(text.by, outcome)
    return saved_answer(outcome.revision, sent.problems)


def saved_answer(revision: Revision, problems: dict[str, str]) -> JsonResponse:
    """`problems`: the details that were not saved, because they are wrong."""
    at = timezone.localtime(revision.created_at)
    text = _("saved %(at)s, except what is marked") if problems else _("saved %(at)s")
    words = text % {"at": date_format(at, "H:i")}
    answer = {"base": revision.pk, "saved_at": at.isoformat(), "words": words}
    return JsonResponse({**answer, "problems": problems} | addresses(revision.article_id))


def stale_answer(user: User, stale: Stale) -> JsonResponse:
    answer = {
        "base": stale.ours.pk,
        "words": who_saved(user, stale.theirs),
        "conflict": reverse("desk_conflict", args=[stale.ours.article_id, stale.ours.pk]),
    }
    return JsonResponse(answer | addresses(stale.ours.article_id), status=409)


def who_saved(user: User, theirs: Revision) -> str:
    at = date_format(timezone.localtime(theirs.created_at), "H:i")
    if name := access.names_for(user, [theirs.author_id]).get(theirs.author_id):
        words = _("%(name)s saved this article at %(at)s too.") % {"name": name, "at": at}
        return capfirst(words)
    return _("This article was saved at %(at)s in another window.") % {"at": at}


def addresses(article: int) -> dict[str, Any]:
    """Where the form of the article, and its script, send what follows."""
    return {
        "article": article,
        "address": reverse("desk_article", args=[article]),
        "autosave": reverse("desk_autosave", args=[article]),
        "presence": reverse("desk_presence", args=[article]),
        "rendering": reverse("desk_rendering", args=[article]),
        "details": reverse("desk_details", args=[article]),
    }
