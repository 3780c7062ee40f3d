"""Gives each file its slug, and finds the article of its last import."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from articles import slugs
from articles.models import Article, Page, User
from articles.validators import belongs_to_the_site
from transfer.export.file_links import with_addresses
from transfer.messages import ImportMessage
from transfer.models import ImportedFile
from transfer.reading.own_front_matter import OwnValues
from transfer.reading.source_file import LONGEST_SLUG, SourceFile
from transfer.safe_names import numbered_names

Key = tuple[bool, str]  # whether it is a page, and a path or a slug


class EarlierImport(NamedTuple):
    pk: int
    origin: str
    slug: str
    title: str
    digest: str


class SlugRegistry:
    """The slugs in use: by articles and pages of the site, and by files of this import.

    `name` is that of the imported folder, `paths` are its files relative to it. `user` is who reads
    the report, and None for who may see everything. `uids` are the names of files by the articles
    that they are already.
    """

    def __init__(
        self,
        name: str,
        paths: set[str],
        user: User | None = None,
        uids: Mapping[UUID, str] = MappingProxyType({}),
    ) -> None:
        self.name = name
        self.paths = paths
        self.user = user
        self.earlier: dict[Key, EarlierImport] = {}
        self.by_digest: dict[Key, list[EarlierImport]] = {}
        self.holders: dict[Key, str | ImportMessage] = {}
        self.names_by_uid = dict(uids)
        for model in (Article, Page):
            self.read(model)

    def read(self, model: type[Article] | type[Page]) -> None:
        is_page = model is Page
        called = "page-called" if is_page else "article-called"
        column = "page_id" if is_page else "article_id"
        digests = dict(
            ImportedFile.objects.filter(**{f"{column}__isnull": False}).values_list(
                column, "digest"
            )
        )
        rows = model._default_manager.values_list("source_path", "pk", "slug", "title")
        for origin, pk, slug, title in rows.iterator():
            self.holders[is_page, slug] = origin or ImportMessage(called, title=title)
            if origin:
                found = EarlierImport(pk, origin, slug, title, digests.get(pk, ""))
                self.earlier[is_page, origin] = found
                self.by_digest.setdefault((is_page, found.digest), []).append(found)

    def earlier_import(self, is_page: bool, name: str, source: SourceFile) -> EarlierImport | None:
        """Return the last import of a file, also of one that was renamed or moved since."""
        origin = f"{self.name}/{name}"
        if known := self.earlier.get((is_page, origin)):
            return known
        before = self.holders.get((is_page, source.slug), "")
        candidates = list(self.by_digest.get((is_page, source.digest), ()))
        if (same_slug := self.earlier.get((is_page, before))) and same_slug.title == source.title:
            candidates.append(same_slug)
        return next((each for each in candidates if self.is_gone(each, is_page)), None)

    def of_uid(self, uid: UUID | None, name: str) -> EarlierImport | None:
        """Return the article of this id, for one file alone: a copy of it is another article."""
        if uid is None or self.names_by_uid.setdefault(uid, name) != name:
            return None
        return self.by_uid.get(uid)

    def same_page(self, source: SourceFile, own: OwnValues) -> EarlierImport | None:
        """Return the page that has the slug, the title and the text of a file: pages have no id."""
        page = Page.objects.filter(slug=source.slug).first()
        text = (source.title, with_addresses(source.body, own.files))
        if page is None or (page.title, page.body) != text:
            return None
        return EarlierImport(page.pk, page.source_path, page.slug, page.title, "")

    @cached_property
    def by_uid(self) -> dict[UUID, EarlierImport]:
        rows = Article.objects.values_list("uid", "pk", "source_path", "slug", "title")
        return {
            uid: EarlierImport(pk, path, slug, title, "")
            for uid, pk, path, slug, title in rows.iterator()
        }

    def is_gone(self, earlier: EarlierImport, is_page: bool) -> bool:
        """Whether its file was in this folder and is no more; nothing else has taken it over."""
        folder, _slash, name = earlier.origin.partition("/")
        if folder != self.name or name in self.paths:
            return False
        return self.holders.get((is_page, earlier.slug)) == earlier.origin

    def claim(
        self,
        is_page: bool,
        name: str,
        source: SourceFile,
        known: EarlierImport | None,
        old_path: str = "",
    ) -> tuple[str, ImportMessage | None]:
        """Return the first slug that is free or belongs to this file, and a remark if it must.

        The remark is for a slug that the front matter asks for, and another has. Folders of
        `old_path`, the address on the former site, are put before a slug that is taken.
        """
        origin = f"{self.name}/{name}"
        if known:
            self.holders[is_page, known.slug] = origin
        wanted = known.slug if known and not source.front.slug else source.slug
        for slug in candidate_slugs(wanted, PurePosixPath(old_path), PurePosixPath(origin)):
            if is_page and belongs_to_the_site(slug):
                continue
            if self.holders.setdefault((is_page, slug), origin) == origin:
                break
        if slug == wanted or not source.front.slug:
            return slug, None
        holder = self.holders.get((is_page, wanted), ImportMessage("the-site"))
        if not is_page and not self.may_be_named(wanted):
            holder = ImportMessage("another-text")
        return slug, ImportMessage("address-taken", wanted=wanted, holder=holder, slug=slug)

    def may_be_named(self, slug: str) -> bool:
        """Whether the user may know which article has a slug: not if it is a draft of others."""
        holder = Article.objects.filter(slug=slug)
        if self.user is None or not holder.exists():
            return True
        return holder.visible_to(self.user).exists()


def candidate_slugs(wanted: str, *paths: PurePosixPath) -> Iterator[str]:
    """Yield the slug, then with the names of folders before it, then with numbers behind it.

    Folders that are numbers are years and months of an address.
    """
    yield wanted
    for path in paths:
        longer = wanted
        for folder in reversed(path.parent.parts):
            with_folder = slugs.in_any_script(f"{folder} {longer}", LONGEST_SLUG)
            if not folder.isdecimal() and folder != "/" and with_folder != longer:
                longer = with_folder
                yield longer
    yield from numbered_names(wanted)
