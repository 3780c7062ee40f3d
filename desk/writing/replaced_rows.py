"""What becomes of an edit that a file has replaced: both are merged, or both are kept."""

from articles.models import Article, User
from articles.models.articles import RAW_HTML
from articles.publishing import history
from desk.models import Draft, Revision, used_files
from desk.models.content import Content
from desk.writing.appending import keep_aside, locked_draft
from desk.writing.applying import apply_content, set_tags
from desk.writing.edits import Edit
from desk.writing.merging import merge_contents

Status = Article.Status
# From what anybody may read to what nobody may
STATUSES = (Status.PUBLISHED, Status.ARCHIVED, Status.DRAFT)


def merge_replaced(
    article: int, base: Revision, imported: Revision, edited: Revision, by: User | None
) -> bool:
    """Bring an edit back that the revision `imported` has replaced.

    `edited` was in the row before, and both were made of `base`. If they can be merged, the row
    gets the merge, with what was saved since. Else the edit becomes the draft of the article, or is
    kept beside a draft that is there: return False.
    """
    with history.change(by, Revision.Kind.MERGED), locked_draft(article) as draft:
        content = merged_content(base, imported, edited, draft.live)
        if content and write_merged(article, content, imported, edited):
            return True
        keep_edit(draft, base, edited, by)
        return False


def merged_content(
    base: Revision, imported: Revision, edited: Revision, live: Revision
) -> Content | None:
    """The merge with what was saved since the import; None if there is a conflict."""
    both = merge_contents(base.content, imported.content, edited.content)
    if not both.is_clean:
        return None
    status = merged_status(base, imported, edited)
    content = both.content.changed(status=status)
    if live.pk == imported.pk:
        return content
    later = merge_contents(imported.content, content, live.content)
    return later.content if later.is_clean else None


def merged_status(*revisions: Revision) -> str:
    """The status that one side has changed; if both did, the stricter one."""
    base, ours, theirs = (each.metadata["status"] for each in revisions)
    if ours == base:
        return str(theirs)
    if theirs == base:
        return str(ours)
    return str(max(ours, theirs, key=STATUSES.index))


def write_merged(article: int, content: Content, imported: Revision, edited: Revision) -> bool:
    """Write it into the row. Return False if it does not fit."""
    row = Article.objects.get(pk=article)
    if apply_content(row, content):
        return False
    row.status = content.metadata["status"]
    row.written_by = lesser_writer(imported, edited)
    row.save()
    set_tags(row, content)
    return True


def lesser_writer(first: Revision, second: Revision) -> User | None:
    """Of two who wrote a text, the one who may not write raw HTML."""
    for each in (first, second):
        if each.writer and not each.writer.has_perm(RAW_HTML):
            return each.writer
    return first.writer


def keep_edit(draft: Draft, base: Revision, edited: Revision, by: User | None) -> None:
    if draft.has_changes:
        keep_aside(draft, Edit(edited.content, Revision.Kind.SAVED, base.pk, by, text_of=edited))
        return
    draft.head, draft.base = edited, base
    draft.save()
    used_files.set_uses_of_draft(draft.pk, edited.content)
