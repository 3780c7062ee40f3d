"""How the details show a cover: the picture, the point that crops keep, and the crop of lists."""

from dataclasses import dataclass

from django.core.files.storage import default_storage

from articles.detail.cover_pictures import nearest_step
from articles.models.cover_field import LIBRARY, cover_address, file_of_cover
from media.models import MediaFile

LISTS = 40 / 21  # width to height of a cover in lists


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a picture that a frame with this ratio shows, in pixels of the picture."""

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def of(cls, file: MediaFile, ratio: float) -> "Crop":
        """As large as fits, and as near to the point as `object-position` brings it."""
        width, height = file.content.width or 1, file.content.height or 1
        wide, high = min(width, round(height * ratio)), min(height, round(width / ratio))
        x, y = nearest_step(file.focus_x), nearest_step(file.focus_y)
        left, top = (width - wide) * x // 100, (height - high) * y // 100
        return cls(left, top, wide, high)


@dataclass(frozen=True, slots=True)
class ShownCover:
    """`file` is None for a path that is not in the library; its size is not known then."""

    address: str
    file: MediaFile | None = None

    @property
    def alt(self) -> str:
        return (self.file.alt_zh or self.file.alt_en) if self.file else ""

    @property
    def has_size(self) -> bool:
        return bool(self.file and self.file.content.width and self.file.content.height)

    @property
    def point(self) -> tuple[int, int, int]:
        """The point that crops keep, in pixels of the picture, and the radius of a ring around."""
        if not (self.file and self.has_size):
            return 0, 0, 0
        width, height = self.file.content.width or 0, self.file.content.height or 0
        x, y = width * self.file.focus_x // 100, height * self.file.focus_y // 100
        return x, y, max(width // 28, 1)

    @property
    def crop(self) -> Crop | None:
        """That of lists."""
        return Crop.of(self.file, LISTS) if self.file and self.has_size else None


def shown_cover(cover: str) -> ShownCover | None:
    """None if readers do not see it: a file that is in the trash or deleted."""
    if file := file_of_cover(cover):
        return ShownCover(file.content.thumbnail_url, file)
    if cover.startswith(LIBRARY) or not default_storage.exists(cover):
        return None
    return ShownCover(cover_address(cover))
