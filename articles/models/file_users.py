"""Texts that use files: of pages, topics and authors. The history tells it of articles."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models, transaction

from media.models import FileUse, UsedBy
from media.use_sources import register_texts


class FileUserQueries(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            keys = list(self.order_by().values_list("pk", flat=True))
            FileUse.objects.drop(UsedBy(self.model.USES_FILES_AS, key) for key in keys)
            return super().delete()


class FileUser(models.Model):
    """A model whose field `USED_TEXT` names files. Uses follow when it is saved or deleted."""

    USES_FILES_AS: ClassVar[FileUse.Kind]
    USED_TEXT: ClassVar[str]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                user = UsedBy(self.USES_FILES_AS, self.pk)
                FileUse.objects.set_uses_of_texts({user: self.text_with_files()})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            FileUse.objects.drop([UsedBy(self.USES_FILES_AS, self.pk)])
            return super().delete(*args, **kwargs)

    def text_with_files(self) -> str:
        return str(getattr(self, self.USED_TEXT))

    @classmethod
    def register_texts(cls) -> None:
        """Let `manage.py check_media` find what uses files."""
        register_texts(cls.USES_FILES_AS, cls.texts_with_files)

    @classmethod
    def texts_with_files(cls) -> Iterator[tuple[int, str]]:
        rows = cls._default_manager.order_by("pk").values_list("pk", cls.USED_TEXT)
        yield from rows.iterator(200)
