"""What uses a file: written when a text is saved, never computed when a page is shown."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, NamedTuple, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from media.models.media_files import MediaFile
from media.models.named_files import NamedFiles
from media.models.text_writers import WRITERS


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
        by_kind = keys_by_kind(users).items()
        chosen = [models.Q(kind=kind, object_id__in=keys) for kind, keys in by_kind]
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


class NamedFile(NamedTuple):
    pk: int
    owner: int | None
    token: str
    former_path: str | None
    content_name: str

    @property
    def keys(self) -> set[str]:
        return {self.token, self.former_path or self.token, self.content_name}

    def is_used(self, names: NamedFiles, writers: Collection[int] | None) -> bool:
        """Whether a text with these names uses it. `writers` are those of the text; None: editors.

        Pages show the address of a content, which all files with these bytes have. It stands for
        files of the writers and for those of nobody, so that nobody learns of files of others.
        """
        if self.token in names.tokens or self.former_path in names.paths:
            return True
        return writers is None or self.owner is None or self.owner in writers


def files_of_texts(texts: Mapping[UsedBy, str]) -> dict[UsedBy, set[int]]:
    """The ids of the files that each text names, by at most one query, and one for each kind of
    users whose texts name contents.
    """
    names = {user: NamedFiles.in_text(text) for user, text in texts.items()}
    by_key: dict[str, list[NamedFile]] = {}
    for file in named_files(NamedFiles.union(names.values())):
        for key in file.keys:
            by_key.setdefault(key, []).append(file)
    contents = {file.content_name for files in by_key.values() for file in files}
    writers = writers_of(user for user, found in names.items() if found.paths & contents)
    return {
        user: {
            file.pk
            for key in (*found.tokens, *found.paths)
            for file in by_key.get(key, ())
            if file.is_used(found, writers.get(user))
        }
        for user, found in names.items()
    }


def named_files(names: NamedFiles) -> list[NamedFile]:
    columns = ("pk", "owner", "token", "former_path", "content__name")
    found = MediaFile.objects.named(names).order_by().values_list(*columns) if names else ()
    return [NamedFile(*row) for row in found]


def writers_of(users: Iterable[UsedBy]) -> dict[UsedBy, set[int]]:
    """Who wrote the texts of these, without those that editors wrote."""
    found: dict[UsedBy, set[int]] = {}
    for kind, keys in keys_by_kind(users).items():
        if kind in WRITERS:
            writers = WRITERS[kind](keys)
            found |= {UsedBy(kind, key): writers.get(key, set()) for key in keys}
    return found


def keys_by_kind(users: Iterable[UsedBy]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for user in users:
        found.setdefault(user.kind, []).append(user.key)
    return found


class FileUse(models.Model):
    """`object_id` is the id of an article, a page, a topic or a user."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        COVER = "cover", _("cover image")
        DRAFT = "draft", _("draft")
        HISTORY = "history", _("earlier version")
        PAGE = "page", _("page")
        TOPIC = "topic", _("topic")
        AUTHOR = "author", _("author")

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
