"""The details with which an article begins: some are those of the author's last one."""

from typing import Any

from articles.languages import WRITTEN, default_language
from articles.models import Article, User
from articles.models.markdown import default_dialect
from articles.preferences import interface_language
from desk.models.content import Content

EMPTY: dict[str, Any] = {
    **dict.fromkeys(("slug", "summary", "cover"), ""),
    **dict.fromkeys(("published_at", "part", "series", "translation_of", "author")),
    "featured": False,
    "tags": [],
    "status": Article.Status.DRAFT.value,
}
RECURRING = ("category", "category__name", "language", "dialect")


def new_content(user: User) -> Content:
    """One query. The first article has the language of the interface."""
    mine = Article.objects.visible_to(user).filter(author=user).order_by("-pk")
    last = mine.values(*RECURRING).first() or {}
    topic = last.get("category")
    known = {
        "category": [topic, last["category__name"]] if topic else None,
        "language": last.get("language") or usual_language(),
        "dialect": last.get("dialect") or default_dialect(),
    }
    return Content("", "", {**EMPTY, **known})


def usual_language() -> str:
    """The language of the interface, if articles can be written in it."""
    language = interface_language()
    return language if language in dict(WRITTEN) else default_language()
