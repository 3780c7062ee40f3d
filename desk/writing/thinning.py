"""Thins out what was saved automatically: all of today, then one an hour, then one a day.

Named, saved and published revisions are kept for ever, and so is a text that nothing was made of.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from desk.models import Comment, Draft, PreviewLink, Review, Revision, StoredText
from desk.models.article_rows import lock_articles
from desk.writing.batches import sum_over

DAYS_BY_HOUR = 7
IN_USE = ("head", "live", "base", "planned", "planned_base")


def thin_autosaves() -> int:
    """Delete the superseded autosaves of all articles. Return their number."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    several = thinnable(today).values("article").annotate(n=Count("pk")).filter(n__gt=1)
    articles = list(several.order_by().values_list("article", flat=True))
    return sum_over(articles, partial(thin_article, today=today))


def thinnable(today: datetime) -> Any:
    """Autosaves of former days that something else was made of, and that nothing refers to."""
    of_article = {"article": OuterRef("article")}
    used = Q(*[(f"{name}_id", OuterRef("pk")) for name in IN_USE], _connector=Q.OR)
    judged = Q(revision=OuterRef("pk")) | Q(answered_revision=OuterRef("pk"))
    keepers = (
        Revision.objects.filter(fork=OuterRef("pk")),
        Draft.objects.filter(used, **of_article),
        Review.objects.filter(judged, **of_article),
        Comment.objects.filter(revision=OuterRef("pk")),
        PreviewLink.objects.filter(revision=OuterRef("pk")),
    )
    child = Revision.objects.filter(parent=OuterRef("pk"))
    old = Revision.objects.filter(kind=Revision.Kind.AUTOSAVE, name="", created_at__lt=today)
    return old.filter(Exists(child), *(~Exists(rows) for rows in keepers))


@transaction.atomic
def thin_article(article: int, today: datetime) -> int:
    lock_articles([article])
    rows = thinnable(today).filter(article=article).order_by("pk")
    replaced = superseded(rows.defer("metadata"), today)
    gone = {revision.pk for some in replaced.values() for revision in some}
    let_children_follow(article, gone)
    for last, some in replaced.items():
        add_changes(last, some)
    Revision.objects.filter(pk__in=gone).delete()
    delete_unused_texts(article)
    return len(gone)


def superseded(rows: Iterable[Revision], today: datetime) -> dict[int, list[Revision]]:
    """What a later one of the same person and the same hour or day replaces, by the id of that.

    `rows` are in their order.
    """
    periods: dict[Any, list[Revision]] = {}
    for row in rows:
        period = period_of(timezone.localtime(row.created_at), today)
        periods.setdefault((row.fork_id, row.author_id, *period), []).append(row)
    return {some[-1].pk: some[:-1] for some in periods.values() if len(some) > 1}


def add_changes(last: int, replaced: list[Revision]) -> None:
    """Let the last revision of a period say what was written in all of it."""
    added, removed = (sum(getattr(r, name) for r in replaced) for name in ("added", "removed"))
    Revision.objects.filter(pk=last).update(
        added=F("added") + added, removed=F("removed") + removed
    )


def period_of(moment: datetime, today: datetime) -> tuple[Any, ...]:
    by_hour = moment >= today - timedelta(days=DAYS_BY_HOUR)
    return (moment.date(), moment.hour) if by_hour else (moment.date(),)


def let_children_follow(article: int, gone: set[int]) -> None:
    """Give the revisions that stay the nearest parent that stays too."""
    rows = Revision.objects.filter(article=article).values_list("pk", "parent")
    parents = dict(rows)
    for pk, parent in parents.items():
        if pk in gone or parent not in gone:
            continue
        while parent in gone:
            parent = parents[parent]
        Revision.objects.filter(pk=pk).update(parent=parent)


def delete_unused_texts(article: int) -> None:
    """First the texts, then the bases of which nothing else was made."""
    for _step in range(2):
        StoredText.objects.filter(article=article).unused().delete()
