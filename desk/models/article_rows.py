"""Reads what the rows of articles contain, for the history."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from articles.db import compiled
from articles.models import Article, TaggedArticle
from articles.publishing.history import FIELDS
from desk.models.content import REFERENCES, VALUES, Content, plain_value

BATCH = 100
NAMES = ("category__name", "series__name", "translation_of__title", "author__username")
STATUSES = ("status", "pending_status", "trash_entry__status")


class ArticleRow(NamedTuple):
    """`is_released`: it is not a draft. `writer`: id of the user who wrote the text."""

    article: int
    content: Content
    is_released: bool
    writer: int | None


def lock_articles(articles: Iterable[int]) -> None:
    """Lock the rows until the transaction ends. Every change of a history begins so.

    SQLite needs no locks: its write transactions are exclusive.
    """
    if connection.features.has_select_for_update:
        rows = Article._base_manager.select_for_update(no_key=True).order_by("pk")
        list(rows.filter(pk__in=articles).values_list("pk"))


def intended_status(status: str, pending: str, trashed: str | None) -> str:
    """The status that the author gave, from the values of STATUSES.

    An article that waits to be rendered, or is in the trash, is stored as a draft.
    """
    return trashed or pending or status


def article_rows(articles: list[int]) -> Iterator[ArticleRow]:
    """The rows of these articles, as far as they exist."""
    tags = tags_of(articles)
    for values in compiled.rows_by_id(stored_values, ids=articles):
        metadata = {
            **{name: plain_value(values[name]) for name in (*VALUES, "published_at")},
            **{name: reference(values, name) for name in REFERENCES},
            "status": intended_status(*(values[name] for name in STATUSES)),
            "tags": tags[values["pk"]],
        }
        content = Content(values["title"], values["body"], metadata)
        is_released = values["status"] != Article.Status.DRAFT
        yield ArticleRow(values["pk"], content, is_released, values["written_by"])


def stored_values(ids: list[int]) -> QuerySet[Any, Any]:
    stored = Article._base_manager.filter(pk__in=ids).order_by("pk")
    return stored.values("pk", *FIELDS, *NAMES, *STATUSES, "written_by")


def reference(values: dict[str, Any], name: str) -> list[Any] | None:
    label = next(each for each in NAMES if each.startswith(f"{name}__"))
    return None if values[name] is None else [values[name], values[label]]


def tags_of(articles: list[int]) -> defaultdict[int, list[list[Any]]]:
    found = defaultdict(list)
    for article, tag, name in compiled.rows_by_id(tag_uses, ids=articles):
        found[article].append([tag, name])
    return found


def tag_uses(ids: list[int]) -> QuerySet[Any, Any]:
    uses = TaggedArticle.objects.filter(content_object__in=ids).order_by("tag")
    return uses.values_list("content_object", "tag", "tag__name")


def in_batches(articles: Iterable[int]) -> Iterator[list[int]]:
    left = iter(sorted(set(articles)))
    while some := list(islice(left, BATCH)):
        yield some
