"""What a list of files shows: read from the address, and written into it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.filters import clean_words
from articles.models import Article, User
from media.models import FileUse
from media.models.media_files import PICTURES, SHOWN

MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])")
WITHOUT_ALT = Q(content__kind__in=PICTURES, alt_zh="", alt_en="")


class Shelf(StrEnum):
    """One of the lists. `trash` is the only one with files from the trash."""

    ALL = "all"
    PICTURES = "pictures"
    PLAYED = "played"
    OTHER = "other"
    WITHOUT_ALT = "without-alt"
    UNUSED = "unused"
    TRASH = "trash"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Shelf.ALL: _("All"),
    Shelf.PICTURES: _("Pictures"),
    Shelf.PLAYED: _("Video and sound"),
    Shelf.OTHER: _("Files"),
    Shelf.WITHOUT_ALT: _("Without alternative text"),
    Shelf.UNUSED: _("Not used"),
    Shelf.TRASH: _("Trash"),
}
CONDITIONS: dict[Shelf, Q] = {
    Shelf.PICTURES: Q(content__kind__in=PICTURES),
    Shelf.PLAYED: Q(content__kind__in=SHOWN - PICTURES),
    Shelf.OTHER: ~Q(content__kind__in=SHOWN),
    Shelf.WITHOUT_ALT: WITHOUT_ALT,
    Shelf.UNUSED: Q(~Exists(FileUse.objects.filter(file=OuterRef("pk")))),
}


@dataclass(frozen=True, slots=True)
class FileFilters:
    """`month` is YYYY-MM or empty; `is_list` shows lines instead of a grid."""

    shelf: Shelf = Shelf.ALL
    words: str = ""
    month: str = ""
    is_list: bool = False

    @classmethod
    def of(cls, sent: QueryDict) -> "FileFilters":
        """What the address says. What is not understood is left out."""
        shelf, month = sent.get("shelf", ""), sent.get("month", "")
        return cls(
            shelf=Shelf(shelf) if shelf in set(Shelf) else Shelf.ALL,
            words=clean_words(sent.get("q", "")),
            month=month if MONTH.fullmatch(month) else "",
            is_list=sent.get("look") == "list",
        )

    @property
    def query(self) -> str:
        """The query string, with its question mark, or nothing."""
        look = "list" if self.is_list else ""
        shelf = "" if self.shelf == Shelf.ALL else self.shelf
        values = {"shelf": shelf, "q": self.words, "month": self.month, "look": look}
        sent = {name: value for name, value in values.items() if value}
        return f"?{urlencode(sent)}" if sent else ""

    @property
    def is_whole_shelf(self) -> bool:
        return not (self.words or self.month)

    def on(self, shelf: Shelf) -> "FileFilters":
        return replace(self, shelf=shelf)

    def apply(self, files: QuerySet[Any], user: User) -> QuerySet[Any]:
        """The files of the shelf with the words, of the month."""
        chosen = files.filter(trashed_at__isnull=self.shelf != Shelf.TRASH)
        if condition := CONDITIONS.get(self.shelf):
            chosen = chosen.filter(condition)
        for word in self.words.split():
            chosen = chosen.filter(has_word(word, user))
        return chosen.filter(in_month(self.month)) if self.month else chosen


def has_word(word: str, user: User) -> Q:
    """In its name, in the words beside it, or in the title of an article that uses it."""
    fields = ("name", "alt_zh", "alt_en", "caption_zh", "caption_en")
    titled = Article.objects.visible_to(user).filter(title__icontains=word)
    in_article = FileUse.objects.filter(kind__in=FileUse.OF_ARTICLES, object_id__in=titled)
    found = Q(pk__in=in_article.values("file"))
    for field in fields:
        found |= Q(**{f"{field}__icontains": word})
    return found


def in_month(month: str) -> Q:
    year, number = map(int, month.split("-"))
    start = datetime(year, number, 1, tzinfo=timezone.get_current_timezone())
    end = (start + timedelta(days=32)).replace(day=1)
    return Q(created__gte=start, created__lt=end)
