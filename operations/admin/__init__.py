"""Background tasks and backups in the admin."""

from operations.admin.background_tasks import TaskAdmin
from operations.admin.backup_pages import BackupAdmin

__all__ = ["BackupAdmin", "TaskAdmin"]
