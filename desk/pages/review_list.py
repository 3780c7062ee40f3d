"""The list of what is up for review: what waits for the user, and what waits for others."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import access
from desk.models import Comment, Review
from desk.pages.rooms import room_page
from desk.pages.signed_in import desk_page

MOST_REVIEWS = 200


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """`who` asked; '' if the user did. `comments`: how many are not resolved."""

    review: Review
    who: str
    comments: int
    has_changed: bool


@require_safe
@desk_page
def review_list(request: HttpRequest) -> HttpResponse:
    """The reviews of articles that the user may see. Six queries."""
    user = access.signed_in_user(request)
    waiting = set(Review.objects.waiting_for(user).values_list("pk", flat=True))
    reviews = list(Review.objects.visible_to(user).with_details()[:MOST_REVIEWS])
    names = access.names_for(user, {each.asked_by_id for each in reviews})
    comments = Comment.objects.numbers_unresolved({each.article_id for each in reviews})
    rows = [
        ReviewRow(
            each,
            names.get(each.asked_by_id, ""),
            comments.get(each.article_id, 0),
            each.has_changed(each.article.draft.head),
        )
        for each in reviews
    ]
    context = {
        "waiting": [row for row in rows if row.review.pk in waiting],
        "others": [row for row in rows if row.review.pk not in waiting],
    }
    return room_page(request, "desk/reviews.html", context)
