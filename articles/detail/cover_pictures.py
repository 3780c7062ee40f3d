"""Covers of articles and pictures of authors, in the sizes that a page needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.core.files.storage import default_storage

from articles.cache import memory
from articles.models import Article
from articles.publishing.uploads import file_of_row, stored_file
from media.models import FileContent, MediaFile
from media.models.mime_types import mime_type
from media.storing.places import as_bucket
from rendering import FILES, PLAIN_FORMATS, File, picture_sources, tint_class

STEP = 10  # percent between the points of crops for which pictures.css has classes
MIDDLE = 50
# A cover below so many entries of a list is not seen before the reader scrolls.
TOP_ENTRIES = 3


class PlainPicture(NamedTuple):
    """A picture that every program shows, of a size for a feed or a card.

    Width, height and bytes are 0 if they are not known.
    """

    address: str
    width: int = 0
    height: int = 0
    bytes: int = 0
    mime: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """`focus` is the point that a crop keeps, in percent from the left and from the top."""

    file: File
    plain: PlainPicture
    focus: tuple[int, int] = (MIDDLE, MIDDLE)

    @property
    def sources(self) -> list[tuple[str, str]]:
        """The media type and the `srcset` of each format that is offered."""
        return picture_sources(self.file)

    @property
    def tint(self) -> str:
        return "dark-lines" if self.file.is_dark else tint_class(self.file.colour)

    @property
    def crop(self) -> str:
        """The classes of pictures.css that place a crop; '' for the middle."""
        named = zip(("x", "y"), map(nearest_step, self.focus), strict=True)
        return " ".join(f"focus-{axis}-{step}" for axis, step in named if step != MIDDLE)


def nearest_step(percent: int) -> int:
    """The nearest point that a crop can keep."""
    return STEP * round(percent / STEP)


def with_covers(articles: list[Article]) -> list[Article]:
    """Set `picture` of each: its cover, or None. Two queries if there is any cover."""
    found = covers_by_article(articles)
    for article in articles:
        vars(article)["picture"] = found.get(article.pk)
    return articles


def covers_by_article(articles: Iterable[Article]) -> dict[int, Cover]:
    """The covers by the ids of the articles."""
    named = {each.pk: (each.cover.name or "", each.language) for each in articles if each.cover}
    rows = MediaFile.objects.lookup({name for name, _language in named.values()})
    found = {pk: found_cover(rows.get(name), name, lang) for pk, (name, lang) in named.items()}
    return {pk: cover for pk, cover in found.items() if cover}


def cover_picture(article: Article) -> Cover | None:
    """The cover of one article, looked up once."""
    values = vars(article)
    if "picture" not in values:
        values["picture"] = single_cover(article) if article.cover else None
    found: Cover | None = values["picture"]
    return found


def single_cover(article: Article) -> Cover | None:
    """That of a public article is kept until the site changes."""
    if not article.is_public():
        return covers_by_article([article]).get(article.pk)
    return public_picture(article.cover.name or "", article.language)


def public_picture(name: str, language: str) -> Cover | None:
    """A picture by the value of its field, kept until the site changes."""

    def found() -> list[Cover | None]:
        return [found_cover(MediaFile.objects.lookup([name]).get(name), name, language)]

    (picture,) = memory.cached(("cover", name, language), found)
    return picture


def found_cover(row: MediaFile | None, name: str, language: str) -> Cover | None:
    if row is None:
        return cover_without_row(name)
    file = file_of_row(row, language, measure=not as_bucket(default_storage))
    return Cover(file, plain_picture(row.content), (row.focus_x, row.focus_y))


def cover_without_row(name: str) -> Cover | None:
    """With its size if it is on the disk; a page asks no bucket. None if it is not there."""
    if name.startswith(FILES):
        return None
    in_bucket = as_bucket(default_storage)
    stored = File(default_storage.url(name)) if in_bucket else stored_file(name)
    return Cover(stored, whole_picture(stored)) if stored else None


def whole_picture(file: File) -> PlainPicture:
    return PlainPicture(file.address, file.width or 0, file.height or 0)


def plain_picture(content: FileContent) -> PlainPicture:
    for variant in content.variants.all():
        if variant.format in PLAIN_FORMATS:
            size = (variant.width, variant.height, variant.bytes)
            return PlainPicture(variant.url, *size, mime_type(variant.name))
    size = (content.width or 0, content.height or 0, content.bytes)
    return PlainPicture(content.url, *size, content.mime)
