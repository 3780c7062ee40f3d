"""The files that one can choose for a text or a cover: a grid that a script asks for."""

from dataclasses import dataclass

from articles import access
from articles.models import User
from articles.models.cover_field import cover_of
from desk.library.file_filters import FileFilters
from desk.library.file_list import thumbnail_url
from media.models import MediaFile

PER_PAGE = 24
MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class FileChoice:
    """`cover` is the value of a cover that shows the file."""

    file: MediaFile
    thumbnail: str
    cover: str


@dataclass(frozen=True, slots=True)
class FileChoices:
    """`next_page` is 0 after the last one."""

    files: list[FileChoice]
    next_page: int

    @classmethod
    def of(cls, user: User, filters: FileFilters, page: int = 1) -> "FileChoices":
        """The newest first. Three queries; files are not counted."""
        start = (page - 1) * PER_PAGE
        found = filters.apply(access.readable_files(user), user).order_by("-created", "-pk")
        ids = list(found.values_list("pk", flat=True)[start : start + PER_PAGE + 1])
        rows = MediaFile.objects.select_related("content").prefetch_related("content__variants")
        files = rows.in_bulk(ids[:PER_PAGE])
        shown = [files[pk] for pk in ids[:PER_PAGE] if pk in files]
        choices = [FileChoice(file, thumbnail_url(file), cover_of(file)) for file in shown]
        return cls(choices, page + 1 if len(ids) > PER_PAGE and page < MOST_PAGES else 0)
