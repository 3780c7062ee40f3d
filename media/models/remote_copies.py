"""Copies of files of other sites: which are wished, which are there, and why others are not."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from media.inspection import RefusedFile
from media.models.media_files import MediaFile
from media.remote import LONGEST_ADDRESS


class RemoteCopyQuerySet(models.QuerySet[Any]):
    def of(self, owner: Any, addresses: Iterable[str]) -> Self:
        """The wishes of a person for these addresses, with their files."""
        wished = self.filter(owner=owner, address__in=list(addresses))
        return wished.select_related("file__content")

    def waiting(self) -> Self:
        return self.filter(file=None, code="")

    def there(self) -> Self:
        return self.filter(file__trashed_at=None, file__isnull=False)

    def ask(self, owner: Any, addresses: Iterable[str]) -> Self:
        """Wish for copies. What is there stays; what was refused, or is in the trash, waits again.

        Return those that wait.
        """
        wished = [self.model(owner=owner, address=address) for address in dict.fromkeys(addresses)]
        self.bulk_create(wished, ignore_conflicts=True)
        mine = self.of(owner, [each.address for each in wished])
        gone = mine.filter(~Q(code="") | Q(file__trashed_at__isnull=False)).values("pk")
        self.filter(pk__in=list(gone.values_list("pk", flat=True))).update(
            file=None, code="", values={}, asked_at=timezone.now()
        )
        return mine.waiting().order_by("pk")


class RemoteCopy(models.Model):
    """The wish of a person to have a file of another site here. Each address is fetched once.

    It waits without `file` and `code`. `code` and `values` are those of a RefusedFile.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    address = models.CharField(max_length=LONGEST_ADDRESS)
    file = models.ForeignKey(MediaFile, on_delete=models.CASCADE, null=True, related_name="+")
    code = models.CharField(max_length=40, blank=True, default="")
    values = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)

    objects = RemoteCopyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "address"], name="one_copy_of_an_address")
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_there(self) -> bool:
        return self.file is not None and self.file.trashed_at is None

    @property
    def is_waiting(self) -> bool:
        return self.file is None and not self.code

    @property
    def refused(self) -> RefusedFile | None:
        return RefusedFile(self.code, **self.values) if self.code else None

    # Verbs

    def note_file(self, file: MediaFile) -> None:
        self.file = file
        self.save(update_fields=["file"])

    def note_refusal(self, refused: RefusedFile) -> None:
        self.code, self.values = refused.code, refused.values
        self.save(update_fields=["code", "values"])
