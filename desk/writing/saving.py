"""Saving: by itself while somebody writes, and on demand."""

from typing import Any

from articles.models import Article, User
from articles.publishing import history
from desk.models import Draft, Revision
from desk.models.content import Content
from desk.writing.appending import append, is_stale, locked_draft, stale_view
from desk.writing.outcomes import Refused, Saved, Stale
from desk.writing.row_writer import RowWriter

Kind = Revision.Kind


def create_article(by: User, **values: str) -> Article:
    """A new empty draft. `values` are fields such as the language."""
    article = Article(author=by, **values)
    with history.change(by):
        article.save()
    return article


def autosave(article: Article, content: Content, *, base: int, by: User) -> Saved | Stale:
    """Save the text beside the article. Never changes the row of the article."""
    return append(article.pk, content, Kind.AUTOSAVE, base=base, by=by)


def save_draft(
    article: Article,
    content: Content,
    *,
    base: int,
    by: User,
    kind: str = Kind.SAVED,
    includes: int | None = None,
) -> Saved | Stale:
    """Save the text; an article with the status of a draft takes it into its row.

    `kind` is Kind.MERGED if the text answers a `Stale`. If it answers a `Diverged`, `includes` is
    the id of the live revision that was merged into it.
    """
    saved = write_draft(RowWriter(article.pk, kind, base, by), content)
    if isinstance(saved, Saved) and includes is not None:
        Draft.objects.filter(pk=article.pk, live=includes).update(base=includes)
    return saved


def restore(revision: Revision, *, base: int, by: User) -> Saved | Stale:
    """Make the content of a revision the newest one. The article keeps its author.

    If it has been public, it keeps its date too, and its address if the former one is taken.
    """
    head = Draft.objects.with_revisions().get(pk=revision.article_id).head
    kept = known_to_readers(Article.objects.get(pk=revision.article_id), revision.content)
    content = revision.content.changed(author=head.metadata.get("author"), **kept)
    writer = RowWriter(revision.article_id, Kind.RESTORED, base, by, writer=revision.writer_id)
    return write_draft(writer, content)


def known_to_readers(article: Article, content: Content) -> dict[str, Any]:
    """What restoring `content` does not change of an article that has been public."""
    if not article.has_been_public():
        return {}
    others = Article.objects.exclude(pk=article.pk)
    is_taken = others.filter(slug=content.metadata.get("slug")).exists()
    slug = {"slug": article.slug} if is_taken else {}
    return {"published_at": article.published_at, **slug}


def write_draft(writer: RowWriter, content: Content) -> Saved | Stale:
    written = writer.write(content, publish=False)
    assert not isinstance(written, Refused)
    return written


def discard_draft(article: Article, *, base: int) -> Saved | Stale:
    """Return to what the row of the article contains. The history keeps the draft."""
    with locked_draft(article.pk) as draft:
        if is_stale(draft, base):
            return stale_view(draft, base)
        draft.unschedule()
        draft.head = draft.base = draft.live
        draft.save()
        return Saved(draft.live)
