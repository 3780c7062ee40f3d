"""Asking for a review of a draft, and answering."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, User
from desk.models import Draft, Review
from desk.models.article_rows import lock_articles
from desk.reviewing import notices
from desk.reviewing.commenting import problem_of_length
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
        if problem := problem_of_length(note):
            return Refused({"note": [problem]})
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
    if problem := problem_of_length(words):
        return Refused({"answer": [problem]})
    outcome = publish_changes(review.article, base=revision, by=by)
    if isinstance(outcome, Saved):
        review.refresh_from_db()  # publishing has ended it
        store_answer(review, State.APPROVED, revision, by, words)
    return outcome


def answer_request(
    review: Review, state: State, revision: int, by: User, words: str
) -> Review | Refused:
    with transaction.atomic():
        lock_articles([review.article_id])
        current = Review.objects.open().filter(pk=review.pk, state=review.state).first()
        if current is None:
            return Refused({"state": [_("The review has gone on meanwhile.")]})
        if problem := problem_of_length(words):
            return Refused({"answer": [problem]})
        return store_answer(current, state, revision, by, words)


def store_answer(review: Review, state: State, revision: int, by: User, words: str) -> Review:
    with transaction.atomic():
        review.give_answer(state, revision, by, words)
        notices.tell_of_answer(review)
    return review
