"""Once a day: all of the database is checked, and a backup that is too old is told of."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from operations.backups.backup_alerts import tell_of_old_backup
from operations.backups.planned_backups import plan_next
from operations.integrity.integrity_checks import check_integrity
from operations.models import BackupPlan, IntegrityCheck


@task()
def check_site() -> None:
    check_integrity(IntegrityCheck.Kind.FULL)
    tell_of_old_backup()


def begin_daily_check() -> None:
    """Called once a day by each process of the server. The first one enqueues the task."""
    plan_next()
    with transaction.atomic():
        BackupPlan.lock()
        begun = DBTaskResult.objects.filter(task_path=check_site.module_path)
        if not begun.filter(enqueued_at__gte=start_of_today()).exists():
            check_site.enqueue()


def start_of_today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
