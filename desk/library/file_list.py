"""One page of the library, and how many files each shelf has."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Sum

from articles import access
from articles.models import User
from desk.library.file_filters import CONDITIONS, FileFilters, Shelf
from media.models import FileUse, MediaFile
from media.models.media_files import PICTURES

PER_PAGE = 48


@dataclass(frozen=True, slots=True)
class ShelfCount:
    """A shelf, its address and the number of its files."""

    shelf: Shelf
    query: str
    count: int


@dataclass(frozen=True, slots=True)
class ListedFile:
    """`users` is the number of articles, pages and topics that use it; `thumbnail` an address."""

    file: MediaFile
    users: int
    thumbnail: str


@dataclass(frozen=True, slots=True)
class FileList:
    """`page` has the ids of the files on it; `bytes` are those of all files.

    `used` are those that count for the quota of the user; None without one.
    """

    filters: FileFilters
    page: Page[int]
    files: list[ListedFile]
    shelves: list[ShelfCount]
    bytes: int
    used: int | None = None

    @classmethod
    def of(cls, user: User, filters: FileFilters, page: str = "") -> "FileList":
        """Seven queries, and one for a quota, however many files there are."""
        files = access.readable_files(user)
        order = "-trashed_at" if filters.shelf == Shelf.TRASH else "-created"
        ids = filters.apply(files, user).order_by(order, "-pk").values_list("pk", flat=True)
        shown: Page[int] = Paginator(ids, PER_PAGE).get_page(page)
        counts, size = shelf_counts(files)
        shelves = [
            ShelfCount(shelf, filters.on(shelf).query, counts[shelf])
            for shelf in Shelf
            if counts[shelf] or shelf in {Shelf.ALL, filters.shelf}
        ]
        used = MediaFile.objects.bytes_of_owner(user) if settings.QUOTA else None
        return cls(filters, shown, listed_files(list(shown)), shelves, size, used)

    @property
    def total(self) -> int:
        """Number of all files that are not in the trash."""
        return self.shelves[0].count

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


def shelf_counts(files: QuerySet[Any]) -> tuple[dict[Shelf, int], int]:
    """The number of files on each shelf, and the bytes of all, in one query."""
    kept, key = files.filter(trashed_at=None), "pk"
    found = kept.aggregate(
        size=Sum("content__bytes"),
        all=Count(key),
        **{shelf.name: Count(key, filter=condition) for shelf, condition in CONDITIONS.items()},
    )
    counts = {shelf: found[shelf.name] for shelf in CONDITIONS}
    counts |= {Shelf.ALL: found["all"], Shelf.TRASH: files.filter(trashed_at__isnull=False).count()}
    return counts, found["size"] or 0
