"""The bytes of uploaded files. Equal ones are stored once, however many files have them."""

from typing import Any, ClassVar, Self

from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from media.inspection import Inspected

FOLDER = "content"


def storage_name(sha256: str, ending: str) -> str:
    """The name in a storage. `ending` may begin with the width of a variant: `-960.avif`."""
    return f"{FOLDER}/{sha256[:2]}/{sha256[:32]}{ending}"


class FileContentQuerySet(models.QuerySet[Any]):
    def without_variants(self) -> Self:
        """Those whose variants are still to be made, the oldest first."""
        return self.filter(variants_made=None).order_by("pk")

    def unused(self) -> Self:
        """Those that no file has or had."""
        return self.filter(files=None, versions=None)


class FileContent(models.Model):
    """`sha256` is that of the upload. All else describes the cleaned file that readers get, whose
    digest is `public_sha256`.

    `name` is its name in the default storage, `original` that of the upload in the storage
    `originals`; empty if it is not kept. Width and height are those of the upright picture.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12)
    mime = models.CharField(max_length=100)
    extension = models.CharField(max_length=12)
    name = models.CharField(max_length=255, db_index=True)
    bytes = models.PositiveBigIntegerField()
    public_sha256 = models.CharField(max_length=64, blank=True)
    original = models.CharField(max_length=255, blank=True)
    original_bytes = models.PositiveBigIntegerField(default=0)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    frames = models.PositiveIntegerField(default=1)
    seconds = models.FloatField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    colour = models.CharField(max_length=7, blank=True)
    is_dark = models.BooleanField(default=False)
    is_lossless = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now)
    variants_made = models.DateTimeField(null=True, blank=True)

    objects = FileContentQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=models.Q(variants_made=None), name="content_to_do"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def inspected(self) -> Inspected:
        """What inspection found, of the cleaned file."""
        return Inspected(
            *(self.kind, self.mime, self.extension, self.width, self.height),
            frames=self.frames,
            seconds=self.seconds,
            pages=self.pages,
        )

    @property
    def url(self) -> str:
        """Where readers get it. Other bytes have another address, so that it can be cached."""
        return default_storage.url(self.name)

    @property
    def thumbnail_url(self) -> str:
        """The address of its smallest picture."""
        variants = [each for each in self.variants.all() if each.format == "webp"]
        return min(variants, key=lambda each: each.width).url if variants else self.url
