"""What the person who synchronizes chooses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from articles import access
from articles.models import Article, Page, User

if TYPE_CHECKING:  # the importer is 12 MB of memory, which servers do without
    from transfer.sites.site import FoldersAs


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """`root` is the folder. `author` is that of new articles whose file names nobody with an
    account; `by` is who synchronizes, and needs the permission for what changes: without it, the
    author does, and may do everything.

    `ignore` are patterns of files that are left out. `new_files` is the folder within it for
    articles that have no file yet; None: they get none. `deletes_many`: also if many files are
    gone at once, or all. The others are those of ImportOptions.
    """

    root: Path
    author: User
    by: User | None = None
    ignore: Collection[str] = ()
    new_files: str | None = ""
    deletes_many: bool = False
    dates_of_files: bool = False
    topic: str | None = None
    folders: FoldersAs = "nothing"

    @property
    def user(self) -> User:
        return self.by or self.author

    def for_import(self) -> dict[str, Any]:
        return {
            "author": self.author,
            "by": self.by,
            "dates_of_files": self.dates_of_files,
            "topic": self.topic,
            "folders": self.folders,
            "copies_parts": False,
        }

    def may_delete(self, thing: Article | Page) -> bool:
        return self.by is None or access.may_delete(self.by, thing)

    def shown_articles(self) -> Any:
        """The articles that may be written to the folder."""
        if self.by is None:
            return Article.objects.kept()
        return Article.objects.kept().visible_to(self.by)

    def shown_pages(self) -> Any:
        is_allowed = self.by is None or self.by.has_perm("articles.change_page")
        return Page.objects.all() if is_allowed else Page.objects.none()
