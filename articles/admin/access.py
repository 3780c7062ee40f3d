"""Which things a person may see, name and change in the admin.

Every form, list, filter, action and address of the admin asks here and nowhere else. Authors have
their own articles and their own name, editors have everybody's. Topics, tags, series, pages and
settings belong to the site: Django's own permissions say who may see and change them.
"""

from typing import Any, cast

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.models import Article, Page, User
from articles.models.articles import EDIT_ALL, PUBLISH
from articles.models.pages import PageQuerySet
from articles.models.querysets import ArticleQuerySet

SEE_PEOPLE = "articles.view_user"


def signed_in_user(request: HttpRequest) -> User:
    """The admin lets nobody in who has not signed in."""
    return cast(User, request.user)


def sees_everything(user: User) -> bool:
    return user.has_perm(EDIT_ALL)


def may_publish(user: User) -> bool:
    return user.has_perm(PUBLISH)


# Of many things


def visible_objects(user: User, things: QuerySet[Any]) -> QuerySet[Any]:
    """Those that the person may see, and name in a field."""
    if things.model is Article:
        return cast("ArticleQuerySet", things).visible_to(user)
    if things.model is User:
        return visible_people(user, things)
    return things


def editable_objects(user: User, things: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the visible ones that the person's permission to change reaches."""
    if things.model in {Article, Page}:
        return cast("ArticleQuerySet | PageQuerySet", things).editable_by(user)
    return visible_objects(user, things)


def visible_people(user: User, things: QuerySet[Any]) -> QuerySet[Any]:
    """Editors name those who write; nobody else needs another's name."""
    if user.has_perm(SEE_PEOPLE):
        return things
    if sees_everything(user):
        writers = Article.objects.order_by().values("author")
        return things.filter(Q(is_staff=True, is_active=True) | Q(pk__in=writers))
    return things.filter(pk=user.pk)


def visible_count(user: User, path: str, article: str) -> Count:
    """How many of them there are, without those that the person may not know of."""
    if sees_everything(user):
        return Count(path, distinct=True)
    reachable, own = Article.objects.reachable(), Article.objects.visible_to(user)
    known = Q(**{f"{article}__in": reachable}) | Q(**{f"{article}__in": own})
    return Count(path, filter=known, distinct=True)


# Of one thing, as it is stored


def may_see(user: User, thing: Any) -> bool:
    return is_new(thing) or visible_objects(user, stored_object(thing)).exists()


def may_edit(user: User, thing: Any) -> bool:
    return is_new(thing) or editable_objects(user, stored_object(thing)).exists()


def is_new(thing: Any) -> bool:
    return thing is None or thing.pk is None


def stored_object(thing: Any) -> QuerySet[Any]:
    return cast("QuerySet[Any]", type(thing)._default_manager.filter(pk=thing.pk))


def name_for(user: User, other: User) -> str:
    """What somebody is called in a history."""
    return other.byline if may_see(user, other) else _("somebody else")
