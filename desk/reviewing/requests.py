"""Asking for a review of a draft, and answering."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, User
from desk.models import Draft, Review
from desk.models.article_rows import lock_articles
from desk.reviewing import notices
from desk.writing.outcomes import Refused, Saved, Stale
from desk.writing.publishing import publish_changes

State = Review.State


def ask_for_review(
    article: Article, *, revision: int, by: User, note: str = ""
) -> Review | Refused:
    """Tell the editors that the text of this revision is ready. Ends an earlier request."""
    with transaction.atomic():
        lock_articles([article.pk])
        draft = Draft.objects.select_related("live").get(pk=article.pk)
        if draft.live.is_released and not draft.has_changes:
            return Refused({"body": [_("There is nothing to review: readers see this text.")]})
        Review.objects.close([article.pk])
        asked = {"article": article, "revision_id": revision, "asked_by": by, "note": note}
        review: Review = Review.objects.create(**asked)
        notices.tell_of_request(review, by)
    return review


def withdraw_review(article: Article) -> None:
    """End the request of the article, if there is one. What was said stays in the table."""
    Review.objects.close([article.pk])


def ask_for_changes(review: Review, *, revision: int, by: User, words: str) -> Review | Refused:
    return answer_request(review, State.CHANGES, revision, by, words)


def approve(review: Review, *, revision: int, by: User, words: str = "") -> Review | Refused:
    """Approve the text of this revision, which the editor saw, and no other."""
    return answer_request(review, State.APPROVED, revision, by, words)


def approve_and_publish(
    review: Review, *, revision: int, by: User, words: str = ""
) -> Saved | Stale | Refused:
    """Do both, if the revision is still the newest one; else do nothing."""
    outcome = publish_changes(review.article, base=revision, by=by)
    if isinstance(outcome, Saved):
        review.refresh_from_db(fields=["closed_at"])  # publishing has ended it
        store_answer(review, State.APPROVED, revision, by, words)
    return outcome


def answer_request(
    review: Review, state: State, revision: int, by: User, words: str
) -> Review | Refused:
    with transaction.atomic():
        lock_articles([review.article_id])
        if not Review.objects.open().filter(pk=review.pk).exists():
            return Refused({"state": [_("Nobody asks for a review of it any more.")]})
        return store_answer(review, state, revision, by, words)


def store_answer(review: Review, state: State, revision: int, by: User, words: str) -> Review:
    with transaction.atomic():
        review.give_answer(state, revision, by, words)
        notices.tell_of_answer(review)
    return review
