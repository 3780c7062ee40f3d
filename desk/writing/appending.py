"""Appends revisions to a draft by compare and swap."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from articles.models import User
from desk.models import Draft, Revision
from desk.models.article_rows import lock_articles
from desk.models.content import Content
from desk.models.revisions import NewRevision
from desk.writing.outcomes import Saved, Stale

BODY_FIELDS = {"body", "dialect"}


@contextmanager
def locked_draft(article: int) -> Iterator[Draft]:
    """The draft of an article, which nobody else can change until the transaction ends."""
    with transaction.atomic():
        lock_articles([article])
        yield Draft.objects.with_revisions().get(pk=article)


def append(
    article: int,
    content: Content,
    kind: str,
    *,
    base: int,
    by: User | None,
    writer: int | None = None,
) -> Saved | Stale:
    """Make `content` the newest revision of the draft if `base` still is; else keep it aside.

    `writer` is given if another user wrote the text.
    """
    with locked_draft(article) as draft:
        if is_stale(draft, base, content):
            return keep_aside(draft, content, kind, base=base, by=by)
        if draft.head.digest == content.digest and kind == Revision.Kind.AUTOSAVE:
            return Saved(draft.head)
        wrote = writer or writer_of(content, draft.head, by)
        new = NewRevision(article, content, kind, by, wrote, parent=draft.head)
        return Saved(advance(draft, new))


def advance(draft: Draft, new: NewRevision) -> Revision:
    [revision] = Revision.objects.append([new])
    unchanged = Draft.objects.filter(pk=draft.pk, head=draft.head_id)
    if not unchanged.update(head=revision):
        raise RuntimeError("the row of the article was not locked")
    return revision


def is_stale(draft: Draft, base: int, content: Content | None = None) -> bool:
    """Whether the draft has changed since `base`. What it contains already is never too late."""
    same = content is not None and draft.head.digest == content.digest
    return draft.head_id != base and not same


def keep_aside(draft: Draft, content: Content, kind: str, *, base: int, by: User | None) -> Stale:
    """Keep a text that came too late as a revision beside the draft, once."""
    parent = revision_or_earlier(draft, base)
    fork = parent.fork or parent
    known = Revision.objects.with_texts().filter(article=draft.pk, fork=fork, author=by)
    ours = known.filter(digest=content.digest).first()
    if ours is None:
        wrote = writer_of(content, parent, by)
        new = NewRevision(draft.pk, content, kind, by, wrote, parent=parent, fork=fork)
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


def writer_of(content: Content, parent: Revision, by: User | None) -> int | None:
    """Whose permission decides on raw HTML: the user who last changed the text."""
    changed = BODY_FIELDS.intersection(content.changed_fields(parent.content))
    return by.pk if by and changed else parent.writer_id
