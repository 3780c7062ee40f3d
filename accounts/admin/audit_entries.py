"""The audit log in the admin: read, filtered and searched, and never changed."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.audit.entries import AuditEntry
from articles.admin.model_admin import ReadOnlyAdmin


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "action", "person", "object_name", "address")
    list_filter = ("action",)
    date_hierarchy = "at"
    search_fields = ("actor_name", "object_name", "address")
    ordering = ("-pk",)
    fields = ("at", "action", "person", "kind", "object_name", "address", "told")
    readonly_fields = fields
    show_full_result_count = False

    @admin.display(description=_("person"), ordering="actor_name", empty_value="–")
    def person(self, entry: AuditEntry) -> str | None:
        return entry.actor_name or None

    @admin.display(description=_("kind of object"), empty_value="–")
    def kind(self, entry: AuditEntry) -> str | None:
        return f"{entry.object_type} {entry.object_id}".strip() or None

    @admin.display(description=_("details"), empty_value="–")
    def told(self, entry: AuditEntry) -> SafeString | None:
        lines = [f"{name}: {value}" for name, value in entry.details.items()]
        return format_html('<span lang="en">{}</span>', "; ".join(lines)) if lines else None
