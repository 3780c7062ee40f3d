"""What is up for review of one article, and what a user may do about it."""

from typing import Any

from django.db.models import QuerySet

from articles import access
from articles.db import compiled
from articles.models import Article, User
from desk.models import Draft, Review

MOST_EARLIER = 50


def open_review(article: Article) -> Review | None:
    found: list[Review] = compiled.rows(open_reviews, article=article.pk)
    return found[0] if found else None


def open_reviews(article: int) -> QuerySet[Any]:
    return Review.objects.open().with_details().filter(article=article)


def review_context(article: Article, draft: Draft, user: User) -> dict[str, Any]:
    """The open review, and what the user may do about it."""
    review = open_review(article)
    people = [review.asked_by_id, review.answered_by_id] if review else []
    is_waiting = review is not None and review.is_waiting
    names = access.names_for(user, people)
    return {
        "review": review,
        "asked_by": names.get(review.asked_by_id, "") if review else "",
        "answered_by": names.get(review.answered_by_id, "") if review else "",
        "has_changed": review is not None and review.has_changed(draft.head),
        "may_answer": review is not None and access.may_review(user, review.asked_by_id),
        "may_ask": not is_waiting and access.reviewers_for(user).exists(),
    }


def earlier_reviews(
    article: Article, review: Review | None, user: User
) -> list[tuple[Review, str, str]]:
    """The last ones but the open one, each with the names of who asked and who answered."""
    found = list(Review.objects.earlier_than(review, article.pk)[:MOST_EARLIER])
    names = access.names_for(user, {pk for r in found for pk in (r.asked_by_id, r.answered_by_id)})
    return [(r, names.get(r.asked_by_id, ""), names.get(r.answered_by_id, "")) for r in found]


def is_new_text(draft: Draft) -> bool:
    """Whether there is something that readers do not see."""
    return draft.has_changes or not draft.live.is_released
