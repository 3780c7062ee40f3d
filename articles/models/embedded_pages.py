"""Pages of other sites that articles show as cards: what their services say of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Min
from django.utils import timezone

from articles.embeds import FetchedEmbed
from rendering import Message

CLAIM = timedelta(minutes=10)  # another process asks again after this time, if the first one ended
RETRY_DELAYS = [timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1)]


class EmbeddedPageQuerySet(models.QuerySet["EmbeddedPage"]):
    def due(self) -> Self:
        return self.filter(next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")

    def claim_next(self) -> "EmbeddedPage | None":
        """The next page to be asked for, which no other process has got."""
        while page := self.due().first():
            mine = self.filter(pk=page.pk, next_try_at=page.next_try_at)
            if mine.update(next_try_at=timezone.now() + CLAIM):
                return page
        return None

    def next_try(self) -> datetime | None:
        """When the next page is to be asked for."""
        return self.aggregate(next=Min("next_try_at"))["next"]

    def add_missing(self, keys: Iterable[str]) -> None:
        self.bulk_create([self.model(key=key) for key in keys], ignore_conflicts=True)

    def failed(self) -> Self:
        return self.filter(fault__isnull=False)

    def ask_again(self, *, also_known: bool) -> None:
        """Ask for those that failed at once, and perhaps for the others too."""
        chosen = self.all() if also_known else self.failed()
        chosen.update(next_try_at=timezone.now(), tries=0)


class EmbeddedPage(models.Model):
    """`key` is the service and the id there. `next_try_at` is empty if it need not be asked."""

    key = models.CharField(max_length=255, unique=True)
    title = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=300, blank=True)
    picture = models.CharField(max_length=100, blank=True, help_text="Its name among the uploads.")
    fault = models.JSONField(null=True, help_text="Why the last try failed, as a message.")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, default=timezone.now, db_index=True)

    objects = EmbeddedPageQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title or self.key

    def store_details(self, details: FetchedEmbed) -> None:
        self.title, self.author, self.fault = details.title, details.author, None
        self.picture = store_picture(details.picture) if details.picture else ""
        self.next_try_at = None
        self.save()

    def store_fault(self, fault: Message) -> None:
        """What is known from an earlier time stays."""
        self.fault, self.next_try_at = fault, self.next_delay()
        self.tries += 1
        self.save()

    def next_delay(self) -> datetime | None:
        tried = self.tries
        return timezone.now() + RETRY_DELAYS[tried] if tried < len(RETRY_DELAYS) else None


def store_picture(picture: bytes) -> str:
    name = f"embeds/{sha256(picture).hexdigest()[:24]}.webp"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(picture))
    return name
