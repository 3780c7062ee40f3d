"""Imports by the admin, and what is remembered of imported files for the next import."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.models import Article, Page, User


class ImportedFileQuerySet(models.QuerySet["ImportedFile"]):
    def of(self, thing: Article | Page) -> Self:
        return self.filter(page=thing) if isinstance(thing, Page) else self.filter(article=thing)

    def store(self, files: Iterable["ImportedFile"]) -> None:
        """Insert the new ones, and update the others."""
        every: list[Any] = list(files)
        new = [file for file in every if not file.pk]
        known = [file for file in every if file.pk]
        self.bulk_create(new)
        self.bulk_update(known, ["digest", "keys", "written", "was_published"])


class ImportedFile(models.Model):
    """The file of an article or a page. Its path is `source_path` there.

    `digest` is the SHA-256 of its text, by which a renamed file is found. `keys` are the keys of
    its front matter that have no field, as JSON; an export writes them again. `written` is the
    SHA-256 of the title and the text that the last import wrote, '' if that is not known: another
    one was edited here. `was_published`: an
    import published it, and its file has not become private since. If it is a draft, somebody
    withdrew it here, and the next import does not publish it.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, null=True, related_name="imported_file"
    )
    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, null=True, related_name="imported_file"
    )
    digest = models.CharField(max_length=64, db_index=True)
    keys = models.JSONField(default=dict)
    written = models.CharField(max_length=64, default="")
    was_published = models.BooleanField(default=False)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, page__isnull=True)
                | models.Q(article__isnull=True, page__isnull=False),
                name="imported_file_of_one",
            )
        ]

    @classmethod
    def of(cls, thing: Article | Page) -> Self:
        return cls(page=thing) if isinstance(thing, Page) else cls(article=thing)

    def __str__(self) -> str:
        thing = self.article or self.page
        return thing.source_path if thing else ""


class ImportedSite(models.Model):
    """A site that was imported. The paths of its files (`source_path`) begin with `name`.

    `marks` tell it from others with a folder of this name, as lists by kind
    (transfer/sites/site_marks.py). `place` is the folder that was imported, '' for an export.
    """

    name = models.CharField(max_length=255, unique=True)
    marks = models.JSONField(default=dict)
    place = models.TextField(default="")

    def __str__(self) -> str:
        return self.name

    def note(self, marks: dict[str, list[str]], place: str) -> None:
        """Store what this import knows of the site. Marks of other kinds stay."""
        known = (self.marks, self.place)
        self.marks, self.place = {**self.marks, **marks}, place or self.place
        if self._state.adding or known != (self.marks, self.place):
            self.save()


class BackgroundRun(models.Model):
    """What a background task works at: its state, and how far it is. Each verb changes the row only
    if it is still in the state that is left.
    """

    BEGINNING: ClassVar[dict[str, Any]] = {"done": 0, "total": 0}
    AT_WORK: ClassVar[tuple[str, ...]] = ()
    FAILED: ClassVar[str] = "failed"
    state: str

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    task = models.UUIDField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        abstract = True

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    def enter(self, state: str, *, leaving: Iterable[str], **values: Any) -> bool:
        """Return whether the row was in a state of `leaving`, and is in this one now."""
        changed = {"state": state, **self.BEGINNING, **values}
        every: models.Manager[Any] = type(self)._default_manager
        rows = every.filter(pk=self.pk, state__in=list(leaving))
        if not rows.update(**changed):
            return False
        for name, value in changed.items():
            setattr(self, name, value)
        return True

    def note(self, **progress: Any) -> bool:
        """Return False if it was cancelled or deleted meanwhile."""
        every: models.Manager[Any] = type(self)._default_manager
        return bool(every.filter(pk=self.pk, state=self.state).update(**progress))

    def note_failure(self, sentence: str) -> None:
        now = timezone.now()
        self.enter(self.FAILED, leaving=self.AT_WORK, error=sentence, finished_at=now)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: User) -> Self:
        """The own ones, and for editors all: reports have titles of drafts."""
        return self if access.sees_everything(user) else self.filter(user=user)

    def at_work(self) -> Self:
        return self.filter(state__in=ImportRun.AT_WORK)

    def without_reports(self) -> Self:
        """Reports have up to several megabytes."""
        return self.defer("check_report", "import_report")


class ImportRun(BackgroundRun):
    """An import by the admin: the uploaded file is checked by a dry run, then imported.

    `options` are values of ImportOptions, as JSON. `task` is the id of the newest background task.
    `done` of `total` files or pictures are done in this phase. Reports are those of
    ImportReport.as_json(), in `language`. The file is in `transfer/runs/uploaded_files.py`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the check")
        CHECKING = "checking", _("is being checked")
        CHECKED = "checked", _("checked")
        IMPORTING = "importing", _("is being imported")
        DONE = "done", _("imported")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    class Phase(models.TextChoices):
        READING = "reading", _("Reading the files")
        FILES = "files", _("Articles")
        FINISHING = "finishing", _("Links and old addresses")
        PICTURES = "pictures", _("Pictures of other sites")

    BEGINNING: ClassVar = {"phase": Phase.READING, "done": 0, "total": 0}
    AT_WORK: ClassVar = (State.WAITING, State.CHECKING, State.IMPORTING)
    STOPPED = (State.FAILED, State.CANCELLED)

    user = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        verbose_name=_("started by"),
        related_name="import_runs",
    )
    author = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        verbose_name=_("author"),
        related_name="+",
        help_text=_("Of new articles whose files name nobody with an account."),
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    file_name = models.CharField(_("file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    language = models.CharField(max_length=12)
    options = models.JSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.READING)
    check_report = models.JSONField(null=True)
    import_report = models.JSONField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering: ClassVar = ["-created_at", "-pk"]
        default_permissions = ()
        permissions: ClassVar = [("run_imports", _("Can import articles of other systems"))]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_import(self) -> bool:
        """Whether it is past the check."""
        return self.check_report is not None

    def note_progress(self, phase: Phase, done: int, total: int) -> bool:
        """Return False if it was cancelled or deleted meanwhile."""
        return self.note(phase=phase, done=done, total=total)


class ExportRun(BackgroundRun):
    """An export by the admin, for its user alone: a .zip that is kept for a day.

    `options` are values of ExportOptions, and `report` those of ExportReport. `done` of `total`
    articles are written. The file is in `transfer/runs/kept_exports.py`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        EXPORTING = "exporting", _("is being written")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    AT_WORK: ClassVar = (State.WAITING, State.EXPORTING)

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, verbose_name=_("started by"), related_name="export_runs"
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    language = models.CharField(max_length=12)
    options = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering: ClassVar = ["-created_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        return f"longwave-{timezone.localtime(self.created_at):%Y-%m-%d-%H%M}.zip"
