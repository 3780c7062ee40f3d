"""What was deleted on one side goes to the trash of the other; what was edited there stays."""

from articles.models import Article, Page
from transfer.models import ImportedFile
from transfer.remembered_files import digest_of_text

from .folder.writing import TRASH, move_to_trash
from .incoming import moved_origin, set_origin
from .models import SyncedFile
from .state import PassState, ids_in_trash, live_revisions


def delete_here(state: PassState, gone: dict[str, SyncedFile]) -> None:
    """Move to the trash what has no file any more; what was edited since gets its file again."""
    live = live_revisions(row.article_id for row in gone.values() if row.article_id)
    trashed = ids_in_trash()
    for name, row in gone.items():
        if row.page and stays_hidden(state, row, row.page):
            continue
        del state.rows[name]
        if row.article and row.article.pk not in trashed:
            delete_article(state, row, live.get(row.article.pk))
        row.delete()


def delete_article(state: PassState, row: SyncedFile, live: int | None) -> None:
    article = row.article
    assert article
    if live != row.revision or not state.options.may_delete(article):
        state.report.add("restored", row.name, article.title)  # add_missing_files() writes it again
        return
    article.move_to_trash(state.options.by)
    leave_name(article, row.name)
    state.report.add("trashed", row.name, article.title)


def leave_name(article: Article, name: str) -> None:
    """A later file of the same name is another article."""
    set_origin(article, moved_origin(article.source_path, name, f"{TRASH}/{name}"))


def stays_hidden(state: PassState, row: SyncedFile, page: Page) -> bool:
    """Pages have no trash: the text stays, readers do not see it, and it gets no file again.

    False if somebody has edited or published it since.
    """
    is_edited = row.written != digest_of_text(page)
    if is_edited or not (row.has_file or not page.is_published):
        state.report.add("restored", row.name, page.title)
        return False
    if row.has_file:
        page.is_published, row.digest = False, ""
        page.save()
        row.save()
        ImportedFile.objects.of(page).update(was_published=False)  # its file may publish it again
        state.report.add("hidden", row.name, page.title)
    return True


def delete_files(state: PassState) -> None:
    """Move files to `.trash` whose articles are in the trash of the site, or deleted for ever."""
    trashed = ids_in_trash()
    for name, row in list(state.rows.items()):
        is_deleted = row.article_id in trashed or (row.article_id is None and row.page_id is None)
        if not is_deleted or not state.is_as_before(row):
            continue
        try:
            move_to_trash(state.options.root, name)
        except OSError as error:
            state.report.add_unwritable(name, error)
            state.unchanged.discard(name)
            continue
        del state.rows[name]
        row.delete()
        if row.article:
            leave_name(row.article, name)
        state.report.add("removed", name)
