"""Records what changes of an article as revisions, in the transaction that changes it.

Every method that changes what an author entered calls `record()`: methods of articles and of their
querysets, of tags and their uses, and of series. The tables belong to the app `desk`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction

# The columns of an article that a revision contains.
FIELDS = (
    *("title", "body", "slug", "status", "published_at", "summary", "language", "dialect"),
    *("category", "series", "part", "translation_of", "author", "featured", "cover"),
)
TEXTS = frozenset({"title", "body", "summary"})
RECORDED_COLUMNS = frozenset(FIELDS) | {f"{name}_id" for name in FIELDS}


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes articles, and why.

    `kind` is one of `Revision.Kind`; empty: it follows from the status of the article. `source` is
    the id of the revision from which the row is written. Without `is_audited` it is what was there
    before, and not what somebody does now.
    """

    by: Any = None
    kind: str = ""
    source: int | None = None
    is_audited: bool = True
    articles: set[int] = field(default_factory=set)


current_user: ContextVar[Any] = ContextVar("current_user", default=None)
current_change: ContextVar[Change | None] = ContextVar("current_change", default=None)


@contextmanager
def changes_by(user: Any) -> Iterator[None]:
    """Record changes in the block as those of this user; each has a transaction of its own."""
    token = current_user.set(user)
    try:
        yield
    finally:
        current_user.reset(token)


@contextmanager
def change(by: Any = None, kind: str = "", *, source: int | None = None) -> Iterator[None]:
    """Run the block in a transaction, and record at its end each changed article once.

    Within another `change()` the outer one decides.
    """
    if current_change.get() is not None:
        yield
        return
    change = Change(by or current_user.get(), kind, source)
    token = current_change.set(change)
    try:
        with transaction.atomic():
            yield
            revisions().record(change.articles, change)
    finally:
        current_change.reset(token)


def record(articles: Iterable[int]) -> None:
    """Record these articles after they were changed; within `change()` at its end."""
    change = current_change.get()
    if change is None:
        revisions().record(articles, Change(current_user.get()))
    else:
        change.articles.update(articles)


def record_before(articles: Iterable[int]) -> None:
    """Record these articles as they are stored, if the history does not have them so.

    Call it before a text is replaced: plain SQL may have changed it, and an article may be older
    than the history.
    """
    change = current_change.get()
    recorded = change.articles if change else set()
    revisions().record(set(articles) - recorded, Change(is_audited=False))


def revisions() -> Any:
    return apps.get_model("desk", "Revision")._default_manager
