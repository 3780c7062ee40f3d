"""Files -> site: what was edited, added or renamed in the folder."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from articles.models import Article, Page
from articles.publishing import history
from desk.models import Revision
from desk.writing.replaced_rows import merge_replaced
from transfer.importer import import_folder
from transfer.reading import own_keys
from transfer.reading.front_matter_block import split_front_matter
from transfer.reading.markdown_files import is_notebook, read_markdown_file
from transfer.remembered_files import digest_of_text, text_of_last_import
from transfer.report import ImportReport

from .differences import settled_time
from .file_fields import cleared_fields
from .lineage import Lineage
from .models import SyncedFile
from .state import PassState

IMPORTED = Revision.Kind.IMPORTED
EMPTY: Mapping[str, Any] = {
    "category": None,
    "series": None,
    "summary": "",
    "featured": False,
    "cover": "",
}


def bring_in(state: PassState, digests: Mapping[str, str]) -> None:
    """Import files, whose digests are given by name, and note what they are now."""
    if not digests:
        return
    imported = import_folder(
        state.options.root,
        names=frozenset(digests),
        known=state.known_files(digests),
        **state.options.for_import(),
    )
    state.report.take(imported)
    skipped = {each.file for each in [*imported.skipped, *imported.left_out]}
    for name, digest in digests.items():
        if name in skipped:
            state.refused[name] = digest
        else:
            take_in(state, name, digest, imported)


def take_in(state: PassState, name: str, digest: str, imported: ImportReport) -> None:
    """Note one imported file; an edit at the desk that it has replaced is merged, or kept."""
    kind, pk = imported.stored[name]
    article = Article.objects.kept().filter(pk=pk).first() if kind == Article.KIND else None
    page = Page.objects.filter(pk=pk).first() if kind == Page.KIND else None
    thing = article or page
    if thing is None:
        return  # deleted meanwhile
    if thing.source_path != state.origin_of(name):  # a text that an export leads back to
        set_origin(thing, state.origin_of(name))
    row = state.rows.get(name) or SyncedFile(folder=state.folder, name=name)
    head = head_of_file(state, name)
    row.digest, row.size = digest, state.stamp(name).size
    row.mtime = settled_time(state.stamp(name))
    if article:
        clear_fields(state, article, row, head)
        was_stored = name in {*imported.created, *imported.updated}
        note_article(state, row, article, was_stored=was_stored)
    elif page:
        codes = {each.code for each in imported.problems if each.file == name}
        note_page(state, row, page, codes)
    row.origin_digest, row.origin_revision = digest, row.file_revision
    row.keys = [] if own_keys.MARK in head else sorted(head)
    row.save()
    state.rows[name] = row


def head_of_file(state: PassState, name: str) -> Mapping[str, Any]:
    """The front matter of a file; empty for a notebook."""
    path = state.options.root / name
    if is_notebook(path):
        return {}
    return split_front_matter(read_markdown_file(path, state.options.root)).values


def clear_fields(
    state: PassState, article: Article, row: SyncedFile, head: Mapping[str, Any]
) -> None:
    """Clear what a key said that is no more in the file."""
    is_known = row.pk is not None and row.article_id == article.pk
    if not is_known or own_keys.MARK in head:
        return
    fields = cleared_fields(row.keys, head)
    if not fields:
        return
    with history.change(state.options.user, IMPORTED):
        for field in fields:
            if field != "tags":
                setattr(article, field, EMPTY[field])
        article.save()
        if "tags" in fields:
            article.tags.clear()


def note_article(state: PassState, row: SyncedFile, article: Article, *, was_stored: bool) -> None:
    base = row.revision if row.article_id == article.pk else None
    row.article, row.page = article, None
    lineage = Lineage.of(article.pk, base)
    imported = lineage.imported
    is_of_file = text_of_last_import(article).exists()
    if imported is None:
        row.file_revision = lineage.live if is_of_file else row.file_revision
        row.revision = lineage.base or (lineage.live if is_of_file else None)
        return
    row.revision = row.file_revision = imported
    replaced = lineage.replaced_by(imported)
    is_news = lineage.base is not None or was_stored
    if replaced and replaced != lineage.base and is_news:
        before = lineage.base or lineage.earlier_import(replaced)
        row.revision = before or imported
        tell_merge(state, row, article, (before, imported, replaced))


def tell_merge(
    state: PassState,
    row: SyncedFile,
    article: Article,
    revisions: tuple[int | None, int, int],
) -> None:
    """Merge what the file has replaced, and say what came of it."""
    found = Revision.objects.with_texts().in_bulk([pk for pk in revisions if pk])
    base, imported, edited = (found.get(pk) if pk else None for pk in revisions)
    assert imported
    assert edited
    if base and base.has(edited.content):
        return
    is_merged = base is not None and merge_replaced(
        article.pk, base, imported, edited, state.options.by
    )
    state.report.add("merged" if is_merged else "conflicts", row.name, article.title)


def note_page(state: PassState, row: SyncedFile, page: Page, codes: Collection[str]) -> None:
    """Pages have no history: what was edited on both sides stays on both."""
    row.page, row.article = page, None
    row.written = "" if "edit-kept" in codes else digest_of_text(page)
    if "page-edit-kept" in codes:
        state.report.add("page_conflicts", row.name, page.title)


def set_origin(thing: Article | Page, origin: str) -> None:
    type(thing)._default_manager.filter(pk=thing.pk).update(source_path=origin)


def moved_origin(origin: str, before: str, new: str) -> str:
    """Where a file comes from after it was moved within its folder."""
    return origin.removesuffix(before) + new if origin.endswith(f"/{before}") else origin


def rename(state: PassState, renamed: Iterable[tuple[SyncedFile, str]]) -> None:
    """Let files that have another name keep their articles and pages."""
    for row, new in renamed:
        del state.rows[row.name]
        before, row.name = row.name, new
        row.save()
        state.rows[new] = row
        if thing := row.thing:
            set_origin(thing, moved_origin(thing.source_path, before, new))
            state.report.add("renamed", new, thing.title)
