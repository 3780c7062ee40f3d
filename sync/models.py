"""What both sides were when they were last equal."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Page


class SyncedFolder(models.Model):
    """A folder that is kept equal with the site. `problem` is why the last pass failed."""

    path = models.TextField(_("folder"), unique=True)
    synced_at = models.DateTimeField(_("last pass"), null=True)
    problem = models.TextField(_("problem"), blank=True, default="")

    class Meta:
        verbose_name = _("synchronized folder")
        verbose_name_plural = _("synchronized folders")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.path


class SyncedFile(models.Model):
    """A file and its article or page, as they were when they were last equal.

    `digest` is the SHA-256 of the bytes of the file, `size` and `mtime` tell without reading that
    it is the same. `revision` is the last one of the article that the file has taken in, and
    `file_revision` the one whose text was made of the file; both are ids, and None if there is no
    such revision. `written` is the digest of the text of a page, which has no history. `keys` are
    the keys of its front matter. `origin_digest` and `origin_revision` are the file and the
    revision before the site wrote into the file: in a git checkout, what is committed.
    `coming_digest` and `coming_revision` are what the site is about to write: a pass that is killed
    after that leaves a file that nobody has edited. If neither article nor page is set, it was
    deleted for ever. An empty `digest` is that of a page whose file was deleted: the page is
    hidden, and gets no other file until somebody edits it.
    """

    folder = models.ForeignKey(SyncedFolder, on_delete=models.CASCADE, related_name="files")
    name = models.TextField()
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    mtime = models.BigIntegerField()
    revision = models.BigIntegerField(null=True)
    file_revision = models.BigIntegerField(null=True)
    written = models.CharField(max_length=64, default="")
    keys = models.JSONField(default=list)
    origin_digest = models.CharField(max_length=64, default="")
    origin_revision = models.BigIntegerField(null=True)
    coming_digest = models.CharField(max_length=64, default="")
    coming_revision = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["folder", "name"], name="synced_file_once"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def has_file(self) -> bool:
        return bool(self.digest)

    def announce(self, digest: str, revision: int) -> None:
        """Store what the file becomes, before it is written."""
        self.coming_digest, self.coming_revision = digest, revision
        self.save(update_fields=["coming_digest", "coming_revision"])

    def has_come(self, digest: str) -> bool:
        return self.article_id is not None and digest == self.coming_digest

    def take_what_came(self) -> None:
        self.digest = self.coming_digest
        self.revision = self.file_revision = self.coming_revision

    @property
    def thing(self) -> Article | Page | None:
        """The article or the page; None if it was deleted for ever."""
        return self.article or self.page
