"""Updates of the search index, in the transaction that changes the articles.

`update_index()` is called by every method that changes an indexed value: methods of articles and of
their querysets, of tags and their uses, and of topics.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.apps import apps as installed
from django.db import connection, transaction

from articles.db import compiled
from articles.publishing import index_maintenance
from fulltext import documents, postgres_backend, sqlite_backend
from fulltext.index import Backend, IndexRow, index_key

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper
    from django.db.models import QuerySet

BATCH = 50
# The columns of an article that the index contains.
FIELDS = (
    *("title", "summary", "headings", "prose", "code", "language", "status", "published_at"),
    *("category__name", "category__slug"),
)
PUBLISHED = "published"
INDEXED_COLUMNS = frozenset({name.partition("__")[0] for name in FIELDS} | {"category_id"})

pending_updates: ContextVar[set[int] | None] = ContextVar("pending_updates", default=None)


def backend() -> Backend:
    return postgres_backend.BACKEND if connection.vendor == "postgresql" else sqlite_backend.BACKEND


def prepare(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Register the functions that searching needs with a new connection."""
    backend().prepare(connection.connection)


def update_index(articles: Iterable[int]) -> None:
    """Update the index for these ids; within `batch_index_updates()` at its end."""
    collected = pending_updates.get()
    if collected is None:
        index_articles(articles)
    else:
        collected.update(articles)


@contextmanager
def batch_index_updates() -> Iterator[None]:
    """Run the block in a transaction and update the index once, at the end of it."""
    if pending_updates.get() is not None:
        yield
        return
    collected: set[int] = set()
    token = pending_updates.set(collected)
    try:
        with transaction.atomic():
            yield
            index_articles(collected)
    finally:
        pending_updates.reset(token)


def index_articles(articles: Iterable[int], apps: Any = installed) -> int:
    """Update the index for these ids, and return for how many it was out of date."""
    changed = 0
    for some in batches(articles):
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            changed += write_changed_rows(cursor, list(index_rows(some, apps)))
    return changed


def create_and_fill(apps: Any, schema_editor: Any) -> None:
    """Create the index and fill it with all articles; for migrations."""
    with schema_editor.connection.cursor() as cursor:
        backend().create(cursor)
    everything = apps.get_model("articles", "Article")._default_manager.values_list("pk", flat=True)
    index_articles(everything.iterator(), apps)


def write_changed_rows(cursor: CursorWrapper, present: list[IndexRow]) -> int:
    stored = backend().stored(cursor, [row.article for row in present])
    changed = [row for row in present if stored.get(row.article) != (row.key, row.digest)]
    if changed:
        write_rows(cursor, changed)
    return len(changed)


def write_rows(cursor: CursorWrapper, present: list[IndexRow]) -> None:
    backend().write(cursor, present)
    index_maintenance.schedule_maintenance(backend().merge_pending_sql)


def reindex_articles(articles: list[int]) -> set[str]:
    """Write the index for these ids even if it is up to date. Return their words."""
    with transaction.atomic(), connection.cursor() as cursor:
        present = list(index_rows(articles))
        write_rows(cursor, present)
    return {word for row in present for word in row.document.words}


def delete_words_except(indexed: set[str]) -> int:
    words = installed.get_model("articles", "SearchWord")._default_manager
    known = words.values_list("word", flat=True)
    unknown = [word for word in known if word not in indexed]
    return sum(words.filter(word__in=some).delete()[0] for some in batches(unknown))


def index_differences(articles: list[int]) -> dict[int, str]:
    """Why the index is out of date, by id; ids for which it is up to date are left out."""
    with connection.cursor() as cursor:
        stored = backend().stored(cursor, articles)
    problems = {}
    for row in index_rows(articles):
        if row.article not in stored:
            problems[row.article] = "not in the index"
        elif stored[row.article] != (row.key, row.digest):
            problems[row.article] = "the index says something else"
    return problems


def index_damage() -> list[str]:
    """Damage of the index itself, as messages."""
    with connection.cursor() as cursor:
        return backend().integrity_errors(cursor)


def index_rows(articles: list[int], apps: Any = installed) -> Iterator[IndexRow]:
    """The rows that the index should contain for those of these ids that exist."""
    tags = tag_names_of(articles, apps)
    for values in compiled.rows_by_id(indexed_values, apps, ids=articles):
        document = document_of(values, tags[values["pk"]])
        key = index_key(values["pk"], publication_day(values))
        yield IndexRow(key, values["pk"], document.digest, document)


def indexed_values(apps: Any, ids: list[int]) -> QuerySet[Any, Any]:
    stored = apps.get_model("articles", "Article")._default_manager.filter(pk__in=ids)
    return stored.order_by("pk").values("pk", *FIELDS)


def tag_names_of(articles: list[int], apps: Any) -> defaultdict[int, list[tuple[str, str]]]:
    """Pairs of the name and the slug of their tags, by id."""
    found = defaultdict(list)
    for article, *tag in compiled.rows_by_id(indexed_tags, apps, ids=articles):
        found[article].append((tag[0], tag[1]))
    return found


def indexed_tags(apps: Any, ids: list[int]) -> QuerySet[Any, Any]:
    uses = apps.get_model("articles", "TaggedArticle")._default_manager
    wanted = uses.filter(content_object__in=ids).order_by("tag")
    return wanted.values_list("content_object", "tag__name", "tag__slug")


def document_of(values: dict[str, Any], tags: list[tuple[str, str]]) -> documents.SearchDocument:
    topic = values["category__name"] or ""
    facets = [("tag", spelled) for tag in tags for spelled in tag]
    facets += [("topic", spelled) for spelled in (topic, values["category__slug"]) if spelled]
    return documents.SearchDocument(
        title=values["title"],
        tags=tuple(filter(None, (*(name for name, _slug in tags), topic))),
        headings=values["headings"],
        prose=f"{values['summary']}\n{values['prose']}",
        code=values["code"],
        facets=(*facets, ("lang", values["language"])),
    )


def publication_day(values: dict[str, Any]) -> date | None:
    """The UTC date on which it is or will be published; None for drafts and archived articles."""
    if values["status"] != PUBLISHED or not values["published_at"]:
        return None
    return values["published_at"].astimezone(UTC).date()


def batches(things: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
