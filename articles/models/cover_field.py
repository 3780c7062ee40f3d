"""The cover of an article: a file of the library by its address, or a path as before."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.utils.encoding import iri_to_uri

from media.models import MediaFile
from media.models.file_names import name_within

LIBRARY = "/files/"
LONGEST_COVER = 100  # characters of the column


class CoverFile(ImageFieldFile):
    """`name` begins with /files/ if it is in the library."""

    @property
    def url(self) -> str:
        """The address of the file; it stays when the file is replaced."""
        name = self.name or ""
        return iri_to_uri(name) if name.startswith(LIBRARY) else super().url


class CoverField(models.ImageField):
    """`/files/<token>/<name>`, or a path below /uploads/, as it was before there was a library."""

    attr_class = CoverFile

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """For migrations it is an ImageField: the column is the same."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.ImageField", arguments, options


def cover_of(file: MediaFile) -> str:
    """The value of a cover that shows this file. Only the token counts, so a name is shortened."""
    start = f"{LIBRARY}{file.token}/"
    return start + name_within(file.name, LONGEST_COVER - len(start))


def cover_address(cover: str) -> str:
    """The address with which a text would name a cover; '' if there is none."""
    return cover if not cover or cover.startswith(LIBRARY) else f"{settings.MEDIA_URL}{cover}"


def file_of_cover(cover: str) -> MediaFile | None:
    """The file of the library that it shows; None without one, and if that is in the trash."""
    address = cover_address(cover)
    return MediaFile.objects.lookup([address]).get(address) if address else None
