"""How many files each shelf has, and their bytes."""

from typing import Any

from django.db.models import Count, QuerySet, Sum

from desk.library.file_filters import CONDITIONS, WITHOUT_ALT, Shelf
from media.models.media_files import PICTURES, SHOWN


def shelf_counts(files: QuerySet[Any]) -> tuple[dict[Shelf, int], int]:
    """The number of files on each shelf, and the bytes of all that are not in the trash.

    Three queries. The first reads the contents once for all kinds, since that takes the most time.
    """
    kept = files.filter(trashed_at=None).order_by()
    counts, size = dict.fromkeys(Shelf, 0), 0
    kinds = kept.values_list("content__kind").annotate(
        number=Count("pk"),
        size=Sum("content__bytes"),
        without_alt=Count("pk", filter=WITHOUT_ALT),
    )
    for kind, number, size_of_kind, lacking in kinds:
        counts[Shelf.ALL] += number
        counts[shelf_of(kind)] += number
        counts[Shelf.WITHOUT_ALT] += lacking
        size += size_of_kind
    counts[Shelf.UNUSED] = kept.filter(CONDITIONS[Shelf.UNUSED]).count()
    counts[Shelf.TRASH] = files.filter(trashed_at__isnull=False).count()
    return counts, size


def shelf_of(kind: str) -> Shelf:
    if kind in PICTURES:
        return Shelf.PICTURES
    return Shelf.PLAYED if kind in SHOWN else Shelf.OTHER
