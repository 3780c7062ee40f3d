"""What an export contains."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from articles import access
from articles.models import Article, Page, User
from media.models import MediaFile


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`by` is who gets it: without the permission for the articles of others, their own alone.

    Without `by` it is everything. `trash` and `history`: also these.
    """

    by: User | None = None
    trash: bool = False
    history: bool = False

    @property
    def is_whole(self) -> bool:
        return self.by is None or access.sees_everything(self.by)

    def articles(self) -> QuerySet[Article]:
        found = Article.objects.all() if self.trash else Article.objects.kept()
        return found if self.is_whole else found.filter(author=self.by)

    def pages(self) -> QuerySet[Page]:
        return Page.objects.all() if self.is_whole else Page.objects.none()

    def files(self) -> QuerySet[Any]:
        """The files of the library that are exported even if no text of the export uses them."""
        kept = MediaFile.objects.kept()
        return kept if self.is_whole else kept.of_owner(self.by)
