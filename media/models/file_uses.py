"""What uses a file: written when a text is saved, never computed when a page is shown."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, NamedTuple, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from media.models.media_files import MediaFile
from media.models.named_files import NamedFiles


class UsedBy(NamedTuple):
    """What uses files: `kind` is one of `FileUse.Kind`, `key` the id of the object."""

    kind: str
    key: int


class FileUseQuerySet(models.QuerySet[Any]):
    def set_uses(self, uses: Mapping[UsedBy, Collection[int]]) -> None:
        """Let each of these use these files, and no other, by at most three queries."""
        wanted = {(user, file) for user, files in uses.items() for file in files}
        known = {(use.user, use.file_id): use.pk for use in self.of_users(uses)}
        old = [pk for each, pk in known.items() if each not in wanted]
        with transaction.atomic(savepoint=False):
            if old:
                self.filter(pk__in=old).delete()
            self.insert_uses(wanted - known.keys())

    def add_uses(self, uses: Mapping[UsedBy, Collection[int]]) -> None:
        """Let each of these use these files besides those that it uses already."""
        self.insert_uses({(user, file) for user, files in uses.items() for file in files})

    def insert_uses(self, uses: Iterable[tuple[UsedBy, int]]) -> None:
        rows = [self.model(kind=user.kind, object_id=user.key, file_id=file) for user, file in uses]
        if rows:
            self.bulk_create(rows, ignore_conflicts=True)

    def of_users(self, users: Iterable[UsedBy]) -> Self:
        by_kind: dict[str, list[int]] = {}
        for user in users:
            by_kind.setdefault(user.kind, []).append(user.key)
        chosen = [models.Q(kind=kind, object_id__in=keys) for kind, keys in by_kind.items()]
        return self.filter(models.Q(*chosen, _connector=models.Q.OR)) if chosen else self.none()

    def set_uses_of_texts(self, texts: Mapping[UsedBy, str]) -> None:
        """Let each of these use the files that its text names."""
        self.set_uses(files_of_texts(texts))

    def drop(self, users: Iterable[UsedBy]) -> None:
        """These use nothing any more."""
        self.of_users(users).delete()

    def drop_articles(self, articles: Iterable[int]) -> None:
        """These articles are deleted, with their drafts and histories."""
        self.drop(UsedBy(kind, key) for key in articles for kind in FileUse.OF_ARTICLES)


def files_of_texts(texts: Mapping[UsedBy, str]) -> dict[UsedBy, set[int]]:
    """The ids of the files that each text names, in one query, or none if no text names any."""
    names = {user: NamedFiles.in_text(text) for user, text in texts.items()}
    wanted = NamedFiles.union(names.values())
    by_name: dict[str, set[int]] = {}
    if wanted:
        columns = ("pk", "token", "former_path", "content__name")
        for pk, *keys in MediaFile.objects.named(wanted).order_by().values_list(*columns):
            for key in filter(None, keys):
                by_name.setdefault(key, set()).add(pk)
    return {
        user: set[int]().union(*(by_name.get(n, set()) for n in (*found.tokens, *found.paths)))
        for user, found in names.items()
    }


class FileUse(models.Model):
    """`object_id` is the id of an article, a page or a topic."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        COVER = "cover", _("cover image")
        DRAFT = "draft", _("draft")
        HISTORY = "history", _("earlier version")
        PAGE = "page", _("page")
        TOPIC = "topic", _("topic")

    OF_ARTICLES = (Kind.ARTICLE, Kind.COVER, Kind.DRAFT, Kind.HISTORY)

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

    @property
    def user(self) -> UsedBy:
        return UsedBy(self.kind, self.object_id)
