"""What uses a file: written when a text is saved, never computed when a page is shown."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from media.models.media_files import MediaFile
from media.models.named_files import NamedFiles


class FileUseQuerySet(models.QuerySet[Any]):
    def set_uses(self, kind: str, uses: Mapping[int, Collection[int]]) -> None:
        """Let these objects use these files, and no other, by at most three queries."""
        wanted = {(file, key) for key, files in uses.items() for file in files}
        known = {
            (use.file_id, use.object_id): use.pk
            for use in self.filter(kind=kind, object_id__in=uses)
        }
        old = [pk for each, pk in known.items() if each not in wanted]
        with transaction.atomic(savepoint=False):
            if old:
                self.filter(pk__in=old).delete()
            self.insert_uses(kind, wanted - known.keys())

    def add_uses(self, kind: str, uses: Mapping[int, Collection[int]]) -> None:
        """Let these objects use these files besides those that they use already."""
        self.insert_uses(kind, {(file, key) for key, files in uses.items() for file in files})

    def insert_uses(self, kind: str, pairs: Iterable[tuple[int, int]]) -> None:
        rows = [self.model(kind=kind, file_id=file, object_id=key) for file, key in pairs]
        if rows:
            self.bulk_create(rows, ignore_conflicts=True)

    def set_uses_of_texts(self, kind: str, texts: Mapping[int, str]) -> None:
        """Let these objects use the files that their texts name."""
        self.set_uses(kind, files_of_texts(texts))

    def add_uses_of_texts(self, kind: str, texts: Mapping[int, str]) -> None:
        self.add_uses(kind, files_of_texts(texts))

    def drop(self, kind: str, objects: Collection[int]) -> None:
        """These objects use nothing any more."""
        self.filter(kind=kind, object_id__in=objects).delete()


def files_of_texts(texts: Mapping[int, str]) -> dict[int, set[int]]:
    """The ids of the files that each text names, in one query."""
    names = {key: NamedFiles.in_text(text) for key, text in texts.items()}
    wanted = NamedFiles.union(names.values())
    by_name: dict[str, set[int]] = {}
    if wanted:
        columns = ("pk", "token", "former_path", "content__name")
        for pk, *keys in MediaFile.objects.named(wanted).order_by().values_list(*columns):
            for key in filter(None, keys):
                by_name.setdefault(key, set()).add(pk)
    return {
        key: set[int]().union(*(by_name.get(n, set()) for n in (*found.tokens, *found.paths)))
        for key, found in names.items()
    }


class FileUse(models.Model):
    """`object_id` is the id of an article, a page, a topic or a series."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        COVER = "cover", _("cover image")
        DRAFT = "draft", _("draft")
        HISTORY = "history", _("earlier version")
        PAGE = "page", _("page")
        TOPIC = "topic", _("topic")
        SERIES = "series", _("series")

    file = models.ForeignKey(
        MediaFile, on_delete=models.CASCADE, related_name="uses", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField()

    objects = FileUseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "kind", "object_id"], name="one_use")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "object_id"], name="use_of_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.file_id}"
