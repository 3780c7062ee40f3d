"""Publishing the draft of an article: now, or when its time has come."""

from datetime import datetime
from itertools import chain
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, User
from articles.models.articles import RAW_HTML
from desk.models import Draft, Revision
from desk.models.content import Content
from desk.writing.appending import is_stale, locked_draft, stale_view
from desk.writing.merging import merge_contents
from desk.writing.outcomes import Diverged, Refused, Saved, Stale
from desk.writing.row_writer import RowWriter

Kind = Revision.Kind


class Publishable(NamedTuple):
    """`writer`: id of the user whose permission decides on raw HTML."""

    content: Content
    writer: int | None


def publish_changes(article: Article, *, base: int, by: User) -> Saved | Stale | Refused:
    """Let readers see the draft. An article that is a draft itself becomes published.

    If the article was changed beside its draft, both are merged. If both changed the title or the
    text, somebody must see the merge before readers do: `Diverged`.
    """
    draft = Draft.objects.with_revisions().get(pk=article.pk)
    if is_stale(draft, base):
        return stale_view(draft, base)
    found = merged_with_live(draft.head, draft.base, draft.live, is_seen=False)
    if isinstance(found, Diverged):
        return found
    writer = RowWriter(article.pk, Kind.PUBLISHED, base, by, found.writer)
    return writer.write(found.content, publish=True)


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


def unschedule_changes(article: Article) -> None:
    with locked_draft(article.pk) as draft:
        draft.unschedule()
        draft.save()


def publish_due() -> int:
    """Publish the drafts whose time has come. Return their number.

    Several processes may do so at once. A draft that cannot be published keeps its date and gets a
    `problem`, which its author sees.
    """
    due = list(Draft.objects.due(timezone.now()).values_list("pk", flat=True))
    return sum(map(publish_planned, due))


def publish_planned(article: int) -> bool:
    draft = Draft.objects.with_revisions().select_related("planned_by").get(pk=article)
    planned = draft.planned
    if planned is None or not draft.is_due(timezone.now()):
        return False  # another process was faster
    found = planned_content(draft, planned)
    if isinstance(found, Diverged):
        return report(draft, _("The article was changed meanwhile, in the same places."))
    writer = RowWriter(
        article, Kind.PUBLISHED, planned.pk, draft.planned_by, found.writer, is_planned=True
    )
    outcome = writer.write(found.content, publish=True)
    if isinstance(outcome, Refused):
        return report(draft, " ".join(chain.from_iterable(outcome.problems.values())))
    return isinstance(outcome, Saved)


def planned_content(draft: Draft, planned: Revision) -> Publishable | Diverged:
    """What was planned; with the changes that readers have seen since, if the article is public."""
    if draft.planned_base is None or not draft.live.is_released:
        return Publishable(planned.content, planned.writer_id)
    return merged_with_live(planned, draft.planned_base, draft.live, is_seen=True)


def report(draft: Draft, problem: str) -> bool:
    waiting = Draft.objects.filter(pk=draft.pk, planned=draft.planned_id)
    waiting.update(problem=problem)
    return False


def merged_with_live(
    ours: Revision, base: Revision, live: Revision, *, is_seen: bool
) -> Publishable | Diverged:
    """What is published of a draft. `is_seen`: nobody needs to see a merge without conflicts."""
    if base.pk == live.pk:
        return Publishable(ours.content, ours.writer_id)
    merge = merge_contents(base.content, ours.content, live.content)
    if not merge.is_clean or (merge.both_wrote and not is_seen):
        return Diverged(base=base, theirs=live, ours=ours)
    return Publishable(merge.content, writer_of_merge(ours, base, live))


def writer_of_merge(ours: Revision, base: Revision, live: Revision) -> int | None:
    """Who wrote the text; if both did, the one who may do less."""
    mine, theirs = (base.text_id != each.text_id for each in (ours, live))
    if mine and theirs and ours.writer and ours.writer.has_perm(RAW_HTML):
        return live.writer_id
    return ours.writer_id if mine else live.writer_id
