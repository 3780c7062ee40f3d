"""What uses a file, in words: articles with their drafts and histories, pages, topics."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles import access
from articles.models import Article, Category, Page, User
from media.models import FileUse, MediaFile


@dataclass(frozen=True, slots=True)
class UserOfFile:
    """`title` is that of the article, page or topic; `address` is empty if the user may not see
    it."""

    how: str
    title: str
    address: str = ""
    language: str = ""


def users_of_file(user: User, file: MediaFile) -> list[UserOfFile]:
    """What uses the file. At most four queries."""
    uses = list(FileUse.objects.filter(file=file).order_by("kind", "object_id"))
    return [
        *used_by_articles(user, [use for use in uses if use.kind in FileUse.OF_ARTICLES]),
        *used_by(uses, FileUse.Kind.PAGE, Page, "admin:articles_page_change"),
        *used_by(uses, FileUse.Kind.TOPIC, Category, "admin:articles_category_change"),
    ]


def used_by_articles(user: User, uses: list[FileUse]) -> Iterable[UserOfFile]:
    ids = {use.object_id for use in uses}
    seen = access.visible_objects(user, Article.objects.filter(pk__in=ids))
    known = seen.only("title", "language").in_bulk() if ids else {}
    for use in uses:
        how = use.get_kind_display()
        if article := known.get(use.object_id):
            address = reverse("desk_article", args=[article.pk])
            title = article.title or _("No title yet")
            yield UserOfFile(how, title, address, article.language)
        else:
            yield UserOfFile(how, _("an article of somebody else"))


def used_by(uses: list[FileUse], kind: str, model: type[Any], view: str) -> Iterable[UserOfFile]:
    ids = [use.object_id for use in uses if use.kind == kind]
    for instance in model.objects.filter(pk__in=ids) if ids else ():
        yield UserOfFile(
            str(FileUse.Kind(kind).label), str(instance), reverse(view, args=[instance.pk])
        )
