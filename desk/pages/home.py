"""The first page of the desk: what one writes at, what is to come, and what needs care."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import access
from articles.admin_site import warn_of_theme
from articles.models import Article
from desk.overview.care import Care
from desk.overview.newest import NewestArticles
from desk.overview.plans import Calendar
from desk.overview.unfinished import Unfinished
from desk.overview.waiting_reviews import waiting_reviews
from desk.overview.writing_year import WritingYear
from desk.pages.editors import editors
from desk.pages.rooms import room_page
from desk.pages.signed_in import desk_page
from rendering import keep_ready


@require_safe
@desk_page
def desk_home(request: HttpRequest) -> HttpResponse:
    """What the user may see. Its queries do not grow with the articles."""
    keep_ready()  # the renderer: a form comes next
    user = access.signed_in_user(request)
    warn_of_theme(request)
    today = timezone.localdate()
    visible = access.visible_objects(user, Article.objects.all())
    unfinished = Unfinished.of(user, today)
    present = editors(user, [each.article.pk for each in unfinished.drafts])
    context = {
        "has_articles": visible.exists(),
        "year": WritingYear.of(user, today),
        "unfinished": unfinished,
        "listed": [(each, present[each.article.pk]) for each in unfinished.drafts],
        "calendar": Calendar.of(user, timezone.now()),
        "reviews": waiting_reviews(user, today),
        "newest": NewestArticles.of(user),
        "care": Care.of(user),
    }
    return room_page(request, "desk/home.html", context)
