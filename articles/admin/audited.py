"""What is changed in the admin goes to the audit log."""

from typing import Any, ClassVar

from django.http import HttpRequest

from accounts import audit


class AuditedMixin:
    """Records what Django's admin notes in its own history, under the action of each kind.

    Without an action nothing is recorded: the model does it, or nobody asks for it.
    """

    audited_addition: ClassVar[audit.Action | None] = None
    audited_change: ClassVar[audit.Action | None] = None
    audited_deletion: ClassVar[audit.Action | None] = audit.Action.DELETED

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if self.audited_addition:
            audit.record(request.user, self.audited_addition, obj, request)
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if self.audited_change:
            audit.record(
                request.user, self.audited_change, obj, request, fields=changed_fields(message)
            )
        return super().log_change(request, obj, message)  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        if self.audited_deletion:
            audit.record_all(request.user, self.audited_deletion, queryset, request)
        return super().log_deletions(request, queryset)  # type: ignore[misc]


def changed_fields(message: Any) -> list[str]:
    """The English names of the fields in a message of Django's history, without their values."""
    if not isinstance(message, list):
        return [str(message)]
    changes = [entry.get("changed", {}) for entry in message]
    return [name for change in changes for name in change.get("fields", ())]
