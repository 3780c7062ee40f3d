"""What is remembered of imports, so that the next one finds its articles again."""

from typing import Any, ClassVar, Self

from django.db import models

from articles.models import Article, Page


class ImportedFileQuerySet(models.QuerySet["ImportedFile"]):
    def of(self, thing: Article | Page) -> Self:
        return self.filter(page=thing) if isinstance(thing, Page) else self.filter(article=thing)

    def remember(self, thing: Article | Page, digest: str, keys: dict[str, Any]) -> None:
        """Store what the last import has read for an article or a page."""
        owner: dict[str, Any] = {"page": thing} if isinstance(thing, Page) else {"article": thing}
        self.update_or_create(**owner, defaults={"digest": digest, "keys": keys})


class ImportedFile(models.Model):
    """The file of an article or a page. Its path is `source_path` there.

    `digest` is the SHA-256 of its text, by which a renamed file is found. `keys` are the keys of
    its front matter that have no field, as JSON; an export writes them again.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, null=True, related_name="imported_file"
    )
    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, null=True, related_name="imported_file"
    )
    digest = models.CharField(max_length=64, db_index=True)
    keys = models.JSONField(default=dict)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, page__isnull=True)
                | models.Q(article__isnull=True, page__isnull=False),
                name="imported_file_of_one",
            )
        ]

    def __str__(self) -> str:
        thing = self.article or self.page
        return thing.source_path if thing else ""
