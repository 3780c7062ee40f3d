"""The table of the audit log, which the usual verbs of the ORM only add to."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.actions import all_actions

LONGEST_NAME = 200  # characters


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete an entry."""

    def __init__(self) -> None:
        super().__init__("Entries of the audit log cannot be changed or deleted.")


class AuditQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnlyError

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Any]:
        if options.get("update_conflicts"):
            raise AppendOnlyError
        return super().bulk_create(objs, *args, **options)


class AuditEntry(models.Model):
    """What somebody did. Names are those of the time: the person and the object may be gone.

    `details` has short values only, such as names of changed fields: never texts or secrets.
    """

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    action = models.CharField(_("action"), max_length=30, choices=all_actions)
    # No constraint: deleting a person leaves the entries as they are.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
    )
    actor_name = models.CharField(_("person"), max_length=LONGEST_NAME, blank=True)
    object_type = models.CharField(max_length=100, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    object_name = models.CharField(_("object"), max_length=LONGEST_NAME, blank=True)
    address = models.GenericIPAddressField(_("address of the client"), null=True)
    details = models.JSONField(_("details"), default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        ordering: ClassVar = ["-pk"]
        default_permissions = ("view",)
        indexes: ClassVar = [models.Index(fields=["object_type", "object_id"], name="audit_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.actor_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.pk,
            "at": self.at.isoformat(),
            "action": self.action,
            "actor": {"id": self.actor_id, "name": self.actor_name},
            "object": {
                "type": self.object_type,
                "id": self.object_id,
                "name": self.object_name,
            },
            "address": self.address,
            "details": self.details,
        }


class AuditRetention(models.Model):
    """While there is a row, the database lets entries from before this time be deleted."""

    before = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.before)
