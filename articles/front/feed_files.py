"""The files of the entries of a feed beside their texts: the cover, and the first sound."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.feedgenerator import Enclosure

from articles.detail.cover_pictures import PlainPicture, covers_by_article
from articles.models import Article
from media.models import FileContent, FileUse

Absolute = Callable[[str], str]


class EntryFiles(NamedTuple):
    cover: PlainPicture | None = None
    sound: FileContent | None = None

    def enclosures(self, absolute: Absolute) -> list[Enclosure]:
        """One file, since RSS has room for one: the sound, or else the cover."""
        if self.sound:
            address, size, mime = self.sound.url, self.sound.bytes, self.sound.mime
        elif self.cover and self.cover.mime:
            address, size, mime = self.cover.address, self.cover.bytes, self.cover.mime
        else:
            return []
        return [Enclosure(absolute(address), str(size), mime)]


def files_of_entries(articles: list[Article]) -> dict[int, EntryFiles]:
    """The files by the ids of the articles: at most two queries for covers, and one for sounds."""
    covers, sounds = covers_by_article(articles), first_sounds(articles)
    return {
        each.pk: EntryFiles(
            covers[each.pk].plain if each.pk in covers else None, sounds.get(each.pk)
        )
        for each in articles
    }


def first_sounds(articles: Iterable[Article]) -> dict[int, FileContent]:
    """The sound that each of these articles plays first."""
    texts = {each.pk: each.html for each in articles if "<audio " in each.html}
    if not texts:
        return {}
    uses = FileUse.objects.filter(
        kind=FileUse.Kind.ARTICLE, object_id__in=texts, file__content__kind="sound"
    )
    played: dict[int, list[tuple[int, FileContent]]] = {}
    for use in uses.select_related("file__content").order_by():
        content = use.file.content
        if (place := texts[use.object_id].find(content.url)) >= 0:
            played.setdefault(use.object_id, []).append((place, content))
    return {pk: min(found, key=lambda each: each[0])[1] for pk, found in played.items()}
