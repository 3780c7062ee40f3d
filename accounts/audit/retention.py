"""Deletes entries of the audit log that are older than LONGWAVE_AUDIT_DAYS."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.audit.entries import AuditEntry, AuditRetention


@transaction.atomic
def delete_old_entries() -> int:
    """Return how many there were."""
    before = timezone.now() - timedelta(days=settings.AUDIT_DAYS)
    # Not the manager of the model, which refuses to delete.
    old: models.QuerySet[AuditEntry] = models.QuerySet(AuditEntry).filter(at__lt=before)
    if not old.exists():
        return 0
    allowed = AuditRetention.objects.create(before=before)
    number, _by_model = old.delete()
    allowed.delete()
    return number
