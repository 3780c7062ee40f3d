"""Objects that redirects lead to: which of them readers can see, and which were deleted."""

from django.db.models import Model, QuerySet

from articles.models import Article, Category, Page, Series, Tag
from articles.models.path_owners import names_by_key


def public_objects(kind: str) -> QuerySet[Model]:
    return {
        "article": Article.objects.reachable(),
        "page": Page.objects.published(),
        "topic": Category.objects.all(),
        "tag": Tag.objects.all(),
        "series": Series.objects.all(),
    }[kind]


def is_deleted(kind: str, target: int | None) -> bool:
    """Whether the object was deleted, or is in the trash; not if it is a draft."""
    if kind == "article" and Article(pk=target).is_in_trash():
        return True
    return not names_by_key([(kind, target)])
