"""Objects that redirects lead to: which of them readers can see, and which were deleted."""

from typing import Any

from django.db.models import Model, QuerySet

from articles.db import compiled
from articles.models import Article, Category, Page, Series, Tag, User
from articles.models.path_owners import names_by_key


def public_objects(kind: str) -> QuerySet[Model]:
    return {
        "article": Article.objects.reachable(),
        "page": Page.objects.published(),
        "topic": Category.objects.all(),
        "tag": Tag.objects.all(),
        "series": Series.objects.all(),
        "author": User.objects.with_articles(),
    }[kind]


def public_object(kind: str, target: int | None) -> Any:
    """The object with what its address needs; None if readers cannot see it."""
    found = compiled.rows(public_object_query, kind, pk=target) if target else []
    return found[0] if found else None


def public_object_query(kind: str, pk: int) -> QuerySet[Model]:
    return public_objects(kind).filter(pk=pk).only("slug")


def is_deleted(kind: str, target: int | None) -> bool:
    """Whether the object was deleted, or is in the trash; not if it is a draft."""
    if kind == "article" and Article(pk=target).is_in_trash():
        return True
    return not names_by_key([(kind, target)])
