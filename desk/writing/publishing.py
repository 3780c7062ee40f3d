"""Publishing the draft of an article: now, or when its time has come."""

from dataclasses import replace
from datetime import datetime
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, User
from articles.publishing import history
from desk.models import Draft, Revision
from desk.writing.appending import is_stale, locked_draft, stale_view
from desk.writing.batches import sum_over
from desk.writing.edits import Edit
from desk.writing.outcomes import Diverged, Refused, Saved, Stale
from desk.writing.row_writer import RowWriter

Kind = Revision.Kind


def publish_changes(
    article: Article, *, base: int, by: User, at: datetime | None = None
) -> Saved | Stale | Refused:
    """Let readers see the draft. An article that is a draft itself becomes published.

    `at` becomes its date; without it, it keeps the one that it has. If the article was changed
    beside its draft, both are merged. If both changed the title or the text, somebody must see the
    merge before readers do: `Diverged`.
    """
    draft = Draft.objects.of_article(article.pk)
    if is_stale(draft, base):
        return stale_view(draft, base)
    edit = edit_of(draft.head, by).merged(draft.base, draft.live, is_seen=False)
    if edit is None:
        return Diverged(base=draft.base, theirs=draft.live, ours=draft.head)
    if at is not None:
        edit = replace(edit, content=edit.content.changed(published_at=at))
    return RowWriter(article.pk, edit).write(publish=True)


def edit_of(revision: Revision, by: User | None) -> Edit:
    """The edit that publishes a revision: its text is that of whoever wrote it."""
    return Edit(revision.content, Kind.PUBLISHED, revision.pk, by, text_of=revision)


def schedule_changes(
    article: Article, at: datetime, *, base: int, by: User
) -> Saved | Stale | Refused:
    """Publish the draft as it is now at a later time. Later changes of it are not published."""
    if at <= timezone.now():
        return Refused({"publish_at": [_("Choose a time in the future.")]})
    with locked_draft(article.pk) as draft:
        if is_stale(draft, base):
            return stale_view(draft, base)
        draft.schedule(at, by)
        draft.save()
        return Saved(draft.head)


def publish_later(
    article: Article, at: datetime, *, base: int, by: User
) -> Saved | Stale | Refused:
    """Let readers see the draft from this time on.

    Changes of a public article are scheduled. Another article is published with this date.
    """
    if at <= timezone.now():
        return Refused({"publish_at": [_("Choose a time in the future.")]})
    if not Article.objects.reachable().filter(pk=article.pk).exists():
        return publish_changes(article, base=base, by=by, at=at)
    draft = Draft.objects.of_article(article.pk)
    if draft.head.digest == draft.live.digest:
        return Refused({"publish_at": [_("Readers see this text already. Change it first.")]})
    return schedule_changes(article, at, base=base, by=by)


def withdraw_plan(article: Article, *, by: User) -> None:
    """Publish nothing later: an article that was to appear becomes a draft without a date."""
    with history.change(by):
        unschedule_changes(article)
        coming = Article.objects.filter(pk=article.pk, published_at__gt=timezone.now())
        if coming.exclude(status=Article.Status.DRAFT, pending_status="").unpublish():
            coming.update(published_at=None)


def unschedule_changes(article: Article) -> None:
    """Take the plan back. For users who may publish: somebody who may has made it."""
    with locked_draft(article.pk) as draft:
        draft.unschedule()
        draft.save()


def publish_due() -> int:
    """Publish the drafts whose time has come. Return their number.

    Several processes may do so at once. A draft that cannot be published keeps its date and gets a
    `problem`, which its author sees.
    """
    due = list(Draft.objects.due(timezone.now()).values_list("pk", flat=True))
    return sum_over(due, publish_planned)


def publish_planned(article: int) -> bool:
    drafts = Draft.objects.with_revisions().select_related("planned_by")
    draft = drafts.filter(pk=article).first()
    if draft is None or draft.planned is None or not draft.is_due(timezone.now()):
        return False  # another process was faster, or the article was deleted
    edit = planned_edit(draft, draft.planned)
    if edit is None:
        return report(draft, _("The article was changed meanwhile: look at it, then publish it."))
    outcome = RowWriter(article, edit, is_planned=True).write(publish=True)
    if isinstance(outcome, Refused):
        return report(draft, " ".join(chain.from_iterable(outcome.problems.values())))
    return isinstance(outcome, Saved)


def planned_edit(draft: Draft, planned: Revision) -> Edit | None:
    """What was planned, and what was changed beside it; None if somebody must look at that first.

    What was written later into an article of which readers see nothing yet stays a draft.
    """
    edit = edit_of(planned, draft.planned_by)
    if draft.planned_base is None or draft.is_later_than_plan:
        return edit
    return edit.merged(draft.planned_base, draft.live, is_seen=draft.live.is_released)


def report(draft: Draft, problem: str) -> bool:
    waiting = Draft.objects.filter(pk=draft.pk, planned=draft.planned_id)
    waiting.update(problem=problem)
    return False
