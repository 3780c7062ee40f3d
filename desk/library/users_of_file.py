"""What uses a file, in words: articles with their drafts and histories, pages, topics, authors."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import access
from articles.models import Article, Category, Page, User
from media.models import FileUse, MediaFile


@dataclass(frozen=True, slots=True)
class UserOfFile:
    """`how` names what of it uses the file; `title` is that of the article, page or topic;
    `address` is empty if the user may not see it."""

    how: str
    title: str
    address: str = ""
    language: str = ""


def users_of_file(user: User, file: MediaFile) -> list[UserOfFile]:
    """What uses the file. At most five queries."""
    uses = list(FileUse.objects.filter(file=file).order_by("kind", "object_id"))
    return [
        *used_by_articles(user, [use for use in uses if use.kind in FileUse.OF_ARTICLES]),
        *used_by(uses, FileUse.Kind.PAGE, Page, "admin:articles_page_change"),
        *used_by(uses, FileUse.Kind.TOPIC, Category, "admin:articles_category_change"),
        *used_by_authors(user, [use.object_id for use in uses if use.kind == FileUse.Kind.AUTHOR]),
    ]


def used_by_articles(user: User, uses: list[FileUse]) -> Iterable[UserOfFile]:
    """Each article once."""
    ids = list(dict.fromkeys(use.object_id for use in uses))
    seen = access.visible_objects(user, Article.objects.filter(pk__in=ids))
    fields = ("title", "language", "status", "published_at")
    known = seen.only(*fields).in_bulk() if ids else {}
    for key in ids:
        kinds = {use.kind for use in uses if use.object_id == key}
        article = known.get(key)
        how = named_kinds(kinds, is_public=article is not None and article.is_public())
        if article:
            address = reverse("desk_article", args=[article.pk])
            title = article.title or _("No title yet")
            yield UserOfFile(how, title, address, article.language)
        else:
            yield UserOfFile(how, _("an article in the trash, or of somebody else"))


def named_kinds(kinds: set[str], *, is_public: bool) -> str:
    """What uses the file now; earlier versions have it too, and count if nothing else does."""
    text = _("published text") if is_public else _("text")
    names = {
        FileUse.Kind.ARTICLE: text,
        FileUse.Kind.COVER: _("cover image"),
        FileUse.Kind.DRAFT: _("draft"),
    }
    found = [str(name) for kind, name in names.items() if kind in kinds]
    return pgettext("between items of a list", ", ").join(found) or _("earlier version")


def used_by_authors(user: User, ids: list[int]) -> Iterable[UserOfFile]:
    """The pages of authors, by name for who may know of them."""
    for name in access.names_for(user, ids).values() if ids else ():
        yield UserOfFile(_("page of an author"), name)
    if user.pk in ids:
        yield UserOfFile(_("page of an author"), str(user), reverse("own_profile"))


def used_by(uses: list[FileUse], kind: str, model: type[Any], view: str) -> Iterable[UserOfFile]:
    ids = [use.object_id for use in uses if use.kind == kind]
    for instance in model.objects.filter(pk__in=ids) if ids else ():
        yield UserOfFile(
            str(FileUse.Kind(kind).label), str(instance), reverse(view, args=[instance.pk])
        )
