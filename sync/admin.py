"""Admin of synchronized folders: what is kept equal, and why the last pass failed."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.model_admin import ReadOnlyAdmin
from sync.models import SyncedFolder


@admin.register(SyncedFolder)
class SyncedFolderAdmin(ReadOnlyAdmin):
    list_display = ("path", "number_of_files", "synced_at", "problem")
    fields = ("path", "synced_at", "problem")
    readonly_fields = fields
    ordering = ("path",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SyncedFolder]:
        return SyncedFolder.objects.annotate(number=Count("files"))

    @display(description=_("files"))
    def number_of_files(self, folder: Any) -> int:
        return int(folder.number)
