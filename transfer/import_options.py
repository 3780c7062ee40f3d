"""What the person who imports chooses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from articles import access
from articles.models import Article, User
from transfer.messages import ImportFailure

if TYPE_CHECKING:  # The form of the admin needs no converters: they take a seventh of a start
    from transfer.sites.site import FoldersAs

OF_SETTINGS = "articles.change_sitesettings"
OF_PAGES = ("articles.add_page", "articles.change_page")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`author` is that of new articles whose file names nobody with an account.

    `names` limits the import to files with these relative paths, `include` and `exclude` to those
    that match a pattern (`*.md`, `posts/*`); what `include` names is an article whatever the system
    says. `dialect` is for all files; by default it is detected. `topic` is for articles without
    one. `old_address` is the pattern of the old addresses where no configuration says it.
    `dates_of_files`: an undated article gets the time of its file, and is no draft. `folders` says
    what the folders of a vault become: `topics`, `tags`, or nothing. `name` stands for the folder
    in the identity of its files, for folders that only exist during the import. `fetch_images`:
    pictures of other sites are copied here. `by` is who imports, and needs the permission for what
    changes; without it, the author does, and may do everything. `site_settings`: those of an
    export of this system take the place of the present ones. `copies_parts`: parts of notes that
    other notes show are copied; where only changed files are imported, they stay links, since a
    copy would stay when its note changes or is withdrawn.
    """

    author: User
    dialect: str | None = None
    topic: str | None = None
    dry_run: bool = False
    names: Collection[str] = ()
    include: Collection[str] = ()
    exclude: Collection[str] = ()
    old_address: str | None = None
    dates_of_files: bool = False
    folders: FoldersAs = "nothing"
    name: str = ""
    fetch_images: bool = False
    by: User | None = None
    site_settings: bool = False
    copies_parts: bool = True

    @property
    def importer(self) -> User:
        return self.by or self.author

    @property
    def may_publish(self) -> bool:
        return self.by is None or access.may_publish(self.by)

    @property
    def sees_everything(self) -> bool:
        return self.by is None or access.sees_everything(self.by)

    @property
    def may_name_authors(self) -> bool:
        """Whether new articles may belong to others than the author."""
        return self.sees_everything

    @property
    def may_change_settings(self) -> bool:
        """Whether the settings of an export are wanted, and the importer may change those here."""
        return self.site_settings and (self.by is None or self.by.has_perm(OF_SETTINGS))

    def check_may_change(self, article: Article | None) -> None:
        """Raises ImportFailure if the importer may not let this article have another text."""
        if self.by is None or article is None:
            return
        is_draft = {article.status, article.pending_status} <= {Article.Status.DRAFT, ""}
        if not self.may_publish and not is_draft:
            raise ImportFailure("public-already")
        if not access.edits_everything(self.by) and not access.may_edit(self.by, article):
            raise ImportFailure("not-yours")

    def check_may_write_pages(self) -> None:
        if self.by and not (self.may_publish and self.by.has_perms(OF_PAGES)):
            raise ImportFailure("no-pages")

    def chooses(self, name: str) -> bool:
        """Whether a file with this relative path is imported."""
        if self.names and name not in self.names:
            return False
        return self.includes(name) or not (self.include or matches(name, self.exclude))

    def includes(self, name: str) -> bool:
        """Whether the file is named by `include`."""
        return matches(name, self.include) and not matches(name, self.exclude)

    def name_of(self, root: Path) -> str:
        return self.name or root.name


def matches(name: str, patterns: Collection[str]) -> bool:
    """Whether a relative path, or one of its folders, matches a pattern."""
    folders = [parent.as_posix() for parent in Path(name).parents][:-1]
    return any(
        fnmatch(each, pattern.rstrip("/")) for pattern in patterns for each in (name, *folders)
    )
