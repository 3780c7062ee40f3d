"""One page of the library, and its shelves."""

from dataclasses import dataclass, replace
from typing import Any, Self

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from articles import access
from articles.models import User
from desk.library.file_filters import FileFilters, Shelf
from desk.library.shelf_counts import shelf_counts
from media.models import FileUse, MediaFile
from media.models.media_files import PICTURES

PER_PAGE = 48
MOST_FOUND = 50 * PER_PAGE  # of a search: nobody looks farther


@dataclass(frozen=True, slots=True)
class ShelfCount:
    """A shelf, its address and the number of its files, which a search does not count."""

    shelf: Shelf
    query: str
    count: int | None


@dataclass(frozen=True, slots=True)
class ListedFile:
    """`users` is the number of articles, pages and topics that use it; `thumbnail` an address."""

    file: MediaFile
    users: int
    thumbnail: str


class CountedPaginator(Paginator):
    """Of objects whose number is known."""

    def __init__(self, objects: QuerySet[Any], per_page: int, number: int) -> None:
        super().__init__(objects, per_page)
        self.count = number


@dataclass(frozen=True, slots=True)
class FileList:
    """`page` has the ids of the files on it.

    `total` and `bytes` are those of all files that are not in the trash; of a search, `total` is
    the number of files that were found, at most MOST_FOUND, and `bytes` is 0. `used` are the bytes
    that count for the quota of the user; None without one.
    """

    filters: FileFilters
    page: Page[int]
    files: list[ListedFile]
    shelves: list[ShelfCount]
    total: int
    bytes: int = 0
    used: int | None = None

    @classmethod
    def of(cls, user: User, filters: FileFilters, page: str = "") -> Self:
        """Seven queries, and one for a quota, however many files there are."""
        files = access.readable_files(user)
        order = "-trashed_at" if filters.shelf == Shelf.TRASH else "-created"
        ids = filters.apply(files, user).order_by(order, "-pk").values_list("pk", flat=True)
        if filters.is_whole_shelf:
            listed = cls.of_shelf(files, ids, filters, page)
        else:
            listed = cls.of_search(ids, filters, page)
        used = MediaFile.objects.bytes_of_owner(user) if settings.QUOTA else None
        return replace(listed, used=used)

    @classmethod
    def of_search(cls, ids: QuerySet[Any, int], filters: FileFilters, page: str) -> Self:
        """What is found is not counted: that would read as much again."""
        found = Paginator(list(ids[:MOST_FOUND]), PER_PAGE)
        shelves = [ShelfCount(shelf, filters.on(shelf).query, None) for shelf in Shelf]
        shown = found.get_page(page)
        return cls(filters, shown, listed_files(list(shown)), shelves, found.count)

    @classmethod
    def of_shelf(
        cls, files: QuerySet[Any], ids: QuerySet[Any, int], filters: FileFilters, page: str
    ) -> Self:
        counts, size = shelf_counts(files)
        shelves = [
            ShelfCount(shelf, filters.on(shelf).query, counts[shelf])
            for shelf in Shelf
            if counts[shelf] or shelf in {Shelf.ALL, filters.shelf}
        ]
        shown = CountedPaginator(ids, PER_PAGE, counts[filters.shelf]).get_page(page)
        return cls(filters, shown, listed_files(list(shown)), shelves, counts[Shelf.ALL], size)

    @property
    def is_cut(self) -> bool:
        """Whether more files may be like this than are shown."""
        return not self.filters.is_whole_shelf and self.total == MOST_FOUND

    @property
    def quota(self) -> int:
        """How many bytes an author may store; 0 for any number."""
        return settings.QUOTA or 0

    @property
    def is_full(self) -> bool:
        return self.used is not None and self.used >= self.quota

    @property
    def next_query(self) -> str:
        """The query string of another page, up to its number."""
        return f"{self.filters.query or '?'}&page=".replace("?&", "?")


def listed_files(ids: list[int]) -> list[ListedFile]:
    """The files in this order, with their contents."""
    rows = MediaFile.objects.select_related("content").prefetch_related("content__variants")
    files, users = rows.in_bulk(ids), user_counts(ids)
    listed = [files[pk] for pk in ids if pk in files]
    return [ListedFile(file, users.get(file.pk, 0), thumbnail_url(file)) for file in listed]


def user_counts(ids: list[int]) -> dict[int, int]:
    """How many objects use each file. An article and its draft are one."""
    uses = FileUse.objects.filter(file__in=ids).order_by().values("file")
    counted = uses.annotate(users=Count("object_id", distinct=True))
    return dict(counted.values_list("file", "users"))


def thumbnail_url(file: MediaFile) -> str:
    """The address of the smallest picture of the file; empty if it is none, or in the trash."""
    if file.trashed_at or file.content.kind not in PICTURES:
        return ""
    return file.content.thumbnail_url
