"""The search index follows the articles, in the transaction that changes them.

`index()` is called by every verb that changes what search knows: the saving, changing and deleting
of articles one by one and by querysets, of their tags, and the renaming of tags and topics.
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

from articles.publishing import index_maintenance
from fulltext import documents, postgres_backend, sqlite_backend
from fulltext.index import Backend, IndexRow

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

BATCH = 50
# What an article's row says to search.
FIELDS = (
    *("title", "summary", "headings", "prose", "code", "language", "status", "published_at"),
    *("category__name", "category__slug"),
)
PUBLISHED = "published"
DECIDES = frozenset({name.partition("__")[0] for name in FIELDS} | {"category_id"})

waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)


def backend() -> Backend:
    return postgres_backend.BACKEND if connection.vendor == "postgresql" else sqlite_backend.BACKEND


def prepare(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Make a new connection fit for searching."""
    backend().prepare(connection.connection)


def index(articles: Iterable[int]) -> None:
    """Bring what the index says of these articles up to date."""
    collected = waiting.get()
    if collected is None:
        write(articles)
    else:
        collected.update(articles)


@contextmanager
def together() -> Iterator[None]:
    """Whatever changes within is written to the index once, at the end of one transaction."""
    if waiting.get() is not None:
        yield
        return
    collected: set[int] = set()
    token = waiting.set(collected)
    try:
        with transaction.atomic():
            yield
            write(collected)
    finally:
        waiting.reset(token)


def write(articles: Iterable[int], apps: Any = installed) -> int:
    """How many of the articles the index did not know as they are."""
    changed = 0
    for some in batches(articles):
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            changed += write_changed(cursor, list(rows(some, apps)))
    return changed


def fill(apps: Any, schema_editor: Any) -> None:
    """Make what the databases need, and bring everything up to date; for migrations."""
    with schema_editor.connection.cursor() as cursor:
        backend().create(cursor)
    everything = apps.get_model("articles", "Article")._default_manager.values_list("pk", flat=True)
    write(everything.iterator(), apps)


def write_changed(cursor: CursorWrapper, present: list[IndexRow]) -> int:
    stored = backend().stored(cursor, [row.article for row in present])
    changed = [row for row in present if stored.get(row.article) != (row.key, row.digest)]
    if changed:
        store(cursor, changed)
    return len(changed)


def store(cursor: CursorWrapper, present: list[IndexRow]) -> None:
    backend().write(cursor, present)
    index_maintenance.afterwards(backend().merge_pending_sql)


def write_anew(articles: list[int]) -> set[str]:
    """Whatever the index says of them; the words that they have."""
    with transaction.atomic(), connection.cursor() as cursor:
        present = list(rows(articles))
        store(cursor, present)
    return {word for row in present for word in row.document.words}


def forget_words(others_than: set[str]) -> int:
    words = installed.get_model("articles", "SearchWord")._default_manager
    known = words.values_list("word", flat=True)
    unknown = [word for word in known if word not in others_than]
    return sum(words.filter(word__in=some).delete()[0] for some in batches(unknown))


def compare(articles: list[int]) -> dict[int, str]:
    """What is wrong with the index of some articles."""
    with connection.cursor() as cursor:
        stored = backend().stored(cursor, articles)
    problems = {}
    for row in rows(articles):
        if row.article not in stored:
            problems[row.article] = "not in the index"
        elif stored[row.article] != (row.key, row.digest):
            problems[row.article] = "the index says something else"
    return problems


def damage() -> list[str]:
    """What is wrong with the index whatever the articles say."""
    with connection.cursor() as cursor:
        return backend().integrity_errors(cursor)


def rows(articles: list[int], apps: Any = installed) -> Iterator[IndexRow]:
    """What the index is to say of those of the articles that there are."""
    stored = apps.get_model("articles", "Article")._default_manager.filter(pk__in=articles)
    tags = tags_of(articles, apps)
    for values in stored.order_by("pk").values("pk", *FIELDS):
        document = described(values, tags[values["pk"]])
        key = documents.index_key(values["pk"], day(values))
        yield IndexRow(key, values["pk"], document.digest, document)


def tags_of(articles: list[int], apps: Any) -> defaultdict[int, list[tuple[str, str]]]:
    """The names and slugs of their tags."""
    uses = apps.get_model("articles", "TaggedArticle")._default_manager
    found = defaultdict(list)
    wanted = uses.filter(content_object__in=articles).order_by("tag")
    for article, *tag in wanted.values_list("content_object", "tag__name", "tag__slug"):
        found[article].append((tag[0], tag[1]))
    return found


def described(values: dict[str, Any], tags: list[tuple[str, str]]) -> documents.SearchDocument:
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


def day(values: dict[str, Any]) -> date | None:
    """On which it is, or will be, published."""
    if values["status"] != PUBLISHED or not values["published_at"]:
        return None
    return values["published_at"].astimezone(UTC).date()


def batches(things: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(things)
    while some := list(islice(left, BATCH)):
        yield some
