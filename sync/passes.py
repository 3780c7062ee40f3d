"""One pass: afterwards the folder and the site are equal. sync_folder()."""

from collections.abc import Collection
from dataclasses import replace

from django.utils import timezone

from articles.models import Article, Page
from transfer.messages import ImportFailure
from transfer.reading import own_keys
from transfer.reading.front_matter_block import split_front_matter
from transfer.reading.markdown_files import read_markdown_file
from transfer.reading.source_file import read_source, source_digest

from . import deletions, incoming, outgoing
from .differences import FolderChanges, find_changes
from .folder.scanning import remove_partial_files, scan_folder
from .folder.writing import TRASH
from .locking import only_one_pass
from .models import SyncedFile, SyncedFolder
from .state import PassState, ids_in_trash
from .sync_options import SyncOptions
from .sync_report import SyncReport

MOST_GONE = 20  # files at once


class FolderMissing(Exception):
    """There is no folder of this path: perhaps a disk that is not there."""


class ManyGone(Exception):
    """Many files are gone, or all: the folder may be another one, or not whole."""

    def __init__(self, gone: int, of: int) -> None:
        super().__init__(gone, of)
        self.gone, self.of = gone, of


def sync_folder(
    options: SyncOptions,
    *,
    refused: dict[str, str] | None = None,
    busy: Collection[str] = (),
) -> SyncReport:
    """Make the folder and the site equal. Return what has happened.

    A pass that is killed is continued by the next. Raises FolderMissing, ManyGone, SyncRuns.
    """
    with only_one_pass(options.root):
        return run_pass(options, refused=refused, busy=busy)


def run_pass(
    options: SyncOptions,
    *,
    refused: dict[str, str] | None = None,
    busy: Collection[str] = (),
) -> SyncReport:
    """The same for a caller that holds the lock.

    `refused` are digests of files that earlier passes could not read, by their names; they are not
    tried again until they change, and it gets more of them. `busy` are files that wait for the next
    pass. Raises FolderMissing, ManyGone.
    """
    if not options.root.is_dir():
        raise FolderMissing(str(options.root))
    remove_partial_files(options.root)
    state = begin(options, {} if refused is None else refused, busy)
    changes = find_changes(state.texts, state.rows, state.refused)
    check_gone(changes, state)
    bring_together(state, changes)
    note_pass(state.folder)
    return state.report


def begin(options: SyncOptions, refused: dict[str, str], busy: Collection[str]) -> PassState:
    folder, _is_new = SyncedFolder.objects.get_or_create(path=str(options.root.resolve()))
    texts = scan_folder(options.root, options.ignore)
    files = SyncedFile.objects.filter(folder=folder).select_related("page")
    return PassState(
        options=options,
        folder=folder,
        texts=replace(texts, stamps={n: s for n, s in texts.stamps.items() if n not in busy}),
        rows={row.name: row for row in files},
        report=SyncReport(),
        refused=refused,
        busy=frozenset(busy),
    )


def check_gone(changes: FolderChanges, state: PassState) -> None:
    """One file alone may be all there is. Raises ManyGone."""
    gone = sum(row.has_file for row in changes.gone.values())
    known = sum(row.has_file for row in state.rows.values())
    are_many = gone > MOST_GONE or 1 < gone == known
    if are_many and not state.options.deletes_many:
        raise ManyGone(gone, known)


def bring_together(state: PassState, changes: FolderChanges) -> None:
    """Nothing is deleted while a file is being written: it may be one that was renamed."""
    incoming.rename(state, changes.renamed)
    for row in changes.touched:
        row.save()
    changed = {*changes.edited, *changes.added}
    state.unchanged = {name for name in state.rows if name in state.texts.stamps} - changed
    return_from_trash(state, changes)
    show_again(state, changes)
    incoming.bring_in(state, {**changes.edited, **changes.added})
    state.unchanged |= {name for name in changed if name in state.rows} - state.refused.keys()
    if not state.busy:
        deletions.delete_here(state, changes.gone)
    deletions.delete_files(state)
    outgoing.write_out(state)


def show_again(state: PassState, changes: FolderChanges) -> None:
    """Publish hidden pages whose file is in the folder again, unless it says something else."""
    for name in changes.edited:
        row = state.rows.get(name)
        if row and row.page and not row.has_file and is_published_by(state, name, row.page):
            row.page.is_published = True
            row.page.save()


def is_published_by(state: PassState, name: str, page: Page) -> bool:
    root = state.options.root.resolve()
    try:
        return read_source(root / name, root, page.dialect).is_published
    except (ImportFailure, OSError):
        return False


def return_from_trash(state: PassState, changes: FolderChanges) -> None:
    """Restore articles whose file was edited, or is in the folder again as it was."""
    trashed = ids_in_trash()
    if not trashed:
        return
    for name in changes.edited:
        row = state.rows.get(name)
        if row and row.article and row.article_id in trashed:
            bring_back(state, name, row.article)
    for name in changes.added:
        if article := trashed_article_of(state, name):
            bring_back(state, name, article)


def bring_back(state: PassState, name: str, article: Article) -> None:
    article.restore_from_trash(state.options.by)
    site, mark, _before = article.source_path.partition(f"/{TRASH}/")
    if mark:
        incoming.set_origin(article, f"{site}/{name}")
    state.report.add("restored", name, article.title)


def trashed_article_of(state: PassState, name: str) -> Article | None:
    """The article in the trash that a new file is: by its id, or by its whole text."""
    root = state.options.root.resolve()
    try:
        written = read_markdown_file(root / name, root)
    except (ImportFailure, OSError):
        return None
    head = split_front_matter(written).values
    in_trash = Article.objects.in_trash()
    if state.options.by:
        in_trash = in_trash & Article.objects.restorable_by(state.options.by)
    if own_keys.MARK in head and (uid := str(head.get("uid", ""))):
        return in_trash.filter(uid=uid).first()
    digest = source_digest(written)
    return in_trash.filter(imported_file__digest=digest).first()


def note_pass(folder: SyncedFolder) -> None:
    SyncedFolder.objects.filter(pk=folder.pk).update(synced_at=timezone.now(), problem="")
