"""The revisions of an article as the history lists them: by day, autosaves together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils import timezone

from articles import access
from articles.models import Article, User
from desk.models import Revision

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision, and the autosaves before it that it stands for."""

    revision: Revision
    by: str
    more: list["RevisionRow"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RevisionDay:
    day: date
    rows: list[RevisionRow]


@dataclass(frozen=True, slots=True)
class RevisionList:
    """A page of the history, the newest revision first. `before` is where the next page begins."""

    days: list[RevisionDay]
    revisions: list[Revision]
    before: int | None

    @classmethod
    def page(cls, article: Article, user: User, before: int | None) -> "RevisionList":
        """The newest revisions, or those before the one of this id. Two queries."""
        revisions = Revision.objects.of(article).for_time_line()
        revisions = revisions.filter(pk__lt=before) if before else revisions
        found = list(revisions[: PER_PAGE + 1])
        shown = found[:PER_PAGE]
        names = access.names_for(user, {each.author_id for each in shown})
        days = list(revision_days(shown, names))
        return cls(days, shown, shown[-1].pk if len(found) > PER_PAGE else None)


def revision_days(
    revisions: Iterable[Revision], names: Mapping[int | None, str]
) -> Iterator[RevisionDay]:
    for day, some in groupby(revisions, key=revision_day):
        yield RevisionDay(day, joined_autosaves(some, names))


def revision_day(revision: Revision) -> date:
    return timezone.localdate(revision.created_at)


def joined_autosaves(
    revisions: Iterable[Revision], names: Mapping[int | None, str]
) -> list[RevisionRow]:
    """A row for each revision; autosaves of one person that follow each other share one."""
    rows: list[RevisionRow] = []
    for revision in revisions:
        row = RevisionRow(revision, names.get(revision.author_id, ""))
        if rows and is_run(rows[-1].revision, revision):
            rows[-1].more.append(row)
        else:
            rows.append(row)
    return rows


def is_run(newer: Revision, older: Revision) -> bool:
    kinds = {newer.kind, older.kind}
    is_named = newer.name or older.name
    return kinds == {"autosave"} and newer.author_id == older.author_id and not is_named
