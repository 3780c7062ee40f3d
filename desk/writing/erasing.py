"""Deletes articles in the trash for ever, with everything that belongs to them alone."""

import logging
from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import Article, Category, Page, Series
from articles.models.cover_field import LIBRARY, cover_address
from desk.models import Draft, Revision
from desk.writing.batches import sum_over
from media.models import MediaFile
from media.models.named_files import NamedFiles
from media.storing import trash_unused

log = logging.getLogger(__name__)


def erase(articles: Iterable[int]) -> int:
    """Delete those of them that are in the trash. Return how many there were.

    History, comments, preview links and covers go with them. Addresses that were public answer 410.
    """
    return sum_over(articles, erase_article)


def erase_expired() -> int:
    """Delete those whose days in the trash are over. Return how many there were."""
    return erase(Article.objects.expired().values_list("pk", flat=True))


def erase_article(article: int) -> int:
    with transaction.atomic():
        covers = covers_of(article)
        gone = Article.objects.delete_for_ever(article)
        if gone:
            transaction.on_commit(partial(remove_covers, covers))
    return gone


def covers_of(article: int) -> set[str]:
    """All that was its cover at any time."""
    now = Article.objects.filter(pk=article).values_list("cover", flat=True)
    once = Revision.objects.filter(article=article).order_by()
    return {*now, *once.values_list("metadata__cover", flat=True).distinct()} - {"", None}


def remove_covers(covers: Iterable[str]) -> None:
    """Remove the files that nothing else shows: those of the library to its trash, others for ever.

    One that cannot be deleted stays, and is logged.
    """
    for name in covers:
        names = NamedFiles.of_address(cover_address(name))
        try:
            if MediaFile.objects.named(names).exists():
                for file in MediaFile.objects.addressed(names).kept():
                    trash_unused(file)
            elif not (name.startswith(LIBRARY) or is_used(name)):
                default_storage.delete(name)
        except OSError:
            log.exception("The cover %s of a deleted article could not be removed.", name)


def is_used(name: str) -> bool:
    """Whether it is a cover, or was one, or stands in a text."""
    covers = (Article.objects.filter(cover=name), Revision.objects.filter(metadata__cover=name))
    texts = (
        *(kind.objects.filter(body__contains=name) for kind in (Article, Page)),
        *(kind.objects.filter(description__contains=name) for kind in (Category, Series)),
    )
    return any(rows.exists() for rows in (*covers, *texts)) or stands_in_draft(name)


def stands_in_draft(name: str) -> bool:
    """Whether it stands in a text that is not published; these are compressed."""
    drafts = Draft.objects.with_changes().with_revisions().iterator(chunk_size=100)
    return any(name in draft.head.text.text for draft in drafts)
