"""What a pass knows: the folder, the files as they were, the articles as they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from articles.models import Article, Page
from articles.models.trash import TrashEntry
from desk.models import Draft
from transfer.plan import PlannedFile

from .folder.scanning import FileStamp, FolderTexts
from .models import SyncedFile, SyncedFolder
from .sync_options import SyncOptions
from .sync_report import SyncReport


@dataclass(slots=True)
class PassState:
    """`rows` are by name. `busy` are files that are being written: they wait for the next pass.
    `refused` are digests of files that are no articles or cannot be read, by their names."""

    options: SyncOptions
    folder: SyncedFolder
    texts: FolderTexts
    rows: dict[str, SyncedFile]
    report: SyncReport
    refused: dict[str, str]
    busy: frozenset[str] = frozenset()
    unchanged: set[str] = field(default_factory=set)

    @property
    def origin(self) -> str:
        """The name of the folder, which articles have before the name of their file."""
        return self.options.root.name

    def origin_of(self, name: str) -> str:
        return f"{self.origin}/{name}"

    def stamp(self, name: str) -> FileStamp:
        return self.texts.stamps[name]

    def is_as_before(self, row: SyncedFile) -> bool:
        """Whether the file is the one that the row describes, as far as this pass knows."""
        return row.name in self.unchanged

    def article_ids(self) -> list[int]:
        return [row.article_id for row in self.rows.values() if row.article_id]

    def known_files(self, without: Iterable[str]) -> list[PlannedFile]:
        """The files that are not imported now, to which others may link."""
        left = set(without)
        rows = [row for row in self.rows.values() if row.name not in left]
        articles = without_texts(Article, [row.article_id for row in rows])
        pages = without_texts(Page, [row.page_id for row in rows])
        return [
            self.known_file(row, found)
            for row in rows
            if (found := articles.get(row.article_id) or pages.get(row.page_id))
        ]

    def known_file(self, row: SyncedFile, found: Any) -> PlannedFile:
        is_page = row.page_id is not None
        return PlannedFile(
            file=self.options.root / row.name,
            name=row.name,
            origin=self.origin_of(row.name),
            title=found.title,
            is_readable=found.is_public(),
            dialect=found.dialect,
            is_page=is_page,
            slug=found.slug,
            pk=found.pk,
            uid=None if is_page else found.uid,
        )


def without_texts(model: Any, keys: Iterable[int | None]) -> dict[int | None, Any]:
    """The objects without their texts, by id."""
    fields = ["title", "slug", "dialect"]
    fields += ["is_published"] if model is Page else ["status", "published_at", "uid"]
    found = model._default_manager.only(*fields).in_bulk([key for key in keys if key])
    return dict(found)


def live_revisions(articles: Iterable[int]) -> dict[int, int]:
    """The ids of the revisions that rows of articles contain."""
    return dict(Draft.objects.filter(pk__in=list(articles)).values_list("pk", "live"))


def ids_in_trash() -> set[int]:
    return set(TrashEntry.objects.values_list("article", flat=True))
