"""Appends revisions to a draft by compare and swap."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from desk.models import Draft, Revision, used_files
from desk.models.article_rows import lock_articles
from desk.models.content import Content
from desk.models.revisions import NewRevision
from desk.writing.edits import Edit
from desk.writing.outcomes import Saved, Stale

AUTOSAVE = Revision.Kind.AUTOSAVE


@contextmanager
def locked_draft(article: int) -> Iterator[Draft]:
    """The draft of an article, which nobody else can change until the transaction ends."""
    with transaction.atomic():
        lock_articles([article])
        yield Draft.objects.of_article(article)


def append(article: int, edit: Edit) -> Saved | Stale:
    """Make it the newest revision of the draft if its base still is; else keep it aside."""
    with locked_draft(article) as draft:
        if is_stale(draft, edit.base, edit.content):
            return keep_aside(draft, edit)
        return Saved(advance(draft, edit))


def advance(draft: Draft, edit: Edit) -> Revision:
    """Append the content, unless the newest revision has it already."""
    head = draft.head
    if not is_kept_by(head, edit):
        writer = edit.writer_after(head)
        new = NewRevision(draft.pk, edit.content, edit.kind, edit.by, writer, parent=head)
        [head] = Revision.objects.append([new])
        used_files.set_uses_of_draft(draft.pk, edit.content)
    base = edit.includes if edit.includes == draft.live_id else draft.base_id
    unchanged = Draft.objects.filter(pk=draft.pk, head=draft.head_id)
    if not unchanged.update(head=head, base=base):
        raise RuntimeError("the row of the article was not locked")
    return head


def is_kept_by(head: Revision, edit: Edit) -> bool:
    """Whether the content needs no revision: only an autosave is repeated, as one kept for ever."""
    is_autosave = head.kind == AUTOSAVE and edit.kind != AUTOSAVE
    return not is_autosave and head.has(edit.content)


def is_stale(draft: Draft, base: int, content: Content | None = None) -> bool:
    """Whether the draft has changed since `base`. What it contains already is never too late."""
    return draft.head_id != base and not (content and draft.head.has(content))


def keep_aside(draft: Draft, edit: Edit) -> Stale:
    """Keep a text that came too late as a revision beside the draft, once."""
    parent = revision_or_earlier(draft, edit.base)
    fork = parent.fork or parent
    known = Revision.objects.with_texts().filter(article=draft.pk, fork=fork, author=edit.by)
    ours = known.filter(digest=edit.content.digest).first()
    if ours is None:
        writer = edit.writer_after(parent)
        new = NewRevision(draft.pk, edit.content, edit.kind, edit.by, writer, parent, fork)
        [ours] = Revision.objects.append([new])
    return Stale(base=fork, theirs=draft.head, ours=ours)


def stale_view(draft: Draft, base: int) -> Stale:
    """The same for a verb that brings no text along."""
    seen = revision_or_earlier(draft, base)
    return Stale(base=seen, theirs=draft.head, ours=seen)


def revision_or_earlier(draft: Draft, key: int) -> Revision:
    """The revision of this id; if it was thinned out, the last one before it that was not."""
    present = Revision.objects.of(draft.pk).with_texts().select_related("fork__text__base")
    found: Any = present.filter(pk=key).first()
    found = found or present.filter(pk__lt=key, fork=None).first()
    return found or present.order_by("pk")[0]
