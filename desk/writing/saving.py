"""Saving: by itself while somebody writes, and on demand."""

from dataclasses import replace
from typing import Any

from articles.models import Article, User
from articles.publishing import history
from desk.models import Draft, Review, Revision, used_files
from desk.models.content import Content
from desk.writing.appending import append, is_stale, locked_draft, stale_view
from desk.writing.edits import Edit
from desk.writing.outcomes import Diverged, Refused, Saved, Stale
from desk.writing.row_writer import RowWriter

Kind = Revision.Kind


def create_article(by: User, **values: Any) -> Article:
    """A new empty draft. `values` are fields such as the language."""
    article = Article(author=by, **values)
    with history.change(by):
        article.save()
    return article


def autosave(article: Article, content: Content, *, base: int, by: User) -> Saved | Stale:
    """Save the text beside the article. Never changes the row of the article."""
    return append(article.pk, Edit(content, Kind.AUTOSAVE, base, by))


def save_draft(article: Article, content: Content, *, base: int, by: User) -> Saved | Stale:
    """Save the text; an article with the status of a draft takes it into its row.

    If somebody has changed the row beside the draft, both are merged. If both changed the title or
    the text, the row stays as it is until that is answered: publishing returns `Diverged`.
    """
    return write_draft(article, Edit(content, Kind.SAVED, base, by))


def save_corrected(article: Article, head: Revision, body: str, *, by: User) -> Saved | Stale:
    """Save what a program corrected in the text of a revision. Its writer stays the same."""
    content = head.content.changed(body=body)
    return write_draft(article, Edit(content, Kind.SAVED, head.pk, by, text_of=head))


def save_merge(article: Article, content: Content, conflict: Stale, *, by: User) -> Saved | Stale:
    """Save the text that answers a conflict: what was merged of both sides, and what was chosen."""
    head, includes = conflict.theirs, None
    if isinstance(conflict, Diverged):
        head, includes = conflict.ours, conflict.theirs.pk
    ours = conflict.ours
    sent = Edit(ours.content, Kind.MERGED, head.pk, by, text_of=ours, includes=includes)
    text_of = sent.text_of_merge(conflict.base, conflict.theirs)
    return write_draft(article, replace(sent, content=content, text_of=text_of))


def restore(revision: Revision, *, base: int, by: User) -> Saved | Stale:
    """Make the content of a revision the newest one. The article keeps its author.

    If it has been public, it keeps its date too, and its address if the former one is taken.
    """
    article = Article.objects.get(pk=revision.article_id)
    head = Draft.objects.of_article(article.pk).head
    kept = known_to_readers(article, revision.content)
    content = revision.content.changed(author=head.metadata.get("author"), **kept)
    edit = Edit(content, Kind.RESTORED, base, by, text_of=revision)
    return write_draft(article, edit)


def known_to_readers(article: Article, content: Content) -> dict[str, Any]:
    """What restoring `content` does not change of an article that has been public."""
    if not article.has_been_public():
        return {}
    others = Article.objects.exclude(pk=article.pk)
    is_taken = others.filter(slug=content.metadata.get("slug")).exists()
    slug = {"slug": article.slug} if is_taken else {}
    return {"published_at": article.published_at, **slug}


def write_draft(article: Article, edit: Edit) -> Saved | Stale:
    written = RowWriter(article.pk, edit).write(publish=False)
    assert not isinstance(written, Refused)
    return written


def discard_draft(article: Article, *, base: int, ends_plan: bool) -> Saved | Stale:
    """Return to what the row of the article contains. The history keeps the draft.

    A request for review of the draft ends. `ends_plan`: whether changes that are scheduled are
    discarded too. A user who may not publish cannot take back what somebody who may has planned; it
    is a revision of its own.
    """
    with locked_draft(article.pk) as draft:
        if is_stale(draft, base):
            return stale_view(draft, base)
        if ends_plan:
            draft.unschedule()
        draft.head = draft.base = draft.live
        draft.save()
        used_files.set_uses_of_draft(article.pk, None)
        Review.objects.close([article.pk])
        return Saved(draft.live)
