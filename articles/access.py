"""Object permissions: which objects a user may view, select and change.

Every form, list, filter, action and URL of the admin and of the desk uses these functions. Authors
have access to their own articles and their own name, editors to those of everybody; reviewers read
those of everybody. For topics, tags, series, pages and settings, Django's model permissions decide.
"""

from collections.abc import Iterable
from typing import Any, cast

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.models import Article, Page, User
from articles.models.articles import EDIT_ALL, PUBLISH, READ_ALL
from articles.models.pages import PageQuerySet
from articles.models.querysets import ArticleQuerySet
from media.models import FileUse, MediaFile

UPLOAD = "media.add_mediafile"
SEE_PEOPLE = "articles.view_user"


def signed_in_user(request: HttpRequest) -> User:
    """The user of the request; all views of the admin require one."""
    return cast(User, request.user)


def sees_everything(user: User) -> bool:
    return edits_everything(user) or user.has_perm(READ_ALL)


def edits_everything(user: User) -> bool:
    return user.has_perm(EDIT_ALL)


def may_publish(user: User) -> bool:
    return user.has_perm(PUBLISH)


def may_begin(user: User) -> bool:
    """Whether the user may begin articles."""
    return user.has_perm("articles.add_article")


def may_upload(user: User) -> bool:
    """Whether the user may add pictures and files."""
    return user.has_perm(UPLOAD)


def may_review(user: User, asked_by: int | None) -> bool:
    """Whether the user may answer a request for review. Nobody approves their own.

    Whoever may publish needs no approval, so that a site with one editor does not stand still.
    """
    return sees_everything(user) and user.pk != asked_by


# Querysets


def reviewers_for(user: User) -> QuerySet[Any]:
    """Who may answer when the user asks for a review."""
    backend = settings.AUTHENTICATION_BACKENDS[0]
    editors, readers = (
        User.objects.with_perm(permission, backend=backend) for permission in (EDIT_ALL, READ_ALL)
    )
    everybody = User.objects.filter(Q(pk__in=editors.values("pk")) | Q(pk__in=readers.values("pk")))
    return everybody.filter(is_active=True, is_staff=True).exclude(pk=user.pk)


def visible_objects(user: User, objects: QuerySet[Any]) -> QuerySet[Any]:
    """The objects that the user may view and select in a field."""
    if objects.model is Article:
        return cast("ArticleQuerySet", objects).visible_to(user)
    if objects.model is User:
        return visible_people(user, objects)
    return objects


def editable_objects(user: User, objects: QuerySet[Any]) -> QuerySet[Any]:
    """The visible objects that the user may change."""
    if objects.model in {Article, Page}:
        return cast("ArticleQuerySet | PageQuerySet", objects).editable_by(user)
    return visible_objects(user, objects)


def writable_articles(user: User) -> QuerySet[Any]:
    """The articles whose drafts the user may read and change at the desk."""
    found = Article.objects.kept().of_user(user)
    return found if user.has_perm("articles.change_article") else found.none()


def readable_articles(user: User) -> QuerySet[Any]:
    """The articles whose drafts the user may read at the desk: those, and all for reviewers."""
    return Article.objects.kept() if user.has_perm(READ_ALL) else writable_articles(user)


def restorable_articles(user: User) -> ArticleQuerySet:
    """The articles in the trash that the user may see and restore."""
    found = Article.objects.restorable_by(user)
    return found if user.has_perm("articles.change_article") else found.none()


def erasable_articles(user: User) -> ArticleQuerySet:
    """The articles in the trash that the user may delete for ever."""
    found = restorable_articles(user)
    return found if user.has_perm("articles.delete_article") else found.none()


def visible_people(user: User, objects: QuerySet[Any]) -> QuerySet[Any]:
    """Users that may be selected: all authors for editors, only themselves for others."""
    if user.has_perm(SEE_PEOPLE):
        return objects
    if sees_everything(user):
        writers = Article.objects.order_by().values("author")
        return objects.filter(Q(is_staff=True, is_active=True) | Q(pk__in=writers))
    return objects.filter(pk=user.pk)


def visible_count(user: User, path: str, article: str) -> Count:
    """Count of related objects on `path`, without articles that the user may not view.

    `article` is the lookup of the article from the counted object.
    """
    if sees_everything(user):
        return Count(path, distinct=True)
    reachable, own = Article.objects.reachable(), Article.objects.visible_to(user)
    known = Q(**{f"{article}__in": reachable}) | Q(**{f"{article}__in": own})
    return Count(path, filter=known, distinct=True)


# Single objects, as they are stored


def may_see(user: User, instance: Any) -> bool:
    return is_new(instance) or visible_objects(user, stored_object(instance)).exists()


def may_edit(user: User, instance: Any) -> bool:
    return is_new(instance) or editable_objects(user, stored_object(instance)).exists()


def may_delete(user: User, instance: Any) -> bool:
    """Whether the user may move an article to the trash."""
    return user.has_perm("articles.delete_article") and may_edit(user, instance)


def may_write_draft(user: User, article: Article) -> bool:
    """Like writable_articles() for an article that is not in the trash, without a query."""
    is_theirs = edits_everything(user) or article.author_id == user.pk
    return is_theirs and user.has_perm("articles.change_article")


def is_new(instance: Any) -> bool:
    return instance is None or instance.pk is None


def stored_object(instance: Any) -> QuerySet[Any]:
    # The user of a request is a lazy object, which has the class of another type.
    return cast("QuerySet[Any]", instance.__class__._default_manager.filter(pk=instance.pk))


def name_for(user: User, other: User) -> str:
    """Name of a user in the history of an object."""
    return other.name if may_see(user, other) else _("somebody else")


def names_for(user: User, people: Iterable[int | None]) -> dict[int | None, str]:
    """Names of other users in a history by their ids, in one query; `user` has none there."""
    others = set(people) - {None, user.pk}
    visible = visible_people(user, User.objects.filter(pk__in=others))
    names = {other.pk: other.name for other in visible}
    return {pk: names.get(pk, _("somebody else")) for pk in others}


def nameable_articles(user: User) -> ArticleQuerySet:
    """The articles whose titles the user may read: public ones, and those theirs to see."""
    known = Q(pk__in=Article.objects.reachable()) | Q(pk__in=Article.objects.visible_to(user))
    return Article.objects.filter(known)


def may_name_article(user: User, article: int) -> bool:
    return nameable_articles(user).filter(pk=article).exists()


# Files


def readable_files(user: User) -> QuerySet[Any]:
    """Own files, and those that an article uses which the user may see at the desk."""
    if sees_everything(user):
        return MediaFile.objects.all()
    articles = readable_articles(user).values("pk")
    used = FileUse.objects.filter(kind__in=FileUse.OF_ARTICLES, object_id__in=articles)
    own = MediaFile.objects.filter(owner=user).order_by()
    # With OR instead, databases read all files.
    return MediaFile.objects.filter(pk__in=own.values("pk").union(used.values("file")))


def may_change_file(user: User, file: MediaFile) -> bool:
    """Whether the user may rename, replace and delete it, and read the original."""
    return edits_everything(user) or (file.owner_id == user.pk and may_upload(user))
