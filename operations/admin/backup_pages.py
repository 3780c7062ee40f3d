"""Backups in the admin, for administrators: what is there, a backup now, the hour, a download."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from unfold.widgets import UnfoldAdminSelectWidget

from accounts import audit
from articles.admin.model_admin import ReadOnlyAdmin
from blog.recent_sign_in import require_recent_sign_in
from operations.backups import listed_backups, planned_backups
from operations.backups.backup_alerts import backup_warning
from operations.backups.packed_download import PackedDownload
from operations.models import BackupPlan, BackupRun

LIST = "admin:operations_backuprun_changelist"
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
SHOWN_RUNS = 5


class PlanForm(forms.Form):
    hour = forms.TypedChoiceField(
        label=_("Every day at"),
        choices=[("", _("never")), *HOURS],
        coerce=int,
        empty_value=None,
        required=False,
        widget=UnfoldAdminSelectWidget,
    )


@admin.register(BackupRun)
class BackupAdmin(ReadOnlyAdmin):
    fields = ("place", "state", "started_at", "finished_at", "by_plan", "size", "error")
    readonly_fields = fields

    # Permissions

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_superuser", False))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def require_administrator(self, request: HttpRequest) -> None:
        if not self.has_module_permission(request):
            raise PermissionDenied

    # Pages

    def get_urls(self) -> list[URLPattern]:
        wrap, start = self.admin_site.admin_view, "operations_backuprun"
        return [
            path("now/", wrap(require_POST(self.back_up_now)), name=f"{start}_now"),
            path("plan/", wrap(require_POST(self.plan)), name=f"{start}_plan"),
            path("file/<str:name>/", wrap(never_cache(self.download)), name=f"{start}_file"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require_administrator(request)
        plan = BackupPlan.current()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("Backups"),
            "listed": listed_backups.ListedBackups.read(),
            "runs": BackupRun.objects.all()[:SHOWN_RUNS],
            "warning": backup_warning(),
            "is_at_work": planned_backups.is_at_work(),
            "plan": plan,
            "next": plan.next_moment(timezone.now()),
            "form": PlanForm(initial={"hour": plan.hour}),
            "zone": timezone.get_current_timezone_name(),
        }
        return TemplateResponse(request, "admin/operations/backups.html", context)

    def back_up_now(self, request: HttpRequest) -> HttpResponse:
        self.require_administrator(request)
        if planned_backups.request_backup():
            messages.success(request, _("The backup begins in a moment."))
        return HttpResponseRedirect(reverse(LIST))

    def plan(self, request: HttpRequest) -> HttpResponse:
        self.require_administrator(request)
        form = PlanForm(request.POST)
        if form.is_valid():
            planned_backups.set_hour(form.cleaned_data["hour"])
            messages.success(request, _("The plan is saved."))
        return HttpResponseRedirect(reverse(LIST))

    def download(self, request: HttpRequest, name: str) -> StreamingHttpResponse:
        """One backup as a file, as it is stored: what is encrypted stays so."""
        self.require_administrator(request)
        require_recent_sign_in(request)
        found = listed_backups.backup_of_place(name)
        if found is None:
            raise Http404("no such backup")
        packed = PackedDownload(*found)
        audit.record(request.user, audit.Action.BACKUP_DOWNLOADED, file=settings.BACKUPS.place)
        headers = {
            "Content-Disposition": f'attachment; filename="longwave-{name[:19]}.tar"',
            "Content-Length": str(packed.size),
        }
        return StreamingHttpResponse(
            packed.chunks(), content_type="application/x-tar", headers=headers
        )
