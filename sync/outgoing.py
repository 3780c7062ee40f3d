"""Site -> files: what was edited, added or deleted at the desk."""

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Q

from articles.models import Article, Page
from desk.models import Revision
from desk.models.content import ORDER, Content
from transfer.export.article_files import page_file
from transfer.export.surroundings import surroundings_of
from transfer.messages import ImportMessage
from transfer.models import ImportedFile
from transfer.reading.source_file import source_digest
from transfer.remembered_files import digest_of_text, is_published
from transfer.safe_names import safe_part
from transfer.sites import Site, find_site

from .differences import settled_time
from .file_versions import EditedFile, Unwritable, new_text
from .folder.file_encoding import DecodedFile
from .folder.scanning import FileStamp, is_ignored
from .folder.writing import FileChanged, write_whole_file
from .incoming import set_origin
from .models import SyncedFile
from .state import PassState, live_revisions

ALL_FIELDS = ("title", "body", *ORDER)
NEEDED = ("author", "category", "series", "translation_of")


def write_out(state: PassState) -> None:
    """Write the edits of articles and pages, then files for those that have none."""
    live = live_revisions(state.article_ids())
    site: Site | None = None
    for row in list(state.rows.values()):
        if not state.is_as_before(row):
            continue
        if row.page:
            write_page_edit(state, row, row.page)
        elif row.article_id and (newest := live.get(row.article_id)) != row.revision and newest:
            site = site or find_site(state.options.root.resolve())
            write_edit(state, row, newest, site)
    if state.options.new_files is not None:
        add_missing_files(state)


def write_edit(state: PassState, row: SyncedFile, live: int, site: Site) -> None:
    """Write what was edited since `row.revision` into the file of an article."""
    wanted, base, stored = contents_of(live, row.revision, row.file_revision)
    assert wanted
    fields = wanted.changed_fields(base) if base else list(ALL_FIELDS)
    article = Article.objects.select_related(*NEEDED).get(pk=row.article_id)
    path = state.options.root / row.name
    if fields:
        try:
            write_version(state, row, live, article, wanted, stored, fields, site.file_title(path))
        except Unwritable as refusal:
            reason = str(ImportMessage(str(refusal)))
            state.report.add("unwritten", row.name, article.title, reason)
            row.revision = live
            row.save()
            return
        except FileChanged:
            return  # the next pass finds another file
        except OSError as error:
            state.report.add_unwritable(row.name, error)
            return
    row.revision = row.file_revision = live
    row.save()


def contents_of(*revisions: int | None) -> list[Content | None]:
    found = Revision.objects.with_texts().in_bulk([pk for pk in revisions if pk])
    return [found[pk].content if pk in found else None for pk in revisions]


def write_version(
    state: PassState,
    row: SyncedFile,
    live: int,
    article: Article,
    wanted: Content,
    stored: Content | None,
    fields: list[str],
    file_title: str | None,
) -> None:
    path = state.options.root / row.name
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != row.digest:
        raise FileChanged(row.name)
    file = DecodedFile.from_bytes(data)
    version = EditedFile(
        path=path,
        root=state.options.root.resolve(),
        written=file.text,
        stored=stored.body if stored else None,
        article=article,
        wanted=wanted,
        fields=fields,
        file_title=file_title,
    )
    text = version.text()
    remember_file(article, text)
    if text != file.text:
        data = file.with_text(text)
        row.announce(hashlib.sha256(data).hexdigest(), live)
        overwrite_file(state, row, data)
        state.report.add("written", row.name, article.title)
    if reason := version.reason_for_status(text):
        state.report.add("private", row.name, article.title, str(reason))


def overwrite_file(state: PassState, row: SyncedFile, data: bytes) -> None:
    path = state.options.root / row.name
    note_file(row, data, write_whole_file(path, data, replacing=state.stamp(row.name)))


def note_file(row: SyncedFile, data: bytes, stamp: FileStamp) -> None:
    row.digest, row.size = hashlib.sha256(data).hexdigest(), stamp.size
    row.mtime = settled_time(stamp)


def remember_file(thing: Article | Page, text: str) -> None:
    """Let the next import know the file as what the site has written."""
    owner: dict[str, Any] = {"page": thing} if isinstance(thing, Page) else {"article": thing}
    known = {
        "digest": source_digest(text),
        "written": digest_of_text(thing),
        "was_published": is_published(thing),
    }
    ImportedFile.objects.update_or_create(**owner, defaults=known)


def write_page_edit(state: PassState, row: SyncedFile, page: Page) -> None:
    digest = digest_of_text(page)
    if row.written == digest:
        return
    text = new_page_text(page)
    try:
        overwrite_file(state, row, text.encode())
    except FileChanged:
        return
    except OSError as error:
        state.report.add_unwritable(row.name, error)
        return
    remember_file(page, text)
    row.written = digest
    row.save()
    state.report.add("written", row.name, page.title)


def add_missing_files(state: PassState) -> None:
    """Write files for articles and pages that have none. Empty ones wait for their first words."""
    free = FreeNames(state)
    articles = state.options.shown_articles().exclude(pk__in=state.article_ids())
    written = articles.exclude(Q(title="") & Q(body="")).select_related(*NEEDED)
    for article in written.prefetch_related("tags").order_by("pk").iterator(chunk_size=200):
        add_missing_file(state, article, new_text, free)
    known = [row.page_id for row in state.rows.values() if row.page_id]
    for page in state.options.shown_pages().exclude(pk__in=known).order_by("pk"):
        add_missing_file(state, page, new_page_text, free)


def new_page_text(page: Page) -> str:
    return page_file(page, surroundings_of([page])[page.pk])


def add_missing_file(
    state: PassState, thing: Article | Page, text_of: Callable[[Any], str], free: "FreeNames"
) -> None:
    name = free.name_for(thing)
    if name is None:
        return
    text = text_of(thing)
    data = text.encode("utf-8", "replace")
    try:
        stamp = write_whole_file(state.options.root / name, data)
    except FileChanged:
        return  # a file that nobody knew; the next pass imports it
    except OSError as error:
        state.report.add_unwritable(name, error)
        return
    row = SyncedFile(folder=state.folder, name=name)
    if isinstance(thing, Page):
        row.page, row.written = thing, digest_of_text(thing)
    else:
        row.article = thing
        row.revision = row.file_revision = live_revisions([thing.pk]).get(thing.pk)
    note_file(row, data, stamp)
    row.save()
    state.rows[name] = row
    set_origin(thing, state.origin_of(name))
    remember_file(thing, text)
    state.report.add("added", name, thing.title)


class FreeNames:
    """Names for new files of the folder."""

    def __init__(self, state: PassState) -> None:
        self.state = state
        self.folder = (state.options.new_files or "").strip("/")
        self.taken = {name.casefold() for name in {*state.rows, *state.texts.stamps}}

    def name_for(self, thing: Article | Page) -> str | None:
        """A name of the slug that no file has, also in other letters; None if it would be
        ignored."""
        stem = safe_part(thing.slug or f"{thing.KIND}-{thing.pk}")
        for number in range(1, 1_000):
            last = f"{stem}.md" if number == 1 else f"{stem}-{number}.md"
            name = (PurePosixPath(self.folder) / last).as_posix()
            if name.casefold() not in self.taken and not (self.state.options.root / name).exists():
                self.taken.add(name.casefold())
                return None if is_ignored(name, self.state.texts.ignored) else name
        return None
