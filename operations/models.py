"""What the site knows of its backups: each run with its result, and when they are made by plan."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

INTERRUPTED = "The process was ended before the backup was complete."
LONGEST_ERROR = 2000


class BackupRunQuerySet(models.QuerySet["BackupRun"]):
    def successful(self) -> Self:
        return self.filter(state=BackupRun.State.DONE)

    def ended(self) -> Self:
        return self.exclude(state=BackupRun.State.RUNNING)

    def running(self) -> Self:
        return self.filter(state=BackupRun.State.RUNNING)

    def note_interrupted(self, place: str) -> None:
        """No other backup is written to the place now: what seems to run was killed."""
        running = self.filter(place=place, state=BackupRun.State.RUNNING)
        running.update(state=BackupRun.State.FAILED, finished_at=timezone.now(), error=INTERRUPTED)


class BackupRun(models.Model):
    """One run of `manage.py backup`, also by the admin or by plan. `size` is that of all files,
    `new_size` what was stored anew, in bytes; `name` that of the backup in its place."""

    class State(models.TextChoices):
        RUNNING = "running", _("is being written")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    place = models.CharField(_("place"), max_length=1000)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.RUNNING
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    by_plan = models.BooleanField(_("by plan"), default=False)
    name = models.CharField(max_length=40, blank=True, default="")
    size = models.PositiveBigIntegerField(_("size"), default=0)
    new_size = models.PositiveBigIntegerField(default=0)
    error = models.CharField(_("error"), max_length=LONGEST_ERROR, blank=True, default="")

    objects = BackupRunQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-pk")
        verbose_name = _("backup")
        verbose_name_plural = _("backups")

    def __str__(self) -> str:
        return f"{self.place} {self.started_at:%Y-%m-%d %H:%M}"

    def note_done(self, name: str, size: int, new_size: int) -> None:
        self.state, self.finished_at = self.State.DONE, timezone.now()
        self.name, self.size, self.new_size = name, size, new_size
        self.save()

    def note_failed(self, error: str) -> None:
        self.state, self.finished_at = self.State.FAILED, timezone.now()
        self.error = error[:LONGEST_ERROR]
        self.save()


class BackupPlan(models.Model):
    """At which hour of the day a backup is made, in the time zone of the site. One row at most."""

    hour = models.PositiveSmallIntegerField(_("hour"), null=True)

    def __str__(self) -> str:
        return f"{self.hour}:00" if self.hour is not None else "–"

    @classmethod
    def current(cls) -> "BackupPlan":
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @classmethod
    def lock(cls) -> "BackupPlan":
        """Call it in a transaction: others wait until it ends."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get(pk=1)

    def next_moment(self, now: datetime) -> datetime | None:
        """The next time after `now`; None without a plan."""
        if self.hour is None:
            return None
        today = timezone.localtime(now).replace(hour=self.hour, minute=0, second=0, microsecond=0)
        return today if today > now else today + timedelta(days=1)


class IntegrityCheck(models.Model):
    """The last check of each kind. `problem` is '' if nothing was wrong."""

    class Kind(models.TextChoices):
        QUICK = "quick", _("at the start")
        FULL = "full", _("each day")
        JOURNAL = "journal", _("of the journal")

    kind = models.CharField(max_length=10, choices=Kind.choices, unique=True)
    problem = models.TextField(default="", blank=True)
    checked_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.problem or 'ok'}"
