"""The search of the desk, which knows drafts. Without words it lists all articles."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import access
from articles.filters import clean_words
from desk.pages.rooms import room_page
from desk.pages.signed_in import desk_page
from desk.search.found_articles import DeskResults


@require_safe
@desk_page
def desk_search(request: HttpRequest) -> HttpResponse:
    user = access.signed_in_user(request)
    asked = request.GET
    results = DeskResults.of(
        user,
        clean_words(asked.get("q", "")),
        only_drafts=asked.get("only") == "drafts",
        page=asked.get("page", ""),
    )
    return room_page(request, "desk/search.html", {"results": results})
