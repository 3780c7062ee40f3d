"""Pictures and videos in other sizes and formats."""

from typing import ClassVar

from django.core.files.storage import default_storage
from django.db import models

from media.models.file_contents import FileContent


class Variant(models.Model):
    content = models.ForeignKey(FileContent, on_delete=models.CASCADE, related_name="variants")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    format = models.CharField(max_length=8)
    bytes = models.PositiveBigIntegerField()
    name = models.CharField(max_length=255)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["content", "width", "format"], name="one_variant")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return default_storage.url(self.name)
