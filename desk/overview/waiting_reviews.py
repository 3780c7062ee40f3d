"""The reviews with which somebody is expected to go on."""

from dataclasses import dataclass
from datetime import date

from articles import access
from articles.models import User
from desk.models import Review
from desk.overview.day_names import last_change_name

LISTED = 6
SHOWN = ("asked_at", "asked_by", "state", "article__language", "article__draft__head__title")


@dataclass(frozen=True, slots=True)
class WaitingReview:
    """`who` asked; empty if the user did."""

    review: Review
    who: str
    asked: str


def waiting_reviews(user: User, today: date) -> list[WaitingReview]:
    """Those that wait longest. Two queries."""
    waiting = Review.objects.waiting_for(user).select_related("article__draft__head")
    reviews = list(waiting.only(*SHOWN)[:LISTED])
    names = access.names_for(user, {each.asked_by_id for each in reviews})
    return [
        WaitingReview(each, names.get(each.asked_by_id, ""), last_change_name(each.asked_at, today))
        for each in reviews
    ]
