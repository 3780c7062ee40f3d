"""Tells administrators of backups that failed or are too old: in the admin, the log and by mail."""

import logging
from datetime import timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.administrators import mail_administrators
from operations.models import BackupPlan, BackupRun

STALE_BY_PLAN = timedelta(hours=26)
STALE = timedelta(days=8)
FAILED = gettext_lazy("The backup failed")
FAILURE = gettext_lazy(
    "No backup was made, and the reason is: %(reason)s\n\nUntil this is corrected, what is written "
    "from now on is in no backup. The earlier ones stay."
)
TOO_OLD = gettext_lazy("The last good backup is too old")
log = logging.getLogger(__name__)


def tell_of_failure(reason: str) -> None:
    log.error("No backup was made: %s", reason)
    mail_administrators(FAILED, lambda: FAILURE % {"reason": reason})


def tell_of_old_backup() -> None:
    """Mail it if a plan is not kept. Without a plan, backups are made by other means."""
    if BackupPlan.current().hour is not None and (warning := backup_warning()):
        log.error("Backups: %s", warning)
        mail_administrators(TOO_OLD, backup_warning)


def backup_warning() -> str:
    """A sentence if the last backup failed or is too old; '' if all is well. Two queries."""
    last = BackupRun.objects.ended().first()
    if last is None:
        return _("There is no backup of this site yet.")
    if last.state == BackupRun.State.FAILED:
        return _("The last backup failed: %(error)s") % {"error": last.error}
    longest = STALE if BackupPlan.current().hour is None else STALE_BY_PLAN
    if timezone.now() - last.started_at > longest:
        return _("The last good backup is %(age)s old.") % {"age": timesince(last.started_at)}
    return ""
